package minqing.activity.problem;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import minqing.testing.ConfidedTrial;
import minqing.testing.WebappClient;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What is referred to somebody outside: sealed, and nothing anywhere says to whom. */
class ReferralTest extends CaseTest {

    private static final String CONTACT = "钱大妈 13912345678";
    private static final Pattern IDENTIFIER =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    private static final Pattern MOMENT = Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}[.0-9]*[Z+:0-9]*");

    @LocalServerPort
    private int port;

    @Autowired
    private ObjectProvider<ConfidedTrial> taker;

    @Test
    void aReferralToDisciplineReadsLikeOneToThePetitionOfficeEverywhere() throws Exception {
        String title = "村务公开" + UUID.randomUUID().toString().substring(0, 8);
        String petition = referred(title, Map.of("outcome", "refer-petition", "reason", "请有关部门处理"));
        String discipline = referred(
                title,
                Map.of(
                        "outcome",
                        "refer-discipline",
                        "reason",
                        "请有关部门处理",
                        "accused",
                        "测试虚构人员",
                        "concerns",
                        List.of("zhouwei")));
        for (String reader : List.of(
                "wuzhidong",
                "xiejiandong",
                "office",
                "office2",
                "jijian",
                "deputy",
                "supervisor",
                "inspector",
                "admin")) {
            assertThat(told(reader, discipline)).as(reader).isEqualTo(told(reader, petition));
        }
        assertThat(told("office", petition).toString()).contains("已转交有关部门", "请有关部门处理");
        for (String watcher : List.of("supervisor", "admin")) {
            assertThat(engineTells(watcher, discipline)).as(watcher).isEqualTo(engineTells(watcher, petition));
        }
        assertThat(rows(discipline)).isEqualTo(rows(petition)).isNotEmpty();
    }

    @Test
    void onlyWhoReportedOrTriagedItReadsWhatItSays() throws Exception {
        String mark = "请客送礼" + UUID.randomUUID();
        String number =
                report("wuzhidong", Map.of("title", mark.substring(0, 12), "content", mark, "contact", CONTACT));
        complete("office", number, "triage", "outcome", "refer-petition", "reason", "理由" + mark);
        for (String reader : List.of("wuzhidong", "office")) {
            JsonNode one = get(reader, "/api/problems/" + number).body();
            assertThat(one.get("content").asText()).as(reader).isEqualTo(mark);
            assertThat(one.get("contact").asText()).as(reader).isEqualTo(CONTACT);
            assertThat(one.get("history").toString()).as(reader).contains("理由" + mark);
            assertThat(total(reader, mark)).as(reader).isEqualTo(1);
        }
        for (String reader : List.of("office2", "xiejiandong", "jijian", "deputy", "supervisor", "inspector")) {
            JsonNode one = get(reader, "/api/problems/" + number).body();
            assertThat(one.get("status").asText()).as(reader).isEqualTo("referred");
            assertThat(one.get("title").asText()).as(reader).isEqualTo("（内容已封存）");
            assertThat(one.toString()).as(reader).doesNotContain(mark.substring(0, 12), CONTACT, "钱**");
            assertThat(total(reader, mark)).as(reader).isZero();
            assertThat(total(reader, number)).as(reader).isEqualTo(1);
            for (String list : List.of(
                    "/api/problems?size=200",
                    "/api/registers/problems?size=200",
                    "/api/villages/" + one.get("village").asText(),
                    "/api/tasks?box=done&size=200",
                    "/api/tasks?box=informed&size=200")) {
                assertThat(get(reader, list).body().toString())
                        .as(reader + " " + list)
                        .doesNotContain(mark.substring(0, 12));
            }
        }
        // It keeps its number and its count.
        assertThat(get("inspector", "/api/registers/problems?text=" + number)
                        .body()
                        .get("total")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void whatWasMergedIntoItIsSealedWithIt() throws Exception {
        String mark = "收费" + UUID.randomUUID();
        String first = report("xiejiandong", Map.of("content", mark));
        String second = report("jiance", Map.of("content", mark));
        String third = report("wuzhidong", Map.of("content", mark));
        complete("office", first, "triage", "outcome", "merge", "into", second);
        complete("office", second, "triage", "outcome", "merge", "into", third);
        complete("office2", third, "triage", "outcome", "refer-discipline", "reason", "涉及作风", "accused", "测试虚构人员");
        for (String number : List.of(first, second, third)) {
            assertThat(get("inspector", "/api/problems/" + number).body().toString())
                    .as(number)
                    .doesNotContain(mark);
        }
        assertThat(get("xiejiandong", "/api/problems/" + first).body().toString())
                .contains(mark);
        assertThat(total("inspector", mark)).isZero();
        taker.ifAvailable(trial -> {
            assertThat(trial.referred(third)).hasSize(1);
            assertThat(trial.referred(third).get(0).merged()).containsExactly(first, second);
        });
    }

    @Test
    void whatIsReferredToDisciplineIsHandedOnWhole() {
        String number = report("wuzhidong", Map.of("title", "收受礼品", "content", "有人收受礼品", "contact", CONTACT));
        complete("office", number, "triage", "outcome", "refer-discipline", "reason", "涉及作风", "accused", "测试虚构人员");
        taker.ifAvailable(trial -> {
            assertThat(trial.referred(number)).hasSize(1);
            ReferredToDiscipline event = trial.referred(number).get(0);
            assertThat(event.content()).isEqualTo("有人收受礼品");
            assertThat(event.contact()).isEqualTo(CONTACT);
            assertThat(event.accused()).isEqualTo("测试虚构人员");
            assertThat(event.reason()).isEqualTo("涉及作风");
            assertThat(event.triagedBy()).isEqualTo("office");
            assertThat(event.reporters()).containsExactly("wuzhidong");
        });
        // Nothing of whom it concerns stays in the ledger or in the inbox.
        assertThat(database.sql("""
                        select count(*) from problem_event event join problem on problem.id = event.problem
                        where problem.number = :number and (event.action like '%disciplin%' or event.reason like '%虚构%')""").param("number", number).query(Long.class).single())
                .isZero();
    }

    private int total(String reader, String text) throws Exception {
        return get(reader, "/api/problems?text=" + text).body().get("total").asInt();
    }

    private String referred(String title, Map<String, Object> outcome) throws Exception {
        String number = report("wuzhidong", Map.of("title", title, "content", title + "未公开", "contact", CONTACT));
        Answer completed = post("office", "/api/tasks/" + task(number, "triage").getId() + "/complete", outcome);
        assertThat(completed.status()).as(completed.body().toString()).isEqualTo(200);
        return number;
    }

    /** What REST tells a reader of the problem, with number, identifiers and moments taken out. */
    private List<String> told(String reader, String number) throws Exception {
        List<String> told = new ArrayList<>();
        told.add(get(reader, "/api/problems/" + number).body().toString());
        told.add(get(reader, "/api/problems?size=200&text=" + number).body().toString());
        told.add(get(reader, "/api/registers/problems?text=" + number).body().toString());
        for (String box : List.of("todo", "done", "started", "informed")) {
            JsonNode found = get(reader, "/api/tasks?size=200&box=" + box + "&text=" + number)
                    .body();
            // An outing of the same year may have the same digits behind its letter.
            for (JsonNode item : found.get("items")) {
                if (item.get("businessKey").asText().equals(number)) {
                    told.add(box + " " + item);
                }
            }
        }
        told.add(get(reader, "/api/audit?size=200&number=" + number).body().toString());
        return told.stream().map(one -> anonymous(one, number)).toList();
    }

    private List<String> engineTells(String watcher, String number) throws Exception {
        WebappClient client = WebappClient.loggedIn(port, watcher, "minqing-demo");
        String instance = database.sql("select id_ from act_hi_procinst where business_key_ = :number")
                .param("number", number)
                .query(String.class)
                .single();
        List<String> told = new ArrayList<>();
        for (String question : List.of(
                "/history/process-instance?processInstanceId=" + instance,
                "/history/activity-instance?sortBy=occurrence&sortOrder=asc&processInstanceId=" + instance,
                "/history/task?sortBy=startTime&sortOrder=asc&processInstanceId=" + instance,
                "/history/variable-instance?sortBy=variableName&sortOrder=asc&processInstanceId=" + instance)) {
            JsonNode answer = new ObjectMapper()
                    .readTree(client.get(WebappClient.ENGINE + question).body());
            assertThat(answer).as(question).isNotEmpty();
            answer.forEach(one -> ((ObjectNode) one).remove(List.of("duration", "durationInMillis")));
            told.add(anonymous(answer.toString(), number));
        }
        return told;
    }

    /** What the house's own tables keep, its history and its inbox, without the moments. */
    private List<String> rows(String number) {
        List<String> rows = new ArrayList<>(
                database.sql("""
                        select step || ' ' || action || ' ' || coalesce(actor, '-') || ' ' || coalesce(reason, '-')
                        from problem_event event join problem on problem.id = event.problem
                        where number = :number order by event.id""").param("number", number).query(String.class).list());
        rows.addAll(
                database.sql("""
                        select element_key || ' ' || coalesce(outcome, '-') || ' ' || coalesce(outcome_name, '-') || subject
                        from inbox_task where number = :number order by created_at, id""").param("number", number).query(String.class).list());
        rows.addAll(database.sql("select kind || ' ' || recipient from notice where number = :number order by id")
                .param("number", number)
                .query(String.class)
                .list());
        return rows;
    }

    private static String anonymous(String told, String number) {
        String without = told.replace(number, "NUMBER").replaceAll("\"id\":\"\\d+\"", "\"id\":\"ROW\"");
        return MOMENT.matcher(IDENTIFIER.matcher(without).replaceAll("ID")).replaceAll("MOMENT");
    }
}
