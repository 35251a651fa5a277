package minqing.platform.form;

import static minqing.platform.form.TestForms.CONTEXT;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import minqing.platform.fault.FieldFault;
import minqing.platform.fault.InvalidInput;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever is submitted for whatever component: it is taken, typed and clean, or refused as invalid input in words.
 * Nothing else ever happens, on any form of the product and on one with every component.
 */
class HostileInputTest {

    private static final int ROUNDS = 3_000;
    private static final long SEED = 20260705;

    private static final String OPTIONS = "'values':[{'value':'a','label':'甲'},{'value':'b','label':'乙'}]";

    private static FormSchema everything() {
        return TestForms.form(
                "{'type':'textfield','key':'text','label':'文本','validate':{'maxLength':10,'pattern':'^[a-z]+$'}}",
                "{'type':'textfield','key':'mail','label':'邮箱','validate':{'validationType':'email'}}",
                "{'type':'textarea','key':'area','label':'长文','validate':{'minLength':2}}",
                "{'type':'number','key':'whole','label':'整数','decimalDigits':0,'validate':{'min':-5,'max':5}}",
                "{'type':'number','key':'decimal','label':'小数','decimalDigits':2,'increment':'0.25'}",
                "{'type':'number','key':'any','label':'数'}",
                "{'type':'datetime','key':'day','subtype':'date','dateLabel':'日期','disallowPassedDates':true}",
                "{'type':'datetime','key':'time','subtype':'time','timeLabel':'时间','timeSerializingFormat':'no_timezone'}",
                "{'type':'datetime','key':'moment','subtype':'datetime','dateLabel':'日期','timeLabel':'时间',"
                        + "'timeSerializingFormat':'no_timezone'}",
                "{'type':'select','key':'village','label':'村','valuesKey':'villages'}",
                "{'type':'radio','key':'radio','label':'单选'," + OPTIONS + "}",
                "{'type':'checkbox','key':'box','label':'勾选'}",
                "{'type':'checklist','key':'list','label':'多选'," + OPTIONS + "}",
                "{'type':'taglist','key':'tags','label':'标签','valuesKey':'units'}",
                "{'type':'textfield','key':'fixed','label':'只读','disabled':true}",
                "{'type':'group','label':'组','conditional':{'hide':'=any > 3 or text = \\\"abc\\\"'},'components':["
                        + "{'type':'textfield','key':'inner','label':'内层',"
                        + "'conditional':{'hide':'=not(list contains(list, \\\"a\\\")) and radio != null or box'}}]}");
    }

    static Stream<FormSchema> forms() throws Exception {
        List<FormSchema> forms = new ArrayList<>();
        forms.add(everything());
        try (Stream<Path> files = Files.list(Path.of("forms"))) {
            for (Path file : files.sorted().toList()) {
                forms.add(
                        FormSchemas.parse(file.getFileName().toString().replace(".form", ""), Files.readString(file)));
            }
        }
        return forms.stream();
    }

    @ParameterizedTest
    @MethodSource("forms")
    void nothingButInvalidInputEverHappens(FormSchema schema) {
        List<OptionSource> sources = schema.fields().stream()
                .flatMap(field -> Stream.of(field.valuesKey(), field.suggestions()))
                .filter(key -> key != null)
                .distinct()
                .map(key -> TestForms.source(key, "a", "b", "jiancha", "chenjia"))
                .collect(Collectors.toList());
        FormValidator validator =
                new FormValidator(new FormOptions(sources), TestForms.prefill(Map.of()), TestForms.CLOCK);
        FormViews views = new FormViews(
                new FormOptions(sources), TestForms.prefill(Map.of()), TestForms.messages(), TestForms.CLOCK);
        Random random = new Random(SEED);
        int refused = 0;
        int taken = 0;
        for (int round = 0; round < ROUNDS; round++) {
            Map<String, Object> submitted = submission(schema, random);
            try {
                Map<String, Object> values = validator.validate(schema, submitted, CONTEXT);
                taken++;
                assertThat(schema.fields().stream().map(FormField::key).toList())
                        .containsAll(values.keySet());
                values.forEach((key, value) -> clean(schema.field(key).orElseThrow(), value));
            } catch (InvalidInput invalid) {
                refused++;
                assertThat(invalid.faults()).isNotEmpty();
                for (FieldFault fault : invalid.faults()) {
                    assertThat(TestForms.messages().getMessage(fault, Locale.SIMPLIFIED_CHINESE))
                            .isNotBlank()
                            .doesNotStartWith("form.")
                            .doesNotContain("{0}", "{1}");
                }
                assertThat(views.again(schema, CONTEXT, submitted, invalid).faults())
                        .hasSameSizeAs(invalid.faults());
            }
        }
        assertThat(refused).as("refused").isPositive();
        assertThat(refused + taken).isEqualTo(ROUNDS);
    }

