package minqing.problem;

import java.time.Clock;
import java.time.Instant;
import java.time.ZonedDateTime;
import minqing.calendar.WorkingCalendar;
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
    void opened(String number, String step, @Nullable String unit, @Nullable String assignee) {
        Problem problem = problems.lock(number);
        switch (step) {
            // Beside the path: the case stays where it stands.
            // Its date to reply by stands with the demand.
            case "reply-supervision" -> {}
            case "assist" -> handling.assistOpened(problem, java.util.Objects.requireNonNull(unit));
            case "approve-extension" -> caseClock.start(problem, step);
            // Its clock started when the case was taken on, and a return does not touch it.
            case "handle" -> problems.change(problem).status(Status.HANDLE).apply();
            default -> {
                Change change = problems.change(problem).status(Status.of(step));
                if (step.equals("verify")) {
                    change.set("verifier", assignee);
                }
                change.apply();
                caseClock.start(problem, step);
            }
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

    /** Three months from now, at nine o'clock of a working day. */
    Instant nextPeriodicReview() {
        ZonedDateTime later = clock.instant().atZone(clock.getZone()).plusMonths(limits.periodicReviewMonths());
        return calendar.onOrAfter(later.toLocalDate())
                .atTime(9, 0)
                .atZone(clock.getZone())
                .toInstant();
    }
}
