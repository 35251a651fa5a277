package minqing.platform.document;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What is not content.
 *
 * @param createdAt the moment the document states as its creation; the same content with the same moment gives the same
 *     bytes
 * @param watermark who took the document out, where it shows what is masked for others; null for none
 */
public record OutputOptions(Instant createdAt, @Nullable Watermark watermark) {

    /** Without a watermark. */
    public static OutputOptions at(Instant createdAt) {
        return new OutputOptions(createdAt, null);
    }

    /** With the reader's name and the date across every page. */
    public OutputOptions markedFor(String reader, LocalDate on) {
        return new OutputOptions(createdAt, new Watermark(reader, on));
    }

    /** The reader's name and the day of reading. */
    public record Watermark(String reader, LocalDate on) {}
}
