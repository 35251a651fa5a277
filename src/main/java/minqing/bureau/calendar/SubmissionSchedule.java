package minqing.bureau.calendar;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;

/**
 * When the monthly table (annex 6) of a month is cut off, compiled and due (requirements D5 to D7).
 *
 * @param periodFrom the first day whose records it counts
 * @param cutOff the last day whose records it counts; they can be entered until that day ends
 * @param compileAt the start of the day after the cut-off
 * @param dueOn the last working day strictly before the 25th
 * @param provisional whether a notice on public holidays that is not out yet can still move it
 */
public record SubmissionSchedule(
        YearMonth month,
        LocalDate periodFrom,
        LocalDate cutOff,
        Instant compileAt,
        LocalDate dueOn,
        boolean provisional) {

    /** Whether the day is one of those whose records the month counts. */
    public boolean contains(LocalDate day) {
        return !day.isBefore(periodFrom) && !day.isAfter(cutOff);
    }
}
