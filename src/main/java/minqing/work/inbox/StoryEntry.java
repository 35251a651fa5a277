package minqing.work.inbox;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to a case, in words for the reader.
 *
 * @param at when
 * @param who the person's name, or the system's
 * @param what the act
 * @param from the state before
 * @param to the state after
 * @param why the reason given
 */
public record StoryEntry(
        Instant at,
        String who,
        String what,
        @Nullable String from,
        @Nullable String to,
        @Nullable String why) {}
