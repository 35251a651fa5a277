package minqing.activity.accusation;

import java.util.Locale;

/** Where an accusation came from. */
enum Origin {
    REPORT,
    OUTING,
    RECEPTION,
    PROBLEM;

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Origin of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
