package minqing.bureau.access;

import jakarta.servlet.http.HttpServletRequest;
import java.util.stream.Collectors;
import org.springframework.http.server.PathContainer;
import org.springframework.http.server.RequestPath;

/**
 * What a request asks for, read as the login and the controllers read it. A letter may be sent as {@code %61}: whoever looks
 * at the address as it was sent lets through what others then serve.
 */
public final class CalledPath {

    private CalledPath() {}

    /** The path inside this application, decoded, without parameters of its parts. */
    public static String of(HttpServletRequest request) {
        return of(request.getRequestURI(), request.getContextPath());
    }

    /**
     * The same of an address that is told in words.
     *
     * @param context the path at which the application stands
     */
    public static String of(String address, String context) {
        try {
            return RequestPath.parse(address, context).pathWithinApplication().elements().stream()
                    .map(element -> element instanceof PathContainer.PathSegment segment
                            ? segment.valueToMatch()
                            : element.value())
                    .collect(Collectors.joining());
        } catch (IllegalArgumentException | IllegalStateException unreadable) {
            // Nothing is served at an address that cannot be decoded.
            return address;
        }
    }
}
