package minqing.platform.form;

import static minqing.platform.form.TestForms.form;
import static minqing.platform.form.TestForms.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormSchemaTest {

    private static final String NAME = "{'type':'textfield','key':'name','label':'姓名'}";

    @Test
    void aFieldHasTheRulesOfItsComponent() {
        FormSchema schema = form(
                "{'type':'textfield','key':'phone','label':'联系电话','description':'手机或固定电话',"
                        + "'validate':{'required':true,'minLength':7,'maxLength':20,'pattern':'^[0-9-]+$'},"
                        + "'properties':{'data':'personal'}}",
                "{'type':'number','key':'days','label':'天数','decimalDigits':0,'increment':'5','defaultValue':10,"
                        + "'validate':{'min':5,'max':30},'appearance':{'suffixAdorner':'天'}}",
                "{'type':'datetime','key':'day','dateLabel':'日期','subtype':'date','disallowPassedDates':true,"
                        + "'defaultValue':'2026-07-05'}");

        FormField phone = schema.field("phone").orElseThrow();
        assertThat(phone.type()).isEqualTo(FieldType.TEXT);
        assertThat(phone.label()).isEqualTo("联系电话");
        assertThat(phone.description()).isEqualTo("手机或固定电话");
        assertThat(phone.required()).isTrue();
        assertThat(phone.minLength()).isEqualTo(7);
        assertThat(phone.maxLength()).isEqualTo(20);
        assertThat(phone.pattern().pattern()).isEqualTo("^[0-9-]+$");
        assertThat(phone.properties()).containsEntry("data", "personal");
        FormField days = schema.field("days").orElseThrow();
        assertThat(days.minimum()).isEqualByComparingTo("5");
        assertThat(days.maximum()).isEqualByComparingTo("30");
        assertThat(days.step()).isEqualByComparingTo("5");
        assertThat(days.decimalDigits()).isZero();
        assertThat(days.suffix()).isEqualTo("天");
        assertThat(days.defaultValue()).isEqualTo(BigDecimal.TEN);
        FormField day = schema.field("day").orElseThrow();
        assertThat(day.label()).isEqualTo("日期");
        assertThat(day.notPast()).isTrue();
        assertThat(day.defaultValue()).isEqualTo(LocalDate.of(2026, 7, 5));
    }

    @Test
    void fieldsAreFoundInNestedGroupsAndInheritTheirConditions() {
        FormSchema schema = form(
                "{'type':'checkbox','key':'more','label':'更多'}",
                "{'type':'group','label':'外层','conditional':{'hide':'=more != true'},'components':["
                        + "{'type':'group','label':'内层','components':["
                        + "{'type':'textfield','key':'inner','label':'内容','conditional':{'hide':'=other = \\'x\\''}}]}]}"
                                .replace("\\'", "\\\""),
                "{'type':'textfield','key':'other','label':'其他'}");

        assertThat(schema.fields()).extracting(FormField::key).containsExactly("more", "inner", "other");
        assertThat(schema.elements()).hasSize(3);
        assertThat(schema.hiddenBy("inner"))
                .extracting(Condition::toString)
                .containsExactly("[!=, more, true]", "[=, other, x]");
        assertThat(schema.hiddenBy("other")).isEmpty();
    }

    @Test
    void aTextIsSetAsHeadingsParagraphsAndItems() {
        FormSchema schema = form(NAME, "{'type':'text','text':'## 说明\\n\\n请如实填写。\\n- 时间\\n- 地点'}");

        assertThat(((FormElement.Text) schema.elements().get(1)).paragraphs())
                .containsExactly(
                        new FormElement.Paragraph(FormElement.Paragraph.Style.HEADING, "说明"),
                        new FormElement.Paragraph(FormElement.Paragraph.Style.PLAIN, "请如实填写。"),
                        new FormElement.Paragraph(FormElement.Paragraph.Style.ITEM, "时间"),
                        new FormElement.Paragraph(FormElement.Paragraph.Style.ITEM, "地点"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "filepicker",
                "documentPreview",
                "dynamiclist",
                "table",
                "image",
                "html",
                "iframe",
                "button",
                "expression",
                "default",
                "Textfield",
                "unheard-of",
                ""
            })
    void aComponentThatNotAllOfThemSupportIsRefused(String type) {
        assertThatThrownBy(() -> form(NAME, "{'type':'" + type + "','key':'thing','label':'东西'}"))
                .isInstanceOf(InvalidSchema.class)
                .hasMessageStartingWith("test.form: has a component of type \"" + type + "\"");
    }

    @Test
    void anUnsupportedComponentIsFoundInsideAGroup() {
        assertThatThrownBy(() -> form(
                        NAME,
                        "{'type':'group','label':'组','components':[{'type':'filepicker','key':'f','label':'文件'}]}"))
                .isInstanceOf(InvalidSchema.class)
                .hasMessageContaining("filepicker");
    }

    static Stream<Arguments> wrongComponents() {
        return Stream.of(
                Arguments.of("{'type':'textfield','label':'姓名'}", "without key"),
                Arguments.of("{'type':'textfield','key':'a.b','label':'姓名'}", "letters and digits only"),
                Arguments.of("{'type':'textfield','key':'a-b','label':'姓名'}", "letters and digits only"),
                Arguments.of("{'type':'textfield','key':'and','label':'姓名'}", "no word of FEEL"),
                Arguments.of("{'type':'textfield','key':'x'}", "x has no label"),
                Arguments.of("{'type':'textfield','key':'x','label':' '}", "x has no label"),
                Arguments.of("{'type':'textfield','key':'x','label':'Name'}", "not Chinese"),
                Arguments.of("{'type':'textfield','key':'x','label':'=姓名'}", "label is a template"),
                Arguments.of("{'type':'textfield','key':'x','label':'姓名','description':'{{a}}'}", "is a template"),
                Arguments.of("{'type':'textfield','key':'x','label':'姓名','validation':{}}", "the property validation"),
                Arguments.of("{'type':'textfield','key':'x','label':'姓名','validate':[]}", "validate is no object"),
                Arguments.of(
                        "{'type':'textfield','key':'x','label':'姓名','validate':{'max':3}}", "has the property max"),
                Arguments.of(
                        "{'type':'textarea','key':'x','label':'姓名','validate':{'pattern':'^a$'}}",
                        "has the property pattern"),
                Arguments.of(
                        "{'type':'textfield','key':'x','label':'姓名','validate':{'required':'yes'}}",
                        "neither true nor false"),
                Arguments.of("{'type':'textfield','key':'x','label':'姓名','validate':{'maxLength':-1}}", "is no count"),
                Arguments.of("{'type':'textfield','key':'x','label':'姓名','validate':{'maxLength':2.5}}", "is no count"),
                Arguments.of(
                        "{'type':'textfield','key':'x','label':'姓名','validate':{'maxLength':'=n'}}", "is no number"),
                Arguments.of(
                        "{'type':'textfield','key':'x','label':'姓名','validate':{'maxLength':20001}}", "above 20000"),
                Arguments.of(
                        "{'type':'textfield','key':'x','label':'姓名','validate':{'minLength':5,'maxLength':4}}",
                        "as short as maxLength"),
                Arguments.of(
                        "{'type':'textfield','key':'x','label':'电话','validate':{'validationType':'phone'}}",
                        "use a pattern"),
                Arguments.of("{'type':'number','key':'x','label':'数','validate':{'min':3,'max':2}}", "above max"),
                Arguments.of("{'type':'number','key':'x','label':'数','increment':0}", "not above 0"),
                Arguments.of("{'type':'number','key':'x','label':'数','serializeToString':true}", "serializeToString"),
                Arguments.of("{'type':'number','key':'x','label':'数','defaultValue':'many'}", "can't hold"),
                Arguments.of("{'type':'datetime','key':'x','label':'日期','subtype':'date'}", "no dateLabel"),
                Arguments.of("{'type':'datetime','key':'x','dateLabel':'日期'}", "the subtype"),
                Arguments.of(
                        "{'type':'datetime','key':'x','timeLabel':'时间','subtype':'time'}",
                        "timeSerializingFormat is no_timezone"),
                Arguments.of(
                        "{'type':'datetime','key':'x','dateLabel':'日期','subtype':'date','defaultValue':'2026-02-30'}",
                        "can't hold"),
                Arguments.of("{'type':'select','key':'x','label':'村'}", "either values or valuesKey"),
                Arguments.of(
                        "{'type':'select','key':'x','label':'村','values':[],'valuesKey':'villages'}",
                        "either values or valuesKey"),
                Arguments.of("{'type':'select','key':'x','label':'村','values':[]}", "has no options"),
                Arguments.of(
                        "{'type':'select','key':'x','label':'村','values':[{'value':1,'label':'一'}]}",
                        "value is no text"),
                Arguments.of(
                        "{'type':'select','key':'x','label':'村','values':[{'value':'a'}]}", "without value or label"),
                Arguments.of(
                        "{'type':'radio','key':'x','label':'村','values':[{'value':'a','label':'甲'},{'value':'a','label':'乙'}]}",
                        "twice"),
                Arguments.of(
                        "{'type':'radio','key':'x','label':'村','values':[{'value':'a','label':'甲'}],'defaultValue':'b'}",
                        "can't hold"),
                Arguments.of("{'type':'select','key':'x','label':'村','valuesKey':'name'}", "is a field of the form"),
                Arguments.of("{'type':'select','key':'x','label':'村','valuesExpression':'=a'}", "either values or"),
                Arguments.of("{'type':'group','components':[]}", "has no label"),
                Arguments.of("{'type':'group','label':'组','path':'p','components':[]}", "the property path"),
                Arguments.of("{'type':'group','label':'组'}", "has no components"),
                Arguments.of("{'type':'text','text':'<b>重要</b>'}", "only headings"),
                Arguments.of("{'type':'text','text':'**重要**'}", "only headings"),
                Arguments.of("{'type':'text','text':'{{name}}'}", "is a template"),
                Arguments.of("{'type':'text'}", "says nothing"),
                Arguments.of(
                        "{'type':'textfield','key':'x','label':'甲','properties':{'show':'tasklist'}}", "read-only"),
                Arguments.of("{'type':'textfield','key':'x','label':'甲','readonly':'=true'}", "neither true nor"),
                Arguments.of("{'type':'textfield','key':'x','label':'甲','properties':{'a':1}}", "is no text"),
                Arguments.of(
                        "{'type':'textfield','key':'x','label':'甲','conditional':{'show':'=a'}}", "the property show"),
                Arguments.of(
                        "{'type':'textfield','key':'x','label':'甲','conditional':{'hide':'true'}}", "begins without ="),
                Arguments.of("'text'", "no object"));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("wrongComponents")
    void aComponentThatWouldWorkDifferentlySomewhereIsRefused(String component, String problem) {
        assertThatThrownBy(() -> form(NAME, component))
                .isInstanceOf(InvalidSchema.class)
                .hasMessageStartingWith("test.form: ")
                .hasMessageContaining(problem);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "[0-9]+, does not reach",
                "^[0-9]+, does not reach",
                "^a\\\\$, does not reach",
                "^(a$, malformed",
                "^a|b$, alternatives outside",
                "^\\\\s+$, different things",
                "^\\\\p{L}+$, different things",
                "^\\\\bfoo$, different things",
                "^[a-z&&[^b]]+$, different things",
                "^a++$, different things",
                "^(?i)a$, different things",
                "^(?=a)a$, different things"
            })
    void aPatternThatBrowserAndServerReadDifferentlyIsRefused(String pattern, String problem) {
        assertThatThrownBy(() ->
                        form("{'type':'textfield','key':'x','label':'甲','validate':{'pattern':'" + pattern + "'}}"))
                .isInstanceOf(InvalidSchema.class)
                .hasMessageContaining(problem);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "^[0-9]{4}-[0-9]{4,7}$",
                "^(1[3-9]\\\\d{9}|0\\\\d{2,3}-?\\\\d{7,8})$",
                "^[|]$",
                "^\\\\|$",
                "^[\\u4e00-\\u9fa5]{2,}$",
                "^(?:a|b)?c\\\\.$"
            })
    void aPatternThatBothReadAlikeIsTaken(String pattern) {
        FormSchema schema = form("{'type':'textfield','key':'x','label':'甲','validate':{'pattern':'" + pattern + "'}}");

        assertThat(schema.field("x").orElseThrow().pattern()).isNotNull();
    }

    @Test
    void twoFieldsOfOneKeyAreRefusedWhereverTheyStand() {
        assertThatThrownBy(() -> form(NAME, "{'type':'group','label':'组','components':[" + NAME + "]}"))
                .isInstanceOf(InvalidSchema.class)
                .hasMessageContaining("two fields called name");
    }

    @Test
    void twoComponentsOfOneIdAreRefused() {
        String separator = "{'type':'separator','id':'s'}";

        assertThatThrownBy(() -> form(NAME, separator, separator))
                .isInstanceOf(InvalidSchema.class)
                .hasMessageContaining("two components with the id s");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'id':'test',           |                        | has no id",
                "'id':'test'            | 'id':'other'           | is not the file's name",
                "'schemaVersion':16     | 'schemaVersion':17     | has schemaVersion 17",
                "'schemaVersion':16     | 'schemaVersion':'16'   | has schemaVersion \"16\"",
                "'schemaVersion':16,    |                        | has schemaVersion",
                "'type':'default'       | 'type':'other'         | not of type default",
                "'type':'default'       | 'type':'default','x':1 | has the property x",
                "'type':'default'       | 'type':'default','type':'default' | is not JSON",
                "'components'           | 'parts'                | parts",
                "}]}                    | }]                     | is not JSON",
                "}]}                    | }]} {}                 | is not JSON"
            })
    void aFormOfAnotherShapeIsRefused(String part, String instead, String problem) {
        String whole = json(NAME);
        String changed = whole.replace(
                part.strip().replace('\'', '"'),
                instead == null ? "" : instead.strip().replace('\'', '"'));
        assertThat(changed).isNotEqualTo(whole);

        assertThatThrownBy(() -> FormSchemas.parse("test", changed))
                .isInstanceOf(InvalidSchema.class)
                .hasMessageContaining(problem.strip());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "null", "\"x\"", "{"})
    void whatIsNoJsonObjectIsRefused(String json) {
        assertThatThrownBy(() -> FormSchemas.parse("test", json)).isInstanceOf(InvalidSchema.class);
    }

    @Test
    void aFormWithoutFieldsIsRefused() {
        assertThatThrownBy(() -> form("{'type':'separator'}")).hasMessageContaining("has no field");
    }

    private static String conditional(String key, String hide) {
        return "{'type':'checkbox','key':'" + key + "','label':'" + key + "项','conditional':{'hide':'" + hide + "'}}";
    }

    @Test
    void fieldsThatHideEachOtherAreRefused() {
        assertThatThrownBy(() -> form(conditional("a", "=b"), conditional("b", "=a")))
                .isInstanceOf(InvalidSchema.class)
                .hasMessageContaining("depends on");
        assertThatThrownBy(() -> form(conditional("a", "=a")))
                .isInstanceOf(InvalidSchema.class)
                .hasMessageContaining("depends on a");
    }

    @Test
    void aChainOfConditionsLongerThanTasklistFollowsIsRefused() {
        String first = "{'type':'checkbox','key':'a','label':'甲'}";

        assertThat(form(conditional("c", "=b"), conditional("b", "=a"), first).fields())
                .hasSize(3);
        assertThatThrownBy(() -> form(conditional("d", "=c"), conditional("c", "=b"), conditional("b", "=a"), first))
                .isInstanceOf(InvalidSchema.class)
                .hasMessageContaining("d ends a chain");
    }

    @Test
    void aConditionOnWhatThePageDoesNotHaveIsRefused() {
        assertThatThrownBy(() -> form(
                        "{'type':'checkbox','key':'a','label':'甲','disabled':true,'properties':{'show':'tasklist'}}",
                        conditional("b", "=a")))
                .isInstanceOf(InvalidSchema.class)
                .hasMessageContaining("which the page does not have");
    }

    @Test
    void aSchemaThatNamesAnUnknownSourceFailsTheCheck() {
        FormOptions options = TestForms.options();
        options.check(form("{'type':'select','key':'v','label':'村','valuesKey':'villages'}"));

        assertThatThrownBy(() -> options.check(form("{'type':'select','key':'v','label':'村','valuesKey':'towns'}")))
                .isInstanceOf(InvalidSchema.class)
                .hasMessageContaining("towns");
    }

    @Test
    void twoSourcesOfOneNameAreRefused() {
        FormOptions options = new FormOptions(List.of(TestForms.source("a"), TestForms.source("a")));

        assertThatThrownBy(() -> options.check(form("{'type':'select','key':'v','label':'村','valuesKey':'a'}")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("two option sources");
    }

    @Test
    void allowedOutcomesAreTheOptionsOfTheFieldOutcome() {
        FormOptions options = TestForms.options();

        assertThat(options.allowedOutcomes(
                        form("{'type':'radio','key':'outcome','label':'意见','values':["
                                + "{'value':'accept','label':'签收'},{'value':'object','label':'异议'}]}"),
                        TestForms.CONTEXT))
                .containsExactly("accept", "object");
        assertThat(options.allowedOutcomes(
                        form("{'type':'radio','key':'outcome','label':'意见','valuesKey':'units'}"), TestForms.CONTEXT))
                .containsExactly("jiancha", "jiance");
        assertThat(options.allowedOutcomes(form(NAME), TestForms.CONTEXT)).isEmpty();
    }
}
