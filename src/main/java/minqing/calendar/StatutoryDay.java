package minqing.calendar;

import java.time.LocalDate;

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
            return switch (code) {
                case "holiday" -> HOLIDAY;
                case "workday" -> WORKDAY;
                default -> throw new IllegalArgumentException("no kind of day: " + code);
            };
        }
    }
}
