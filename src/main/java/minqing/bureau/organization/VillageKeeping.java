package minqing.bureau.organization;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import minqing.platform.database.Columns;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * Keeps the natural villages (自然村). The key of one holds its parent's, so the same name may stand below two. One that is
 * retired ends its pairings.
 */
@Service
public class VillageKeeping extends Keeping<VillageEntry> {

    private final KeptRows parents;
    private final PairingKeeping pairings;

    VillageKeeping(JdbcClient database, OrganizationChanges changes, PairingKeeping pairings) {
        super(
                database,
                changes,
                new KeptRows(database, changes, "village", "natural_village", "id", "administrative_village"),
                VillageKeeping::entry);
        this.parents = AdministrativeVillageKeeping.rows(database, changes);
        this.pairings = pairings;
    }

    /** Below its parent, in the order of the parents. */
    @Override
    String inOrder() {
        return " join administrative_village parent on parent.id = one.administrative_village"
                + " order by parent.ordinal, parent.id, one.ordinal, one.id";
    }

    /** Retires those below an administrative village that are still there. */
    void retireBelow(String actor, String parent, LocalDate day) {
        for (VillageEntry village : all()) {
            if (parent.equals(village.administrativeVillage()) && village.retiredOn() == null) {
                String id = String.valueOf(village.id());
                Map<String, @Nullable Object> retired = new LinkedHashMap<>();
                retired.put("retired_on", day);
                rows().change(actor, id, village.version(), retired, null);
                pairings.endAll(actor, "natural_village", id, day);
            }
        }
    }

    @Override
    Draft draft(EntryCheck check, VillageEntry entry) {
        String parent = check.text("administrativeVillage", entry.administrativeVillage(), LONGEST_NAME);
        if (!parent.isEmpty()
                && parents.find(parent)
                        .filter(row -> row.get("retired_on") == null)
                        .isEmpty()) {
            check.fault("administrativeVillage", "organization.fault.unknown");
        }
        String id =
                check.isFaultless() ? newId(check, entry.id(), parent + "-[a-z0-9][a-z0-9-]{0,29}", parent + "-n") : "";
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        values.put("administrative_village", parent);
        values.put("name", name(check, null, parent, entry));
        return new Draft(id, values);
    }

    @Override
    Map<String, @Nullable Object> changed(EntryCheck check, String id, Map<String, Object> before, VillageEntry entry) {
        String parent = parent(before);
        if (entry.administrativeVillage() != null
                && !entry.administrativeVillage().equals(parent)) {
            check.fault("administrativeVillage", "organization.fault.parent");
        }
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        values.put("name", name(check, id, parent, entry));
        return values;
    }

    @Override
    void checkRetirement(EntryCheck check, String id, Map<String, Object> before, @Nullable LocalDate retiredOn) {
        if (retiredOn == null
                && before.get("retired_on") != null
                && parents.get(parent(before)).get("retired_on") != null) {
            check.fault("retiredOn", "organization.fault.parent-retired");
        }
    }

    @Override
    void written(String actor, String id, Map<String, Object> before, @Nullable LocalDate retiredOn) {
        if (retiredOn != null) {
            pairings.endAll(actor, "natural_village", id, retiredOn);
        }
    }

    private String name(EntryCheck check, @Nullable String id, String parent, VillageEntry entry) {
        String name = check.text("name", entry.name(), LONGEST_NAME);
        if (!name.isEmpty()) {
            requireUnique(check, id, "name", Map.of("administrative_village", parent, "name", name));
        }
        return name;
    }

    private static String parent(Map<String, Object> row) {
        return String.valueOf(row.get("administrative_village"));
    }

    private static VillageEntry entry(ResultSet row, int index) throws SQLException {
        return new VillageEntry(
                row.getString("id"),
                row.getString("administrative_village"),
                row.getString("name"),
                row.getInt("place"),
                Columns.dateOrNull(row, "retired_on"),
                row.getInt("version"));
    }
}
