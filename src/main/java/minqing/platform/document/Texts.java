package minqing.platform.document;

/** Makes a text fit for XML and paper without losing anything that can be read. */
final class Texts {

    private static final char UNREADABLE = '\uFFFD';
    private static final char LINE = '\n';

    private Texts() {}

    /**
     * Every kind of line break as a line feed; characters that XML forbids and that nobody sees left out; half of a pair
     * of surrogates replaced.
     */
    static String clean(String text) {
        if (isClean(text)) {
            return text;
        }
        StringBuilder clean = new StringBuilder(text.length());
        for (int index = 0; index < text.length(); index++) {
            char character = text.charAt(index);
            if (character == '\r') {
                if (index + 1 == text.length() || text.charAt(index + 1) != LINE) {
                    clean.append(LINE);
                }
            } else if (isLineBreak(character)) {
                clean.append(LINE);
            } else if (Character.isSurrogate(character)) {
                boolean pair = Character.isHighSurrogate(character)
                        && index + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(index + 1));
                if (pair) {
                    int point = text.codePointAt(index);
                    index++;
                    if ((point & 0xFFFE) != 0xFFFE) {
                        clean.appendCodePoint(point);
                    }
                } else {
                    clean.append(UNREADABLE);
                }
            } else if (isVisible(character)) {
                clean.append(character);
            }
        }
        return clean.toString();
    }

    private static boolean isClean(String text) {
        for (int index = 0; index < text.length(); index++) {
            char character = text.charAt(index);
            if (!isVisible(character) || Character.isSurrogate(character)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isLineBreak(char character) {
        return character == '\u2028'
                || character == '\u2029'
                || character == '\u0085'
                || character == '\u000B'
                || character == '\f';
    }

    private static boolean isVisible(char character) {
        if (character == LINE || character == '\t') {
            return true;
        }
        return character >= ' '
                && !(character >= '\u007F' && character <= '\u009F')
                && character != '\u2028'
                && character != '\u2029'
                && character != '\uFEFF'
                && character < '\uFFFE';
    }
}
