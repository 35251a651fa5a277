package minqing.bureau.organization;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import minqing.platform.database.Columns;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * Keeps the leaders who take part. One who leaves is retired, and the pairings end on that day; the group of leaders
 * follows.
 */
@Service
public class LeaderKeeping extends Keeping<LeaderEntry> {

    private static final int LONGEST_POSITION = 60;

    private final JdbcClient database;
    private final OrganizationChanges changes;
    private final Directory directory;
    private final AccountKeeping accounts;
    private final PairingKeeping pairings;
    private final Clock clock;

    LeaderKeeping(
            JdbcClient database,
            OrganizationChanges changes,
            Directory directory,
            AccountKeeping accounts,
            PairingKeeping pairings,
            Clock clock) {
        super(
                database,
                changes,
                new KeptRows(database, changes, "leader", "leader", "account", null),
                LeaderKeeping::entry);
        this.database = database;
        this.changes = changes;
        this.directory = directory;
        this.accounts = accounts;
        this.pairings = pairings;
        this.clock = clock;
    }

    /** Whoever has an account may be made a leader, by default under the account's name. */
    @Override
    Draft draft(EntryCheck check, LeaderEntry entry) {
        String account = check.text("account", entry.account(), 64);
        Optional<Account> person = directory.account(account);
        if (!account.isEmpty() && person.isEmpty()) {
            check.fault("account", "organization.fault.no-account");
        } else if (rows().find(account).isPresent()) {
            check.fault("account", "organization.fault.taken");
        }
        boolean named = entry.name() != null && !entry.name().isBlank();
        String name = named ? entry.name() : person.map(Account::name).orElse(null);
        return new Draft(account, values(check, entry, name, null));
    }

    @Override
    Map<String, @Nullable Object> changed(
            EntryCheck check, String account, Map<String, Object> before, LeaderEntry entry) {
        return values(check, entry, entry.name(), before.get("unit"));
    }

    @Override
    void made(String actor, String account) {
        accounts.put(actor, account, Role.LEADER.group(), true);
    }

    @Override
    void written(String actor, String account, Map<String, Object> before, @Nullable LocalDate retiredOn) {
        if (retiredOn != null) {
            pairings.endAll(actor, "leader", account, retiredOn);
        }
        boolean takesPart = retiredOn == null || retiredOn.isAfter(LocalDate.now(clock));
        if (directory.account(account).isPresent()) {
            accounts.put(actor, account, Role.LEADER.group(), takesPart);
        }
    }

    /** Removes leaders whose last day has passed from the group of leaders. */
    void endDue() {
        changes.oneAtATime();
        database.sql("""
                        select leader.account, coalesce((
                            select change.account from organization_change change
                            where change.subject = 'leader' and change.identifier = leader.account
                              and change.field = 'retiredOn' and change.account is not null
                            order by change.id desc limit 1), leader.account) as actor
                        from leader join act_id_membership membership on membership.user_id_ = leader.account
                        where leader.retired_on <= :today and membership.group_id_ = :leader""")
                .param("today", LocalDate.now(clock))
                .param("leader", Role.LEADER.group())
                .query((row, index) -> Map.entry(row.getString("account"), row.getString("actor")))
                .list()
                .forEach(over -> accounts.put(over.getValue(), over.getKey(), Role.LEADER.group(), false));
    }

    private Map<String, @Nullable Object> values(
            EntryCheck check, LeaderEntry entry, @Nullable String name, @Nullable Object knownUnit) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        values.put("name", check.text("name", name, LONGEST_NAME));
        values.put("position", check.text("position", entry.position(), LONGEST_POSITION));
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
