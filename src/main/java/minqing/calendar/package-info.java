/**
 * Working days with make-up days (调休), deadlines and notices by them.
 *
 * <p>The data of the published years come from the State Council's yearly notices, by way of the MIT-licensed data set
 * {@code chinese-days}; later years are worked out provisionally from the law on public holidays.
 */
@NullMarked
package minqing.calendar;

import org.jspecify.annotations.NullMarked;
