package minqing.bureau.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.util.Date;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import minqing.platform.engine.TimeConfiguration;
import minqing.platform.fault.Conflict;
import minqing.platform.fault.Fault;
import minqing.platform.fault.InvalidInput;
import minqing.testing.ApplicationTest;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Where records are posted, what closed months refuse, and the course of a month. Everything is rolled back but what two
 * transactions have to see of each other; that has a unit and years of its own.
 */
class PeriodsTest extends ApplicationTest {

    private static final String UNIT = "wukong";

    /** A unit whose months are not rolled back. */
    private static final String COMMITTED = "jiance";

    @Autowired
    private Periods periods;

    @Autowired
    private JdbcClient database;

    @Autowired
    private TransactionTemplate transaction;

    // ---- posting

    @ParameterizedTest(name = "happened {1}, entered {0}")
    @CsvSource({
        // Due on Friday, 2043-04-24; nothing moves the cut-off.
        "2043-04-20T09:00:00, 2043-04-20, 2043-04, false",
        "2043-04-20T23:59:59, 2043-03-21, 2043-04, false",
        "2043-04-20T23:59:59, 2043-03-20, 2043-04, true",
        "2043-04-21T00:00:00, 2043-04-20, 2043-05, true",
        "2043-04-21T00:00:00, 2043-04-21, 2043-05, false",
        "2043-04-30T12:00:00, 2043-04-22, 2043-05, false",
        "2043-12-25T12:00:00, 2043-12-24, 2044-01, false",
        "2044-01-02T12:00:00, 2043-12-20, 2044-01, true",
        "2044-01-02T12:00:00, 2011-07-01, 2044-01, true"
    })
    void aRecordIsPostedToItsMonthOrWhenThatIsCutOffToTheNextOne(
            LocalDateTime entered, LocalDate happenedOn, YearMonth month, boolean late) {
        rolledBack(() -> {
            now(entered);
            assertThat(periods.postingFor(UNIT, happenedOn)).isEqualTo(new Posting(month, late, false));
        });
    }

    @Test
    void theFirstPostingMakesTheMonth() {
        rolledBack(() -> {
            now("2043-04-10T09:00:00");
            assertThat(periods.find(UNIT, YearMonth.of(2043, 4))).isEmpty();

            periods.postingFor(UNIT, LocalDate.of(2043, 4, 9));
            periods.postingFor(UNIT, LocalDate.of(2043, 4, 10));

            Period period = periods.find(UNIT, YearMonth.of(2043, 4)).orElseThrow();
            assertThat(period.state()).isEqualTo(PeriodState.OPEN);
            assertThat(period.schedule().cutOff()).isEqualTo("2043-04-20");
            assertThat(changes(UNIT, YearMonth.of(2043, 4))).containsExactly("-> open");
        });
    }

    @Test
    void whatHappenedBeforeTheFirstMonthIsHistoryAndInNoTable() {
        rolledBack(() -> {
            now("2043-04-10T09:00:00");
            periods.goLive(UNIT, YearMonth.of(2043, 3));

            assertThat(periods.postingFor(UNIT, LocalDate.of(2043, 2, 20)))
                    .isEqualTo(new Posting(YearMonth.of(2043, 2), false, true));
            assertThat(periods.postingFor(UNIT, LocalDate.of(2012, 1, 25)))
                    .isEqualTo(new Posting(YearMonth.of(2012, 2), false, true));
            assertThat(periods.postingFor(UNIT, LocalDate.of(2043, 2, 21)))
                    .isEqualTo(new Posting(YearMonth.of(2043, 4), true, false));
            assertThat(periods.find(UNIT, YearMonth.of(2043, 2))).isEmpty();

            periods.requireChangeable(UNIT, YearMonth.of(2043, 2), false);
            refused("calendar.period.history", () -> periods.start(UNIT, YearMonth.of(2043, 2)));
        });
    }

