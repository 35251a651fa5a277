package minqing.activity.audit;

import static minqing.platform.database.Columns.instant;

import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import minqing.bureau.web.PageOf;
import minqing.bureau.web.Paging;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The list {@code audit_entry}. */
@Repository
class AuditTrail {

    /** What may be asked for of what happened: only what was read, or only what was done. */
    static final List<String> ACTIONS = List.of("read", "done");

    /** The kinds of records, in the order in which they are offered. */
    static final List<String> SUBJECTS = List.of(
            "problem",
            "outing",
            "summary",
            "attachment",
            "signing",
            "calendar",
            "unit",
            "leader",
            "administrative-village",
            "village",
            "community",
            "contact",
            "pairing",
            "account",
            "data",
            "audit");

    private static final String FOUND = """
             from audit_entry
            where (:from::date is null or at >= (:from::date::timestamp at time zone :zone))
              and (:to::date is null or at < ((:to::date + 1)::timestamp at time zone :zone))
              and (:user::text is null or account = :user)
              and (:action::text is null or (action = 'read') = (:action = 'read'))
              and (:subject::text is null or subject = :subject)
              and (:number::text is null or (identifier = :number and subject <> 'audit'))""";

    private final JdbcClient database;
    private final Clock clock;

    AuditTrail(JdbcClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** The newest first. */
    PageOf<Entry> search(Filter filter, Paging paging) {
        List<Entry> entries = filtered(
                        "select *" + FOUND + " order by at desc, source desc, id desc" + " limit :size offset :offset",
                        filter)
                .param("size", paging.size())
                .param("offset", paging.offset())
                .query((row, index) -> new Entry(
                        instant(row, "at").atZone(clock.getZone()).toOffsetDateTime(),
                        row.getString("account"),
                        row.getString("action"),
                        row.getString("subject"),
                        row.getString("identifier"),
                        row.getString("part")))
                .list();
        long total =
                filtered("select count(*)" + FOUND, filter).query(Long.class).single();
        return new PageOf<>(entries, total);
    }

    private JdbcClient.StatementSpec filtered(String sql, Filter filter) {
        return database.sql(sql)
                .param("from", filter.from())
                .param("to", filter.to())
                .param("user", filter.user())
                .param("action", filter.action())
                .param("subject", filter.subject())
                .param("number", filter.number())
                .param("zone", clock.getZone().getId());
    }

    /**
     * What is asked for; null where it doesn't matter.
     *
     * @param from the first day
     * @param to the last day
     * @param user the login name of who did it
     * @param action one of {@link #ACTIONS}
     * @param subject the kind of record, one of {@link #SUBJECTS}
     * @param number which record
     */
    record Filter(
            @Nullable LocalDate from,
            @Nullable LocalDate to,
            @Nullable String user,
            @Nullable String action,
            @Nullable String subject,
            @Nullable String number) {}

    /**
     * Something done or read.
     *
     * @param account who; none where the system did it
     * @param action {@code read}, or what was done, in the words of the record's own history
     * @param subject the kind of record
     * @param identifier which one
     * @param part which part of it, step, field or version
     */
    record Entry(
            OffsetDateTime at,
            @Nullable String account,
            String action,
            String subject,
            String identifier,
            @Nullable String part) {}
}
