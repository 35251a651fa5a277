package minqing.calendar;

import jakarta.annotation.PostConstruct;
import java.time.LocalDate;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** Which days are worked: by the State Council's notices with their make-up days, provisionally where none is out yet. */
@Component
public class WorkingCalendar {

    /** The first year of the activity, and the first with data. */
    public static final int FIRST_YEAR = 2011;

    /** The last year that is worked out provisionally. */
    public static final int LAST_YEAR = 2100;

    private final CalendarData data;
    private final ProvisionalYears provisional;
    private final Map<Integer, CalendarYear> years = new ConcurrentHashMap<>();

    @Autowired
    WorkingCalendar(CalendarData data) {
        this(data, new ProvisionalYears(CalendarData.festivals()));
    }

    WorkingCalendar(CalendarData data, ProvisionalYears provisional) {
        this.data = data;
        this.provisional = provisional;
    }

    @PostConstruct
    void load() {
        data.loadPublishedYears();
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

    CalendarYear year(int year) {
        return years.computeIfAbsent(year, key -> data.year(key).orElseGet(() -> provisional.of(key)));
    }
}
