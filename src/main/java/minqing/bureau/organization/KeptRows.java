package minqing.bureau.organization;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import minqing.platform.fault.Conflict;
import minqing.platform.fault.Missing;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The rows of one table that an administrator keeps: made, changed against the version that was seen, put in order,
 * retired and never removed. Each change is noted field by field under the names the fields have outside.
 *
 * @param subject what the change log calls a row
 * @param key the column that names a row
 * @param scope the column within whose values the order holds; null: the whole table has one order
 */
record KeptRows(
        JdbcClient database,
        OrganizationChanges changes,
        String subject,
        String table,
        String key,
        @Nullable String scope) {

    Optional<Map<String, Object>> find(String id) {
        return database
                .sql("select * from " + table + " where " + key + " = :id")
                .param("id", id)
                .query()
                .listOfRows()
                .stream()
                .findFirst();
    }

    Map<String, Object> get(String id) {
        return find(id).orElseThrow(() -> new Missing("fault.missing"));
    }

    /** Whether another row than {@code id} has these values. */
    boolean isTaken(@Nullable String id, Map<String, ?> values) {
        String same =
                values.keySet().stream().map(column -> column + " = :" + column).collect(Collectors.joining(" and "));
        return database.sql("select exists (select 1 from " + table + " where " + same + " and " + key
                        + " is distinct from :id::text)")
                .params(values)
                .param("id", id)
                .query(Boolean.class)
                .single();
    }

    /** Makes a row and puts it at its place, or at the end. */
    void create(String actor, String id, Map<String, @Nullable Object> values, @Nullable Integer place) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>(values);
        all.put(key, id);
        Object within = scope == null ? null : values.get(scope);
        all.put("ordinal", last(within) + 1);
        String columns = String.join(", ", all.keySet());
        String parameters = all.keySet().stream().map(column -> ":" + column).collect(Collectors.joining(", "));
        database.sql("insert into " + table + " (" + columns + ") values (" + parameters + ")")
                .params(all)
                .update();
        changes.note(actor, subject, id, "create", null, null, values.get("name"));
        if (place != null) {
            move(id, place, within);
        }
    }

    /**
     * Changes a row.
     *
     * @throws Conflict when somebody else has changed it since the version was seen
     */
    void change(
            String actor,
            String id,
            @Nullable Integer version,
            Map<String, @Nullable Object> values,
            @Nullable Integer place) {
        Map<String, Object> before = get(id);
        if (version == null || !version.equals(before.get("version"))) {
            throw new Conflict("organization.overtaken");
        }
        String assignments =
                values.keySet().stream().map(column -> column + " = :" + column).collect(Collectors.joining(", "));
        database.sql("update " + table + " set " + assignments + ", version = version + 1 where " + key + " = :id")
                .params(values)
                .param("id", id)
                .update();
        values.forEach((column, value) -> {
            Object old = text(before.get(column));
            if (!Objects.equals(old, text(value))) {
                changes.note(actor, subject, id, "change", outside(column), old, text(value));
            }
        });
        Object within = scope == null ? null : before.get(scope);
        int was = place(id);
        if (place != null && place != was) {
            move(id, place, within);
            int is = place(id);
            if (is != was) {
                changes.note(actor, subject, id, "change", "place", was, is);
            }
        }
    }

    /**
     * All rows with the column {@code place}: where a row stands among those that are not retired, from 1; for a retired
     * row, where the next one stands.
     */
    String placed() {
        return "(select kept.*, 1 + count(*) filter (where retired_on is null) over ("
                + (scope == null ? "" : "partition by " + scope + " ") + "order by ordinal, " + key
                + " rows between unbounded preceding and 1 preceding) as place from " + table + " kept)";
    }

    private int place(String id) {
        return database.sql("select place from " + placed() + " placed where " + key + " = :id")
                .param("id", id)
                .query(Integer.class)
                .single();
    }

    /** Retired rows stand between the others and do not count. */
    private void move(String id, int place, @Nullable Object within) {
        List<Map<String, Object>> rows = new ArrayList<>(inOrder(within));
        Map<String, Object> moved =
                rows.stream().filter(row -> id.equals(row.get(key))).findFirst().orElseThrow();
        rows.remove(moved);
        int index = 0;
        int passed = 0;
        while (index < rows.size() && passed < place - 1) {
            if (rows.get(index).get("retired_on") == null) {
                passed++;
            }
            index++;
        }
        rows.add(index, moved);
        for (int position = 0; position < rows.size(); position++) {
            database.sql("update " + table + " set ordinal = :ordinal where " + key + " = :id and ordinal <> :ordinal")
                    .param("ordinal", position + 1)
                    .param("id", rows.get(position).get(key))
                    .update();
        }
    }

    private List<Map<String, Object>> inOrder(@Nullable Object within) {
        return database.sql("select " + key + ", ordinal, retired_on from " + table + condition()
                        + " order by ordinal, " + key)
                .params(parameters(within))
                .query()
                .listOfRows();
    }

    private int last(@Nullable Object within) {
        return database.sql("select coalesce(max(ordinal), 0) from " + table + condition())
                .params(parameters(within))
                .query(Integer.class)
                .single();
    }

    private String condition() {
        return scope == null ? "" : " where " + scope + " = :within";
    }

    private static Map<String, Object> parameters(@Nullable Object within) {
        return within == null ? Map.of() : Map.of("within", within);
    }

    /** Columns are called what the entry's fields are called, but for the case. */
    private static String outside(String column) {
        StringBuilder name = new StringBuilder();
        for (int index = 0; index < column.length(); index++) {
            if (column.charAt(index) == '_') {
                index++;
                name.append(Character.toUpperCase(column.charAt(index)));
            } else {
                name.append(column.charAt(index));
            }
        }
        return name.toString();
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }
}
