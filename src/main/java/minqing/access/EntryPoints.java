package minqing.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.stereotype.Component;

/** What somebody hears who is not logged in: a page leads to the login, a call is answered 401. */
@Component
class EntryPoints {

    private static final String CHALLENGE = "Basic realm=\"Minqing\", charset=\"UTF-8\"";

    private final AccessProblems problems;
    private final LoginUrlAuthenticationEntryPoint login = new LoginUrlAuthenticationEntryPoint("/login");

    EntryPoints(AccessProblems problems) {
        this.problems = problems;
        login.setFavorRelativeUris(true);
    }

    /** For pages. A fragment that a script fetches would swallow the login page, so the script is told to go there. */
    AuthenticationEntryPoint pages() {
        return (request, response, refusal) -> {
            if (request.getHeader("HX-Request") != null) {
                response.setHeader("HX-Redirect", request.getContextPath() + "/login");
                response.setStatus(HttpStatus.UNAUTHORIZED.value());
            } else if (isScript(request)) {
                call(request, response, refusal);
            } else {
                login.commence(request, response, refusal);
            }
        };
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
