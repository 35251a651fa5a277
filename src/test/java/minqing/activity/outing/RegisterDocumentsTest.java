package minqing.activity.outing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import minqing.bureau.organization.Account;
import minqing.bureau.web.Caller;
import minqing.platform.document.DocumentFile;
import minqing.platform.document.Format;
import minqing.testing.DocumentText;
import minqing.testing.Multipart;
import minqing.testing.SampleFiles;
import org.apache.poi.ss.usermodel.DataFormatter;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;

/** What leaves the house on paper: the registers as lists and as annexes, and the files of an outing. */
class RegisterDocumentsTest extends OutingTest {

    private static final String NAME = "欧阳垚喆";
    private static final String PHONE = "13876540177";

    private static final Map<String, List<String>> COLUMNS = columns();

    @LocalServerPort
    private int port;

    private static Map<String, List<String>> columns() {
        Map<String, List<String>> columns = new LinkedHashMap<>();
        columns.put("labour", List.of("姓名", "单位、职务", "劳动时间", "劳动地点", "参加生产劳动具体情况", "备注"));
        columns.put("receptions", List.of("姓名", "单位", "职务", "接访时间", "接访地点", "接访对象", "信访事由", "信访接待情况", "备注"));
        columns.put("forums", List.of("姓名", "单位", "职务", "时间", "地点", "与会人员", "座谈主题", "座谈情况", "备注"));
        columns.put("diaries", List.of("姓名", "单位、职务", "时间", "地点", "所见所闻", "意见建议", "个人感受", "备注"));
        columns.put("problems", List.of("姓名", "单位、职务", "问题", "主要内容", "解决处理情况", "下步打算", "备注"));
        return columns;
    }

    @Test
    void everyRegisterComesOutAsAListInTheColumnsOfItsAnnex() throws Exception {
        String mark = UUID.randomUUID().toString();
        enter("wuzhidong", everything(mark));
        for (String register : COLUMNS.keySet()) {
            String path = "/api/registers/" + register + ".xlsx?text=" + mark;
            MockHttpServletResponse answer =
                    document("inspector", path + "&leader=wuzhidong&from=" + today() + "&to=" + today());
            assertThat(answer.getStatus()).as(register).isEqualTo(200);
            assertThat(answer.getContentType()).isEqualTo(Format.XLSX.mediaType());
            assertThat(answer.getHeader("Cache-Control")).isEqualTo("private, no-store");
            assertThat(answer.getHeader("Content-Disposition"))
                    .isEqualTo(new DocumentFile(
                                    title(register) + "-吴志东-" + today() + "起-" + today() + "止.xlsx",
                                    Format.XLSX,
                                    new byte[0])
                            .contentDisposition());
            List<List<String>> rows = rows(answer);
            assertThat(rows.get(0)).contains(title(register));
            int header = rows.indexOf(COLUMNS.get(register));
            assertThat(header).as(register + rows).isPositive();
            assertThat(rows).as(register).hasSize(header + 2);
            assertThat(rows.get(header + 1)).as(register).startsWith("吴志东").anyMatch(cell -> cell.contains(mark));
            for (String other :
                    List.of("&leader=xiejiandong", "&from=" + today().plusDays(1), "&to=" + today().minusDays(1))) {
                assertThat(rows(document("inspector", path + other)))
                        .as(register + other)
                        .hasSize(header + 1);
            }
        }
        List<String> labour = last(rows(document("office", "/api/registers/labour.xlsx?text=" + mark)));
        assertThat(labour.subList(1, 6))
                .containsExactly("市环境保护局 局领导班子成员", day() + "上午", "村口", "=1+1\n清沟垚喆" + mark, "晴");
        List<String> forum = last(rows(document("office", "/api/registers/forums.xlsx?text=" + mark)));
        assertThat(forum.get(5)).isEqualTo("村民代表（参加领导：吴志东、" + name("zhouwei") + "）");
        assertThat(forum.get(8)).isEqualTo("总结反馈座谈会");
        List<String> diary = last(rows(document("office", "/api/registers/diaries.xlsx?text=" + mark)));
        assertThat(diary.get(3)).contains("上市村");
        assertThat(diary.subList(4, 8)).containsExactly("水清" + mark, "修路", "要再来", "政策建议");
    }

