package minqing.calendar;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.LocalDate;
import java.time.Month;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import minqing.fault.InvalidInput;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The working calendar over REST. */
@RestController
@RequestMapping("/api/calendar")
@Tag(name = "calendar", description = "Working days")
class CalendarApi {

    private final WorkingCalendar calendar;

    CalendarApi(WorkingCalendar calendar) {
        this.calendar = calendar;
    }

    @GetMapping("/{year}")
    @Operation(
            summary =
                    "Days off and make-up days of a year, and its working days by month; provisional until the State Council's notice")
    @ApiResponse(responseCode = "200")
    @ApiResponse(
            responseCode = "422",
            description = "The year is not within 2011 to 2100",
            content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE))
    YearAnswer year(@PathVariable int year) {
        if (!WorkingCalendar.knows(year)) {
            throw InvalidInput.of(
                    "year",
                    "calendar.year",
                    String.valueOf(WorkingCalendar.FIRST_YEAR),
                    String.valueOf(WorkingCalendar.LAST_YEAR));
        }
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
}
