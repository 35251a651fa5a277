package minqing.organization;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import minqing.database.Columns;
import minqing.fault.Missing;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Keeps the leaders who take part. One who leaves is retired, and the pairings end on that day; the group of leaders
 * follows.
 */
@Service
public class LeaderKeeping {

    private static final int NAME = 30;
    private static final int POSITION = 60;

    private final JdbcClient database;
    private final OrganizationChanges changes;
    private final Directory directory;
    private final AccountKeeping accounts;
    private final PairingKeeping pairings;
    private final Clock clock;
    private final KeptRows rows;

    LeaderKeeping(
            JdbcClient database,
            OrganizationChanges changes,
            Directory directory,
            AccountKeeping accounts,
            PairingKeeping pairings,
            Clock clock) {
        this.database = database;
        this.changes = changes;
        this.directory = directory;
        this.accounts = accounts;
        this.pairings = pairings;
        this.clock = clock;
        this.rows = new KeptRows(database, changes, "leader", "leader", "account", null);
    }

    /** Every leader, in the order of annex 1. */
    public List<LeaderEntry> all() {
        return database.sql("select * from " + rows.placed() + " leader order by ordinal")
                .query(LeaderKeeping::entry)
                .list();
    }

    public LeaderEntry one(String account) {
        return all().stream()
                .filter(leader -> account.equals(leader.account()))
                .findFirst()
                .orElseThrow(() -> new Missing("fault.missing"));
    }

    /**
     * Makes somebody with an account a leader.
     *
     * @param actor the administrator's login name
     */
    @Transactional
    public LeaderEntry create(String actor, LeaderEntry entry) {
        changes.oneAtATime();
        EntryCheck check = new EntryCheck();
        String account = check.text("account", entry.account(), 64);
        Optional<Account> person = directory.account(account);
        if (!account.isEmpty() && person.isEmpty()) {
            check.fault("account", "organization.fault.no-account");
        } else if (rows.find(account).isPresent()) {
            check.fault("account", "organization.fault.taken");
        }
        boolean named = entry.name() != null && !entry.name().isBlank();
        Map<String, @Nullable Object> values = values(
                check, entry, named ? entry.name() : person.map(Account::name).orElse(null), null);
        Integer place = check.place(entry.place());
        check.refuse();
        rows.create(actor, account, values, place);
        accounts.put(actor, account, Role.LEADER.group(), true);
        return one(account);
    }

    /** Changes a leader; {@code retiredOn} ends the part in the activity, and with it the pairings. */
    @Transactional
    public LeaderEntry change(String actor, String account, LeaderEntry entry) {
        changes.oneAtATime();
        Map<String, Object> before = rows.get(account);
        EntryCheck check = new EntryCheck();
        Map<String, @Nullable Object> values = values(check, entry, entry.name(), before.get("unit"));
        Integer place = check.place(entry.place());
        LocalDate retiredOn = check.day("retiredOn", entry.retiredOn());
        check.refuse();
        values.put("retired_on", retiredOn);
        rows.change(actor, account, entry.version(), values, place);
        if (retiredOn != null) {
            pairings.endAll(actor, "leader", account, retiredOn);
        }
        boolean takesPart = retiredOn == null || retiredOn.isAfter(LocalDate.now(clock));
        if (directory.account(account).isPresent()) {
            accounts.put(actor, account, Role.LEADER.group(), takesPart);
        }
        return one(account);
    }

    private Map<String, @Nullable Object> values(
            EntryCheck check, LeaderEntry entry, @Nullable String name, @Nullable Object knownUnit) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        values.put("name", check.text("name", name, NAME));
        values.put("position", check.text("position", entry.position(), POSITION));
        String unit = check.text("unit", entry.unit(), 30);
        if (!unit.isEmpty() && !unit.equals(knownUnit) && !isThere(unit)) {
            check.fault("unit", "organization.fault.unknown");
        }
        values.put("unit", unit);
        return values;
    }

    private boolean isThere(String unit) {
        return database.sql("""
                        select exists (select 1 from unit
                                       where code = :unit and (retired_on is null or retired_on > :today))
                        """)
                .param("unit", unit)
                .param("today", LocalDate.now(clock))
                .query(Boolean.class)
                .single();
    }

    private static LeaderEntry entry(ResultSet row, int index) throws SQLException {
        return new LeaderEntry(
                row.getString("account"),
                row.getString("name"),
                row.getString("position"),
                row.getString("unit"),
                row.getInt("place"),
                Columns.dateOrNull(row, "retired_on"),
                row.getInt("version"));
    }
}
