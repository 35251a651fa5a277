package minqing.organization;

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
 * A data file: comma separated, UTF-8, the first line naming the columns, a value with a comma or quote in quotes. Values
 * lose what only fills a cell: spaces around them, and those that widen a two-character name (周  伟).
 */
final class Table {

    private static final Pattern PADDING = Pattern.compile("(?<=\\p{IsHan})[\\s\u3000]+(?=\\p{IsHan})");

    private Table() {}

    /**
     * The rows of a file, each by column name.
     *
     * @throws IllegalArgumentException naming file and line when a line has not as many values as there are columns
     */
    static List<Map<String, String>> read(Resource file) {
        try {
            List<String> lines = file.getContentAsString(StandardCharsets.UTF_8)
                    .replace("\uFEFF", "")
                    .lines()
                    .toList();
            List<String> columns = values(lines.get(0));
            List<Map<String, String>> rows = new ArrayList<>();
            for (int number = 1; number < lines.size(); number++) {
                if (lines.get(number).isBlank()) {
                    continue;
                }
                List<String> values = values(lines.get(number));
                if (values.size() != columns.size()) {
                    throw new IllegalArgumentException("%s, line %d: %d values for %d columns"
                            .formatted(file.getDescription(), number + 1, values.size(), columns.size()));
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

    private static List<String> values(String line) {
        List<String> values = new ArrayList<>();
        StringBuilder value = new StringBuilder();
        boolean quoted = false;
        for (int index = 0; index < line.length(); index++) {
            char letter = line.charAt(index);
            boolean doubled = quoted && letter == '"' && index + 1 < line.length() && line.charAt(index + 1) == '"';
            if (doubled) {
                value.append('"');
                index++;
            } else if (letter == '"') {
                quoted = !quoted;
            } else if (letter == ',' && !quoted) {
                values.add(cleaned(value));
                value.setLength(0);
            } else {
                value.append(letter);
            }
        }
        values.add(cleaned(value));
        return values;
    }

    private static String cleaned(CharSequence value) {
        return PADDING.matcher(value).replaceAll("").strip();
    }
}
