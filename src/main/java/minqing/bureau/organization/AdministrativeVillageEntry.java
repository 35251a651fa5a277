package minqing.bureau.organization;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * An administrative village (行政村) as an administrator enters and sees it.
 *
 * @param id its short name in identifiers; null: one is made
 * @param place where it stands in lists, from 1; null: at the end, or where it is
 * @param retiredOn the first day on which it is no more
 * @param version of what the administrator saw
 */
public record AdministrativeVillageEntry(
        @Nullable String id,
        @Nullable String name,
        @Nullable String town,
        @Nullable Integer place,
        @Nullable LocalDate retiredOn,
        @Nullable Integer version)
        implements KeptEntry {}
