package minqing.activity.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import minqing.bureau.access.Visitor;
import minqing.bureau.organization.UnitEntry;
import minqing.bureau.organization.UnitKeeping;
import minqing.platform.engine.DecisionTable;
import minqing.platform.engine.DecisionTables;
import org.camunda.bpm.engine.repository.DecisionDefinition;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.DmnModelInstance;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.FormElement;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;

/** 类别与责任单位: the table an administrator keeps, and what becomes of a problem when it is wrong. */
class ResponsibilityTest extends CaseTest {

    private static final String API = "/api/organization/responsibility";
    private static final String PAGE = "/organization/responsibility";
    private static final String TABLE = "responsible-unit";

    private static final ObjectMapper JSON = new ObjectMapper();

    @Autowired
    private DecisionTables tables;

    @Autowired
    private UnitKeeping units;

    @LocalServerPort
    private int port;

    private String before = "";

    private @Nullable Visitor administrator;

    @BeforeEach
    void rememberTheTable() throws Exception {
        before = deployed();
    }

    /** The other tests go on with the table of the demonstration. */
    @AfterEach
    void putTheTableBack() throws Exception {
        if (!deployed().equals(before)) {
            deploy(before);
        }
    }

    // ---- reading and changing it

    @Test
    void itIsTheAdministratorsAlone() throws Exception {
        JsonNode table = ok(get("admin", API));
        assertThat(table.at("/editable").asBoolean()).isTrue();
        assertThat(table.at("/rows")).hasSize(14);
        assertThat(table.at("/rows/1/categories").toString()).isEqualTo("[\"water\",\"air\",\"waste\"]");
        assertThat(table.at("/rows/1/urgency").asText()).isEqualTo("urgent");
        assertThat(table.at("/rows/4/towns/0").asText()).isEqualTo("别桥镇");
        assertThat(table.at("/remarks")).isEmpty();
        for (String other : List.of("office", "wuzhidong", "inspector", "supervisor", "director", "jiancha-head")) {
            assertThat(get(other, API).status()).as(other).isEqualTo(403);
            assertThat(put(other, table).status()).as(other).isEqualTo(403);
            assertThat(visitor(other).get(PAGE, "Accept", "text/html").statusCode())
                    .as(other)
                    .isEqualTo(403);
        }
    }

    @Test
    void whatIsSavedIsDeployedHoldsForTheNextProblemAndIsNoted() throws Exception {
        JsonNode table = ok(get("admin", API));
        ArrayNode rows = rows(table);
        // 噪声扰民 goes elsewhere, the first row moves down, one is gone, one is new.
        ((ObjectNode) rows.get(3))
                .put("leadUnit", "jiance")
                .set("assistingUnits", JSON.valueToTree(List.of("jiancha")));
        rows.insert(2, rows.remove(0));
        rows.remove(12);
        rows.insert(
                12,
                JSON.valueToTree(Map.of("categories", List.of("other"), "urgency", "urgent", "leadUnit", "jiancha")));

        JsonNode saved = ok(put("admin", table));

        assertThat(saved.at("/version").asInt()).isEqualTo(table.at("/version").asInt() + 1);
        assertThat(saved.at("/rows")).isEqualTo(ok(get("admin", API)).at("/rows"));
        assertThat(saved.at("/rows/3/leadUnit").asText()).isEqualTo("jiance");
        String number = report("wuzhidong");
        assertThat(problems.get(number).proposedUnit()).isEqualTo("jiance");
        assertThat(problems.get(number).proposedAssists()).containsExactly("jiancha");

        DmnModelInstance model;
        try (InputStream file =
                engine.getRepositoryService().getDecisionModel(definition().getId())) {
            model = Dmn.readModelFromStream(file);
        }
        Dmn.validateModel(model);
        assertThat(deployed()).contains("dmnElementRef=\"responsible-unit\"").contains("问题类别");

        String version = "第 " + saved.at("/version").asInt() + " 版";
        List<Map<String, Object>> noted =
                database.sql("""
                        select account, action, before, after from organization_change
                        where subject = 'responsibility' and identifier = :version order by id""").param("version", version).query().listOfRows();
        assertThat(noted).extracting(row -> row.get("account")).containsOnly("admin");
        assertThat(noted)
                .extracting(row -> row.get("action") + "|" + row.get("before") + "|" + row.get("after"))
                .containsExactlyInAnyOrder(
                        "change|1. 企业违法排污；不限；不限 → 主办：环境监察大队；协办：环境监测站|3. 企业违法排污；不限；不限 → 主办：环境监察大队；协办：环境监测站",
                        "change|4. 噪声扰民；不限；不限 → 主办：环境监察大队；协办：无|4. 噪声扰民；不限；不限 → 主办：环境监测站；协办：环境监察大队",
                        "change|13. 政策咨询与建议；不限；不限 → 主办：污染防治科；协办：无|13. 其他；不限；紧急 → 主办：环境监察大队；协办：无");
        assertThat(page("/organization/changes").text()).contains("修改类别与责任单位 " + version);
    }

