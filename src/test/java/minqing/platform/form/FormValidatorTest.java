package minqing.platform.form;

import static minqing.platform.form.TestForms.CONTEXT;
import static minqing.platform.form.TestForms.form;
import static minqing.platform.form.TestForms.validator;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import minqing.platform.fault.FieldFault;
import minqing.platform.fault.InvalidInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.support.ResourceBundleMessageSource;

class FormValidatorTest {

    private static final String TEXT = "{'type':'textfield','key':'f','label':'联系电话'";
    private static final String AREA = "{'type':'textarea','key':'f','label':'主要内容'";
    private static final String NUMBER = "{'type':'number','key':'f','label':'天数'";
    private static final String DATE = "{'type':'datetime','key':'f','subtype':'date','dateLabel':'日期'";
    private static final String TIME =
            "{'type':'datetime','key':'f','subtype':'time','timeLabel':'时间','timeSerializingFormat':'no_timezone'";
    private static final String MOMENT = "{'type':'datetime','key':'f','subtype':'datetime','dateLabel':'日期',"
            + "'timeLabel':'时间','timeSerializingFormat':'no_timezone'";
    private static final String OPTIONS =
            "'values':[{'value':'a','label':'甲'},{'value':'b','label':'乙'},{'value':'c','label':'丙'}]";
    private static final String RADIO = "{'type':'radio','key':'f','label':'意见'," + OPTIONS;
    private static final String SELECT = "{'type':'select','key':'f','label':'村','valuesKey':'villages'";
    private static final String CHECKLIST = "{'type':'checklist','key':'f','label':'单位'," + OPTIONS;
    private static final String TAGLIST = "{'type':'taglist','key':'f','label':'单位','valuesKey':'units'";
    private static final String CHECKBOX = "{'type':'checkbox','key':'f','label':'检举控告'";

    private static final ResourceBundleMessageSource MESSAGES = TestForms.messages();

    private static Map<String, Object> one(Object value) {
        Map<String, Object> values = new HashMap<>();
        values.put("f", value);
        return values;
    }

    private static List<String> faults(FormSchema schema, Map<String, ?> submitted) {
        return faults(schema, submitted, Map.of());
    }

    private static List<String> faults(FormSchema schema, Map<String, ?> submitted, Map<String, Object> known) {
        InvalidInput refused =
                catchThrowableOfType(InvalidInput.class, () -> validator(known).validate(schema, submitted, CONTEXT));
        assertThat(refused).as("refusal of %s", submitted).isNotNull();
        return refused.faults().stream()
                .map(fault -> fault.field() + ": " + MESSAGES.getMessage(fault, Locale.SIMPLIFIED_CHINESE))
                .toList();
    }

    private static Map<String, Object> accepted(FormSchema schema, Map<String, ?> submitted) {
        return validator(Map.of()).validate(schema, submitted, CONTEXT);
    }

