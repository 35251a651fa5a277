package minqing.calendar;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A year whose notice is not out: the weekends, the 13 statutory days of the law on public holidays as amended for 2025
 * (元旦 1, 春节 4 with 除夕, 清明 1, 劳动节 2, 端午 1, 中秋 1, 国庆 3), and for each that falls on a weekend, or on another
 * one, the next working day in lieu (补假). Make-up days and bridged weeks are unknown until the notice.
 *
 * <p>The days that follow the moon and the sun stand in {@code data/festival-days.csv}; for years beyond that file only the
 * days with a fixed date are known.
 */
final class ProvisionalYears {

    private static final String NEW_YEAR = "元旦";
    private static final String LABOUR_DAY = "劳动节";
    private static final String NATIONAL_DAY = "国庆节";

    private final Map<Integer, List<StatutoryDay>> festivals;

    /** @param festivals the days without a fixed date, by year */
    ProvisionalYears(Map<Integer, List<StatutoryDay>> festivals) {
        this.festivals = festivals;
    }

    CalendarYear of(int year) {
        List<StatutoryDay> statutory = new ArrayList<>(List.of(
                holiday(LocalDate.of(year, 1, 1), NEW_YEAR),
                holiday(LocalDate.of(year, 5, 1), LABOUR_DAY),
                holiday(LocalDate.of(year, 5, 2), LABOUR_DAY),
                holiday(LocalDate.of(year, 10, 1), NATIONAL_DAY),
                holiday(LocalDate.of(year, 10, 2), NATIONAL_DAY),
                holiday(LocalDate.of(year, 10, 3), NATIONAL_DAY)));
        statutory.addAll(festivals.getOrDefault(year, List.of()));
        statutory.sort((one, other) -> one.date().compareTo(other.date()));
        Map<LocalDate, StatutoryDay> off = new TreeMap<>();
        List<StatutoryDay> owed = new ArrayList<>();
        for (StatutoryDay day : statutory) {
            if (off.putIfAbsent(day.date(), day) != null || CalendarYear.isWeekend(day.date())) {
                owed.add(day);
            }
        }
        for (StatutoryDay day : owed) {
            LocalDate inLieu = day.date().plusDays(1);
            while (off.containsKey(inLieu) || CalendarYear.isWeekend(inLieu)) {
                inLieu = inLieu.plusDays(1);
            }
            off.put(inLieu, holiday(inLieu, day.name()));
        }
        return new CalendarYear(year, false, List.copyOf(off.values()));
    }

    private static StatutoryDay holiday(LocalDate day, String name) {
        return new StatutoryDay(day, StatutoryDay.Kind.HOLIDAY, name);
    }
}
