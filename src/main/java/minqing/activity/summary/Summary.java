package minqing.activity.summary;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The summary of a unit and month.
 *
 * @param version the version at work, or the last one
 * @param round how often it went to the signers
 * @param dueOn the day it is to be submitted: of the first version the schedule's, of a later one three working days after the
 *     return (D14)
 * @param startedBy who started it by hand; none when the clock did
 * @param redAt when the first version had not been submitted in time
 */
record Summary(
        long id,
        String unit,
        YearMonth month,
        Status status,
        int version,
        int round,
        LocalDate dueOn,
        Instant startedAt,
        @Nullable String startedBy,
        @Nullable Instant redAt) {

    /** The business key of its case: {@code unit/2026-11}. */
    String key() {
        return key(unit, month);
    }

    static String key(String unit, YearMonth month) {
        return unit + "/" + month;
    }

    /** The month of a business key; empty where it is none. */
    static Optional<YearMonth> monthOf(String key) {
        try {
            return Optional.of(YearMonth.parse(key.substring(key.indexOf('/') + 1)));
        } catch (DateTimeParseException none) {
            return Optional.empty();
        }
    }

    /** Where a summary stands. */
    enum Status {
        /** The period is still open, or about to be compiled. */
        WAITING,
        CHECKING,
        SIGNING,
        /** Everybody has signed; it is about to be sealed. */
        SEALING,
        /** Sealed, to be submitted. */
        SEALED,
        /** Submitted; waits for its acceptance. */
        SUBMITTED,
        /** Sent back; about to be compiled anew as the next version. */
        RETURNED,
        ACCEPTED,
        /** Neither accepted nor sent back within ten working days. */
        ENDED;

        String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Status of(String code) {
            return valueOf(code.toUpperCase(Locale.ROOT));
        }

        boolean ended() {
            return this == ACCEPTED || this == ENDED;
        }
    }
}
