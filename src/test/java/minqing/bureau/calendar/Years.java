package minqing.bureau.calendar;

import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import minqing.bureau.calendar.ProvisionalYears.Festival;

/** Calendars without a database: the notices that come with the application, every other year provisional. */
final class Years {

    private static final Map<Integer, List<StatutoryDay>> NOTICES = CalendarData.published();

    private static final ProvisionalYears PROVISIONAL = new ProvisionalYears();

    private Years() {}

    static CalendarYear of(int year) {
        List<StatutoryDay> notice = NOTICES.get(year);
        return notice == null ? PROVISIONAL.of(year) : new CalendarYear(year, true, notice);
    }

    static List<Festival> festivals(int year) {
        return PROVISIONAL.festivals(year);
    }

    static WorkingCalendar calendar() {
        return calendar(Years::of);
    }

    static WorkingCalendar calendar(IntFunction<CalendarYear> years) {
        return new WorkingCalendar(years, System::nanoTime);
    }
}
