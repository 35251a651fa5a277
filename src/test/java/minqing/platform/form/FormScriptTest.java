package minqing.platform.form;

import static minqing.platform.form.TestForms.CONTEXT;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import minqing.platform.fault.InvalidInput;
import minqing.testing.Chromium;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The page's script in a real browser, under the strictest content security policy, on a phone's screen. */
class FormScriptTest {

    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; form-action 'self'";

    private static final String OUTCOME = "{'type':'radio','key':'outcome','label':'意见','values':["
            + "{'value':'accept','label':'签收'},{'value':'object','label':'异议'}]}";
    private static final String BOX = "{'type':'checkbox','key':'box','label':'勾选'}";
    private static final String DAYS = "{'type':'number','key':'days','label':'天数'}";
    private static final String LIST = "{'type':'checklist','key':'list','label':'单位','values':["
            + "{'value':'a','label':'甲'},{'value':'b','label':'乙'}]}";
    private static final String NAME = "{'type':'textfield','key':'name','label':'姓名'}";
    private static final String VILLAGE = "{'type':'select','key':'village','label':'村','valuesKey':'villages'}";
    private static final String DAY = "{'type':'datetime','key':'day','subtype':'date','dateLabel':'日期'}";

    /** Fills in the form as a person would, answers the fields that are hidden then. */
    private static final String FILL_IN = """
            values => {
              for (const input of document.querySelectorAll("input, select, textarea")) {
                const value = values[input.name];
                if (value === undefined) continue;
                if (input.type === "radio") input.checked = input.value === value;
                else if (input.type === "checkbox") input.checked = value === true || [].concat(value).includes(input.value);
                else input.value = value;
              }
              document.querySelector("[name=days]").dispatchEvent(new Event("input", {bubbles: true}));
              return [...document.querySelectorAll("[data-form-field]")]
                .filter(item => item.hidden).map(item => item.dataset.formField);
            }
            """;

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    private Page page;

    private void open(boolean script, FormView view) {
        page = CHROMIUM.page(options -> options.setViewportSize(360, 740).setJavaScriptEnabled(script));
        page.route("**/*", route -> {
            String path = java.net.URI.create(route.request().url()).getPath();
            switch (path) {
                case "/" -> answer(route, "text/html", FormPage.html(view));
                case "/form/form.js" -> answer(route, "text/javascript", resource("/static/form/form.js"));
                case "/bootstrap.css" ->
                    answer(
                            route,
                            "text/css",
                            resource("/META-INF/resources/webjars/bootstrap/5.3.8/css/bootstrap.min.css"));
                default -> route.fulfill(new Route.FulfillOptions().setStatus(204));
            }
        });
        page.navigate("http://minqing.test/");
    }

    private static void answer(Route route, String type, String body) {
        route.fulfill(new Route.FulfillOptions()
                .setContentType(type + "; charset=utf-8")
                .setHeaders(Map.of("Content-Security-Policy", POLICY, "Content-Type", type + "; charset=utf-8"))
                .setBody(body));
    }

