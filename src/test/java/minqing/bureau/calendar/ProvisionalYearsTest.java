package minqing.bureau.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import minqing.bureau.calendar.ProvisionalYears.Festival;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Years without a notice: the statutory days by law and sky, and the days in lieu. */
class ProvisionalYearsTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                // Weekdays off, by hand from a printed calendar: in lieu of a weekend day the next free weekday.
                "2027 | 01-01 | 02-05 02-08 02-09 02-10 | 04-05 | 05-03 05-04 | 06-09 | 09-15 | 10-01 10-04 10-05",
                "2028 | 01-03 | 01-25 01-26 01-27 01-28 | 04-04 | 05-01 05-02 | 05-29 | 10-02 10-03 10-04 10-05 |",
                "2029 | 01-01 | 02-12 02-13 02-14 02-15 | 04-04 | 05-01 05-02 | 06-18 | 09-24 | 10-01 10-02 10-03",
                "2030 | 01-01 | 02-04 02-05 02-06 02-07 | 04-05 | 05-01 05-02 | 06-05 | 09-12 | 10-01 10-02 10-03",
                "2031 | 01-01 | 01-22 01-23 01-24 01-27 | 04-07 | 05-01 05-02 | 06-24 | 10-01 10-02 10-03 10-06 |",
            })
    void theWeekdaysOffAreTheStatutoryDaysAndThoseInLieu(
            int year,
            String first,
            String second,
            String third,
            String fourth,
            String fifth,
            String sixth,
            String last) {
        List<String> expected = Stream.of(first, second, third, fourth, fifth, sixth, last)
                .filter(days -> days != null)
                .flatMap(days -> Stream.of(days.split(" ")))
                .map(day -> year + "-" + day)
                .toList();
        assertThat(Years.of(year).exceptions())
                .extracting(StatutoryDay::date)
                .filteredOn(day -> !CalendarYear.isWeekend(day))
                .extracting(LocalDate::toString)
                .isEqualTo(expected);
    }

    @Test
    void aDayInLieuBearsTheNameOfItsFestival() {
        assertThat(Years.of(2029).exceptions())
                .contains(
                        new StatutoryDay(LocalDate.of(2029, 9, 22), StatutoryDay.Kind.HOLIDAY, "中秋"),
                        new StatutoryDay(LocalDate.of(2029, 9, 24), StatutoryDay.Kind.HOLIDAY, "中秋"));
    }

    @Test
    void aDayInLieuTakesNoOtherStatutoryDay() {
        // The eve on a Friday, then Saturday to Monday; a festival on the very Tuesday that would be next in lieu.
        List<StatutoryDay> off = ProvisionalYears.daysOff(List.of(
                new Festival(LocalDate.of(2027, 2, 5), 4, "春节"), new Festival(LocalDate.of(2027, 2, 9), 1, "另一节日")));
        assertThat(off)
                .extracting(StatutoryDay::date)
                .extracting(LocalDate::getDayOfMonth)
                .containsExactly(5, 6, 7, 8, 9, 10, 11);
        assertThat(off.get(4).name()).isEqualTo("另一节日");
    }

    @Test
    void noYearAfterTheNoticesIsPublishedAndAllBeforeAre() {
        assertThat(IntStream.rangeClosed(2011, 2026))
                .allMatch(year -> Years.of(year).published());
        assertThat(IntStream.rangeClosed(2027, 2100))
                .noneMatch(year -> Years.of(year).published());
    }

    @ParameterizedTest
    @MethodSource("yearsWithoutANotice")
    void everyYearHasThirteenWeekdaysOff(int year) {
        assertThat(Years.of(year).exceptions())
                .filteredOn(day -> !CalendarYear.isWeekend(day.date()))
                .hasSize(13);
    }

    @ParameterizedTest
    @MethodSource("yearsOfNotices")
    void theStatutoryDaysOfTheFileWereOffInEveryYearOfANotice(int year) {
        CalendarYear notice = Years.of(year);
        // The days in lieu are left out: a notice may move them, never the statutory days themselves.
        List<LocalDate> statutory = Years.festivals(year).stream()
                .flatMap(Festival::days)
                .map(StatutoryDay::date)
                .toList();
        assertThat(statutory).hasSize(year < 2025 ? 11 : 13).noneMatch(notice::isWorkingDay);
    }

    @ParameterizedTest
    @MethodSource("years")
    void theLunarDaysStandWhereTheMoonIs(int year) {
        // An eve before the new moon, the fifth day of a month, the fifteenth: each its distance from a new moon. The
        // mean
        // new moon is off by at most 15 hours, and a day may begin up to 24 hours before it.
        LocalDate newYear = first(year, "春节").plusDays(year >= 2014 && year <= 2024 ? 0 : 1);
        assertThat(hoursToNewMoon(newYear)).isBetween(-15.0, 39.0);
        assertThat(hoursToNewMoon(first(year, "端午").minusDays(4))).isBetween(-15.0, 39.0);
        assertThat(hoursToNewMoon(first(year, "中秋").minusDays(14))).isBetween(-15.0, 39.0);
        assertThat(newYear).isBetween(LocalDate.of(year, 1, 21), LocalDate.of(year, 2, 21));
        assertThat(first(year, "端午")).isBetween(LocalDate.of(year, 5, 27), LocalDate.of(year, 6, 26));
        assertThat(first(year, "中秋")).isBetween(LocalDate.of(year, 9, 7), LocalDate.of(year, 10, 8));
    }

    @ParameterizedTest
    @MethodSource("years")
    void qingmingIsTheFourthOrFifthOfAprilByTheUsualFormula(int year) {
        int ofCentury = year - 2000;
        int leapDays = year == 2100 ? 24 : ofCentury / 4;
        int day = (int) (ofCentury * 0.2422 + 4.81) - leapDays;
        assertThat(first(year, "清明")).isEqualTo(LocalDate.of(year, 4, Math.min(day, 5)));
    }

    static IntStream years() {
        return IntStream.rangeClosed(2011, 2100);
    }

    static IntStream yearsOfNotices() {
        return IntStream.rangeClosed(2011, 2026);
    }

    static IntStream yearsWithoutANotice() {
        return IntStream.rangeClosed(2027, 2100);
    }

    private static LocalDate first(int year, String festival) {
        return Years.festivals(year).stream()
                .filter(found -> found.name().equals(festival))
                .findFirst()
                .orElseThrow()
                .first();
    }

    /** From the start of a day in China to the mean new moon nearest to it; negative when that is before. */
    private static double hoursToNewMoon(LocalDate day) {
        Instant epoch = LocalDateTime.of(2000, 1, 6, 14, 20).toInstant(ZoneOffset.UTC);
        double month = 29.530588861 * 24;
        double since = ChronoUnit.MINUTES.between(
                        epoch, day.atStartOfDay(ZoneId.of("Asia/Shanghai")).toInstant())
                / 60.0;
        return Math.round(since / month) * month - since;
    }
}
