package minqing.activity.outing;

import static minqing.platform.database.Columns.texts;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of what belongs to outings. Whoever changes them holds the lock of the outing's row. */
@Repository
class PartRepository {

    private final JdbcClient database;

    PartRepository(JdbcClient database) {
        this.database = database;
    }

    /** Makes the labour of the outing what the list says, in its order. */
    void saveLabour(long outing, List<Parts.Labour> labour) {
        List<Long> unused = save("outing_labour", outing, labour, Parts.Labour::id, one -> {
            Map<String, @Nullable Object> columns = columns(one.date(), one.time(), one.place(), one.remark());
            columns.put("work", one.work());
            return columns;
        });
    }

    /**
     * Makes the receptions of the outing what the list says, in its order.
     *
     * @return their ids in the same order
     */
    List<Long> saveReceptions(long outing, List<Entry.ReceptionEntry> receptions) {
        List<Parts.Reception> parts =
                receptions.stream().map(Entry.ReceptionEntry::reception).toList();
        List<Long> ids = save("outing_reception", outing, parts, Parts.Reception::id, one -> {
            Map<String, @Nullable Object> columns = columns(one.date(), one.time(), one.place(), one.remark());
            columns.put("host", one.host());
            columns.put("people", one.people());
            columns.put("collective", one.group());
            columns.put("summary", one.summary());
            return columns;
        });
        for (int index = 0; index < ids.size(); index++) {
            saveVisitor(ids.get(index), receptions.get(index).visitor());
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
        List<Long> ids = save("outing_forum", outing, forums, Parts.Forum::id, one -> {
            Map<String, @Nullable Object> columns = columns(one.date(), one.time(), one.place(), one.remark());
            columns.put("attendees", one.attendees());
            columns.put("topic", one.topic());
            columns.put("text", one.text());
            columns.put("closing", one.closing());
            return columns;
        });
        for (int index = 0; index < ids.size(); index++) {
            saveForumLeaders(ids.get(index), forums.get(index).leaders());
        }
    }

    private void saveForumLeaders(long forum, List<String> leaders) {
        database.sql("delete from outing_forum_leader where forum = :forum")
                .param("forum", forum)
                .update();
        leaders.forEach(
                leader -> database.sql("insert into outing_forum_leader (forum, leader) values (:forum, :leader)")
                        .param("forum", forum)
                        .param("leader", leader)
                        .update());
    }

    /** The leader attended the forum as well. */
    void saveAttendance(long forum, String leader) {
        database.sql("insert into outing_forum_leader (forum, leader) values (:forum, :leader) on conflict do nothing")
                .param("forum", forum)
                .param("leader", leader)
                .update();
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

    /** The numbers of the problems it brought home. */
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

    /** What belongs to the outing, in the order it was entered. */
    Parts of(long outing) {
        return new Parts(
                database.sql("select * from outing_labour where outing = :outing order by ordinal, id")
                        .param("outing", outing)
                        .query(PartRepository::labour)
                        .list(),
                database.sql("""
                                select reception.*, became.problem from outing_reception reception
                                left join outing_problem became on became.reception = reception.id
                                where reception.outing = :outing order by reception.ordinal, reception.id""")
                        .param("outing", outing)
                        .query(PartRepository::reception)
                        .list(),
                database.sql("""
                                select forum.*, array(
                                    select attended.leader from outing_forum_leader attended
                                    join leader on leader.account = attended.leader
                                    where attended.forum = forum.id order by leader.ordinal) as leaders
                                from outing_forum forum where forum.outing = :outing order by forum.ordinal, forum.id""")
                        .param("outing", outing)
                        .query(PartRepository::forum)
                        .list(),
                database.sql("select * from outing_diary where outing = :outing")
                        .param("outing", outing)
                        .query(PartRepository::diary)
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

    /** What labour, receptions and forums have in common. */
    private static Map<String, @Nullable Object> columns(
            LocalDate date, @Nullable String time, String place, @Nullable String remark) {
        Map<String, @Nullable Object> columns = new LinkedHashMap<>();
        columns.put("happened_on", date);
        columns.put("time", time);
        columns.put("place", place);
        columns.put("remark", remark);
        return columns;
    }

    /** Makes the rows of one kind what the list says, in its order, and answers their ids in the same order. */
    private <T> List<Long> save(
            String table,
            long outing,
            List<T> parts,
            ToLongFunction<T> id,
            Function<T, Map<String, @Nullable Object>> columns) {
        database.sql("delete from " + table + " where outing = :outing and not id = any(:kept)")
                .param("outing", outing)
                .param("kept", parts.stream().map(id::applyAsLong).toArray(Long[]::new))
                .update();
        List<Long> ids = new ArrayList<>();
        for (int index = 0; index < parts.size(); index++) {
            T part = parts.get(index);
            Map<String, @Nullable Object> all = columns.apply(part);
            all.put("ordinal", index);
            ids.add(write(table, outing, id.applyAsLong(part), all));
        }
        return ids;
    }

    private long write(String table, long outing, long id, Map<String, @Nullable Object> columns) {
        String sql;
        if (id == Entry.NEW) {
            sql = "insert into " + table + " (outing, " + String.join(", ", columns.keySet()) + ") values (:outing, "
                    + columns.keySet().stream().map(column -> ":" + column).collect(Collectors.joining(", "))
                    + ") returning id";
        } else {
            sql = "update " + table + " set "
                    + columns.keySet().stream()
                            .map(column -> column + " = :" + column)
                            .collect(Collectors.joining(", "))
                    + " where id = :id and outing = :outing returning id";
        }
        return database.sql(sql)
                .params(columns)
                .param("id", id)
                .param("outing", outing)
                .query(Long.class)
                .single();
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
}
