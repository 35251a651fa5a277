package minqing.activity.problem;

import static minqing.platform.database.Columns.booleanOrNull;
import static minqing.platform.database.Columns.dateOrNull;
import static minqing.platform.database.Columns.instant;
import static minqing.platform.database.Columns.instantOrNull;
import static minqing.platform.database.Columns.integerOrNull;
import static minqing.platform.database.Columns.longOrNull;
import static minqing.platform.database.Columns.textArray;
import static minqing.platform.database.Columns.texts;
import static minqing.platform.database.Columns.timestamp;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import minqing.platform.fault.Missing;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of the ledger. Every change of a case takes the row's lock first, so two changes never cross. */
@Repository
class ProblemRepository {

    private final JdbcClient database;
    private final LockedProblems locked = new LockedProblems();

    ProblemRepository(JdbcClient database) {
        this.database = database;
    }

    /**
     * The next number of the year. The row stays locked until the transaction ends, so numbers have no gaps.
     *
     * @return the sequence within the year, from 1
     */
    int nextSequence(int year) {
        return database.sql("""
                        insert into problem_number (year, last) values (:year, 1)
                        on conflict (year) do update set last = problem_number.last + 1 returning last""").param("year", year).query(Integer.class).single();
    }

    long insert(NewProblem problem) {
        return database.sql("""
                        insert into problem (year, sequence, number, title, content, village, category, urgency,
                                             reporter, reported_at, recurrence_of, status)
                        values (:year, :sequence, :number, :title, :content, :village, :category, :urgency,
                                :reporter, :reportedAt, :recurrenceOf, :status)
                        returning id""")
                .param("year", problem.year())
                .param("sequence", problem.sequence())
                .param("number", problem.number())
                .param("title", problem.title())
                .param("content", problem.content())
                .param("village", problem.village())
                .param("category", problem.category())
                .param("urgency", problem.urgency())
                .param("reporter", problem.reporter())
                .param("reportedAt", timestamp(problem.reportedAt()))
                .param("recurrenceOf", problem.recurrenceOf())
                .param("status", problem.status().code())
                .query(Long.class)
                .single();
    }

    Optional<Problem> find(String number) {
        return locked.find(number).or(() -> {
            Optional<Problem> read = read(number, "");
            return locked.contains(number) ? read.map(locked::keep) : read;
        });
    }

    Optional<Problem> find(long id) {
        return database.sql("select * from problem where id = :id")
                .param("id", id)
                .query(ProblemRepository::read)
                .optional();
    }

    /** @throws Missing when there is no such number */
    Problem get(String number) {
        return find(number).orElseThrow(() -> new Missing("problem.missing", number));
    }

    /** The row, locked until the transaction ends. */
    Problem lock(String number) {
        Optional<Problem> row = locked.contains(number)
                ? find(number)
                : read(number, " for update").map(locked::keep);
        return row.orElseThrow(() -> new Missing("problem.missing", number));
    }

    private Optional<Problem> read(String number, String lock) {
        return database.sql("select * from problem where number = :number" + lock)
                .param("number", number)
                .query(ProblemRepository::read)
                .optional();
    }

    /** Changes the named columns of a row; the change starts here and is carried out by {@link Change#apply()}. */
    Change change(Problem problem) {
        return new Change(database, problem, locked);
    }

    /** Keeps from when until when a problem was declined, for the months that were sealed meanwhile. */
    void saveReinstatement(Problem problem, Instant now) {
        database.sql("""
                        insert into problem_reinstatement (problem, declined_at, reinstated_at)
                        select id, ended_at, :now from problem where id = :problem""")
                .param("now", timestamp(now))
                .param("problem", problem.id())
                .update();
    }

    void saveContact(long problem, String contact) {
        database.sql("""
                        insert into problem_contact (problem, contact) values (:problem, :contact)
                        on conflict (problem) do update set contact = excluded.contact""").param("problem", problem).param("contact", contact).update();
    }

    Optional<String> contact(long problem) {
        return database.sql("select contact from problem_contact where problem = :problem")
                .param("problem", problem)
                .query(String.class)
                .optional();
    }

