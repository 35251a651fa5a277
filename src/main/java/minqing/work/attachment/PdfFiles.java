package minqing.work.attachment;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import minqing.platform.document.FileBudget;
import minqing.platform.document.OverBudget;

/**
 * Refuses PDF files that run something when they are opened. It looks for the names of such actions wherever a reader
 * would find them: in the open, and in the compressed streams that hold objects. What it can't look into is refused.
 */
final class PdfFiles {

    private static final List<String> ACTIONS = List.of("/JavaScript", "/Launch", "/ImportData", "/RichMedia");

    private static final String STREAM = "stream";

    /** What a stream says of itself that holds objects. */
    private static final String OBJECTS = "/ObjStm";

    /** Ways to write a stream that no program uses for objects, and that would have to be undone before looking. */
    private static final List<String> DISGUISES =
            List.of("/LZW", "/ASCII", "/RunLength", "/Crypt", "/AHx", "/A85", "/RL", "/Predictor");

    /** A compressed stream can claim to be a thousand times its size; all together they get this much. */
    private static final long LARGEST_OBJECTS = 64L * 1024 * 1024;

    private static final int PIECE = 64 * 1024;

    /** Longer than any name, so that none is cut in two by the end of a piece. */
    private static final int OVERLAP = 64;

    private PdfFiles() {}

    static void requireHarmless(byte[] content, FileBudget budget) throws RefusedFile {
        String file = new String(content, StandardCharsets.ISO_8859_1);
        if (file.contains("/Encrypt")) {
            throw new RefusedFile("attachment.pdf-encrypted");
        }
        requireNoAction(file);
        Objects objects = new Objects(content, budget);
        int seen = 0;
        int from = 0;
        for (int at = file.indexOf(STREAM); at >= 0; at = file.indexOf(STREAM, from)) {
            String dictionary = plain(file.substring(from, at));
            from = at + STREAM.length();
            int named = count(dictionary, OBJECTS);
            if (named > 0) {
                seen += named;
                objects.lookInto(afterLineEnd(content, from), dictionary);
            }
        }
        if (seen != count(plain(file), OBJECTS)) {
            throw new RefusedFile("attachment.pdf-unreadable");
        }
    }

    private static int count(String text, String word) {
        int count = 0;
        for (int at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length())) {
            count++;
        }
        return count;
    }

    private static void requireNoAction(String text) throws RefusedFile {
        String plain = plain(text);
        if (ACTIONS.stream().anyMatch(plain::contains)) {
            throw new RefusedFile("attachment.pdf-actions");
        }
    }

    /** Names may be written with their characters as numbers: {@code /Java#53cript}. */
    private static String plain(String text) {
        if (text.indexOf('#') < 0) {
            return text;
        }
        StringBuilder plain = new StringBuilder(text.length());
        for (int at = 0; at < text.length(); at++) {
            char character = text.charAt(at);
            int high = at + 2 < text.length() ? Character.digit(text.charAt(at + 1), 16) : -1;
            int low = at + 2 < text.length() ? Character.digit(text.charAt(at + 2), 16) : -1;
            if (character == '#' && high >= 0 && low >= 0) {
                plain.append((char) (high * 16 + low));
                at += 2;
            } else {
                plain.append(character);
            }
        }
        return plain.toString();
    }

    private static int afterLineEnd(byte[] content, int at) {
        int after = at;
        if (after < content.length && content[after] == '\r') {
            after++;
        }
        if (after < content.length && content[after] == '\n') {
            after++;
        }
        return after;
    }

    /** The compressed streams of a file that hold objects. */
    private static final class Objects {

        private final byte[] content;
        private final FileBudget budget;
        private long unpacked;

        Objects(byte[] content, FileBudget budget) {
            this.content = content;
            this.budget = budget;
        }

        void lookInto(int from, String dictionary) throws RefusedFile {
            if (!dictionary.contains("/Filter")) {
                return; // It stands in the open and has been looked at.
            }
            if (DISGUISES.stream().anyMatch(dictionary::contains) || count(dictionary, "/Fl") != 1) {
                throw new RefusedFile("attachment.pdf-unreadable");
            }
            Inflater inflater = new Inflater();
            try {
                inflater.setInput(content, from, content.length - from);
                byte[] piece = new byte[PIECE];
                String rest = "";
                while (!inflater.finished()) {
                    int read = inflater.inflate(piece);
                    unpacked += read;
                    if (read == 0 || unpacked > LARGEST_OBJECTS) {
                        throw new RefusedFile("attachment.pdf-unreadable");
                    }
                    // All of them against the whole file: many that each shrink well are one that does.
                    budget.spend(read, unpacked, content.length);
                    String text = rest + new String(piece, 0, read, StandardCharsets.ISO_8859_1);
                    requireNoAction(text);
                    rest = text.substring(Math.max(0, text.length() - OVERLAP));
                }
            } catch (OverBudget costly) {
                throw RefusedFile.of(costly);
            } catch (DataFormatException broken) {
                throw new RefusedFile("attachment.pdf-unreadable");
            } finally {
                inflater.end();
            }
        }
    }
}
