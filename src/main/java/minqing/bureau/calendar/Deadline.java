package minqing.bureau.calendar;

import java.time.Instant;

/**
 * A time limit that has started.
 *
 * @param startedAt when the clock started
 * @param dueAt the last moment in time; a limit in days ends at 23:59:59 of its last day
 * @param blueAt when 80 % of the limit is used (the blue light), never after {@code dueAt}
 */
public record Deadline(Instant startedAt, Instant dueAt, Instant blueAt) {

    public Deadline {
        if (blueAt.isAfter(dueAt)) {
            throw new IllegalArgumentException("blue comes before red");
        }
    }
}
