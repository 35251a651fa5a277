package minqing.platform.form;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import minqing.platform.fault.FieldFault;
import minqing.platform.fault.InvalidInput;
import minqing.platform.form.FieldReader.Reading;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Holds a submission against its form. It is the only check there is: whatever a browser, Tasklist or a REST client may
 * have checked counts for nothing.
 */
@Component
public class FormValidator {

    private static final int MOST_UNKNOWN = 20;
    private static final int LONGEST_KEY = 64;

    private final FormOptions options;
    private final FormPrefill prefill;
    private final Clock clock;

    public FormValidator(FormOptions options, FormPrefill prefill, Clock clock) {
        this.options = options;
        this.prefill = prefill;
        this.clock = clock;
    }

    /**
     * Reads a submission, from JSON or Tasklist (String, Boolean, numbers, lists, a list as JSON text) or from a page
     * (Strings and lists of Strings, {@code on} for a ticked box; see {@link FormParameters}).
     *
     * <p>What is hidden by its condition is dropped, whatever it holds, and not required. What is read-only is dropped
     * too: its value is the application's, not the person's, and conditions see that one. A field the form does not have
     * is refused.
     *
     * @return key → value in the form's order, typed as {@link FieldType} says; a field left empty is absent, except a
     *     visible checkbox, which is false
     * @throws InvalidInput with every field at fault
     */
    public Map<String, Object> validate(FormSchema schema, Map<String, ?> submitted, FormContext context) {
        List<FieldFault> faults = new ArrayList<>(unknown(schema, submitted));
        Map<String, Reading> readings = new HashMap<>();
        Map<String, List<Option>> choices = new HashMap<>();
        Supplier<LocalDate> today = () -> LocalDate.now(clock);
        for (FormField field : schema.fields()) {
            if (!field.readOnly()) {
                Supplier<List<Option>> offered =
                        () -> choices.computeIfAbsent(field.key(), key -> options.known(field, context));
                readings.put(field.key(), new FieldReader(field, offered, today).read(submitted.get(field.key())));
            }
        }
        FieldVisibility visibility = schema.visibility(operands(schema, readings, () -> prefill.values(context)));

        Map<String, Object> values = new LinkedHashMap<>();
        for (FormField field : schema.fields()) {
            Reading reading = readings.get(field.key());
            if (reading == null || visibility.hidden(field)) {
                continue;
            }
            Object value = reading.value();
            if (value == null && field.type() == FieldType.CHECKBOX) {
                value = false;
            }
            if (reading.faultKey() != null) {
                faults.add(fault(field, reading.faultKey(), reading.faultArguments()));
            } else if (field.required() && (value == null || Boolean.FALSE.equals(value))) {
                faults.add(fault(field, missing(field), List.of()));
            } else if (value != null) {
                values.put(field.key(), value);
            }
        }
        if (!faults.isEmpty()) {
            throw new InvalidInput(faults);
        }
        return values;
    }

    private static String missing(FormField field) {
        if (field.type() == FieldType.CHECKBOX) {
            return "form.required-tick";
        }
        return field.type().hasOptions() ? "form.required-choice" : "form.required";
    }

    private static FieldFault fault(FormField field, String key, List<Object> more) {
        List<Object> arguments = new ArrayList<>();
        arguments.add(field.label());
        arguments.addAll(more);
        return new FieldFault(field.key(), key, arguments.toArray());
    }

    private static List<FieldFault> unknown(FormSchema schema, Map<String, ?> submitted) {
        return submitted.keySet().stream()
                .filter(key -> key == null || schema.field(key).isEmpty())
                .limit(MOST_UNKNOWN)
                .map(FormValidator::printable)
                .map(key -> new FieldFault(key, "form.unknown-field", key))
                .toList();
    }

    /** A key somebody made up, fit to be shown. */
    private static String printable(@Nullable String key) {
        if (key == null) {
            return "";
        }
        StringBuilder printable = new StringBuilder();
        key.codePoints()
                .limit(LONGEST_KEY)
                .map(each -> Character.isLetterOrDigit(each) || "-_.".indexOf(each) >= 0 ? each : '?')
                .forEach(printable::appendCodePoint);
        return printable.toString();
    }

    /** What each visible field holds in the eyes of a condition, as Tasklist sees it too. */
    static Function<FormField, @Nullable Object> operands(
            FormSchema schema, Map<String, Reading> readings, Supplier<Map<String, Object>> known) {
        Map<String, Object> prefilled = new HashMap<>();
        boolean asked = schema.fields().stream()
                .flatMap(field -> schema.hiddenBy(field.key()).stream())
                .flatMap(condition -> condition.fields().stream())
                .anyMatch(key -> !readings.containsKey(key));
        if (asked) {
            prefilled.putAll(known.get());
        }
        return field -> {
            Reading reading = readings.get(field.key());
            Object value;
            if (reading != null) {
                value = reading.value();
            } else {
                value = prefilled.getOrDefault(field.key(), field.defaultValue());
            }
            return operand(field, value);
        };
    }

    /** A value as conditions know it: an empty text is "", an unticked box false, no choice of several an empty list. */
    static @Nullable Object operand(FormField field, @Nullable Object value) {
        return switch (field.type().kind()) {
            case TEXT -> value == null ? "" : value.toString();
            case FLAG -> value == null ? false : value;
            case CHOICES -> value == null ? List.of() : value;
            case NUMBER -> value instanceof Number ? new BigDecimal(value.toString()) : null;
            case CHOICE, MOMENT -> value;
        };
    }
}
