package minqing.bureau.calendar;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** One year: the week, and the days on which it does not apply. */
public final class CalendarYear {

    private final int year;
    private final boolean published;
    private final Map<LocalDate, StatutoryDay> exceptions;

    CalendarYear(int year, boolean published, List<StatutoryDay> exceptions) {
        this.year = year;
        this.published = published;
        this.exceptions = exceptions.stream()
                .collect(Collectors.toMap(
                        StatutoryDay::date, Function.identity(), (first, second) -> first, TreeMap::new));
    }

    public int year() {
        return year;
    }

    /** Whether the State Council's notice is in; otherwise the year is provisional. */
    public boolean published() {
        return published;
    }

    /** The days against the rule of the week, in their order. */
    public List<StatutoryDay> exceptions() {
        return List.copyOf(exceptions.values());
    }

    /** Whether offices work on the day of this year. */
    public boolean isWorkingDay(LocalDate day) {
        StatutoryDay exception = exceptions.get(day);
        return exception == null ? !isWeekend(day) : exception.kind() == StatutoryDay.Kind.WORKDAY;
    }

    static boolean isWeekend(LocalDate day) {
        return day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
    }
}
