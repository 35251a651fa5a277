package minqing.activity.demonstration;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import minqing.bureau.calendar.SubmissionSchedule;
import minqing.bureau.calendar.SubmissionSchedules;
import minqing.bureau.calendar.WorkingCalendar;

/**
 * When everything happens, reckoned from the day of the first start: days of the script are working days before it, the
 * months' own days follow from their schedule (requirements D5 to D7).
 *
 * @param today the day of the first start, on which nothing is played any more
 * @param days today, and the working days before it, the latest first
 * @param accepted the month that is sealed, submitted and accepted; the first one the bureau sends
 * @param current the month after it, the latest that has been cut off
 * @param running the month that today belongs to
 */
record Timeline(
        WorkingCalendar calendar,
        ZoneId zone,
        LocalDate today,
        List<LocalDate> days,
        SubmissionSchedule accepted,
        SubmissionSchedule current,
        SubmissionSchedule running) {

    /** As many working days as the script goes back. */
    private static final int LONGEST = 75;

    /** A month starts in the working days before its cut-off, how many of them {@code minqing.summary} knows. */
    private static final int STARTS_BEFORE = 14;

    /** A version that nobody accepts ends by itself after ten working days: it is sent back before. */
    private static final int WAITS = 9;

    private static final int RETURNED_AFTER = 8;

    static Timeline from(LocalDate today, SubmissionSchedules schedules, WorkingCalendar calendar, ZoneId zone) {
        SubmissionSchedule running = schedules.containing(today);
        return new Timeline(
                calendar,
                zone,
                today,
                Stream.iterate(today, calendar::lastWorkingDayBefore)
                        .limit(LONGEST + 1L)
                        .toList(),
                schedules.of(running.month().minusMonths(2)),
                schedules.of(running.month().minusMonths(1)),
                running);
    }

    /** The first day of which anything is told in full. */
    LocalDate begin() {
        return accepted.periodFrom();
    }

    /** The working day that lies so many of them before today. */
    LocalDate day(int workingDaysAgo) {
        return days.get(workingDaysAgo);
    }

    Instant at(LocalDate day, LocalTime time) {
        return day.atTime(time).atZone(zone).toInstant();
    }

    /** For each month the working days before its cut-off, on one of which it starts by itself. */
    List<List<LocalDate>> daysBeforeCutOffs() {
        return List.of(accepted, current, running).stream()
                .map(SubmissionSchedule::cutOff)
                .map(cutOff -> cutOff.minusDays(STARTS_BEFORE)
                        .datesUntil(cutOff)
                        .filter(calendar::isWorkingDay)
                        .filter(day -> day.isBefore(today))
                        .toList())
                .toList();
    }

    /** What becomes of the two months, in order. */
    List<MonthStep> monthSteps() {
        List<MonthStep> steps = new ArrayList<>();
        LocalDate accepting = out(steps, accepted, firstDayAfterCutOff(accepted));
        steps.add(new MonthStep(accepted.month(), at(calendar.plusWorkingDays(accepting, 2), MORNING), Act.ACCEPT));
        if (today.isAfter(current.dueOn())) {
            LocalDate submitted = out(steps, current, firstDayAfterCutOff(current));
            LocalDate yesterday = calendar.lastWorkingDayBefore(today);
            while (calendar.workingDaysBetween(submitted, yesterday) > WAITS) {
                LocalDate back = calendar.plusWorkingDays(submitted, RETURNED_AFTER);
                steps.add(new MonthStep(current.month(), at(back, AFTERNOON), Act.RETURN));
                submitted = out(steps, current, calendar.nextWorkingDay(back));
            }
            steps.add(new MonthStep(current.month(), at(yesterday, AFTERNOON), Act.RETURN));
        }
        return List.copyOf(steps);
    }

    private static final LocalTime MORNING = LocalTime.of(9, 40);
    private static final LocalTime LATE_MORNING = LocalTime.of(10, 50);
    private static final LocalTime AFTERNOON = LocalTime.of(15, 20);

    private LocalDate firstDayAfterCutOff(SubmissionSchedule month) {
        return calendar.nextWorkingDay(month.cutOff());
    }

    /** Checked and signed on one day, signed and submitted on the next: two working days are always left (D7). */
    private LocalDate out(List<MonthStep> steps, SubmissionSchedule schedule, LocalDate day) {
        YearMonth month = schedule.month();
        LocalDate next = calendar.nextWorkingDay(day);
        steps.add(new MonthStep(month, at(day, MORNING), Act.CHECK));
        steps.add(new MonthStep(month, at(day, LATE_MORNING), Act.SIGN_FIRST));
        steps.add(new MonthStep(month, at(next, MORNING), Act.SIGN_LAST));
        steps.add(new MonthStep(month, at(next, LATE_MORNING), Act.SUBMIT));
        return next;
    }

    /** What is done with a month. */
    enum Act {
        CHECK,
        SIGN_FIRST,
        SIGN_LAST,
        SUBMIT,
        RETURN,
        ACCEPT
    }

    /** Something done with a month at a moment. */
    record MonthStep(YearMonth month, Instant at, Act act) {}
}
