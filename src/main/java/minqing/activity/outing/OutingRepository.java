package minqing.activity.outing;

import static minqing.platform.database.Columns.instant;
import static minqing.platform.database.Columns.instantOrNull;
import static minqing.platform.database.Columns.textArray;
import static minqing.platform.database.Columns.texts;
import static minqing.platform.database.Columns.timestamp;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import minqing.bureau.calendar.Posting;
import minqing.platform.fault.Missing;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of outings. Every change takes the lock of the outing's row first. */
@Repository
class OutingRepository {

    private final JdbcClient database;

    OutingRepository(JdbcClient database) {
        this.database = database;
    }

    /** The number's sequence within the year; the row stays locked until the transaction ends, so numbers have no gaps. */
    int nextSequence(int year) {
        return nextSequences(year, 1);
    }

    /** The first of several sequences that follow one another. */
    int nextSequences(int year, int count) {
        return database.sql("""
                        insert into outing_number (year, last) values (:year, :count)
                        on conflict (year) do update set last = outing_number.last + :count returning last - :count + 1""")
                .param("year", year)
                .param("count", count)
                .query(Integer.class)
                .single();
    }

    Outing insert(New one) {
        String number = "O%d-%04d".formatted(one.year(), one.sequence());
        Entry entry = one.entry();
        return database.sql("""
                        insert into outing (year, sequence, number, leader, unit, entered_by, entered_at, date_from, date_to,
                                            half_day, theme, kind, village, community, village_day, state, waiting_from,
                                            counted_at, period, late, history, client_key, client_digest,
                                            changed_by, changed_at)
                        values (:year, :sequence, :number, :leader, :unit, :enteredBy, :now, :dateFrom, :dateTo,
                                :halfDay, :theme, :kind, :village, :community, :villageDay, :state, :waitingFrom,
                                :countedAt, :period, :late, :history, :clientKey, :clientDigest,
                                :enteredBy, :now)
                        returning *""")
                .param("year", one.year())
                .param("sequence", one.sequence())
                .param("number", number)
                .param("leader", entry.leader().account())
                .param("unit", entry.leader().unit())
                .param("enteredBy", one.enteredBy())
                .param("now", timestamp(one.now()))
                .params(columns(entry))
                .param("state", one.state().code())
                .param("waitingFrom", timestamp(one.state().unconfirmed() ? one.now() : null))
                .param("countedAt", timestamp(one.state() == State.COUNTED ? one.now() : null))
                .param("period", one.posting().period().atDay(1))
                .param("late", one.posting().late())
                .param("history", one.posting().history())
                .param("clientKey", one.clientKey())
                .param("clientDigest", one.clientDigest())
                .query(OutingRepository::read)
                .single();
    }

    Optional<Outing> find(String number) {
        return database.sql("select * from outing where number = :number")
                .param("number", number)
                .query(OutingRepository::read)
                .optional();
    }

    /** @throws Missing when there is no such number */
    Outing get(String number) {
        return find(number).orElseThrow(() -> new Missing("outing.missing", number));
    }

    /** The row, locked until the transaction ends. */
    Outing lock(String number) {
        return database.sql("select * from outing where number = :number for update")
                .param("number", number)
                .query(OutingRepository::read)
                .optional()
                .orElseThrow(() -> new Missing("outing.missing", number));
    }

    /** What the device called by this key has sent already. */
    Optional<Sent> sentBefore(String enteredBy, String clientKey) {
        return database.sql(
                        "select number, client_digest from outing where entered_by = :enteredBy and client_key = :clientKey")
                .param("enteredBy", enteredBy)
                .param("clientKey", clientKey)
                .query((row, index) -> new Sent(row.getString("number"), row.getBytes("client_digest")))
                .optional();
    }

    /**
     * What was sent under a key.
     *
     * @param digest of its content; null: it was not noted yet
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared as a whole
    record Sent(String number, byte @Nullable [] digest) {

        boolean is(byte @Nullable [] content) {
            return digest == null || Arrays.equals(digest, content);
        }
    }

    /** Only one transaction at a time enters for the key; the others wait and then find what it entered. */
    void lockKey(String enteredBy, String clientKey) {
        database.sql("select pg_advisory_xact_lock(hashtextextended(:key, 0))")
                .param("key", "outing " + enteredBy + " " + clientKey)
                .query((row, index) -> true)
                .single();
    }

