package minqing.bureau.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.savedrequest.SimpleSavedRequest;
import org.springframework.stereotype.Component;

/** What somebody hears who is not logged in: a page leads to the login, a call is answered 401. */
@Component
class EntryPoints {

    private static final String CHALLENGE = "Basic realm=\"Minqing\", charset=\"UTF-8\"";

    /** Where the session is asked for the page to go to after the login. */
    private static final String AFTER_LOGIN = "SPRING_SECURITY_SAVED_REQUEST";

    /** A form says with this that the browser keeps what is written in it ({@code js/draft.js}). */
    private static final String DRAFT = "_draft";

    private final AccessProblems problems;
    private final AuthenticationEntryPoint login = loginAt("/login");
    private final AuthenticationEntryPoint expired = loginAt("/login?expired");
    private final AuthenticationEntryPoint kept = loginAt("/login?expired=kept");
    private final AuthenticationEntryPoint lost = loginAt("/login?expired=lost");

    EntryPoints(AccessProblems problems) {
        this.problems = problems;
    }

    /** The host by which a request says to have come may be anybody's: the browser knows its own. */
    private static AuthenticationEntryPoint loginAt(String address) {
        LoginUrlAuthenticationEntryPoint login = new LoginUrlAuthenticationEntryPoint(address);
        login.setFavorRelativeUris(true);
        return login;
    }

    /** For pages. A fragment that a script fetches would swallow the login page, so the script is told to go there. */
    AuthenticationEntryPoint pages() {
        return (request, response, refusal) -> {
            if (request.getHeader("HX-Request") != null) {
                response.setHeader("HX-Redirect", request.getContextPath() + "/login");
                response.setStatus(HttpStatus.UNAUTHORIZED.value());
            } else if (isScript(request)) {
                call(request, response, refusal);
            } else if (isSentFromAPage(request)) {
                comeBack(request);
                (request.getParameter(DRAFT) == null ? lost : kept).commence(request, response, refusal);
            } else if (hasEnded(request)) {
                expired.commence(request, response, refusal);
            } else {
                login.commence(request, response, refusal);
            }
        };
    }

    private static boolean isSentFromAPage(HttpServletRequest request) {
        return HttpMethod.POST.matches(request.getMethod());
    }

    private static boolean hasEnded(HttpServletRequest request) {
        return request.getRequestedSessionId() != null && !request.isRequestedSessionIdValid();
    }

    /** What was sent can't be sent again after the login; the page it was written on can be opened again. */
    private static void comeBack(HttpServletRequest request) {
        OwnPages.page(request)
                .ifPresent(page -> request.getSession().setAttribute(AFTER_LOGIN, new SimpleSavedRequest(page)));
    }

    /** For REST and Camunda's own calls. */
    AuthenticationEntryPoint calls() {
        return this::call;
    }

    private void call(HttpServletRequest request, HttpServletResponse response, AuthenticationException refusal)
            throws IOException {
        if (!isBrowser(request)) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, CHALLENGE);
        }
        problems.write(request, response, HttpStatus.UNAUTHORIZED, "access.unauthorized");
    }

    private static boolean isScript(HttpServletRequest request) {
        return "XMLHttpRequest".equals(request.getHeader("X-Requested-With"));
    }

    /**
     * A browser must not be asked for Basic credentials: it would pop up a login of its own, keep what is typed there,
     * and send it along with whatever another site makes it send.
     */
    private static boolean isBrowser(HttpServletRequest request) {
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        return request.getHeader("Sec-Fetch-Mode") != null
                || isScript(request)
                || (accept != null && accept.contains("text/html"));
    }
}
