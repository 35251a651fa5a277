package minqing.bureau.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Days by the notices, the steps from one working day to another, and how long a year is kept. */
class WorkingCalendarTest {

    private static final LocalDate FIRST = LocalDate.of(2011, 1, 1);
    private static final LocalDate LAST = LocalDate.of(2030, 12, 31);

    private final WorkingCalendar calendar = Years.calendar();

    @ParameterizedTest(name = "{0} {2}")
    @CsvSource({
        // What the notices say of single days.
        "2011-07-01, true,  the activity starts on a Friday",
        "2011-10-08, true,  Saturday made up for National Day",
        "2011-12-31, true,  Saturday made up for the New Year of 2012 by the notice of 2012",
        "2012-09-30, false, Mid-Autumn on a Sunday",
        "2012-10-05, false, National Day week",
        "2013-06-08, true,  Saturday made up for Dragon Boat",
        "2014-01-30, true,  New Year's Eve was worked in 2014",
        "2014-01-31, false, Spring Festival",
        "2015-09-03, false, the one-off holiday of the seventieth anniversary",
        "2015-09-06, true,  the Sunday made up for it",
        "2019-05-05, true,  Sunday made up for the longer Labour Day",
        "2020-01-31, false, the Spring Festival prolonged in the epidemic",
        "2020-02-01, false, no longer made up for",
        "2020-10-08, false, Mid-Autumn fell on National Day",
        "2022-12-31, false, Saturday before the New Year of 2023",
        "2024-02-09, true,  New Year's Eve was worked in 2024",
        "2025-01-28, false, New Year's Eve is a statutory day since 2025",
        "2025-05-02, false, so is the second of May",
        "2026-01-02, false, Friday of the New Year",
        "2026-01-04, true,  Sunday made up for it",
        "2026-02-13, true,  Friday before the Spring Festival",
        "2026-02-14, true,  Saturday made up for the Spring Festival",
        "2026-02-15, false, first of nine days off",
        "2026-02-16, false, New Year's Eve",
        "2026-02-23, false, last of nine days off",
        "2026-02-24, true,  Tuesday after the Spring Festival",
        "2026-02-28, true,  Saturday made up for the Spring Festival",
        "2026-03-01, false, an ordinary Sunday",
        "2026-04-06, false, Monday of Qingming",
        "2026-05-09, true,  Saturday made up for Labour Day",
        "2026-06-19, false, Dragon Boat on a Friday",
        "2026-09-20, true,  Sunday made up for National Day",
        "2026-09-25, false, Mid-Autumn on a Friday",
        "2026-10-07, false, last of National Day week",
        "2026-10-10, true,  Saturday made up for National Day",
        "2026-11-24, true,  an ordinary Tuesday",
    })
    void aDayIsWorkedOrOffAsItsNoticeSays(LocalDate day, boolean working, String why) {
        assertThat(calendar.isWorkingDay(day)).as(why).isEqualTo(working);
    }

    @ParameterizedTest
    @CsvSource({
        // The notices' totals: weekdays, less the statutory days; 2011 and 2012 share a make-up day, 2015 and 2020 had
        // one and two days off more than the law gives.
        "2011, 250", "2012, 249", "2013, 250", "2014, 250", "2015, 249", "2016, 250", "2017, 249", "2018, 250",
        "2019, 250", "2020, 249", "2021, 250", "2022, 249", "2023, 249", "2024, 251", "2025, 248", "2026, 248"
    })
    void aYearHasAsManyWorkingDaysAsItsNoticeLeaves(int year, int days) {
        assertThat(calendar.workingDaysBetween(LocalDate.of(year, 1, 1).minusDays(1), LocalDate.of(year, 12, 31)))
                .isEqualTo(days);
    }

    @Test
    void theDueDatesOfTheMonthlyTableComeOutRight() {
        // Requirements, D6: the last working day strictly before the 25th.
        assertThat(calendar.lastWorkingDayBefore(LocalDate.of(2026, 2, 25))).isEqualTo("2026-02-24");
        assertThat(calendar.lastWorkingDayBefore(LocalDate.of(2026, 10, 25))).isEqualTo("2026-10-23");
        // A working day is not before itself.
        assertThat(calendar.lastWorkingDayBefore(LocalDate.of(2026, 2, 24))).isEqualTo("2026-02-14");
    }

    @Test
    void workingDaysAreCountedAcrossAHolidayAndItsMakeUpDays() {
        LocalDate thursday = LocalDate.of(2026, 2, 12);
        assertThat(calendar.plusWorkingDays(thursday, 0)).isEqualTo(thursday);
        assertThat(calendar.plusWorkingDays(thursday, 1)).isEqualTo("2026-02-13");
        assertThat(calendar.plusWorkingDays(thursday, 2)).isEqualTo("2026-02-14");
        assertThat(calendar.plusWorkingDays(thursday, 3)).isEqualTo("2026-02-24");
        assertThat(calendar.plusWorkingDays(thursday, 7)).isEqualTo("2026-02-28");
        assertThat(calendar.plusWorkingDays(thursday, 8)).isEqualTo("2026-03-02");
    }

