package minqing.activity.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import minqing.bureau.web.Caller;
import minqing.testing.EngineTables;
import minqing.testing.Multipart;
import minqing.testing.SampleFiles;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The files of problems: who sees them, how long they can be attached, and the pages that show them. */
class ProblemAttachmentsTest extends CaseTest {

    private static final Map<String, Caller> CALLERS = new HashMap<>();

    @LocalServerPort
    private int port;

    @Autowired
    private EngineTables engineTables;

    private Caller caller(String account) throws IOException, InterruptedException {
        Caller known = CALLERS.get(account);
        if (known == null) {
            known = Caller.as(account, port);
            CALLERS.put(account, known);
        }
        return known;
    }

    private static String at(String number) {
        return "/api/problems/" + number + "/attachments";
    }

    private HttpResponse<String> attach(String account, String number) throws Exception {
        return caller(account).upload(at(number), new Multipart().file("files", "张三家门口.jpg", SampleFiles.jpeg(50, 40)));
    }

    private String attached(String account, String number) throws Exception {
        HttpResponse<String> response = attach(account, number);
        assertThat(response.statusCode()).as(account + response.body()).isEqualTo(201);
        return Caller.json(response).at("/items/0/id").asText();
    }

    @Test
    void whoeverReadsAProblemReadsItsFilesAndNobodyElse() throws Exception {
        String number = assigned();
        String id = attached("wuzhidong", number);
        for (String reader : List.of(
                "wuzhidong",
                "zhouwei",
                "office",
                "jijian",
                "deputy",
                "supervisor",
                "inspector",
                "jiancha",
                "jiancha-head")) {
            assertThat(caller(reader).fetch("/api/attachments/" + id).statusCode())
                    .as(reader)
                    .isEqualTo(200);
            assertThat(caller(reader)
                            .fetch("/api/attachments/" + id + "/thumbnail")
                            .statusCode())
                    .as(reader)
                    .isEqualTo(200);
            assertThat(caller(reader).get(at(number)).body()).as(reader).contains("张三家门口.jpg");
        }
        for (String stranger : List.of("jiance", "wukong-head", "bieqiao", "admin")) {
            assertHidden(stranger, number, id);
        }
    }

    /** A letter that was scanned says who wrote it, and so may the name of its file. */
    @Test
    void aFileThatTellsOfPeopleIsOpenToThoseWhoMaySeeTheContact() throws Exception {
        String number = report("wuzhidong", Map.of("contact", "张三 13912345678"));
        complete("office", number, "triage", "outcome", "assign", "leadUnit", "jiancha");
        String letter = attached("wuzhidong", number);
        HttpResponse<String> scene = caller("wuzhidong")
                .upload(
                        at(number),
                        new Multipart()
                                .file("files", "河道现场.jpg", SampleFiles.jpeg(50, 40))
                                .field("personal", "false"));
        String open = Caller.json(scene).at("/items/0/id").asText();
        for (String knows : List.of("wuzhidong", "office")) {
            assertThat(caller(knows).fetch("/api/attachments/" + letter).statusCode())
                    .as(knows)
                    .isEqualTo(200);
            assertThat(caller(knows).get(at(number)).body()).as(knows).contains("张三家门口.jpg");
        }
        for (String other : List.of("zhouwei", "deputy", "supervisor", "inspector", "jiancha", "jiancha-head")) {
            for (String path : List.of("", "/thumbnail")) {
                HttpResponse<String> refused = caller(other).get("/api/attachments/" + letter + path);
                assertThat(refused.statusCode()).as(other).isEqualTo(403);
                assertThat(refused.body()).contains("含个人信息");
            }
            assertThat(caller(other).get(at(number)).body())
                    .as(other)
                    .doesNotContain("张三")
                    .contains("河道现场.jpg");
            Document page = page(other, "/problems/" + number);
            assertThat(page.select(".attachments-list").text())
                    .as(other)
                    .contains("含个人信息，您无权打开", "河道现场.jpg")
                    .doesNotContain("张三");
            assertThat(page.select(".attachments-list img")).hasSize(1);
            assertThat(caller(other).fetch("/api/attachments/" + open).statusCode())
                    .isEqualTo(200);
        }
        // Whoever handles must call the person, and reads the letter as long as that is open.
        complete("jiancha", number, "acknowledge", "outcome", "accept");
        assertThat(caller("jiancha").fetch("/api/attachments/" + letter).statusCode())
                .isEqualTo(200);
        handle("jiancha", number, "done");
        assertThat(caller("jiancha").fetch("/api/attachments/" + letter).statusCode())
                .isEqualTo(403);
    }

