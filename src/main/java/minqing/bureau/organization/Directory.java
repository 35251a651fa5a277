package minqing.bureau.organization;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The people with an account, as the engine's identity tables have them.
 *
 * <p>It reads the tables themselves: the engine's own queries answer only what the person logged in may see of others,
 * and take several statements for what one gives. A role that ended by date is left out from its day on.
 */
@Component
public class Directory {

    private static final String ACCOUNTS = """
            select account.id_, account.first_, account.last_,
                   array(select membership.group_id_ from act_id_membership membership
                         where membership.user_id_ = account.id_ and not (membership.group_id_ = 'leader'
                            and account.id_ in (select account from leader where retired_on <= :today))) as groups
            from act_id_user account
            """;

    private final JdbcClient database;
    private final Clock clock;

    Directory(JdbcClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    public Optional<Account> account(String id) {
        return database.sql(ACCOUNTS + " where account.id_ = :id")
                .param("id", id)
                .param("today", LocalDate.now(clock))
                .query(Directory::account)
                .optional();
    }

    /** The account, if somebody can still use it: nothing may wait for one that is gone or was shut. */
    public Optional<Account> usable(String id) {
        return database.sql(ACCOUNTS + """
                         where account.id_ = :id and not exists (
                            select 1 from account_restriction restriction
                            where restriction.account = account.id_ and restriction.disabled_at is not null)
                        """)
                .param("id", id)
                .param("today", LocalDate.now(clock))
                .query(Directory::account)
                .optional();
    }

    /** The members of an engine group, by login name. */
    public List<Account> members(String group) {
        return database.sql(ACCOUNTS + """
                         where account.id_ in (select user_id_ from act_id_membership where group_id_ = :group)
                           and not (:group = 'leader'
                            and account.id_ in (select account from leader where retired_on <= :today))
                        order by account.id_
                        """)
                .param("group", group)
                .param("today", LocalDate.now(clock))
                .query(Directory::account)
                .list();
    }

    /** Everybody with an account, by login name. */
    public List<Account> accounts() {
        return database.sql(ACCOUNTS + " order by account.id_")
                .param("today", LocalDate.now(clock))
                .query(Directory::account)
                .list();
    }

    /** The name shown to others; the login name itself for an account that is gone. */
    public String nameOf(String accountId) {
        return account(accountId).map(Account::name).orElse(accountId);
    }

    private static Account account(ResultSet row, int number) throws SQLException {
        String id = row.getString("id_");
        String[] groups = (String[]) row.getArray("groups").getArray();
        return new Account(id, PersonName.of(row.getString("first_"), row.getString("last_"), id), Set.of(groups));
    }
}
