package minqing.work.inbox;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Why a task lies with somebody: what was done or asked before, in words for the reader.
 *
 * @param at when
 * @param who the person's name, or the system's
 * @param what the act, such as {@code 审核：退回重办}
 * @param label what the words are, such as {@code 退回理由}; none without words
 * @param words what the person wrote
 */
public record Reason(
        Instant at,
        String who,
        String what,
        @Nullable String label,
        @Nullable String words) {}