    @Test
    void everyRecordComesOutAsItsAnnex() throws Exception {
        String mark = UUID.randomUUID().toString();
        enter("wuzhidong", everything(mark));
        Map<String, List<String>> told = Map.of(
                "labour", List.of("=1+1", "清沟垚喆" + mark, "村口", "晴"),
                "receptions", List.of("欧**等3人", "灌溉用水" + mark, "集体访"),
                "forums", List.of("村民代表", "议题" + mark, "谈了修路", "总结反馈座谈会"),
                "diaries", List.of("水清" + mark, "修路", "要再来", "政策建议"),
                "problems", List.of("村口积水", "雨后积水" + mark));
        for (String register : COLUMNS.keySet()) {
            String id = row("inspector", register, mark);
            for (String format : List.of("docx", "pdf")) {
                MockHttpServletResponse answer =
                        document("inspector", "/api/registers/" + register + "/" + id + "." + format);
                assertThat(answer.getStatus()).as(register + id + format).isEqualTo(200);
                assertThat(answer.getContentType())
                        .isEqualTo(Format.valueOf(format.toUpperCase(java.util.Locale.ROOT))
                                .mediaType());
                assertThat(answer.getHeader("Cache-Control")).isEqualTo("private, no-store");
                assertThat(answer.getHeader("Content-Disposition"))
                        .isEqualTo(new DocumentFile(
                                        title(register) + "-吴志东-" + today() + "." + format, Format.PDF, new byte[0])
                                .contentDisposition());
                String text = text(format, answer);
                assertThat(text).as(register + format).contains(title(register), "吴志东");
                for (String part : told.get(register)) {
                    assertThat(text).as(register + format).contains(part);
                }
            }
        }
    }

    @Test
    void whoCameIsMaskedForEverybodyWhoDoesNotAskForMore() throws Exception {
        String mark = UUID.randomUUID().toString();
        String number = enter("wuzhidong", everything(mark));
        String id = row("inspector", "receptions", mark);
        long before = readings(number);
        for (String reader : List.of("wuzhidong", "office", "deputy", "xiejiandong", "inspector", "jijian")) {
            for (String path : List.of("/" + id + ".docx?unmasked=false", "/" + id + ".pdf?", ".xlsx?text=" + mark)) {
                MockHttpServletResponse answer = document(reader, "/api/registers/receptions" + path);
                assertThat(answer.getStatus()).as(reader + path).isEqualTo(200);
                String format = path.replaceAll("^[^.]*\\.|\\?.*", "");
                assertThat(text(format, answer))
                        .as(reader + path)
                        .contains("欧**", "灌溉用水" + mark)
                        .doesNotContain(NAME, PHONE, "事由暗记", "情况暗记");
                assertThat(marks(format, answer)).as(reader + path).doesNotContain(name("office"));
            }
        }
        assertThat(readings(number)).isEqualTo(before);
        String without = enter("wuzhidong", outing("receptions", List.of(reception("place", "村部" + mark))));
        assertThat(last(rows(document("inspector", "/api/registers/receptions.xlsx?text=村部" + mark))))
                .contains("内容不公开");
        assertThat(readings(without)).isZero();
    }

    @Test
    void whoeverMustKnowGetsItInFullWithNameAndDateOnEveryPageAndIsNoted() throws Exception {
        String mark = UUID.randomUUID().toString();
        String own = enter("wuzhidong", everything(mark));
        String id = row("inspector", "receptions", mark);
        for (String reader : List.of("wuzhidong", "office")) {
            for (String format : List.of("docx", "pdf")) {
                long before = readings(own);
                MockHttpServletResponse answer =
                        document(reader, "/api/registers/receptions/" + id + "." + format + "?unmasked=true");
                assertThat(text(format, answer))
                        .as(reader + format)
                        .contains(NAME + "等3人", "事由暗记", "情况暗记")
                        .doesNotContain(PHONE);
                assertThat(marks(format, answer)).as(reader + format).contains(name(reader) + day());
                assertThat(readings(own)).isEqualTo(before + 1);
                assertThat(answer.getHeader("Content-Disposition"))
                        .isEqualTo(document(reader, "/api/registers/receptions/" + id + "." + format)
                                .getHeader("Content-Disposition"));
            }
        }
        assertThat(database.sql("""
                                select distinct part from access_log
                                where subject = 'outing' and identifier = :number and account = 'wuzhidong'""").param("number", own).query(String.class).list())
                .containsExactly("reception/" + id + "/document");

        String others =
                enter("xiejiandong", outing("receptions", List.of(reception("summary", "灌溉用水二" + mark, "people", 1))));
        String list = "/api/registers/receptions.xlsx?unmasked=true&text=" + mark;
        long before = readings(own);
        MockHttpServletResponse whole = document("office", list);
        assertThat(text("xlsx", whole)).contains(NAME, "王大明");
        assertThat(marks("xlsx", whole)).contains(name("office") + day());
        assertThat(readings(own)).isEqualTo(before + 1);
        assertThat(readings(others)).isEqualTo(1);
        MockHttpServletResponse part = document("wuzhidong", list);
        assertThat(text("xlsx", part)).contains(NAME, "王**").doesNotContain("王大明");
        assertThat(marks("xlsx", part)).contains(name("wuzhidong") + day());
        assertThat(readings(own)).isEqualTo(before + 2);
        assertThat(readings(others)).isEqualTo(1);
    }