    /** Those of the problems that are not sealed. */
    Set<String> unsealed(Set<String> numbers) {
        return numbers.isEmpty()
                ? Set.of()
                : Set.copyOf(database.sql("select number from problem where number in (:numbers) and sealed_at is null")
                        .param("numbers", numbers)
                        .query(String.class)
                        .list());
    }

    /** Makes exactly these units assist; what an earlier assignment asked of others is void. */
    void assignAssists(long problem, Collection<String> units) {
        database.sql("delete from problem_assist where problem = :problem and not unit = any(:units)")
                .param("problem", problem)
                .param("units", textArray(units))
                .update();
        units.forEach(unit ->
                database.sql("""
                        insert into problem_assist (problem, unit, state) values (:problem, :unit, 'assigned')
                        on conflict (problem, unit) do update set state = 'assigned', result = null""").param("problem", problem).param("unit", unit).update());
    }

    void setAssist(long problem, String unit, String state, @Nullable String result) {
        database.sql("""
                        update problem_assist set state = :state, result = coalesce(:result, result)
                        where problem = :problem and unit = :unit""")
                .param("state", state)
                .param("result", result)
                .param("problem", problem)
                .param("unit", unit)
                .update();
    }

    List<Assist> assists(long problem) {
        return database.sql("""
                        select assist.unit, assist.state, assist.result from problem_assist assist
                        join unit on unit.code = assist.unit where problem = :problem order by unit.ordinal""")
                .param("problem", problem)
                .query((row, index) ->
                        new Assist(row.getString("unit"), row.getString("state"), row.getString("result")))
                .list();
    }

    /** All that was merged into the problem, and into what was merged into it. */
    List<Problem> mergedInto(long problem) {
        return database.sql("""
                        with recursive merged as (
                            select id from problem where merged_into = :problem
                            union select problem.id from problem join merged on problem.merged_into = merged.id)
                        select * from problem where id in (select id from merged) order by id for update""")
                .param("problem", problem)
                .query(ProblemRepository::read)
                .list();
    }

    /** Notes on which day a problem came up that an outing brought home. */
    void happened(String number, LocalDate day) {
        locked.changed(number);
        database.sql("""
                        update problem set happened_on = :day
                        where number = :number and happened_on is distinct from :day""").param("day", day).param("number", number).update();
    }

    static Problem read(ResultSet row, int index) throws SQLException {
        return new Problem(
                row.getLong("id"),
                row.getString("number"),
                row.getString("title"),
                row.getString("content"),
                row.getString("village"),
                row.getString("category"),
                row.getString("urgency"),
                row.getString("reporter"),
                instant(row, "reported_at"),
                row.getString("outing"),
                dateOrNull(row, "happened_on"),
                longOrNull(row, "recurrence_of"),
                Status.of(row.getString("status")),
                row.getString("proposed_unit"),
                texts(row, "proposed_assists"),
                row.getString("lead_unit"),
                booleanOrNull(row, "complex"),
                integerOrNull(row, "limit_amount"),
                row.getString("limit_unit"),
                row.getString("triager"),
                row.getString("handler"),
                row.getInt("objections"),
                row.getBoolean("objection_open"),
                row.getInt("returns"),
                row.getInt("reopenings"),
                instantOrNull(row, "sent_back_at"),
                instantOrNull(row, "first_contact_at"),
                row.getString("first_contact_method"),
                instantOrNull(row, "clock_stopped_at"),
                row.getBoolean("handled_late"),
                row.getString("handling"),
                row.getString("next_step"),
                row.getString("answer"),
                dateOrNull(row, "answered_on"),
                row.getString("answer_method"),
                row.getString("satisfaction"),
                row.getString("verifier"),
                longOrNull(row, "merged_into"),
                instantOrNull(row, "supervised_at"),
                instantOrNull(row, "sealed_at"),
                instantOrNull(row, "ended_at"));
    }

    /** A problem about to be stored. */
    record NewProblem(
            int year,
            int sequence,
            String number,
            String title,
            String content,
            String village,
            String category,
            String urgency,
            String reporter,
            Instant reportedAt,
            @Nullable Long recurrenceOf,
            Status status) {}

    /** An assisting unit: {@code assigned}, {@code open} in this round, {@code done} or {@code waived}. */
    record Assist(String unit, String state, @Nullable String result) {}
}
