package minqing.organization;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import minqing.database.Columns;
import minqing.fault.Missing;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Keeps the units. A unit that was ever named is retired, not removed; what it was charged with stays its own. */
@Service
public class UnitKeeping {

    static final String CODE = "[a-z][a-z0-9]{0,29}";
    private static final int NAME = 60;
    private static final int SEAL_NAME = 100;
    private static final List<String> KINDS = List.of("bureau", "internal", "external");

    private final JdbcClient database;
    private final OrganizationChanges changes;
    private final UnitGroups groups;
    private final ApplicationEventPublisher events;
    private final KeptRows rows;

    UnitKeeping(
            JdbcClient database, OrganizationChanges changes, UnitGroups groups, ApplicationEventPublisher events) {
        this.database = database;
        this.changes = changes;
        this.groups = groups;
        this.events = events;
        this.rows = new KeptRows(database, changes, "unit", "unit", "code", null);
    }

    /** Every unit, in the order of lists. */
    public List<UnitEntry> all() {
        return database.sql("select * from " + rows.placed() + " unit order by ordinal, code")
                .query(UnitKeeping::entry)
                .list();
    }

    public UnitEntry one(String code) {
        return all().stream()
                .filter(unit -> code.equals(unit.code()))
                .findFirst()
                .orElseThrow(() -> new Missing("fault.missing"));
    }

    /**
     * Makes a unit and the groups of its people.
     *
     * @param actor the administrator's login name
     */
    @Transactional
    public UnitEntry create(String actor, UnitEntry entry) {
        changes.oneAtATime();
        EntryCheck check = new EntryCheck();
        String code = check.identifier("code", entry.code(), CODE);
        if (code == null && check.isFaultless()) {
            check.fault("code", "organization.fault.required");
        }
        if (code != null && rows.find(code).isPresent()) {
            check.fault("code", "organization.fault.taken");
        }
        Map<String, @Nullable Object> values = values(check, null, entry);
        Integer place = check.place(entry.place());
        check.refuse();
        rows.create(actor, String.valueOf(code), values, place);
        madeKnown();
        return one(String.valueOf(code));
    }

    /** Changes a unit, or retires it or brings it back by {@code retiredOn}. */
    @Transactional
    public UnitEntry change(String actor, String code, UnitEntry entry) {
        changes.oneAtATime();
        Map<String, Object> before = rows.get(code);
        EntryCheck check = new EntryCheck();
        Map<String, @Nullable Object> values = values(check, code, entry);
        Integer place = check.place(entry.place());
        String kind = String.valueOf(before.get("kind"));
        if (check.isFaultless() && !kind.equals(values.get("kind")) && (kind.equals("bureau") || "bureau".equals(values.get("kind")))) {
            check.fault("kind", "organization.fault.bureau");
        }
        LocalDate retiredOn = check.day("retiredOn", entry.retiredOn());
        if (retiredOn != null && hasLeaders(code, retiredOn)) {
            check.fault("retiredOn", "organization.fault.unit-with-leaders");
        }
        check.refuse();
        values.put("retired_on", retiredOn);
        rows.change(actor, code, entry.version(), values, place);
        madeKnown();
        return one(code);
    }

    private Map<String, @Nullable Object> values(EntryCheck check, @Nullable String code, UnitEntry entry) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        values.put("name", unique(check, code, "name", "name", check.text("name", entry.name(), NAME)));
        values.put(
                "seal_name",
                unique(check, code, "seal_name", "sealName", check.text("sealName", entry.sealName(), SEAL_NAME)));
        String kind = entry.kind() == null ? "" : entry.kind().strip().toLowerCase(Locale.ROOT);
        if (!KINDS.contains(kind)) {
            check.fault("kind", kind.isEmpty() ? "organization.fault.required" : "organization.fault.choice");
        }
        values.put("kind", kind);
        return values;
    }

    private String unique(EntryCheck check, @Nullable String code, String column, String field, String value) {
        if (!value.isEmpty() && rows.isTaken(code, Map.of(column, value))) {
            check.fault(field, "organization.fault.taken");
        }
        return value;
    }

    private boolean hasLeaders(String code, LocalDate day) {
        return database.sql("""
                        select exists (select 1 from leader
                                       where unit = :code and (retired_on is null or retired_on > :day))
                        """).param("code", code).param("day", day).query(Boolean.class).single();
    }

    private void madeKnown() {
        groups.make();
        events.publishEvent(new UnitsChanged());
    }

    private static UnitEntry entry(ResultSet row, int index) throws SQLException {
        return new UnitEntry(
                row.getString("code"),
                row.getString("name"),
                row.getString("seal_name"),
                row.getString("kind"),
                row.getInt("place"),
                Columns.dateOrNull(row, "retired_on"),
                row.getInt("version"));
    }
}