    @Test
    void thePageAsksWhetherAFileTellsOfPeople() throws Exception {
        String known = report("wuzhidong", Map.of("contact", "张三 13912345678"));
        String unknown = report("wuzhidong");
        assertThat(page("office", "/problems/" + known).select("#attachments-personal[checked]"))
                .hasSize(1);
        Document page = page("office", "/problems/" + unknown);
        assertThat(page.select("#attachments-personal")).hasSize(1);
        assertThat(page.select("#attachments-personal[checked]")).isEmpty();

        // A box that is not ticked sends nothing.
        Element form = page("office", "/problems/" + known).selectFirst("form.attachments-add");
        submit("office", form, new Multipart().file("files", "现场.pdf", SampleFiles.pdf("")));
        submit("office", form, new Multipart().field("personal", "true").file("files", "来信.pdf", SampleFiles.pdf("")));
        assertThat(Caller.json(caller("office").get(at(known))).get("items").findValuesAsText("personal"))
                .containsExactly("false", "true");
    }

    @Test
    void whoWorksOnAProblemAttachesAndAnInspectorDoesNot() throws Exception {
        String number = assigned();
        for (String worker : List.of("wuzhidong", "office", "jiancha", "jiancha-head", "deputy")) {
            attached(worker, number);
        }
        assertThat(attach("inspector", number).statusCode()).isEqualTo(403);
        assertThat(attach("jiance", number).statusCode()).isEqualTo(404);
    }

    private void assertHidden(String account, String number, String id) throws Exception {
        Caller hidden = caller(account);
        assertThat(hidden.get(at(number)).statusCode()).as(account).isEqualTo(404);
        assertThat(attach(account, number).statusCode()).as(account).isEqualTo(404);
        for (String path : List.of("", "/thumbnail")) {
            HttpResponse<String> response = hidden.get("/api/attachments/" + id + path);
            assertThat(response.statusCode()).as(account).isEqualTo(404);
            assertThat(response.body()).doesNotContain("张三");
        }
        assertThat(hidden.get("/problems/" + number, "Accept", "text/html").body())
                .doesNotContain("张三家门口");
        HttpResponse<String> page = hidden.upload(
                "/attachments/problems/" + number,
                new Multipart().field("_csrf", hidden.token()).file("files", "a.jpg", SampleFiles.jpeg(9, 9)));
        assertThat(page.statusCode()).as(account).isEqualTo(404);
    }

    @Test
    void anEndedCaseTakesNoMoreFilesAndKeepsWhatItHas() throws Exception {
        String number = report("wuzhidong");
        String id = attached("wuzhidong", number);
        complete("office", number, "triage", "outcome", "decline", "reason", "不属于受理范围");
        HttpResponse<String> late = attach("wuzhidong", number);
        assertThat(late.statusCode()).as(late.body()).isEqualTo(409);
        assertThat(remove("wuzhidong", id).statusCode()).isEqualTo(403);
        assertThat(caller("wuzhidong").fetch("/api/attachments/" + id).statusCode())
                .isEqualTo(200);
        Document page = page("wuzhidong", "/problems/" + number);
        assertThat(page.select(".attachments-list img")).hasSize(1);
        assertThat(page.select(".attachments-add")).isEmpty();
        assertThat(remove("office", id).statusCode()).isEqualTo(204);
    }

    private HttpResponse<String> remove(String account, String id) throws Exception {
        return caller(account)
                .send(
                        "DELETE",
                        "/api/attachments/" + id,
                        "{\"reason\":\"传错\"}".getBytes(java.nio.charset.StandardCharsets.UTF_8),
                        "Content-Type",
                        "application/json");
    }

    @Test
    void thePageOfAProblemAttachesListsAndRemovesWithoutScript() throws Exception {
        String number = report("wuzhidong");
        Document page = page("office", "/problems/" + number);
        Element form = page.selectFirst("form.attachments-add");
        assertThat(form).isNotNull();
        assertThat(form.attr("enctype")).isEqualTo("multipart/form-data");
        assertThat(form.selectFirst("input[type=file][multiple]").attr("accept"))
                .contains("image/*", "image/jpeg", ".pdf", ".docx");
        // A field that wants the camera takes no picture that is there already.
        assertThat(form.select("input[type=file]").eachAttr("accept")).contains("image/*");
        assertThat(form.select("input[capture]")).isEmpty();

        HttpResponse<String> answer = submit(
                "office",
                form,
                new Multipart()
                        .file("files", "现场<b>.jpg", SampleFiles.photo(90, 60, 6))
                        .file("files", "", new byte[0]));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location").orElseThrow())
                .endsWith("/problems/" + number + "#attachments");
        page = page("office", "/problems/" + number);
        assertThat(page.select(".attachments .alert-success").text()).isEqualTo("附件已上传。");
        assertThat(page.select(".attachments-list bdi").eachText()).containsExactly("现场_b_.jpg");
        String picture = page.selectFirst(".attachments-list img").attr("src");
        assertThat(caller("office").fetch(picture).statusCode()).isEqualTo(200);

        submit("office", form, new Multipart().file("files", "坏.exe", SampleFiles.latin("MZ\u0090\0")));
        page = page("office", "/problems/" + number);
        assertThat(page.select(".attachments .alert-danger:not([hidden])").text())
                .contains("第 1 个文件的类型不支持");
        assertThat(page("office", "/problems/" + number).select(".attachments .alert-danger:not([hidden])"))
                .isEmpty();

        Element removal = page.selectFirst("form.attachments-remove");
        submit("office", removal, new Multipart().field("reason", ""));
        assertThat(page("office", "/problems/" + number).select(".attachments").text())
                .contains("请填写“删除原因”");
        submit("office", removal, new Multipart().field("reason", "拍错了"));
        page = page("office", "/problems/" + number);
        assertThat(page.select(".attachments-removed").text())
                .contains("删除，原因：拍错了")
                .doesNotContain("现场");
        assertThat(page.select(".attachments-list img")).isEmpty();
    }

