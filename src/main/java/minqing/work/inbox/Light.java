package minqing.work.inbox;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How a task stands against its clock, the most pressing first. */
enum Light {
    /** The limit has passed. */
    RED,
    /** A milestone was missed, or the work was sent back. */
    YELLOW,
    /** Most of the limit is used. */
    BLUE,
    NONE;

    static Light at(Instant now, @Nullable Instant dueAt, @Nullable Instant yellowFrom, @Nullable Instant blueAt) {
        if (dueAt != null && dueAt.isBefore(now)) {
            return RED;
        }
        if (yellowFrom != null && !yellowFrom.isAfter(now)) {
            return YELLOW;
        }
        return blueAt != null && !blueAt.isAfter(now) ? BLUE : NONE;
    }

    /** As clients and style sheets know it. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
