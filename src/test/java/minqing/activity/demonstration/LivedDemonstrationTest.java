package minqing.activity.demonstration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import minqing.testing.BesideOthers;
import minqing.testing.Drill;
import minqing.testing.StartedApplication;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * The first start of the demonstration as a newcomer has it, early in a year of which no notice on holidays is out yet.
 * How the months stand is looked at before the walks move them.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@BesideOthers
class LivedDemonstrationTest {

    private static final OffsetDateTime FIRST_START = OffsetDateTime.parse("2027-01-06T10:15:00+08:00");

    private static final List<String> LEADERS =
            List.of("wuzhidong", "xiejiandong", "yangyumei", "zhouwei", "xujianyun");

    private static StartedApplication application;

    @BeforeAll
    static void startForTheFirstTime() throws Exception {
        application = StartedApplication.at(FIRST_START.toInstant());
    }

    @AfterAll
    static void stop() throws Exception {
        application.close();
    }

    @Test
    @Order(1)
    void oneMonthIsAcceptedAndTheNextWaitsForItsCheck() throws Exception {
        requireLived(application, "2026-11", "2026-12");
    }

    static void requireLived(StartedApplication application, String accepted, String current) throws Exception {
        assertThat(application.said()).doesNotContain("could not be played");
        JsonNode sealed = application.get("office", "/api/summaries/epb/" + accepted);
        assertThat(sealed.path("status").asText()).isEqualTo("accepted");
        assertThat(sealed.path("late").asBoolean(true)).isFalse();
        assertThat(sealed.path("figures"))
                .allSatisfy(figure -> assertThat(figure.asInt()).isPositive());
        assertThat(application
                        .get("office", "/api/summaries/epb/" + accepted + "/verify")
                        .path("intact")
                        .asBoolean())
                .isTrue();
        for (String format : List.of("docx", "xlsx", "pdf")) {
            assertThat(application
                            .send("office", "GET", "/api/summaries/epb/" + accepted + "." + format, null)
                            .statusCode())
                    .as(format)
                    .isEqualTo(200);
        }
        assertThat(task(application, "office", "epb/" + current, "check")).isNotEmpty();
        for (String light : List.of("none", "blue", "yellow", "red")) {
            assertThat(application
                            .get("office", "/api/problems?status=open&light=" + light)
                            .path("total")
                            .asInt())
                    .as(light)
                    .isPositive();
        }
        for (String leader : LEADERS) {
            for (JsonNode waiting :
                    application.get(leader, "/api/tasks?box=todo").path("items")) {
                assertThat(waiting.path("light").asText()).as(leader).isIn("none", "blue");
            }
        }
    }

    @Test
    void everybodyHasWork() throws Exception {
        List<String> idle = new ArrayList<>();
        for (String account : List.of(
                "wuzhidong",
                "xiejiandong",
                "yangyumei",
                "zhouwei",
                "xujianyun",
                "office",
                "office2",
                "deputy",
                "director",
                "supervisor",
                "jiancha",
                "jiancha2",
                "jiancha-head",
                "jiance",
                "jiance-head",
                "wukong",
                "wukong-head",
                "bieqiao",
                "bieqiao-head",
                "admin")) {
            if (application.get(account, "/api/tasks?box=todo").path("total").asInt() == 0) {
                idle.add(account);
            }
        }
        assertThat(idle).isEmpty();
        assertThat(application
                        .get("jijian", "/api/tasks?box=todo")
                        .path("total")
                        .asInt())
                .isZero();
    }

    @Test
    void casesStandAtEveryStepAndHaveEndedInEveryWay() throws Exception {
        Set<String> statuses = new TreeSet<>();
        for (JsonNode problem :
                application.get("supervisor", "/api/problems?size=200").path("items")) {
            statuses.add(problem.path("status").asText());
        }
        assertThat(statuses)
                .contains(
                        "triage",
                        "supplement",
                        "acknowledge",
                        "adjudicate",
                        "handle",
                        "review",
                        "verify",
                        "waiting",
                        "closed",
                        "merged",
                        "referred",
                        "declined");
    }

    @Test
    void nobodyOfAnnexOneIsBehindAndNothingLooksOdd() throws Exception {
        assertThat(application.get("office", "/api/statistics/2027/leaders").toString())
                .contains("wuzhidong")
                .doesNotContain("\"behind\":true")
                .doesNotContain("missed");
        assertThat(application.get("office", "/api/summaries/epb/2026-11").toString())
                .doesNotContain("two-places")
                .doesNotContain("same-diary")
                .doesNotContain("leader-without-records");
    }

