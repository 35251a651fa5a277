package minqing.bureau.organization;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.core.io.ResourceLoader;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Brings units, leaders, villages and pairing from the data files of a directory: {@code units.csv leaders.csv
 * villages.csv communities.csv pairing.csv}. Only what is missing is brought in: what is there is in the administrator's
 * hands, whatever the files say of it. A pairing is missing when the two were never paired, a contact when the village
 * never had one.
 */
@Component
class OrganizationData {

    /** The activity starts in July 2011; a pairing that names no day holds from then on. */
    private static final LocalDate START = LocalDate.of(2011, 7, 1);

    private final JdbcClient database;
    private final ResourceLoader files;
    private final OrganizationChanges changes;

    OrganizationData(JdbcClient database, ResourceLoader files, OrganizationChanges changes) {
        this.database = database;
        this.files = files;
        this.changes = changes;
    }

    /**
     * Loads a directory; loading it again changes nothing.
     *
     * @param directory a resource location that ends in a slash
     * @throws IllegalArgumentException naming the file and the name that is at fault
     */
    void load(String directory) {
        changes.oneAtATime();
        long before = rows();
        Names names = new Names();
        units(file(directory, "units.csv"), names);
        leaders(file(directory, "leaders.csv"), names);
        villages(file(directory, "villages.csv"), names);
        communities(file(directory, "communities.csv"), names);
        pairing(file(directory, "pairing.csv"), names);
        long added = rows() - before;
        if (added > 0) {
            changes.note(null, "data", "files", "load", null, null, added);
        }
    }

    private Resource file(String directory, String name) {
        return files.getResource(directory + name);
    }

    private long rows() {
        return database.sql("""
                        select (select count(*) from unit) + (select count(*) from leader)
                             + (select count(*) from administrative_village) + (select count(*) from natural_village)
                             + (select count(*) from community) + (select count(*) from village_pairing)
                             + (select count(*) from community_pairing) + (select count(*) from village_contact)
                        """).query(Long.class).single();
    }

    private void units(Resource file, Names names) {
        for (Map<String, String> row : Table.read(file)) {
            names.put("unit", row.get("name"), row.get("code"));
            database.sql("""
                            insert into unit (code, name, seal_name, kind, ordinal)
                            select :code, :name, :seal_name, :kind, coalesce(max(ordinal), 0) + 1 from unit
                            on conflict do nothing
                            """).params(row).update();
        }
    }

    private void leaders(Resource file, Names names) {
        for (Map<String, String> row : Table.read(file)) {
            names.put("leader", row.get("unit") + " " + row.get("name"), row.get("account"));
            database.sql("""
                            insert into leader (account, name, position, ordinal, unit)
                            select :account, :name, :position, coalesce(max(ordinal), 0) + 1, :unit from leader
                            on conflict (account) do nothing
                            """).params(row).update();
        }
    }

    private void villages(Resource file, Names names) {
        for (Map<String, String> row : Table.read(file)) {
            String id = row.getOrDefault("id", "");
            String parentName = row.get("town") + " " + row.get("administrative_village");
            if (row.getOrDefault("natural_village", "").isEmpty()) {
                names.put("parent", parentName, id);
                database.sql("""
                                insert into administrative_village (id, name, town, ordinal)
                                select :id, :administrative_village, :town, coalesce(max(ordinal), 0) + 1
                                from administrative_village
                                on conflict do nothing
                                """).params(row).update();
            } else {
                int parent = id.indexOf('-');
                if (parent < 1) {
                    throw new IllegalArgumentException(
                            file.getDescription() + ": " + id + " does not name its administrative village");
                }
                names.put("village", parentName + " " + row.get("natural_village"), id);
                database.sql("""
                                insert into natural_village (id, administrative_village, name, ordinal)
                                select :id, parent.id, :natural_village,
                                       (select coalesce(max(ordinal), 0) + 1 from natural_village
                                        where administrative_village = parent.id)
                                from administrative_village parent where parent.id = :parent
                                on conflict do nothing
                                """)
                        .params(row)
                        .param("parent", id.substring(0, parent))
                        .update();
            }
        }
    }

    private void communities(Resource file, Names names) {
        for (Map<String, String> row : Table.read(file)) {
            names.put("community", row.get("name"), row.get("id"));
            database.sql("""
                            insert into community (id, name, ordinal)
                            select :id, :name, coalesce(max(ordinal), 0) + 1 from community
                            on conflict do nothing
                            """).params(row).update();
        }
    }

    /** Annex 1: a row says that a leader is paired with a natural village, its contact, and the leader's community. */
    private void pairing(Resource file, Names names) {
        List<Map<String, String>> rows = Table.read(file);
        Map<String, Boolean> missing = new HashMap<>();
        for (Map<String, String> row : rows) {
            String unit = names.get(file, row, "unit", row.get("participating_unit"));
            String leader = names.get(file, row, "leader", unit + " " + row.get("leader"));
            String parentName = row.get("town") + " " + row.get("administrative_village");
            String parent = names.get(file, row, "parent", parentName);
            String village = names.get(file, row, "village", parentName + " " + row.get("natural_village"));
            String community = names.get(file, row, "community", row.get("paired_community"));
            LocalDate from = Optional.ofNullable(date(row, "valid_from")).orElse(START);
            LocalDate to = date(row, "valid_to");
            // Asked before the file's first row of the two: the file may hold several times of them.
            if (missing.computeIfAbsent(
                    leader + " " + village,
                    two -> isMissing(
                            "village_pairing", "leader = :first and natural_village = :second", leader, village))) {
                insert("village_pairing", "leader", leader, "natural_village", village, from, to);
            }
            if (missing.computeIfAbsent(
                    leader + " " + community,
                    two -> isMissing(
                            "community_pairing", "leader = :first and community = :second", leader, community))) {
                insert("community_pairing", "leader", leader, "community", community, from, to);
            }
            String contact = row.getOrDefault("village_contact", "");
            if (!contact.isEmpty()
                    && missing.computeIfAbsent(
                            parent,
                            one -> isMissing("village_contact", "administrative_village = :first", parent, ""))) {
                insert("village_contact", "administrative_village", parent, "name", contact, from, to);
            }
        }
    }

    private boolean isMissing(String table, String condition, String first, String second) {
        return database.sql("select not exists (select 1 from " + table + " where " + condition + ")")
                .param("first", first)
                .param("second", second)
                .query(Boolean.class)
                .single();
    }

    private void insert(
            String table,
            String firstColumn,
            String first,
            String secondColumn,
            String second,
            LocalDate from,
            @Nullable LocalDate to) {
        database.sql("insert into " + table + " (" + firstColumn + ", " + secondColumn
                        + ", valid_from, valid_to) values (:first, :second, :from, :to) on conflict do nothing")
                .param("first", first)
                .param("second", second)
                .param("from", from)
                .param("to", to)
                .update();
    }

    private static @Nullable LocalDate date(Map<String, String> row, String column) {
        String value = row.getOrDefault(column, "");
        return value.isEmpty() ? null : LocalDate.parse(value);
    }

    /** What the files call things, and the identifiers they give them. */
    private static final class Names {

        private final Map<String, String> identifiers = new HashMap<>();

        void put(String kind, @Nullable String name, @Nullable String identifier) {
            identifiers.put(kind + " " + name, String.valueOf(identifier));
        }

        String get(Resource file, Map<String, String> row, String kind, @Nullable String name) {
            String identifier = identifiers.get(kind + " " + name);
            if (identifier == null) {
                throw new IllegalArgumentException(file.getDescription() + " names something unknown: " + row.values());
            }
            return identifier;
        }
    }
}
