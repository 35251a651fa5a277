package minqing.bureau.organization;

import static minqing.platform.database.Columns.instant;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Who changed what in the organization, and when. Entries are added and never changed. */
@Repository
public class OrganizationChanges {

    private final JdbcClient database;
    private final Clock clock;

    OrganizationChanges(JdbcClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** The newest first. */
    public List<OrganizationChange> latest(long offset, int size) {
        return database.sql("""
                        select id, at, account, subject, identifier, action, field, before, after
                        from organization_change order by id desc limit :size offset :offset
                        """)
                .param("size", size)
                .param("offset", offset)
                .query(OrganizationChanges::change)
                .list();
    }

    public long count() {
        return database.sql("select count(*) from organization_change")
                .query(Long.class)
                .single();
    }

    /**
     * Lets the changes of the organization happen one after the other until the end of the transaction: places in a list
     * and validities that must not overlap are read before they are written.
     */
    public void oneAtATime() {
        database.sql("select pg_advisory_xact_lock(hashtext('minqing.organization'))")
                .query((row, index) -> true)
                .single();
    }

    /**
     * Notes a change, as {@link OrganizationChange} has it.
     *
     * @param account who makes it; null: it comes with the data files of a start
     */
    public void note(
            @Nullable String account,
            String subject,
            String identifier,
            String action,
            @Nullable String field,
            @Nullable Object before,
            @Nullable Object after) {
        database.sql("""
                        insert into organization_change (at, account, subject, identifier, action, field, before, after)
                        values (:at, :account, :subject, :identifier, :action, :field, :before, :after)
                        """)
                .param("at", clock.instant().atOffset(ZoneOffset.UTC))
                .param("account", account)
                .param("subject", subject)
                .param("identifier", identifier)
                .param("action", action)
                .param("field", field)
                .param("before", before == null ? null : before.toString())
                .param("after", after == null ? null : after.toString())
                .update();
    }

    private static OrganizationChange change(ResultSet row, int index) throws SQLException {
        return new OrganizationChange(
                row.getLong("id"),
                instant(row, "at"),
                row.getString("account"),
                row.getString("subject"),
                row.getString("identifier"),
                row.getString("action"),
                row.getString("field"),
                row.getString("before"),
                row.getString("after"));
    }

    /**
     * One change.
     *
     * @param account who made it; null: it came with the data files of a start
     * @param subject {@code unit leader administrative-village village community contact pairing account data
     *     responsibility}
     * @param action {@code create change end load}
     * @param field what changed of it, {@code before} and {@code after}; null where all of it is new
     */
    public record OrganizationChange(
            long id,
            Instant at,
            @Nullable String account,
            String subject,
            String identifier,
            String action,
            @Nullable String field,
            @Nullable String before,
            @Nullable String after) {}
}
