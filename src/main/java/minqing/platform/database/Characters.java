package minqing.platform.database;

/** Characters that PostgreSQL cannot hold or UTF-8 cannot write: NUL, and half of a pair of surrogates. */
public final class Characters {

    private static final char REPLACEMENT = '\uFFFD';

    private Characters() {}

    public static boolean areStorable(String text) {
        for (int index = 0; index < text.length(); index++) {
            char character = text.charAt(index);
            if (character == 0) {
                return false;
            }
            if (Character.isHighSurrogate(character)) {
                if (index + 1 == text.length() || !Character.isLowSurrogate(text.charAt(index + 1))) {
                    return false;
                }
                index++;
            } else if (Character.isLowSurrogate(character)) {
                return false;
            }
        }
        return true;
    }

    /** The text with a mark in the place of each such character, short enough to be shown. */
    public static String visible(String text) {
        StringBuilder visible = new StringBuilder();
        text.codePoints().limit(60).forEach(point -> {
            boolean shown = point != 0 && !(point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE);
            visible.appendCodePoint(shown ? point : REPLACEMENT);
        });
        return visible.toString();
    }
}