    private static String resource(String name) {
        try (var stream = FormScriptTest.class.getResourceAsStream(name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (java.io.IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }

    private static String when(String key, String hide) {
        return "{'type':'textfield','key':'" + key + "','label':'" + key + "项','conditional':{'hide':'"
                + hide.replace("\"", "\\\"") + "'}}";
    }

    private boolean visible(String key) {
        return page.locator("[name=" + key + "]").first().isVisible();
    }

    @Test
    void aFieldAppearsWhenItsConditionNoLongerHolds() {
        open(true, untouched(OUTCOME, when("reason", "=outcome != \"object\"")));

        assertThat(visible("reason")).isFalse();
        assertThat(page.locator("[name=reason]").isDisabled()).isTrue();
        page.getByLabel("异议").check();
        assertThat(visible("reason")).isTrue();
        assertThat(page.locator("[name=reason]").isEnabled()).isTrue();
        assertThat(page.locator("[data-form-no-script]").isVisible()).isFalse();
        page.getByLabel("签收").check();
        assertThat(visible("reason")).isFalse();
    }

    @Test
    void withoutScriptEverythingIsVisibleAndSaysWhenItApplies() {
        open(false, untouched(OUTCOME, when("reason", "=outcome != \"object\"")));

        assertThat(visible("reason")).isTrue();
        assertThat(page.getByText("仅当“意见”为“异议”时填写").isVisible()).isTrue();
    }

    @Test
    void aHiddenRequiredFieldIsNotInsistedOn() {
        open(
                true,
                untouched(
                        OUTCOME,
                        "{'type':'textarea','key':'reason','label':'理由','validate':{'required':true},"
                                + "'conditional':{'hide':'=outcome != \\\"object\\\"'}}"));

        assertThat(page.evaluate("document.forms[0].checkValidity()")).isEqualTo(true);
        page.getByLabel("异议").check();
        assertThat(page.evaluate("document.forms[0].checkValidity()")).isEqualTo(false);
    }

    @Test
    void aGroupIsHiddenWithItsFields() {
        open(
                true,
                untouched(
                        BOX,
                        "{'type':'group','label':'外组','conditional':{'hide':'=not(box)'},'components':["
                                + when("inner", "=name = \"x\"") + "," + NAME + "]}"));

        assertThat(page.getByText("外组").isVisible()).isFalse();
        assertThat(page.locator("[name=inner]").isDisabled()).isTrue();
        page.getByLabel("勾选").check();
        assertThat(visible("inner")).isTrue();
        page.locator("[name=name]").fill("x");
        assertThat(visible("inner")).isFalse();
        assertThat(page.locator("[name=name]").isEnabled()).isTrue();
    }

    @Test
    void aReadOnlyValueCountsInConditions() {
        FormSchema schema = TestForms.form(
                "{'type':'checkbox','key':'accusation','label':'检举','disabled':true}",
                "{'type':'number','key':'limit','label':'期限','disabled':true}",
                when("a", "=accusation"),
                when("b", "=limit > 5"));
        open(true, TestForms.views(Map.of("accusation", true, "limit", 3)).untouched(schema, CONTEXT));

        assertThat(visible("a")).isFalse();
        assertThat(visible("b")).isTrue();
    }

    @Test
    void theSummaryOfFaultsHasTheFocusAndLeadsToTheField() {
        FormSchema schema = TestForms.form(NAME, "{'type':'textfield','key':'far','label':'远处'}");
        open(
                true,
                TestForms.views(Map.of())
                        .again(schema, CONTEXT, Map.of(), InvalidInput.of("far", "form.required", "远处")));

        assertThat(page.evaluate("document.activeElement.hasAttribute('data-form-faults')"))
                .isEqualTo(true);
        page.getByText("请填写“远处”").first().click();
        assertThat(page.evaluate("document.activeElement.name || location.hash"))
                .isIn("far", "#test-far");
    }

    @Test
    void aNarrowPhoneNeedsNoSidewaysScrollingAndTargetsAreLarge() {
        open(
                true,
                untouched(
                        OUTCOME,
                        BOX,
                        LIST,
                        VILLAGE,
                        DAY,
                        "{'type':'textfield','key':'long','label':'一个非常长的标签用来检查在窄屏手机上是否会换行而不是撑破页面'," + "'description':'"
                                + "说明".repeat(60) + "','appearance':{'suffixAdorner':'平方米'}}"));

        assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(360);
        for (var label : page.locator("label.list-group-item").all()) {
            assertThat(label.boundingBox().height).isGreaterThanOrEqualTo(44);
        }
        for (var input : page.locator("select, input:not([type=radio]):not([type=checkbox])")
                .all()) {
            assertThat(input.boundingBox().height).isGreaterThanOrEqualTo(44);
        }
    }

    /** For every condition and every way to fill in the form, the browser shows exactly what the server would read. */
    @Test
    void theScriptHidesWhatTheServerHides() {
        List<String> conditions = List.of(
                "=outcome = \"accept\"",
                "=outcome != \"accept\"",
                "=outcome = null",
                "=outcome != null",
                "=not(outcome = \"accept\")",
                "=outcome in (\"accept\", \"object\")",
                "=not(outcome in [\"object\"])",
                "=list contains([\"accept\"], outcome)",
                "=box",
                "=not(box)",
                "=box != true",
                "=box = false",
                "=days = 5",
                "=days != 5",
                "=days = null",
                "=days > 5",
                "=5 >= days",
                "=not(days < 5)",
                "=days in (5, 7.5)",
                "=list contains(list, \"a\")",
                "=not(list contains(list, \"a\"))",
                "=name = \"\"",
                "=name != \"张三\"",
                "=village = null",
                "=village != \"lijia\"",
                "=day = null",
                "=day != null",
                "=box and outcome = \"accept\" or days > 5",
                "=box and (outcome = \"accept\" or days > 5)",
                "=not(box or days > 5)",
                "=not(box and days > 5)",
                "=(days > 5 or box) and not(list contains(list, \"b\"))",
                "=chained = \"x\"",
                "=chained = \"\"",
                "=not(list contains(more, \"a\"))");
        List<String> components = new ArrayList<>(List.of(OUTCOME, BOX, DAYS, LIST, NAME, VILLAGE, DAY));
        for (int i = 0; i < conditions.size(); i++) {
            components.add(when("when" + i, conditions.get(i)));
        }
        components.add(when("chained", "=box"));
        components.add(
                LIST.replace("'list'", "'more'").replace("'label':'单位'", "'label':'更多','conditional':{'hide':'=box'}"));
        FormSchema schema = TestForms.form(components.toArray(String[]::new));
        open(true, TestForms.views(Map.of()).untouched(schema, CONTEXT));

        Set<String> everHidden = new TreeSet<>();
        Set<String> everShown = new TreeSet<>();
        for (String outcome : List.of("", "accept", "object")) {
            for (boolean box : new boolean[] {false, true}) {
                for (String rest : List.of(
                        "|||||", "5|a|张三|lijia|2026-07-05|x", "7.5|b| 张三 |chenjia||", "many||x|||y", "-6|ab||||")) {
                    String[] parts = rest.split("\\|", -1);
                    Map<String, Object> submitted = new HashMap<>();
                    submitted.put("outcome", outcome);
                    submitted.put("box", box);
                    submitted.put("days", parts[0]);
                    submitted.put(
                            "list",
                            Stream.of("a", "b").filter(parts[1]::contains).toList());
                    submitted.put("name", parts[2]);
                    submitted.put("village", parts[3]);
                    submitted.put("day", parts[4]);
                    submitted.put("chained", parts[5]);

                    Set<String> server = hiddenByTheServer(schema, submitted);
                    @SuppressWarnings("unchecked")
                    Set<String> hidden = new TreeSet<>((List<String>) page.evaluate(FILL_IN, submitted));

                    assertThat(hidden).as("%s", submitted).isEqualTo(server);
                    everHidden.addAll(hidden);
                    schema.fields().stream()
                            .map(FormField::key)
                            .filter(key -> !hidden.contains(key))
                            .forEach(everShown::add);
                }
            }
        }
        for (int i = 0; i < conditions.size(); i++) {
            assertThat(everHidden).as(conditions.get(i)).contains("when" + i);
            assertThat(everShown).as(conditions.get(i)).contains("when" + i);
        }
    }

    private static Set<String> hiddenByTheServer(FormSchema schema, Map<String, Object> submitted) {
        Map<String, FieldReader.Reading> readings = new HashMap<>();
        FormOptions options = TestForms.options();
        schema.fields()
                .forEach(field -> readings.put(
                        field.key(),
                        new FieldReader(field, () -> options.options(field, CONTEXT), () -> null)
                                .read(submitted.get(field.key()))));
        FieldVisibility visibility = schema.visibility(FormValidator.operands(schema, readings, Map::of));
        Set<String> hidden = new TreeSet<>();
        schema.fields().stream().filter(visibility::hidden).map(FormField::key).forEach(hidden::add);
        return hidden;
    }

    private static FormView untouched(String... components) {
        return TestForms.views(Map.of()).untouched(TestForms.form(components), CONTEXT);
    }
}
