package minqing.bureau.administration;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import minqing.bureau.organization.FieldLabel;
import minqing.platform.fault.FieldFault;
import minqing.platform.fault.InvalidInput;
import org.jspecify.annotations.Nullable;

/** What an administrator's form sent, read field by field. */
final class Submitted {

    private final String subject;
    private final Map<String, List<String>> values = new HashMap<>();
    private final List<FieldFault> faults = new ArrayList<>();

    Submitted(String subject, Map<String, String[]> parameters) {
        this.subject = subject;
        parameters.forEach((name, sent) -> values.put(name, Arrays.asList(sent)));
    }

    /** All that was sent under the name. */
    List<String> all(String key) {
        return values.getOrDefault(key, List.of());
    }

    @Nullable
    String text(String key) {
        return all(key).isEmpty() ? null : all(key).get(0);
    }

    @Nullable
    Integer integer(String key) {
        String text = text(key);
        if (text == null || text.isBlank()) {
            return null;
        }
        try {
            return Integer.valueOf(text.strip());
        } catch (NumberFormatException none) {
            fault(key, "fault.field.integer");
            return null;
        }
    }

    @Nullable
    Long number(String key) {
        String text = text(key);
        if (text == null || text.isBlank()) {
            return null;
        }
        try {
            return Long.valueOf(text.strip());
        } catch (NumberFormatException none) {
            fault(key, "fault.field.integer");
            return null;
        }
    }

    @Nullable
    LocalDate day(String key) {
        String text = text(key);
        if (text == null || text.isBlank()) {
            return null;
        }
        try {
            return LocalDate.parse(text.strip());
        } catch (DateTimeParseException none) {
            fault(key, "fault.field.date");
            return null;
        }
    }

    /** @throws InvalidInput when something sent is not even of its kind */
    void refuse() {
        if (!faults.isEmpty()) {
            throw new InvalidInput(faults);
        }
    }

    private void fault(String key, String words) {
        faults.add(new FieldFault(key, words, FieldLabel.of(subject, key)));
    }
}
