package minqing.activity.guide;

import java.util.List;

/**
 * Something that is missing.
 *
 * @param key of the words that say what is missing and what can't happen therefore; {@code arguments} fill them
 * @param address of the page where it is mended
 */
record Gap(Weight weight, String key, List<Object> arguments, String address) {

    Gap {
        arguments = List.copyOf(arguments);
    }

    static Gap of(Weight weight, String key, String address, Object... arguments) {
        return new Gap(weight, key, List.of(arguments), address);
    }

    /** How much depends on it. */
    enum Weight {
        /** Nothing can be finished without it. */
        BLOCKING,
        /** Some of the work would lie where nobody can take it. */
        OPEN,
        /** The work goes on, by a longer way or less well. */
        ADVISED;

        public String code() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}