    @Test
    void whoeverNeedNotKnowIsRefusedWhatIsNotMasked() throws Exception {
        String mark = UUID.randomUUID().toString();
        String number = enter("wuzhidong", everything(mark));
        String id = row("inspector", "receptions", mark);
        for (String other : List.of("xiejiandong", "deputy", "supervisor", "inspector", "jijian")) {
            for (String path : List.of(
                    "/" + id + ".docx?unmasked=true",
                    "/" + id + ".pdf?unmasked=true",
                    ".xlsx?unmasked=true&text=" + mark)) {
                MockHttpServletResponse answer = document(other, "/api/registers/receptions" + path);
                assertThat(answer.getStatus()).as(other + path).isEqualTo(403);
                assertThat(answer.getContentAsString(java.nio.charset.StandardCharsets.UTF_8))
                        .contains("不遮盖")
                        .doesNotContain(NAME);
            }
        }
        assertThat(readings(number)).isZero();
        for (String wrong : List.of("unmasked=perhaps", "from=2026-02-30", "to=yesterday")) {
            assertThat(document("office", "/api/registers/receptions.xlsx?" + wrong)
                            .getStatus())
                    .as(wrong)
                    .isEqualTo(422);
        }
        for (String far : List.of("from=%2B999999999-12-31", "to=-999999999-01-01")) {
            for (String register : List.of("receptions", "problems")) {
                assertThat(document("office", "/api/registers/" + register + ".xlsx?" + far)
                                .getStatus())
                        .as(register + far)
                        .isLessThan(500);
            }
        }
    }

    @Test
    void whatAPersonMayNotReadOrDoesNotCountIsNotThere() throws Exception {
        String mark = UUID.randomUUID().toString();
        enter("wuzhidong", everything(mark));
        for (String register : COLUMNS.keySet()) {
            String id = row("inspector", register, mark);
            for (String stranger : List.of("jiancha", "bieqiao")) {
                assertThat(text("xlsx", document(stranger, "/api/registers/" + register + ".xlsx")))
                        .as(stranger + register)
                        .doesNotContain(mark);
                for (String path : List.of(id + ".docx", id + ".pdf", id + ".pdf?unmasked=true")) {
                    assertThat(document(stranger, "/api/registers/" + register + "/" + path)
                                    .getStatus())
                            .as(stranger + register + path)
                            .isEqualTo(404);
                }
            }
            for (String path : List.of("0.docx", "x.pdf", "99999999999999999999.pdf", id + ".odt", id + ".xlsx")) {
                assertThat(document("office", "/api/registers/" + register + "/" + path)
                                .getStatus())
                        .as(register + path)
                        .isEqualTo(404);
            }
        }
        assertThat(document("office", "/api/registers/visits.xlsx").getStatus()).isEqualTo(404);
        assertThat(http.perform(MockMvcRequestBuilders.get("/api/registers/labour.xlsx"))
                        .andReturn()
                        .getResponse()
                        .getStatus())
                .isEqualTo(401);

        String waiting = UUID.randomUUID().toString();
        Map<String, Object> onBehalf = everything(waiting);
        onBehalf.put("leader", "wuzhidong");
        onBehalf.remove("problems");
        JsonNode entered =
                get("jiancha", "/api/outings/" + enter("jiancha", onBehalf)).body();
        assertThat(document("office", "/api/registers/labour/" + entered.at("/labour/0/id") + ".pdf")
                        .getStatus())
                .isEqualTo(404);
        assertThat(text("xlsx", document("office", "/api/registers/labour.xlsx?text=" + waiting)))
                .doesNotContain(waiting);
        assertThat(page("office", "/outings/" + entered.get("id").asText()).select("a[href^=/api/registers]"))
                .isEmpty();
    }

