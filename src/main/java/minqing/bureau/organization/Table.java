package minqing.bureau.organization;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.core.io.Resource;

/**
 * A data file: comma separated, the first line naming the columns, a value with a comma, quote or line break in quotes.
 * Values lose what only fills a cell: spaces around them, and those that widen a two-character name (周  伟).
 */
final class Table {

    private static final Pattern PADDING = Pattern.compile("(?<=\\p{IsHan})[\\s\u3000]+(?=\\p{IsHan})");

    private Table() {}

    /**
     * The rows of a file in UTF-8, each by column name.
     *
     * @throws IllegalArgumentException naming file and line when a line has not as many values as there are columns
     */
    static List<Map<String, String>> read(Resource file) {
        try {
            List<Line> lines = lines(file.getContentAsString(StandardCharsets.UTF_8));
            if (lines.isEmpty()) {
                throw new IllegalArgumentException(file.getDescription() + " names no columns");
            }
            List<String> columns = lines.get(0).values();
            List<Map<String, String>> rows = new ArrayList<>();
            for (Line line : lines.subList(1, lines.size())) {
                List<String> values = line.values();
                if (values.size() != columns.size()) {
                    throw new IllegalArgumentException("%s, line %d: %d values for %d columns"
                            .formatted(file.getDescription(), line.number(), values.size(), columns.size()));
                }
                Map<String, String> row = new LinkedHashMap<>();
                for (int column = 0; column < columns.size(); column++) {
                    row.put(columns.get(column), values.get(column));
                }
                rows.add(row);
            }
            return rows;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The lines that hold anything, the one with the columns' names first. */
    static List<Line> lines(String text) {
        List<Line> lines = new ArrayList<>();
        List<String> values = new ArrayList<>();
        StringBuilder value = new StringBuilder();
        boolean quoted = false;
        int number = 1;
        int began = 1;
        String whole = text.startsWith("\uFEFF") ? text.substring(1) : text;
        for (int index = 0; index <= whole.length(); index++) {
            boolean end = index == whole.length();
            char letter = end ? '\n' : whole.charAt(index);
            if (quoted && !end) {
                if (letter == '"' && index + 1 < whole.length() && whole.charAt(index + 1) == '"') {
                    value.append('"');
                    index++;
                } else if (letter == '"') {
                    quoted = false;
                } else {
                    number += letter == '\n' ? 1 : 0;
                    value.append(letter);
                }
            } else if (letter == '"') {
                quoted = true;
            } else if (letter == ',') {
                values.add(cleaned(value));
                value.setLength(0);
            } else if (letter == '\n') {
                values.add(cleaned(value));
                value.setLength(0);
                if (values.stream().anyMatch(one -> !one.isEmpty())) {
                    lines.add(new Line(began, List.copyOf(values)));
                }
                values.clear();
                number++;
                began = number;
            } else {
                value.append(letter);
            }
        }
        return lines;
    }

    /** Whether a text is fit for a cell and a column: no control characters, no halves of characters. */
    static boolean isPlain(String text) {
        return text.codePoints()
                .noneMatch(point -> Character.isISOControl(point)
                        || Character.getType(point) == Character.SURROGATE
                        || Character.getType(point) == Character.UNASSIGNED
                        || Character.getType(point) == Character.FORMAT
                        || Character.getType(point) == Character.LINE_SEPARATOR
                        || Character.getType(point) == Character.PARAGRAPH_SEPARATOR);
    }

    static String cleaned(CharSequence value) {
        return PADDING.matcher(value).replaceAll("").strip();
    }

    /**
     * A line of a file.
     *
     * @param number of the line it begins on, from 1
     */
    record Line(int number, List<String> values) {}
}
