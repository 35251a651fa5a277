package minqing.bureau.organization;

import java.util.ArrayList;
import java.util.List;
import minqing.platform.fault.FieldFault;
import minqing.platform.fault.InvalidInput;
import org.jspecify.annotations.Nullable;

/** What is wrong with a table that is brought in, by line and column. */
final class FileFaults {

    private static final int MOST = 100;
    private static final int LONGEST_SHOWN = 30;

    private final List<FieldFault> faults = new ArrayList<>();

    /** @param more what the words say beside line and column */
    void cell(int line, FileColumn column, String key, @Nullable Object... more) {
        Object[] arguments = new Object[more.length + 2];
        arguments[0] = String.valueOf(line);
        arguments[1] = column.label();
        for (int index = 0; index < more.length; index++) {
            arguments[index + 2] = more[index] instanceof String text ? shortened(text) : String.valueOf(more[index]);
        }
        faults.add(new FieldFault(field(line, column), key, arguments));
    }

    /** What was wrong with the thing that the line would have made. */
    void within(int line, FileColumn column, InvalidInput wrong) {
        faults.add(new FieldFault(
                field(line, column),
                "organization.import.wrapped",
                String.valueOf(line),
                wrong.faults().get(0)));
    }

    /** @param more what the words say beside the line */
    void line(int line, String key, Object... more) {
        Object[] arguments = new Object[more.length + 1];
        arguments[0] = String.valueOf(line);
        for (int index = 0; index < more.length; index++) {
            arguments[index + 1] = more[index] instanceof String text ? shortened(text) : more[index];
        }
        faults.add(new FieldFault(String.valueOf(line), key, arguments));
    }

    int count() {
        return faults.size();
    }

    /** Whether there are more than anybody reads. */
    boolean areMany() {
        return faults.size() >= MOST;
    }

    /** @throws InvalidInput with all that was found wrong */
    void refuse() {
        if (!faults.isEmpty()) {
            throw new InvalidInput(faults);
        }
    }

    private static String field(int line, FileColumn column) {
        return line + "." + column.key();
    }

    /** As much of what was sent as may go into an answer. */
    private static String shortened(String text) {
        StringBuilder shown = new StringBuilder();
        text.codePoints()
                .filter(point -> !Character.isISOControl(point) && Character.getType(point) != Character.SURROGATE)
                .limit(LONGEST_SHOWN)
                .forEach(shown::appendCodePoint);
        return shown.toString();
    }
}
