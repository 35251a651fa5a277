package minqing.organization;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import minqing.database.Columns;
import minqing.fault.Missing;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Keeps the villages and communities. An administrative village (行政村) has natural ones (自然村) below it; the key of a
 * natural village holds its parent's, so the same name may stand below two. What is retired ends its pairings, and an
 * administrative village takes its natural ones along.
 */
@Service
public class VillageKeeping {

    private static final String PARENT_ID = "[a-z][a-z0-9]{0,29}";
    private static final int NAME = 30;

    private final JdbcClient database;
    private final OrganizationChanges changes;
    private final PairingKeeping pairings;
    private final KeptRows parents;
    private final KeptRows villages;
    private final KeptRows communities;

    VillageKeeping(JdbcClient database, OrganizationChanges changes, PairingKeeping pairings) {
        this.database = database;
        this.changes = changes;
        this.pairings = pairings;
        this.parents = new KeptRows(database, changes, "administrative-village", "administrative_village", "id", null);
        this.villages =
                new KeptRows(database, changes, "village", "natural_village", "id", "administrative_village");
        this.communities = new KeptRows(database, changes, "community", "community", "id", null);
    }

    /** Every administrative village, in the order of lists. */
    public List<AdministrativeVillageEntry> administrativeVillages() {
        return database.sql("select * from " + parents.placed() + " parent order by ordinal, id")
                .query(VillageKeeping::administrativeVillage)
                .list();
    }

    public AdministrativeVillageEntry administrativeVillage(String id) {
        return found(administrativeVillages().stream().filter(village -> id.equals(village.id())).toList());
    }

    /** Every natural village, in the order of lists. */
    public List<VillageEntry> villages() {
        return database.sql("select village.* from " + villages.placed()
                        + " village join administrative_village parent on parent.id = village.administrative_village"
                        + " order by parent.ordinal, parent.id, village.ordinal, village.id")
                .query(VillageKeeping::village)
                .list();
    }

    public VillageEntry village(String id) {
        return found(villages().stream().filter(village -> id.equals(village.id())).toList());
    }

    /** Every community, in the order of lists. */
    public List<CommunityEntry> communities() {
        return database.sql("select * from " + communities.placed() + " community order by ordinal, id")
                .query(VillageKeeping::community)
                .list();
    }

    public CommunityEntry community(String id) {
        return found(communities().stream().filter(community -> id.equals(community.id())).toList());
    }

    /** Makes an administrative village; {@code actor} is the administrator's login name. */
    @Transactional
    public AdministrativeVillageEntry create(String actor, AdministrativeVillageEntry entry) {
        changes.oneAtATime();
        EntryCheck check = new EntryCheck();
        String id = newId(check, parents, entry.id(), PARENT_ID, "village");
        Map<String, @Nullable Object> values = values(check, null, entry);
        Integer place = check.place(entry.place());
        check.refuse();
        parents.create(actor, id, values, place);
        return administrativeVillage(id);
    }

    @Transactional
    public AdministrativeVillageEntry change(String actor, String id, AdministrativeVillageEntry entry) {
        changes.oneAtATime();
        Map<String, Object> before = parents.get(id);
        EntryCheck check = new EntryCheck();
        Map<String, @Nullable Object> values = values(check, id, entry);
        Integer place = check.place(entry.place());
        LocalDate retiredOn = check.day("retiredOn", entry.retiredOn());
        check.refuse();
        values.put("retired_on", retiredOn);
        parents.change(actor, id, entry.version(), values, place);
        if (retiredOn != null && !Objects.equals(String.valueOf(before.get("retired_on")), retiredOn.toString())) {
            for (VillageEntry village : villages()) {
                String child = String.valueOf(village.id());
                if (id.equals(village.administrativeVillage()) && village.retiredOn() == null) {
                    Map<String, @Nullable Object> retired = new LinkedHashMap<>();
                    retired.put("retired_on", retiredOn);
                    villages.change(actor, child, village.version(), retired, null);
                    pairings.endAll(actor, "natural_village", child, retiredOn);
                }
            }
            pairings.endContacts(actor, id, retiredOn);
        }
        return administrativeVillage(id);
    }

    /** Makes a natural village; {@code actor} is the administrator's login name. */
    @Transactional
    public VillageEntry create(String actor, VillageEntry entry) {
        changes.oneAtATime();
        EntryCheck check = new EntryCheck();
        String parent = check.text("administrativeVillage", entry.administrativeVillage(), 30);
        if (!parent.isEmpty() && parents.find(parent).filter(row -> row.get("retired_on") == null).isEmpty()) {
            check.fault("administrativeVillage", "organization.fault.unknown");
        }
        String id = check.isFaultless()
                ? newId(check, villages, entry.id(), parent + "-[a-z0-9][a-z0-9-]{0,29}", parent + "-n")
                : "";
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        values.put("administrative_village", parent);
        values.put("name", villageName(check, null, parent, entry.name()));
        Integer place = check.place(entry.place());
        check.refuse();
        villages.create(actor, id, values, place);
        return village(id);
    }

