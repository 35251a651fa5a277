package minqing.work.attachment;

import java.text.Normalizer;
import java.util.Locale;
import org.springframework.util.StringUtils;

/**
 * Makes the name under which a file came into one that can be shown and saved under. It is never a path here; the person
 * who saves the file may have a system that takes it for one.
 */
final class FileNames {

    /** Without the ending. Systems allow 255 bytes; Chinese takes three a character, and there may be a copy's number. */
    private static final int LONGEST = 70;

    private static final int LONGEST_ENDING = 10;

    private FileNames() {}

    /**
     * The name with the ending that its content deserves.
     *
     * @param sent as the client sent it; anything
     * @param unnamed what a file is called that has no name
     */
    static String of(String sent, FileType type, String unnamed) {
        String name = plain(sent);
        String ending = ending(name);
        if (type.extensions().contains(ending)) {
            name = name.substring(0, name.length() - ending.length() - 1);
        } else {
            boolean replaced = !ending.isEmpty() && FileTypes.knows(ending);
            name = replaced ? name.substring(0, name.length() - ending.length() - 1) : name;
            ending = type.extensions().get(0);
        }
        String stem = trimmed(shortened(trimmed(name)));
        return (stem.isEmpty() ? unnamed : stem) + "." + ending;
    }

    /** The ending in small letters, without the dot; empty if there is none. */
    static String ending(String name) {
        String ending = StringUtils.getFilenameExtension(name.strip());
        boolean plain = ending != null
                && ending.length() <= LONGEST_ENDING
                && ending.chars().allMatch(character -> character < 128 && Character.isLetterOrDigit(character));
        return plain && ending != null ? ending.toLowerCase(Locale.ROOT) : "";
    }

    /** Without folders, and without what cannot be seen or turns the text around: a name must read as it is. */
    private static String plain(String sent) {
        String last = sent.substring(Math.max(sent.lastIndexOf('/'), sent.lastIndexOf('\\')) + 1);
        StringBuilder plain = new StringBuilder();
        Normalizer.normalize(last, Normalizer.Form.NFC).codePoints().forEach(point -> {
            switch (Character.getType(point)) {
                case Character.CONTROL,
                        Character.FORMAT,
                        Character.SURROGATE,
                        Character.PRIVATE_USE,
                        Character.UNASSIGNED -> {}
                case Character.SPACE_SEPARATOR, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                    plain.append(' ');
                default -> plain.appendCodePoint("<>:\"|?*".indexOf(point) < 0 ? point : '_');
            }
        });
        return plain.toString().replaceAll("[ .]+$", "");
    }

    /** Neither hidden nor ending in what some systems drop. */
    private static String trimmed(String name) {
        return name.replaceAll("^[ .]+", "").replaceAll("[ .]+$", "");
    }

    private static String shortened(String name) {
        return name.codePointCount(0, name.length()) <= LONGEST
                ? name
                : name.substring(0, name.offsetByCodePoints(0, LONGEST));
    }
}
