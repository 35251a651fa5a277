package minqing.document;

/** Estimates the room a text takes where nothing else measures it: Excel fits no row to a merged cell. */
final class Lines {

    /** Letters other than Chinese ones are half as wide, or a little more. */
    private static final double NARROW = 0.6;

    private static final char FIRST_WIDE = '\u1100';
    private static final char FIRST_QUOTE = '\u2010';

    /** What a cell has above and below its text, in points. */
    private static final double EDGE = 8;

    private Lines() {}

    /** The height of a text in points, rather too much than too little. */
    static double height(String text, double width, double size) {
        return count(text, width, size) * size * Form.LINE_HEIGHT + EDGE;
    }

    private static int count(String text, double width, double size) {
        // A line loses up to a letter where a punctuation mark can't begin the next.
        double letters = Math.max(1, Math.floor(width / size) - (width > 8 * size ? 0.7 : 0));
        int lines = 1;
        double used = 0;
        for (int index = 0; index < text.length(); ) {
            int point = text.codePointAt(index);
            index += Character.charCount(point);
            if (point == '\n') {
                lines++;
                used = 0;
                continue;
            }
            double letter = point >= FIRST_WIDE || point >= FIRST_QUOTE && point < 0x2500 ? 1 : NARROW;
            if (used + letter > letters) {
                lines++;
                used = 0;
            }
            used += letter;
        }
        return lines;
    }
}
