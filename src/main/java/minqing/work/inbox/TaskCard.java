package minqing.work.inbox;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a line of the inbox says of a task. Everyone who is offered the task reads it: no personal data.
 *
 * @param subject what the case is about
 * @param place where it is
 * @param dueAt end of the limit; from then on the light is red
 * @param blueAt from then on the light is blue
 * @param yellowFrom from then on the light is yellow: a milestone was missed, or the work was sent back
 * @param supervised whether the case bears the mark 督
 */
public record TaskCard(
        String subject,
        String place,
        @Nullable Instant dueAt,
        @Nullable Instant blueAt,
        @Nullable Instant yellowFrom,
        boolean supervised) {}
