package minqing.activity.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;

/** Once late, late: whatever is reopened afterwards, figures, lists and the case say so; what only waits is never in time. */
class LatenessTest extends CaseTest {

    private static final LocalDate DAY = LocalDate.of(2026, 3, 2);

    @Test
    void aCaseThatWasApprovedLateStaysLateThoughItIsHandledAgainInTime() throws Exception {
        setDay(DAY);
        String number = urgent();
        setTime(clock.instant().plus(Duration.ofDays(2)));
        handle("jiancha", number, "done");
        complete("jiancha-head", number, "review", "outcome", "approve");
        assertLate(number, true);
        assertFigures(number, true, false, true);

        complete("wuzhidong", number, "verify", "outcome", "not-resolved", "reason", "夜里仍有噪声");
        assertLate(number, true);
        assertFigures(number, true, false, true);

        handle("jiancha", number, "done");
        complete("jiancha-head", number, "review", "outcome", "approve");
        complete("wuzhidong", number, "verify", "outcome", "resolved", "satisfaction", "satisfied");
        assertThat(status(number)).isEqualTo("closed");
        assertLate(number, true);
        assertFigures(number, true, false, true);
        assertThat(page("office", "/problems/" + number).text()).contains("曾超期", "审核同意时已超期，不计入按时办结");

        database.sql("update problem set handled_late = false where number = :number")
                .param("number", number)
                .update();
        String migration = new ClassPathResource("db/migration/V21__words_first_contact_lateness.sql")
                .getContentAsString(StandardCharsets.UTF_8);
        int from = migration.indexOf("update problem set handled_late");
        database.sql(migration.substring(from, migration.indexOf(';', from))).update();
        assertLate(number, true);
    }

    @Test
    void whatWasApprovedInTimeIsInTimeAndWhatIsReopenedAndLateThenIsLate() throws Exception {
        setDay(DAY);
        String number = urgent();
        handle("jiancha", number, "done");
        complete("jiancha-head", number, "review", "outcome", "approve");
        assertLate(number, false);
        assertFigures(number, true, true, false);
        complete("wuzhidong", number, "verify", "outcome", "not-resolved", "reason", "夜里仍有噪声");
        assertFigures(number, false, false, false);
        setTime(clock.instant().plus(Duration.ofDays(30)));
        handle("jiancha", number, "done");
        complete("jiancha-head", number, "review", "outcome", "approve");
        assertLate(number, true);
        assertFigures(number, true, false, true);
    }

    @Test
    void whatOnlyWaitsWasNeverHandledInTime() throws Exception {
        setDay(DAY);
        String number = handling();
        handle("jiancha", number, "cannot-yet");
        complete("jiancha-head", number, "review", "outcome", "approve");
        assertThat(status(number)).isEqualTo("waiting");
        assertLate(number, false);
        assertFigures(number, true, false, false);
        fire(number, "review-interval");
        assertFigures(number, true, false, false);
        complete("office", number, "periodic-review", "outcome", "handle", "reason", "管网已通");
        handle("jiancha", number, "done");
        complete("jiancha-head", number, "review", "outcome", "approve");
        assertFigures(number, true, true, false);
    }

    private String urgent() {
        String number = report("wuzhidong", Map.of("urgency", "urgent"));
        complete("office", number, "triage", "outcome", "assign", "leadUnit", "jiancha");
        complete("jiancha", number, "acknowledge", "outcome", "accept");
        return number;
    }

    private void assertLate(String number, boolean late) throws Exception {
        assertThat(get("office", "/api/problems/" + number).body().get("late").asBoolean())
                .isEqualTo(late);
        String text = problems.get(number).title();
        assertThat(get("office", "/api/problems?late=" + late + "&text=" + text)
                        .body()
                        .get("items")
                        .findValuesAsText("number"))
                .contains(number);
        assertThat(get("office", "/api/problems?late=" + !late + "&text=" + text)
                        .body()
                        .get("items")
                        .findValuesAsText("number"))
                .doesNotContain(number);
        Document listed = page("office", "/problems?text=" + text);
        assertThat(listed.select("tr:has(a[href=/problems/" + number + "]) .was-late"))
                .hasSize(late ? 1 : 0);
    }

    private void assertFigures(String number, boolean handled, boolean inTime, boolean late) throws Exception {
        assertThat(records("handled").contains(number)).as("handled").isEqualTo(handled);
        assertThat(records("handled-in-time").contains(number)).as("in time").isEqualTo(inTime);
        assertThat(records("handled-late").contains(number)).as("late").isEqualTo(late);
    }

    private List<String> records(String measure) throws Exception {
        List<String> numbers = new ArrayList<>();
        for (int page = 0; ; page++) {
            var body = get(
                            "inspector",
                            "/api/statistics/2026/problems/" + measure + "?unit=jiancha&size=200&page=" + page)
                    .body();
            numbers.addAll(body.get("items").findValuesAsText("number"));
            if (numbers.size() >= body.get("total").asInt()) {
                return numbers;
            }
        }
    }

    private Document page(String account, String address) throws Exception {
        var response = http.perform(MockMvcRequestBuilders.get(address)
                        .accept(MediaType.TEXT_HTML)
                        .with(user(account).roles("USER")))
                .andReturn()
                .getResponse();
        assertThat(response.getStatus()).isEqualTo(200);
        return Jsoup.parse(response.getContentAsString(StandardCharsets.UTF_8));
    }
}
