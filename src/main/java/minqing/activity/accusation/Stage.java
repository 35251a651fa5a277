package minqing.activity.accusation;

import java.util.Locale;

/** Where an accusation stands: the steps of the process, what comes before, and what comes after. */
enum Stage {
    /** The outing that brought it waits for its leader's confirmation. */
    WAITING,
    RECEIVE,
    EXAMINE,
    TELL,
    ENDED;

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Stage of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }

    /** What the reporter is told: {@code waiting}, {@code received} 已接收, {@code handling} 办理中, {@code ended} 已办结. */
    String inPublic() {
        return switch (this) {
            case WAITING -> "waiting";
            case RECEIVE -> "received";
            case EXAMINE, TELL -> "handling";
            case ENDED -> "ended";
        };
    }
}
