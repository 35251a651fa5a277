package minqing.bureau.administration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import minqing.bureau.access.Visitor;
import minqing.testing.Logged;
import minqing.testing.Multipart;
import org.apache.poi.xssf.usermodel.XSSFRow;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An administrator makes many accounts at once from a list. */
class AccountImportTest extends OrganizationKeepingTest {

    private static final String IMPORT = API + "/accounts/import";
    private static final String HEADINGS = "用户名,姓名,单位,是否负责人,角色\n";

    /** Other tests look at who there is. */
    @AfterEach
    void theyLeaveNoTrace() {
        directory.accounts().stream()
                .filter(account -> account.id().startsWith("listed"))
                .forEach(account -> identities.deleteUser(account.id()));
    }

    @Test
    void everybodyOnAListGetsTheGroupsOfTheirPlaceAndAPasswordForOneLogin() throws Exception {
        Client.Answer made = admin.upload(
                IMPORT,
                text(HEADINGS
                        + "listed-head,纪一,环境监测站,是,\n"
                        + "listed-two,纪二,jiance,否,\n"
                        + "listed-town,纪三,别桥镇人民政府,,\n"
                        + "listed-chief,纪四,市环境保护局,,局领导、审批领导\n"
                        + "listed-look,纪五,,,检查\n"));

        assertThat(made.status()).as(made.body()).isEqualTo(201);
        assertThat(groups("listed-head")).containsExactlyInAnyOrder("unit-jiance", "head-jiance");
        assertThat(groups("listed-two")).containsExactly("unit-jiance");
        assertThat(groups("listed-town")).containsExactly("unit-bieqiao");
        assertThat(groups("listed-chief")).containsExactlyInAnyOrder("leader", "approver");
        assertThat(groups("listed-look")).containsExactly("inspector");
        JsonNode first = made.json().at("/made/0");
        assertThat(first.at("/name").asText()).isEqualTo("纪一");
        assertThat(first.at("/unit").asText()).isEqualTo("环境监测站");
        String password = first.at("/password").asText();
        Visitor person = new Visitor(port);
        assertThat(person.logIn("listed-head", password).headers().firstValue("Location"))
                .hasValueSatisfying(address -> assertThat(address).doesNotContain("error"));
        assertThat(person.get("/", "Accept", "text/html").headers().firstValue("Location"))
                .hasValueSatisfying(address -> assertThat(address).endsWith("/password"));
        assertThat(passwords(made.json())).doesNotHaveDuplicates().hasSize(5);
    }

    @Test
    void theEmptyListIsFilledInWithExcelAndBroughtIn() throws Exception {
        byte[] empty = admin.download("/organization/accounts.xlsx").body();
        assertThat(admin.download(IMPORT).body()).isNotEmpty();
        ByteArrayOutputStream filled = new ByteArrayOutputStream();
        try (XSSFWorkbook book = new XSSFWorkbook(new ByteArrayInputStream(empty))) {
            XSSFSheet sheet = book.getSheetAt(0);
            List<String> headings = new ArrayList<>();
            sheet.getRow(0).forEach(cell -> headings.add(cell.getStringCellValue()));
            assertThat(headings).containsExactly("用户名", "姓名", "单位", "是否负责人", "角色");
            assertThat(sheet.getDataValidations())
                    .as("单位 and 是否负责人 are chosen from a list")
                    .hasSize(2);
            fill(sheet, 1, "listed-xlsx", "周  表", "环境监测站", "是", "");
            fill(sheet, 2, "ｌｉｓｔｅｄ２", "全角", "", "", "办公室，督查");
            book.write(filled);
        }
        Client.Answer made = admin.upload(IMPORT, filled.toByteArray());

        assertThat(made.status()).as(made.body()).isEqualTo(201);
        assertThat(directory.account("listed-xlsx").orElseThrow().name()).isEqualTo("周表");
        assertThat(groups("listed-xlsx")).containsExactlyInAnyOrder("unit-jiance", "head-jiance");
        assertThat(groups("listed2")).containsExactlyInAnyOrder("office", "supervisor");
    }

    @Test
    void oneFaultKeepsEverybodyOutAndEachIsNamedByLineColumnAndValue() throws Exception {
        String list = HEADINGS
                + "listed-good,好的,环境监测站,,\n"
                + "Listed,大写,环境监测站,,\n"
                + "listed-b,,环境监测站,,\n"
                + "listed-c,丙,监测所,,\n"
                + "listed-d,丁,环境监测站,也许,\n"
                + "listed-e,戊,,,办公司\n"
                + "listed-f,己,,,\n"
                + "listed-g,庚,市环境保护局,是,办公室\n"
                + "listed-good,重复,环境监测站,,\n"
                + "office,陈晓燕,,,办公室\n";
        Client.Answer refused = admin.upload(IMPORT, list.getBytes(Charset.forName("GB18030")));

        assertThat(refused.status()).isEqualTo(422);
        List<String> words = StreamSupport.stream(refused.json().at("/errors").spliterator(), false)
                .map(fault -> fault.at("/message").asText())
                .toList();
        assertThat(words).hasSize(9);
        assertThat(words.get(0)).startsWith("第 3 行“用户名”：“Listed”只能用小写字母和数字");
        assertThat(words.get(1)).isEqualTo("第 4 行“姓名”：请填写。");
        assertThat(words.get(2)).isEqualTo("第 5 行“单位”：没有登记过“监测所”，或者已停用。");
        assertThat(words.get(3)).isEqualTo("第 6 行“是否负责人”：“也许”应为“是”或“否”。");
        assertThat(words.get(4)).startsWith("第 7 行“角色”：没有“办公司”这个角色，可以写：局领导、办公室");
        assertThat(words.get(5)).startsWith("第 8 行“角色”：己既没有角色，也没有科室或外单位");
        assertThat(words.get(6)).isEqualTo("第 9 行“是否负责人”：填了“是”，但没有填科室或外单位。");
        assertThat(words.get(7)).isEqualTo("第 10 行“用户名”：“listed-good”与第 2 行重复。");
        assertThat(words.get(8)).startsWith("第 11 行“用户名”：“office”已有账户（陈晓燕）");
        assertThat(directory.account("listed-good")).isEmpty();
        assertThat(refused.json().at("/errors/0/field").asText()).isEqualTo("3.account");
    }