    static Stream<Arguments> good() {
        return Stream.of(
                Arguments.of(TEXT, " 张三 ", "张三"),
                Arguments.of(TEXT, "　张三　", "张三"),
                Arguments.of(TEXT + ",'validate':{'maxLength':3}", "𠮷𠮷𠮷", "𠮷𠮷𠮷"),
                Arguments.of(TEXT + ",'validate':{'minLength':2}", "ab", "ab"),
                Arguments.of(TEXT + ",'validate':{'pattern':'^[0-9]{11}$'}", "13812345678", "13812345678"),
                Arguments.of(TEXT + ",'validate':{'validationType':'email'}", "a.b@example.org", "a.b@example.org"),
                Arguments.of(TEXT, "a👨‍👩‍👧b", "a👨‍👩‍👧b"),
                Arguments.of(AREA, "一\r\n\t二\r三", "一\n\t二\n三"),
                Arguments.of(AREA, "字".repeat(20_000), "字".repeat(20_000)),
                Arguments.of(NUMBER, 5, new BigDecimal("5")),
                Arguments.of(NUMBER, 5.50d, new BigDecimal("5.5")),
                Arguments.of(NUMBER, "5.50", new BigDecimal("5.5")),
                Arguments.of(NUMBER, new BigDecimal("1E+3"), new BigDecimal("1000")),
                Arguments.of(NUMBER, "-0", BigDecimal.ZERO),
                Arguments.of(NUMBER + ",'decimalDigits':0", " 15 ", 15),
                Arguments.of(NUMBER + ",'decimalDigits':0", 15.0d, 15),
                Arguments.of(NUMBER + ",'decimalDigits':0", 15L, 15),
                Arguments.of(NUMBER + ",'decimalDigits':0", BigInteger.TEN, 10),
                Arguments.of(NUMBER + ",'decimalDigits':2", 1.25d, new BigDecimal("1.25")),
                Arguments.of(NUMBER + ",'validate':{'min':1,'max':30}", 1, new BigDecimal("1")),
                Arguments.of(NUMBER + ",'validate':{'min':1,'max':30}", 30, new BigDecimal("30")),
                Arguments.of(NUMBER + ",'increment':'0.5'", "2.5", new BigDecimal("2.5")),
                Arguments.of(DATE, "2026-01-31", LocalDate.of(2026, 1, 31)),
                Arguments.of(DATE, "2028-02-29", LocalDate.of(2028, 2, 29)),
                Arguments.of(DATE + ",'disallowPassedDates':true", "2026-07-05", LocalDate.of(2026, 7, 5)),
                Arguments.of(TIME, "09:30", LocalTime.of(9, 30)),
                Arguments.of(TIME, "23:59:59", LocalTime.of(23, 59, 59)),
                Arguments.of(MOMENT, "2026-01-31T09:30", LocalDateTime.of(2026, 1, 31, 9, 30)),
                Arguments.of(RADIO, "b", "b"),
                Arguments.of(SELECT, "lijia", "lijia"),
                Arguments.of(CHECKLIST, List.of("c", "a"), List.of("a", "c")),
                Arguments.of(CHECKLIST, List.of("a", "a"), List.of("a")),
                Arguments.of(CHECKLIST, Set.of("b"), List.of("b")),
                Arguments.of(CHECKLIST, new String[] {"b", "a"}, List.of("a", "b")),
                Arguments.of(CHECKLIST, "[\"b\",\"a\"]", List.of("a", "b")),
                Arguments.of(CHECKLIST, "b", List.of("b")),
                Arguments.of(TAGLIST, List.of("jiance"), List.of("jiance")),
                Arguments.of(CHECKBOX, true, true),
                Arguments.of(CHECKBOX, "on", true),
                Arguments.of(CHECKBOX, "true", true),
                Arguments.of(CHECKBOX, false, false),
                Arguments.of(CHECKBOX, "false", false),
                Arguments.of(CHECKBOX, "", false),
                Arguments.of(CHECKBOX, null, false));
    }

    @ParameterizedTest
    @MethodSource("good")
    void aGoodValueIsTakenAndTyped(String component, Object given, Object expected) {
        assertThat(accepted(form(component + "}"), one(given))).isEqualTo(Map.of("f", expected));
    }

    static Stream<Arguments> empty() {
        return Stream.of(TEXT, AREA, NUMBER, DATE, TIME, MOMENT, RADIO, SELECT, CHECKLIST, TAGLIST)
                .flatMap(component -> Stream.of(
                                null,
                                "",
                                component.contains("check") || component.contains("tag") ? List.of() : "",
                                component.contains("check") || component.contains("tag") ? "[]" : null,
                                component.contains("text") || component.contains("number") ? " \t\n　" : "")
                        .map(given -> Arguments.of(component, given)));
    }