    @Test
    void theWalkOfTheReadmeEndsInAClosedProblem() throws Exception {
        String today = FIRST_START.toLocalDate().toString();
        application.post(
                "wuzhidong",
                "/api/outings",
                Map.of(
                        "date",
                        today,
                        "village",
                        "hexing-shangshi",
                        "kind",
                        "households",
                        "labour",
                        List.of(Map.of("work", "与村民一起清理河坡")),
                        "problems",
                        List.of(Map.of(
                                "title", "石料场夜间噪声",
                                "content", "石料场夜里装卸石料，响声传进村里，老人睡不好",
                                "category", "noise"))));
        String number = application
                .get("wuzhidong", "/api/problems?text=" + URLEncoder.encode("石料场夜间噪声", StandardCharsets.UTF_8))
                .path("items")
                .path(0)
                .path("number")
                .asText();
        complete("office", number, "triage", Map.of("outcome", "assign", "leadUnit", "jiancha"));
        complete("jiancha", number, "acknowledge", Map.of("outcome", "accept"));
        complete(
                "jiancha",
                number,
                "handle",
                Map.of(
                        "outcome", "done",
                        "handling", "督促石料场晚八点以后停止装卸，坡道铺设橡胶垫",
                        "answer", "晚八点以后不再装卸",
                        "answeredOn", today,
                        "answerMethod", "telephone"));
        complete("jiancha-head", number, "review", Map.of("outcome", "approve"));
        complete("wuzhidong", number, "verify", Map.of("outcome", "resolved", "satisfaction", "satisfied"));
        await(() -> application
                .get("office", "/api/problems/" + number)
                .path("status")
                .asText()
                .equals("closed"));
    }

    @Test
    void theWalkOfTheReadmeEndsInAnAcceptedMonthThatIsNotRed() throws Exception {
        String month = "epb/2026-12";
        LocalDate today = FIRST_START.toLocalDate();
        complete("office", month, "check", Map.of("outcome", "present"));
        complete("deputy", month, "sign", Map.of("outcome", "approve"));
        complete("director", month, "sign", Map.of("outcome", "approve"));
        complete("office", month, "submit", Map.of("outcome", "submitted", "stampedOn", today.toString()));
        await(() -> {
            int answer = application
                    .send("office", "POST", "/api/summaries/" + month + "/accept", "{}")
                    .statusCode();
            return answer / 100 == 2;
        });
        await(() -> application
                .get("office", "/api/summaries/" + month)
                .path("status")
                .asText()
                .equals("accepted"));
        JsonNode accepted = application.get("office", "/api/summaries/" + month);
        assertThat(accepted.path("late").asBoolean(true)).isFalse();
        assertThat(accepted.path("light").asText()).isNotEqualTo("red");
        assertThat(accepted.path("figures").path("labour").asInt()).isPositive();
        assertThat(application
                        .get("office", "/api/summaries/" + month + "/verify")
                        .path("intact")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void onOtherDaysItLivesToo() throws Exception {
        if (!Drill.WHOLE) {
            return;
        }
        for (String[] day : new String[][] {
            {"2026-02-13", "2025-12", "2026-01"},
            {"2026-02-14", "2026-01", "2026-02"},
            {"2026-03-02", "2026-01", "2026-02"},
            {"2026-10-09", "2026-08", "2026-09"},
            {"2026-12-20", "2026-10", "2026-11"},
            {"2026-12-21", "2026-11", "2026-12"},
            {"2026-12-31", "2026-11", "2026-12"},
            {"2028-02-29", "2028-01", "2028-02"},
        }) {
            try (StartedApplication other = StartedApplication.at(Instant.parse(day[0] + "T02:15:00Z"))) {
                requireLived(other, day[1], day[2]);
            }
        }
    }

    private static void complete(String account, String number, String step, Map<String, ?> values) throws Exception {
        List<String> task = new ArrayList<>();
        await(() -> task.addAll(task(application, account, number, step)));
        application.post(account, "/api/tasks/" + task.get(0) + "/complete", values);
    }

    private static List<String> task(StartedApplication application, String account, String number, String step)
            throws IOException, InterruptedException {
        List<String> found = new ArrayList<>();
        for (JsonNode task :
                application.get(account, "/api/tasks?box=todo&size=200").path("items")) {
            if (task.path("businessKey").asText().equals(number)
                    && task.path("key").asText().equals(step)) {
                found.add(task.path("id").asText());
            }
        }
        return found;
    }

    /** Steps between two people run by themselves, soon. */
    private static void await(Condition condition) throws Exception {
        Instant end = Instant.now().plusSeconds(120);
        while (!condition.holds()) {
            assertThat(Instant.now()).as("waits no longer").isBefore(end);
            Thread.onSpinWait();
        }
    }

    private interface Condition {
        boolean holds() throws Exception;
    }
}
