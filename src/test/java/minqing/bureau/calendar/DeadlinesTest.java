package minqing.bureau.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Limits, blue lights and the hour of notices; all times are the bureau's, whatever the machine's. */
class DeadlinesTest {

    private static final ZoneId BUREAU = ZoneId.of("Asia/Shanghai");

    private final Deadlines deadlines =
            new Deadlines(Years.calendar(), Clock.fixed(Instant.parse("2011-07-01T00:00:00Z"), BUREAU));

    @ParameterizedTest(name = "{1} {2} from {0}: {5}")
    @CsvSource({
        "2026-03-02T10:15:00, 5,  WORKING_DAYS, 2026-03-06T23:59:59, 2026-03-09T23:59:59, a plain week",
        "2026-02-12T09:00:00, 5,  WORKING_DAYS, 2026-02-25T23:59:59, 2026-02-26T23:59:59, over the Spring Festival",
        "2026-02-14T18:30:00, 1,  WORKING_DAYS, 2026-02-14T18:30:00, 2026-02-24T23:59:59, one day: blue from the start",
        "2026-02-14T00:00:00, 3,  WORKING_DAYS, 2026-02-25T23:59:59, 2026-02-26T23:59:59, first contact",
        "2026-02-17T12:00:00, 2,  WORKING_DAYS, 2026-02-24T23:59:59, 2026-02-25T23:59:59, started on a holiday",
        "2026-09-18T17:00:00, 15, WORKING_DAYS, 2026-10-12T23:59:59, 2026-10-15T23:59:59, make-up Sunday and Saturday",
        "2026-12-25T08:00:00, 15, WORKING_DAYS, 2027-01-13T23:59:59, 2027-01-18T23:59:59, into a provisional year",
        "2026-03-02T23:59:59, 5,  WORKING_DAYS, 2026-03-06T23:59:59, 2026-03-09T23:59:59, the last second of a day",
        "2026-03-03T00:00:00, 5,  WORKING_DAYS, 2026-03-09T23:59:59, 2026-03-10T23:59:59, and the first of the next",
        "2026-03-01T23:59:59, 60, CALENDAR_DAYS, 2026-04-18T23:59:59, 2026-04-30T23:59:59, ends on a Thursday",
        "2026-03-02T23:59:59, 60, CALENDAR_DAYS, 2026-04-23T23:59:59, 2026-05-06T23:59:59, Labour Day moves the end",
        "2026-02-04T23:59:59, 10, CALENDAR_DAYS, 2026-02-12T23:59:59, 2026-02-14T23:59:59, a make-up Saturday does not",
        "2029-09-07T23:59:59, 15, CALENDAR_DAYS, 2029-09-22T09:35:59, 2029-09-25T23:59:59, nor a day in lieu",
        "2026-11-24T10:00:00, 24, HOURS, 2026-11-25T05:12:00, 2026-11-25T10:00:00, urgent",
        "2026-09-30T22:00:00, 24, HOURS, 2026-10-01T17:12:00, 2026-10-01T22:00:00, hours know no holiday",
        "2026-08-31T23:59:59, 3,  MONTHS, 2026-11-12T19:11:59, 2026-11-30T23:59:59, the last of a shorter month",
        "2026-07-01T23:59:59, 3,  MONTHS, 2026-09-19T04:47:59, 2026-10-08T23:59:59, National Day moves the end",
    })
    void aLimitEndsAndTurnsBlueWhenItsUnitSays(
            String start, int amount, LimitUnit unit, String blue, String due, String why) {
        Deadline deadline = deadlines.from(at(start), new TimeLimit(amount, unit));
        assertThat(deadline.startedAt()).isEqualTo(at(start));
        assertThat(deadline.dueAt()).as(why).isEqualTo(at(due));
        assertThat(deadline.blueAt()).as(why).isEqualTo(at(blue));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "2026-03-02T08:59:59, false",
        "2026-03-02T09:00:00, true",
        "2026-03-02T23:59:59, true",
        "2026-03-07T10:00:00, false",
        "2026-02-14T10:00:00, true",
        "2026-02-17T10:00:00, false",
    })
    void aNoticeGoesOutOnWorkingDaysFromNineOn(String moment, boolean may) {
        assertThat(deadlines.mayNotify(at(moment))).isEqualTo(may);
    }

    @Test
    void aDayThatSomebodyNamesStandsWorkedOrNot() {
        Deadline deadline = deadlines.until(at("2026-03-02T12:00:00"), java.time.LocalDate.of(2026, 3, 7));
        assertThat(deadline.dueAt()).isEqualTo(at("2026-03-07T23:59:59"));
        assertThat(deadline.blueAt()).isBetween(deadline.startedAt(), deadline.dueAt());
    }

    @ParameterizedTest
    @EnumSource
    void blueNeverComesBeforeTheStartNorAfterTheEnd(LimitUnit unit) {
        ZonedDateTime start = at("2026-01-01T00:30:00").atZone(BUREAU);
        for (int hours = 0; hours < 24 * 366; hours += 37) {
            Instant from = start.plusHours(hours).toInstant();
            for (int amount = 1; amount <= 16; amount += 3) {
                Deadline deadline = deadlines.from(from, new TimeLimit(amount, unit));
                assertThat(deadline.blueAt()).isBetween(from, deadline.dueAt());
                assertThat(deadline.dueAt()).isAfter(from);
            }
        }
    }

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource({
        "2026-11-24T08:59:59, 2026-11-24T09:00:00",
        "2026-11-24T09:00:00, 2026-11-24T09:00:00",
        "2026-11-24T09:00:00.000000001, 2026-11-25T09:00:00",
        "2026-11-27T17:00:00, 2026-11-30T09:00:00",
        "2026-02-13T23:59:59, 2026-02-14T09:00:00",
        "2026-02-14T09:01:00, 2026-02-24T09:00:00",
        "2026-02-20T08:00:00, 2026-02-24T09:00:00",
        "2026-12-31T12:00:00, 2027-01-04T09:00:00",
    })
    void noticesGoOutAtNineOfAWorkingDay(String moment, String notice) {
        assertThat(deadlines.noticeAt(at(moment))).isEqualTo(at(notice));
    }

    @Test
    void aDayEndsWhereTheBureauIs() {
        assertThat(deadlines.endOf(LocalDateTime.parse("2026-11-24T00:00:00").toLocalDate()))
                .isEqualTo("2026-11-24T15:59:59Z");
    }

    @Test
    void aLimitIsAtLeastOne() {
        assertThatIllegalArgumentException().isThrownBy(() -> new TimeLimit(0, LimitUnit.HOURS));
    }

    @Test
    void aDeadlineTurnsBlueBeforeRed() {
        Instant start = at("2026-11-24T09:00:00");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Deadline(start, start.plusSeconds(1), start.plusSeconds(2)));
    }

    private static Instant at(String local) {
        return LocalDateTime.parse(local).atZone(BUREAU).toInstant();
    }
}
