package minqing.bureau.calendar;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;

/**
 * The rule of the monthly schedule (requirements D5 to D7): a pure function of the working calendar. The table is due on the
 * last working day before the 25th, and cut off on the 20th; where the 21st leaves fewer than two working days to check and
 * sign, the due date included, it is cut off earlier.
 */
final class ScheduleRule {

    /** The document that started the activity: 每月25日前. */
    private static final int DUE_BEFORE = 25;

    private static final int USUAL_COMPILATION = 21;

    private final WorkingCalendar calendar;
    private final ZoneId zone;

    ScheduleRule(WorkingCalendar calendar, ZoneId zone) {
        this.calendar = calendar;
        this.zone = zone;
    }

    /** The schedule of a month when the period before it ends where this rule ends it. */
    SubmissionSchedule of(YearMonth month) {
        return of(month, periodFrom(month));
    }

    SubmissionSchedule of(YearMonth month, LocalDate periodFrom) {
        LocalDate compilation = compilation(month);
        return new SubmissionSchedule(
                month,
                periodFrom,
                compilation.minusDays(1),
                compilation.atStartOfDay(zone).toInstant(),
                due(month),
                provisional(month));
    }

    private LocalDate periodFrom(YearMonth month) {
        return month.equals(SubmissionSchedules.FIRST_MONTH)
                ? SubmissionSchedules.FIRST_DAY
                : compilation(month.minusMonths(1));
    }

    private LocalDate due(YearMonth month) {
        return calendar.lastWorkingDayBefore(month.atDay(DUE_BEFORE));
    }

    /** With this day, the due date is the second working day that is left. */
    private LocalDate compilation(YearMonth month) {
        LocalDate latest = calendar.lastWorkingDayBefore(due(month));
        LocalDate usual = month.atDay(USUAL_COMPILATION);
        return latest.isBefore(usual) ? latest : usual;
    }

    /** A period that starts in December depends on the calendar of two years. */
    private boolean provisional(YearMonth month) {
        return !calendar.year(month.getYear()).published()
                || !calendar.year(month.minusMonths(1).getYear()).published();
    }
}
