package minqing.work.inbox;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import minqing.bureau.web.PageOf;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What people are told: identifiers only. The words are those of {@code notice.<kind>} in the message bundle, filled with
 * the number of the case, and what the number stands for is shown to those who may read it.
 */
@Component
public class Notices {

    private final JdbcClient database;
    private final Clock clock;

    Notices(JdbcClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Tells each of the accounts once.
     *
     * @param kind lower-case words with hyphens, without {@code notice.}
     */
    @Transactional
    public void send(String kind, String processKey, String businessKey, Collection<String> accounts) {
        Instant now = clock.instant();
        for (String account : new LinkedHashSet<>(accounts)) {
            database.sql("""
                            insert into notice (recipient, kind, process_key, number, sent_at)
                            values (:recipient, :kind, :processKey, :number, :now)
                            """)
                    .param("recipient", account)
                    .param("kind", kind)
                    .param("processKey", processKey)
                    .param("number", businessKey)
                    .param("now", InboxTasks.timestamp(now))
                    .update();
        }
    }

    /** Tells each of the accounts what none of them was told since then. */
    @Transactional
    public void sendOnce(
            String kind, String processKey, String businessKey, Collection<String> accounts, Instant since) {
        sendToOthers(kind, processKey, businessKey, accounts, "sent_at >= :since", InboxTasks.timestamp(since));
    }

    /** Tells each of the accounts who was not told the same already and has not read it. */
    @Transactional
    public void sendUnlessTold(String kind, String processKey, String businessKey, Collection<String> accounts) {
        sendToOthers(kind, processKey, businessKey, accounts, "read_at is null", null);
    }

    /** Tells those who have no such notice to which the condition applies. */
    private void sendToOthers(
            String kind,
            String processKey,
            String businessKey,
            Collection<String> accounts,
            String condition,
            @Nullable Object since) {
        Set<String> told = Set.copyOf(database.sql("""
                        select recipient from notice
                        where process_key = :processKey and number = :number and kind = :kind and """ + " " + condition)
                .param("processKey", processKey)
                .param("number", businessKey)
                .param("kind", kind)
                .param("since", since)
                .query(String.class)
                .set());
        send(
                kind,
                processKey,
                businessKey,
                accounts.stream().filter(account -> !told.contains(account)).toList());
    }

    /** The person's notices, unread ones first, then the latest first. */
    PageOf<Notice> of(String account, @Nullable String text, int page, int size) {
        String where = " from notice where recipient = :account "
                + (text == null ? "" : " and number ilike :text escape '!' ");
        List<Notice> items = database.sql("select id, kind, process_key, number, sent_at, read_at " + where
                        + " order by (read_at is not null), sent_at desc, id desc limit :size offset :offset")
                .param("account", account)
                .param("text", InboxTasks.pattern(text))
                .param("size", size)
                .param("offset", (long) page * size)
                .query(Notices::notice)
                .list();
        return new PageOf<>(
                items,
                InboxTasks.total(
                        items.size(),
                        page,
                        size,
                        () -> database.sql("select count(*) " + where)
                                .param("account", account)
                                .param("text", InboxTasks.pattern(text))
                                .query(Long.class)
                                .single()));
    }

    /** Marks it read, the first time for good; empty if the person has no such notice. */
    @Transactional
    Optional<Notice> read(String account, long id) {
        database.sql("update notice set read_at = :now where id = :id and recipient = :account and read_at is null")
                .param("id", id)
                .param("account", account)
                .param("now", InboxTasks.timestamp(clock.instant()))
                .update();
        return database.sql("select id, kind, process_key, number, sent_at, read_at from notice"
                        + " where id = :id and recipient = :account")
                .param("id", id)
                .param("account", account)
                .query(Notices::notice)
                .optional();
    }

    private static Notice notice(ResultSet row, int number) throws SQLException {
        return new Notice(
                row.getLong("id"),
                row.getString("kind"),
                row.getString("process_key"),
                row.getString("number"),
                row.getTimestamp("sent_at").toInstant(),
                InboxTasks.instant(row, "read_at"));
    }

    /** How many the person has not read. */
    long unread(String account) {
        return database.sql("select count(*) from notice where recipient = :account and read_at is null")
                .param("account", account)
                .query(Long.class)
                .single();
    }

    /**
     * Something one person was told.
     *
     * @param readAt none while unread
     */
    record Notice(
            long id,
            String kind,
            String processKey,
            String number,
            Instant sentAt,
            @Nullable Instant readAt) {}
}
