package minqing.activity.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import minqing.bureau.calendar.Periods;
import minqing.platform.fault.Conflict;
import minqing.platform.fault.InvalidInput;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Every month starts by itself, once, however long nobody asked and whoever asks at the same moment. */
class SummaryStartTest extends SummaryTest {

    @Autowired
    private Periods periods;

    @Test
    void threeMonthsMissedWhileItWasDownStartTogetherAndNoneTwice() {
        YearMonth first = periods.firstPeriod(UNIT).orElseThrow();
        YearMonth last = first.plusMonths(2);
        setTime(times.remindAt(last).plusSeconds(1));

        summaryStart.startMissing();
        for (YearMonth month = first; !month.isAfter(last); month = month.plusMonths(1)) {
            assertThat(summaries.find(UNIT, month)).isPresent();
            assertThat(engine.getHistoryService()
                            .createHistoricProcessInstanceQuery()
                            .processDefinitionKey(SummaryProcess.KEY)
                            .processInstanceBusinessKey(Summary.key(UNIT, month))
                            .count())
                    .isEqualTo(1);
        }
        assertThat(summaryStart.startMissing()).isEmpty();
    }

    @Test
    void aMonthDoesNotStartBeforeItsTimeToRemind() {
        YearMonth month = periods.firstPeriod(UNIT).orElseThrow().plusMonths(14);
        while (summaries.find(UNIT, month).isPresent()) {
            month = month.plusMonths(1);
        }
        setTime(times.remindAt(month).minusSeconds(1));
        summaryStart.startMissing();
        assertThat(summaries.find(UNIT, month)).isEmpty();

        setTime(times.remindAt(month));
        assertThat(summaryStart.startMissing()).contains(Summary.key(UNIT, month));
        // The clock is set back, and forward again.
        setTime(times.remindAt(month).minusSeconds(86_400));
        assertThat(summaryStart.startMissing()).isEmpty();
        setTime(times.remindAt(month).plusSeconds(86_400));
        assertThat(summaryStart.startMissing()).isEmpty();
    }

    @Test
    void twoNodesThatStartTheSameMonthStartItOnce() throws Exception {
        YearMonth month = aMonth();
        setTime(times.remindAt(month));
        ExecutorService nodes = Executors.newFixedThreadPool(4);
        try {
            Callable<Boolean> node = () -> summaryStart.startIfMissing(Summary.key(UNIT, month));
            List<Future<Boolean>> results = nodes.invokeAll(List.of(node, node, node, node));
            int started = 0;
            for (Future<Boolean> result : results) {
                started += result.get() ? 1 : 0;
            }
            assertThat(started).isEqualTo(1);
        } finally {
            nodes.shutdown();
        }
        assertThat(engine.getRuntimeService()
                        .createProcessInstanceQuery()
                        .processInstanceBusinessKey(Summary.key(UNIT, month))
                        .count())
                .isEqualTo(1);
    }

    /** Until its cut-off the clock starts a month: by hand it would be called late, and could not be taken back. */
    @Test
    void aMonthIsNotStartedByHandBeforeItsCutOffHasPassed() {
        YearMonth month = aMonth();
        LocalDate cutOff = schedule(month).cutOff();
        setTime(cutOff.atTime(23, 0).atZone(clock.getZone()).toInstant());
        assertThatThrownBy(() -> summaryStart.startByHand(UNIT, month, "office"))
                .isInstanceOfSatisfying(
                        Conflict.class,
                        early -> assertThat(early.getArguments()).contains(cutOff.plusDays(1)));
        assertThat(summaries.find(UNIT, month)).isEmpty();
        setTime(cutOff.plusDays(1).atTime(0, 1).atZone(clock.getZone()).toInstant());
        summaryStart.startByHand(UNIT, month, "office");
        assertThat(events(Summary.key(UNIT, month))).containsExactly("start");
    }

    @Test
    void aMonthStartsByHandOnceAndOnlyForAUnitThatTakesPart() {
        YearMonth month = aMonth();
        started(month);

        assertThatThrownBy(() -> summaryStart.startByHand(UNIT, month, "office"))
                .isInstanceOf(Conflict.class);
        assertThatThrownBy(() -> summaryStart.startByHand("jiancha", month, "office"))
                .isInstanceOf(InvalidInput.class);
        assertThatThrownBy(() -> summaryStart.startByHand(UNIT, month.plusYears(1), "office"))
                .isInstanceOf(Conflict.class);
    }
}
