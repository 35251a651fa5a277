package minqing.bureau.calendar;

import java.time.Clock;
import java.time.LocalDate;
import java.time.Month;
import java.time.Year;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import minqing.platform.fault.FieldFault;
import minqing.platform.fault.InvalidInput;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The State Council's yearly notices as an administrator enters them, and which one is missing.
 *
 * <p>With a notice the year is published and every month that has not begun is reckoned anew. Months that have begun keep
 * their schedule, and deadlines that run keep their day: they were told to people, and nothing moves behind their backs.
 * Deadlines that start later follow the notice.
 */
@Component
public class CalendarNotices {

    /** A notice names some forty days. */
    private static final int MOST_DAYS = 120;

    private static final int LONGEST_NAME = 20;

    /** The State Council publishes in November; whoever has not entered it by December is asked to. */
    private static final Month ASKED_FROM = Month.DECEMBER;

    private final CalendarData data;
    private final WorkingCalendar calendar;
    private final SubmissionSchedules schedules;
    private final ProvisionalYears provisional = new ProvisionalYears();
    private final Clock clock;

    CalendarNotices(CalendarData data, WorkingCalendar calendar, SubmissionSchedules schedules, Clock clock) {
        this.data = data;
        this.calendar = calendar;
        this.schedules = schedules;
        this.clock = clock;
    }

    /**
     * Where a fault of a notice is shown: the field of a day by its place in the list, and that of the whole.
     *
     * @param day of the day with this index, without the name of the part at fault
     */
    public record Fields(IntFunction<String> day, String whole) {}

    /**
     * Whether the days can be the notice of a year.
     *
     * @throws InvalidInput naming every day at fault
     */
    public void check(int year, List<StatutoryDay> days, Fields fields) {
        requireKnown(year);
        List<FieldFault> faults = new ArrayList<>();
        if (days.isEmpty()) {
            faults.add(new FieldFault(fields.whole(), "calendar.notice.empty"));
        }
        if (days.size() > MOST_DAYS) {
            faults.add(new FieldFault(fields.whole(), "calendar.notice.too-many", String.valueOf(MOST_DAYS)));
        }
        Set<LocalDate> seen = new HashSet<>();
        for (int index = 0; index < days.size(); index++) {
            StatutoryDay day = days.get(index);
            String field = fields.day().apply(index);
            String date = day.date().toString();
            if (day.date().getYear() != year) {
                faults.add(new FieldFault(field, "calendar.notice.other-year", date, String.valueOf(year)));
            }
            if (!seen.add(day.date())) {
                faults.add(new FieldFault(field, "calendar.notice.twice", date));
            }
            if (day.kind() == StatutoryDay.Kind.WORKDAY && !CalendarYear.isWeekend(day.date())) {
                faults.add(new FieldFault(field, "calendar.notice.no-weekend", date));
            }
            if (day.name().isBlank() || day.name().length() > LONGEST_NAME) {
                faults.add(new FieldFault(field, "calendar.notice.name", date, String.valueOf(LONGEST_NAME)));
            }
        }
        Set<LocalDate> off = days.stream()
                .filter(day -> day.kind() == StatutoryDay.Kind.HOLIDAY)
                .map(StatutoryDay::date)
                .collect(Collectors.toSet());
        provisional.festivals(year).stream()
                .flatMap(ProvisionalYears.Festival::days)
                .filter(day -> !off.contains(day.date()))
                .forEach(day -> faults.add(new FieldFault(
                        fields.whole(), "calendar.notice.statutory", day.date().toString(), day.name())));
        if (!faults.isEmpty()) {
            throw new InvalidInput(faults);
        }
    }

    /**
     * Enters the notice of a year, in place of an earlier one if need be.
     *
     * @param account who enters it
     * @throws InvalidInput as {@link #check}
     */
    @Transactional
    public void enter(int year, List<StatutoryDay> days, Fields fields, String account) {
        check(year, days, fields);
        schedules.startBegunMonthsOf(year);
        data.replace(year, days, account, clock.instant());
        calendar.changed(year);
    }

    /**
     * The year whose notice is missing and has to be asked for: this one, and from December on the next. Each is asked for
     * once; to be called in the transaction that asks.
     */
    @Transactional
    public Optional<Integer> askForMissing() {
        return missing().filter(year -> data.ask(year, clock.instant())).findFirst();
    }

    /** Whether the notice of the year is in. */
    public boolean published(int year) {
        return calendar.year(year).published();
    }

    /**
     * Refuses a year of which nothing can be entered.
     *
     * @throws InvalidInput naming {@code year}
     */
    public static void requireKnown(int year) {
        if (!WorkingCalendar.knows(year)) {
            throw InvalidInput.of(
                    "year",
                    "calendar.year",
                    String.valueOf(WorkingCalendar.FIRST_YEAR),
                    String.valueOf(WorkingCalendar.LAST_YEAR));
        }
    }

    private Stream<Integer> missing() {
        LocalDate today = LocalDate.now(clock);
        int year = Year.from(today).getValue();
        Stream<Integer> due = today.getMonth() == ASKED_FROM ? Stream.of(year, year + 1) : Stream.of(year);
        return due.filter(WorkingCalendar::knows).filter(one -> !published(one));
    }
}
