package minqing.activity.accusation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import minqing.bureau.web.Caller;
import minqing.testing.Multipart;
import minqing.testing.SampleFiles;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;

/** The pages of accusations, as a browser without script uses them. */
class AccusationPagesTest extends AccusationTest {

    @LocalServerPort
    private int port;

    @Test
    void itIsReportedOncePerPageAndFoundUnderOnesOwn() throws Exception {
        Caller leader = Caller.as("wuzhidong", port);
        String page = leader.get("/accusations/new").body();
        assertThat(page).contains("反映检举控告", "data-draft=\"never\"", "何正平");
        String submission = found(page, "name=\"_submission\" value=\"([^\"]+)\"");
        String title = "反映" + UUID.randomUUID().toString().substring(0, 8);

        HttpResponse<String> incomplete = form(leader, "/accusations/new", "title", title, "_submission", submission);
        assertThat(incomplete.statusCode()).isEqualTo(422);
        assertThat(incomplete.body()).contains(title, "主要内容");

        String[] whole = {
            "title", title, "content", "详情", "concerns", "zhouwei", "named", "true", "_submission", submission
        };
        String first = address(form(leader, "/accusations/new", whole));
        assertThat(address(form(leader, "/accusations/new", whole))).isEqualTo(first);
        whole[3] = "另一件事";
        assertThat(form(leader, "/accusations/new", whole).statusCode()).isEqualTo(409);

        assertThat(leader.get("/accusations/own").body()).contains(title, "已接收");
        assertThat(leader.get(first).body()).contains(title, "周伟", "已接收").doesNotContain("办理经过", "无需回避");
        assertThat(leader.get("/accusations").body()).doesNotContain(title);
        assertThat(leader.get("/").body()).contains("我反映的检举").doesNotContain(">检举<");
    }

    @Test
    void aReceiverIsShownTheCountTheCoverAndThenEachStep() throws Exception {
        String title = "反映" + UUID.randomUUID().toString().substring(0, 8);
        String code = reported("wuzhidong", "title", title, "named", true);
        Caller officer = Caller.as("jijian", port);
        String address = "/accusations/" + code;

        assertThat(officer.get("/").body())
                .containsPattern("/accusations\"[^<]*><span>检举</span[^<]*><span class=\"count\"")
                .doesNotContain(title, code);
        assertThat(officer.get("/accusations").body()).contains(code, "接收").doesNotContain(title);
        assertThat(officer.get(address).body()).contains("是否需要回避？").doesNotContain(title);
        assertThat(form(officer, address + "/complete", "outcome", "receive", "step", "receive")
                        .statusCode())
                .isEqualTo(409);

        assertThat(address(form(officer, address + "/open"))).isEqualTo(address);
        assertThat(officer.get(address).body()).contains(title, "处理意见", "办理经过");
        HttpResponse<String> empty = form(officer, address + "/complete", "step", "receive");
        assertThat(empty.statusCode()).isEqualTo(422);
        assertThat(empty.body()).contains(title, "处理意见");
        assertThat(address(form(officer, address + "/complete", "outcome", "receive", "step", "receive")))
                .isEqualTo(address);
        // The page of a step that is over does nothing to the next.
        HttpResponse<String> stale = form(officer, address + "/complete", "outcome", "receive", "step", "receive");
        assertThat(stale.statusCode()).isEqualTo(409);
        assertThat(stale.body()).contains("已进入下一步");

        HttpResponse<String> asked =
                form(officer, address + "/complete", "outcome", "refer-upwards", "reason", "移交市纪委", "step", "examine");
        assertThat(asked.statusCode()).isEqualTo(200);
        assertThat(asked.body())
                .contains("确认", "移交市纪委", "本件移交上级纪检机关")
                .containsPattern("name=\"step\" value=\"examine\"");
        HttpResponse<String> denied =
                form(officer, address + "/complete", "outcome", "refer-upwards", "reason", "移交市纪委", "_confirmed", "no");
        assertThat(denied.body()).contains("移交市纪委");
        assertThat(address(form(
                        officer,
                        address + "/complete",
                        "outcome",
                        "refer-upwards",
                        "reason",
                        "移交市纪委",
                        "_confirmed",
                        "yes")))
                .isEqualTo(address);
        form(officer, address + "/complete", "outcome", "told", "told", "已移交", "step", "tell");
        assertThat(officer.get(address).body()).contains("移交上级", "已移交").doesNotContain("处理意见");
        assertThat(officer.get("/accusations").body()).contains(code, "已办结");
        assertThat(Caller.as("wuzhidong", port).get(address).body()).contains("已办结", "已移交");
    }

