package minqing.bureau.organization;

import java.util.Objects;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What holds an account back: it was disabled, or its password was given by an administrator and has to be replaced. */
@Repository
public class AccountRestrictions {

    private final JdbcClient database;

    AccountRestrictions(JdbcClient database) {
        this.database = database;
    }

    /** Whether the account may not be used at all. */
    public boolean isDisabled(String account) {
        return is("disabled_at is not null", account);
    }

    /** Whether the person has to choose a password before anything else. */
    public boolean isPasswordDue(String account) {
        return is("password_due", account);
    }

    /** Another one as soon as the account's password is another, by whomever and wherever it was changed; tells nothing of it. */
    public String passwordSeal(String account) {
        return database.sql(
                        "select encode(sha256(convert_to(pwd_, 'UTF8')), 'hex') from act_id_user where id_ = :account")
                .param("account", account)
                .query((row, index) -> Objects.requireNonNullElse(row.getString(1), ""))
                .optional()
                .orElse("");
    }

    /** The accounts that may not be used. */
    Set<String> disabled() {
        return Set.copyOf(database.sql("select account from account_restriction where disabled_at is not null")
                .query(String.class)
                .list());
    }

    /** The accounts whose password has to be replaced. */
    Set<String> passwordDue() {
        return Set.copyOf(database.sql("select account from account_restriction where password_due")
                .query(String.class)
                .list());
    }

    void passwordDue(String account, boolean due) {
        database.sql("""
                        insert into account_restriction (account, password_due) values (:account, :due)
                        on conflict (account) do update set password_due = excluded.password_due
                        """).param("account", account).param("due", due).update();
    }

    void disabled(String account, boolean disabled) {
        database.sql("""
                        insert into account_restriction (account, disabled_at)
                        values (:account, case when :disabled then now() end)
                        on conflict (account) do update set disabled_at = excluded.disabled_at
                        """).param("account", account).param("disabled", disabled).update();
    }

    private boolean is(String condition, String account) {
        return database.sql("select exists (select 1 from account_restriction where account = :account and " + condition
                        + ")")
                .param("account", account)
                .query(Boolean.class)
                .single();
    }
}
