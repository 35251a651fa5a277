package minqing.activity.outing;

import java.util.Arrays;

/** How far an outing is. The codes are what REST and the database use; the words are in the message bundle. */
enum State {
    /** Entered on the leader's behalf, not confirmed yet. */
    PENDING("pending"),
    /** Sent back by the leader to whoever entered it. */
    CORRECTING("correcting"),
    /** Counts in the registers, the monthly table and the quotas. */
    COUNTED("counted"),
    DELETED("deleted");

    private final String code;

    State(String code) {
        this.code = code;
    }

    String code() {
        return code;
    }

    /** Whether a leader has yet to say that it is right. */
    boolean unconfirmed() {
        return this == PENDING || this == CORRECTING;
    }

    static boolean exists(String code) {
        return Arrays.stream(values()).anyMatch(state -> state.code.equals(code));
    }

    static State of(String code) {
        return Arrays.stream(values())
                .filter(state -> state.code.equals(code))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no state " + code));
    }
}
