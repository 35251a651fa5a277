package minqing.document;

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
    private static final double EDGE = 8;

    private Lines() {}

    /** The height of a text in points, rather too much than too little. */
    static double height(String text, double width, double size) {
        return count(text, width, size) * size * Form.LINE_HEIGHT + EDGE;
    }

    private static int count(String text, double width, double size) {
        return lines(text, width, size).size();
    }

    /**
     * A text in parts of so many lines each. Together they are the text, but for a line break between two parts; a part
     * ends with a paragraph or a sentence where there is one in its second half.
     */
    static List<String> split(String text, double width, double size, int most) {
        List<String> parts = new ArrayList<>();
        int start = 0;
        while (start < text.length()) {
            List<Integer> lines = lines(text.substring(start), width, size);
            if (lines.size() <= most) {
                break;
            }
            int end = start + lines.get(most - 1);
            int middle = start + lines.get(most / 2);
            int paragraph = text.lastIndexOf('\n', end - 1);
            int sentence = text.lastIndexOf(SENTENCE_END, end - 1) + 1;
            if (paragraph > middle) {
                end = paragraph + 1;
            } else if (sentence > middle) {
                end = sentence;
            }
            String part = text.substring(start, end);
            parts.add(part.endsWith("\n") ? part.substring(0, part.length() - 1) : part);
            start = end;
        }
        parts.add(text.substring(start));
        return parts;
    }

    /** Where each line of a text ends. */
    private static List<Integer> lines(String text, double width, double size) {
        // A line loses up to a letter where a punctuation mark can't begin the next.
        double letters = Math.max(1, Math.floor(width / size) - (width > 8 * size ? 0.7 : 0));
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
