package minqing.activity.problem;

import static minqing.platform.database.Columns.instant;
import static minqing.platform.database.Columns.textArray;
import static minqing.platform.database.Columns.timestamp;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The full history of a case: who, when, from where to where, why. Entries are added and never changed. */
@Repository
class CaseHistory {

    /** Where work on a case is done: whoever acted here neither reviews nor verifies it. */
    private static final Set<String> WORK = Set.of("handle", "assist");

    private final JdbcClient database;
    private final Clock clock;

    CaseHistory(JdbcClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    void record(Problem problem, @Nullable String actor, String step, String action, @Nullable String reason) {
        record(problem, actor, step, action, null, null, reason);
    }

    void record(
            Problem problem,
            @Nullable String actor,
            String step,
            String action,
            @Nullable String fromUnit,
            @Nullable String toUnit,
            @Nullable String reason) {
        database.sql("""
                        insert into problem_event (problem, at, actor, step, action, from_unit, to_unit, reason)
                        values (:problem, :at, :actor, :step, :action, :fromUnit, :toUnit, :reason)""")
                .param("problem", problem.id())
                .param("at", timestamp(clock.instant()))
                .param("actor", actor)
                .param("step", step)
                .param("action", action)
                .param("fromUnit", fromUnit)
                .param("toUnit", toUnit)
                .param("reason", reason)
                .update();
    }

    List<Entry> of(long problem) {
        return database.sql("select * from problem_event where problem = :problem order by id")
                .param("problem", problem)
                .query((row, index) -> new Entry(
                        instant(row, "at"),
                        row.getString("actor"),
                        row.getString("step"),
                        row.getString("action"),
                        row.getString("from_unit"),
                        row.getString("to_unit"),
                        row.getString("reason")))
                .list();
    }

    /** The latest entry of a step that is one of these actions. */
    Optional<Entry> last(long problem, String step, Set<String> actions) {
        return of(problem).stream()
                .filter(entry -> entry.step().equals(step) && actions.contains(entry.action()))
                .reduce((first, last) -> last);
    }

    /** Whether the latest entry that moved the case is of this step; 催办 and 督办 move nothing. */
    boolean lastIs(long problem, String step) {
        return database.sql("""
                        select step from problem_event
                        where problem = :problem and step not in ('urge', 'supervise', 'reply-supervision')
                        order by id desc limit 1""")
                .param("problem", problem)
                .query(String.class)
                .optional()
                .filter(step::equals)
                .isPresent();
    }

    /**
     * Who worked on the case, in any round: handled it, assisted, or settled it on the spot. The head who found that a unit
     * need not assist did none of the work.
     */
    Set<String> workers(long problem) {
        return Set.copyOf(database.sql("""
                        select distinct actor from problem_event
                        where problem = :problem and actor is not null
                          and (action = 'resolve-on-the-spot' or step = any(:work) and action <> 'waive')""")
                .param("problem", problem)
                .param("work", textArray(WORK))
                .query(String.class)
                .list());
    }

    /** Who reviewed the work of the case, in any round. */
    Set<String> reviewers(long problem) {
        return actors(problem, "review", null);
    }

    /** Who brought the case in: the reporter, and whoever entered it on the reporter's behalf. */
    Set<String> reporters(long problem) {
        return actors(problem, "report", null);
    }

    /** Who of the office assigned the case to a unit, in any round. */
    Set<String> assigners(long problem) {
        return actors(problem, "triage", "assign");
    }

    private Set<String> actors(long problem, String step, @Nullable String action) {
        return Set.copyOf(database.sql("""
                        select distinct actor from problem_event
                        where problem = :problem and step = :step and (:action::text is null or action = :action)
                          and actor is not null""")
                .param("problem", problem)
                .param("step", step)
                .param("action", action)
                .query(String.class)
                .list());
    }

    /** The units that objected to the case. */
    Set<String> objectors(long problem) {
        return Set.copyOf(
                database.sql("""
                        select distinct from_unit from problem_event
                        where problem = :problem and action = 'object' and from_unit is not null""").param("problem", problem).query(String.class).list());
    }

    /** One entry. Unit codes and account ids; the words for step and action are in the message bundle. */
    record Entry(
            Instant at,
            @Nullable String actor,
            String step,
            String action,
            @Nullable String fromUnit,
            @Nullable String toUnit,
            @Nullable String reason) {

        Entry withoutWords() {
            return new Entry(at, actor, step, action, fromUnit, toUnit, null);
        }
    }
}
