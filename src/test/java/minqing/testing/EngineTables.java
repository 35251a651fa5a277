package minqing.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Looks for a trace of personal data in everything the engine stores: each text and byte column of each of its tables, as
 * the catalogue of the database names them, so that no table is forgotten.
 */
@Component
public class EngineTables {

    private final JdbcClient database;

    EngineTables(JdbcClient database) {
        this.database = database;
    }

    /** Every column of the whole database, the engine's and our own, that holds the marker: {@code table.column}. */
    public List<String> columnsHolding(String marker) {
        List<String> found = new ArrayList<>();
        for (Column column : columns("%", "ARRAY", "jsonb")) {
            if (spellings(marker).stream().anyMatch(spelling -> traces(column, spelling) > 0)) {
                found.add(column.table() + "." + column.name());
            }
        }
        return found;
    }

    /** Fails with the columns in which any of the markers, plain or as JSON escapes it, is found. */
    public void assertNoTraceOf(String... markers) {
        List<String> found = new ArrayList<>();
        List<Column> columns = columns("act\\_%");
        assertThat(columns).as("the engine's columns").hasSizeGreaterThan(200);
        for (String marker : spellings(markers)) {
            for (Column column : columns) {
                if (traces(column, marker) > 0) {
                    found.add(column.table() + "." + column.name() + " holds " + marker);
                }
            }
        }
        assertThat(found).as("traces in the engine's tables").isEmpty();
    }

    private List<Column> columns(String tables, String... furtherTypes) {
        List<String> types = new ArrayList<>(List.of("character varying", "text", "character", "bytea"));
        types.addAll(List.of(furtherTypes));
        return database.sql("""
                        select table_name, column_name, data_type
                        from information_schema.columns
                        where table_schema = current_schema() and table_name like :tables
                          and data_type in (:types)
                        order by table_name, column_name
                        """)
                .param("tables", tables)
                .param("types", types)
                .query((row, number) -> new Column(
                        row.getString("table_name"),
                        row.getString("column_name"),
                        "bytea".equals(row.getString("data_type"))))
                .list();
    }

    private long traces(Column column, String marker) {
        String needle = column.bytes() ? "convert_to(:marker, 'UTF8')" : ":marker";
        String place = column.bytes() ? column.name() : column.name() + "::text";
        return database.sql("select count(*) from " + column.table() + " where position(" + needle + " in " + place
                        + ") > 0")
                .param("marker", marker)
                .query(Long.class)
                .single();
    }

    private static Set<String> spellings(String... markers) {
        Set<String> spellings = new LinkedHashSet<>();
        for (String marker : markers) {
            spellings.add(marker);
            StringBuilder escaped = new StringBuilder();
            marker.chars().forEach(letter -> {
                if (letter < 128) {
                    escaped.append((char) letter);
                } else {
                    escaped.append(String.format("\\u%04x", letter));
                }
            });
            spellings.add(escaped.toString());
        }
        return spellings;
    }

    private record Column(String table, String name, boolean bytes) {}
}
