package minqing.work.inbox;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A case somebody started.
 *
 * @param number its business key
 * @param status where it stands, in words
 * @param endedAt none while it is open
 */
public record StartedCase(
        String processKey,
        String number,
        String subject,
        String place,
        String status,
        Instant startedAt,
        @Nullable Instant endedAt) {}
