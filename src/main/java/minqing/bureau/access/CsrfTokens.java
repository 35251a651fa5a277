package minqing.bureau.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.CsrfTokenRequestAttributeHandler;
import org.springframework.security.web.csrf.CsrfTokenRequestHandler;
import org.springframework.security.web.csrf.XorCsrfTokenRequestAttributeHandler;

/**
 * The token that proves a change comes from our own page. Pages send it in a hidden field; scripts and clients with a
 * session copy the cookie into the header. A cookie instead of the session keeps a login page valid that lay open for
 * long, and needs no session for a visitor who has not logged in. Camunda's pages have a token and names of their own.
 */
final class CsrfTokens implements CsrfTokenRequestHandler {

    static final String COOKIE = "MINQING-CSRF";
    static final String HEADER = "X-CSRF-TOKEN";

    private final CsrfTokenRequestHandler plain = new CsrfTokenRequestAttributeHandler();
    private final CsrfTokenRequestHandler masked = new XorCsrfTokenRequestAttributeHandler();

    static CookieCsrfTokenRepository repository() {
        CookieCsrfTokenRepository repository = new CookieCsrfTokenRepository();
        repository.setCookieName(COOKIE);
        repository.setHeaderName(HEADER);
        repository.setCookieCustomizer(
                cookie -> cookie.httpOnly(false).sameSite("Lax").path("/"));
        return repository;
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, Supplier<CsrfToken> token) {
        // What a page shows is masked anew each time, so that compression gives nothing away (BREACH).
        masked.handle(request, response, token);
        // Loaded now, the cookie is set before any of the page is sent.
        CsrfToken unused = token.get();
    }

    /**
     * A form sends the masked token; a script the masked one of the page or the bare one of the cookie, which it also writes
     * into a form whose own token is from before the last login.
     */
    @Override
    public @Nullable String resolveCsrfTokenValue(HttpServletRequest request, CsrfToken token) {
        String unmasked = masked.resolveCsrfTokenValue(request, token);
        return unmasked == null ? plain.resolveCsrfTokenValue(request, token) : unmasked;
    }
}
