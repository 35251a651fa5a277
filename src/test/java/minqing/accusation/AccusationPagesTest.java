package minqing.accusation;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import minqing.testing.Multipart;
import minqing.testing.SampleFiles;
import minqing.web.Caller;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

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
