package minqing.bureau.organization;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A natural village (自然村) as an administrator enters and sees it.
 *
 * @param id begins with its parent's, a hyphen between; null: one is made
 * @param administrativeVillage the identifier of its parent, for ever
 * @param place where it stands below its parent, from 1; null: at the end, or where it is
 * @param retiredOn the first day on which it is no more
 * @param version of what the administrator saw
 */
public record VillageEntry(
        @Nullable String id,
        @Nullable String administrativeVillage,
        @Nullable String name,
        @Nullable Integer place,
        @Nullable LocalDate retiredOn,
        @Nullable Integer version)
        implements KeptEntry {}
