package minqing.activity.problem;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Year;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import minqing.bureau.access.Visitor;
import minqing.work.inbox.StoryEntry;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;

/** The ledger over REST: reporting, searching, who sees what, numbers, and a step that fails and goes on. */
class ProblemLedgerTest extends CaseTest {

    private static final String CONTACT = "钱多多 13912345678";

    @Autowired
    private ProblemCase problemCase;

    @LocalServerPort
    private int port;

    @Test
    void aProblemReportedOverRestIsFoundAndReadWithItsHistory() throws Exception {
        String word = "标记" + UUID.randomUUID();
        Answer reported = post("wuzhidong", "/api/problems", reportOf(Map.of("title", word.substring(0, 20))));
        assertThat(reported.status()).isEqualTo(201);
        String number = reported.body().get("number").asText();
        assertThat(number).matches(Year.now(clock) + "-\\d{4,}");
        continueSteps(number);

        JsonNode found =
                get("office", "/api/problems?text=" + word.substring(0, 20)).body();
        assertThat(found.get("total").asInt()).isEqualTo(1);
        assertThat(found.get("items").get(0).get("number").asText()).isEqualTo(number);
        assertThat(found.get("items").get(0).get("status").asText()).isEqualTo("triage");
        assertThat(found.get("items").get(0).get("light").asText()).isEqualTo("none");

        JsonNode one = get("office", "/api/problems/" + number).body();
        assertThat(one.get("history")).hasSizeGreaterThanOrEqualTo(2);
        assertThat(one.get("history").get(0).get("actor").asText()).isEqualTo("wuzhidong");
    }

    @Test
    void theFiltersNarrowTheList() throws Exception {
        String number = report("wuzhidong", Map.of("category", "monitoring"));
        assertThat(numbers("office", "category=monitoring&size=200")).contains(number);
        assertThat(numbers("office", "category=air&size=200")).doesNotContain(number);
        assertThat(numbers("office", "status=triage&size=200")).contains(number);
        assertThat(numbers("office", "status=open&size=200")).contains(number);
        assertThat(numbers("office", "status=ended&size=200")).doesNotContain(number);
        assertThat(numbers("office", "village=" + village(WU_VILLAGE) + "&size=200"))
                .contains(number);
        assertThat(numbers("office", "unit=jiance&size=200")).doesNotContain(number);
        assertThat(numbers("office", "light=red&size=200")).doesNotContain(number);
        assertThat(numbers("office", "from=2999-01-01")).isEmpty();
    }