    @Test
    void steppingBackIsAskedOnceMoreAndTakingOverIsAButton() throws Exception {
        String other = account("苗", "青云", "discipline");
        String code = reported("wuzhidong");
        String address = "/accusations/" + code;
        Caller officer = Caller.as("jijian", port);
        Caller second = Caller.as(other, OWN_PASSWORD, port);

        assertThat(form(officer, address + "/recuse").body()).contains("回避后本件转给其他接收人");
        assertThat(receives("jijian", code)).isTrue();
        form(second, address + "/open");
        form(second, address + "/complete", "outcome", "receive", "step", "receive");
        form(officer, address + "/open");
        assertThat(officer.get(address).body()).contains("接手").doesNotContain("核查结果");
        assertThat(address(form(officer, address + "/take"))).isEqualTo(address);
        assertThat(officer.get(address).body()).contains("核查结果");
        assertThat(address(form(officer, address + "/recuse", "_confirmed", "yes")))
                .isEqualTo("/accusations");
        assertThat(officer.get(address).statusCode()).isEqualTo(404);
        assertThat(second.get(address).body()).contains("核查结果");
        // The other one is the last discipline officer now; behind stand the approvers.
        form(second, address + "/recuse", "_confirmed", "yes");
        assertThat(receives("deputy", code)).isTrue();
    }

