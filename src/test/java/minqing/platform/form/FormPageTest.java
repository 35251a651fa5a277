package minqing.platform.form;

import static minqing.platform.form.TestForms.CONTEXT;
import static minqing.platform.form.TestForms.form;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import minqing.platform.fault.Conflict;
import minqing.platform.fault.FieldFault;
import minqing.platform.fault.InvalidInput;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FormPageTest {

    private static final String OUTCOME =
            "{'type':'radio','key':'outcome','label':'意见','validate':{'required':true},'values':["
                    + "{'value':'accept','label':'签收'},{'value':'object','label':'异议'},{'value':'pass','label':'转交'}]}";

    private static Document untouched(Map<String, Object> known, String... components) {
        return FormPage.document(TestForms.views(known).untouched(form(components), CONTEXT));
    }

    private static Document untouched(String... components) {
        return untouched(Map.of(), components);
    }

    /** The page after a submission that the validator refused. */
    private static Document again(Map<String, ?> submitted, String... components) {
        FormSchema schema = form(components);
        try {
            TestForms.validator(Map.of()).validate(schema, submitted, CONTEXT);
        } catch (InvalidInput invalid) {
            return FormPage.document(TestForms.views(Map.of()).again(schema, CONTEXT, submitted, invalid));
        }
        throw new AssertionError("not refused");
    }

    private static Element one(Document page, String selector) {
        assertThat(page.select(selector)).as(selector).hasSize(1);
        return page.select(selector).get(0);
    }

    @Test
    void aTextFieldHasItsLabelDescriptionAndLimit() {
        Document page = untouched("{'type':'textfield','key':'title','label':'标题','description':'一句话说明',"
                + "'validate':{'required':true,'maxLength':60}}");

        Element input = one(page, "input[name=title]");
        assertThat(input.attr("type")).isEqualTo("text");
        assertThat(input.id()).isEqualTo("test-title");
        assertThat(input.hasAttr("required")).isTrue();
        assertThat(input.hasAttr("maxlength")).as("nothing is cut off silently").isFalse();
        assertThat(input.attr("autocomplete")).isEqualTo("off");
        assertThat(input.hasAttr("aria-invalid")).isFalse();
        assertThat(one(page, "label[for=test-title]").text()).isEqualTo("标题 * 必填");
        Element description = page.getElementById(input.attr("aria-describedby"));
        assertThat(description.text()).isEqualTo("一句话说明；最多 60 字");
    }

    @Test
    void anOptionalFieldHasNoMark() {
        Document page = untouched("{'type':'textfield','key':'title','label':'标题'}");

        assertThat(one(page, "label[for=test-title]").text()).isEqualTo("标题");
        assertThat(one(page, "input").hasAttr("required")).isFalse();
        assertThat(one(page, "input").hasAttr("aria-describedby")).isFalse();
    }

    @Test
    void aPhoneShowsTheRightKeyboard() {
        Document page = untouched(
                "{'type':'number','key':'days','label':'天数','decimalDigits':0,'validate':{'min':1},"
                        + "'appearance':{'prefixAdorner':'约','suffixAdorner':'天'}}",
                "{'type':'number','key':'area','label':'面积','validate':{'min':0}}",
                "{'type':'number','key':'heat','label':'温度'}",
                "{'type':'textfield','key':'tel','label':'电话','properties':{'inputmode':'tel','autocomplete':'tel'}}",
                "{'type':'textfield','key':'mail','label':'邮箱','validate':{'validationType':'email'}}");

        assertThat(one(page, "[name=days]").attr("inputmode")).isEqualTo("numeric");
        assertThat(one(page, "[name=days]").attr("type")).isEqualTo("text");
        assertThat(one(page, "[name=days]").parent().select(".input-group-text").eachText())
                .containsExactly("约", "天");
        assertThat(one(page, "[name=area]").attr("inputmode")).isEqualTo("decimal");
        assertThat(one(page, "[name=heat]").hasAttr("inputmode")).isFalse();
        assertThat(one(page, "[name=tel]").attr("type")).isEqualTo("tel");
        assertThat(one(page, "[name=tel]").attr("inputmode")).isEqualTo("tel");
        assertThat(one(page, "[name=tel]").attr("autocomplete")).isEqualTo("tel");
        assertThat(one(page, "[name=mail]").attr("type")).isEqualTo("email");
    }

    @Test
    void datesAndTimesHaveThePhonesOwnPickers() {
        Document page = untouched(
                Map.of(
                        "day", LocalDate.of(2026, 7, 9),
                        "time", LocalTime.of(9, 30),
                        "moment", LocalDateTime.of(2026, 7, 9, 9, 30)),
                "{'type':'datetime','key':'day','subtype':'date','dateLabel':'日期','disallowPassedDates':true}",
                "{'type':'datetime','key':'time','subtype':'time','timeLabel':'时间','timeSerializingFormat':'no_timezone'}",
                "{'type':'datetime','key':'moment','subtype':'datetime','dateLabel':'日期','timeLabel':'时间',"
                        + "'timeSerializingFormat':'no_timezone'}");

        assertThat(one(page, "[name=day]").attr("type")).isEqualTo("date");
        assertThat(one(page, "[name=day]").val()).isEqualTo("2026-07-09");
        assertThat(one(page, "[name=day]").attr("min")).isEqualTo("2026-07-05");
        assertThat(one(page, "[name=day]").attr("max")).isEqualTo("2199-12-31");
        assertThat(one(page, "[name=time]").attr("type")).isEqualTo("time");
        assertThat(one(page, "[name=time]").val()).isEqualTo("09:30");
        assertThat(one(page, "[name=moment]").attr("type")).isEqualTo("datetime-local");
        assertThat(one(page, "[name=moment]").val()).isEqualTo("2026-07-09T09:30");
    }

    @Test
    void choicesAreLargeTargetsWithTheirOwnLabels() {
        Document page = untouched(
                Map.of("list", List.of("b"), "village", "lijia"),
                "{'type':'radio','key':'urgency','label':'紧急程度','defaultValue':'n','validate':{'required':true},'values':["
                        + "{'value':'n','label':'一般'},{'value':'u','label':'紧急'}]}",
                "{'type':'checklist','key':'list','label':'单位','values':["
                        + "{'value':'a','label':'甲'},{'value':'b','label':'乙'}]}",
                "{'type':'taglist','key':'tags','label':'标签','valuesKey':'units'}",
                "{'type':'select','key':'village','label':'村','valuesKey':'villages'}",
                "{'type':'checkbox','key':'box','label':'这是检举控告','defaultValue':true}");

        assertThat(page.select("input[type=radio][name=urgency]").eachAttr("value"))
                .containsExactly("n", "u");
        assertThat(one(page, "input[name=urgency][checked]").val()).isEqualTo("n");
        Element group = one(page, "fieldset[role=radiogroup]");
        assertThat(group.attr("aria-required")).isEqualTo("true");
        assertThat(one(page, "fieldset[role=radiogroup] > legend").text()).isEqualTo("紧急程度 * 必填");
        for (Element radio : page.select("input[type=radio], input[type=checkbox]")) {
            Element label = one(page, "label[for=" + radio.id() + "]");
            assertThat(label.classNames()).contains("list-group-item", "py-3");
            assertThat(label.text()).isNotBlank();
        }
        assertThat(page.select("input[type=checkbox][name=list]")).hasSize(2);
        assertThat(one(page, "input[name=list][checked]").val()).isEqualTo("b");
        assertThat(page.select("input[type=checkbox][name=tags]").eachAttr("value"))
                .containsExactly("jiancha", "jiance");
        assertThat(page.select("select[name=village] option").eachAttr("value"))
                .containsExactly("", "chenjia", "lijia");
        assertThat(page.select("select[name=village] option").eachText())
                .containsExactly("请选择", "chenjia（office）", "lijia（office）");
        assertThat(one(page, "select[name=village] option[selected]").val()).isEqualTo("lijia");
        assertThat(one(page, "input[name=box]").val()).isEqualTo("true");
        assertThat(one(page, "input[name=box]").hasAttr("checked")).isTrue();
    }

    @Test
    void whatIsReadOnlyIsWordsAndHasNoInput() {
        Document page = untouched(
                Map.of(
                        "note",
                        "第一行\n<b>第二行</b>",
                        "day",
                        LocalDate.of(2026, 7, 5),
                        "choice",
                        "b",
                        "box",
                        true,
                        "days",
                        new BigDecimal("1E+1"),
                        "secret",
                        "not asked for"),
                "{'type':'textarea','key':'note','label':'案情','disabled':true}",
                "{'type':'datetime','key':'day','subtype':'date','dateLabel':'日期','readonly':true}",
                "{'type':'radio','key':'choice','label':'选择','readonly':true,'values':["
                        + "{'value':'a','label':'甲'},{'value':'b','label':'乙'}]}",
                "{'type':'checkbox','key':'box','label':'勾选','disabled':true}",
                "{'type':'number','key':'days','label':'天数','disabled':true}",
                "{'type':'textfield','key':'empty','label':'其他','disabled':true}",
                "{'type':'textfield','key':'open','label':'可填'}");

        assertThat(page.select("input, select, textarea").eachAttr("name")).containsExactly("open");
        assertThat(page.getElementById("test-note").select("div > div").eachText())
                .containsExactly("第一行", "<b>第二行</b>");
        assertThat(page.getElementById("test-day").text()).isEqualTo("2026年7月5日");
        assertThat(page.getElementById("test-choice").text()).isEqualTo("乙");
        assertThat(page.getElementById("test-box").text()).isEqualTo("是");
        assertThat(page.getElementById("test-days").text()).isEqualTo("10");
        assertThat(page.getElementById("test-empty").text()).isEqualTo("（无）");
        assertThat(page.html()).doesNotContain("not asked for");
    }

    @Test
    void whatOnlyTasklistShowsIsNotOnThePage() {
        Document page = untouched(
                Map.of("summary", "已经在旁边"),
                "{'type':'textarea','key':'summary','label':'案情','disabled':true,'properties':{'show':'tasklist'}}",
                OUTCOME);

        assertThat(page.text()).doesNotContain("案情", "已经在旁边");
    }

    @Test
    void groupsTextsAndLinesAreLaidOut() {
        Document page = untouched(
                "{'type':'text','text':'# 标题\\n说明 a 和 b\\n- 一项'}",
                "{'type':'separator'}",
                "{'type':'spacer','height':20}",
                "{'type':'group','label':'外组','components':[{'type':'group','label':'内组','components':[" + OUTCOME
                        + "]}]}");

        assertThat(one(page, "h3").text()).isEqualTo("标题");
        assertThat(one(page, "p").text()).isEqualTo("说明 a 和 b");
        assertThat(page.select("hr")).hasSize(1);
        assertThat(one(page, "fieldset fieldset fieldset[role=radiogroup]").text())
                .contains("签收");
        assertThat(page.select("fieldset > legend").eachText()).containsExactly("外组", "内组", "意见 * 必填");
    }

    @Test
    void faultsStandAboveTheFormAndAtTheirFields() {
        Document page = again(
                Map.of("contact", "1".repeat(21), "content", "旧内容", "list", List.of("a", "x")),
                "{'type':'textfield','key':'contact','label':'联系电话','description':'手机','validate':{'maxLength':20}}",
                "{'type':'textarea','key':'content','label':'内容'}",
                OUTCOME,
                "{'type':'checklist','key':'list','label':'单位','values':[{'value':'a','label':'甲'}]}");

        Element summary = one(page, "[data-form-faults]");
        assertThat(summary.attr("role")).isEqualTo("alert");
        assertThat(summary.attr("tabindex")).isEqualTo("-1");
        assertThat(summary.select("h2").text()).isEqualTo("请更正以下 3 处");
        assertThat(summary.select("a").eachText()).containsExactly("“联系电话”不能超过 20 个字", "请选择“意见”", "“单位”不在可选范围内，请重新选择");
        for (Element link : summary.select("a")) {
            Element target = page.getElementById(link.attr("href").substring(1));
            assertThat(target).as(link.attr("href")).isNotNull();
            assertThat(target.tagName()).isEqualTo("input");
        }
        Element contact = one(page, "[name=contact]");
        assertThat(contact.attr("aria-invalid")).isEqualTo("true");
        assertThat(contact.classNames()).contains("is-invalid");
        assertThat(contact.attr("aria-describedby")).isEqualTo("test-contact-description test-contact-error");
        assertThat(page.getElementById("test-contact-error").text()).isEqualTo("“联系电话”不能超过 20 个字");
        assertThat(contact.val()).as("what was entered is kept").isEqualTo("1".repeat(21));
        assertThat(one(page, "[name=content]").text()).isEqualTo("旧内容");
        assertThat(one(page, "[name=content]").hasAttr("aria-invalid")).isFalse();
        assertThat(one(page, "fieldset[role=radiogroup]").attr("aria-describedby"))
                .isEqualTo("test-outcome-error");
        assertThat(one(page, "fieldset[role=radiogroup]").attr("aria-invalid")).isEqualTo("true");
        assertThat(one(page, "[name=list]").hasAttr("checked")).isTrue();
    }

    @Test
    void afterASubmissionADefaultValueOrAKnownValueDoesNotComeBack() {
        FormSchema schema = form(
                "{'type':'textfield','key':'title','label':'标题','defaultValue':'默认'}",
                "{'type':'textfield','key':'known','label':'已知'}",
                "{'type':'checkbox','key':'box','label':'勾选','defaultValue':true}",
                "{'type':'textfield','key':'fixed','label':'固定','disabled':true}");
        FormViews views = TestForms.views(Map.of("known", "旧值", "fixed", "不变"));

        Document first = FormPage.document(views.untouched(schema, CONTEXT));
        Document second = FormPage.document(views.again(
                schema, CONTEXT, Map.of("title", "", "fixed", "改了"), InvalidInput.of("title", "form.required", "标题")));

        assertThat(first.select("[name=title]").val()).isEqualTo("默认");
        assertThat(first.select("[name=known]").val()).isEqualTo("旧值");
        assertThat(second.select("[name=title]").val()).isEmpty();
        assertThat(second.select("[name=known]").val()).isEmpty();
        assertThat(second.select("[name=box]").hasAttr("checked")).isFalse();
        assertThat(second.getElementById("test-fixed").text()).isEqualTo("不变");
    }

    @Test
    void aFaultOfNoFieldIsToldWithoutALink() {
        FormSchema schema = form(OUTCOME);
        FormViews views = TestForms.views(Map.of());

        Document refused = FormPage.document(
                views.again(schema, CONTEXT, Map.of("outcome", "object"), new Conflict("form.nothing")));
        Document unknown = FormPage.document(views.again(
                schema,
                CONTEXT,
                Map.of(),
                new InvalidInput(List.of(new FieldFault("status", "form.unknown-field", "status")))));

        assertThat(one(refused, "[data-form-faults] li").text()).isEqualTo("（无）");
        assertThat(refused.select("[data-form-faults] a")).isEmpty();
        assertThat(one(refused, "[name=outcome][checked]").val()).isEqualTo("object");
        assertThat(one(unknown, "[data-form-faults] li").text()).isEqualTo("表单中没有“status”这一项");
        assertThat(unknown.select("[data-form-faults] a")).isEmpty();
    }

    @Test
    void whatIsEnteredIsNeverMarkup() {
        String attack = "\"><script>alert(1)</script>'${7*7}[[${7*7}]]";
        Document page = again(
                Map.of("a", attack, "b", attack, "outcome", attack),
                "{'type':'textfield','key':'a','label':'甲'}",
                "{'type':'textarea','key':'b','label':'乙'}",
                OUTCOME);

        assertThat(page.select("script")).hasSize(1);
        assertThat(page.select("script").attr("src")).isEqualTo("/form/form.js");
        assertThat(one(page, "[name=a]").val()).isEqualTo(attack);
        assertThat(one(page, "[name=b]").text()).isEqualTo(attack);
    }

    @Test
    void aConditionalFieldIsThereWithoutScriptAndSaysWhenItApplies() {
        Document page = untouched(
                OUTCOME,
                "{'type':'checkbox','key':'accusation','label':'检举'}",
                "{'type':'textarea','key':'a','label':'甲','validate':{'required':true},"
                        + "'conditional':{'hide':'=outcome != \\\"object\\\"'}}",
                "{'type':'textfield','key':'b','label':'乙','conditional':{'hide':'=outcome = \\\"accept\\\" or outcome = null'}}",
                "{'type':'textfield','key':'c','label':'丙','conditional':{'hide':'=accusation != true'}}",
                "{'type':'textfield','key':'d','label':'丁','conditional':{'hide':'=accusation'}}",
                "{'type':'textfield','key':'e','label':'戊','conditional':{'hide':'=accusation and outcome = null'}}");

        Element item = one(page, "[data-form-field=a]");
        assertThat(item.attr("data-form-hide")).isEqualTo("[\"!=\",\"outcome\",\"object\"]");
        assertThat(item.hasAttr("hidden")).isFalse();
        Element area = one(page, "textarea[name=a]");
        assertThat(area.hasAttr("required"))
                .as("a browser without script must not insist on it")
                .isFalse();
        assertThat(area.hasAttr("data-form-required")).isTrue();
        assertThat(page.select("[data-form-no-script]").eachText())
                .containsExactly(
                        "仅当“意见”为“异议”时填写", "仅当“意见”为“异议”或“转交”时填写", "仅在勾选“检举”时填写", "仅在不勾选“检举”时填写", "视其他各项的选择，可能无须填写");
    }

    @Test
    void twoFormsOnOnePageHaveTheirOwnIds() {
        FormViews views = TestForms.views(Map.of());
        FormView one = views.untouched(form(OUTCOME), CONTEXT);
        FormView other = views.untouched(
                FormSchemas.parse("other", TestForms.json(OUTCOME).replace("\"test\"", "\"other\"")), CONTEXT);

        Set<String> ids = new HashSet<>(FormPage.document(one).select("[id]").eachAttr("id"));
        assertThat(ids).isNotEmpty();
        assertThat(FormPage.document(other).select("[id]").eachAttr("id")).doesNotContainAnyElementsOf(ids);
    }

    static Stream<Path> files() throws Exception {
        return FormFilesTest.files();
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyFormOfTheProductIsShownWithLabelsAndWithoutInlineScriptOrStyle(Path file) throws Exception {
        FormSchema schema =
                FormSchemas.parse(file.getFileName().toString().replace(".form", ""), Files.readString(file));
        Map<String, OptionSource> sources = new HashMap<>();
        schema.fields().stream()
                .flatMap(field -> Stream.of(field.valuesKey(), field.suggestions()))
                .filter(Objects::nonNull)
                .forEach(key -> sources.put(key, TestForms.source(key, "one", "two")));
        FormViews views = new FormViews(
                new FormOptions(List.copyOf(sources.values())),
                TestForms.prefill(Map.of()),
                TestForms.messages(),
                TestForms.CLOCK);

        String html = FormPage.html(views.untouched(schema, CONTEXT));

        Document page = org.jsoup.Jsoup.parse(html);
        for (FormField field : schema.fields()) {
            if (!field.readOnly()) {
                assertThat(page.select("[name=" + field.key() + "]"))
                        .as(field.key())
                        .isNotEmpty()
                        .allMatch(input ->
                                page.select("label[for=" + input.id() + "]").size() == 1);
            }
        }
        List<String> ids = page.select("[id]").eachAttr("id");
        assertThat(ids).doesNotHaveDuplicates();
        assertThat(page.select("[style], style, script:not([src])")).isEmpty();
        assertThat(page.getAllElements())
                .flatExtracting(element -> element.attributes().asList())
                .noneMatch(attribute -> attribute.getKey().startsWith("on")
                        || attribute.getKey().startsWith("th:"));
        assertThat(page.text()).doesNotContain("??", "form.");
    }
}
