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

/** Keeps the communities (社区). One that is retired ends its pairings. */
@Service
public class CommunityKeeping extends Keeping<CommunityEntry> {

    private final PairingKeeping pairings;

    CommunityKeeping(JdbcClient database, OrganizationChanges changes, PairingKeeping pairings) {
        super(
                database,
                changes,
                new KeptRows(database, changes, "community", "community", "id", null),
                CommunityKeeping::entry);
        this.pairings = pairings;
    }

    @Override
    Draft draft(EntryCheck check, CommunityEntry entry) {
        return new Draft(newId(check, entry.id(), PLAIN_ID, "community"), values(check, null, entry));
    }

    @Override
    Map<String, @Nullable Object> changed(
            EntryCheck check, String id, Map<String, Object> before, CommunityEntry entry) {
        return values(check, id, entry);
    }

    @Override
    void written(String actor, String id, Map<String, Object> before, @Nullable LocalDate retiredOn) {
        if (retiredOn != null) {
            pairings.endAll(actor, "community", id, retiredOn);
        }
    }

    private Map<String, @Nullable Object> values(EntryCheck check, @Nullable String id, CommunityEntry entry) {
        String name = check.text("name", entry.name(), LONGEST_NAME);
        if (!name.isEmpty()) {
            requireUnique(check, id, "name", Map.of("name", name));
        }
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        values.put("name", name);
        return values;
    }

    private static CommunityEntry entry(ResultSet row, int index) throws SQLException {
        return new CommunityEntry(
                row.getString("id"),
                row.getString("name"),
                row.getInt("place"),
                Columns.dateOrNull(row, "retired_on"),
                row.getInt("version"));
    }
}