    @Test
    void thePagesLeadToTheDocumentsTheReaderMayHave() throws Exception {
        String mark = UUID.randomUUID().toString();
        String number = enter("wuzhidong", everything(mark));
        List<String> pages = new ArrayList<>(List.of("/outings/" + number));
        COLUMNS.keySet().forEach(register -> pages.add("/registers/" + register + "?text=" + mark));
        for (String reader : List.of("office", "inspector")) {
            Caller caller = Caller.as(reader, port);
            for (String address : pages) {
                Document page =
                        Jsoup.parse(caller.get(address, "Accept", "text/html").body());
                assertThat(page.text()).doesNotContain("outing.", "??");
                List<Element> links = page.select("a[href^=/api/registers]");
                boolean people = reader.equals("office") && !address.matches("/registers/(labour|forums|diar|prob).*");
                if (address.startsWith("/outings")) {
                    assertThat(links).as(reader + address).hasSize(people ? 12 : 10);
                } else {
                    assertThat(links).as(reader + address).hasSize(people ? 6 : 3);
                }
                for (Element link : links) {
                    assertThat(link.closest(".no-print")).as(link.outerHtml()).isNotNull();
                    HttpResponse<byte[]> answer = caller.fetch(link.attr("href"));
                    assertThat(answer.statusCode())
                            .as(reader + link.attr("href"))
                            .isEqualTo(200);
                    String format = link.attr("href").replaceAll("\\?.*|.*\\.(?=[a-z]+(\\?|$))", "");
                    assertThat(DocumentText.of(format, answer.body()))
                            .as(reader + link.attr("href"))
                            .contains("吴志东");
                    assertThat(DocumentText.of(format, answer.body()).contains(NAME))
                            .as(reader + link.attr("href"))
                            .isEqualTo(link.attr("href").contains("unmasked=true"));
                }
            }
        }
        assertThat(page("office", "/registers/labour?text=" + UUID.randomUUID()).select("a[href^=/api/registers]"))
                .isEmpty();
    }

    @Test
    void filesOfAnOutingAreAttachedByItsPeopleAndReadByWhoReadsIt() throws Exception {
        Map<String, Object> onBehalf = outing("leader", "wuzhidong", "labour", List.of(fields("work", "清沟")));
        String number = enter("jiancha", onBehalf);
        String attached = null;
        for (String worker : List.of("wuzhidong", "jiancha", "office")) {
            HttpResponse<String> answer = attach(worker, number);
            assertThat(answer.statusCode()).as(worker + answer.body()).isEqualTo(201);
            attached = Caller.json(answer).at("/items/0/id").asText();
        }
        for (String reader : List.of("xiejiandong", "inspector")) {
            assertThat(attach(reader, number).statusCode()).as(reader).isEqualTo(403);
            assertThat(get(reader, "/api/outings/" + number + "/attachments")
                            .body()
                            .get("total")
                            .asInt())
                    .isEqualTo(3);
            assertThat(Caller.as(reader, port)
                            .fetch("/api/attachments/" + attached)
                            .statusCode())
                    .isEqualTo(200);
            assertThat(page(reader, "/outings/" + number).select(".attachments-add"))
                    .isEmpty();
        }
        for (String stranger : List.of("jiance", "bieqiao")) {
            assertThat(attach(stranger, number).statusCode()).as(stranger).isEqualTo(404);
            assertThat(get(stranger, "/api/outings/" + number + "/attachments").status())
                    .isEqualTo(404);
            assertThat(Caller.as(stranger, port)
                            .fetch("/api/attachments/" + attached)
                            .statusCode())
                    .isEqualTo(404);
        }
        Document page = page("jiancha", "/outings/" + number);
        assertThat(page.select(".attachments-list img")).hasSize(3);
        assertThat(page.select("form.attachments-add")).hasSize(1);

        Answer deleted =
                post("wuzhidong", "/api/outings/" + number + "/delete", fields("version", 1, "reason", "重复录入"));
        assertThat(deleted.status()).as(deleted.body().toString()).isEqualTo(200);
        assertThat(attach("wuzhidong", number).statusCode()).isEqualTo(409);
    }

