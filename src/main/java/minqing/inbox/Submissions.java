package minqing.inbox;

import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Lets a start form that is sent twice start one case. */
@Component
class Submissions {

    /** Longer than any page stays open. */
    private static final Duration KEPT = Duration.ofDays(30);

    private final JdbcClient database;
    private final Clock clock;

    Submissions(JdbcClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Starts, unless this very form has been sent before; a second one waits for the first. Start and record stand in one
     * transaction.
     *
     * @param id what the page bore; a page without it starts every time
     * @return the number of the case
     */
    @Transactional
    public String once(String account, String processKey, @Nullable String id, Supplier<String> start) {
        Optional<UUID> submission = uuid(id);
        if (submission.isEmpty()) {
            return start.get();
        }
        database.sql("delete from submission where submitted_at < :before")
                .param("before", InboxTasks.timestamp(clock.instant().minus(KEPT)))
                .update();
        int first = database.sql("""
                        insert into submission (account, id, process_key, submitted_at)
                        values (:account, :id, :processKey, :now)
                        on conflict do nothing
                        """)
                .param("account", account)
                .param("id", submission.get())
                .param("processKey", processKey)
                .param("now", InboxTasks.timestamp(clock.instant()))
                .update();
        if (first == 0) {
            return Objects.requireNonNullElse(
                    database.sql("select number from submission where account = :account and id = :id")
                            .param("account", account)
                            .param("id", submission.get())
                            .query((row, number) -> Objects.requireNonNullElse(row.getString("number"), ""))
                            .single(),
                    "");
        }
        String number = start.get();
        database.sql("update submission set number = :number where account = :account and id = :id")
                .param("number", number)
                .param("account", account)
                .param("id", submission.get())
                .update();
        return number;
    }

    private static Optional<UUID> uuid(@Nullable String id) {
        try {
            return id == null ? Optional.empty() : Optional.of(UUID.fromString(id));
        } catch (IllegalArgumentException madeUp) {
            return Optional.empty();
        }
    }
}
