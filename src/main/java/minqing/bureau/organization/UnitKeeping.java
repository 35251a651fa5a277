package minqing.bureau.organization;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import minqing.platform.database.Columns;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Keeps the units. A unit that was ever named is retired, not removed; what it was charged with stays its own. */
@Service
public class UnitKeeping extends Keeping<UnitEntry> {

    private static final int LONGEST_UNIT_NAME = 60;
    private static final int LONGEST_SEAL_NAME = 100;
    private static final List<String> KINDS = List.of("bureau", "internal", "external");

    private final JdbcClient database;
    private final UnitGroups groups;
    private final ApplicationEventPublisher events;

    UnitKeeping(JdbcClient database, OrganizationChanges changes, UnitGroups groups, ApplicationEventPublisher events) {
        super(database, changes, new KeptRows(database, changes, "unit", "unit", "code", null), UnitKeeping::entry);
        this.database = database;
        this.groups = groups;
        this.events = events;
    }

    @Override
    Draft draft(EntryCheck check, UnitEntry entry) {
        String code = check.identifier("code", entry.code(), PLAIN_ID);
        if (code == null && check.isFaultless()) {
            check.fault("code", "organization.fault.required");
        }
        if (code != null && rows().find(code).isPresent()) {
            check.fault("code", "organization.fault.taken");
        }
        return new Draft(String.valueOf(code), values(check, null, entry));
    }

    @Override
    Map<String, @Nullable Object> changed(EntryCheck check, String code, Map<String, Object> before, UnitEntry entry) {
        Map<String, @Nullable Object> values = values(check, code, entry);
        String kind = String.valueOf(before.get("kind"));
        if (check.isFaultless()
                && !kind.equals(values.get("kind"))
                && (kind.equals("bureau") || "bureau".equals(values.get("kind")))) {
            check.fault("kind", "organization.fault.bureau");
        }
        return values;
    }

    @Override
    void checkRetirement(EntryCheck check, String code, Map<String, Object> before, @Nullable LocalDate retiredOn) {
        if (retiredOn != null && hasLeaders(code, retiredOn)) {
            check.fault("retiredOn", "organization.fault.unit-with-leaders");
        }
    }

    /** A unit's people have their groups at once. */
    @Override
    void made(String actor, String code) {
        groups.make();
        events.publishEvent(new UnitsChanged());
    }

    @Override
    void written(String actor, String code, Map<String, Object> before, @Nullable LocalDate retiredOn) {
        made(actor, code);
    }

    private Map<String, @Nullable Object> values(EntryCheck check, @Nullable String code, UnitEntry entry) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        values.put("name", unique(check, code, "name", "name", check.text("name", entry.name(), LONGEST_UNIT_NAME)));
        values.put(
                "seal_name",
                unique(
                        check,
                        code,
                        "seal_name",
                        "sealName",
                        check.text("sealName", entry.sealName(), LONGEST_SEAL_NAME)));
        String kind = entry.kind() == null ? "" : entry.kind().strip().toLowerCase(Locale.ROOT);
        if (!KINDS.contains(kind)) {
            check.fault("kind", kind.isEmpty() ? "organization.fault.required" : "organization.fault.choice");
        }
        values.put("kind", kind);
        return values;
    }

    private String unique(EntryCheck check, @Nullable String code, String column, String field, String value) {
        if (!value.isEmpty()) {
            requireUnique(check, code, field, Map.of(column, value));
        }
        return value;
    }

    private boolean hasLeaders(String code, LocalDate day) {
        return database.sql("""
                        select exists (select 1 from leader
                                       where unit = :code and (retired_on is null or retired_on > :day))
                        """)
                .param("code", code)
                .param("day", day)
                .query(Boolean.class)
                .single();
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
