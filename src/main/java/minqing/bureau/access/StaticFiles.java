package minqing.bureau.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.web.header.HeaderWriter;

/**
 * Files that are the same for everybody and tell nothing, and how long a browser may keep them. A page names a file by an
 * address with a hash of its content in it: that one never changes. Every other address is asked again each time, which costs a
 * few bytes where nothing has changed, so that nobody works with the scripts of an earlier release.
 */
public final class StaticFiles {

    /** Folders whose files pages name by their hash. */
    public static final List<String> FOLDERS = List.of("css", "js", "images", "form");

    /** Files whose address must stay: a browser looks for what is new in them under the address it knows. */
    public static final List<String> SINGLE = List.of("/outing-worker.js", "/minqing.webmanifest", "/favicon.ico");

    /** Everything, as patterns of paths. */
    static final String[] PATTERNS = Stream.of(
                    FOLDERS.stream().map(folder -> "/" + folder + "/**"), Stream.of("/webjars/**"), SINGLE.stream())
            .flatMap(patterns -> patterns)
            .toArray(String[]::new);

    /** The same, and the pages' files of Camunda and of the description of REST, as the servlet container writes patterns. */
    public static final String[] TAGGED = Stream.of(
                    FOLDERS.stream().map(folder -> "/" + folder + "/*"),
                    Stream.of(
                            "/webjars/*", "/camunda/app/*", "/camunda/lib/*", "/camunda/favicon.ico", "/swagger-ui/*"),
                    SINGLE.stream())
            .flatMap(patterns -> patterns)
            .toArray(String[]::new);

    private static final Pattern HASHED = Pattern.compile(".*-[0-9a-f]{32}\\.[A-Za-z0-9]+");

    private static final String FOR_EVER =
            CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable().getHeaderValue();

    private static final String ASK_AGAIN = CacheControl.noCache().getHeaderValue();

    private static final String NEVER = CacheControl.noStore().getHeaderValue();

    /** Says how long the file may be kept. */
    static final HeaderWriter KEPT = StaticFiles::write;

    private StaticFiles() {}

    private static void write(HttpServletRequest request, HttpServletResponse response) {
        boolean there = response.getStatus() < HttpStatus.MULTIPLE_CHOICES.value()
                || response.getStatus() == HttpStatus.NOT_MODIFIED.value();
        // A file of a release that is not here, or not here yet, may be there in a moment.
        response.setHeader(
                HttpHeaders.CACHE_CONTROL,
                !there ? NEVER : HASHED.matcher(request.getRequestURI()).matches() ? FOR_EVER : ASK_AGAIN);
    }
}
