package minqing.activity.outing;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import org.jspecify.annotations.Nullable;

/**
 * An outing as it stood when it was read, without its parts.
 *
 * @param number the number people use, {@code O2026-0001}
 * @param leader the account of the leader who went
 * @param unit the participating unit in whose table it is counted
 * @param halfDay whether each of its days counts half
 * @param waitingFrom since when it waits for the person whose turn it is, while unconfirmed
 * @param period the month it is counted in
 * @param late whether it happened before that month's period began (补报)
 * @param history whether it happened before the unit sent its first table (requirements, D13c)
 * @param version counted up with every change: who changes it says which one they saw
 */
record Outing(
        long id,
        String number,
        String leader,
        String unit,
        String enteredBy,
        Instant enteredAt,
        LocalDate date,
        LocalDate dateTo,
        boolean halfDay,
        String theme,
        String kind,
        @Nullable String village,
        @Nullable String community,
        boolean villageDay,
        State state,
        @Nullable Instant waitingFrom,
        @Nullable Instant remindedAt,
        @Nullable Instant countedAt,
        YearMonth period,
        boolean late,
        boolean history,
        int version,
        String changedBy,
        Instant changedAt) {}
