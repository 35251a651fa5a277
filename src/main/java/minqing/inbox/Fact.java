package minqing.inbox;

import org.jspecify.annotations.Nullable;

/**
 * Something known about a case.
 *
 * @param label Chinese name
 * @param value Chinese words, already masked for the reader
 * @param address the page that tells more of it, if there is one; a path of the application
 */
public record Fact(String label, String value, @Nullable String address) {

    /** A fact that leads nowhere. */
    public Fact(String label, String value) {
        this(label, value, null);
    }
}