    private static void clean(FormField field, Object value) {
        switch (field.type()) {
            case TEXT, TEXTAREA -> {
                String text = (String) value;
                assertThat(text).isNotBlank().isEqualTo(text.strip());
                assertThat(text.codePoints())
                        .hasSizeLessThanOrEqualTo(field.longest())
                        .noneMatch(each -> each == 0 || (each < ' ' && each != '\n' && each != '\t'));
            }
            case NUMBER -> assertThat(value).isInstanceOfAny(Integer.class, BigDecimal.class);
            case CHECKBOX -> assertThat(value).isInstanceOf(Boolean.class);
            case SELECT, RADIO -> assertThat(value).isInstanceOf(String.class);
            case CHECKLIST, TAGLIST -> assertThat((List<?>) value).isNotEmpty().allMatch(String.class::isInstance);
            case DATE -> assertThat(value).isInstanceOf(java.time.LocalDate.class);
            case TIME -> assertThat(value).isInstanceOf(java.time.LocalTime.class);
            case DATETIME -> assertThat(value).isInstanceOf(java.time.LocalDateTime.class);
        }
    }

    private static Map<String, Object> submission(FormSchema schema, Random random) {
        Map<String, Object> submitted = new HashMap<>();
        for (FormField field : schema.fields()) {
            if (random.nextInt(3) > 0) {
                submitted.put(field.key(), value(random, 0));
            }
        }
        if (random.nextInt(10) == 0) {
            submitted.put(random.nextBoolean() ? null : text(random), value(random, 0));
        }
        return submitted;
    }

    private static Object value(Random random, int depth) {
        return switch (random.nextInt(depth > 3 ? 14 : 18)) {
            case 0 -> null;
            case 1 -> random.nextBoolean();
            case 2 -> random.nextInt();
            case 3 -> random.nextInt(10);
            case 4 -> random.nextLong();
            case 5 -> random.nextDouble() * Math.pow(10, random.nextInt(600) - 300);
            case 6 ->
                List.of(Double.NaN, Double.NEGATIVE_INFINITY, -0.0, Double.MIN_VALUE, Float.NaN, 2.25f)
                        .get(random.nextInt(6));
            case 7 -> new BigDecimal(BigInteger.valueOf(random.nextLong()), random.nextInt());
            case 8 -> new BigInteger(random.nextInt(500), random);
            case 9, 10 -> text(random);
            case 11, 12 -> WORDS.get(random.nextInt(WORDS.size()));
            case 13 ->
                List.of(new Date(), 'x', new Object(), new byte[] {1}, new int[] {1}, Locale.CHINA, (byte) 1)
                        .get(random.nextInt(7));
            case 14, 15 -> {
                List<Object> list = new ArrayList<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    list.add(value(random, depth + 1));
                }
                yield random.nextBoolean() ? list : list.toArray();
            }
            case 16 -> {
                Map<Object, Object> map = new LinkedHashMap<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    map.put(text(random), value(random, depth + 1));
                }
                yield map;
            }
            default -> List.of("a", "b", "jiancha").subList(random.nextInt(3), 3);
        };
    }

    private static final List<String> WORDS = Arrays.asList(
            "",
            " ",
            "a",
            "b",
            "on",
            "true",
            "false",
            "null",
            "abc",
            "[]",
            "[\"a\"]",
            "[\"a\",\"b\"]",
            "[null]",
            "[1,{}]",
            "[[",
            "{}",
            "{\"a\":1}",
            "2026-07-05",
            "2026-13-45",
            "0000-00-00",
            "09:30",
            "99:99",
            "2026-07-05T09:30",
            "T",
            "2026-07-05T",
            "5",
            "-5",
            "5.25",
            "1e400",
            "１２",
            "--",
            ".",
            "chenjia",
            "jiancha",
            "a@b.cn",
            "@",
            "\0",
            "\u202e",
            "\ud800",
            "\udfff",
            "\uffff",
            "\u0000\u0001",
            "'; drop table problem; --",
            "${7*7}",
            "#{7*7}",
            "<script>alert(1)</script>",
            "{0}",
            "'{0}'",
            "=1",
            "%00",
            "../../etc/passwd",
            "x".repeat(25_000),
            "字".repeat(20_001),
            "[".repeat(5_000),
            "\n".repeat(90_000));

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(20); i > 0; i--) {
            switch (random.nextInt(4)) {
                case 0 -> text.append((char) random.nextInt(0x10000));
                case 1 -> text.append((char) ('a' + random.nextInt(26)));
                case 2 -> text.append((char) ('\u4e00' + random.nextInt(0x5000)));
                default -> text.append((char) random.nextInt(128));
            }
        }
        return text.toString();
    }
}
