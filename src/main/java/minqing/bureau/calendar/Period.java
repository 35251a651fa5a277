package minqing.bureau.calendar;

/**
 * A month of a unit.
 *
 * @param state how far it was taken; the cut-off counts even where nobody has begun to check yet
 */
public record Period(String unit, SubmissionSchedule schedule, PeriodState state) {}