    @ParameterizedTest
    @CsvSource({"2043-04-11, calendar.period.future", "2011-06-30, calendar.period.before"})
    void aDayInTheFutureOrBeforeTheActivityIsRefused(LocalDate day, String words) {
        rolledBack(() -> {
            now("2043-04-10T23:59:59");
            assertThatExceptionOfType(InvalidInput.class)
                    .isThrownBy(() -> periods.postingFor(UNIT, day))
                    .satisfies(fault -> assertThat(fault.faults())
                            .singleElement()
                            .satisfies(field -> {
                                assertThat(field.field()).isEqualTo("date");
                                assertThat(field.messageKey()).isEqualTo(words);
                            }));
        });
    }

    @Test
    void nothingIsPostedOutsideTheTransactionThatStoresIt() {
        assertThatExceptionOfType(IllegalTransactionStateException.class)
                .isThrownBy(() -> periods.postingFor(UNIT, LocalDate.of(2026, 1, 5)));
        assertThatExceptionOfType(IllegalTransactionStateException.class)
                .isThrownBy(() -> periods.requireChangeable(UNIT, YearMonth.of(2026, 1), true));
    }

    // ---- the course of a month

    @Test
    void aMonthGoesFromOpenToSealedAndItsHistoryStays() {
        YearMonth april = YearMonth.of(2043, 4);
        rolledBack(() -> {
            now("2043-03-20T23:59:59");
            refused("calendar.period.not-begun", () -> periods.start(UNIT, april));
            refused("calendar.period.not-begun", () -> periods.seal(UNIT, april));
            now("2043-03-21T00:00:00");
            assertThat(periods.start(UNIT, april)).isEqualTo(periods.start(UNIT, april));
            refused("calendar.period.unchecked", () -> periods.seal(UNIT, april));
            refused("calendar.period.unchecked", () -> periods.reopenForReturn(UNIT, april));

            now("2043-04-20T23:59:59");
            refused("calendar.period.still-open", () -> periods.beginChecking(UNIT, april));
            now("2043-04-21T00:00:00");
            periods.beginChecking(UNIT, april);
            periods.beginChecking(UNIT, april);
            periods.reopenForReturn(UNIT, april);
            assertThat(state(UNIT, april)).isEqualTo(PeriodState.CHECKING);
            periods.seal(UNIT, april);
            periods.seal(UNIT, april);
            assertThat(state(UNIT, april)).isEqualTo(PeriodState.SEALED);
            refused("calendar.period.sealed", () -> periods.beginChecking(UNIT, april));

            periods.reopenForReturn(UNIT, april);
            periods.reopenForReturn(UNIT, april);
            assertThat(state(UNIT, april)).isEqualTo(PeriodState.CHECKING);
            periods.seal(UNIT, april);

            assertThat(changes(UNIT, april))
                    .containsExactly(
                            "-> open",
                            "open -> checking",
                            "checking -> sealed",
                            "sealed -> checking",
                            "checking -> sealed");
        });
    }

    @Test
    void aMonthThatNobodyPostedToCanBeCheckedAndSealedLongAfterItsCutOff() {
        rolledBack(() -> {
            now("2043-09-01T00:00:00");
            periods.beginChecking(UNIT, YearMonth.of(2043, 5));
            periods.seal(UNIT, YearMonth.of(2043, 5));
            assertThat(state(UNIT, YearMonth.of(2043, 5))).isEqualTo(PeriodState.SEALED);
        });
    }

    @Test
    void everybodyChangesWhatIsOpenTheOfficeWhatIsCheckedAndNobodyWhatIsSealed() {
        YearMonth april = YearMonth.of(2043, 4);
        rolledBack(() -> {
            now("2043-04-20T23:59:59");
            periods.requireChangeable(UNIT, april, false);
            periods.requireChangeable(UNIT, april, true);

            // The cut-off counts although nobody has begun to check.
            now("2043-04-21T00:00:00");
            refused("calendar.period.checking", () -> periods.requireChangeable(UNIT, april, false));
            periods.requireChangeable(UNIT, april, true);
            periods.beginChecking(UNIT, april);
            refused("calendar.period.checking", () -> periods.requireChangeable(UNIT, april, false));
            periods.requireChangeable(UNIT, april, true);

            periods.seal(UNIT, april);
            refused("calendar.period.sealed", () -> periods.requireChangeable(UNIT, april, false));
            refused("calendar.period.sealed", () -> periods.requireChangeable(UNIT, april, true));

            periods.reopenForReturn(UNIT, april);
            periods.requireChangeable(UNIT, april, true);
        });
    }