    @Test
    void wrongInputNamesTheFieldInChineseAndStoresNothing() throws Exception {
        long before = count();
        Answer refused = post("wuzhidong", "/api/problems", Map.of("title", "", "village", "nowhere", "days", 3));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body().get("errors").findValuesAsText("field"))
                .contains("title", "content", "village", "category", "days");
        assertThat(refused.body().get("errors").get(0).get("message").asText()).containsPattern("\\p{IsHan}");
        assertThat(count()).isEqualTo(before);
        assertThat(get("office", "/api/problems?status=nonsense").status()).isEqualTo(422);
        assertThat(get("office", "/api/problems?light=green").status()).isEqualTo(422);
        assertThat(get("office", "/api/problems?from=yesterday").status()).isEqualTo(422);
        assertThat(get("office", "/api/problems/2026-99999").status()).isEqualTo(404);
    }

    @Test
    void messagesGoToTheCaseOverRest() throws Exception {
        String number = handling();
        assertThat(post("office", "/api/problems/" + number + "/urge", Map.of("reason", "群众来电"))
                        .status())
                .isEqualTo(200);
        assertThat(post("jiance", "/api/problems/" + number + "/urge", Map.of()).status())
                .isIn(403, 404);
        assertThat(post("wuzhidong", "/api/problems/" + number + "/withdraw", Map.of())
                        .status())
                .isEqualTo(409);
        Answer tooLong = post(
                "jiancha", "/api/problems/" + number + "/request-extension", Map.of("days", 31, "reason", "等待监测报告"));
        assertThat(tooLong.status()).isEqualTo(422);
        assertThat(tooLong.body().get("errors").get(0).get("field").asText()).isEqualTo("days");
        assertThat(post(
                                "jiancha",
                                "/api/problems/" + number + "/request-extension",
                                Map.of("days", 5, "reason", "等待监测报告"))
                        .status())
                .isEqualTo(200);
        assertThat(offeredMessages("supervisor", number)).contains("supervise");
        Answer supervised = post("supervisor", "/api/problems/" + number + "/supervise", Map.of("reason", "请说明进展"));
        assertThat(supervised.status()).isEqualTo(200);
        assertThat(supervised.body().get("messages").toString()).doesNotContain("supervise");
        assertThat(offeredMessages("supervisor", number)).doesNotContain("supervise");
        assertThat(post("jiancha", "/api/problems/" + number + "/first-contact", Map.of("method", "telephone"))
                        .status())
                .isEqualTo(200);
        complete("jiancha", number, "reply-supervision", "outcome", "replied", "reply", "已联系群众");
        assertThat(offeredMessages("supervisor", number)).contains("supervise");
    }

    @Test
    void theHistorySaysOnceWhatAStepAndItsOutcomeAreBothCalled() {
        String number = handling();
        send("supervisor", "supervise", number, "reason", "请说明进展");
        assertThat(problemCase.entries(directory.account("supervisor").orElseThrow(), problems.get(number)))
                .extracting(StoryEntry::what)
                .containsSubsequence("梳理交办：交办", "签收", "督办");
    }

    private String offeredMessages(String account, String number) throws Exception {
        return get(account, "/api/problems/" + number).body().get("messages").toString();
    }

    @Test
    void whoBroughtTheProblemIsMaskedForAllWhoNeedNotCall() throws Exception {
        String number = report("wuzhidong", Map.of("contact", CONTACT));
        String path = "/api/problems/" + number;
        assertThat(get("wuzhidong", path).body().get("contact").asText()).isEqualTo(CONTACT);
        assertThat(get("office", path).body().get("contact").asText()).isEqualTo(CONTACT);
        for (String reader : List.of("xiejiandong", "supervisor", "inspector", "deputy", "jijian")) {
            assertThat(get(reader, path).body().get("contact").asText()).isEqualTo("钱**");
        }
        complete("office", number, "triage", "outcome", "assign", "leadUnit", "jiancha");
        assertThat(get("jiancha", path).body().get("contact").asText()).isEqualTo("钱**");
        complete("jiancha", number, "acknowledge", "outcome", "accept");
        assertThat(get("jiancha", path).body().get("contact").asText()).isEqualTo(CONTACT);
        assertThat(get("jiancha2", path).body().get("contact").asText()).isEqualTo("钱**");
        handle("jiancha", number, "done");
        assertThat(get("jiancha", path).body().get("contact").asText()).isEqualTo("钱**");
        // Whoever read it in full is on record, whoever saw the mask is not.
        assertThat(database.sql("select distinct account from access_log where identifier = :number order by 1")
                        .param("number", number)
                        .query(String.class)
                        .list())
                .containsExactly("jiancha", "office", "wuzhidong");
    }

    @Test
    void aUnitSeesOnlyWhatConcernsIt() throws Exception {
        String number = handling();
        assertThat(get("jiancha", "/api/problems/" + number).status()).isEqualTo(200);
        assertThat(get("jiance", "/api/problems/" + number).status()).isEqualTo(404);
        assertThat(numbers("jiance", "size=200")).doesNotContain(number);
    }

    @Test
    void nearDuplicatesAreOfferedToThoseAloneWhoMayReadThem() throws Exception {
        String words = "砖瓦厂烟囱每天傍晚冒黑烟，晾晒的衣服全是灰，村民关窗也挡不住，希望尽快查处" + UUID.randomUUID();
        String leaders = report("wuzhidong", Map.of("title", "砖瓦厂冒黑烟", "content", words));
        String own = report("jiance", Map.of("title", "砖瓦厂冒黑烟", "content", words));
        Answer reported = post("jiance", "/api/problems", reportOf(Map.of("title", "砖瓦厂傍晚冒黑烟", "content", words)));
        String number = reported.body().get("number").asText();
        continueSteps(number);
        assertThat(reported.body().get("alike").findValuesAsText("number")).containsExactly(own);
        assertThat(get("jiance", "/api/problems/" + number).body().get("alike").findValuesAsText("number"))
                .containsExactly(own);
        assertThat(get("office", "/api/problems/" + number).body().get("alike").findValuesAsText("number"))
                .contains(own, leaders);
        assertThat(get("office", "/api/tasks/" + task(number, "triage").getId())
                        .body()
                        .toString())
                .contains("/problems/" + leaders);
        Visitor office = new Visitor(port);
        office.logIn("office", "minqing-demo");
        assertThat(Jsoup.parse(office.get("/tasks/" + task(number, "triage").getId())
                                .body())
                        .select(".inbox-facts a")
                        .eachAttr("href"))
                .contains("/problems/" + leaders, "/problems/" + own);
    }

    /** The database is asked as often for a page of many as for a page of one. */
    @Test
    void aListAsksForTheNamesOfItsRowsAtOnce() throws Exception {
        String title = "名称" + UUID.randomUUID().toString().substring(0, 8);
        for (int index = 0; index < 6; index++) {
            String number = report("office", Map.of("title", title));
            complete("office2", number, "triage", "outcome", "assign", "leadUnit", "jiancha");
        }
        Visitor office = new Visitor(port);
        office.logIn("office", "minqing-demo");
        for (String path : List.of("/problems?text=" + title, "/registers/problems?text=" + title)) {
            int one = statements(() -> office.get(path + "&size=1"));
            int many = statements(() -> office.get(path + "&size=50"));
            assertThat(many).as(path).isEqualTo(one);
        }
        for (String path : List.of("/api/problems?text=" + title, "/api/tasks?box=started&text=" + title)) {
            int one = statements(() -> get("office", path + "&size=1"));
            int many = statements(() -> get("office", path + "&size=50"));
            assertThat(many).as(path).isEqualTo(one);
        }
    }

    private static int statements(Callable<?> call) throws Exception {
        Logger logger = (Logger) LoggerFactory.getLogger(JdbcTemplate.class);
        ListAppender<ILoggingEvent> written = new ListAppender<>();
        written.start();
        logger.setLevel(Level.DEBUG);
        logger.setAdditive(false);
        logger.addAppender(written);
        try {
            Object unused = call.call();
        } finally {
            logger.detachAppender(written);
            logger.setAdditive(true);
            logger.setLevel(null);
        }
        return (int) written.list.stream()
                .filter(line -> line.getFormattedMessage().startsWith("Executing prepared SQL statement"))
                .count();
    }

    @Test
    void nearDuplicatesOfTheSameVillageAreOffered() throws Exception {
        String words = "村东头鱼塘边的养鸡场夜里偷排粪水，气味很大，井水发黄，村民多次找过老板没有用";
        String first = report("wuzhidong", Map.of("title", "养鸡场偷排粪水", "content", words));
        String second = report("xiejiandong", Map.of("title", "养鸡场夜里排粪水", "content", "村东头鱼塘边养鸡场夜里偷排粪水，井水发黄，气味很大"));
        String elsewhere =
                report("xiejiandong", Map.of("title", "养鸡场夜里排粪水", "content", words, "village", village("对河村")));
        JsonNode alike = get("office", "/api/problems/" + second).body().get("alike");
        assertThat(alike.findValuesAsText("number")).contains(first).doesNotContain(elsewhere);
        assertThat(alike.get(0).get("likeness").asDouble()).isBetween(0.3, 1.0);
        complete("office", second, "triage", "outcome", "assign", "leadUnit", "jiancha");
        assertThat(get("office", "/api/problems/" + second).body().get("alike"))
                .as("after the triage nobody merges it any more")
                .isEmpty();
    }

    @Test
    void numbersHaveNoGapsWhateverHappensAtTheSameTime() throws Exception {
        int year = 2031;
        setDay(java.time.LocalDate.of(year, 5, 6));
        String broken = "存不下" + UUID.randomUUID();
        // Fails after the number was taken: the number must not be lost.
        database.sql("""
                        create function refuse_report() returns trigger language plpgsql as $$
                        begin raise exception 'the test refuses'; end $$""").update();
        database.sql("create trigger refuse_report after insert on problem for each row when (new.content like '"
                        + broken + "%') execute function refuse_report()")
                .update();
        ExecutorService people = Executors.newFixedThreadPool(6);
        try {
            List<Callable<Answer>> reports = new ArrayList<>();
            for (int index = 0; index < 32; index++) {
                Map<String, Object> report = switch (index % 4) {
                    case 0 -> reportOf(Map.of("content", broken + index));
                    case 1 -> reportOf(Map.of("recurrenceOf", "2011-0001"));
                    default -> reportOf(Map.of());
                };
                String reporter = List.of("wuzhidong", "xiejiandong", "office").get(index % 3);
                reports.add(() -> post(reporter, "/api/problems", report));
            }
            List<Integer> answers = new ArrayList<>();
            List<String> numbers = new ArrayList<>();
            for (Future<Answer> answer : people.invokeAll(reports)) {
                answers.add(answer.get().status());
                if (answer.get().status() == 201) {
                    numbers.add(answer.get().body().get("number").asText());
                }
            }
            assertThat(answers).containsOnly(201, 422, 500);
            assertThat(numbers)
                    .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, 16)
                            .mapToObj(sequence -> "%d-%04d".formatted(year, sequence))
                            .toList());
            assertThat(database.sql("select sequence from problem where year = :year order by sequence")
                            .param("year", year)
                            .query(Integer.class)
                            .list())
                    .isEqualTo(IntStream.rangeClosed(1, 16).boxed().toList());
            assertThat(database.sql("select last from problem_number where year = :year")
                            .param("year", year)
                            .query(Integer.class)
                            .single())
                    .isEqualTo(16);
        } finally {
            people.shutdownNow();
            database.sql("drop trigger refuse_report on problem").update();
            database.sql("drop function refuse_report()").update();
        }
    }

    @Test
    void whatComesBackAfterItsClosureIsANewNumberThatNamesTheOldOne() throws Exception {
        String open = report("wuzhidong");
        Answer refused = post("wuzhidong", "/api/problems", reportOf(Map.of("recurrenceOf", open)));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body().get("errors").findValuesAsText("field")).containsExactly("recurrenceOf");

        String closed = verifying();
        complete("wuzhidong", closed, "verify", "outcome", "resolved", "satisfaction", "satisfied");
        Answer again = post("wuzhidong", "/api/problems", reportOf(Map.of("recurrenceOf", closed)));
        assertThat(again.status()).isEqualTo(201);
        String number = again.body().get("number").asText();
        assertThat(number).isNotEqualTo(closed);
        assertThat(problems.get(number).recurrenceOf())
                .isEqualTo(problems.get(closed).id());
    }

    @Test
    void numbersAreSortedAsNumbers() throws Exception {
        int year = 2032;
        setDay(java.time.LocalDate.of(year, 5, 6));
        database.sql("insert into problem_number (year, last) values (:year, 9998)")
                .param("year", year)
                .update();
        String small = report("wuzhidong");
        String large = report("wuzhidong");
        assertThat(small).isEqualTo("2032-9999");
        assertThat(large).isEqualTo("2032-10000");
        assertThat(numbers("office", "from=2032-05-06&to=2032-05-06&size=200")).containsExactly(large, small);
    }

    private long count() {
        return database.sql("select count(*) from problem").query(Long.class).single();
    }

    private List<String> numbers(String account, String query) throws Exception {
        return get(account, "/api/problems?" + query).body().get("items").findValuesAsText("number");
    }
}
