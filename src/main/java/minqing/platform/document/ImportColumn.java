package minqing.platform.document;

import java.util.List;

/**
 * A column that an import file has.
 *
 * @param key how the feature names it
 * @param title what stands above it; spaces in it are spread as one likes
 * @param required whether every row has a value
 * @param longest how many characters a text may have
 * @param choices the only texts allowed, where {@code kind} is a choice
 * @param note what the template says of it, empty for nothing
 */
public record ImportColumn(
        String key, String title, Kind kind, boolean required, int longest, List<String> choices, String note) {

    public ImportColumn {
        choices = List.copyOf(choices);
    }

    /** What a cell holds. */
    public enum Kind {
        TEXT,
        DATE,
        /** A number of persons or things, 0 or more. */
        COUNT,
        CHOICE
    }

    /** A text that every row has. */
    public static ImportColumn text(String key, String title, int longest) {
        return new ImportColumn(key, title, Kind.TEXT, true, longest, List.of(), "");
    }

    /** A date that every row has. */
    public static ImportColumn date(String key, String title) {
        return new ImportColumn(key, title, Kind.DATE, true, 0, List.of(), "");
    }

    /** A number that every row has. */
    public static ImportColumn count(String key, String title) {
        return new ImportColumn(key, title, Kind.COUNT, true, 0, List.of(), "");
    }

    /** One of several texts. */
    public static ImportColumn choice(String key, String title, List<String> choices) {
        return new ImportColumn(key, title, Kind.CHOICE, true, 0, choices, "");
    }

    /** The same, but a row may leave it empty, and a file may lack it. */
    public ImportColumn optional() {
        return new ImportColumn(key, title, kind, false, longest, choices, note);
    }

    /** The same with a word of explanation. */
    public ImportColumn explained(String words) {
        return new ImportColumn(key, title, kind, required, longest, choices, words);
    }
}
