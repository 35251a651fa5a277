package minqing.platform.form;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.Temporal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what was submitted for one field, whoever submitted it, and holds it against the field's own rules. */
final class FieldReader {

    /**
     * What a field holds.
     *
     * @param value the typed value; null: nothing
     * @param faultKey the message of the first rule broken; null: none
     * @param faultArguments what follows the label among the message's arguments
     */
    record Reading(@Nullable Object value, @Nullable String faultKey, List<Object> faultArguments) {

        private static final Reading EMPTY = new Reading(null, null, List.of());

        static Reading of(Object value) {
            return new Reading(value, null, List.of());
        }

        static Reading fault(String key, Object... arguments) {
            return new Reading(null, key, List.of(arguments));
        }
    }

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final int MOST_CHOICES = 1_000;
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,15}(?:\\.[0-9]{1,10})?");
    private static final Pattern TIME = Pattern.compile("[0-9]{2}:[0-9]{2}(?::[0-9]{2})?");
    private static final LocalDate EARLIEST = LocalDate.of(1900, 1, 1);
    static final LocalDate LATEST = LocalDate.of(2199, 12, 31);
    private static final Pattern EMAIL = Pattern.compile(
            "[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?(?:\\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)+");

    private final FormField field;
    private final Supplier<List<Option>> options;
    private final Supplier<LocalDate> today;

    FieldReader(FormField field, Supplier<List<Option>> options, Supplier<LocalDate> today) {
        this.field = field;
        this.options = options;
        this.today = today;
    }

    Reading read(@Nullable Object submitted) {
        if (submitted == null) {
            return Reading.EMPTY;
        }
        return switch (field.type()) {
            case TEXT, TEXTAREA -> text(submitted);
            case NUMBER -> number(submitted);
            case CHECKBOX -> flag(submitted);
            case SELECT, RADIO -> choice(submitted);
            case CHECKLIST, TAGLIST -> choices(submitted);
            case DATE, TIME, DATETIME -> moment(submitted);
        };
    }

    private static Reading wrongType() {
        return Reading.fault("form.wrong-type");
    }

    private Reading text(Object submitted) {
        if (!(submitted instanceof String given)) {
            return wrongType();
        }
        int longest = field.longest();
        // Nothing this long is looked at closer: two chars a code point, two for each line's end, and some white space.
        if (given.length() > 4L * FormField.LONGEST_TEXT) {
            return Reading.fault("form.too-long", Integer.toString(longest));
        }
        String text = given;
        if (field.type() == FieldType.TEXTAREA) {
            text = text.replace("\r\n", "\n").replace('\r', '\n');
        }
        text = text.strip();
        if (!text.codePoints().allMatch(this::allowed)) {
            return Reading.fault("form.forbidden-character");
        }
        if (text.codePoints().noneMatch(FieldReader::visible)) {
            return Reading.EMPTY;
        }
        int length = text.codePointCount(0, text.length());
        if (length > longest) {
            return Reading.fault("form.too-long", Integer.toString(longest));
        }
        if (field.minLength() != null && length < field.minLength()) {
            return Reading.fault("form.too-short", Integer.toString(field.minLength()));
        }
        if (field.pattern() != null && !field.pattern().matcher(text).matches()) {
            String format = field.properties().get("format");
            return format == null ? Reading.fault("form.pattern") : Reading.fault("form.pattern-of", format);
        }
        if (field.email() && !EMAIL.matcher(text).matches()) {
            return Reading.fault("form.email");
        }
        return Reading.of(text);
    }

    /** Neither control characters, nor what turns the direction of text, nor what no database can store. */
    private boolean allowed(int codePoint) {
        if (codePoint == '\n' || codePoint == '\t') {
            return field.type() == FieldType.TEXTAREA;
        }
        boolean turns = (codePoint >= 0x202A && codePoint <= 0x202E) || (codePoint >= 0x2066 && codePoint <= 0x2069);
        boolean separates = codePoint == 0x2028 || codePoint == 0x2029;
        boolean noCharacter = (codePoint & 0xFFFE) == 0xFFFE || (codePoint >= 0xFDD0 && codePoint <= 0xFDEF);
        int type = Character.getType(codePoint);
        return type != Character.CONTROL && type != Character.SURROGATE && !turns && !separates && !noCharacter;
    }

    private static boolean visible(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.CONTROL,
                    Character.FORMAT -> false;
            // Hangul fillers and the Braille blank are letters and symbols without a shape.
            default ->
                codePoint != 0x115F
                        && codePoint != 0x1160
                        && codePoint != 0x3164
                        && codePoint != 0xFFA0
                        && codePoint != 0x2800;
        };
    }

    private Reading number(Object submitted) {
        BigDecimal number;
        if (submitted instanceof String given) {
            if (given.isBlank()) {
                return Reading.EMPTY;
            }
            String stripped = given.strip();
            if (!NUMBER.matcher(stripped).matches()) {
                return Reading.fault(whole() ? "form.not-whole" : "form.not-a-number");
            }
            number = new BigDecimal(stripped);
        } else if (submitted instanceof Integer || submitted instanceof Long || submitted instanceof Short) {
            number = BigDecimal.valueOf(((Number) submitted).longValue());
        } else if (submitted instanceof Double || submitted instanceof Float) {
            double given = ((Number) submitted).doubleValue();
            if (!Double.isFinite(given)) {
                return Reading.fault("form.not-a-number");
            }
            number = new BigDecimal(submitted.toString());
        } else if (submitted instanceof BigInteger given && given.bitLength() <= 64) {
            number = new BigDecimal(given);
        } else if (submitted instanceof BigDecimal given) {
            number = given;
        } else {
            return wrongType();
        }
        // Numbers of absurd size are refused before anything computes with them.
        if (absurd(number)) {
            return Reading.fault("form.not-a-number");
        }
        return inRange(number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros());
    }

    static boolean absurd(BigDecimal number) {
        return Math.abs((long) number.scale()) > 40 || number.precision() > 40;
    }

    private boolean whole() {
        return Integer.valueOf(0).equals(field.decimalDigits());
    }

    private Reading inRange(BigDecimal number) {
        if (field.decimalDigits() != null && number.scale() > field.decimalDigits()) {
            return whole()
                    ? Reading.fault("form.not-whole")
                    : Reading.fault("form.too-many-digits", Integer.toString(field.decimalDigits()));
        }
        BigDecimal minimum = field.minimum();
        BigDecimal maximum = field.maximum();
        if (minimum != null && number.compareTo(minimum) < 0) {
            return Reading.fault("form.too-small", minimum.toPlainString());
        }
        if (maximum != null && number.compareTo(maximum) > 0) {
            return Reading.fault("form.too-great", maximum.toPlainString());
        }
        if (field.step() != null && number.remainder(field.step()).signum() != 0) {
            return Reading.fault("form.not-a-step", field.step().toPlainString());
        }
        if (whole()) {
            if (number.abs().compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) > 0) {
                return Reading.fault("form.not-whole");
            }
            return Reading.of(number.intValueExact());
        }
        return Reading.of(number.scale() < 0 ? number.setScale(0) : number);
    }

    private static Reading flag(Object submitted) {
        if (submitted instanceof Boolean) {
            return Reading.of(submitted);
        }
        if (submitted instanceof String given) {
            return switch (given) {
                case "on", "true" -> Reading.of(true);
                case "", "off", "false" -> Reading.of(false);
                default -> wrongType();
            };
        }
        return wrongType();
    }

    private Reading choice(Object submitted) {
        if (!(submitted instanceof String given)) {
            return wrongType();
        }
        if (given.isEmpty()) {
            return Reading.EMPTY;
        }
        return options.get().stream().anyMatch(option -> option.value().equals(given))
                ? Reading.of(given)
                : Reading.fault("form.not-an-option");
    }

    private Reading choices(Object submitted) {
        List<?> given = several(submitted);
        if (given == null || given.size() > MOST_CHOICES || !given.stream().allMatch(String.class::isInstance)) {
            return wrongType();
        }
        Set<Object> chosen = new HashSet<>(given);
        if (field.type() != FieldType.SELECT && chosen.size() == 1 && chosen.contains("")) {
            return Reading.EMPTY;
        }
        if (chosen.isEmpty()) {
            return Reading.EMPTY;
        }
        List<String> inOrder =
                options.get().stream().map(Option::value).filter(chosen::remove).toList();
        return chosen.isEmpty() ? Reading.of(inOrder) : Reading.fault("form.not-an-option");
    }

    /** As a list: page parameters, JSON values, and Tasklist's JSON as text. Null if it is none. */
    private static @Nullable List<?> several(Object submitted) {
        if (submitted instanceof Collection<?> collection) {
            return collection.size() > MOST_CHOICES ? null : new ArrayList<Object>(collection);
        }
        if (submitted instanceof Object[] array) {
            return array.length > MOST_CHOICES ? null : Arrays.asList(array);
        }
        if (!(submitted instanceof String given) || given.length() > 4 * FormField.LONGEST_TEXT) {
            return null;
        }
        if (!given.stripLeading().startsWith("[")) {
            return List.of(given);
        }
        try {
            JsonNode array = JSON.readTree(given);
            List<Object> values = new ArrayList<>();
            array.forEach(each -> values.add(each.isTextual() ? each.textValue() : each));
            return array.isArray() ? values : null;
        } catch (JsonProcessingException notJson) {
            return null;
        }
    }

    private Reading moment(Object submitted) {
        if (!(submitted instanceof String given)) {
            return wrongType();
        }
        if (given.isBlank()) {
            return Reading.EMPTY;
        }
        String stripped = given.strip();
        try {
            return switch (field.type()) {
                case DATE -> {
                    LocalDate date = LocalDate.parse(stripped);
                    yield sensible(date, date);
                }
                case TIME -> Reading.of(time(stripped));
                default -> {
                    int t = stripped.indexOf('T');
                    if (t < 0) {
                        yield Reading.fault("form.not-a-moment");
                    }
                    LocalDate date = LocalDate.parse(stripped.substring(0, t));
                    yield sensible(LocalDateTime.of(date, time(stripped.substring(t + 1))), date);
                }
            };
        } catch (DateTimeParseException malformed) {
            return Reading.fault(
                    switch (field.type()) {
                        case DATE -> "form.not-a-date";
                        case TIME -> "form.not-a-time";
                        default -> "form.not-a-moment";
                    });
        }
    }

    private static LocalTime time(String text) {
        return LocalTime.parse(TIME.matcher(text).matches() ? text : "");
    }

    private Reading sensible(Temporal value, LocalDate date) {
        if (date.isBefore(EARLIEST) || date.isAfter(LATEST)) {
            return Reading.fault("form.not-a-date");
        }
        if (field.notPast() && date.isBefore(today.get())) {
            return Reading.fault("form.past");
        }
        return Reading.of(value);
    }
}
