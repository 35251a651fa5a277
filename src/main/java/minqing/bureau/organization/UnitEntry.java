package minqing.bureau.organization;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A unit as an administrator enters and sees it.
 *
 * @param sealName the full name on its seal (annex 6)
 * @param kind {@code bureau internal external}
 * @param place where it stands in lists, from 1; null: at the end, or where it is
 * @param retiredOn the first day on which it is no more; null: it is there
 * @param version of what the administrator saw; a change against an older one is refused
 */
public record UnitEntry(
        @Nullable String code,
        @Nullable String name,
        @Nullable String sealName,
        @Nullable String kind,
        @Nullable Integer place,
        @Nullable LocalDate retiredOn,
        @Nullable Integer version)
        implements KeptEntry {}
