package minqing.access;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import minqing.organization.Directory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.SavedRequestAwareAuthenticationSuccessHandler;
import org.springframework.security.web.savedrequest.RequestCache;
import org.springframework.security.web.savedrequest.SavedRequest;

/** Leads to the page that was asked for before the login; where that is the workbench or none, to the person's first page. */
final class LoginDone extends SavedRequestAwareAuthenticationSuccessHandler {

    private final Directory directory;
    private final ObjectProvider<FirstPage> pages;
    private final RequestCache asked;

    LoginDone(Directory directory, ObjectProvider<FirstPage> pages, RequestCache asked) {
        this.directory = directory;
        this.pages = pages;
        this.asked = asked;
        setDefaultTargetUrl("/");
        setRequestCache(asked);
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
