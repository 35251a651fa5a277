package minqing.bureau.administration;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import minqing.platform.fault.Fault;
import minqing.platform.fault.InvalidInput;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;

/**
 * A form as the page shows it.
 *
 * @param faults what is wrong with it, in words; empty when it was not sent yet
 */
record EntryView(List<FieldView> fields, List<String> faults) {

    /**
     * A field with its value and what is wrong with it.
     *
     * @param values what was entered or is there; one but for {@link Field.Look#CHECKS}
     */
    record FieldView(
            String key,
            String look,
            String label,
            boolean required,
            List<String> values,
            List<Choice> choices,
            @Nullable String hint,
            @Nullable String error) {

        public String value() {
            return values.isEmpty() ? "" : values.get(0);
        }

        /** Passwords do not go back into the page. */
        public boolean chosen(String value) {
            return values.contains(value);
        }
    }

    static EntryView of(
            MessageSource messages,
            String subject,
            List<Field> fields,
            Map<String, List<String>> values,
            @Nullable Fault fault) {
        Map<String, String> errors = fault instanceof InvalidInput input
                ? input.faults().stream()
                        .collect(Collectors.toMap(
                                one -> one.field(),
                                one -> messages.getMessage(one, Locale.SIMPLIFIED_CHINESE),
                                (one, other) -> one))
                : Map.of();
        List<String> faults = new ArrayList<>();
        if (fault instanceof InvalidInput input) {
            input.faults().forEach(one -> faults.add(messages.getMessage(one, Locale.SIMPLIFIED_CHINESE)));
        } else if (fault != null) {
            faults.add(messages.getMessage(fault, Locale.SIMPLIFIED_CHINESE));
        }
        List<FieldView> views = fields.stream()
                .map(field -> new FieldView(
                        field.key(),
                        field.look().name(),
                        AdministrationWords.label(messages, subject, field.key()),
                        field.required(),
                        field.look() == Field.Look.PASSWORD ? List.of() : values.getOrDefault(field.key(), List.of()),
                        field.choices(),
                        field.look() == Field.Look.FIXED
                                ? null
                                : AdministrationWords.hint(messages, subject, field.key()),
                        errors.get(field.key())))
                .toList();
        return new EntryView(views, faults);
    }
}
