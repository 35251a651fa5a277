package minqing.bureau.administration;

import java.util.List;

/**
 * A field of an administrator's form.
 *
 * @param key its name, as REST calls it, too
 * @param look how it is entered
 * @param required whether it is marked as such; the service decides
 * @param choices what can be chosen, for {@link Look#SELECT} and {@link Look#CHECKS}
 */
record Field(String key, Look look, boolean required, List<Choice> choices) {

    enum Look {
        TEXT,
        NUMBER,
        DATE,
        SELECT,
        CHECKS,
        PASSWORD,
        /** Shown and not to be changed. */
        FIXED,
        /** Sent along and not shown. */
        HIDDEN
    }

    static Field text(String key) {
        return new Field(key, Look.TEXT, true, List.of());
    }

    static Field optional(String key, Look look) {
        return new Field(key, look, false, List.of());
    }

    static Field fixed(String key) {
        return new Field(key, Look.FIXED, false, List.of());
    }

    static Field hidden(String key) {
        return new Field(key, Look.HIDDEN, false, List.of());
    }

    static Field select(String key, List<Choice> choices) {
        return new Field(key, Look.SELECT, true, choices);
    }

    static Field checks(String key, List<Choice> choices) {
        return new Field(key, Look.CHECKS, false, choices);
    }
}
