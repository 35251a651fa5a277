package minqing.bureau.organization;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * The contact (村联系人) of an administrative village.
 *
 * @param id given by the system
 * @param administrativeVillage the village's identifier
 * @param from the first day; null: today
 * @param to the first day on which it holds no longer; null: it goes on
 */
public record ContactEntry(
        @Nullable Long id,
        @Nullable String administrativeVillage,
        @Nullable String name,
        @Nullable LocalDate from,
        @Nullable LocalDate to) {}
