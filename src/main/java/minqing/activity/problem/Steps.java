package minqing.activity.problem;

import java.time.Clock;
import java.time.Instant;
import java.time.ZonedDateTime;
import minqing.bureau.calendar.WorkingCalendar;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** What every step of a case has in common: it says where the case stands, and its clock starts and ends with it. */
@Service
class Steps {

    private final ProblemRepository problems;
    private final CaseClock caseClock;
    private final Handling handling;
    private final TimeLimits limits;
    private final WorkingCalendar calendar;
    private final Clock clock;

    Steps(
            ProblemRepository problems,
            CaseClock caseClock,
            Handling handling,
            TimeLimits limits,
            WorkingCalendar calendar,
            Clock clock) {
        this.problems = problems;
        this.caseClock = caseClock;
        this.handling = handling;
        this.limits = limits;
        this.calendar = calendar;
        this.clock = clock;
    }

    /** A task of the case has opened. */
    void opened(String number, String step, @Nullable String unit) {
        Problem problem = problems.lock(number);
        switch (step) {
            // Beside the path: the case stays where it stands, and the clock started with the demand.
            case Supervision.REPLY -> {}
            case "assist" -> handling.assistOpened(problem, java.util.Objects.requireNonNull(unit));
            case "approve-extension" -> caseClock.start(problem, step);
            // Its clock started when the case was taken on, and a return does not touch it.
            case "handle" -> problems.change(problem).status(Status.HANDLE).apply();
            default -> {
                problems.change(problem).status(Status.of(step)).apply();
                caseClock.start(problem, step);
            }
        }
    }

    /** A task has somebody now, or nobody any more: the case knows who handles and who verifies. No clock changes. */
    void taken(String number, String step, @Nullable String assignee) {
        switch (step) {
            case "handle" ->
                problems.change(problems.lock(number)).set("handler", assignee).apply();
            case "verify" ->
                problems.change(problems.lock(number)).set("verifier", assignee).apply();
            default -> {}
        }
    }

    /** A task of the case was ended by nobody. A demand is still to be answered, by whoever has the case then. */
    void cancelled(String number, String step, @Nullable String unit) {
        if (!step.equals(Supervision.REPLY)) {
            ended(number, step, unit);
        }
    }

    /** A task of the case was completed or is no longer needed. */
    void ended(String number, String step, @Nullable String unit) {
        if (!step.equals("handle")) {
            caseClock.end(problems.lock(number), step, step.equals("assist") ? unit : null);
        }
    }

    void proposedLimit(String number, Assignment.HandlingLimit limit) {
        Problem problem = problems.get(number);
        if (problem.leadUnit() == null) {
            problems.change(problem)
                    .set("limit_amount", limit.limit().amount())
                    .set("limit_unit", limit.limit().unit().name())
                    .apply();
        }
    }

    /** When the limit of a step is over; the engine sets a task's timers before the task itself, so it may start here. */
    Instant dueAt(Problem problem, String step) {
        caseClock.start(problem, step);
        return caseClock.running(problem, step, null).orElseThrow().dueAt();
    }

    /** When somebody may be told that the limit of a step is over. */
    Instant toldAt(Problem problem, String step) {
        return caseClock.noticeAt(dueAt(problem, step));
    }

    /** Three months from now, at nine o'clock of a working day. */
    Instant nextPeriodicReview() {
        ZonedDateTime later = clock.instant().atZone(clock.getZone()).plusMonths(limits.periodicReviewMonths());
        return calendar.onOrAfter(later.toLocalDate())
                .atTime(9, 0)
                .atZone(clock.getZone())
                .toInstant();
    }
}
