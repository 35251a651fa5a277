/**
 * Working days and what is reckoned in them: limits, deadlines, the hour of notices, the schedule of the monthly table; and
 * the months of the units, open, checking or sealed ({@link minqing.bureau.calendar.Periods}).
 *
 * <p>A year the State Council has published a notice for follows it, make-up working days (调休) included. The notices of
 * 2011 to 2026 come with the application in {@code data/statutory-days.csv}, taken from the data set
 * <a href="https://github.com/vsme/chinese-days">chinese-days</a> (MIT licence); an administrator's entry stands before
 * it. Any other year up to 2100 is provisional: weekends and the statutory days of
 * {@code data/festival-days.csv}, with a day in lieu (补假) for each that falls on a weekend.
 *
 * <p>{@code festival-days.csv} holds the days the Regulation on Public Holidays (全国年节及纪念日放假办法) gives to all:
 * first day, number of days, name; eleven days a year to 2024, the Spring Festival from New Year's Eve on until 2013 and
 * from the first of the first month after that; thirteen days since 2025. The lunar days and Qingming were computed once,
 * from the new moons and the sun's longitude (Meeus, Astronomical Algorithms, chapters 49 and 25, the rules of
 * GB/T 33661-2017, UTC+8), and compared with the month lengths in common use, 2020 to 2100, and the usual Qingming formula,
 * 2011 to 2099: no difference. In all years of notices 2011 to 2026 these very days were off. ICU's Chinese calendar was
 * tried and left: it has the Spring Festival of 2027 and of 2030 a day wrong, where the new moon is minutes from midnight.
 *
 * <p>The schedule of a month is worked out from the calendar until its period begins, and stored, for all units alike, when
 * something is posted to it, when it is started, or when a notice is entered that would move it. A stored schedule never
 * changes; the next month begins the day after its cut-off, so that no notice opens a gap or an overlap. Deadlines that run
 * are dates in the tables of whoever runs them: a notice does not move them.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"platform.database", "platform.fault"})
package minqing.bureau.calendar;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
