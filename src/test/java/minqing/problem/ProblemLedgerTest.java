package minqing.problem;

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
import minqing.access.Visitor;
import minqing.inbox.StoryEntry;
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
        assertThat(problemCase.entries(problems.get(number)))
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
    void anAccusationIsFoundByNobodyItNames() throws Exception {
        String title = "作风问题" + UUID.randomUUID().toString().substring(0, 8);
        String number = report(
                "wuzhidong", Map.of("title", title, "accusation", true, "accused", "环境监察大队", "contact", CONTACT));
        assertThat(get("jijian", "/api/problems/" + number)
                        .body()
                        .get("contact")
                        .asText())
                .isEqualTo(CONTACT);
        assertThat(get("wuzhidong", "/api/problems/" + number).status()).isEqualTo(200);
        for (String person : List.of(
                "jiancha",
                "jiancha2",
                "jiancha-head",
                "office",
                "deputy",
                "director",
                "supervisor",
                "inspector",
                "admin")) {
            assertThat(get(person, "/api/problems/" + number).status())
                    .as(person)
                    .isEqualTo(404);
            assertThat(get(person, "/api/problems?text=" + title)
                            .body()
                            .get("total")
                            .asInt())
                    .as(person)
                    .isZero();
            for (String box : List.of("todo", "done", "started", "informed")) {
                assertThat(get(person, "/api/tasks?size=200&box=" + box).body().toString())
                        .as(person)
                        .doesNotContain(number)
                        .doesNotContain(title);
            }
        }
    }

    @Test
    void theAccusedDisciplineOfficerIsNotGivenTheCase() {
        String number = as(
                "wuzhidong",
                () -> process.start(reportOf(Map.of("accusation", true, "accused", directory.nameOf("jijian")))));
        // There is one discipline officer in the demonstration, and the accusation names that very person.
        assertThat(engine.getTaskService()
                        .createTaskQuery()
                        .taskCandidateUser("jijian")
                        .processInstanceBusinessKey(number)
                        .list())
                .isEmpty();
        assertThat(engine.getTaskService()
                        .createTaskQuery()
                        .processInstanceBusinessKey(number)
                        .taskCandidateUser("director")
                        .list())
                .hasSize(1);
    }

    @Test
    void whomAnAccusationNamesIsKnownHoweverItIsWritten() {
        database.sql("""
                        insert into organization_change (at, account, subject, identifier, action, field, before, after)
                        values (now(), 'admin', 'unit', 'jiance', 'change', 'name', '环保测试中心站', '环境监测站')""").update();
        Map.of(
                        "环境监察 大队违规收费", "unit jiancha",
                        "环境　监察　大队", "unit jiancha",
                        "举报环保测试中心站数据造假", "unit jiance",
                        "何 正平", "account jijian",
                        "纪检人员何·正平", "account jijian")
                .forEach((written, named) -> {
                    String number = report("wuzhidong", Map.of("accusation", true, "accused", written));
                    assertThat(problems.accused(problems.get(number).id()))
                            .as(written)
                            .extracting(one -> one.kind() + " " + one.value())
                            .contains(named);
                });
        String number = report("wuzhidong", Map.of("accusation", true, "accused", "何 正平"));
        assertThat(offered("jijian", number)).isFalse();
    }

    @Test
    void anAccusationOfEverybodyWhoReceivesThemIsReceivedBySomebodyElse() throws Exception {
        String accused = names("jijian", "deputy", "director");
        String number = report("wuzhidong", Map.of("accusation", true, "accused", accused));
        assertThat(offered("supervisor", number)).isTrue();
        assertThat(get("supervisor", "/api/problems/" + number).status()).isEqualTo(200);
        assertThat(offered("admin", number)).isFalse();
        for (String named : List.of("jijian", "deputy", "director")) {
            assertThat(get(named, "/api/problems/" + number).status()).as(named).isEqualTo(404);
        }
        complete("supervisor", number, "discipline-intake", "outcome", "refer-discipline", "reason", "移交上级纪检");
        assertThat(status(number)).isEqualTo("referred");

        String everybodyElse =
                report("wuzhidong", Map.of("accusation", true, "accused", accused + names("supervisor")));
        assertThat(offered("admin", everybodyElse)).isTrue();

        Answer refused = post(
                "wuzhidong",
                "/api/problems",
                reportOf(Map.of("accusation", true, "accused", accused + names("supervisor", "admin"))));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body().get("errors").findValuesAsText("field")).containsExactly("accused");
    }

    @Test
    void whoIsToldOfAnAccusationFoundAtTriageMayReadIt() throws Exception {
        String number = report("wuzhidong");
        complete(
                "office",
                number,
                "triage",
                "outcome",
                "refer-discipline",
                "reason",
                "涉及工作人员作风",
                "accused",
                names("jijian"));
        assertThat(notices("deputy", number)).containsExactly("accusation-referred");
        assertThat(get("deputy", "/api/problems/" + number).status()).isEqualTo(200);
        assertThat(get("supervisor", "/api/problems/" + number).status()).isEqualTo(404);
        assertThat(get("jijian", "/api/problems/" + number).status()).isEqualTo(404);
    }

    /** What was merged says the same as what it was merged into. */
    @Test
    void whatWasMergedIntoAnAccusationGoesOutOfSightWithIt() throws Exception {
        String mark = "收费" + UUID.randomUUID().toString().substring(0, 8);
        String first = report("xiejiandong", Map.of("title", mark));
        String second = report("jiance", Map.of("title", mark));
        String third = report("wuzhidong", Map.of("title", mark));
        complete("office", first, "triage", "outcome", "merge", "into", second);
        complete("office", second, "triage", "outcome", "merge", "into", third);
        assertThat(numbers("inspector", "size=200&text=" + mark)).contains(first, second, third);
        complete("office", third, "triage", "outcome", "refer-discipline", "reason", "涉及作风", "accused", "环境监测站");
        for (String person : List.of("office", "yangyumei", "inspector", "supervisor", "deputy", "jiance", "jiancha")) {
            assertThat(numbers(person, "size=200&text=" + mark)).as(person).isEmpty();
            for (String number : List.of(first, second, third)) {
                assertThat(get(person, "/api/problems/" + number).status())
                        .as(person)
                        .isEqualTo(404);
            }
            assertThat(get(person, "/api/tasks?size=200&box=done").body().toString())
                    .as(person)
                    .doesNotContain(mark);
        }
        assertThat(get("xiejiandong", "/api/problems/" + first).status()).isEqualTo(200);
        assertThat(get("xiejiandong", "/api/problems/" + first)
                        .body()
                        .path("mergedInto")
                        .asText())
                .isEmpty();
        assertThat(numbers("jijian", "size=200&text=" + mark)).contains(first, second, third);
    }

    private boolean offered(String account, String number) {
        return engine.getTaskService()
                        .createTaskQuery()
                        .processInstanceBusinessKey(number)
                        .taskCandidateUser(account)
                        .count()
                > 0;
    }

    private String names(String... accounts) {
        return java.util.Arrays.stream(accounts)
                .map(directory::nameOf)
                .collect(java.util.stream.Collectors.joining("、"));
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
