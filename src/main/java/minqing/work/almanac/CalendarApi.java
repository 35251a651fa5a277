package minqing.work.almanac;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.LocalDate;
import java.time.Month;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import minqing.bureau.access.CurrentUser;
import minqing.bureau.calendar.CalendarNotices;
import minqing.bureau.calendar.CalendarYear;
import minqing.bureau.calendar.StatutoryDay;
import minqing.bureau.calendar.WorkingCalendar;
import minqing.platform.fault.FieldFault;
import minqing.platform.fault.InvalidInput;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The working calendar over REST. */
@RestController
@RequestMapping("/api/calendar")
@Tag(name = "calendar", description = "Working days and the monthly schedule")
class CalendarApi {

    private final WorkingCalendar calendar;
    private final NoticeEntry entry;
    private final CurrentUser user;

    CalendarApi(WorkingCalendar calendar, NoticeEntry entry, CurrentUser user) {
        this.calendar = calendar;
        this.entry = entry;
        this.user = user;
    }

    @GetMapping("/{year}")
    @Operation(
            summary =
                    "Days off and make-up days of a year, and its working days by month; provisional until the State Council's notice")
    @ApiResponse(responseCode = "200")
    YearAnswer year(@PathVariable int year) {
        CalendarNotices.requireKnown(year);
        CalendarYear found = calendar.year(year);
        Map<String, Integer> months = new LinkedHashMap<>();
        Arrays.stream(Month.values())
                .map(month -> YearMonth.of(year, month))
                .forEach(month -> months.put(month.toString(), workingDays(month)));
        return new YearAnswer(
                year,
                found.published(),
                found.exceptions().stream()
                        .map(day -> new DayAnswer(day.date(), day.kind().code(), day.name()))
                        .toList(),
                months.values().stream().mapToInt(Integer::intValue).sum(),
                months);
    }

    @PutMapping("/{year}")
    @Operation(
            summary =
                    "Enter the State Council's notice of a year (administrators): every day off and every weekend day worked."
                            + " The year is published; months that have begun and deadlines that run do not move. What GET"
                            + " answers beside the days may come along and is worked out anew")
    YearAnswer enter(@PathVariable int year, @RequestBody NoticeBody notice) {
        entry.requireAdministrator(user.get());
        CalendarNotices.requireKnown(year);
        if (notice.year() != null && notice.year() != year) {
            throw InvalidInput.of("year", "almanac.other-year", String.valueOf(year));
        }
        entry.enter(
                year,
                days(notice.exceptions()),
                new CalendarNotices.Fields(CalendarApi::field, "exceptions"),
                user.get());
        return year(year);
    }

    private static List<StatutoryDay> days(@Nullable List<@Nullable DayBody> given) {
        if (given == null) {
            throw InvalidInput.of("exceptions", "calendar.notice.empty");
        }
        List<FieldFault> faults = new ArrayList<>();
        List<StatutoryDay> days = new ArrayList<>();
        for (int index = 0; index < given.size(); index++) {
            DayBody day = Objects.requireNonNullElse(given.get(index), new DayBody(null, null, null));
            Optional<StatutoryDay.Kind> kind = StatutoryDay.Kind.find(day.kind());
            if (day.date() == null) {
                faults.add(new FieldFault(field(index) + ".date", "almanac.date"));
            }
            if (kind.isEmpty()) {
                faults.add(new FieldFault(field(index) + ".kind", "almanac.kind"));
            }
            if (day.date() != null && kind.isPresent()) {
                days.add(new StatutoryDay(
                        day.date(),
                        kind.get(),
                        Objects.requireNonNullElse(day.name(), "").strip()));
            }
        }
        if (!faults.isEmpty()) {
            throw new InvalidInput(faults);
        }
        return days;
    }

    private static String field(int index) {
        return "exceptions[" + index + "]";
    }

    private int workingDays(YearMonth month) {
        return calendar.workingDaysBetween(month.atDay(1).minusDays(1), month.atEndOfMonth());
    }

    /**
     * A year.
     *
     * @param published false while it is worked out provisionally
     * @param exceptions the days off, and worked, against the rule of the week
     * @param workingDays how many days are worked in the year; {@code months} has them by month
     */
    record YearAnswer(
            int year, boolean published, List<DayAnswer> exceptions, int workingDays, Map<String, Integer> months) {}

    /** A day off ({@code holiday}) or worked at a weekend ({@code workday}). */
    record DayAnswer(LocalDate date, String kind, String name) {}

    /** A notice: what {@link YearAnswer} has may be sent back with other days; only the days count. */
    record NoticeBody(
            @Nullable Integer year,
            @Nullable Boolean published,
            @Nullable List<@Nullable DayBody> exceptions,
            @Nullable Integer workingDays,
            @Nullable Map<String, Integer> months) {}

    /** A day of a notice; {@code kind}: {@code holiday} or {@code workday}. */
    record DayBody(
            @Nullable LocalDate date,
            @Nullable String kind,
            @Nullable String name) {}
}
