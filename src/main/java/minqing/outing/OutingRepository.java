package minqing.outing;

import static minqing.database.Columns.instant;
import static minqing.database.Columns.instantOrNull;
import static minqing.database.Columns.textArray;
import static minqing.database.Columns.texts;
import static minqing.database.Columns.timestamp;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import minqing.calendar.Posting;
import minqing.fault.Missing;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of outings and their parts. Every change takes the lock of the outing's row first. */
@Repository
class OutingRepository {

    private final JdbcClient database;

    OutingRepository(JdbcClient database) {
        this.database = database;
    }

    // ---- the outing itself

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
                                            counted_at, period, late, history, client_key, changed_by, changed_at)
                        values (:year, :sequence, :number, :leader, :unit, :enteredBy, :now, :dateFrom, :dateTo,
                                :halfDay, :theme, :kind, :village, :community, :villageDay, :state, :waitingFrom,
                                :countedAt, :period, :late, :history, :clientKey, :enteredBy, :now)
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
    Optional<String> sentBefore(String enteredBy, String clientKey) {
        return database.sql("select number from outing where entered_by = :enteredBy and client_key = :clientKey")
                .param("enteredBy", enteredBy)
                .param("clientKey", clientKey)
                .query(String.class)
                .optional();
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

    // ---- its parts

    /** Makes the labour of the outing what the list says, in its order. */
    void saveLabour(long outing, List<Parts.Labour> labour) {
        remove("outing_labour", outing, labour.stream().map(Parts.Labour::id).toList());
        for (int index = 0; index < labour.size(); index++) {
            Parts.Labour one = labour.get(index);
            database.sql(one.id() == Entry.NEW ? """
                                    insert into outing_labour (outing, ordinal, happened_on, time, place, work, remark)
                                    values (:outing, :ordinal, :day, :time, :place, :work, :remark)""" : """
                                    update outing_labour set ordinal = :ordinal, happened_on = :day, time = :time,
                                           place = :place, work = :work, remark = :remark
                                    where id = :id and outing = :outing""")
                    .param("id", one.id())
                    .param("outing", outing)
                    .param("ordinal", index)
                    .param("day", one.date())
                    .param("time", one.time())
                    .param("place", one.place())
                    .param("work", one.work())
                    .param("remark", one.remark())
                    .update();
        }
    }

    /**
     * Makes the receptions of the outing what the list says, in its order.
     *
     * @return their ids in the same order
     */
    List<Long> saveReceptions(long outing, List<Entry.ReceptionEntry> receptions) {
        remove(
                "outing_reception",
                outing,
                receptions.stream().map(one -> one.reception().id()).toList());
        List<Long> ids = new ArrayList<>();
        for (int index = 0; index < receptions.size(); index++) {
            Parts.Reception one = receptions.get(index).reception();
            long id = database.sql(one.id() == Entry.NEW ? """
                                    insert into outing_reception (outing, ordinal, happened_on, time, place, host, people,
                                                                  collective, summary, remark)
                                    values (:outing, :ordinal, :day, :time, :place, :host, :people, :group, :summary, :remark)
                                    returning id""" : """
                                    update outing_reception set ordinal = :ordinal, happened_on = :day, time = :time,
                                           place = :place, host = :host, people = :people, collective = :group,
                                           summary = :summary, remark = :remark
                                    where id = :id and outing = :outing returning id""")
                    .param("id", one.id())
                    .param("outing", outing)
                    .param("ordinal", index)
                    .param("day", one.date())
                    .param("time", one.time())
                    .param("place", one.place())
                    .param("host", one.host())
                    .param("people", one.people())
                    .param("group", one.group())
                    .param("summary", one.summary())
                    .param("remark", one.remark())
                    .query(Long.class)
                    .single();
            saveVisitor(id, receptions.get(index).visitor());
            ids.add(id);
        }
        return ids;
    }

    private void saveVisitor(long reception, Parts.Visitor visitor) {
        database.sql("""
                        insert into outing_visitor (reception, name, contact, matter, text)
                        values (:reception, :name, :contact, :matter, :text)
                        on conflict (reception) do update set name = excluded.name, contact = excluded.contact,
                               matter = excluded.matter, text = excluded.text""")
                .param("reception", reception)
                .param("name", visitor.name())
                .param("contact", visitor.contact())
                .param("matter", visitor.matter())
                .param("text", visitor.text())
                .update();
    }

    /** Makes the forums of the outing what the list says, in its order. */
    void saveForums(long outing, List<Parts.Forum> forums) {
        remove("outing_forum", outing, forums.stream().map(Parts.Forum::id).toList());
        for (int index = 0; index < forums.size(); index++) {
            Parts.Forum one = forums.get(index);
            long id = database.sql(one.id() == Entry.NEW ? """
                                    insert into outing_forum (outing, ordinal, happened_on, time, place, attendees, topic,
                                                              text, closing, remark)
                                    values (:outing, :ordinal, :day, :time, :place, :attendees, :topic, :text, :closing,
                                            :remark) returning id""" : """
                                    update outing_forum set ordinal = :ordinal, happened_on = :day, time = :time,
                                           place = :place, attendees = :attendees, topic = :topic, text = :text,
                                           closing = :closing, remark = :remark
                                    where id = :id and outing = :outing returning id""")
                    .param("id", one.id())
                    .param("outing", outing)
                    .param("ordinal", index)
                    .param("day", one.date())
                    .param("time", one.time())
                    .param("place", one.place())
                    .param("attendees", one.attendees())
                    .param("topic", one.topic())
                    .param("text", one.text())
                    .param("closing", one.closing())
                    .param("remark", one.remark())
                    .query(Long.class)
                    .single();
            database.sql("delete from outing_forum_leader where forum = :forum")
                    .param("forum", id)
                    .update();
            one.leaders()
                    .forEach(leader -> database.sql(
                                    "insert into outing_forum_leader (forum, leader) values (:forum, :leader)")
                            .param("forum", id)
                            .param("leader", leader)
                            .update());
        }
    }

    /** Makes the diary of the outing this one, or none. */
    void saveDiary(long outing, Parts.@Nullable Diary diary) {
        if (diary == null) {
            database.sql("delete from outing_diary where outing = :outing")
                    .param("outing", outing)
                    .update();
            return;
        }
        database.sql("""
                        insert into outing_diary (outing, seen, opinions, reflections, policy_suggestion)
                        values (:outing, :seen, :opinions, :reflections, :policySuggestion)
                        on conflict (outing) do update set seen = excluded.seen, opinions = excluded.opinions,
                               reflections = excluded.reflections, policy_suggestion = excluded.policy_suggestion""")
                .param("outing", outing)
                .param("seen", diary.seen())
                .param("opinions", diary.opinions())
                .param("reflections", diary.reflections())
                .param("policySuggestion", diary.policySuggestion())
                .update();
    }

    /** A problem that the outing, or one of its receptions, brought home. */
    void saveProblem(long outing, String problem, @Nullable Long reception) {
        database.sql("insert into outing_problem (problem, outing, reception) values (:problem, :outing, :reception)")
                .param("problem", problem)
                .param("outing", outing)
                .param("reception", reception)
                .update();
    }

    List<String> problems(long outing) {
        return database.sql(
                        "select problem from outing_problem where outing = :outing order by length(problem), problem")
                .param("outing", outing)
                .query(String.class)
                .list();
    }

    /** The day on which each of the outing's problems came up: that of its reception, else the outing's first. */
    Map<String, LocalDate> problemDays(long outing) {
        Map<String, LocalDate> days = new HashMap<>();
        database.sql("""
                        select became.problem, coalesce(reception.happened_on, outing.date_from) as day
                        from outing_problem became join outing on outing.id = became.outing
                        left join outing_reception reception on reception.id = became.reception
                        where became.outing = :outing""")
                .param("outing", outing)
                .query((row, index) -> days.put(row.getString("problem"), row.getObject("day", LocalDate.class)))
                .list();
        return days;
    }

    Parts parts(long outing) {
        return new Parts(
                database.sql("select * from outing_labour where outing = :outing order by ordinal, id")
                        .param("outing", outing)
                        .query(OutingRepository::labour)
                        .list(),
                database.sql("""
                                select reception.*, became.problem from outing_reception reception
                                left join outing_problem became on became.reception = reception.id
                                where reception.outing = :outing order by reception.ordinal, reception.id""")
                        .param("outing", outing)
                        .query(OutingRepository::reception)
                        .list(),
                database.sql("""
                                select forum.*, array(
                                    select attended.leader from outing_forum_leader attended
                                    join leader on leader.account = attended.leader
                                    where attended.forum = forum.id order by leader.ordinal) as leaders
                                from outing_forum forum where forum.outing = :outing order by forum.ordinal, forum.id""")
                        .param("outing", outing)
                        .query(OutingRepository::forum)
                        .list(),
                database.sql("select * from outing_diary where outing = :outing")
                        .param("outing", outing)
                        .query(OutingRepository::diary)
                        .optional()
                        .orElse(null));
    }

    /** Who came, by reception. Whoever shows it has asked whether it may be shown. */
    Map<Long, Parts.Visitor> visitors(long outing) {
        Map<Long, Parts.Visitor> visitors = new HashMap<>();
        database.sql("""
                        select visitor.* from outing_visitor visitor
                        join outing_reception reception on reception.id = visitor.reception
                        where reception.outing = :outing""")
                .param("outing", outing)
                .query((row, index) -> visitors.put(row.getLong("reception"), visitor(row)))
                .list();
        return visitors;
    }

    private void remove(String table, long outing, List<Long> kept) {
        database.sql("delete from " + table + " where outing = :outing and not id = any(:kept)")
                .param("outing", outing)
                .param("kept", kept.toArray(Long[]::new))
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

    static Parts.Labour labour(ResultSet row, int index) throws SQLException {
        return new Parts.Labour(
                row.getLong("id"),
                row.getObject("happened_on", LocalDate.class),
                row.getString("time"),
                row.getString("place"),
                row.getString("work"),
                row.getString("remark"));
    }

    static Parts.Reception reception(ResultSet row, int index) throws SQLException {
        return new Parts.Reception(
                row.getLong("id"),
                row.getObject("happened_on", LocalDate.class),
                row.getString("time"),
                row.getString("place"),
                row.getString("host"),
                row.getInt("people"),
                row.getBoolean("collective"),
                row.getString("summary"),
                row.getString("remark"),
                row.getString("problem"));
    }

    static Parts.Visitor visitor(ResultSet row) throws SQLException {
        return new Parts.Visitor(
                row.getString("name"), row.getString("contact"), row.getString("matter"), row.getString("text"));
    }

    static Parts.Forum forum(ResultSet row, int index) throws SQLException {
        return new Parts.Forum(
                row.getLong("id"),
                row.getObject("happened_on", LocalDate.class),
                row.getString("time"),
                row.getString("place"),
                row.getString("attendees"),
                texts(row, "leaders"),
                row.getString("topic"),
                row.getString("text"),
                row.getBoolean("closing"),
                row.getString("remark"));
    }

    static Parts.Diary diary(ResultSet row, int index) throws SQLException {
        return new Parts.Diary(
                row.getLong("id"),
                row.getString("seen"),
                row.getString("opinions"),
                row.getString("reflections"),
                row.getBoolean("policy_suggestion"));
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

    /** An outing about to be stored. */
    record New(
            int year,
            int sequence,
            Entry entry,
            String enteredBy,
            Instant now,
            State state,
            Posting posting,
            @Nullable String clientKey) {

        New {
            Objects.requireNonNull(entry);
        }
    }
}
