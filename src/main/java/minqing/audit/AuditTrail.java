package minqing.audit;

import static minqing.database.Columns.instant;
import static minqing.database.Columns.textArray;

import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import minqing.inbox.CaseSource;
import minqing.organization.Account;
import minqing.web.PageOf;
import minqing.web.Paging;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The list {@code audit_entry}. Of an accusation that the viewer may not read, and of the reception it came from, there is
 * nothing in it and nothing counted: it would tell whom it names that there is one.
 */
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

    private static final String PROBLEMS = "problem-handling";

    private static final String FOUND = """
             from audit_entry
            where (:from::date is null or at >= (:from::date::timestamp at time zone :zone))
              and (:to::date is null or at < ((:to::date + 1)::timestamp at time zone :zone))
              and (:user::text is null or account = :user)
              and (:action::text is null or (action = 'read') = (:action = 'read'))
              and (:subject::text is null or subject = :subject)
              and (:number::text is null or (identifier = :number and subject <> 'audit'))
              and identifier <> all(:hidden)
              and not (subject = 'outing' and exists (
                    select 1 from outing_problem brought join outing on outing.id = brought.outing
                    where brought.problem = any(:hidden) and outing.number = audit_entry.identifier
                      and (audit_entry.action = 'problem'
                        or split_part(audit_entry.part, '/', 1) = 'reception'
                       and split_part(audit_entry.part, '/', 2) = brought.reception::text)))""";

    private final JdbcClient database;
    private final ObjectProvider<CaseSource> cases;
    private final Clock clock;

    AuditTrail(JdbcClient database, ObjectProvider<CaseSource> cases, Clock clock) {
        this.database = database;
        this.cases = cases;
        this.clock = clock;
    }

    /** The newest first. */
    PageOf<Entry> search(Account viewer, Filter filter, Paging paging) {
        String[] hidden = textArray(hiddenFrom(viewer));
        List<Entry> entries = filtered(
                        "select *" + FOUND + " order by at desc, source desc, id desc" + " limit :size offset :offset",
                        filter,
                        hidden)
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
        long total = filtered("select count(*)" + FOUND, filter, hidden)
                .query(Long.class)
                .single();
        return new PageOf<>(entries, total);
    }

    private JdbcClient.StatementSpec filtered(String sql, Filter filter, String[] hidden) {
        return database.sql(sql)
                .param("from", filter.from())
                .param("to", filter.to())
                .param("user", filter.user())
                .param("action", filter.action())
                .param("subject", filter.subject())
                .param("number", filter.number())
                .param("zone", clock.getZone().getId())
                .param("hidden", hidden);
    }

    private List<String> hiddenFrom(Account viewer) {
        List<CaseSource> ledger = cases.stream()
                .filter(source -> source.processKey().equals(PROBLEMS))
                .toList();
        return database.sql("select number from problem where accusation").query(String.class).list().stream()
                .filter(number -> ledger.stream().noneMatch(source -> source.mayRead(viewer, number)))
                .toList();
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