    @Test
    void savingWhatIsThereAlreadyDeploysNothing() throws Exception {
        JsonNode table = ok(get("admin", API));
        assertThat(ok(put("admin", table)).at("/version").asInt())
                .isEqualTo(table.at("/version").asInt());
    }

    @Test
    void whoeverSavesOnAnOlderTableIsToldSoAndOfTwoAtOnceOneHolds() throws Exception {
        JsonNode table = ok(get("admin", API));
        rows(table).remove(0);
        ExecutorService people = Executors.newFixedThreadPool(2);
        try {
            Callable<Integer> save = () -> put("admin", table).status();
            List<Integer> answers = new ArrayList<>();
            for (Future<Integer> one : people.invokeAll(List.of(save, save))) {
                answers.add(one.get());
            }
            assertThat(answers).containsExactlyInAnyOrder(200, 409);
        } finally {
            people.shutdown();
        }
        Answer late = put("admin", table);
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.body().at("/detail").asText()).contains("刚刚被他人更改");
        assertThat(ok(get("admin", API)).at("/version").asInt())
                .isEqualTo(table.at("/version").asInt() + 1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"categories":["nothing"],"leadUnit":"jiancha"} | rows[0].categories | 没有“nothing”这一类
            {"towns":["别\\"桥"],"leadUnit":"jiancha"} | rows[0].towns | 不是乡镇名称
            {"categories":["air"],"leadUnit":"huanwei"} | rows[0].leadUnit | 没有登记过单位“huanwei”
            {"categories":["air"],"leadUnit":"epb"} | rows[0].leadUnit | 不能交办
            {"categories":["air"],"leadUnit":"jiancha","assistingUnits":["jiance","jiancha"]} | rows[0].assistingUnits | 已是主办单位
            {"categories":["air"],"assistingUnits":["jiance"]} | rows[0].leadUnit | 请选择“主办单位”
            {"urgency":"soon","leadUnit":"jiancha"} | rows[0].urgency | 只能是一般或紧急
            {"leadUnit":"jiancha"} | rows[0] | 没有写条件
            {"categories":["air"],"leadUnit":"jiancha","note":"a\\u0000"} | rows[0].note | 无法保存的字符
            null | rows[0] | 第 1 行是空的
            """)
    void aRowThatIsWrongIsRefusedByItsFieldAndNothingIsDeployed(String row, String field, String words)
            throws Exception {
        JsonNode table = ok(get("admin", API));
        rows(table).insert(0, JSON.readTree(row));

        Answer answer = put("admin", table);

        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(422);
        assertThat(answer.body().at("/errors/0/field").asText()).isEqualTo(field);
        assertThat(answer.body().at("/errors/0/message").asText()).contains(words);
        assertThat(ok(get("admin", API)).at("/version").asInt())
                .isEqualTo(table.at("/version").asInt());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"version\":1}",
                "{\"rows\":[{}]}",
                "{\"version\":VERSION,\"rows\":[]}",
                "{\"version\":VERSION,\"rows\":null}",
                "{\"version\":VERSION,\"rows\":[{\"categories\":[\"air\"],\"leadUnit\":\"jiancha\"}]}",
                "{\"version\":VERSION,\"rows\":[{\"categories\":[null,\"\"],\"towns\":null,\"assistingUnits\":[\"x\"]}]}"
            })
    void whatIsNoTableIsRefused(String body) throws Exception {
        int version = ok(get("admin", API)).at("/version").asInt();
        Answer answer =
                send("admin", MockMvcRequestBuilders.put(API), body.replace("VERSION", String.valueOf(version)));
        assertThat(answer.status()).as(answer.body().toString()).isIn(409, 422);
        assertThat(ok(get("admin", API)).at("/version").asInt()).isEqualTo(version);
    }

    @Test
    void aRowThatNamesTooManyIsRefusedBeforeItsCasesAreGoneThrough() throws Exception {
        JsonNode table = ok(get("admin", API));
        List<String> many =
                IntStream.range(0, 10_000).mapToObj(count -> "x" + count).toList();
        rows(table).insert(0, JSON.valueToTree(Map.of("categories", many, "towns", many, "leadUnit", "jiancha")));

        Answer answer = put("admin", table);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body().at("/errors").findValuesAsText("message"))
                .contains("第 1 行“类别”：不能超过 50 个。", "第 1 行“乡镇”：不能超过 50 个。");
    }

    @Test
    void aRowThatIsNeverReachedAndATownWithoutAVillageAreSaidAndSaved() throws Exception {
        JsonNode table = ok(get("admin", API));
        ArrayNode rows = rows(table);
        // Rows 5 and 6 take every case of 固体废物 with and without 别桥镇, whatever the urgency.
        rows.insert(
                6,
                JSON.valueToTree(
                        Map.of("categories", List.of("waste"), "towns", List.of("昆仑镇"), "leadUnit", "jiancha")));

        JsonNode saved = ok(put("admin", table));

        assertThat(saved.at("/remarks").findValuesAsText("message"))
                .containsExactlyInAnyOrder("第 7 行“乡镇”：没有村登记在“昆仑镇”，这个乡镇目前不会用到。", "第 7 行不会用到：它的各种情形都被上面的行先用了。");
    }

    // ---- a table that is wrong

    @Test
    void aUnitThatIsRetiredOrUnknownLeavesTheProblemToTheOfficeAndIsToldOnceToThoseWhoCanMendIt() throws Exception {
        String unit = "tuixiu" + (char) ('a' + System.nanoTime() % 26) + Long.toString(System.nanoTime() % 100_000);
        units.create("admin", new UnitEntry(unit, "退休科" + unit, "退休科" + unit, "internal", null, null, null));
        JsonNode table = ok(get("admin", API));
        ((ObjectNode) rows(table).get(3)).put("leadUnit", unit);
        ok(put("admin", table));

        UnitEntry entry = units.one(unit);
        units.change(
                "admin",
                unit,
                new UnitEntry(
                        unit,
                        entry.name(),
                        entry.sealName(),
                        entry.kind(),
                        entry.place(),
                        LocalDate.now(clock),
                        entry.version()));

        assertThat(notices("admin", unit)).containsExactly("responsible-unit-retired");
        assertThat(ok(get("admin", API)).at("/remarks/0/message").asText()).contains("第 4 行“主办单位”：“退休科" + unit + "”已于");
        assertThat(page(PAGE).text()).contains("“退休科" + unit + "”已于");

        String number = report("wuzhidong");
        assertThat(tasks(number, "triage")).hasSize(1);
        assertThat(problems.get(number).proposedUnit()).isNull();
        report("wuzhidong");
        assertThat(notices("office", unit)).containsExactly("responsible-unit-unknown");
        assertThat(notices("admin", unit)).containsExactly("responsible-unit-retired", "responsible-unit-unknown");
        assertThat(get("office", "/api/problems/" + number).body().toString()).contains("没有登记或已停用，未拟定责任单位");
        Document told = page("/informed?text=" + unit);
        assertThat(told.text()).contains("类别与责任单位表所列单位“退休科" + unit + "”没有登记或已停用");

        assertThat(opened(unit)).isEqualTo(PAGE);
        complete("office", number, "triage", "outcome", "assign", "leadUnit", "jiancha");
        assertThat(status(number)).isEqualTo("acknowledge");
    }

    @Test
    void aTableThatFailsLeavesTheProblemToTheOfficeAndIsShownNotTouched() throws Exception {
        deploy(before.replaceFirst("<text>\"enterprise\"</text>", "<text>category.unheard(1</text>"));
        assertThat(deployed()).contains("unheard");

        JsonNode table = ok(get("admin", API));
        assertThat(table.at("/editable").asBoolean()).isFalse();
        assertThat(table.at("/handMade/rows/0/inputs/0").asText()).isEqualTo("category.unheard(1");
        Document page = page(PAGE);
        assertThat(page.text()).contains("只能查看").contains("category.unheard(1");
        assertThat(page.select("main form")).isEmpty();
        Answer refused = send(
                "admin", MockMvcRequestBuilders.put(API), "{\"version\":" + table.at("/version") + ",\"rows\":[{}]}");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.body().at("/detail").asText()).contains("不能在这里修改");
        assertThat(deployed()).contains("unheard");

        String number = report("wuzhidong");
        assertThat(tasks(number, "triage")).hasSize(1);
        assertThat(problems.get(number).proposedUnit()).isNull();
        assertThat(notices("office", TABLE)).contains("responsible-unit-failed");
        assertThat(notices("admin", TABLE)).contains("responsible-unit-failed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hitPolicy=\"FIRST\" → hitPolicy=\"COLLECT\"",
                "<text>town</text> → <text>upper case(town)</text>",
                "name=\"assistingUnits\" → name=\"helpers\"",
                "<text>\"enterprise\"</text> → <text>not(\"enterprise\")</text>",
                "<text>\"jiance\"</text> → <text>if urgency = \"urgent\" then \"jiance\" else \"\"</text>"
            })
    void aTableOfAnotherKindIsLeftAlone(String change) throws Exception {
        String[] parts = change.split(" → ");
        assertThat(before).contains(parts[0]);
        deploy(before.replaceFirst(java.util.regex.Pattern.quote(parts[0]), parts[1]));
        assertThat(ok(get("admin", API)).at("/editable").asBoolean()).isFalse();
        // Whatever it says, the problem is triaged.
        assertThat(tasks(report("wuzhidong"), "triage")).hasSize(1);
    }

    @Test
    void aTableOfTimeLimitsThatFailsStopsNoProblemBeforeItIsAssigned() throws Exception {
        String limits = content("handling-time-limit");
        engine.getRepositoryService()
                .createDeployment()
                .addString("handling-time-limit.dmn", limits.replaceAll("<text>15</text>", "<text>\"soon\"</text>"))
                .deploy();
        try {
            String number = report("wuzhidong");
            Answer refused = post(
                    "office",
                    "/api/tasks/" + task(number, "triage").getId() + "/complete",
                    Map.of("outcome", "assign", "leadUnit", "jiancha"));
            assertThat(refused.status()).isEqualTo(409);
            assertThat(refused.body().at("/detail").asText()).contains("办理时限表");
            assertThat(notices("office", "handling-time-limit")).contains("handling-limit-failed");
            assertThat(opened("handling-time-limit")).isEqualTo("/camunda/app/cockpit/default/#/decisions");
            complete("office", number, "triage", "outcome", "decline", "reason", "不属本局职责");
            assertThat(status(number)).isEqualTo("declined");
        } finally {
            engine.getRepositoryService()
                    .createDeployment()
                    .addString("handling-time-limit.dmn", limits)
                    .deploy();
        }
    }

    /** Where the administrator gets from the latest notice of something. */
    private String opened(String number) throws Exception {
        long notice = database.sql("select max(id) from notice where recipient = 'admin' and number = :number")
                .param("number", number)
                .query(Long.class)
                .single();
        Visitor admin = visitor("admin");
        HttpResponse<String> opened = admin.post(
                "/informed/" + notice + "/read", Map.of("open", "true", "_csrf", admin.tokenOn("/informed")));
        return opened.headers().firstValue("Location").orElse("");
    }

    // ---- a release

    @Test
    void whatComesWithAReleaseTakesTheBureausPlaceNever() throws Exception {
        DecisionDefinition held = definition();
        tables.deployWhereNone(TABLE, resource(Files.readString(Path.of("bpmn/responsible-unit.dmn"))));
        assertThat(definition().getId()).isEqualTo(held.getId());

        String key = "limit-of-a-test-" + System.nanoTime();
        String first = content("handling-time-limit").replace("id=\"handling-time-limit\"", "id=\"" + key + "\"");
        tables.deployUnlessEdited(key, resource(first));
        tables.deployUnlessEdited(key, resource(first));
        assertThat(tables.newest(key).orElseThrow().version()).isEqualTo(1);
        // The file of a later release, while nobody has touched the table.
        tables.deployUnlessEdited(key, resource(first.replace("<text>15</text>", "<text>16</text>")));
        assertThat(tables.newest(key).orElseThrow().version()).isEqualTo(2);
        List<DecisionTable.Row> rows = tables.newest(key).orElseThrow().rows();
        tables.deployRows(key, rows.subList(1, rows.size()), Map.of());
        tables.deployUnlessEdited(key, resource(first.replace("<text>15</text>", "<text>17</text>")));
        assertThat(tables.newest(key).orElseThrow().version()).isEqualTo(3);
        assertThat(tables.newest(key).orElseThrow().rows()).hasSize(rows.size() - 1);
    }

    @Test
    void noReleaseOverridesALimitThatWasDeployedWithCamundaModeler() throws Exception {
        String key = "limit-by-hand-" + System.nanoTime();
        String content = content("handling-time-limit").replace("id=\"handling-time-limit\"", "id=\"" + key + "\"");
        for (String source : new String[] {"Camunda Modeler", null}) {
            engine.getRepositoryService()
                    .createDeployment()
                    .name("办理时限")
                    .source(source)
                    .addString(key + ".dmn", content.replace("<text>15</text>", "<text>12</text>"))
                    .deploy();
            int version = tables.newest(key).orElseThrow().version();
            tables.deployUnlessEdited(key, resource(content));
            assertThat(tables.newest(key).orElseThrow().version()).as(source).isEqualTo(version);
        }
    }

    @Test
    void theTableThatComesWithTheApplicationNamesNoUnit() throws Exception {
        assertThat(Files.readString(Path.of("bpmn/responsible-unit.dmn")))
                .doesNotContainPattern("<outputEntry[^>]*>\\s*<text>\"[^\"]");
    }

    // ---- the page

    @Test
    void thePageChangesRowsWithoutAScriptAndSavesThem() throws Exception {
        Document page = page(PAGE);
        assertThat(page.select("nav a[href=" + PAGE + "]").text()).isEqualTo("类别与责任单位");
        assertThat(page.select(".responsibility-row")).hasSize(14);
        // Enter in a field presses the first button of the form.
        assertThat(page.select("main form button[type=submit]").first().text()).isEqualTo("保存");
        assertThat(page.select("#row-14 button").eachText()).containsExactly("增加一行");

        Document moved = Jsoup.parse(sent(page, "down:0").body());
        assertThat(moved.text()).contains("改动还没有保存");
        assertThat(moved.select("#row-2 summary").first().text()).isEqualTo("企业违法排污");
        Document added = Jsoup.parse(sent(moved, "add:13").body());
        assertThat(added.select(".responsibility-row")).hasSize(15);
        HttpResponse<String> open = sent(added, "save");
        assertThat(open.statusCode()).isEqualTo(422);
        assertThat(open.body()).contains("第 14 行没有写条件");
        Document removed = Jsoup.parse(sent(added, "remove:13").body());
        assertThat(ok(get("admin", API)).at("/rows/0/categories/0").asText()).isEqualTo("enterprise");

        HttpResponse<String> saved = sent(removed, "save");
        assertThat(saved.statusCode()).isEqualTo(302);
        assertThat(saved.headers().firstValue("Location").orElse("")).endsWith(PAGE);
        assertThat(ok(get("admin", API)).at("/rows/1/categories/0").asText()).isEqualTo("enterprise");
        assertThat(ok(get("admin", API)).at("/rows/0/note").asText()).startsWith("紧急污染");

        HttpResponse<String> late = sent(page, "save");
        assertThat(late.statusCode()).isEqualTo(409);
        assertThat(Jsoup.parse(late.body()).text()).contains("刚刚被他人更改").contains("重新打开");
        for (String odd : List.of("up:0", "down:13", "remove:99", "add:999", "explode")) {
            assertThat(sent(removed, odd).statusCode()).as(odd).isIn(200, 409);
        }
    }

    // ---- helpers

    private static ArrayNode rows(JsonNode table) {
        ((ObjectNode) table).retain("version", "rows");
        return (ArrayNode) table.at("/rows");
    }

    private static JsonNode ok(Answer answer) {
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        return answer.body();
    }

    private Answer put(String account, JsonNode table) throws Exception {
        ObjectNode wanted = table.deepCopy();
        wanted.retain("version", "rows");
        return send(account, MockMvcRequestBuilders.put(API), wanted.toString());
    }

    private Answer send(String account, MockHttpServletRequestBuilder request, String body) throws Exception {
        MockHttpServletResponse response = http.perform(request.with(httpBasic(account, "minqing-demo"))
                        .contentType(MediaType.APPLICATION_JSON)
                        .content(body))
                .andReturn()
                .getResponse();
        return new Answer(response.getStatus(), JSON.readTree(response.getContentAsString(StandardCharsets.UTF_8)));
    }

    private Visitor visitor(String account) throws Exception {
        Visitor visitor = new Visitor(port);
        visitor.logIn(account, "minqing-demo");
        return visitor;
    }

    /** A page as the administrator sees it. */
    private Document page(String path) throws Exception {
        return Jsoup.parse(administrator().get(path, "Accept", "text/html").body());
    }

    private Visitor administrator() throws Exception {
        if (administrator == null) {
            administrator = visitor("admin");
        }
        return administrator;
    }

    /** The form as the browser sends it when the button is pressed. */
    private HttpResponse<String> sent(Document page, String step) throws Exception {
        List<Map.Entry<String, String>> fields = new ArrayList<>();
        ((FormElement) page.select("main form").first())
                .formData()
                .forEach(field -> fields.add(Map.entry(field.key(), field.value())));
        fields.removeIf(field -> field.getKey().equals("_csrf"));
        fields.add(Map.entry("_csrf", administrator().tokenOn(PAGE)));
        fields.add(Map.entry("step", step));
        return administrator().post(PAGE, fields, "Accept", "text/html");
    }

    private DecisionDefinition definition() {
        return engine.getRepositoryService()
                .createDecisionDefinitionQuery()
                .decisionDefinitionKey(TABLE)
                .latestVersion()
                .singleResult();
    }

    private String deployed() throws Exception {
        return content(TABLE);
    }

    private String content(String key) throws Exception {
        String id = engine.getRepositoryService()
                .createDecisionDefinitionQuery()
                .decisionDefinitionKey(key)
                .latestVersion()
                .singleResult()
                .getId();
        try (InputStream file = engine.getRepositoryService().getDecisionModel(id)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private void deploy(String content) {
        engine.getRepositoryService()
                .createDeployment()
                .addString(TABLE + ".dmn", content)
                .deploy();
    }

    private static ByteArrayResource resource(String content) {
        return new ByteArrayResource(content.getBytes(StandardCharsets.UTF_8));
    }
}
