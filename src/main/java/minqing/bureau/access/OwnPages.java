package minqing.bureau.access;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** Whether a request was made by a page of this application, as far as the browser says so. */
final class OwnPages {

    private OwnPages() {}

    /** False if the browser says that another site made the request, or nothing at all. */
    static boolean sent(HttpServletRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null) {
            return site.equals("same-origin");
        }
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        return isOwn(request, origin == null ? request.getHeader(HttpHeaders.REFERER) : origin);
    }

    /**
     * The page of ours that made the request, as an address inside this application, without the context path. It can lead
     * nowhere else: of what the browser names, only path and query are taken.
     */
    static Optional<String> page(HttpServletRequest request) {
        String referer = request.getHeader(HttpHeaders.REFERER);
        if (!isOwn(request, referer)) {
            return Optional.empty();
        }
        URI page = URI.create(referer);
        String path = page.getRawPath();
        String context = request.getContextPath();
        if (path == null || !path.startsWith(context + "/")) {
            return Optional.empty();
        }
        String inside = path.substring(context.length());
        if (inside.startsWith("//") || inside.contains("\\") || inside.startsWith("/login")) {
            return Optional.empty();
        }
        return Optional.of(page.getRawQuery() == null ? inside : inside + "?" + page.getRawQuery());
    }

    private static boolean isOwn(HttpServletRequest request, @Nullable String address) {
        if (address == null) {
            return false;
        }
        try {
            URI uri = new URI(address);
            return request.getServerName().equalsIgnoreCase(uri.getHost()) && request.getServerPort() == port(uri);
        } catch (URISyntaxException unreadable) {
            return false;
        }
    }

    private static int port(URI uri) {
        if (uri.getPort() >= 0) {
            return uri.getPort();
        }
        return "https".equals(uri.getScheme()) ? 443 : 80;
    }
}