    // ---- what is sent

    private Map<String, Object> everything(String mark) {
        return outing(
                "labour",
                List.of(fields("work", "=1+1\n清沟垚喆" + mark, "place", "村口", "time", "上午", "remark", "晴")),
                "receptions",
                List.of(reception(
                        "visitor",
                        NAME,
                        "contact",
                        PHONE,
                        "matter",
                        "事由暗记",
                        "text",
                        "情况暗记",
                        "people",
                        3,
                        "group",
                        true,
                        "summary",
                        "灌溉用水" + mark)),
                "forums",
                List.of(fields(
                        "topic",
                        "议题" + mark,
                        "attendees",
                        "村民代表",
                        "leaders",
                        List.of("zhouwei"),
                        "text",
                        "谈了修路",
                        "closing",
                        true)),
                "diary",
                fields("seen", "水清" + mark, "opinions", "修路", "reflections", "要再来", "policySuggestion", true),
                "problems",
                List.of(problem("content", "雨后积水" + mark)));
    }

    private HttpResponse<String> attach(String account, String number) throws Exception {
        return Caller.as(account, port)
                .upload(
                        "/api/outings/" + number + "/attachments",
                        new Multipart().file("files", "劳动现场.jpg", SampleFiles.jpeg(60, 40)));
    }

    // ---- what comes back

    private MockHttpServletResponse document(String account, String path) throws Exception {
        return http.perform(MockMvcRequestBuilders.get(path).with(httpBasic(account, "minqing-demo")))
                .andReturn()
                .getResponse();
    }

    private Document page(String account, String path) throws Exception {
        HttpResponse<String> answer = Caller.as(account, port).get(path, "Accept", "text/html");
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return Jsoup.parse(answer.body());
    }

    /** The id by which the one row found is asked for. */
    private String row(String account, String register, String mark) throws Exception {
        JsonNode found =
                get(account, "/api/registers/" + register + "?text=" + mark).body();
        assertThat(found.get("total").asInt()).as(register).isEqualTo(1);
        return found.at("/items/0/" + (register.equals("problems") ? "number" : "id"))
                .asText();
    }

    private static String text(String format, MockHttpServletResponse answer) throws Exception {
        assertThat(answer.getStatus()).isEqualTo(200);
        return DocumentText.of(format, answer.getContentAsByteArray());
    }

    /** What stands on every page: the text with its header. */
    private static String marks(String format, MockHttpServletResponse answer) throws Exception {
        if (!format.equals("docx")) {
            return text(format, answer);
        }
        try (XWPFDocument document = new XWPFDocument(new ByteArrayInputStream(answer.getContentAsByteArray()))) {
            StringBuilder headers = new StringBuilder();
            document.getHeaderList()
                    .forEach(header -> headers.append(header._getHdrFtr().xmlText()));
            return headers.toString().replaceAll("\\s+", "");
        }
    }

    private static List<List<String>> rows(MockHttpServletResponse answer) throws Exception {
        assertThat(answer.getStatus()).isEqualTo(200);
        DataFormatter shown = new DataFormatter();
        List<List<String>> rows = new ArrayList<>();
        try (XSSFWorkbook book = new XSSFWorkbook(new ByteArrayInputStream(answer.getContentAsByteArray()))) {
            for (Row row : book.getSheetAt(0)) {
                List<String> cells = new ArrayList<>();
                row.forEach(cell -> cells.add(shown.formatCellValue(cell)));
                rows.add(cells);
            }
        }
        return rows;
    }

    private static List<String> last(List<List<String>> rows) {
        return rows.get(rows.size() - 1);
    }

    private static String title(String register) {
        return "“领导干部下基层”活动"
                + switch (register) {
                    case "labour" -> "生产劳动情况登记表";
                    case "receptions" -> "信访接待情况登记表";
                    case "forums" -> "座谈会情况登记表";
                    case "diaries" -> "民情日记";
                    default -> "问题解决情况登记表";
                };
    }

    private String name(String account) {
        return directory.account(account).map(Account::name).orElseThrow();
    }

    private String day() {
        return today().getYear() + "年" + today().getMonthValue() + "月" + today().getDayOfMonth() + "日";
    }

    private long readings(String number) {
        return database.sql("select count(*) from access_log where subject = 'outing' and identifier = :number")
                .param("number", number)
                .query(Long.class)
                .single();
    }
}
