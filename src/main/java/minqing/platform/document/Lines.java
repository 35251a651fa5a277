package minqing.platform.document;

import java.util.ArrayList;
import java.util.List;

/** Estimates the room a text takes where nothing else measures it: Excel fits no row to a merged cell. */
final class Lines {

    /** Letters other than Chinese ones are half as wide, or a little more. */
    private static final double NARROW = 0.6;

    private static final char FIRST_WIDE = '\u1100';
    private static final char FIRST_QUOTE = '\u2010';

    private static final char SENTENCE_END = '\u3002';

    /** What a cell has above and below its text, in points. */
    static final double EDGE = 8;

    /** A text is parted at the end of a paragraph or a sentence where there is one in so many lines. */
    private static final int SEARCHED = 5;

    private Lines() {}

    /** The height of a text in points, rather too much than too little. */
    static double height(String text, double width, double size) {
        return count(text, width, size) * size * Form.LINE_HEIGHT + EDGE;
    }

    private static int count(String text, double width, double size) {
        return lines(text, width, size).size();
    }

    /**
     * As much of a text as so many lines hold, up to the end of a paragraph or of a sentence where there is one in the last
     * few of them. Both parts together are the text, but for a line break between them.
     */
    static Part first(String text, double width, double size, int most) {
        List<Integer> lines = lines(text, width, size);
        if (lines.size() <= most) {
            return new Part(text, "");
        }
        int end = lines.get(most - 1);
        int earliest = lines.get(Math.max(most / 2, most - SEARCHED - 1));
        int paragraph = text.lastIndexOf('\n', end - 1) + 1;
        int sentence = text.lastIndexOf(SENTENCE_END, end - 1) + 1;
        int best = Math.max(paragraph, sentence);
        if (best > earliest) {
            end = best;
        }
        String rest = text.substring(end);
        String part = text.substring(0, end);
        if (part.endsWith("\n")) {
            part = part.substring(0, part.length() - 1);
        } else if (rest.startsWith("\n")) {
            rest = rest.substring(1);
        }
        return new Part(part, rest);
    }

    /** A text parted in two; the rest is empty when there is none. */
    record Part(String text, String rest) {}

    /** Where each line of a text ends. */
    private static List<Integer> lines(String text, double width, double size) {
        // A line loses up to a letter where a punctuation mark can't begin the next.
        double letters = Math.max(1, width > 8 * size ? Math.floor(width / size) - 0.7 : width / size);
        List<Integer> ends = new ArrayList<>();
        double used = 0;
        for (int index = 0; index < text.length(); ) {
            int point = text.codePointAt(index);
            int next = index + Character.charCount(point);
            if (point == '\n') {
                ends.add(next);
                used = 0;
            } else {
                double letter = point >= FIRST_WIDE || point >= FIRST_QUOTE && point < 0x2500 ? 1 : NARROW;
                if (used + letter > letters) {
                    ends.add(index);
                    used = 0;
                }
                used += letter;
            }
            index = next;
        }
        ends.add(text.length());
        return ends;
    }
}
