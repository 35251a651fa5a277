package minqing.platform.document;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.BitSet;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;

/**
 * The typefaces that a PDF carries, below {@code /fonts}: Noto Serif SC for titles, Minqing Kai (LXGW WenKai) for the
 * text, each standing in for a character the other lacks. A font that was read once serves one document at a time.
 */
final class Fonts {

    private static final int LAST_CODE_POINT = 0x3FFFF;
    private static final byte[] TITLE = bytes("/fonts/NotoSerifSC-SemiBold.ttf");
    private static final byte[] TEXT = bytes("/fonts/MinqingKai-Regular.ttf");
    private static final ConcurrentLinkedDeque<Pair> IDLE = new ConcurrentLinkedDeque<>();
    private static final BitSet KNOWN = known();

    private Fonts() {}

    /** A pair nobody else has; give it back when the document is done. */
    static Pair take() {
        Pair pair = IDLE.poll();
        return pair == null ? new Pair(parse(TITLE), parse(TEXT)) : pair;
    }

    /** Keeps as many as can work at once. */
    static void giveBack(Pair pair) {
        if (IDLE.size() < Runtime.getRuntime().availableProcessors()) {
            IDLE.push(pair);
        }
    }

    /** Whether a typeface has the character, or it has no look. */
    static boolean canShow(int point) {
        return KNOWN.get(point) || Character.isWhitespace(point) || isSilent(point);
    }

    /** Characters that only change how a neighbour looks. */
    static boolean isSilent(int point) {
        return Character.getType(point) == Character.FORMAT
                || point >= 0xFE00 && point <= 0xFE0F
                || point >= 0xE0100 && point <= 0xE01EF;
    }

    private static BitSet known() {
        BitSet known = new BitSet(LAST_CODE_POINT + 1);
        Pair pair = take();
        add(pair.title(), known);
        add(pair.text(), known);
        giveBack(pair);
        return known;
    }

    private static void add(TrueTypeFont font, BitSet known) {
        try {
            CmapLookup glyphs = font.getUnicodeCmapLookup();
            for (int point = ' '; point <= LAST_CODE_POINT; point++) {
                if (glyphs.getGlyphId(point) > 0) {
                    known.set(point);
                }
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static TrueTypeFont parse(byte[] font) {
        try {
            return new TTFParser().parse(new RandomAccessReadBuffer(font));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static byte[] bytes(String path) {
        try (InputStream font = Fonts.class.getResourceAsStream(path)) {
            if (font == null) {
                throw new IllegalStateException("there is no " + path);
            }
            return font.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Both typefaces. */
    record Pair(TrueTypeFont title, TrueTypeFont text) {}
}
