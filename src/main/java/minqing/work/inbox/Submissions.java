package minqing.work.inbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import minqing.bureau.web.Digests;
import minqing.platform.fault.Conflict;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Lets a start form that is sent twice start one case. */
@Component
class Submissions {

    /** Longer than any page stays open. */
    private static final Duration KEPT = Duration.ofDays(30);

    /** Words: the page was sent before, with something else in it. */
    static final String OTHER = "inbox.start.sent-before";

    private final JdbcClient database;
    private final ObjectMapper json;
    private final Clock clock;

    Submissions(JdbcClient database, ObjectMapper json, Clock clock) {
        this.database = database;
        this.json = json;
        this.clock = clock;
    }

    /**
     * Starts, unless this very form has been sent before; a second one waits for the first. Start and record stand in one
     * transaction.
     *
     * @param id what the page bore; a page without it starts every time
     * @param values what was filled in
     * @return the number of the case
     * @throws Conflict {@link #OTHER} when something else was sent with the same page before: nothing is started
     */
    @Transactional
    public String once(
            String account, String processKey, @Nullable String id, Map<String, ?> values, Supplier<String> start) {
        Optional<UUID> submission = uuid(id);
        if (submission.isEmpty()) {
            return start.get();
        }
        database.sql("delete from submission where submitted_at < :before")
                .param("before", InboxTasks.timestamp(clock.instant().minus(KEPT)))
                .update();
        byte[] digest = digest(processKey, values);
        int first = database.sql("""
                        insert into submission (account, id, process_key, submitted_at, digest)
                        values (:account, :id, :processKey, :now, :digest)
                        on conflict do nothing
                        """)
                .param("account", account)
                .param("id", submission.get())
                .param("processKey", processKey)
                .param("now", InboxTasks.timestamp(clock.instant()))
                .param("digest", digest)
                .update();
        if (first == 0) {
            return repeated(account, submission.get(), digest);
        }
        String number = start.get();
        database.sql("update submission set number = :number where account = :account and id = :id")
                .param("number", number)
                .param("account", account)
                .param("id", submission.get())
                .update();
        return number;
    }

    private String repeated(String account, UUID id, byte[] digest) {
        return database.sql("select number, digest from submission where account = :account and id = :id")
                .param("account", account)
                .param("id", id)
                .query((row, index) -> {
                    byte[] before = row.getBytes("digest");
                    if (before != null && !Arrays.equals(before, digest)) {
                        throw new Conflict(OTHER);
                    }
                    return Objects.requireNonNullElse(row.getString("number"), "");
                })
                .single();
    }

    private byte[] digest(String processKey, Map<String, ?> values) {
        try {
            return Digests.of(json.writeValueAsBytes(List.of(processKey, new TreeMap<>(values))));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("texts can be written as JSON", impossible);
        }
    }

    private static Optional<UUID> uuid(@Nullable String id) {
        try {
            return id == null ? Optional.empty() : Optional.of(UUID.fromString(id));
        } catch (IllegalArgumentException madeUp) {
            return Optional.empty();
        }
    }
}
