package minqing.activity.outing;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * When and where an outing was.
 *
 * @param date the first day; null where the days that were sent cannot be
 * @param dateTo the last day, there whenever the first one is
 * @param village the identifier of a natural village
 * @param community the identifier of a community
 */
record Stay(
        @Nullable LocalDate date,
        @Nullable LocalDate dateTo,
        @Nullable String village,
        @Nullable String community) {}
