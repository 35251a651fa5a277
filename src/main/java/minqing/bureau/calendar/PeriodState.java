package minqing.bureau.calendar;

import java.util.Locale;

/** How far the month of a unit is (requirements D13a). */
public enum PeriodState {
    /** Records are entered and changed. */
    OPEN,
    /** From the cut-off on: the office may still correct records, nothing new is posted. */
    CHECKING,
    /** Nothing changes any more. */
    SEALED;

    /** How the database and REST write it. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static PeriodState of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
