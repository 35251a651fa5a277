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

/** Keeps the administrative villages (行政村). One that is retired takes its natural ones along and ends its contacts. */
@Service
public class AdministrativeVillageKeeping extends Keeping<AdministrativeVillageEntry> {

    private final VillageKeeping villages;
    private final PairingKeeping pairings;

    AdministrativeVillageKeeping(
            JdbcClient database, OrganizationChanges changes, VillageKeeping villages, PairingKeeping pairings) {
        super(database, changes, rows(database, changes), AdministrativeVillageKeeping::entry);
        this.villages = villages;
        this.pairings = pairings;
    }

    static KeptRows rows(JdbcClient database, OrganizationChanges changes) {
        return new KeptRows(database, changes, "administrative-village", "administrative_village", "id", null);
    }

    @Override
    Draft draft(EntryCheck check, AdministrativeVillageEntry entry) {
        return new Draft(newId(check, entry.id(), PLAIN_ID, "village"), values(check, null, entry));
    }

    @Override
    Map<String, @Nullable Object> changed(
            EntryCheck check, String id, Map<String, Object> before, AdministrativeVillageEntry entry) {
        return values(check, id, entry);
    }

    @Override
    void written(String actor, String id, Map<String, Object> before, @Nullable LocalDate retiredOn) {
        if (retiredOn != null && !retiredOn.toString().equals(String.valueOf(before.get("retired_on")))) {
            villages.retireBelow(actor, id, retiredOn);
            pairings.endContacts(actor, id, retiredOn);
        }
    }

    private Map<String, @Nullable Object> values(
            EntryCheck check, @Nullable String id, AdministrativeVillageEntry entry) {
        String town = check.text("town", entry.town(), LONGEST_NAME);
        String name = check.text("name", entry.name(), LONGEST_NAME);
        if (check.isFaultless()) {
            requireUnique(check, id, "name", Map.of("town", town, "name", name));
        }
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        values.put("name", name);
        values.put("town", town);
        return values;
    }

    private static AdministrativeVillageEntry entry(ResultSet row, int index) throws SQLException {
        return new AdministrativeVillageEntry(
                row.getString("id"),
                row.getString("name"),
                row.getString("town"),
                row.getInt("place"),
                Columns.dateOrNull(row, "retired_on"),
                row.getInt("version"));
    }
}
