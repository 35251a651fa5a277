package minqing.bureau.calendar;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A day that is off or worked against the rule of the week.
 *
 * @param kind {@code holiday}, or {@code workday} for a make-up day at a weekend
 * @param name the festival it belongs to, in Chinese
 */
public record StatutoryDay(LocalDate date, Kind kind, String name) {

    /** Whether the day is off or worked. */
    public enum Kind {
        HOLIDAY("holiday"),
        WORKDAY("workday");

        private final String code;

        Kind(String code) {
            this.code = code;
        }

        /** How the data and REST write it. */
        public String code() {
            return code;
        }

        static Kind of(String code) {
            return find(code).orElseThrow(() -> new IllegalArgumentException("no kind of day: " + code));
        }

        /** The kind with this code, if there is one. */
        public static Optional<Kind> find(@Nullable String code) {
            return Arrays.stream(values())
                    .filter(kind -> kind.code.equals(code))
                    .findFirst();
        }
    }
}
