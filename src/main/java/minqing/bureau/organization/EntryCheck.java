package minqing.bureau.organization;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import minqing.platform.fault.FieldFault;
import minqing.platform.fault.InvalidInput;
import org.jspecify.annotations.Nullable;

/** Takes what an administrator entered field by field and collects all that is wrong with it. */
final class EntryCheck {

    private static final LocalDate FIRST_DAY = LocalDate.of(2000, 1, 1);
    private static final LocalDate LAST_DAY = LocalDate.of(2100, 12, 31);
    private static final int LARGEST_PLACE = 100_000;

    private final String subject;
    private final List<FieldFault> faults = new ArrayList<>();

    /** @param subject what is entered, as the change log calls it; a field may have a name of its own there */
    EntryCheck(String subject) {
        this.subject = subject;
    }

    /** A text that has to be there, without what only fills a cell; empty where it is at fault. */
    String text(String field, @Nullable String value, int longest) {
        String text = optional(field, value, longest);
        if (text == null) {
            if (faults.stream().noneMatch(fault -> fault.field().equals(field))) {
                fault(field, "organization.fault.required");
            }
            return "";
        }
        return text;
    }

    /** A text that may be missing. */
    @Nullable
    String optional(String field, @Nullable String value, int longest) {
        if (value == null) {
            return null;
        }
        if (!Table.isPlain(value)) {
            fault(field, "organization.fault.characters");
            return null;
        }
        String text = Table.cleaned(value);
        if (text.isEmpty()) {
            return null;
        }
        if (text.codePointCount(0, text.length()) > longest) {
            fault(field, "organization.fault.long", longest);
            return null;
        }
        if ("=+-@".indexOf(text.charAt(0)) >= 0) {
            fault(field, "organization.fault.start");
            return null;
        }
        return text;
    }

    /** An identifier that has to look like the pattern; null where it is missing. */
    @Nullable
    String identifier(String field, @Nullable String value, String pattern) {
        if (value == null || value.isBlank()) {
            return null;
        }
        String text = value.strip();
        if (!text.matches(pattern)) {
            fault(field, "organization.fault.identifier");
            return null;
        }
        return text;
    }

    @Nullable
    Integer place(@Nullable Integer value) {
        if (value != null && (value < 1 || value > LARGEST_PLACE)) {
            fault("place", "organization.fault.place", LARGEST_PLACE);
            return null;
        }
        return value;
    }

    @Nullable
    LocalDate day(String field, @Nullable LocalDate value) {
        if (value != null && (value.isBefore(FIRST_DAY) || value.isAfter(LAST_DAY))) {
            fault(field, "organization.fault.day", FIRST_DAY.getYear() + "", LAST_DAY.getYear() + "");
            return null;
        }
        return value;
    }

    /** Notes what is wrong with a field; its Chinese name comes first in the words. */
    void fault(String field, String key, Object... more) {
        Object[] arguments = new Object[more.length + 1];
        arguments[0] = FieldLabel.of(subject, field);
        System.arraycopy(more, 0, arguments, 1, more.length);
        faults.add(new FieldFault(field, key, arguments));
    }

    boolean isFaultless() {
        return faults.isEmpty();
    }

    /** @throws InvalidInput with all that was found wrong */
    void refuse() {
        if (!faults.isEmpty()) {
            throw new InvalidInput(faults);
        }
    }
}
