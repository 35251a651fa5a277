package minqing.bureau.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.authentication.logout.SecurityContextLogoutHandler;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.filter.OncePerRequestFilter;

/** Whoever signs out of Tasklist, Cockpit or Admin is signed out everywhere, once Camunda has checked its token. */
class WebappSignOut extends OncePerRequestFilter {

    private final RequestMatcher signOut;
    private final SecurityContextLogoutHandler logout = new SecurityContextLogoutHandler();

    WebappSignOut(RequestMatcher signOut) {
        this.signOut = signOut;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        chain.doFilter(request, response);
        if (signOut.matches(request) && response.getStatus() < HttpServletResponse.SC_MULTIPLE_CHOICES) {
            logout.logout(request, response, SecurityContextHolder.getContext().getAuthentication());
        }
    }
}
