package minqing.bureau.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** When a month's table is cut off, compiled and due (requirements D5 to D7). */
class ScheduleRuleTest {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final YearMonth LAST = YearMonth.of(2030, 12);

    private final WorkingCalendar calendar = Years.calendar();
    private final ScheduleRule rule = new ScheduleRule(calendar, ZONE);

    static Stream<YearMonth> months() {
        return Stream.iterate(
                SubmissionSchedules.FIRST_MONTH, month -> !month.isAfter(LAST), month -> month.plusMonths(1));
    }

    @ParameterizedTest(name = "{0}: {4}")
    @CsvSource({
        "2011-07, 2011-07-01, 2011-07-20, 2011-07-22, the first; the 23rd and 24th are a weekend",
        "2011-08, 2011-07-21, 2011-08-20, 2011-08-24, the usual course",
        "2012-01, 2011-12-21, 2012-01-19, 2012-01-21, the 21st is a make-up Saturday and the Spring Festival follows",
        "2012-02, 2012-01-20, 2012-02-20, 2012-02-24, begins the day after the early cut-off",
        "2015-02, 2015-01-21, 2015-02-15, 2015-02-17, the Spring Festival runs from the 18th to the 24th",
        "2023-01, 2022-12-21, 2023-01-18, 2023-01-20, the Spring Festival runs from the 21st to the 27th",
        "2026-02, 2026-01-21, 2026-02-13, 2026-02-24, the make-up Saturday of the 14th is the first of two days",
        "2026-03, 2026-02-14, 2026-03-20, 2026-03-24, begins on the day the early table is compiled",
        "2026-05, 2026-04-21, 2026-05-20, 2026-05-22, Thursday and Friday are enough",
        "2026-10, 2026-09-21, 2026-10-20, 2026-10-23, the 24th is a Saturday",
        "2026-11, 2026-10-21, 2026-11-20, 2026-11-24, the 21st and 22nd are a weekend",
    })
    void aMonthIsCutOffAndDueAsTheCalendarLeavesRoom(
            YearMonth month, LocalDate from, LocalDate cutOff, LocalDate dueOn, String why) {
        SubmissionSchedule schedule = rule.of(month);

        assertThat(schedule.month()).isEqualTo(month);
        assertThat(schedule.periodFrom()).as(why).isEqualTo(from);
        assertThat(schedule.cutOff()).as(why).isEqualTo(cutOff);
        assertThat(schedule.dueOn()).as(why).isEqualTo(dueOn);
        assertThat(schedule.compileAt())
                .isEqualTo(cutOff.plusDays(1)
                        .atTime(LocalTime.MIDNIGHT)
                        .atZone(ZONE)
                        .toInstant());
    }

    @ParameterizedTest
    @MethodSource("months")
    void everyMonthLeavesTwoWorkingDaysAndIsDueOnOneBeforeThe25th(YearMonth month) {
        SubmissionSchedule schedule = rule.of(month);

        assertThat(schedule.dueOn()).isBefore(month.atDay(25));
        assertThat(calendar.isWorkingDay(schedule.dueOn())).isTrue();
        assertThat(calendar.workingDaysBetween(schedule.dueOn(), month.atDay(24)))
                .as("no later day would do")
                .isZero();
        assertThat(calendar.workingDaysBetween(schedule.cutOff(), schedule.dueOn()))
                .as("from the compilation on, the due date included")
                .isGreaterThanOrEqualTo(2);
        assertThat(schedule.cutOff()).isBeforeOrEqualTo(month.atDay(20)).isAfterOrEqualTo(schedule.periodFrom());
        if (schedule.cutOff().isBefore(month.atDay(20))) {
            assertThat(calendar.workingDaysBetween(schedule.cutOff().plusDays(1), schedule.dueOn()))
                    .as("no earlier than it must")
                    .isEqualTo(1);
        }
    }

    @Test
    void everyDayOfTheActivityFallsIntoExactlyOnePeriod() {
        List<SubmissionSchedule> schedules = months().map(rule::of).toList();

        assertThat(schedules.stream()
                        .flatMap(one -> one.periodFrom().datesUntil(one.cutOff().plusDays(1))))
                .isEqualTo(LocalDate.of(2011, 7, 1)
                        .datesUntil(schedules.get(schedules.size() - 1).cutOff().plusDays(1))
                        .toList());
    }

    @ParameterizedTest
    @CsvSource({"2026-12, false", "2027-01, true", "2027-12, true", "2011-07, false"})
    void aMonthThatANoticeCanStillMoveIsProvisional(YearMonth month, boolean provisional) {
        assertThat(rule.of(month).provisional()).isEqualTo(provisional);
    }

    @Test
    void theNoticeOfTheYearBeforeMovesTheBeginningOfJanuary() {
        WorkingCalendar only2028 = Years.calendar(
                year -> new CalendarYear(year, year == 2028, Years.of(year).exceptions()));

        assertThat(new ScheduleRule(only2028, ZONE).of(YearMonth.of(2028, 1)).provisional())
                .isTrue();
        assertThat(new ScheduleRule(only2028, ZONE).of(YearMonth.of(2028, 2)).provisional())
                .isFalse();
    }
}
