package minqing.bureau.calendar;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.core.io.ClassPathResource;

/**
 * Years whose notice is not out: the weekends, the statutory days of the law on public holidays, and for each of them that
 * falls on a weekend, or on another one, the next working day in lieu (补假). Make-up days and bridged weeks are unknown
 * until the notice; the number of working days in the year is already right.
 */
final class ProvisionalYears {

    private final Map<Integer, List<Festival>> festivals;

    /** The years of {@code data/festival-days.csv}; in any other only the weekends are known. */
    ProvisionalYears() {
        festivals = DataFile.read(new ClassPathResource("data/festival-days.csv"), Festival::of).stream()
                .collect(Collectors.groupingBy(festival -> festival.first().getYear()));
    }

    CalendarYear of(int year) {
        return new CalendarYear(year, false, daysOff(festivals(year)));
    }

    /** What the law gives in a year, the first day first. */
    List<Festival> festivals(int year) {
        return festivals.getOrDefault(year, List.of());
    }

    /** The days these festivals take, with the days in lieu. */
    static List<StatutoryDay> daysOff(List<Festival> festivals) {
        List<StatutoryDay> statutory =
                festivals.stream().flatMap(Festival::days).toList();
        Map<LocalDate, StatutoryDay> off = new TreeMap<>();
        List<StatutoryDay> owed = new ArrayList<>();
        for (StatutoryDay day : statutory) {
            if (off.putIfAbsent(day.date(), day) != null || CalendarYear.isWeekend(day.date())) {
                owed.add(day);
            }
        }
        // Every statutory day is in place before the first day in lieu is looked for: it must not take one of them.
        Set<LocalDate> taken = off.keySet();
        for (StatutoryDay day : owed) {
            LocalDate inLieu = day.date().plusDays(1);
            while (taken.contains(inLieu) || CalendarYear.isWeekend(inLieu)) {
                inLieu = inLieu.plusDays(1);
            }
            off.put(inLieu, new StatutoryDay(inLieu, StatutoryDay.Kind.HOLIDAY, day.name()));
        }
        return List.copyOf(off.values());
    }

    /**
     * Days off for everybody by law.
     *
     * @param length in days, the first included
     */
    record Festival(LocalDate first, int length, String name) {

        static Festival of(String... values) {
            return new Festival(LocalDate.parse(values[0]), Integer.parseInt(values[1]), values[2]);
        }

        Stream<StatutoryDay> days() {
            return first.datesUntil(first.plusDays(length))
                    .map(day -> new StatutoryDay(day, StatutoryDay.Kind.HOLIDAY, name));
        }
    }
}
