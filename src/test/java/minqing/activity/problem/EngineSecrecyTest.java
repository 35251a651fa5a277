package minqing.activity.problem;

import static minqing.testing.WebappClient.ENGINE;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import minqing.testing.Chromium;
import minqing.testing.WebappClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What the calls behind Tasklist and Cockpit tell of a case, and to whom. */
class EngineSecrecyTest extends CaseTest {

    private static final String CONTACT = "欧阳试读 13912349876";

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    @LocalServerPort
    private int port;

    @Test
    void theContactThatTasklistShowsIsNotedAsReadLikeAnywhereElse() throws Exception {
        String number = report("wuzhidong", Map.of("contact", CONTACT));
        complete("office", number, "triage", "outcome", "assign", "leadUnit", "jiancha");
        WebappClient handler = webapps("jiancha");
        HttpResponse<String> masked = summary(handler, number, "acknowledge");
        assertThat(masked.body()).contains("欧**").doesNotContain(CONTACT);
        assertThat(readings("jiancha", number)).isZero();

        complete("jiancha", number, "acknowledge", "outcome", "accept");
        assertThat(summary(handler, number, "handle").body()).contains(CONTACT);
        assertThat(readings("jiancha", number)).isEqualTo(1);
        // What does not hold the contact is no reading of it, and handing in a form shows nothing.
        handler.get(ENGINE + "/task/" + task(number, "handle").getId() + "/form-variables?variableNames=handling");
        handle("jiancha", number, "done");
        assertThat(readings("jiancha", number)).isEqualTo(1);
    }

    /** Whoever watches reads the ordinary processes by their keys; what is none of them does not exist there. */
    @Test
    void whoWatchesInCockpitSeesEveryCase() throws Exception {
        String open = report("wuzhidong");
        for (String watcher : List.of("supervisor", "inspector")) {
            WebappClient cockpit = webapps(watcher);
            assertSeen(cockpit, open, "triage");
            assertThat(cockpit.get(ENGINE + "/history/process-instance?processInstanceBusinessKey=" + open)
                            .body())
                    .contains(open);
            assertThat(cockpit.get(ENGINE + "/history/activity-instance?processInstanceId="
                                    + instance(open).getId())
                            .body())
                    .contains("triage");
            assertThat(database.sql("""
                            select resource_id_ from act_ru_authorization
                            where group_id_ = :group and resource_type_ in (6, 7, 8, 9, 10, 14) and perms_ & 2 > 0""")
                            .param("group", watcher)
                            .query(String.class)
                            .list())
                    .containsExactlyInAnyOrder(
                            "problem-handling",
                            "outing-confirmation",
                            "monthly-summary",
                            "summary-clock",
                            "calendar-notice",
                            "responsible-unit",
                            "handling-time-limit");
        }
    }

    @Test
    void cockpitShowsTheOtherCasesAndWhereTheyStand() {
        String open = report("wuzhidong");
        CHROMIUM.expect("status of 40");
        CHROMIUM.expect("Load timeout for modules");
        Page page = CHROMIUM.login(CHROMIUM.desktop(), port, "supervisor");
        page.navigate("http://localhost:" + port + "/camunda/app/cockpit/default/#/process-instance/"
                + instance(open).getId() + "/runtime");
        PlaywrightAssertions.assertThat(page.getByText(open).first()).isVisible();
        PlaywrightAssertions.assertThat(
                        page.locator(".djs-overlays[data-container-id=triage]").first())
                .containsText("1");
    }

    @Test
    void whoSupervisesReportsLikeEverybodyWhoWorks() throws Exception {
        assertThat(tasks(report("supervisor"), "triage")).hasSize(1);
    }

    private void assertSeen(WebappClient cockpit, String number, String step) {
        assertThat(cockpit.get(ENGINE + "/process-instance?businessKey=" + number)
                        .body())
                .contains(number);
        assertThat(cockpit.get(ENGINE + "/process-instance?activityIdIn=" + step + "&maxResults=500")
                        .body())
                .contains(number);
        assertThat(cockpit.get(ENGINE + "/process-instance/" + instance(number).getId() + "/activity-instances")
                        .body())
                .contains(step);
        assertThat(cockpit.get(ENGINE + "/variable-instance?processInstanceIdIn="
                                + instance(number).getId())
                        .body())
                .contains("reporter");
    }

    private HttpResponse<String> summary(WebappClient reader, String number, String step) {
        HttpResponse<String> told = reader.get(
                ENGINE + "/task/" + task(number, step).getId() + "/form-variables?variableNames=caseSummary");
        assertThat(told.statusCode()).as(told.body()).isEqualTo(200);
        return told;
    }

    private long readings(String account, String number) {
        return database.sql("""
                        select count(*) from access_log
                        where subject = 'problem' and identifier = :number and account = :account and part = 'contact'""")
                .param("number", number)
                .param("account", account)
                .query(Long.class)
                .single();
    }

    private WebappClient webapps(String account) {
        return WebappClient.loggedIn(port, account, "minqing-demo");
    }
}