    @ParameterizedTest
    @MethodSource("empty")
    void anEmptyOptionalFieldIsAbsentAndAnEmptyRequiredOneMissing(String component, Object given) {
        FormSchema optional = form(component + "}");
        FormSchema required = form(component + ",'validate':{'required':true}}");

        assertThat(accepted(optional, one(given))).isEmpty();
        assertThat(accepted(optional, Map.of())).isEmpty();
        String verb = component.contains("alues") ? "选择" : "填写";
        String label = required.field("f").orElseThrow().label();
        assertThat(faults(required, one(given))).containsExactly("f: 请" + verb + "“" + label + "”");
        assertThat(faults(required, Map.of())).containsExactly("f: 请" + verb + "“" + label + "”");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u200b", "\u00a0\u2003", "\u3164", "\u2800", "\ufeff"})
    void aTextOneCannotSeeIsEmpty(String given) {
        assertThat(faults(form(TEXT + ",'validate':{'required':true}}"), one(given)))
                .containsExactly("f: 请填写“联系电话”");
    }

    @Test
    void aRequiredBoxMustBeTicked() {
        FormSchema required = form(CHECKBOX + ",'validate':{'required':true}}");

        for (Object given : Arrays.asList(null, false, "", "off")) {
            assertThat(faults(required, one(given))).containsExactly("f: 请勾选“检举控告”");
        }
        assertThat(accepted(required, one("on"))).containsEntry("f", true);
    }

    static Stream<Arguments> bad() {
        return Stream.of(
                Arguments.of(TEXT + ",'validate':{'maxLength':20}", "1".repeat(21), "“联系电话”不能超过 20 个字"),
                Arguments.of(TEXT + ",'validate':{'maxLength':2}", "𠮷𠮷𠮷", "“联系电话”不能超过 2 个字"),
                Arguments.of(TEXT, "字".repeat(20_001), "“联系电话”不能超过 20000 个字"),
                Arguments.of(AREA, "字".repeat(20_001), "“主要内容”不能超过 20000 个字"),
                Arguments.of(AREA, " ".repeat(1_000_000), "“主要内容”不能超过 20000 个字"),
                Arguments.of(AREA + ",'validate':{'maxLength':1000}", "字".repeat(1001), "“主要内容”不能超过 1000 个字"),
                Arguments.of(TEXT + ",'validate':{'minLength':2}", "𠮷", "“联系电话”不能少于 2 个字"),
                Arguments.of(TEXT + ",'validate':{'pattern':'^[0-9]{3}$'}", "12a", "“联系电话”的格式不正确"),
                Arguments.of(TEXT + ",'validate':{'pattern':'^[0-9]{3}$'}", "1234", "“联系电话”的格式不正确"),
                Arguments.of(TEXT + ",'validate':{'pattern':'^[0-9]{3}$'}", "١٢٣", "“联系电话”的格式不正确"),
                Arguments.of(
                        TEXT + ",'validate':{'pattern':'^[0-9]{3}$'},'properties':{'format':' 3 位数字'}",
                        "x",
                        "“联系电话”的格式不正确，应为 3 位数字"),
                Arguments.of(TEXT + ",'validate':{'validationType':'email'}", "a@b", "“联系电话”不是有效的电子邮箱地址"),
                Arguments.of(TEXT + ",'validate':{'validationType':'email'}", "a b@c.de", "“联系电话”不是有效的电子邮箱地址"),
                Arguments.of(TEXT, "a\nb", "“联系电话”含有不能使用的字符"),
                Arguments.of(TEXT, "a\tb", "“联系电话”含有不能使用的字符"),
                Arguments.of(TEXT, "a\0b", "“联系电话”含有不能使用的字符"),
                Arguments.of(AREA, "a\0b", "“主要内容”含有不能使用的字符"),
                Arguments.of(AREA, "\0", "“主要内容”含有不能使用的字符"),
                Arguments.of(AREA, "a\u001bb", "“主要内容”含有不能使用的字符"),
                Arguments.of(AREA, "a\u007fb", "“主要内容”含有不能使用的字符"),
                Arguments.of(AREA, "a\u0085b", "“主要内容”含有不能使用的字符"),
                Arguments.of(AREA, "a\u202eb", "“主要内容”含有不能使用的字符"),
                Arguments.of(AREA, "a\u2066b", "“主要内容”含有不能使用的字符"),
                Arguments.of(AREA, "a\u2028b", "“主要内容”含有不能使用的字符"),
                Arguments.of(AREA, "a\ud800b", "“主要内容”含有不能使用的字符"),
                Arguments.of(AREA, "a\udc00", "“主要内容”含有不能使用的字符"),
                Arguments.of(AREA, "a\uffffb", "“主要内容”含有不能使用的字符"),
                Arguments.of(AREA, "a\ufdd0b", "“主要内容”含有不能使用的字符"),
                Arguments.of(TEXT, 5, "“联系电话”的内容类型不正确"),
                Arguments.of(TEXT, true, "“联系电话”的内容类型不正确"),
                Arguments.of(TEXT, Map.of("a", 1), "“联系电话”的内容类型不正确"),
                Arguments.of(TEXT, List.of("a"), "“联系电话”的内容类型不正确"),
                Arguments.of(NUMBER, "many", "“天数”应填写数字"),
                Arguments.of(NUMBER, "1e3", "“天数”应填写数字"),
                Arguments.of(NUMBER, "0x10", "“天数”应填写数字"),
                Arguments.of(NUMBER, "1,000", "“天数”应填写数字"),
                Arguments.of(NUMBER, "NaN", "“天数”应填写数字"),
                Arguments.of(NUMBER, "9".repeat(16), "“天数”应填写数字"),
                Arguments.of(NUMBER, Double.NaN, "“天数”应填写数字"),
                Arguments.of(NUMBER, Double.POSITIVE_INFINITY, "“天数”应填写数字"),
                Arguments.of(NUMBER, 1e300, "“天数”应填写数字"),
                Arguments.of(NUMBER, new BigDecimal("1E+1000000000"), "“天数”应填写数字"),
                Arguments.of(NUMBER, new BigDecimal("1E-1000000000"), "“天数”应填写数字"),
                Arguments.of(NUMBER, BigInteger.TEN.pow(100), "“天数”的内容类型不正确"),
                Arguments.of(NUMBER, true, "“天数”的内容类型不正确"),
                Arguments.of(NUMBER, List.of(1), "“天数”的内容类型不正确"),
                Arguments.of(NUMBER + ",'decimalDigits':0", 1.5d, "“天数”应填写整数"),
                Arguments.of(NUMBER + ",'decimalDigits':0", "1.5", "“天数”应填写整数"),
                Arguments.of(NUMBER + ",'decimalDigits':0", "many", "“天数”应填写整数"),
                Arguments.of(NUMBER + ",'decimalDigits':0", 3_000_000_000L, "“天数”应填写整数"),
                Arguments.of(NUMBER + ",'decimalDigits':2", "1.255", "“天数”最多保留 2 位小数"),
                Arguments.of(NUMBER + ",'validate':{'min':1,'max':1000}", 0, "“天数”不能小于 1"),
                Arguments.of(NUMBER + ",'validate':{'min':1,'max':1000}", "0.99", "“天数”不能小于 1"),
                Arguments.of(NUMBER + ",'validate':{'min':1,'max':1000}", 1001, "“天数”不能大于 1000"),
                Arguments.of(NUMBER + ",'increment':'0.5'", "2.6", "“天数”应为 0.5 的整倍数"),
                Arguments.of(DATE, "2026-02-30", "“日期”应为有效的日期，如 2026-01-31"),
                Arguments.of(DATE, "2026-02-29", "“日期”应为有效的日期，如 2026-01-31"),
                Arguments.of(DATE, "2026-2-3", "“日期”应为有效的日期，如 2026-01-31"),
                Arguments.of(DATE, "12/24/2026", "“日期”应为有效的日期，如 2026-01-31"),
                Arguments.of(DATE, "2026-01-31T00:00", "“日期”应为有效的日期，如 2026-01-31"),
                Arguments.of(DATE, "+12026-01-31", "“日期”应为有效的日期，如 2026-01-31"),
                Arguments.of(DATE, "0001-01-31", "“日期”应为有效的日期，如 2026-01-31"),
                Arguments.of(DATE, "9999-01-31", "“日期”应为有效的日期，如 2026-01-31"),
                Arguments.of(DATE, "２０２６-01-31", "“日期”应为有效的日期，如 2026-01-31"),
                Arguments.of(DATE, 20260131, "“日期”的内容类型不正确"),
                Arguments.of(DATE + ",'disallowPassedDates':true", "2026-07-04", "“日期”不能早于今天"),
                Arguments.of(TIME, "24:00", "“时间”应为有效的时间，如 09:30"),
                Arguments.of(TIME, "9:30", "“时间”应为有效的时间，如 09:30"),
                Arguments.of(TIME, "09:30:00.5", "“时间”应为有效的时间，如 09:30"),
                Arguments.of(TIME, "09:30Z", "“时间”应为有效的时间，如 09:30"),
                Arguments.of(TIME, "09:30+08:00", "“时间”应为有效的时间，如 09:30"),
                Arguments.of(MOMENT, "2026-01-31", "“日期”应为有效的日期和时间，如 2026-01-31T09:30"),
                Arguments.of(MOMENT, "2026-02-30T09:30", "“日期”应为有效的日期和时间，如 2026-01-31T09:30"),
                Arguments.of(MOMENT, "2026-01-31T09:30Z", "“日期”应为有效的日期和时间，如 2026-01-31T09:30"),
                Arguments.of(RADIO, "d", "“意见”不在可选范围内，请重新选择"),
                Arguments.of(RADIO, "A", "“意见”不在可选范围内，请重新选择"),
                Arguments.of(RADIO, " a", "“意见”不在可选范围内，请重新选择"),
                Arguments.of(RADIO, List.of("a"), "“意见”的内容类型不正确"),
                Arguments.of(RADIO, List.of("a", "b"), "“意见”的内容类型不正确"),
                Arguments.of(RADIO, true, "“意见”的内容类型不正确"),
                Arguments.of(SELECT, "zhangjia", "“村”不在可选范围内，请重新选择"),
                Arguments.of(CHECKLIST, List.of("a", "d"), "“单位”不在可选范围内，请重新选择"),
                Arguments.of(CHECKLIST, List.of("a", ""), "“单位”不在可选范围内，请重新选择"),
                Arguments.of(CHECKLIST, "[\"d\"]", "“单位”不在可选范围内，请重新选择"),
                Arguments.of(CHECKLIST, "[1]", "“单位”的内容类型不正确"),
                Arguments.of(CHECKLIST, "[[\"a\"]]", "“单位”的内容类型不正确"),
                Arguments.of(CHECKLIST, "[\"a\"", "“单位”的内容类型不正确"),
                Arguments.of(CHECKLIST, "[\"a\"] x", "“单位”的内容类型不正确"),
                Arguments.of(CHECKLIST, "[".repeat(50_000), "“单位”的内容类型不正确"),
                Arguments.of(CHECKLIST, List.of(1), "“单位”的内容类型不正确"),
                Arguments.of(CHECKLIST, Arrays.asList("a", null), "“单位”的内容类型不正确"),
                Arguments.of(CHECKLIST, Map.of("a", "b"), "“单位”的内容类型不正确"),
                Arguments.of(CHECKLIST, new ArrayList<>(java.util.Collections.nCopies(1001, "a")), "“单位”的内容类型不正确"),
                Arguments.of(TAGLIST, List.of("wukong"), "“单位”不在可选范围内，请重新选择"),
                Arguments.of(CHECKBOX, "yes", "“检举控告”的内容类型不正确"),
                Arguments.of(CHECKBOX, 1, "“检举控告”的内容类型不正确"),
                Arguments.of(CHECKBOX, List.of(true), "“检举控告”的内容类型不正确"));
    }

    @ParameterizedTest
    @MethodSource("bad")
    void aBadValueIsRefusedInWordsThatNameTheField(String component, Object given, String message) {
        assertThat(faults(form(component + "}"), one(given))).containsExactly("f: " + message);
    }

    @Test
    void allFaultsAreToldAtOnceInTheFormsOrder() {
        FormSchema schema = form(
                "{'type':'textfield','key':'title','label':'标题','validate':{'required':true}}",
                "{'type':'number','key':'days','label':'天数'}",
                "{'type':'textfield','key':'fine','label':'其他'}",
                "{'type':'datetime','key':'day','subtype':'date','dateLabel':'日期'}");

        assertThat(faults(schema, Map.of("day", "tomorrow", "days", "many", "fine", "ok")))
                .containsExactly("title: 请填写“标题”", "days: “天数”应填写数字", "day: “日期”应为有效的日期，如 2026-01-31");
    }

    @Test
    void theResultKeepsTheFormsOrder() {
        FormSchema schema = form(
                "{'type':'textfield','key':'z','label':'一'}",
                "{'type':'textfield','key':'a','label':'二'}",
                "{'type':'textfield','key':'m','label':'三'}");

        assertThat(accepted(schema, Map.of("a", "2", "m", "3", "z", "1")).keySet())
                .containsExactly("z", "a", "m");
    }

    @Test
    void aFieldTheFormDoesNotHaveIsRefused() {
        FormSchema schema = form(TEXT + "}");

        assertThat(faults(schema, Map.of("f", "x", "status", "closed"))).containsExactly("status: 表单中没有“status”这一项");
        assertThat(faults(schema, Map.of("F", "x"))).containsExactly("F: 表单中没有“F”这一项");
    }

    @Test
    void aMadeUpNameIsRepeatedOnlyAsFarAsItIsFitToBeShown() {
        FormSchema schema = form(TEXT + "}");
        Map<String, Object> submitted = new HashMap<>();
        submitted.put("<script>\u202e\0" + "x".repeat(10_000), 1);
        submitted.put(null, 1);

        assertThat(faults(schema, submitted))
                .containsExactlyInAnyOrder(
                        "?script???" + "x".repeat(54) + ": 表单中没有“?script???" + "x".repeat(54) + "”这一项", ": 表单中没有“”这一项");
        Map<String, Object> many = new HashMap<>();
        for (int i = 0; i < 10_000; i++) {
            many.put("x" + i, i);
        }
        assertThat(faults(schema, many)).hasSize(20);
    }

    private static final String OUTCOME =
            "{'type':'radio','key':'outcome','label':'意见','validate':{'required':true},'values':["
                    + "{'value':'accept','label':'签收'},{'value':'object','label':'异议'}]}";
    private static final String REASON = "{'type':'textarea','key':'reason','label':'理由',"
            + "'validate':{'required':true,'maxLength':5},'conditional':{'hide':'=outcome != \\\"object\\\"'}}";

    @Test
    void aHiddenFieldIsNeitherRequiredNorStored() {
        FormSchema schema = form(OUTCOME, REASON);

        assertThat(accepted(schema, Map.of("outcome", "accept"))).isEqualTo(Map.of("outcome", "accept"));
        assertThat(accepted(schema, Map.of("outcome", "accept", "reason", "多余")))
                .isEqualTo(Map.of("outcome", "accept"));
        assertThat(accepted(schema, Map.of("outcome", "accept", "reason", "多余而且太长了")))
                .isEqualTo(Map.of("outcome", "accept"));
        assertThat(accepted(schema, Map.of("outcome", "accept", "reason", Map.of())))
                .isEqualTo(Map.of("outcome", "accept"));
    }

    @Test
    void aVisibleFieldIsRequiredAndStored() {
        FormSchema schema = form(OUTCOME, REASON);

        assertThat(faults(schema, Map.of("outcome", "object"))).containsExactly("reason: 请填写“理由”");
        assertThat(accepted(schema, Map.of("outcome", "object", "reason", "不属本科")))
                .isEqualTo(Map.of("outcome", "object", "reason", "不属本科"));
    }

    @Test
    void aGroupHidesWhatItContains() {
        FormSchema schema = form(
                OUTCOME,
                "{'type':'group','label':'组','conditional':{'hide':'=outcome = \\\"accept\\\"'},'components':["
                        + "{'type':'textfield','key':'inner','label':'内容','validate':{'required':true}}]}");

        assertThat(accepted(schema, Map.of("outcome", "accept", "inner", "x"))).isEqualTo(Map.of("outcome", "accept"));
        assertThat(faults(schema, Map.of("outcome", "object"))).containsExactly("inner: 请填写“内容”");
    }

    @Test
    void toAConditionAHiddenFieldHoldsNothingWhereverItStands() {
        // "last" is asked before the field it depends on, which itself is hidden although a value was sent for it.
        FormSchema schema = form(
                "{'type':'textfield','key':'last','label':'末','conditional':{'hide':'=middle = true'}}",
                "{'type':'checkbox','key':'middle','label':'中','conditional':{'hide':'=first != true'}}",
                "{'type':'checkbox','key':'first','label':'首'}");

        assertThat(accepted(schema, Map.of("first", true, "middle", true, "last", "x")))
                .isEqualTo(Map.of("first", true, "middle", true));
        assertThat(accepted(schema, Map.of("first", false, "middle", true, "last", "x")))
                .isEqualTo(Map.of("first", false, "last", "x"));
    }

    @Test
    void anEmptyTextIsAnEmptyTextToAConditionAndAnUntickedBoxFalse() {
        FormSchema schema = form(
                "{'type':'textfield','key':'name','label':'姓名'}",
                "{'type':'checkbox','key':'box','label':'勾选'}",
                "{'type':'checklist','key':'list','label':'单位'," + OPTIONS + "}",
                "{'type':'textfield','key':'a','label':'甲','conditional':{'hide':'=name = \\\"\\\"'}}",
                "{'type':'textfield','key':'b','label':'乙','conditional':{'hide':'=box = false'}}",
                "{'type':'textfield','key':'c','label':'丙','conditional':{'hide':'=not(list contains(list, \\\"a\\\"))'}}");
        Map<String, String> all = Map.of("a", "1", "b", "2", "c", "3");

        assertThat(accepted(schema, all)).isEqualTo(Map.of("box", false));
        Map<String, Object> filled = new HashMap<>(all);
        filled.putAll(Map.of("name", "张", "box", "on", "list", "a"));
        assertThat(accepted(schema, filled)).containsAllEntriesOf(all);
    }

    @Test
    void aNumberIsComparedAsANumber() {
        FormSchema schema = form(
                "{'type':'number','key':'days','label':'天数','decimalDigits':0}",
                "{'type':'textfield','key':'why','label':'原因','conditional':{'hide':'=not(days > 9)'}}");

        assertThat(accepted(schema, Map.of("days", "10", "why", "x"))).containsEntry("why", "x");
        assertThat(accepted(schema, Map.of("days", 9.0d, "why", "x"))).doesNotContainKey("why");
        // Neither true nor false: visible.
        assertThat(accepted(schema, Map.of("why", "x"))).containsEntry("why", "x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"disabled", "readonly"})
    void whatIsReadOnlyIsNeverTaken(String how) {
        FormSchema schema = form(
                "{'type':'textfield','key':'known','label':'已知','" + how + "':true,"
                        + "'validate':{'required':true,'maxLength':2}}",
                "{'type':'textfield','key':'open','label':'可填'}");

        assertThat(accepted(schema, Map.of("known", "changed by hand", "open", "x")))
                .isEqualTo(Map.of("open", "x"));
        assertThat(accepted(schema, Map.of("known", List.of(), "open", "x"))).isEqualTo(Map.of("open", "x"));
    }

    @Test
    void aConditionOnAReadOnlyFieldSeesWhatIsKnownNotWhatIsSent() {
        FormSchema schema = form(
                "{'type':'checkbox','key':'accusation','label':'检举','readonly':true}",
                "{'type':'textfield','key':'accused','label':'被检举人','validate':{'required':true},"
                        + "'conditional':{'hide':'=accusation != true'}}");

        assertThat(faults(schema, Map.of("accusation", false), Map.of("accusation", true)))
                .containsExactly("accused: 请填写“被检举人”");
        assertThat(validator(Map.of("accusation", false))
                        .validate(schema, Map.of("accusation", true, "accused", "x"), CONTEXT))
                .isEmpty();
        assertThat(accepted(schema, Map.of("accusation", true))).isEmpty();
    }

    @Test
    void choicesAreThoseOfThePerson() {
        FormOptions options = new FormOptions(List.of(new OptionSource() {
            @Override
            public String key() {
                return "own";
            }

            @Override
            public List<Option> options(FormContext context) {
                return List.of(new Option(context.user(), "本人"));
            }
        }));
        FormValidator validator = new FormValidator(options, TestForms.prefill(Map.of()), TestForms.CLOCK);
        FormSchema schema = form("{'type':'select','key':'f','label':'谁','valuesKey':'own'}");

        assertThat(validator.validate(schema, Map.of("f", "office"), CONTEXT)).containsEntry("f", "office");
        assertThat(catchThrowableOfType(
                                InvalidInput.class, () -> validator.validate(schema, Map.of("f", "other"), CONTEXT))
                        .faults())
                .extracting(FieldFault::messageKey)
                .containsExactly("form.not-an-option");
    }

    @Test
    void pageParametersBecomeValues() {
        Map<String, Object> values = FormParameters.values(Map.of(
                "outcome", new String[] {"accept"},
                "units", new String[] {"a", "b"},
                "none", new String[] {},
                "_csrf", new String[] {"token"}));

        assertThat(values).isEqualTo(Map.of("outcome", "accept", "units", List.of("a", "b")));
    }
}
