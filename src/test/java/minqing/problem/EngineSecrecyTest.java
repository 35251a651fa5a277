package minqing.problem;

import static minqing.testing.WebappClient.ENGINE;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import minqing.access.Watching;
import minqing.testing.Chromium;
import minqing.testing.WebappClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What the calls behind Tasklist and Cockpit tell of a case, and to whom. */
class EngineSecrecyTest extends CaseTest {

    private static final String CONTACT = "欧阳试读 13912349876";

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    @LocalServerPort
    private int port;

    @Autowired
    private Watching watching;

    @Autowired
    private WatchedCases watched;

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

    /** Whoever watches sees how the others stand; that there is an accusation, nobody learns from the engine. */
    @Test
    void whoWatchesInCockpitSeesEveryCaseButAccusations() throws Exception {
        String open = report("wuzhidong");
        String secret = report("zhouwei", Map.of("accusation", true, "accused", "督查员"));
        String none = report("zhouwei", Map.of("accusation", true, "accused", "李四"));
        complete("jijian", none, "discipline-intake", "outcome", "not-an-accusation", "reason", "属一般问题");
        for (String watcher : List.of("supervisor", "inspector")) {
            WebappClient cockpit = webapps(watcher);
            assertSeen(cockpit, open, "triage");
            assertSeen(cockpit, none, "triage");
            assertHidden(cockpit, instance(secret).getId(), secret);
            assertThat(cockpit.get(ENGINE + "/process-instance/"
                                    + instance(secret).getId() + "/variables")
                            .statusCode())
                    .isEqualTo(404);
            assertThat(cockpit.get(ENGINE + "/process-instance?activityIdIn=discipline-intake&maxResults=500")
                            .body())
                    .isEqualTo("[]");
            HttpResponse<String> tokens = cockpit.get(ENGINE + "/process-definition/"
                    + instance(open).getProcessDefinitionId() + "/statistics?incidents=true");
            assertThat(tokens.statusCode()).isEqualTo(200);
            assertThat(tokens.body()).contains("\"id\":\"triage\"").doesNotContain("discipline-intake");
        }
    }

    /** Nor by a number that grows when one comes in. */
    @Test
    void noNumberInCockpitTellsOfAnAccusation() throws Exception {
        report("wuzhidong");
        List<String> numbers = List.of(
                "/camunda/api/cockpit/plugin/base/default/process-definition/statistics",
                "/camunda/api/cockpit/plugin/base/default/process-definition/statistics-count",
                ENGINE + "/process-definition/statistics?rootIncidents=true",
                ENGINE + "/process-definition/statistics?incidents=true",
                ENGINE + "/process-instance/count?unfinished=true&rootProcessInstances=true",
                ENGINE + "/history/process-instance/count?unfinished=true",
                ENGINE + "/history/decision-instance/count",
                ENGINE + "/task/count?unassigned=true",
                ENGINE + "/incident/count");
        WebappClient supervisor = webapps("supervisor");
        WebappClient administrator = webapps("admin");
        List<String> before =
                numbers.stream().map(address -> supervisor.get(address).body()).toList();
        String seenBefore = administrator.get(numbers.get(2)).body();
        assertThat(before.get(2)).contains("problem-handling");

        String secret = report("zhouwei", Map.of("accusation", true, "accused", "李四"));

        assertThat(numbers.stream()
                        .map(address -> supervisor.get(address).body())
                        .toList())
                .isEqualTo(before);
        assertThat(administrator.get(numbers.get(2)).body()).isNotEqualTo(seenBefore);
        complete("jijian", secret, "discipline-intake", "outcome", "not-an-accusation", "reason", "属一般问题");
        assertThat(supervisor.get(numbers.get(2)).body()).isNotEqualTo(before.get(2));
    }

    /** Everything of a case but its beginning can become an accusation; what was shown is shown no more. */
    @Test
    void whatTurnsOutToBeAnAccusationIsHiddenFromThenOn() throws Exception {
        String number = report("wuzhidong");
        String instance = instance(number).getId();
        WebappClient cockpit = webapps("supervisor");
        assertSeen(cockpit, number, "triage");
        complete("office", number, "triage", "outcome", "refer-discipline", "accused", "督查员", "reason", "反映干部作风");
        assertHidden(cockpit, instance, number);
        assertThat(grants(instance)).isZero();
    }

    @Test
    void aStartHidesWhatAnEarlierVersionShowed() throws Exception {
        String open = report("wuzhidong");
        String secret = report("zhouwei", Map.of("accusation", true, "accused", "督查员"));
        watching.let(instance(open).getId(), false);
        watching.let(instance(secret).getId(), true);
        watched.afterSingletonsInstantiated();
        WebappClient cockpit = webapps("supervisor");
        assertSeen(cockpit, open, "triage");
        assertHidden(cockpit, instance(secret).getId(), secret);
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

    private static void assertHidden(WebappClient cockpit, String instance, String number) {
        for (String question : List.of(
                "/process-instance?businessKey=" + number,
                "/process-instance?processInstanceIds=" + instance,
                "/process-instance/" + instance,
                "/process-instance/" + instance + "/activity-instances",
                "/execution?processInstanceId=" + instance,
                "/variable-instance?processInstanceIdIn=" + instance,
                "/variable-instance?variableName=reporter&processInstanceIdIn=" + instance,
                "/job?processInstanceId=" + instance,
                "/incident?processInstanceId=" + instance,
                "/event-subscription?processInstanceId=" + instance,
                "/task?processInstanceId=" + instance,
                "/history/process-instance?processInstanceId=" + instance,
                "/history/process-instance?processInstanceBusinessKey=" + number,
                "/history/activity-instance?processInstanceId=" + instance,
                "/history/variable-instance?processInstanceId=" + instance,
                "/history/detail?processInstanceId=" + instance,
                "/history/task?processInstanceId=" + instance,
                "/history/job-log?processInstanceId=" + instance,
                "/history/incident?processInstanceId=" + instance,
                "/history/user-operation?processInstanceId=" + instance,
                "/history/decision-instance?processInstanceId=" + instance,
                "/history/identity-link-log?operationType=add&type=candidate&maxResults=2000")) {
            HttpResponse<String> answer = cockpit.get(ENGINE + question);
            assertThat(answer.statusCode()).as(question).isIn(200, 403, 404);
            if (answer.statusCode() == 200) {
                assertThat(answer.body())
                        .as(question)
                        .doesNotContain("jijian", number, "\"processInstanceId\":\"" + instance);
                assertThat(answer.body()).as(question).doesNotContain("\"id\":\"" + instance);
            }
        }
        HttpResponse<String> listed = cockpit.post(
                "/camunda/api/cockpit/plugin/base/default/process-instance",
                "{\"processDefinitionKey\":\"problem-handling\",\"businessKey\":\"" + number + "\"}");
        assertThat(listed.body()).doesNotContain(number);
    }

    private long grants(String instance) {
        return database.sql("select count(*) from act_ru_authorization where resource_id_ = :instance")
                .param("instance", instance)
                .query(Long.class)
                .single();
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
