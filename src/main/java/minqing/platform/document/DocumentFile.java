package minqing.platform.document;

import java.nio.charset.StandardCharsets;
import org.springframework.http.ContentDisposition;

/**
 * A document ready to be sent.
 *
 * @param name with its extension
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, only sent
public record DocumentFile(String name, Format format, byte[] content) {

    /** The value of the header {@code Content-Type}. */
    public String mediaType() {
        return format.mediaType();
    }

    /** The value of the header {@code Content-Disposition}: to be saved, under its Chinese name. */
    public String contentDisposition() {
        return ContentDisposition.attachment()
                .filename(name, StandardCharsets.UTF_8)
                .build()
                .toString();
    }
}
