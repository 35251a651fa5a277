package minqing.bureau.calendar;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Which days are worked: by the State Council's notices with their make-up days, provisionally where none is out yet. Before
 * {@link #FIRST_YEAR} and after {@link #LAST_YEAR} only the weekends are known.
 *
 * <p>A year is read once and kept. A change is seen here when its transaction has ended, on another node within a minute.
 */
@Component
public class WorkingCalendar {

    private static final Logger LOG = LoggerFactory.getLogger(WorkingCalendar.class);

    /** The first year of the activity, and the first with data. */
    public static final int FIRST_YEAR = 2011;

    /** The last year that is worked out provisionally. */
    public static final int LAST_YEAR = 2100;

    static final Duration KEPT = Duration.ofMinutes(1);

    private final IntFunction<CalendarYear> source;
    private final LongSupplier nanoseconds;
    private final Map<Integer, Kept> years = new ConcurrentHashMap<>();

    /** Brings in the notices first: nobody reckons with a year half known. */
    @Autowired
    WorkingCalendar(CalendarData data) {
        this(yearsOf(data, new ProvisionalYears()), System::nanoTime);
        List<Integer> broughtIn = data.loadPublishedYears();
        if (!broughtIn.isEmpty()) {
            LOG.info("Working days of {} brought in from the notices on public holidays", broughtIn);
        }
    }

    /** A calendar of these years. The second is a clock that only runs forward, unlike the engine's in a test. */
    WorkingCalendar(IntFunction<CalendarYear> source, LongSupplier nanoseconds) {
        this.source = source;
        this.nanoseconds = nanoseconds;
    }

    private static IntFunction<CalendarYear> yearsOf(CalendarData data, ProvisionalYears provisional) {
        return year -> data.year(year).orElseGet(() -> provisional.of(year));
    }

    /** Whether offices work on the day. */
    public boolean isWorkingDay(LocalDate day) {
        return year(day.getYear()).isWorkingDay(day);
    }

    /** The day itself when it is worked, else the next working day. */
    public LocalDate onOrAfter(LocalDate day) {
        LocalDate found = day;
        while (!isWorkingDay(found)) {
            found = found.plusDays(1);
        }
        return found;
    }

    /** The first working day after the day. */
    public LocalDate nextWorkingDay(LocalDate day) {
        return onOrAfter(day.plusDays(1));
    }

    /** The last working day before the day. */
    public LocalDate lastWorkingDayBefore(LocalDate day) {
        LocalDate found = day.minusDays(1);
        while (!isWorkingDay(found)) {
            found = found.minusDays(1);
        }
        return found;
    }

    /**
     * So many working days later; the working day after {@code from} is the first.
     *
     * @param days 0 or more; 0 is {@code from} itself
     */
    public LocalDate plusWorkingDays(LocalDate from, int days) {
        if (days < 0) {
            throw new IllegalArgumentException("working days are counted forwards: " + days);
        }
        LocalDate found = from;
        for (int day = 0; day < days; day++) {
            found = nextWorkingDay(found);
        }
        return found;
    }

    /**
     * How many working days lie after {@code from} up to and including {@code to}; negative when {@code to} lies before:
     * then the working days after {@code to} up to and including {@code from}.
     */
    public int workingDaysBetween(LocalDate from, LocalDate to) {
        if (to.isBefore(from)) {
            return -workingDaysBetween(to, from);
        }
        return (int) from.plusDays(1)
                .datesUntil(to.plusDays(1))
                .filter(this::isWorkingDay)
                .count();
    }

    /** A year as it is known now. */
    public CalendarYear year(int year) {
        if (!knows(year)) {
            return new CalendarYear(year, false, List.of());
        }
        long now = nanoseconds.getAsLong();
        Kept kept = years.get(year);
        if (kept == null || now - kept.readAt() >= KEPT.toNanos()) {
            kept = new Kept(source.apply(year), now);
            years.put(year, kept);
        }
        return kept.year();
    }

    /** Whether more than the weekends of the year can be known. */
    public static boolean knows(int year) {
        return year >= FIRST_YEAR && year <= LAST_YEAR;
    }

    /**
     * To be called by whoever changes a year in the database. In a transaction the year is read anew when that has ended,
     * rolled back or not: it may have left here what it read and did not keep.
     */
    void changed(int year) {
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCompletion(int status) {
                    years.remove(year);
                }
            });
        }
        years.remove(year);
    }

    private record Kept(CalendarYear year, long readAt) {}
}
