package minqing.work.attachment;

import java.nio.charset.StandardCharsets;
import org.springframework.core.io.Resource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** How a kept file leaves the house: no browser and no proxy keeps it, and it may do nothing in our name. */
public final class FileAnswer {

    static final String NOT_KEPT = "private, no-store";
    static final String POLICY = "Content-Security-Policy";

    /**
     * Whatever a file holds, in our name it may do nothing: not run, not load, not send. The style is that with which a browser
     * centers a picture; its viewer for PDF is a page of the browser's own and starts in a sandbox as well.
     */
    static final String SANDBOX =
            "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; base-uri 'none'; form-action 'none'; sandbox";

    private FileAnswer() {}

    /** @param mediaType one of those under which files are kept */
    public static ResponseEntity<Resource> of(String name, String mediaType, Resource content) {
        ContentDisposition.Builder disposition =
                FileType.of(mediaType).orElseThrow().isShownInline()
                        ? ContentDisposition.inline()
                        : ContentDisposition.attachment();
        return ResponseEntity.ok()
                .header(HttpHeaders.CACHE_CONTROL, NOT_KEPT)
                .header(POLICY, SANDBOX)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        disposition
                                .filename(name, StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .contentType(MediaType.parseMediaType(mediaType))
                .body(content);
    }
}