    /** What counts of any of the leaders on any of the days, of one day each; the rows locked until the transaction ends. */
    List<Outing> lockCounted(Collection<String> leaders, Collection<LocalDate> days) {
        return database.sql("""
                        select * from outing
                        where state = 'counted' and date_from = date_to
                          and leader = any(:leaders) and date_from = any(cast(:days as date[]))
                        order by id for update""")
                .param("leaders", textArray(leaders))
                .param("days", dates(days))
                .query(OutingRepository::read)
                .list();
    }

    /** What a register holds of any of the leaders on any of the days, what waits for a leader's word with it. */
    List<Stored> stored(PaperRegister register, Collection<String> leaders, Collection<LocalDate> days) {
        String text = switch (register) {
            case LABOUR -> "part.work";
            case RECEPTIONS -> "concat(visitor.name, visitor.matter)";
            case FORUMS -> "part.topic";
            case DIARIES -> "concat(part.seen, part.opinions, part.reflections)";
        };
        String parts = switch (register) {
            case LABOUR -> "outing_labour part";
            case RECEPTIONS -> "outing_reception part join outing_visitor visitor on visitor.reception = part.id";
            case FORUMS -> "outing_forum part";
            case DIARIES -> "outing_diary part";
        };
        String day = register == PaperRegister.DIARIES ? "outing.date_from" : "part.happened_on";
        return database.sql("select outing.number, outing.leader, " + day
                        + " as day, outing.village, outing.community, " + text + " as text from " + parts + """
                         join outing on outing.id = part.outing
                        where outing.state <> 'deleted' and outing.leader = any(:leaders)
                          and\s""" + day
                        + " = any(cast(:days as date[])) order by outing.id")
                .param("leaders", textArray(leaders))
                .param("days", dates(days))
                .query(Stored.class)
                .list();
    }

    /** The forums held on any of the days, whoever entered them; the oldest first. */
    List<StoredForum> forumsOn(Collection<LocalDate> days) {
        return database.sql("""
                        select forum.id, outing.number, outing.leader, forum.happened_on as day, outing.village, outing.community,
                               forum.topic, array(select attended.leader from outing_forum_leader attended
                                                  where attended.forum = forum.id) as leaders
                        from outing_forum forum join outing on outing.id = forum.outing
                        where outing.state <> 'deleted' and forum.happened_on = any(cast(:days as date[]))
                        order by forum.id""")
                .param("days", dates(days))
                .query((row, index) -> new StoredForum(
                        row.getLong("id"),
                        row.getString("number"),
                        row.getString("leader"),
                        row.getObject("day", LocalDate.class),
                        row.getString("village"),
                        row.getString("community"),
                        row.getString("topic"),
                        texts(row, "leaders")))
                .list();
    }

    /** The outings of any of the leaders that any of the days belong to. */
    List<Outing> outingsOn(Collection<String> leaders, Collection<LocalDate> days) {
        return database.sql("""
                        select * from outing
                        where state <> 'deleted' and leader = any(:leaders)
                          and exists (select 1 from unnest(cast(:days as date[])) as day
                                      where day between date_from and date_to)""")
                .param("leaders", textArray(leaders))
                .param("days", dates(days))
                .query(OutingRepository::read)
                .list();
    }

    private static String[] dates(Collection<LocalDate> days) {
        return textArray(days.stream().map(LocalDate::toString).toList());
    }

    /** Writes what the entry says of the outing, and where it is posted; whoever reads it from now on sees a new version. */
    void update(Outing outing, Entry entry, Posting posting, String by, Instant now) {
        int changed = database.sql("""
                        update outing set date_from = :dateFrom, date_to = :dateTo, half_day = :halfDay, theme = :theme,
                               kind = :kind, village = :village, community = :community, village_day = :villageDay,
                               period = :period, late = :late, history = :history,
                               version = version + 1, changed_by = :by, changed_at = :now
                        where id = :id""")
                .params(columns(entry))
                .param("period", posting.period().atDay(1))
                .param("late", posting.late())
                .param("history", posting.history())
                .param("by", by)
                .param("now", timestamp(now))
                .param("id", outing.id())
                .update();
        requireOne(changed, outing);
    }

