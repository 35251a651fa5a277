package minqing.bureau.calendar;

import java.time.YearMonth;

/**
 * The month in whose table a record is counted (requirements D13).
 *
 * @param period the month; of a record that is history, the one its day falls into
 * @param late whether it happened before that month's period began: it is marked 补报
 * @param history whether it happened before the unit sent its first table: it counts toward quotas and the year to date,
 *     never in the cell of a month (requirements D13c)
 */
public record Posting(YearMonth period, boolean late, boolean history) {}
