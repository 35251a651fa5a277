package minqing.activity.problem;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import minqing.platform.engine.DecisionTable;
import org.jspecify.annotations.Nullable;

/**
 * The rows of the table of responsible units as its cells say them: {@code "water","air"} in an input, {@code "a,b"} in an
 * output. A table that holds anything else can't be read, and is left alone.
 */
final class ResponsibilityCells {

    private static final List<String> INPUTS = List.of("category", "town", "urgency");
    private static final List<String> OUTPUTS = List.of("leadUnit", "assistingUnits");

    private static final Pattern TEXT = Pattern.compile("\"([^\"\\\\]*)\"");
    private static final Pattern TEXTS = Pattern.compile("\\s*\"[^\"\\\\]*\"\\s*(?:,\\s*\"[^\"\\\\]*\"\\s*)*");

    private ResponsibilityCells() {}

    /** The rows; empty where the table is more than this class can say. */
    static Optional<List<ResponsibilityRow>> rows(DecisionTable table) {
        if (!table.plain()
                || !names(table.inputs()).equals(INPUTS)
                || !names(table.outputs()).equals(OUTPUTS)) {
            return Optional.empty();
        }
        List<ResponsibilityRow> rows = new ArrayList<>();
        for (DecisionTable.Row row : table.rows()) {
            Optional<List<String>> categories = choices(row.inputs().get(0));
            Optional<List<String>> towns = choices(row.inputs().get(1));
            Optional<List<String>> urgency = choices(row.inputs().get(2));
            Optional<List<String>> lead = choices(row.outputs().get(0));
            Optional<List<String>> assists = choices(row.outputs().get(1));
            if (Stream.of(categories, towns, urgency, lead, assists).anyMatch(Optional::isEmpty)
                    || lead.orElseThrow().size() > 1
                    || assists.orElseThrow().size() > 1) {
                return Optional.empty();
            }
            // Both urgencies named is the same as none.
            List<String> urgencies = urgency.orElseThrow();
            rows.add(new ResponsibilityRow(
                    categories.orElseThrow(),
                    towns.orElseThrow(),
                    urgencies.size() == 1 ? urgencies.get(0) : null,
                    lead.orElseThrow().stream()
                            .filter(unit -> !unit.isBlank())
                            .findFirst()
                            .orElse(null),
                    units(assists.orElseThrow()),
                    row.note().isEmpty() ? null : row.note()));
        }
        return Optional.of(List.copyOf(rows));
    }

    /** The rows as cells; they hold nothing that a text of the table can't. */
    static List<DecisionTable.Row> cells(List<ResponsibilityRow> rows) {
        return rows.stream()
                .map(row -> new DecisionTable.Row(
                        row.note() == null ? "" : row.note(),
                        List.of(
                                texts(row.categories()),
                                texts(row.towns()),
                                row.urgency() == null ? "" : quoted(row.urgency())),
                        List.of(
                                quoted(row.leadUnit() == null ? "" : row.leadUnit()),
                                quoted(row.assistingUnits() == null ? "" : String.join(",", row.assistingUnits())))))
                .toList();
    }

    /** The texts a table may hold in a column, as its model lists them. */
    static String texts(@Nullable List<String> choices) {
        return choices == null
                ? ""
                : choices.stream().map(ResponsibilityCells::quoted).collect(Collectors.joining(","));
    }

    /** The codes of all units that any answer of the table could name, of whatever kind the table is. */
    static Set<String> named(DecisionTable table) {
        return table.rows().stream()
                .flatMap(row -> row.outputs().stream())
                .flatMap(cell -> TEXT.matcher(cell).results().map(found -> found.group(1)))
                .flatMap(text -> units(List.of(text)).stream())
                .collect(Collectors.toSet());
    }

    private static List<String> names(List<DecisionTable.Column> columns) {
        return columns.stream().map(DecisionTable.Column::name).toList();
    }

    private static Optional<List<String>> choices(String cell) {
        if (cell.isBlank() || cell.strip().equals("-")) {
            return Optional.of(List.of());
        }
        if (!TEXTS.matcher(cell).matches()) {
            return Optional.empty();
        }
        Matcher texts = TEXT.matcher(cell);
        return Optional.of(
                texts.results().map(found -> found.group(1)).distinct().toList());
    }

    private static List<String> units(List<String> texts) {
        return texts.stream()
                .flatMap(text -> Stream.of(text.split(",")))
                .map(String::strip)
                .filter(unit -> !unit.isEmpty())
                .toList();
    }

    private static String quoted(String text) {
        return '"' + text + '"';
    }
}
