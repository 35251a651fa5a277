package minqing.platform.document;

import java.util.List;

/**
 * The registers and the columns of their annexes, in the annex's order. The titles stand in {@code
 * messages/document.properties} below {@link #key()}.
 */
public enum Register {
    /** Annex 2. */
    LABOUR("name", "unit-position", "time", "place", "account", "remarks"),
    /** Annex 3. */
    RECEPTION("name", "unit", "position", "time", "place", "visitor", "matter", "account", "remarks"),
    /** Annex 4. */
    PROBLEM("name", "unit-position", "problem", "content", "resolution", "next-step", "remarks"),
    /** Annex 5. */
    FORUM("name", "unit", "position", "time", "place", "attendees", "topic", "account", "remarks"),
    /** The source counts diaries and has no form for them; this one is made after its others. */
    DIARY("name", "unit-position", "time", "place", "seen", "opinions", "reflections", "remarks");

    private final List<String> columns;

    Register(String... columns) {
        this.columns = List.of(columns);
    }

    /** The keys of its columns. */
    public List<String> columns() {
        return columns;
    }

    /** Where its words stand in the bundle. */
    String key() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