    @Test
    void filesGoTheirOwnWayAndAreReadByReporterAndReceiversAlone() throws Exception {
        String code = reported("wuzhidong");
        Caller leader = Caller.as("wuzhidong", port);
        Caller officer = Caller.as("jijian", port);
        byte[] photo = SampleFiles.jpeg(40, 30);

        HttpResponse<String> attached = leader.upload(
                "/api/accusations/" + code + "/attachments", new Multipart().file("files", "现场.jpg", photo));
        assertThat(attached.statusCode()).as(attached.body()).isEqualTo(201);
        String id = Caller.json(attached).get("items").get(0).get("id").asText();
        String file = "/api/accusations/" + code + "/attachments/" + id;
        assertThat(leader.get("/accusations/" + code).body()).contains("现场.jpg");
        assertThat(leader.fetch(file).statusCode()).isEqualTo(200);
        assertThat(officer.fetch(file).statusCode()).isEqualTo(404);
        assertThat(officer.upload(
                                "/api/accusations/" + code + "/attachments",
                                new Multipart().file("files", "a.txt", "补充".getBytes(StandardCharsets.UTF_8)))
                        .statusCode())
                .isEqualTo(409);

        form(officer, "/accusations/" + code + "/open");
        HttpResponse<byte[]> read = officer.fetch(file);
        assertThat(read.statusCode()).isEqualTo(200);
        assertThat(read.headers().firstValue("Cache-Control")).contains("private, no-store");
        assertThat(read.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("sandbox");
        HttpResponse<String> added = officer.upload(
                "/accusations/" + code + "/files",
                new Multipart()
                        .field("_csrf", officer.token())
                        .file("files", "核查.txt", "核查记录".getBytes(StandardCharsets.UTF_8)));
        assertThat(added.statusCode()).isEqualTo(302);
        assertThat(officer.get("/accusations/" + code).body()).contains("现场.jpg", "核查.txt");
        assertThat(leader.get("/accusations/" + code).body()).doesNotContain("核查.txt");
        assertThat(log(code)).contains("wuzhidong receive attach", "jijian receive read-file", "jijian receive attach");

        HttpResponse<String> refused = officer.upload(
                "/accusations/" + code + "/files",
                new Multipart().field("_csrf", officer.token()).file("files", "x.exe", new byte[] {'M', 'Z', 0, 1}));
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("附件");
        for (String person : List.of("office", "admin", "deputy", "zhouwei")) {
            assertThat(Caller.as(person, port).fetch(file).statusCode())
                    .as(person)
                    .isEqualTo(404);
        }
        // Nothing of it is a file of the ordinary house, and no reading of it is in the ordinary log.
        assertThat(database.sql("select count(*) from attachment where owner = :code")
                        .param("code", code)
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(database.sql("select count(*) from access_log where identifier in (:code, :id)")
                        .param("code", code)
                        .param("id", id)
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void aRepeatedKeyAnswersCodeAndStateAlone() throws Exception {
        String key = UUID.randomUUID().toString();
        var report = report();
        Answer first = post("wuzhidong", "/api/accusations", report, "Idempotency-Key", key);
        Answer again = post("wuzhidong", "/api/accusations", report, "Idempotency-Key", key);

        assertThat(first.status()).isEqualTo(201);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(first.body().size()).isEqualTo(2);
        assertThat(database.sql("select count(*) from accusation where title = :title")
                        .param("title", report.get("title"))
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void pagesOfWhatIsNotThereAndOfWhatIsNotForThePersonAreTheSame() throws Exception {
        String code = reported("wuzhidong");
        for (String person : List.of("office", "admin", "inspector", "zhouwei", "deputy")) {
            Caller caller = Caller.as(person, port);
            HttpResponse<String> real = caller.get("/accusations/" + code);
            HttpResponse<String> madeUp = caller.get("/accusations/JB-2222-2222");
            assertThat(real.statusCode()).as(person).isEqualTo(404);
            assertThat(withoutTokens(real.body()).replace(code, "JB-2222-2222"))
                    .isEqualTo(withoutTokens(madeUp.body()));
            assertThat(caller.get("/accusations").body()).doesNotContain(code);
            // What other tests left may lie with these two.
            if (!List.of("admin", "deputy").contains(person)) {
                assertThat(caller.get("/").body()).doesNotContain("\"/accusations\"");
            }
        }
        assertThat(Caller.as("inspector", port).get("/accusations/new").statusCode())
                .isEqualTo(403);
    }

    /** The page of triage, as a browser without script sends it. */
    @Test
    void theOfficePicksWhomItConcernsAndOnlyTheAccusationKeepsIt() throws Exception {
        String mark = UUID.randomUUID().toString();
        String number = post(
                        "wuzhidong",
                        "/api/problems",
                        Map.of("title", "一般问题", "content", mark, "village", "hexing-shangshi", "category", "noise"))
                .body()
                .get("number")
                .asText();
        continueSteps();
        String triage = engine.getTaskService()
                .createTaskQuery()
                .processInstanceBusinessKey(number)
                .taskDefinitionKey("triage")
                .singleResult()
                .getId();
        String instance = instanceOf(number);
        String address = "/tasks/" + triage;
        Caller office = Caller.as("office", port);
        assertThat(office.get("/tasks/" + triage).body())
                .containsPattern("type=\"checkbox\"[^>]* name=\"concerns\" value=\"zhouwei\"")
                .contains("涉及本系统中的人员");
        HttpResponse<String> nobody =
                form(office, address, "outcome", "refer-discipline", "reason", "疑似检举", "_confirmed", "yes");
        assertThat(nobody.statusCode()).isEqualTo(422);
        assertThat(nobody.body()).contains("被反映的单位或个人", "至少填一项");
        HttpResponse<String> stranger = form(
                office,
                address,
                "outcome",
                "refer-discipline",
                "reason",
                "疑似检举",
                "concerns",
                "nobody-known",
                "_confirmed",
                "yes");
        assertThat(stranger.statusCode()).isEqualTo(422);

        String[] sent = {"outcome", "refer-discipline", "reason", "疑似检举", "concerns", "jijian", "concerns", "zhouwei"};
        assertThat(form(office, address, sent).body())
                .contains("移交后不能收回")
                .containsPattern("name=\"concerns\" value=\"jijian\"")
                .containsPattern("name=\"concerns\" value=\"zhouwei\"");
        String[] yes = Arrays.copyOf(sent, sent.length + 2);
        yes[sent.length] = "_confirmed";
        yes[sent.length + 1] = "yes";
        assertThat(form(office, address, yes).statusCode()).isEqualTo(302);

        String code = database.sql("select code from accusation where content = :mark")
                .param("mark", mark)
                .query(String.class)
                .single();
        assertThat(receives("jijian", code)).isFalse();
        opened("deputy", code);
        assertThat(get("deputy", "/api/accusations/" + code)
                        .body()
                        .get("content")
                        .get("concerns")
                        .toString())
                .isEqualTo("[\"jijian\",\"zhouwei\"]");
        for (String table : List.of("act_ru_variable", "act_hi_varinst", "act_hi_detail")) {
            assertThat(database.sql("select count(*) from " + table + " where name_ in ('concerns', 'accused')")
                            .query(Long.class)
                            .single())
                    .as(table)
                    .isZero();
        }
        assertThat(engine.getHistoryService()
                        .createUserOperationLogQuery()
                        .processInstanceId(instance)
                        .property("concerns")
                        .count())
                .isZero();
        assertThat(database.sql("""
                        select event::text from problem_event event
                        join problem on problem.id = event.problem where number = :number""").param("number", number).query(String.class).list())
                .noneMatch(words -> words.contains("zhouwei") || words.contains("jijian"));
    }

    private void continueSteps() {
        engine.getManagementService()
                .createJobQuery()
                .messages()
                .list()
                .forEach(job -> engine.getManagementService().executeJob(job.getId()));
    }

    private String instanceOf(String number) {
        return engine.getRuntimeService()
                .createProcessInstanceQuery()
                .processInstanceBusinessKey(number)
                .singleResult()
                .getId();
    }

    @Test
    void whileItWaitsItsReporterAloneMendsItOrTakesItBack() throws Exception {
        String mark = UUID.randomUUID().toString();
        Map<String, Object> outing = Map.of(
                "leader",
                "wuzhidong",
                "date",
                LocalDate.now(clock).toString(),
                "kind",
                "households",
                "village",
                "hexing-shangshi",
                "problems",
                List.of(
                        Map.of("accusation", true, "content", "甲" + mark, "concerns", List.of("zhouwei")),
                        Map.of("accusation", true, "content", "乙" + mark, "accused", "某老板")));
        Answer entered = post("jiancha", "/api/outings", outing);
        assertThat(entered.status()).as(entered.text()).isEqualTo(201);
        String number = entered.body().get("id").asText();
        String mended = entered.body().get("accusations").get(0).asText();
        String withdrawn = entered.body().get("accusations").get(1).asText();
        String page = "/accusations/" + mended;
        Caller reporter = Caller.as("jiancha", port);

        answered("wuzhidong", number, "confirm-outing", Map.of("outcome", "correct", "reason", "日期有误"));
        // From the outing's edit page and from one's own accusations there is a way to it.
        assertThat(reporter.get("/outings/" + number + "/edit").body())
                .contains("您的 2 件检举控告", "href=\"/accusations/own\"");
        assertThat(Caller.as("wuzhidong", port).get("/outings/" + number).body())
                .doesNotContain("件检举控告等", mended, withdrawn, mark);
        assertThat(reporter.get("/accusations/own").body()).contains(page, "待确认");
        assertThat(reporter.get(page).body()).contains(page + "/edit", page + "/withdraw");
        assertThat(reporter.get(page + "/edit").body())
                .contains("甲" + mark)
                .containsPattern("value=\"zhouwei\"[^>]*checked");
        for (String person : List.of("wuzhidong", "office", "jijian", "zhouwei", "admin", "jiancha-head")) {
            Caller caller = Caller.as(person, port);
            assertThat(caller.get(page + "/edit").statusCode()).as(person).isEqualTo(404);
            assertThat(form(caller, page + "/edit", "title", "x", "content", "x", "accused", "x")
                            .statusCode())
                    .as(person)
                    .isEqualTo(404);
            assertThat(form(caller, page + "/withdraw", "_confirmed", "yes").statusCode())
                    .as(person)
                    .isEqualTo(404);
            assertThat(send(
                                    person,
                                    MockMvcRequestBuilders.put("/api" + page)
                                            .contentType(MediaType.APPLICATION_JSON)
                                            .content(json.writeValueAsString(report())))
                            .status())
                    .as(person)
                    .isEqualTo(404);
            assertThat(post(person, "/api" + page + "/withdraw", Map.of()).status())
                    .as(person)
                    .isEqualTo(404);
        }

        HttpResponse<String> faulty = form(reporter, page + "/edit", "title", "", "content", "丙" + mark);
        assertThat(faulty.statusCode()).isEqualTo(422);
        assertThat(faulty.body()).contains("标题", "丙" + mark);
        assertThat(address(form(reporter, page + "/edit", "title", "新题", "content", "丙" + mark, "accused", "何正平")))
                .isEqualTo(page);
        JsonNode own = get("jiancha", "/api" + page).body();
        assertThat(own.get("state").asText()).isEqualTo("waiting");
        assertThat(own.get("content").get("content").asText()).isEqualTo("丙" + mark);
        assertThat(own.get("content").get("concerns")).isEmpty();
        assertThat(own.get("content").get("accused").asText()).isEqualTo("何正平");
        Map<String, Object> again = report("title", "再改", "content", "丁" + mark, "concerns", List.of("jijian"));
        assertThat(send(
                                "jiancha",
                                MockMvcRequestBuilders.put("/api" + page)
                                        .contentType(MediaType.APPLICATION_JSON)
                                        .content(json.writeValueAsString(again)))
                        .body()
                        .toString())
                .isEqualTo("{\"code\":\"" + mended + "\",\"state\":\"waiting\"}");

        String other = "/accusations/" + withdrawn;
        assertThat(form(reporter, other + "/withdraw").body()).contains("不能恢复");
        assertThat(get("jiancha", "/api" + other).body().get("state").asText()).isEqualTo("waiting");
        assertThat(address(form(reporter, other + "/withdraw", "_confirmed", "yes")))
                .isEqualTo("/accusations/own");
        assertThat(reporter.get(other).body()).contains("已由本人撤回").doesNotContain(other + "/edit");
        assertThat(reporter.get("/outings/" + number + "/edit").body()).contains("您的 1 件检举控告");

        answered("jiancha", number, "correct-outing", Map.of("outcome", "resubmit"));
        confirmed(number);
        assertThat(instance(withdrawn)).isNull();
        assertThat(get("deputy", "/api" + other).status()).isEqualTo(404);
        // Whom it concerns now decides who receives it.
        assertThat(receives("jijian", mended)).isFalse();
        assertThat(receives("deputy", mended)).isTrue();
        opened("deputy", mended);
        assertThat(get("deputy", "/api" + page).text()).contains("丁" + mark).doesNotContain("甲" + mark);
        assertThat(log(mended)).containsSubsequence("jiancha report outing", "jiancha waiting mend", "- waiting begin");
        for (String late : List.of(mended, withdrawn)) {
            assertThat(form(reporter, "/accusations/" + late + "/edit", "title", "x", "content", "x", "accused", "x")
                            .statusCode())
                    .isEqualTo(409);
            assertThat(form(reporter, "/accusations/" + late + "/withdraw", "_confirmed", "yes")
                            .statusCode())
                    .isEqualTo(409);
            assertThat(post("jiancha", "/api/accusations/" + late + "/withdraw", Map.of())
                            .status())
                    .isEqualTo(409);
        }
    }

    private static String withoutTokens(String page) {
        return page.replaceAll("name=\"_csrf\"[^>]*>", "");
    }

    private static HttpResponse<String> form(Caller caller, String path, String... fields) throws Exception {
        StringBuilder body = new StringBuilder("_csrf=").append(encoded(caller.token()));
        for (int index = 0; index < fields.length; index += 2) {
            body.append('&').append(fields[index]).append('=').append(encoded(fields[index + 1]));
        }
        return caller.send(
                "POST",
                path,
                body.toString().getBytes(StandardCharsets.UTF_8),
                "Content-Type",
                "application/x-www-form-urlencoded");
    }

    private static String address(HttpResponse<String> redirected) {
        assertThat(redirected.statusCode()).as(redirected.body()).isEqualTo(302);
        return redirected.headers().firstValue("Location").orElseThrow();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String found(String page, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(page);
        assertThat(matcher.find()).as(pattern).isTrue();
        return matcher.group(1);
    }
}