    @Test
    void theFirstMonthIsDecidedUntilOneIsCutOff() {
        rolledBack(() -> {
            now("2043-04-21T00:00:00");
            assertThat(periods.firstPeriod(UNIT)).isEmpty();
            periods.takePart(UNIT);
            assertThat(periods.firstPeriod(UNIT)).isEmpty();
            periods.goLive(UNIT, YearMonth.of(2043, 5));
            periods.goLive(UNIT, YearMonth.of(2043, 4));
            periods.takePart(UNIT);
            assertThat(periods.firstPeriod(UNIT)).contains(YearMonth.of(2043, 4));
            assertThat(periods.units()).containsExactly("epb", UNIT);

            periods.beginChecking(UNIT, YearMonth.of(2043, 4));
            periods.goLive(UNIT, YearMonth.of(2043, 4));
            refused("calendar.period.live", () -> periods.goLive(UNIT, YearMonth.of(2043, 5)));
        });
    }

    @Test
    void theDemonstrationBureauTakesPart() {
        assertThat(periods.units()).containsExactly("epb");
        assertThat(periods.firstPeriod("epb")).isPresent();
        assertThat(periods.firstPeriod("bieqiao")).isEmpty();
    }

    // ---- what the database keeps

    @Test
    void theScheduleOfAStartedMonthAndTheHistoryCantBeChanged() {
        for (String change : List.of(
                "update submission_schedule set due_on = due_on - 1 where month = '2043-04-01'",
                "delete from submission_schedule where month = '2043-04-01'",
                "update period_change set changed_at = changed_at where month = '2043-04-01'",
                "delete from period_change where month = '2043-04-01'")) {
            rolledBack(() -> {
                now("2043-04-10T09:00:00");
                periods.start(UNIT, YearMonth.of(2043, 4));
                assertThatThrownBy(() -> database.sql(change).update())
                        .as(change)
                        .isInstanceOf(DataAccessException.class)
                        .hasMessageContaining("are kept as they were written");
            });
        }
    }

    @Test
    void noDayStandsInTwoMonths() {
        rolledBack(() -> {
            now("2058-04-10T09:00:00");
            periods.start(UNIT, YearMonth.of(2058, 4));
            assertThatThrownBy(() -> database.sql("""
                            insert into submission_schedule (month, period_from, cut_off, compile_at, due_on)
                            values ('2058-05-01', '2058-04-20', '2058-05-20', now(), '2058-05-22')
                            """).update())
                    .isInstanceOf(DataAccessException.class)
                    .hasMessageContaining("conflicting key value");
        });
    }

    // ---- at the very moment of the cut-off

    @Test
    void theCutOffWaitsForARecordThatIsBeingPosted() throws Exception {
        YearMonth april = YearMonth.of(2045, 4);
        now("2045-04-20T23:59:59");
        CompletableFuture<Void> checking = transaction.execute(status -> {
            assertThat(periods.postingFor(COMMITTED, LocalDate.of(2045, 4, 20)).period())
                    .isEqualTo(april);
            now("2045-04-21T00:00:00");
            CompletableFuture<Void> begun = CompletableFuture.runAsync(() -> periods.beginChecking(COMMITTED, april));
            awaitBlocked(begun);
            assertThat(state(COMMITTED, april)).isEqualTo(PeriodState.OPEN);
            return begun;
        });
        checking.get(1, TimeUnit.MINUTES);
        assertThat(state(COMMITTED, april)).isEqualTo(PeriodState.CHECKING);
    }

