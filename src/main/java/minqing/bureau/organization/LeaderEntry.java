package minqing.bureau.organization;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A leader as an administrator enters and sees one.
 *
 * @param account the login name
 * @param position 职务
 * @param unit the code of the participating unit
 * @param place in annex 1, from 1; null: at the end, or where the leader is
 * @param retiredOn the first day on which the leader no longer takes part
 * @param version of what the administrator saw
 */
public record LeaderEntry(
        @Nullable String account,
        @Nullable String name,
        @Nullable String position,
        @Nullable String unit,
        @Nullable Integer place,
        @Nullable LocalDate retiredOn,
        @Nullable Integer version)
        implements KeptEntry {}
