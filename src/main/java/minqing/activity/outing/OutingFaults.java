package minqing.activity.outing;

import java.util.ArrayList;
import java.util.List;
import minqing.platform.fault.FieldFault;
import minqing.platform.fault.InvalidInput;
import org.jspecify.annotations.Nullable;
import org.springframework.lang.Contract;

/** Reads the texts of one outing that was sent and collects all that is wrong with it, in words that name the field. */
final class OutingFaults {

    private final OutingWords words;
    private final List<FieldFault> faults = new ArrayList<>();

    OutingFaults(OutingWords words) {
        this.words = words;
    }

    /** A text that has to be there by its {@link TextRule}; empty where it is not. */
    String text(String path, @Nullable String sent) {
        String text = optional(path, sent);
        if (text == null) {
            required(path);
            return "";
        }
        return text;
    }

    /** A text that may be missing, no longer than its {@link TextRule} says. */
    @Nullable
    String optional(String path, @Nullable String sent) {
        if (isBlank(sent)) {
            return null;
        }
        String text = sent.strip().replace("\r\n", "\n").replace('\r', '\n');
        int longest = TextRule.of(path).longest();
        if (text.codePointCount(0, text.length()) > longest) {
            fault(path, "outing.too-long", String.valueOf(longest));
        }
        if (text.codePoints().anyMatch(point -> Character.isISOControl(point) && point != '\n' && point != '\t')) {
            fault(path, "outing.characters");
        }
        return text;
    }

    void required(String path) {
        fault(path, "outing.required");
    }

    /** Notes what is wrong with a field; its Chinese name comes first in the words. */
    void fault(String path, String key, Object... more) {
        Object[] arguments = new Object[more.length + 1];
        arguments[0] = words.label(path);
        System.arraycopy(more, 0, arguments, 1, more.length);
        add(new FieldFault(path, key, arguments));
    }

    /** Notes what another module found wrong. */
    void add(FieldFault fault) {
        faults.add(fault);
    }

    boolean names(String path) {
        return faults.stream().anyMatch(fault -> fault.field().equals(path));
    }

    /** @throws InvalidInput with all that was found wrong */
    void refuse() {
        if (!faults.isEmpty()) {
            throw new InvalidInput(faults);
        }
    }

    @Contract("null -> true")
    static boolean isBlank(@Nullable String text) {
        return text == null || text.isBlank();
    }
}
