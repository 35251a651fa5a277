package minqing.organization;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.core.io.ResourceLoader;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Brings units, leaders, villages and pairing from the data files of a directory: {@code units.csv leaders.csv
 * villages.csv communities.csv pairing.csv}. What is there already is brought up to date, nothing is taken away: a unit or
 * village once named in a record stays known.
 */
@Component
class OrganizationData {

    /** The activity starts in July 2011; a pairing that names no day holds from then on. */
    private static final LocalDate START = LocalDate.of(2011, 7, 1);

    private final JdbcClient database;
    private final ResourceLoader files;

    OrganizationData(JdbcClient database, ResourceLoader files) {
        this.database = database;
        this.files = files;
    }

    /**
     * Loads a directory; loading it again changes nothing.
     *
     * @param directory a resource location that ends in a slash
     * @throws IllegalArgumentException naming the file and the name that is at fault
     */
    void load(String directory) {
        units(file(directory, "units.csv"));
        leaders(file(directory, "leaders.csv"));
        villages(file(directory, "villages.csv"));
        communities(file(directory, "communities.csv"));
        pairing(file(directory, "pairing.csv"));
    }

    private Resource file(String directory, String name) {
        return files.getResource(directory + name);
    }

    private void units(Resource file) {
        int ordinal = 0;
        for (Map<String, String> row : Table.read(file)) {
            database.sql("""
                            insert into unit (code, name, seal_name, kind, ordinal)
                            values (:code, :name, :seal_name, :kind, :ordinal)
                            on conflict (code) do update set name = excluded.name, seal_name = excluded.seal_name,
                                kind = excluded.kind, ordinal = excluded.ordinal
                            """).params(row).param("ordinal", ++ordinal).update();
        }
    }

    private void leaders(Resource file) {
        List<Map<String, String>> rows = Table.read(file);
        // The places in the list are unique: they are cleared before they are given anew.
        database.sql("update leader set ordinal = ordinal + (select coalesce(max(ordinal), 0) + :rows from leader)")
                .param("rows", rows.size())
                .update();
        int ordinal = 0;
        for (Map<String, String> row : rows) {
            database.sql("""
                            insert into leader (account, name, position, ordinal, unit)
                            values (:account, :name, :position, :ordinal, :unit)
                            on conflict (account) do update set name = excluded.name, position = excluded.position,
                                ordinal = excluded.ordinal, unit = excluded.unit
                            """).params(row).param("ordinal", ++ordinal).update();
        }
    }

    private void villages(Resource file) {
        int ordinal = 0;
        for (Map<String, String> row : Table.read(file)) {
            ordinal++;
            String id = row.getOrDefault("id", "");
            if (row.getOrDefault("natural_village", "").isEmpty()) {
                database.sql("""
                                insert into administrative_village (id, name, town, ordinal)
                                values (:id, :administrative_village, :town, :ordinal)
                                on conflict (id) do update set name = excluded.name, town = excluded.town,
                                    ordinal = excluded.ordinal
                                """).params(row).param("ordinal", ordinal).update();
            } else {
                int parent = id.indexOf('-');
                if (parent < 1) {
                    throw new IllegalArgumentException(
                            file.getDescription() + ": " + id + " does not name its administrative village");
                }
                database.sql("""
                                insert into natural_village (id, administrative_village, name, ordinal)
                                values (:id, :parent, :natural_village, :ordinal)
                                on conflict (id) do update set name = excluded.name, ordinal = excluded.ordinal
                                """)
                        .params(row)
                        .param("parent", id.substring(0, parent))
                        .param("ordinal", ordinal)
                        .update();
            }
        }
    }

    private void communities(Resource file) {
        for (Map<String, String> row : Table.read(file)) {
            database.sql("""
                            insert into community (id, name) values (:id, :name)
                            on conflict (id) do update set name = excluded.name
                            """).params(row).update();
        }
    }

    /** Annex 1: a row says that a leader is paired with a natural village, its contact, and the leader's community. */
    private void pairing(Resource file) {
        for (Map<String, String> row : Table.read(file)) {
            String leader = found(file, row, """
                    select account from leader join unit on unit.code = leader.unit
                    where leader.name = :leader and unit.name = :participating_unit
                    """);
            String parent = found(
                    file,
                    row,
                    "select id from administrative_village where town = :town and name = :administrative_village");
            String village = found(file, row, """
                    select village.id from natural_village village
                    join administrative_village parent on parent.id = village.administrative_village
                    where parent.town = :town and parent.name = :administrative_village and village.name = :natural_village
                    """);
            String community = found(file, row, "select id from community where name = :paired_community");
            LocalDate from = date(row, "valid_from");
            LocalDate to = date(row, "valid_to");
            Validity validity = new Validity(from == null ? START : from, to);
            pair("village_pairing", "leader", leader, "natural_village", village, validity);
            pair("community_pairing", "leader", leader, "community", community, validity);
            contact(parent, row.getOrDefault("village_contact", ""), validity);
        }
    }

    private void pair(String table, String who, String first, String whom, String second, Validity validity) {
        database.sql("""
                        insert into %1$s (%2$s, %3$s, valid_from, valid_to) values (:first, :second, :from, :to)
                        on conflict (%2$s, %3$s, valid_from) do update set valid_to = excluded.valid_to
                        """.formatted(table, who, whom))
                .param("first", first)
                .param("second", second)
                .param("from", validity.from())
                .param("to", validity.to())
                .update();
    }

    private void contact(String administrativeVillage, String name, Validity validity) {
        if (name.isEmpty()) {
            return;
        }
        database.sql("""
                        insert into village_contact (administrative_village, name, valid_from, valid_to)
                        values (:village, :name, :from, :to)
                        on conflict (administrative_village, valid_from) do update set name = excluded.name,
                            valid_to = excluded.valid_to
                        """)
                .param("village", administrativeVillage)
                .param("name", name)
                .param("from", validity.from())
                .param("to", validity.to())
                .update();
    }

    private String found(Resource file, Map<String, String> row, String query) {
        return database.sql(query)
                .params(row)
                .query(String.class)
                .optional()
                .orElseThrow(() -> new IllegalArgumentException(
                        file.getDescription() + " names something unknown: " + row.values()));
    }

    private static @Nullable LocalDate date(Map<String, String> row, String column) {
        String value = row.getOrDefault(column, "");
        return value.isEmpty() ? null : LocalDate.parse(value);
    }

    private record Validity(LocalDate from, @Nullable LocalDate to) {}
}