    @Test
    void thePageOfATaskShowsTheFilesOfItsCase() throws Exception {
        String number = report("wuzhidong");
        attached("wuzhidong", number);
        String task = "/tasks/" + task(number, "triage").getId();
        Document page = page("office", task);
        assertThat(page.select(".attachments-list bdi").eachText()).containsExactly("张三家门口.jpg");
        assertThat(page.select("form form")).isEmpty();
        HttpResponse<String> answer = submit(
                "office",
                page.selectFirst("form.attachments-add"),
                new Multipart().file("files", "补充.pdf", SampleFiles.pdf("")));
        assertThat(answer.headers().firstValue("Location").orElseThrow()).endsWith(task + "#attachments");
        assertThat(page("office", "/cases/problem-handling/" + number)
                        .select(".attachments-list bdi")
                        .eachText())
                .containsExactly("张三家门口.jpg", "补充.pdf");
    }

    @Test
    void withScriptOnlyTheListIsExchanged() throws Exception {
        String number = report("wuzhidong");
        Element form = page("office", "/problems/" + number).selectFirst("form.attachments-add");
        HttpResponse<String> taken = submit(
                "office", form, new Multipart().file("files", "a.pdf", SampleFiles.pdf("")), "HX-Request", "true");
        assertThat(taken.statusCode()).as(taken.body()).isEqualTo(200);
        assertThat(taken.body()).doesNotContain("<html", "<script");
        Document list = Jsoup.parse(taken.body());
        assertThat(list.select(".attachments-files .attachments-list bdi").text())
                .isEqualTo("a.pdf");
        assertThat(list.select("input[name=back]").eachAttr("value")).containsOnly("/problems/" + number);
        HttpResponse<String> refused =
                submit("office", form, new Multipart().file("files", "", new byte[0]), "HX-Request", "true");
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(Jsoup.parse(refused.body())
                        .select(".attachments-files .alert-danger")
                        .text())
                .contains("请选择要上传的“附件”");
    }

    @Test
    void oneComesBackToAPageOfOursAndNowhereElse() throws Exception {
        String number = report("wuzhidong");
        for (String elsewhere : List.of(
                "https://example.org/",
                "//example.org",
                "/\\example.org",
                "/../x",
                "/problems/1\r\nX: y",
                "javascript:1",
                "")) {
            HttpResponse<String> answer = caller("office")
                    .upload(
                            "/attachments/problems/" + number,
                            new Multipart()
                                    .field("_csrf", caller("office").token())
                                    .field("back", elsewhere)
                                    .file("files", "a.pdf", SampleFiles.pdf("")));
            assertThat(answer.statusCode()).isEqualTo(302);
            assertThat(answer.headers().firstValue("Location").orElseThrow())
                    .as(elsewhere)
                    .matches("(http://localhost:\\d+)?/#attachments");
        }
    }

    @Test
    void anUploadThatIsTooLargeForAnyPageIsToldSo() throws Exception {
        String number = report("wuzhidong");
        HttpResponse<String> answer = caller("office")
                .upload(
                        "/attachments/problems/" + number,
                        new Multipart()
                                .field("_csrf", caller("office").token())
                                .file("files", "a.txt", SampleFiles.text(41 * 1024 * 1024)),
                        "Accept",
                        "text/html");
        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.body()).contains("内容过大");
    }

    @Test
    void namesOfFilesStayOutOfTheEngineAndOfNotices() throws Exception {
        String number = assigned();
        HttpResponse<String> response =
                caller("jiancha").upload(at(number), new Multipart().file("files", "慕容翀珺的病历.pdf", SampleFiles.pdf("")));
        assertThat(response.statusCode()).isEqualTo(201);
        complete("jiancha", number, "acknowledge", "outcome", "accept");
        engineTables.assertNoTraceOf("慕容翀珺");
        assertThat(database.sql("select count(*) from notice where notice::text like '%慕容翀珺%'")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    private Document page(String account, String path) throws Exception {
        HttpResponse<String> response = caller(account).get(path, "Accept", "text/html");
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return Jsoup.parse(response.body());
    }

    /** A form of a page as a browser without script sends it. */
    private HttpResponse<String> submit(String account, Element form, Multipart filled, String... headers)
            throws Exception {
        for (Element hidden : form.select("input[type=hidden]")) {
            filled.field(hidden.attr("name"), hidden.attr("value"));
        }
        return caller(account).upload(form.attr("action"), filled, headers);
    }
}
