package minqing.bureau.access;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;
import minqing.bureau.organization.Directory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.SavedRequestAwareAuthenticationSuccessHandler;
import org.springframework.security.web.savedrequest.RequestCache;
import org.springframework.security.web.savedrequest.SavedRequest;
import org.springframework.web.util.UriComponents;
import org.springframework.web.util.UriComponentsBuilder;

/** Leads to the page that was asked for before the login; where that is the workbench or none, to the person's first page. */
final class LoginDone extends SavedRequestAwareAuthenticationSuccessHandler {

    /** Two of them would begin the name of a host. */
    private static final Pattern LEADING_SLASHES = Pattern.compile("^/+");

    private final Directory directory;
    private final ObjectProvider<FirstPage> pages;
    private final RequestCache asked;

    LoginDone(Directory directory, ObjectProvider<FirstPage> pages, RequestCache asked) {
        this.directory = directory;
        this.pages = pages;
        this.asked = asked;
        setDefaultTargetUrl("/");
        setRequestCache(asked);
        setRedirectStrategy(LoginDone::withoutHost);
    }

    @Override
    public void onAuthenticationSuccess(
            HttpServletRequest request, HttpServletResponse response, Authentication authentication)
            throws ServletException, IOException {
        SavedRequest before = asked.getRequest(request, response);
        boolean free = before == null || path(before.getRedirectUrl()).equals(request.getContextPath() + "/");
        Optional<String> first = free ? first(authentication.getName()) : Optional.empty();
        if (first.isEmpty()) {
            super.onAuthenticationSuccess(request, response, authentication);
            return;
        }
        asked.removeRequest(request, response);
        clearAuthenticationAttributes(request);
        getRedirectStrategy().sendRedirect(request, response, first.get());
    }

    /** The page asked for, without the host by which that was: a client can send any. */
    private static void withoutHost(HttpServletRequest request, HttpServletResponse response, String target)
            throws IOException {
        UriComponents address = UriComponentsBuilder.fromUriString(target).build();
        String path = target.startsWith("/") ? request.getContextPath() + address.getPath() : address.getPath();
        String query = address.getQuery() == null ? "" : "?" + address.getQuery();
        response.sendRedirect(
                "/" + LEADING_SLASHES.matcher(String.valueOf(path)).replaceFirst("") + query);
    }

    /** Cut out by hand: what a browser asked for may be no address in the strict sense. */
    private static String path(String address) {
        String whole = address.split("[?#]", 2)[0];
        int host = whole.indexOf("://");
        return host < 0 ? whole : whole.substring(Math.max(0, whole.indexOf('/', host + 3)));
    }

    private Optional<String> first(String id) {
        return directory
                .account(id)
                .flatMap(account -> pages.orderedStream()
                        .flatMap(page -> page.of(account).stream())
                        .findFirst());
    }
}