    @Test
    void aRecordThatMeetsTheCutOffGoesToTheNextMonthAlsoByAClockThatIsSlow() throws Exception {
        YearMonth april = YearMonth.of(2046, 4);
        now("2046-04-20T12:00:00");
        periods.start(COMMITTED, april);
        now("2046-04-21T00:00:00");
        CompletableFuture<Posting> posted = transaction.execute(status -> {
            periods.beginChecking(COMMITTED, april);
            now("2046-04-20T23:59:59");
            CompletableFuture<Posting> posting = CompletableFuture.supplyAsync(
                    () -> transaction.execute(another -> periods.postingFor(COMMITTED, LocalDate.of(2046, 4, 20))));
            awaitBlocked(posting);
            return posting;
        });
        assertThat(posted.get(1, TimeUnit.MINUTES)).isEqualTo(new Posting(april.plusMonths(1), true, false));
    }

    @Test
    void aRecordCantBeChangedWhileItsMonthIsBeingSealed() throws Exception {
        YearMonth april = YearMonth.of(2047, 4);
        now("2047-04-21T00:00:00");
        periods.beginChecking(COMMITTED, april);
        CompletableFuture<Throwable> refused = transaction.execute(status -> {
            periods.seal(COMMITTED, april);
            CompletableFuture<Throwable> change = CompletableFuture.runAsync(() -> transaction.executeWithoutResult(
                            another -> periods.requireChangeable(COMMITTED, april, true)))
                    .handle((done, thrown) -> thrown.getCause());
            awaitBlocked(change);
            return change;
        });
        assertThat(refused.get(1, TimeUnit.MINUTES))
                .isInstanceOfSatisfying(
                        Conflict.class, fault -> assertThat(fault.key()).isEqualTo("calendar.period.sealed"));
    }

    @Test
    void peopleWhoPostToTheSameNewMonthAtOnceAllFindIt() throws Exception {
        now("2048-04-10T09:00:00");
        List<CompletableFuture<Posting>> all = IntStream.range(0, 8)
                .mapToObj(index -> CompletableFuture.supplyAsync(
                        () -> transaction.execute(status -> periods.postingFor(COMMITTED, LocalDate.of(2048, 4, 9)))))
                .toList();
        for (CompletableFuture<Posting> one : all) {
            assertThat(one.get(1, TimeUnit.MINUTES)).isEqualTo(new Posting(YearMonth.of(2048, 4), false, false));
        }
        assertThat(changes(COMMITTED, YearMonth.of(2048, 4))).containsExactly("-> open");
    }

    /** Returns when the other transaction waits for a lock that this one holds. */
    private void awaitBlocked(CompletableFuture<?> other) {
        String blocked =
                "select exists (select from pg_stat_activity where pg_backend_pid() = any (pg_blocking_pids(pid)))";
        while (!database.sql(blocked).query(Boolean.class).single()) {
            assertThat(other).as("did not wait").isNotDone();
        }
    }

    private PeriodState state(String unit, YearMonth month) {
        return periods.find(unit, month).orElseThrow().state();
    }

    private List<String> changes(String unit, YearMonth month) {
        return database.sql("""
                        select concat_ws(' ', from_state, '->', to_state) from period_change
                        where unit = :unit and month = :month order by id
                        """)
                .param("unit", unit)
                .param("month", month.atDay(1))
                .query(String.class)
                .list();
    }

    private static void refused(String words, ThrowingCallable call) {
        assertThatExceptionOfType(Conflict.class)
                .isThrownBy(call)
                .extracting(Fault::key)
                .isEqualTo(words);
    }

    private static void now(String moment) {
        now(LocalDateTime.parse(moment));
    }

    private static void now(LocalDateTime moment) {
        ClockUtil.setCurrentTime(Date.from(moment.atZone(TimeConfiguration.ZONE).toInstant()));
    }

    private void rolledBack(Runnable work) {
        transaction.executeWithoutResult(status -> {
            status.setRollbackOnly();
            work.run();
        });
    }
}
