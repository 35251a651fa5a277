package minqing.activity.problem;

import static minqing.platform.database.Columns.dateOrNull;
import static minqing.platform.database.Columns.instant;
import static minqing.platform.database.Columns.instantOrNull;
import static minqing.platform.database.Columns.timestamp;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import minqing.bureau.calendar.WorkingCalendar;
import minqing.bureau.organization.Role;
import minqing.platform.fault.Conflict;
import minqing.platform.fault.InvalidInput;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Pressing a case from beside its path: urging (催办), and supervising (督办) with a demand that must be answered. */
@Service
class Supervision {

    /** The step in which a demand is answered, and the limit for it. */
    static final String REPLY = "reply-supervision";

    private final JdbcClient database;
    private final ProblemRepository problems;
    private final CaseHistory history;
    private final CaseClock caseClock;
    private final CaseNotices notices;
    private final OpenWork openWork;
    private final TimeLimits limits;
    private final WorkingCalendar calendar;
    private final Clock clock;

    Supervision(
            JdbcClient database,
            ProblemRepository problems,
            CaseHistory history,
            CaseClock caseClock,
            CaseNotices notices,
            OpenWork openWork,
            TimeLimits limits,
            WorkingCalendar calendar,
            Clock clock) {
        this.database = database;
        this.problems = problems;
        this.history = history;
        this.caseClock = caseClock;
        this.notices = notices;
        this.openWork = openWork;
        this.limits = limits;
        this.calendar = calendar;
        this.clock = clock;
    }

    void recordUrge(Problem problem, String actor, @Nullable String reason) {
        history.record(problem, actor, "urge", "urge", reason);
    }

    /** Tells whoever has the case before them that it was urged. */
    void urge(String number) {
        Problem problem = problems.get(number);
        notices.toHolders("urged", problem);
    }

    /**
     * Keeps the demand and marks the case (督).
     *
     * @throws Conflict while an earlier demand is unanswered
     * @throws InvalidInput when the reply-by date is not in the future
     */
    void demand(Problem problem, String actor, SubmittedForm answers) {
        LocalDate today = LocalDate.now(clock);
        LocalDate replyBy =
                answers.date("replyBy").orElseGet(() -> calendar.plusWorkingDays(today, limits.supervisionReply()));
        if (!replyBy.isAfter(today)) {
            throw InvalidInput.of("replyBy", "problem.reply-by-past");
        }
        if (open(problem).isPresent()) {
            throw new Conflict("problem.supervision-open", problem.number());
        }
        database.sql("""
                        insert into problem_supervision (problem, by, at, demand, reply_by)
                        values (:problem, :by, :at, :demand, :replyBy)""")
                .param("problem", problem.id())
                .param("by", actor)
                .param("at", timestamp(clock.instant()))
                .param("demand", answers.required("reason"))
                .param("replyBy", replyBy)
                .update();
        caseClock.startUntil(problem, REPLY, replyBy);
        problems.change(problem).at("supervised_at", clock.instant()).apply();
        history.record(problem, actor, "supervise", "supervise", answers.required("reason"));
    }

    /**
     * Tells whoever has the case that an answer is demanded: the handler and the head, or the office while no unit leads.
     *
     * @param leadUnit the unit that leads now
     */
    void supervise(String number, @Nullable String leadUnit) {
        Problem problem = problems.get(number);
        if (leadUnit == null) {
            notices.toOffice("supervised", problem);
            return;
        }
        notices.toHandlers("supervised", problem);
        notices.toHeads("supervised", problem);
    }

    /** The group that answers a demand: the handlers of the unit that leads, or the office while none does. */
    static String answeredBy(@Nullable String leadUnit) {
        return leadUnit == null ? Role.OFFICE.group() : "unit-" + leadUnit;
    }

    /** Whether the open demand was put to others than those who have the case now. */
    boolean moved(String number, @Nullable String leadUnit) {
        return openWork.of(number, REPLY, null).stream()
                .anyMatch(task -> !task.groups().contains(answeredBy(leadUnit)));
    }

    void reply(String number, String actor, SubmittedForm answers) {
        Problem problem = problems.lock(number);
        String reply = answers.required("reply");
        database.sql("""
                        update problem_supervision set reply = :reply, replied_by = :by, replied_at = :at
                        where problem = :problem and replied_at is null""")
                .param("reply", reply)
                .param("by", actor)
                .param("at", timestamp(clock.instant()))
                .param("problem", problem.id())
                .update();
        history.record(problem, actor, REPLY, "reply", reply);
        of(problem).stream()
                .reduce((first, last) -> last)
                .ifPresent(demand -> notices.to("supervision-replied", problem, List.of(demand.by())));
    }

    Optional<Demand> open(Problem problem) {
        return of(problem).stream().filter(demand -> demand.repliedAt() == null).findFirst();
    }

    List<Demand> of(Problem problem) {
        return database.sql("select * from problem_supervision where problem = :problem order by id")
                .param("problem", problem.id())
                .query((row, index) -> new Demand(
                        row.getString("by"),
                        instant(row, "at"),
                        row.getString("demand"),
                        dateOrNull(row, "reply_by"),
                        row.getString("reply"),
                        row.getString("replied_by"),
                        instantOrNull(row, "replied_at")))
                .list();
    }

    /** A supervisor's demand and the handler's reply to it. */
    record Demand(
            String by,
            Instant at,
            String demand,
            @Nullable LocalDate replyBy,
            @Nullable String reply,
            @Nullable String repliedBy,
            @Nullable Instant repliedAt) {}
}
