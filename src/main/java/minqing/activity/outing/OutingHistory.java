package minqing.activity.outing;

import static minqing.platform.database.Columns.instant;
import static minqing.platform.database.Columns.timestamp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * What became of an outing: who did what, when and why, and before each change or deletion all that the outing said (what
 * people told in confidence kept apart). Entries are added and never changed.
 */
@Repository
class OutingHistory {

    private final JdbcClient database;
    private final ObjectMapper json;
    private final Clock clock;

    OutingHistory(JdbcClient database, ObjectMapper json, Clock clock) {
        this.database = database;
        this.json = json;
        this.clock = clock;
    }

    void record(Outing outing, String actor, String action, @Nullable String reason) {
        long unused = insert(outing, actor, action, reason, null);
    }

    /** Keeps what the outing says now, for it is about to say something else. */
    void keep(
            Outing outing, Parts parts, Map<Long, Parts.Visitor> visitors, String actor, String action, String reason) {
        long event = insert(outing, actor, action, reason, write(new Before(outing, parts)));
        visitors.forEach((reception, visitor) -> database.sql("""
                        insert into outing_event_visitor (event, reception, name, contact, matter, text)
                        values (:event, :reception, :name, :contact, :matter, :text)""")
                .param("event", event)
                .param("reception", reception)
                .param("name", visitor.name())
                .param("contact", visitor.contact())
                .param("matter", visitor.matter())
                .param("text", visitor.text())
                .update());
    }

    private long insert(Outing outing, String actor, String action, @Nullable String reason, @Nullable String before) {
        return database.sql("""
                        insert into outing_event (outing, version, at, actor, action, reason, before)
                        values (:outing, :version, :at, :actor, :action, :reason, cast(:before as jsonb)) returning id""")
                .param("outing", outing.id())
                .param("version", outing.version())
                .param("at", timestamp(clock.instant()))
                .param("actor", actor)
                .param("action", action)
                .param("reason", reason)
                .param("before", before)
                .query(Long.class)
                .single();
    }

    /** The oldest first. */
    List<Event> of(long outing) {
        return database.sql("select * from outing_event where outing = :outing order by id")
                .param("outing", outing)
                .query(this::event)
                .list();
    }

    /** Who came to the receptions before the change, by reception. Whoever shows it has asked whether it may be shown. */
    Map<Long, Parts.Visitor> visitors(long event) {
        Map<Long, Parts.Visitor> visitors = new HashMap<>();
        database.sql("select * from outing_event_visitor where event = :event")
                .param("event", event)
                .query((row, index) -> visitors.put(row.getLong("reception"), PartRepository.visitor(row)))
                .list();
        return visitors;
    }

    private Event event(ResultSet row, int index) throws SQLException {
        String before = row.getString("before");
        return new Event(
                row.getLong("id"),
                instant(row, "at"),
                row.getString("actor"),
                row.getString("action"),
                row.getString("reason"),
                before == null ? null : read(before));
    }

    private String write(Before before) {
        try {
            return json.writeValueAsString(before);
        } catch (JsonProcessingException unwritable) {
            throw new IllegalStateException("an outing can't be written", unwritable);
        }
    }

    private Before read(String before) {
        try {
            return json.readValue(before, Before.class);
        } catch (JsonProcessingException unreadable) {
            throw new IllegalStateException("an outing kept can't be read", unreadable);
        }
    }

    /** What an outing said before it was changed or deleted. */
    record Before(Outing outing, Parts parts) {}

    /**
     * Something that happened to an outing.
     *
     * @param action {@code enter confirm correct resubmit change delete problem}
     * @param before of a change or a deletion
     */
    record Event(
            long id,
            Instant at,
            String actor,
            String action,
            @Nullable String reason,
            @Nullable Before before) {}
}