    @Transactional
    public VillageEntry change(String actor, String id, VillageEntry entry) {
        changes.oneAtATime();
        Map<String, Object> before = villages.get(id);
        String parent = String.valueOf(before.get("administrative_village"));
        EntryCheck check = new EntryCheck();
        if (entry.administrativeVillage() != null && !entry.administrativeVillage().equals(parent)) {
            check.fault("administrativeVillage", "organization.fault.parent");
        }
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        values.put("name", villageName(check, id, parent, entry.name()));
        Integer place = check.place(entry.place());
        LocalDate retiredOn = check.day("retiredOn", entry.retiredOn());
        if (retiredOn == null && before.get("retired_on") != null && parents.get(parent).get("retired_on") != null) {
            check.fault("retiredOn", "organization.fault.parent-retired");
        }
        check.refuse();
        values.put("retired_on", retiredOn);
        villages.change(actor, id, entry.version(), values, place);
        if (retiredOn != null) {
            pairings.endAll(actor, "natural_village", id, retiredOn);
        }
        return village(id);
    }

    /** Makes a community; {@code actor} is the administrator's login name. */
    @Transactional
    public CommunityEntry create(String actor, CommunityEntry entry) {
        changes.oneAtATime();
        EntryCheck check = new EntryCheck();
        String id = newId(check, communities, entry.id(), PARENT_ID, "community");
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        values.put("name", communityName(check, null, entry.name()));
        Integer place = check.place(entry.place());
        check.refuse();
        communities.create(actor, id, values, place);
        return community(id);
    }

    @Transactional
    public CommunityEntry change(String actor, String id, CommunityEntry entry) {
        changes.oneAtATime();
        communities.get(id);
        EntryCheck check = new EntryCheck();
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        values.put("name", communityName(check, id, entry.name()));
        Integer place = check.place(entry.place());
        LocalDate retiredOn = check.day("retiredOn", entry.retiredOn());
        check.refuse();
        values.put("retired_on", retiredOn);
        communities.change(actor, id, entry.version(), values, place);
        if (retiredOn != null) {
            pairings.endAll(actor, "community", id, retiredOn);
        }
        return community(id);
    }

    private Map<String, @Nullable Object> values(
            EntryCheck check, @Nullable String id, AdministrativeVillageEntry entry) {
        String town = check.text("town", entry.town(), NAME);
        String name = check.text("name", entry.name(), NAME);
        if (check.isFaultless() && parents.isTaken(id, Map.of("town", town, "name", name))) {
            check.fault("name", "organization.fault.taken");
        }
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        values.put("name", name);
        values.put("town", town);
        return values;
    }

    private String villageName(EntryCheck check, @Nullable String id, String parent, @Nullable String entered) {
        String name = check.text("name", entered, NAME);
        if (!name.isEmpty() && villages.isTaken(id, Map.of("administrative_village", parent, "name", name))) {
            check.fault("name", "organization.fault.taken");
        }
        return name;
    }

    private String communityName(EntryCheck check, @Nullable String id, @Nullable String entered) {
        String name = check.text("name", entered, NAME);
        if (!name.isEmpty() && communities.isTaken(id, Map.of("name", name))) {
            check.fault("name", "organization.fault.taken");
        }
        return name;
    }

    /** The identifier entered, or the first free one with a number behind the beginning. */
    private static String newId(
            EntryCheck check, KeptRows rows, @Nullable String entered, String pattern, String beginning) {
        String id = check.identifier("id", entered, pattern);
        if (id != null) {
            if (rows.find(id).isPresent()) {
                check.fault("id", "organization.fault.taken");
            }
            return id;
        }
        int number = 1;
        while (rows.find(beginning + number).isPresent()) {
            number++;
        }
        return beginning + number;
    }

    private static <T> T found(List<T> found) {
        if (found.isEmpty()) {
            throw new Missing("fault.missing");
        }
        return found.get(0);
    }

    private static AdministrativeVillageEntry administrativeVillage(ResultSet row, int index) throws SQLException {
        return new AdministrativeVillageEntry(
                row.getString("id"),
                row.getString("name"),
                row.getString("town"),
                row.getInt("place"),
                Columns.dateOrNull(row, "retired_on"),
                row.getInt("version"));
    }

    private static VillageEntry village(ResultSet row, int index) throws SQLException {
        return new VillageEntry(
                row.getString("id"),
                row.getString("administrative_village"),
                row.getString("name"),
                row.getInt("place"),
                Columns.dateOrNull(row, "retired_on"),
                row.getInt("version"));
    }

    private static CommunityEntry community(ResultSet row, int index) throws SQLException {
        return new CommunityEntry(
                row.getString("id"),
                row.getString("name"),
                row.getInt("place"),
                Columns.dateOrNull(row, "retired_on"),
                row.getInt("version"));
    }
}
