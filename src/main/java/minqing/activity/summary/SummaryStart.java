package minqing.activity.summary;

import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import minqing.bureau.calendar.Period;
import minqing.bureau.calendar.Periods;
import minqing.bureau.calendar.SubmissionSchedules;
import minqing.bureau.organization.Organization;
import minqing.platform.fault.Conflict;
import minqing.platform.fault.InvalidInput;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Starts every month that is to be there: for each participating unit from its first period on, once, whenever it is asked
 * and however long nobody asked. The row's unique key decides between two nodes; row and case stand in one transaction.
 */
@Service
public class SummaryStart {

    private static final Logger LOG = LoggerFactory.getLogger(SummaryStart.class);

    private final SummaryRepository summaries;
    private final SummaryTimes times;
    private final Periods periods;
    private final SubmissionSchedules schedules;
    private final Organization organization;
    private final SummaryProcess process;
    private final TransactionTemplate transaction;
    private final Clock clock;

    SummaryStart(
            SummaryRepository summaries,
            SummaryTimes times,
            Periods periods,
            SubmissionSchedules schedules,
            Organization organization,
            SummaryProcess process,
            TransactionTemplate transaction,
            Clock clock) {
        this.summaries = summaries;
        this.times = times;
        this.periods = periods;
        this.schedules = schedules;
        this.organization = organization;
        this.process = process;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** The application was down, or is new: what is missing starts now. A failure is left to the clock's next round. */
    @EventListener(ApplicationReadyEvent.class)
    void startMissingAtStart() {
        try {
            startMissing();
        } catch (RuntimeException failed) {
            LOG.warn(
                    "The months that are due could not be started: {}",
                    failed.getClass().getName());
        }
    }

    /** Starts all that is due by now; each month for itself, so that one that fails holds up no other. */
    public List<String> startMissing() {
        List<String> started = new ArrayList<>();
        RuntimeException failure = null;
        for (String key : missing()) {
            try {
                if (startIfMissing(key)) {
                    started.add(key);
                }
            } catch (RuntimeException failed) {
                failure = failure == null ? failed : failure;
            }
        }
        if (failure != null) {
            throw failure;
        }
        return started;
    }

    /** The business keys of all months that are due by now and are not there, the earliest of each unit first. */
    List<String> missing() {
        List<String> missing = new ArrayList<>();
        for (String unit : periods.units()) {
            Optional<YearMonth> first = periods.firstPeriod(unit);
            if (first.isEmpty()) {
                continue;
            }
            for (YearMonth month = first.get();
                    !times.remindAt(month).isAfter(clock.instant());
                    month = month.plusMonths(1)) {
                if (summaries.find(unit, month).isEmpty()) {
                    missing.add(Summary.key(unit, month));
                }
            }
        }
        return missing;
    }

    /** Starts the month of a business key; false when somebody else did. */
    boolean startIfMissing(String key) {
        int slash = key.indexOf('/');
        return start(key.substring(0, slash), YearMonth.parse(key.substring(slash + 1)), null);
    }

    /**
     * The office starts a month by hand that is not there yet.
     *
     * @throws Conflict when it is there, its cut-off has not passed, or it lies before the unit's first month
     */
    void startByHand(String unit, YearMonth month, String actor) {
        requireStartable(unit, month);
        if (!start(unit, month, actor)) {
            throw new Conflict("summary.started", Summary.key(unit, month));
        }
    }

    /**
     * Lets a month be started by hand only when it is late: until its cut-off the clock does it.
     *
     * @throws Conflict naming the day from which it is possible; or when it is there, or lies before the unit's first month
     */
    void requireStartable(String unit, YearMonth month) {
        if (organization.unit(unit).isEmpty() || !periods.units().contains(unit)) {
            throw InvalidInput.of("unit", "summary.unit", unit);
        }
        if (summaries.find(unit, month).isPresent()) {
            throw new Conflict("summary.started", Summary.key(unit, month));
        }
        periods.requireTaken(unit, month);
        LocalDate cutOff = schedules.of(month).cutOff();
        if (!cutOff.isBefore(LocalDate.now(clock))) {
            throw new Conflict(
                    "summary.start-early", String.valueOf(month.getYear()), month.getMonthValue(), cutOff.plusDays(1));
        }
    }

    private boolean start(String unit, YearMonth month, @Nullable String actor) {
        if (summaries.find(unit, month).isPresent()) {
            return false;
        }
        return Boolean.TRUE.equals(transaction.execute(status -> {
            Period period = periods.start(unit, month);
            if (!summaries.insert(unit, month, period.schedule().dueOn(), actor)) {
                return false;
            }
            Summary summary = summaries.find(unit, month).orElseThrow();
            summaries.event(summary, actor, "start", null);
            process.start(summary.key());
            return true;
        }));
    }
}