    @Test
    void countingGoesOnIntoAYearWithoutANotice() {
        // 2027-01-01 is a Friday.
        assertThat(calendar.plusWorkingDays(LocalDate.of(2026, 12, 30), 2)).isEqualTo("2027-01-04");
        assertThat(calendar.lastWorkingDayBefore(LocalDate.of(2027, 1, 4))).isEqualTo("2026-12-31");
        assertThat(calendar.workingDaysBetween(LocalDate.of(2026, 12, 30), LocalDate.of(2027, 1, 5)))
                .isEqualTo(3);
    }

    @Test
    void aNumberOfWorkingDaysIsNotNegative() {
        assertThatIllegalArgumentException().isThrownBy(() -> calendar.plusWorkingDays(LocalDate.of(2026, 3, 2), -1));
    }

    @Test
    void whatIsOverdueHasNegativeDaysLeft() {
        LocalDate today = LocalDate.of(2026, 10, 12);
        assertThat(calendar.workingDaysBetween(today, LocalDate.of(2026, 9, 30)))
                .isEqualTo(-4);
        assertThat(calendar.workingDaysBetween(today, today)).isZero();
    }

    @Test
    void everyStepLeadsToAWorkingDayAndLeavesNoneOut() {
        List<LocalDate> worked = days().filter(calendar::isWorkingDay).toList();
        int passed = 0;
        for (LocalDate day : days().toList()) {
            boolean working = worked.get(passed).equals(day);
            if (passed > 0) {
                assertThat(calendar.lastWorkingDayBefore(day)).isEqualTo(worked.get(passed - 1));
            }
            assertThat(calendar.onOrAfter(day)).isEqualTo(worked.get(passed));
            if (working) {
                passed++;
            }
            if (passed == worked.size()) {
                return;
            }
            assertThat(calendar.nextWorkingDay(day)).isEqualTo(worked.get(passed));
        }
    }

    @Test
    void addingAndCountingWorkingDaysAreInverse() {
        for (LocalDate from :
                days().filter(day -> day.isBefore(LAST.minusDays(120))).toList()) {
            for (int days : new int[] {0, 1, 2, 3, 5, 10, 15, 30, 60}) {
                LocalDate to = calendar.plusWorkingDays(from, days);
                assertThat(calendar.workingDaysBetween(from, to)).isEqualTo(days);
                assertThat(calendar.workingDaysBetween(to, from)).isEqualTo(-days);
            }
        }
    }

    @Test
    void aYearIsReadOnceAMinute() {
        AtomicLong nanoseconds = new AtomicLong(Long.MAX_VALUE - 5);
        List<Integer> read = new ArrayList<>();
        WorkingCalendar kept = new WorkingCalendar(
                year -> {
                    read.add(year);
                    return Years.of(year);
                },
                nanoseconds::get);

        kept.isWorkingDay(LocalDate.of(2026, 1, 5));
        kept.isWorkingDay(LocalDate.of(2026, 12, 31));
        kept.isWorkingDay(LocalDate.of(2027, 1, 4));
        assertThat(read).containsExactly(2026, 2027);

        nanoseconds.addAndGet(WorkingCalendar.KEPT.minus(Duration.ofNanos(1)).toNanos());
        kept.isWorkingDay(LocalDate.of(2026, 1, 5));
        assertThat(read).containsExactly(2026, 2027);

        nanoseconds.incrementAndGet();
        kept.isWorkingDay(LocalDate.of(2026, 1, 5));
        assertThat(read).containsExactly(2026, 2027, 2026);
    }

    @Test
    void aChangedYearIsReadAnewAtOnceAndOnlyThatYear() {
        List<Integer> read = new ArrayList<>();
        WorkingCalendar kept = Years.calendar(year -> {
            read.add(year);
            return Years.of(year);
        });
        kept.year(2026);
        kept.year(2027);

        kept.changed(2027);
        kept.year(2026);
        kept.year(2027);
        assertThat(read).containsExactly(2026, 2027, 2027);
    }

    @Test
    void outsideTheYearsKnownOnlyTheWeekendIsOffAndNothingIsKeptOrRead() {
        WorkingCalendar kept = Years.calendar(year -> {
            throw new AssertionError("read " + year);
        });
        assertThat(kept.isWorkingDay(LocalDate.of(2010, 10, 1))).isTrue();
        assertThat(kept.isWorkingDay(LocalDate.of(2010, 10, 2))).isFalse();
        assertThat(kept.isWorkingDay(LocalDate.of(2101, 1, 3))).isTrue();
        assertThat(kept.isWorkingDay(LocalDate.of(999_999, 1, 1))).isIn(true, false);
    }

    private static Stream<LocalDate> days() {
        return FIRST.datesUntil(LAST.plusDays(1));
    }
}