    @Test
    void anAccountThatIsThereIsPassedOverOnRequestButNeverGivenToSomebodyElse() throws Exception {
        byte[] list = text(HEADINGS + "office,陈晓燕,,,办公室\nlisted-new,新人,,,办公室\n");
        Client.Answer made = admin.upload(IMPORT + "?skipExisting=true", list);
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        assertThat(made.text("/passedOver/0")).isEqualTo("office");
        assertThat(made.json().at("/made")).hasSize(1);
        assertThat(groups("office")).containsExactly("office");

        Client.Answer other = admin.upload(
                IMPORT + "?skipExisting=true", text(HEADINGS + "office,别的人,,,办公室\nlisted-late,晚到,,,办公室\n"));
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.text("/errors/0/message")).isEqualTo("第 2 行“用户名”：“office”是陈晓燕的账户，不是别的人的，请另取一个用户名。");
        assertThat(directory.account("listed-late")).isEmpty();
    }

    @Test
    void thePasswordsStandInTheAnswerAndNowhereElse() throws Exception {
        Multipart form = new Multipart().file("file", "list.csv", text(HEADINGS + "listed-secret,密一,,,办公室\n"));
        HttpRequest call = HttpRequest.newBuilder(URI.create("http://localhost:" + port + IMPORT))
                .header("Authorization", Visitor.basic("admin", "minqing-demo")[1])
                .header("Content-Type", form.contentType())
                .header("Idempotency-Key", "accounts-from-a-list")
                .POST(BodyPublishers.ofByteArray(form.body()))
                .build();
        HttpClient http = HttpClient.newHttpClient();
        try (Logged logged = Logged.capture()) {
            HttpResponse<String> made = http.send(call, BodyHandlers.ofString());
            assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
            assertThat(made.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
            String password =
                    passwords(new ObjectMapper().readTree(made.body())).get(0);
            assertThat(password).hasSizeGreaterThanOrEqualTo(14);

            HttpResponse<String> again = http.send(call, BodyHandlers.ofString());
            assertThat(again.statusCode()).isEqualTo(201);
            assertThat(again.headers().firstValue("Idempotency-Replayed")).contains("true");
            assertThat(again.body()).contains("listed-secret").doesNotContain(password);
            assertThat(String.join("\n", logged.lines())).doesNotContain(password);
            assertThat(tablesHolding(password)).isEmpty();
        }
    }

    @Test
    void onlyAnAdministratorBringsAListIn() throws Exception {
        byte[] list = text(HEADINGS + "listed-not,不行,,,系统管理员\n");
        assertThat(Client.as("office", port).upload(IMPORT, list).status()).isEqualTo(403);
        assertThat(Client.as("office", port).get(IMPORT).status()).isEqualTo(403);
        assertThat(Client.as("office", port)
                        .get("/organization/accounts/import")
                        .status())
                .isEqualTo(403);
        assertThat(directory.account("listed-not")).isEmpty();
        Document page =
                Jsoup.parse(administrator().get("/organization/accounts/import").body());
        assertThat(page.select("main h1")).hasSize(1);
        assertThat(page.text()).doesNotContain("??", "administration.");
        assertThat(admin.upload(IMPORT, new byte[0]).status()).isEqualTo(422);
        assertThat(admin.upload(IMPORT, text("姓名,单位\n甲,环境监测站\n")).text("/errors/0/message"))
                .isEqualTo("第 1 行：缺少“用户名”栏。");
    }

    /** Every table of the database that holds the text in any of its columns. */
    private List<String> tablesHolding(String text) {
        return database
                .sql(
                        "select table_name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'")
                .query(String.class)
                .list()
                .stream()
                .filter(table -> database.sql("select exists (select 1 from \"" + table
                                + "\" one where one::text like :text " + "or one::text like :bytes)")
                        .params(Map.of(
                                "text",
                                "%" + text + "%",
                                "bytes",
                                "%" + java.util.HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8)) + "%"))
                        .query(Boolean.class)
                        .single())
                .toList();
    }

    private static List<String> passwords(JsonNode answer) {
        return StreamSupport.stream(answer.at("/made").spliterator(), false)
                .map(one -> one.at("/password").asText())
                .toList();
    }

    private java.util.Set<String> groups(String account) {
        return directory.account(account).orElseThrow().groups();
    }

    private static void fill(XSSFSheet sheet, int number, String... values) {
        XSSFRow row = sheet.getRow(number) == null ? sheet.createRow(number) : sheet.getRow(number);
        for (int column = 0; column < values.length; column++) {
            row.createCell(column).setCellValue(values[column]);
        }
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
