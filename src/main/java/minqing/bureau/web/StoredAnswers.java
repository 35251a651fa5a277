package minqing.bureau.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The answers given to calls that carried a key, for 30 days. Every method wants a transaction. */
@Repository
class StoredAnswers {

    static final Duration KEPT = Duration.ofDays(30);

    /** How many old answers a new one takes along: more than one, so that they never pile up. */
    private static final int REMOVED_AT_ONCE = 20;

    private static final TypeReference<LinkedHashMap<String, String>> HEADERS = new TypeReference<>() {};

    private final JdbcClient database;
    private final ObjectMapper json;
    private final Clock clock;

    StoredAnswers(JdbcClient database, ObjectMapper json, Clock clock) {
        this.database = database;
        this.json = json;
        this.clock = clock;
    }

    /** Whether the key is now this transaction's alone; false while another call with it is running. */
    boolean claim(String account, String key) {
        return database.sql("select pg_try_advisory_xact_lock(hashtextextended(:name, 20110701))")
                .param("name", "idempotency " + account + " " + key)
                .query(Boolean.class)
                .single();
    }

    Optional<Stored> find(String account, String key) {
        return database.sql("""
                        select call, digest, status, headers::text as headers, body from idempotent_answer
                        where account = :account and key = :key and created_at > :oldest""")
                .param("account", account)
                .param("key", key)
                .param("oldest", oldest())
                .query((row, number) -> new Stored(
                        row.getString("call"),
                        row.getBytes("digest"),
                        row.getInt("status"),
                        headers(row.getString("headers")),
                        row.getBytes("body")))
                .optional();
    }

    void store(String account, String key, Stored answer) {
        // One that is too old to count may still be there under the same key.
        database.sql("""
                        insert into idempotent_answer (account, key, call, digest, status, headers, body, created_at)
                        values (:account, :key, :call, :digest, :status, :headers::jsonb, :body, :now)
                        on conflict (account, key) do update set call = excluded.call, digest = excluded.digest,
                          status = excluded.status, headers = excluded.headers, body = excluded.body,
                          created_at = excluded.created_at""")
                .param("account", account)
                .param("key", key)
                .param("call", answer.call())
                .param("digest", answer.digest())
                .param("status", answer.status())
                .param("headers", json(answer.headers()))
                .param("body", answer.body())
                .param("now", OffsetDateTime.now(clock))
                .update();
        removeOld();
    }

    private void removeOld() {
        database.sql("""
                        delete from idempotent_answer where (account, key) in (
                          select account, key from idempotent_answer where created_at <= :oldest
                          order by created_at limit :some for update skip locked)""")
                .param("oldest", oldest())
                .param("some", REMOVED_AT_ONCE)
                .update();
    }

    private OffsetDateTime oldest() {
        return OffsetDateTime.now(clock).minus(KEPT);
    }

    private String json(Map<String, String> headers) {
        try {
            return json.writeValueAsString(headers);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("headers are text", impossible);
        }
    }

    private Map<String, String> headers(String stored) {
        try {
            return json.readValue(stored, HEADERS);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("headers were stored as JSON", impossible);
        }
    }

    /**
     * What was answered, and to what.
     *
     * @param call method, path and query
     * @param digest SHA-256 of what was sent
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared as a whole
    record Stored(String call, byte[] digest, int status, Map<String, String> headers, byte[] body) {}
}
