package minqing.bureau.calendar;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import org.springframework.stereotype.Component;

/** Reckons when a time limit is over, when it turns blue, and when a notice about it may go out. */
@Component
public class Deadlines {

    /** The last second of a day: a limit in days lasts until then. */
    private static final LocalTime END_OF_DAY = LocalTime.of(23, 59, 59);

    /** Notices go out when offices open (processes, clock table). */
    private static final LocalTime NOTICE = LocalTime.of(9, 0);

    private final WorkingCalendar calendar;
    private final Clock clock;

    Deadlines(WorkingCalendar calendar, Clock clock) {
        this.calendar = calendar;
        this.clock = clock;
    }

    /**
     * The deadline of a limit that starts at an instant. Limits in working days turn blue at the end of the working day
     * that completes four fifths of them (rounded down, so that at least the last fifth is left); all others when four
     * fifths of the time have passed.
     */
    public Deadline from(Instant start, TimeLimit limit) {
        LocalDate day = start.atZone(clock.getZone()).toLocalDate();
        int amount = limit.amount();
        return switch (limit.unit()) {
            case WORKING_DAYS -> {
                int blue = amount * 4 / 5;
                Instant blueAt = blue == 0 ? start : endOf(calendar.plusWorkingDays(day, blue));
                yield new Deadline(start, endOf(calendar.plusWorkingDays(day, amount)), blueAt);
            }
            case CALENDAR_DAYS -> proportional(start, endOf(calendar.onOrAfter(day.plusDays(amount))));
            case MONTHS -> proportional(start, endOf(calendar.onOrAfter(day.plusMonths(amount))));
            case HOURS -> proportional(start, start.plus(Duration.ofHours(amount)));
        };
    }

    /** The last second of a day, in the zone of the bureau. */
    public Instant endOf(LocalDate day) {
        return day.atTime(END_OF_DAY).atZone(clock.getZone()).toInstant();
    }

    /** The first nine o'clock of a working day that is not before the instant. */
    public Instant noticeAt(Instant instant) {
        ZonedDateTime moment = instant.atZone(clock.getZone());
        LocalDate day =
                moment.toLocalTime().isAfter(NOTICE) ? moment.toLocalDate().plusDays(1) : moment.toLocalDate();
        return calendar.onOrAfter(day).atTime(NOTICE).atZone(clock.getZone()).toInstant();
    }

    /** Whether a notice may go out at the instant: on a working day, from nine o'clock on. */
    public boolean mayNotify(Instant instant) {
        ZonedDateTime moment = instant.atZone(clock.getZone());
        return calendar.isWorkingDay(moment.toLocalDate())
                && !moment.toLocalTime().isBefore(NOTICE);
    }

    /** A deadline that somebody named instead of a limit: it ends with that day, worked or not. */
    public Deadline until(Instant start, LocalDate day) {
        return proportional(start, endOf(day));
    }

    private static Deadline proportional(Instant start, Instant due) {
        return new Deadline(
                start,
                due,
                start.plus(Duration.between(start, due).multipliedBy(4).dividedBy(5)));
    }
}
