package minqing.platform.document;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * When something happened, as an annex says it: 2026年7月5日, 2026年7月5日至2026年7月7日, 2026年7月5日上午.
 *
 * @param until the last day, where it is not the first
 * @param detail what follows the date, as a half of the day
 */
public record Occasion(
        LocalDate from, @Nullable LocalDate until, @Nullable String detail) {

    /** On one day. */
    public static Occasion on(LocalDate day) {
        return new Occasion(day, null, null);
    }

    /** From a day to another, both included; the same day twice is one day. */
    public static Occasion between(LocalDate from, LocalDate until) {
        return new Occasion(from, from.equals(until) ? null : until, null);
    }

    /** Whether it is nothing but a day, which a list shows as a date one can sort by. */
    boolean isDay() {
        return until == null && (detail == null || detail.isEmpty());
    }
}
