package minqing.bureau.calendar;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The schedule of the monthly tables over REST. */
@RestController
@RequestMapping("/api/schedule")
@Tag(name = "calendar", description = "Working days and the monthly schedule")
class ScheduleApi {

    private final SubmissionSchedules schedules;

    ScheduleApi(SubmissionSchedules schedules) {
        this.schedules = schedules;
    }

    @GetMapping("/{month}")
    @Operation(
            summary =
                    "Period, cut-off, compilation and due date of a month's table (annex 6); it no longer moves when the"
                            + " month has started, and is provisional while the year's notice is not out")
    ScheduleAnswer month(
            @Parameter(description = "2011-07 to 2100-12", example = "2026-02") @PathVariable String month) {
        SubmissionSchedule schedule = schedules.of(known(month));
        return new ScheduleAnswer(
                schedule.month().toString(),
                schedule.periodFrom(),
                schedule.cutOff(),
                schedule.compileAt(),
                schedule.dueOn(),
                schedule.provisional());
    }

    private static YearMonth known(String text) {
        try {
            YearMonth month = YearMonth.parse(text);
            if (SubmissionSchedules.knows(month)) {
                return month;
            }
        } catch (DateTimeException unreadable) {
            // Answered like a month out of range: the words say what a month looks like.
        }
        throw SubmissionSchedules.unknown();
    }

    /**
     * When a month's table is cut off, compiled and due.
     *
     * @param provisional whether a notice on public holidays that is not out yet can still move it
     */
    record ScheduleAnswer(
            String month,
            LocalDate periodFrom,
            LocalDate cutOff,
            Instant compileAt,
            LocalDate dueOn,
            boolean provisional) {}
}
