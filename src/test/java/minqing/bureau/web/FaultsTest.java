package minqing.bureau.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import minqing.bureau.access.Visitor;
import minqing.testing.Multipart;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class FaultsTest extends WebTest {

    private static final String KINDS = """
            forbidden, 403
            missing, 404
            conflict, 409
            invalid, 422
            wrapped, 409
            unauthorized-in-the-engine, 403
            overtaken-in-the-engine, 409
            overtaken-in-the-database, 409
            twice-in-the-database, 409
            no-task, 404
            database-away, 503
            database-stopping, 503
            no-connection-left, 503
            disk-full, 507
            disk-full-in-the-engine, 507
            value-for-the-database, 422
            unforeseen, 500
            """;

    @ParameterizedTest
    @CsvSource(textBlock = KINDS)
    void aFaultOverRestIsAProblemInChinese(String kind, int status) throws Exception {
        HttpResponse<String> answer = as("office").get("/api/trial/trouble/" + kind);
        assertProblem(answer, status);
    }

    @ParameterizedTest
    @CsvSource(textBlock = KINDS)
    void theSameFaultOnAPageIsAPageWithTheSameStatus(String kind, int status) throws Exception {
        HttpResponse<String> answer = as("office").get("/trial/trouble/" + kind, "Accept", "text/html");
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/html"));
        assertThat(answer.body()).contains("<h1>", "状态 " + status).doesNotContain("Exception");
        // Without the database there is no workbench to go back to, and no navigation to show.
        assertThat(answer.body().contains("返回工作台")).isEqualTo(status < 503);
    }

    @Test
    void theProblemNamesEachFieldWithItsMessage() throws Exception {
        JsonNode problem = Caller.json(as("office").get("/api/trial/trouble/invalid"));
        assertThat(problem.get("errors")).hasSize(1);
        assertThat(problem.get("errors").get(0).get("field").asText()).isEqualTo("title");
        assertThat(problem.get("errors").get(0).get("message").asText()).isEqualTo("请填写“标题”。");
    }

    @Test
    void whatNobodyForesawIsLoggedUnderTheNumberThePersonGetsAndWithoutWhatWasTyped(CapturedOutput log)
            throws Exception {
        HttpResponse<String> answer = as("office").get("/api/trial/trouble/unforeseen");
        String words = Caller.json(answer).get("detail").asText();
        String number = words.replaceAll(".*编号 ([0-9a-f]{8}).*", "$1");
        assertThat(number).hasSize(8);
        assertThat(log.getAll()).contains("unexpected failure " + number).doesNotContain(TrialTrouble.TYPED);
    }

    @Test
    void withoutALoginItIs401() throws Exception {
        assertProblem(Caller.nobody(port).get("/api/trial/list"), 401);
    }

    @Test
    void withoutTheTokenASessionChangesNothing() throws Exception {
        String title = "without a token";
        HttpResponse<String> answer =
                as("office").withoutToken().post("/api/trial/notes", "{\"title\":\"" + title + "\"}");
        assertProblem(answer, 403);
        assertThat(trial.deeds(title)).isZero();
    }

    @ParameterizedTest
    @CsvSource({"/api/nothing", "/api/trial/years/abc?from=2026-01-01", "/api/trial/years/99999999999?from=2026-01-01"})
    void anAddressWhereNothingIsIs404(String path) throws Exception {
        assertProblem(as("office").get(path), 404);
    }

    @Test
    void aPageThatDoesNotExistIsAFriendly404() throws Exception {
        HttpResponse<String> answer = as("office").get("/no-such-page", "Accept", "text/html");
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("没有找到", "class=\"navigation\"");
    }

    @Test
    void anotherMethodIs405AndNamesTheOnesThereAre() throws Exception {
        HttpResponse<String> answer = as("office").send("DELETE", "/api/trial/list", new byte[0]);
        assertProblem(answer, 405);
        assertThat(answer.headers().firstValue("Allow")).hasValue("GET");
    }

    @Test
    void aFormatWeDoNotWriteIs406() throws Exception {
        assertProblem(as("office").get("/api/trial/list", "Accept", "application/pdf"), 406);
    }

    @Test
    void aFormatWeDoNotReadIs415() throws Exception {
        assertProblem(
                as("office")
                        .send(
                                "POST",
                                "/api/trial/notes",
                                "<a/>".getBytes(StandardCharsets.UTF_8),
                                "Content-Type",
                                "application/xml"),
                415);
    }

    @Test
    void aBodyLargerThanAnyCallNeedsIs413() throws Exception {
        Caller office = as("office");
        byte[] large =
                ("{\"title\":\"" + "长".repeat(ApiRequests.LARGEST_BODY / 3) + "\"}").getBytes(StandardCharsets.UTF_8);
        assertProblem(office.send("POST", "/api/trial/notes", large, "Content-Type", "application/json"), 413);
        String announced = Caller.nobody(port)
                .raw(
                        "POST /api/trial/notes HTTP/1.1",
                        "Content-Type: application/json",
                        "Content-Length: 999999999",
                        "Authorization: " + Visitor.basic("office", "minqing-demo")[1]);
        assertThat(announced).startsWith("HTTP/1.1 413");
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
                    {"title":5} | title
                    {"title":true} | title
                    {"title":{}} | title
                    {"days":"five"} | days
                    {"days":"5"} | days
                    {"days":1.5} | days
                    {"days":99999999999999999999} | days
                    {"days":1e400} | days
                    {"days":[]} | days
                    {"on":"yesterday"} | on
                    {"on":"2026-02-30"} | on
                    {"on":20260101} | on
                    {"kind":"NONE"} | kind
                    {"kind":0} | kind
                    {"urgent":"yes"} | urgent
                    {"urgent":1} | urgent
                    {"parts":"none"} | parts
                    {"parts":[{"name":"a","hours":1},{"name":"b","hours":"x"}]} | parts[1].hours
                    {"parts":[{"name":"a","hours":null}]} | parts[0].hours
                    {"parts":[5]} | parts[0]
                    {"nobody":1} | nobody
                    {"parts":[{"hours":1,"nobody":1}]} | parts[0].nobody
                    {"title":"a\\u0000b"} | title
                    {"title":"a\\ud800b"} | title
                    {"parts":[{"name":"\\udc00"}]} | parts[0].name
                    {"title":"a","title":"b"} | title
                    """)
    void whatIsWrongInTheBodyIsNamed(String body, String field) throws Exception {
        HttpResponse<String> answer = as("office").post("/api/trial/notes", body);
        assertProblem(answer, 422);
        assertThat(Caller.json(answer).get("errors").get(0).get("field").asText())
                .isEqualTo(field);
    }

    @Test
    void textsInAFreeBodyAreLookedAtToo() throws Exception {
        HttpResponse<String> answer = as("office").post("/api/trial/free", "{\"a\":{\"b\":[\"x\",\"\\u0000\"]}}");
        assertProblem(answer, 422);
        assertThat(Caller.json(answer).get("errors").get(0).get("field").asText())
                .isEqualTo("a.b[1]");
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
            [] | 422
            "text" | 422
            5 | 422
            { | 400
            {"title": | 400
            {"title":"a"} {} | 400
            {"title":NaN} | 400
            nonsense | 400
            `` | 400
            """)
    void aBodyThatIsNoObjectIs422AndOneThatIsNoJsonIs400(String body, int status) throws Exception {
        assertProblem(as("office").post("/api/trial/notes", body), status);
    }

    @Test
    void bytesThatAreNoUtf8AreNoJson() throws Exception {
        byte[] body = {'{', '"', 't', 'i', 't', 'l', 'e', '"', ':', '"', (byte) 0xC3, (byte) 0x28, '"', '}'};
        assertProblem(as("office").send("POST", "/api/trial/notes", body, "Content-Type", "application/json"), 400);
    }

    @Test
    void nestingWithoutEndIsNoJsonForUs() throws Exception {
        assertProblem(as("office").post("/api/trial/free", "{\"a\":" + "[".repeat(20_000)), 400);
    }

    @ParameterizedTest
    @CsvSource({
        "/api/trial/years/2026, from",
        "/api/trial/years/2026?from=soon, from",
        "/api/trial/years/2026?from=2026-01-01&kind=none, kind",
        "/api/trial/text/a?text=%00, text"
    })
    void whatIsWrongInTheQueryIsNamed(String path, String field) throws Exception {
        HttpResponse<String> answer = as("office").get(path);
        assertProblem(answer, 422);
        assertThat(Caller.json(answer).get("errors").get(0).get("field").asText())
                .isEqualTo(field);
    }

    @Test
    void aUploadWithoutItsFileNamesTheFile() throws Exception {
        HttpResponse<String> answer = as("office")
                .send(
                        "POST",
                        "/api/trial/files",
                        "--x\r\nContent-Disposition: form-data; name=\"other\"\r\n\r\n1\r\n--x--\r\n"
                                .getBytes(StandardCharsets.UTF_8),
                        "Content-Type",
                        "multipart/form-data; boundary=x");
        assertProblem(answer, 422);
        assertThat(Caller.json(answer).get("errors").get(0).get("field").asText())
                .isEqualTo("file");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*/*",
                "application/*",
                "text/*",
                "multipart/*; boundary=x",
                "application/*+json",
                "application/json;charset=nonsense",
                "application/json;charset=*",
                "application/json;=",
                ";;",
                "nonsense",
                "application/x-www-form-urlencoded",
                "multipart/form-data",
                "multipart/form-data; boundary="
            })
    void aBodyWhoseTypeSaysNothingIs415(String type) throws Exception {
        for (String body : List.of("{}", "a=b", "{", "")) {
            for (String call : List.of(
                    "POST /api/trial/notes",
                    "POST /api/trial/free",
                    "PUT /api/organization/units/wukong",
                    "DELETE /api/attachments/1",
                    "PUT /api/calendar/2027")) {
                String[] parts = call.split(" ");
                HttpResponse<String> answer = as("admin")
                        .send(parts[0], parts[1], body.getBytes(StandardCharsets.UTF_8), "Content-Type", type);
                assertThat(answer.statusCode())
                        .as("%s %s: %s", call, type, answer.body())
                        .isIn(400, 415);
                assertProblem(answer, answer.statusCode());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 8, 9, 11, 27, 31, 127, 0x85, 0x2028, 0x202e, 0xfeff, 0xffff})
    void aStrangeCharacterInTheNameOfAFileBreaksNothing(int character) throws Exception {
        Multipart files = new Multipart().file("file", "a" + Character.toString(character) + "b.txt", new byte[] {1});
        for (Caller caller : List.of(as("office"), Caller.nobody(port))) {
            for (String path : List.of(
                    "/api/trial/files",
                    "/api/imports/labour",
                    "/api/problems/2026-0001/attachments",
                    "/api/organization/pairings/import",
                    "/imports",
                    "/login",
                    "/",
                    "/camunda/app/tasklist/",
                    "/camunda/api/engine/engine/default/deployment/create")) {
                HttpResponse<String> answer = caller.upload(path, files, "Accept", "text/html");
                assertThat(answer.statusCode())
                        .as("%s: %s", path, answer.body())
                        .isLessThan(500);
                if (path.startsWith("/api/") && answer.statusCode() >= 400) {
                    assertProblem(answer, answer.statusCode());
                }
            }
        }
    }

    @Test
    void nulInTheNameOfAFileIsSaidInWords() throws Exception {
        Multipart files = new Multipart().file("file", "a\0b.txt", new byte[] {1});
        HttpResponse<String> answer = as("office").upload("/api/trial/files", files);
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("文件名");
        HttpResponse<String> page = Caller.nobody(port).upload("/login", files, "Accept", "text/html");
        assertThat(page.statusCode()).isEqualTo(422);
        assertThat(page.body()).contains("文件名", "<h1>");
    }

    static void assertProblem(HttpResponse<String> answer, int status) throws Exception {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
        JsonNode problem = Caller.json(answer);
        assertThat(problem.get("status").asInt()).isEqualTo(status);
        assertThat(problem.get("detail").asText()).matches("(?s).*\\p{IsHan}.*");
        assertThat(problem.has("errors")).isEqualTo(status == 422 && hasFields(problem));
        assertThat(answer.body()).doesNotContain("Exception", "org.springframework", "fault.", "web.");
    }

    /** Only a value the database itself had to refuse, or the server, has no name. */
    private static boolean hasFields(JsonNode problem) {
        return !problem.get("instance").asText().endsWith("value-for-the-database")
                && !problem.get("detail").asText().contains("文件名");
    }
}
