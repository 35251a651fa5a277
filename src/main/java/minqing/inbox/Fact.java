package minqing.inbox;

import org.jspecify.annotations.Nullable;

/**
 * Something known about a case.
 *
 * @param label Chinese name
 * @param value Chinese words, already masked for the reader
 * @param address of the page of what is named, if the reader may open it
 */
public record Fact(String label, String value, @Nullable String address) {

    /** A fact that leads nowhere. */
    public Fact(String label, String value) {
        this(label, value, null);
    }
}
