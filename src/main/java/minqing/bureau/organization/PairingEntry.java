package minqing.bureau.organization;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A leader paired with a natural village or with a community; one of the two is there.
 *
 * @param id given by the system
 * @param leader the leader's login name
 * @param from the first day; null: today
 * @param to the first day on which it holds no longer; null: it goes on
 */
public record PairingEntry(
        @Nullable Long id,
        @Nullable String leader,
        @Nullable String village,
        @Nullable String community,
        @Nullable LocalDate from,
        @Nullable LocalDate to) {}
