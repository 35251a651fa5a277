package minqing.activity.summary;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.YearMonth;
import minqing.bureau.calendar.Deadlines;
import minqing.bureau.calendar.LimitUnit;
import minqing.bureau.calendar.SubmissionSchedule;
import minqing.bureau.calendar.SubmissionSchedules;
import minqing.bureau.calendar.TimeLimit;
import minqing.bureau.calendar.WorkingCalendar;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Every moment of a summary, derived from its schedule and never from when something happens to run (processes, "Timers"). */
@Component
class SummaryTimes {

    private static final LocalTime MORNING = LocalTime.of(9, 0);
    private static final int REMINDED_BEFORE = 3;
    private static final int ACCEPTANCE = 10;
    private static final int AFTER_RETURN = 3;
    private static final int RED_DAY = 25;

    private final SubmissionSchedules schedules;
    private final WorkingCalendar calendar;
    private final Deadlines deadlines;
    private final Clock clock;

    SummaryTimes(SubmissionSchedules schedules, WorkingCalendar calendar, Deadlines deadlines, Clock clock) {
        this.schedules = schedules;
        this.calendar = calendar;
        this.deadlines = deadlines;
        this.clock = clock;
    }

    SubmissionSchedule schedule(YearMonth month) {
        return schedules.of(month);
    }

    /** Three working days before the cut-off, nine o'clock: the case starts, and whoever has nothing is told. */
    Instant remindAt(YearMonth month) {
        LocalDate day = schedules.of(month).cutOff();
        for (int back = 0; back < REMINDED_BEFORE; back++) {
            day = calendar.lastWorkingDayBefore(day);
        }
        return at(day, MORNING);
    }

    Instant compileAt(YearMonth month) {
        return schedules.of(month).compileAt();
    }

    /** One working day before the due date, nine o'clock. */
    Instant dueSoonAt(Summary summary) {
        return at(calendar.lastWorkingDayBefore(summary.dueOn()), MORNING);
    }

    /** Noon of the due date: whoever has not signed is telephoned, and an authorised substitute may sign. */
    Instant noonAt(Summary summary) {
        return at(summary.dueOn(), LocalTime.NOON);
    }

    /** The first version: the start of the 25th. A later one: the end of its due date. */
    Instant pastDueAt(Summary summary) {
        return summary.version() == 1
                ? at(summary.month().atDay(RED_DAY), LocalTime.MIDNIGHT)
                : at(summary.dueOn().plusDays(1), LocalTime.MIDNIGHT);
    }

    /** A version that was sent back is due three working days after the return (D14). */
    LocalDate dueAfterReturn() {
        return calendar.plusWorkingDays(LocalDate.now(clock), AFTER_RETURN);
    }

    Instant acceptanceLapsesAt() {
        return deadlines
                .from(clock.instant(), new TimeLimit(ACCEPTANCE, LimitUnit.WORKING_DAYS))
                .dueAt();
    }

    /** The end of the due date, when the light of whoever holds the summary turns red. */
    Instant dueAt(Summary summary) {
        return deadlines.endOf(summary.dueOn());
    }

    /**
     * When the light of a month and of each of its tasks changes: blue from one working day before the due date, red once it has
     * passed, yellow from the beginning while a version is made that follows one sent back (D14).
     */
    Lights lights(Summary summary) {
        Instant due = dueAt(summary);
        Instant soon = dueSoonAt(summary);
        return new Lights(due, soon.isAfter(due) ? due : soon, summary.version() > 1 ? summary.startedAt() : null);
    }

    /**
     * From when on a light has which colour; red comes before yellow, yellow before blue.
     *
     * @param redFrom the end of the due date
     * @param yellowFrom none for the first version
     */
    record Lights(
            Instant redFrom, Instant blueFrom, @Nullable Instant yellowFrom) {

        /** {@code none blue yellow red} at a moment. */
        String at(Instant now) {
            if (redFrom.isBefore(now)) {
                return "red";
            }
            if (yellowFrom != null && !yellowFrom.isAfter(now)) {
                return "yellow";
            }
            return blueFrom.isAfter(now) ? "none" : "blue";
        }
    }

    private Instant at(LocalDate day, LocalTime time) {
        return day.atTime(time).atZone(clock.getZone()).toInstant();
    }
}