    /** The parts changed, the outing's own row did not. */
    void touch(Outing outing, String by, Instant now) {
        int changed = database.sql("""
                        update outing set version = version + 1, changed_by = :by, changed_at = :now where id = :id""")
                .param("by", by)
                .param("now", timestamp(now))
                .param("id", outing.id())
                .update();
        requireOne(changed, outing);
    }

    void waits(Outing outing, State state, Instant now) {
        int changed = database.sql("""
                        update outing set state = :state, waiting_from = :now, reminded_at = null where id = :id""")
                .param("state", state.code())
                .param("now", timestamp(now))
                .param("id", outing.id())
                .update();
        requireOne(changed, outing);
    }

    void counted(Outing outing, Posting posting, Instant now) {
        int changed = database.sql("""
                        update outing set state = 'counted', waiting_from = null, counted_at = :now,
                               period = :period, late = :late, history = :history where id = :id""")
                .param("now", timestamp(now))
                .param("period", posting.period().atDay(1))
                .param("late", posting.late())
                .param("history", posting.history())
                .param("id", outing.id())
                .update();
        requireOne(changed, outing);
    }

    void deleted(Outing outing, String by, Instant now) {
        int changed = database.sql("""
                        update outing set state = 'deleted', waiting_from = null, version = version + 1,
                               changed_by = :by, changed_at = :now where id = :id""")
                .param("by", by)
                .param("now", timestamp(now))
                .param("id", outing.id())
                .update();
        requireOne(changed, outing);
    }

    void reminded(Outing outing, Instant now) {
        database.sql("update outing set reminded_at = :now where id = :id")
                .param("now", timestamp(now))
                .param("id", outing.id())
                .update();
    }

    private static void requireOne(int changed, Outing outing) {
        if (changed != 1) {
            throw new IllegalStateException("outing " + outing.number() + " is gone");
        }
    }

    private static Map<String, @Nullable Object> columns(Entry entry) {
        Map<String, @Nullable Object> columns = new HashMap<>();
        columns.put("dateFrom", entry.date());
        columns.put("dateTo", entry.dateTo());
        columns.put("halfDay", entry.halfDay());
        columns.put("theme", entry.theme());
        columns.put("kind", entry.kind());
        columns.put("village", entry.village());
        columns.put("community", entry.community());
        columns.put("villageDay", entry.villageDay());
        return columns;
    }

    static Outing read(ResultSet row, int index) throws SQLException {
        return new Outing(
                row.getLong("id"),
                row.getString("number"),
                row.getString("leader"),
                row.getString("unit"),
                row.getString("entered_by"),
                instant(row, "entered_at"),
                row.getObject("date_from", LocalDate.class),
                row.getObject("date_to", LocalDate.class),
                row.getBoolean("half_day"),
                row.getString("theme"),
                row.getString("kind"),
                row.getString("village"),
                row.getString("community"),
                row.getBoolean("village_day"),
                State.of(row.getString("state")),
                instantOrNull(row, "waiting_from"),
                instantOrNull(row, "reminded_at"),
                instantOrNull(row, "counted_at"),
                YearMonth.from(row.getObject("period", LocalDate.class)),
                row.getBoolean("late"),
                row.getBoolean("history"),
                row.getInt("version"),
                row.getString("changed_by"),
                instant(row, "changed_at"));
    }

    /**
     * A row of a register as it is compared with others.
     *
     * @param text what it says; of a reception personal data
     */
    record Stored(
            String number,
            String leader,
            LocalDate day,
            @Nullable String village,
            @Nullable String community,
            String text) {

        /** Gives nothing away. */
        @Override
        public String toString() {
            return "Stored[" + number + "]";
        }
    }

    /**
     * A forum as registers of several leaders are compared with it.
     *
     * @param number of its outing, {@code leader} whose outing it is
     * @param leaders who attended
     */
    record StoredForum(
            long id,
            String number,
            String leader,
            LocalDate day,
            @Nullable String village,
            @Nullable String community,
            String topic,
            List<String> leaders) {}

    /** An outing about to be stored. */
    @SuppressWarnings("ArrayRecordComponent") // never compared as a whole
    record New(
            int year,
            int sequence,
            Entry entry,
            String enteredBy,
            Instant now,
            State state,
            Posting posting,
            @Nullable String clientKey,
            byte @Nullable [] clientDigest) {

        New {
            Objects.requireNonNull(entry);
        }
    }
}
