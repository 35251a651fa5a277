package minqing.work.attachment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import minqing.bureau.web.Caller;
import minqing.testing.Logged;
import minqing.testing.Multipart;
import minqing.testing.SampleFiles;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.dao.DataIntegrityViolationException;

/** Attachments over REST: all or nothing, once, within limits, for nobody else, and kept as they were. */
class AttachmentApiTest extends AttachmentTest {

    private static final String KEY = "Idempotency-Key";

    @Test
    void severalFilesAreAttachedInTheOrderSent() throws Exception {
        byte[] text = SampleFiles.text(100);
        HttpResponse<String> response = as("office")
                .upload(
                        at(record),
                        new Multipart()
                                .file("files", "一.jpg", SampleFiles.jpeg(40, 30))
                                .file("files", "", new byte[0])
                                .file("files", "二.txt", text)
                                .file("files", "三.pdf", SampleFiles.pdf("")));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
        JsonNode items = Caller.json(response).get("items");
        assertThat(items.findValuesAsText("mediaType")).containsExactly("image/jpeg", "text/plain", "application/pdf");
        assertThat(items.findValuesAsText("picture")).containsExactly("true", "false", "false");
        assertThat(items.get(1).get("size").asInt()).isEqualTo(100);
        assertThat(items.get(1).get("sha256").asText())
                .isEqualTo(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(text)));
        assertThat(items.get(1).get("attachedBy").asText()).isEqualTo("office");
        // An answer is kept to be given again, and a name may tell of a person.
        assertThat(response.body()).doesNotContain("一", "二", "三");
        assertThat(listed(record).findValuesAsText("name")).containsExactly("一.jpg", "二.txt", "三.pdf");
        assertThat(as("office").get(at(record) + "?size=2&page=1").body()).contains("三.pdf", "\"total\":3");
    }

    @Test
    void theDescriptionSaysThatFilesAreSent() throws Exception {
        JsonNode paths = Caller.json(as("office").get("/v3/api-docs")).get("paths");
        JsonNode sent = paths.at("/~1api~1{kind}~1{id}~1attachments/post/requestBody/content");
        assertThat(sent.fieldNames()).toIterable().containsExactly("multipart/form-data");
        assertThat(sent.at("/multipart~1form-data/schema/properties/files/items/format")
                        .asText())
                .isEqualTo("binary");
        assertThat(paths.has("/api/attachments/{id}/thumbnail")).isTrue();
    }

    @Test
    void oneFileThatCannotBeTakenKeepsAllOut() throws Exception {
        HttpResponse<String> response = as("office")
                .upload(
                        at(record),
                        new Multipart()
                                .file("files", "好.pdf", SampleFiles.pdf(""))
                                .file("files", "张三身份证.exe", SampleFiles.latin("MZ\u0090\0"))
                                .file("files", "好.txt", SampleFiles.text(10))
                                .file("files", "空.txt", new byte[0]));
        assertThat(response.statusCode()).isEqualTo(422);
        assertThat(Caller.json(response).get("errors").findValuesAsText("field"))
                .containsExactly("files[1]", "files[3]");
        assertThat(response.body()).contains("第 2 个文件", "第 4 个文件").doesNotContain("张三");
        assertThat(rows(record)).isZero();
    }

    @Test
    void withoutAFileNothingIsAttached() throws Exception {
        for (Multipart nothing : List.of(
                new Multipart().field("other", "x"),
                new Multipart().field("files", "a text and no file"),
                new Multipart().file("other", "a.txt", SampleFiles.text(3)))) {
            HttpResponse<String> response = as("office").upload(at(record), nothing);
            assertThat(response.statusCode()).as(response.body()).isEqualTo(422);
            assertThat(Caller.json(response).at("/errors/0/field").asText()).isEqualTo("files");
        }
        assertThat(as("office")
                        .upload(at(record), new Multipart().file("files", "", new byte[0]))
                        .body())
                .contains("请选择要上传的“附件”");
        assertThat(as("office").post(at(record), "{}").statusCode()).isEqualTo(415);
    }

    @Test
    void aTransactionThatFailsLeavesNothing() throws Exception {
        String failing = "failing-" + record;
        for (String[] headers :
                List.of(new String[0], new String[] {KEY, UUID.randomUUID().toString()})) {
            HttpResponse<String> response = as("office")
                    .upload(at(failing), new Multipart().file("files", "a.jpg", SampleFiles.jpeg(20, 20)), headers);
            assertThat(response.statusCode()).isEqualTo(500);
        }
        assertThat(rows(failing)).isZero();
        assertThat(database.sql("""
                                select count(*) from attachment_content
                                where not exists (select 1 from attachment where id = attachment)""").query(Long.class).single()).isZero();
    }

    @Test
    void aCallSentAgainAttachesOnce() throws Exception {
        String key = UUID.randomUUID().toString();
        byte[] photo = SampleFiles.photo(60, 40, 6);
        HttpResponse<String> first =
                as("office").upload(at(record), new Multipart().file("files", "李四.jpg", photo), KEY, key);
        HttpResponse<String> second =
                as("office").upload(at(record), new Multipart().file("files", "李四.jpg", photo), KEY, key);
        assertThat(first.statusCode()).as(first.body()).isEqualTo(201);
        assertThat(second.statusCode()).isEqualTo(201);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.headers().firstValue("Idempotency-Replayed")).hasValue("true");
        assertThat(as("office")
                        .upload(
                                at(record),
                                new Multipart().file("files", "李四.jpg", SampleFiles.photo(60, 40, 6)),
                                KEY,
                                key)
                        .statusCode())
                .isEqualTo(422);
        assertThat(rows(record)).isOne();
        assertThat(database.sql(
                                "select count(*) from idempotent_answer where position(:name in convert_from(body, 'UTF8')) > 0")
                        .param("name", "李四")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void theSameContentIsOneFileOfARecord() throws Exception {
        byte[] text = SampleFiles.text(50);
        JsonNode first = attach("一.txt", text);
        assertThat(attach("二.txt", text).get("id")).isEqualTo(first.get("id"));
        assertThat(rows(record)).isOne();
        assertThat(remove(first, "重传").statusCode()).isEqualTo(204);
        assertThat(attach("三.txt", text).get("id")).isNotEqualTo(first.get("id"));
    }

    @Test
    void aFileThatIsTooLargeIsNamedByItsPlace() throws Exception {
        assertThat(attach("刚好.txt", SampleFiles.text(20 * 1024 * 1024))
                        .get("size")
                        .asInt())
                .isEqualTo(20 * 1024 * 1024);
        HttpResponse<String> response = send("过大.txt", SampleFiles.text(20 * 1024 * 1024 + 1));
        assertThat(response.statusCode()).isEqualTo(422);
        assertThat(Caller.json(response).at("/errors/0/field").asText()).isEqualTo("files[0]");
        assertThat(Caller.json(response).at("/errors/0/message").asText()).contains("“附件”第 1 个文件超过 20 MB");
    }

    @Test
    void aCallThatIsTooLargeIsToldSoInChinese() throws Exception {
        HttpResponse<String> response = send("过大.txt", SampleFiles.text(41 * 1024 * 1024));
        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(response.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).contains("application/problem+json"));
        assertThat(response.body()).contains("提交的内容过大，最多 40 MB");
        assertThat(rows(record)).isZero();
    }

    @Test
    void aCallThatDoesNotSayHowLargeItIsIsStoppedToo() throws Exception {
        Multipart large = new Multipart().file("files", "a.txt", SampleFiles.text(41 * 1024 * 1024));
        HttpResponse<String> response = as("office").uploadUnannounced(at(record), large);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(413);
        assertThat(rows(record)).isZero();
    }

    @Test
    void aCallHasAtMostTwentyFiles() throws Exception {
        Multipart many = new Multipart();
        for (int file = 0; file < 21; file++) {
            many.file("files", file + ".txt", SampleFiles.text(20));
        }
        HttpResponse<String> response = as("office").upload(at(record), many);
        assertThat(response.statusCode()).isEqualTo(422);
        assertThat(response.body()).contains("一次最多上传 20 个文件");
        Multipart tooMany = new Multipart();
        for (int file = 0; file < 200; file++) {
            tooMany.file("files", file + ".txt", SampleFiles.text(20));
        }
        assertThat(as("office").upload(at(record), tooMany).statusCode()).isBetween(413, 422);
        assertThat(rows(record)).isZero();
    }

    @Test
    void ofManyAtOnceNoneGetsPastTheLimitOfTheRecord() throws Exception {
        for (int call = 0; call < 4; call++) {
            attachMany(20);
        }
        attachMany(15);
        List<CompletableFuture<Integer>> calls = new ArrayList<>();
        // As many as one person may have waiting.
        for (int call = 0; call < 5; call++) {
            Multipart two = new Multipart()
                    .file("files", "a.txt", SampleFiles.text(30))
                    .file("files", "b.txt", SampleFiles.text(30));
            Caller office = as("office");
            calls.add(CompletableFuture.supplyAsync(() -> {
                try {
                    return office.upload(at(record), two).statusCode();
                } catch (Exception broken) {
                    throw new IllegalStateException(broken);
                }
            }));
        }
        List<Integer> statuses = calls.stream().map(CompletableFuture::join).toList();
        assertThat(statuses).containsOnly(201, 422);
        assertThat(statuses.stream().filter(status -> status == 201)).hasSize(2);
        assertThat(rows(record)).isEqualTo(99);
        HttpResponse<String> refused = as("office")
                .upload(
                        at(record),
                        new Multipart()
                                .file("files", "a.txt", SampleFiles.text(30))
                                .file("files", "b.txt", SampleFiles.text(30)));
        assertThat(refused.body()).contains("最多 100 个");
        attach("last.txt", SampleFiles.text(30));
    }

    private void attachMany(int count) throws Exception {
        Multipart many = new Multipart();
        for (int file = 0; file < count; file++) {
            many.file("files", file + ".txt", SampleFiles.text(25));
        }
        assertThat(as("office").upload(at(record), many).statusCode()).isEqualTo(201);
    }

    @Test
    void aRecordHoldsNoMoreThanItsLimit() throws Exception {
        for (int file = 0; file < 10; file++) {
            attach("a.txt", SampleFiles.text(20 * 1024 * 1024));
        }
        HttpResponse<String> response = send("b.txt", SampleFiles.text(1));
        assertThat(response.statusCode()).isEqualTo(422);
        assertThat(response.body()).contains("合计超过上限 200 MB");
    }

    static Stream<Arguments> names() {
        return Stream.of(
                Arguments.of("../../etc/passwd.txt", "passwd.txt"),
                Arguments.of("C:\\\\Users\\\\x\\\\a.txt", "a.txt"),
                Arguments.of("../.txt", "附件.txt"),
                Arguments.of(".. .txt", "附件.txt"),
                Arguments.of("a%0d%0aSet-Cookie: x=1.txt", "a%0d%0aSet-Cookie_ x=1.txt"),
                Arguments.of("\u202Etxt.exe\u202C发票.txt", "txt.exe发票.txt"),
                Arguments.of("零\u200B宽\uFEFF.txt", "零宽.txt"),
                Arguments.of("<script>alert(1)</script>.txt", "script_.txt"),
                Arguments.of("<b>\u0001粗\u007F.txt", "_b_粗.txt"),
                Arguments.of("垚喆昇祎翀珺\uD840\uDC0B.txt", "垚喆昇祎翀珺\uD840\uDC0B.txt"),
                Arguments.of("长".repeat(300) + ".txt", "长".repeat(70) + ".txt"),
                Arguments.of("a\u3000b  .  .txt", "a b.txt"),
                Arguments.of("CON?.txt", "CON_.txt"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void names(String sent, String kept) throws Exception {
        JsonNode attached = attach(sent, SampleFiles.text(12));
        assertThat(listed(record).get(0).get("name").asText()).isEqualTo(kept);
        String disposition = as("office")
                .fetch("/api/attachments/" + attached.get("id").asText())
                .headers()
                .firstValue("Content-Disposition")
                .orElseThrow();
        assertThat(disposition).startsWith("attachment; filename=").contains("filename*=UTF-8''");
        assertThat(java.net.URLDecoder.decode(
                        disposition.substring(disposition.indexOf("UTF-8''") + 7), StandardCharsets.UTF_8))
                .isEqualTo(kept);
    }

    @Test
    void nobodyKeepsAContentAndItMayDoNothing() throws Exception {
        for (var attached : List.of(
                attach("a.jpg", SampleFiles.jpeg(30, 30)),
                attach("a.pdf", SampleFiles.pdf("")),
                attach("a.docx", SampleFiles.docx()))) {
            HttpResponse<byte[]> response =
                    as("office").fetch("/api/attachments/" + attached.get("id").asText());
            String type = attached.get("mediaType").asText();
            assertThat(response.headers().firstValue("Content-Type")).hasValue(type);
            assertThat(response.headers().allValues("Cache-Control")).containsExactly("private, no-store");
            assertThat(response.headers().allValues("X-Content-Type-Options")).containsExactly("nosniff");
            assertThat(response.headers().allValues("Content-Security-Policy"))
                    .hasSize(1)
                    .allSatisfy(policy ->
                            assertThat(policy).startsWith("default-src 'none';").endsWith("; sandbox"));
            assertThat(response.headers().firstValue("Content-Disposition").orElseThrow())
                    .startsWith(type.contains("word") ? "attachment;" : "inline;");
        }
    }

    @Test
    void aPartOfAContentCanBeAskedFor() throws Exception {
        byte[] text = SampleFiles.text(3 * 1024 * 1024);
        text[2_000_000] = 'X';
        String address = "/api/attachments/" + attach("a.txt", text).get("id").asText();
        HttpResponse<byte[]> part = as("office").fetch(address, "Range", "bytes=1999999-2000001");
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(new String(part.body(), StandardCharsets.UTF_8)).isEqualTo("aXa");
        assertThat(part.headers().firstValue("Content-Range")).hasValue("bytes 1999999-2000001/3145728");
        HttpResponse<byte[]> end = as("office").fetch(address, "Range", "bytes=-2");
        assertThat(new String(end.body(), StandardCharsets.UTF_8)).isEqualTo("aa");
        assertThat(as("office").fetch(address, "Range", "bytes=9999999-").statusCode())
                .isEqualTo(416);
        assertThat(Arrays.equals(as("office").fetch(address).body(), text)).isTrue();
    }

    @Test
    void readingAContentIsLogged() throws Exception {
        String id = attach("a.txt", SampleFiles.text(5)).get("id").asText();
        as("deputy").fetch("/api/attachments/" + id);
        assertThat(database.sql("select account from access_log where subject = 'attachment' and identifier = :id")
                        .param("id", id)
                        .query(String.class)
                        .list())
                .containsExactly("deputy");
    }

    @Test
    void readingByPiecesAndInSmallIsLoggedOnceForAsLongAsItLasts() throws Exception {
        String id = attach("a.jpg", SampleFiles.jpeg(50, 40)).get("id").asText();
        String address = "/api/attachments/" + id;
        for (String range : List.of("bytes=0-", "bytes=1-", "bytes=0-0")) {
            assertThat(as("deputy").fetch(address, "Range", range).statusCode()).isEqualTo(206);
        }
        as("office").fetch(address + "/thumbnail");
        as("office").fetch(address + "/thumbnail");
        assertThat(readings(id)).containsExactly("deputy content", "office thumbnail");
        as("deputy").fetch(address);
        ClockUtil.setCurrentTime(Date.from(Instant.now().plusSeconds(3600)));
        as("deputy").fetch(address, "Range", "bytes=1-");
        assertThat(readings(id))
                .containsExactly("deputy content", "office thumbnail", "deputy content", "deputy content");
    }

    private List<String> readings(String id) {
        return database.sql(
                        "select account || ' ' || part from access_log where subject = 'attachment' and identifier = :id order by id")
                .param("id", id)
                .query(String.class)
                .list();
    }

    @Test
    void whatIsMarkedAsPersonalStaysSo() throws Exception {
        byte[] text = SampleFiles.text(60);
        JsonNode open = attach("a.txt", text);
        assertThat(open.get("personal").asBoolean()).isFalse();
        HttpResponse<String> again = as("deputy")
                .upload(at(record), new Multipart().file("files", "b.txt", text).field("personal", "true"));
        assertThat(Caller.json(again).at("/items/0/personal").asBoolean()).isTrue();
        assertThat(Caller.json(again).at("/items/0/id")).isEqualTo(open.get("id"));
        assertThat(attach("c.txt", text).get("personal").asBoolean()).isTrue();
        assertThat(as("office")
                        .upload(
                                at(record),
                                new Multipart()
                                        .file("files", "d.txt", SampleFiles.text(4))
                                        .field("personal", "vielleicht"))
                        .statusCode())
                .isEqualTo(422);
    }

    @Test
    void whoeverMustNotSeeTheRecordFindsNoFileOfIt() throws Exception {
        String hidden = "hidden-" + record;
        HttpResponse<String> response =
                as("office").upload(at(hidden), new Multipart().file("files", "a.jpg", SampleFiles.jpeg(20, 20)));
        String id = Caller.json(response).at("/items/0/id").asText();
        Caller leader = as("wuzhidong");
        assertThat(leader.get(at(hidden)).statusCode()).isEqualTo(404);
        assertThat(leader.upload(at(hidden), new Multipart().file("files", "a.txt", SampleFiles.text(3)))
                        .statusCode())
                .isEqualTo(404);
        assertThat(leader.get("/api/attachments/" + id).statusCode()).isEqualTo(404);
        assertThat(leader.get("/api/attachments/" + id + "/thumbnail").statusCode())
                .isEqualTo(404);
        assertThat(remove("wuzhidong", id, "x").statusCode()).isEqualTo(404);
        assertThat(Caller.nobody(port).get("/api/attachments/" + id).statusCode())
                .isEqualTo(401);
        assertThat(as("office").get("/api/attachments/" + id).statusCode()).isEqualTo(200);
    }

    @Test
    void whatIsNotThereIsMissing() throws Exception {
        Caller office = as("office");
        assertThat(office.get("/api/attachments/999999999").statusCode()).isEqualTo(404);
        assertThat(office.get("/api/attachments/x").statusCode()).isEqualTo(404);
        assertThat(office.get("/api/nothings/1/attachments").statusCode()).isEqualTo(404);
        assertThat(office.get("/api/trials/no%20such/attachments").statusCode()).isEqualTo(404);
        String text = attach("a.txt", SampleFiles.text(5)).get("id").asText();
        assertThat(office.get("/api/attachments/" + text + "/thumbnail").statusCode())
                .isEqualTo(404);
    }

    @Test
    void aRecordIsTheSameHoweverItIsWritten() throws Exception {
        attach("a.txt", SampleFiles.text(5));
        assertThat(listed(record.toUpperCase(java.util.Locale.ROOT))).hasSize(1);
    }

    @Test
    void anInspectorAndAnEndedRecordTakeNoFiles() throws Exception {
        Multipart file = new Multipart().file("files", "a.txt", SampleFiles.text(3));
        assertThat(as("inspector").upload(at(record), file).statusCode()).isEqualTo(403);
        HttpResponse<String> ended = as("office").upload(at("ended-" + record), file);
        assertThat(ended.statusCode()).isEqualTo(409);
        assertThat(ended.body()).contains("已经办结");
    }

    @Test
    void aRemovedFileIsGoneButForWhoWhenAndWhy() throws Exception {
        JsonNode attached = attach("身份证.jpg", SampleFiles.jpeg(30, 30));
        String id = attached.get("id").asText();
        assertThat(remove("wuzhidong", id, "不是我的").statusCode()).isEqualTo(403);
        for (String none : List.of("", "  ", "长".repeat(201))) {
            HttpResponse<String> response = remove("office", id, none);
            assertThat(response.statusCode()).isEqualTo(422);
            assertThat(Caller.json(response).at("/errors/0/field").asText()).isEqualTo("reason");
        }
        assertThat(remove("office", id, "传错了人").statusCode()).isEqualTo(204);
        assertThat(remove("office", id, "再删").statusCode()).isEqualTo(404);
        assertThat(as("office").get("/api/attachments/" + id).statusCode()).isEqualTo(404);
        assertThat(as("office").get("/api/attachments/" + id + "/thumbnail").statusCode())
                .isEqualTo(404);
        JsonNode listed = listed(record).get(0);
        assertThat(listed.get("removedBy").asText()).isEqualTo("office");
        assertThat(listed.get("removalReason").asText()).isEqualTo("传错了人");
        assertThat(listed.get("sha256")).isEqualTo(attached.get("sha256"));
        assertThat(listed.has("name")).isFalse();
        assertThat(database.sql("select count(*) from attachment_content where attachment = :id")
                        .param("id", Long.valueOf(id))
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void whoeverAttachedAFileMayTakeItOff() throws Exception {
        HttpResponse<String> response =
                as("wuzhidong").upload(at(record), new Multipart().file("files", "a.txt", SampleFiles.text(9)));
        String id = Caller.json(response).at("/items/0/id").asText();
        assertThat(remove("zhouwei", id, "x").statusCode()).isEqualTo(403);
        assertThat(remove("wuzhidong", id, "重拍").statusCode()).isEqualTo(204);
    }

    @Test
    void theDatabaseKeepsWhatWasAttached() throws Exception {
        long id = attach("a.txt", SampleFiles.text(9)).get("id").asLong();
        for (String change : List.of(
                "update attachment set name = 'b.txt' where id = :id",
                "delete from attachment where id = :id",
                "update attachment_content set content = 'x' where attachment = :id",
                "delete from attachment_content where attachment = :id",
                "update attachment set removed_at = now(), removed_by = 'x', removal_reason = 'x' where id = :id")) {
            assertThatThrownBy(() -> database.sql(change).param("id", id).update())
                    .as(change)
                    .isInstanceOf(DataIntegrityViolationException.class);
        }
        assertThatThrownBy(() -> database.sql("""
                                insert into attachment (owner_kind, owner, name, media_type, size, sha256, attached_by, attached_at)
                                values ('trials', 'x', 'a.txt', 'text/plain', 1, sha256('a'), 'office', now())""").update()).isInstanceOf(DataIntegrityViolationException.class);
    }

    @Test
    void theLogSaysNothingOfNames() throws Exception {
        try (Logged log = Logged.capture()) {
            attach("欧阳垚喆的低保证.txt", SampleFiles.text(9));
            send("欧阳垚喆的低保证.exe", SampleFiles.latin("MZ\u0090\0"));
            as("office")
                    .upload(at("failing-" + record), new Multipart().file("files", "欧阳垚喆.txt", SampleFiles.text(9)));
            log.assertNoTraceOf("欧阳垚喆");
        }
    }

    private HttpResponse<String> remove(JsonNode attached, String reason) throws Exception {
        return remove("office", attached.get("id").asText(), reason);
    }

    private HttpResponse<String> remove(String account, String id, String reason) throws Exception {
        return as(account)
                .send(
                        "DELETE",
                        "/api/attachments/" + id,
                        ("{\"reason\":\"" + reason + "\"}").getBytes(StandardCharsets.UTF_8),
                        "Content-Type",
                        "application/json");
    }
}
