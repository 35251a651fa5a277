package minqing.bureau.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import minqing.bureau.access.CalledPath;
import minqing.bureau.access.CurrentUser;
import org.springframework.boot.web.servlet.filter.OrderedFilter;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * A call may say whose work it brings, in the header {@code Minqing-Account}. What one person wrote on a device that several
 * use is not taken under another's login: the call is answered 409, nothing is done, and the device goes on keeping it.
 */
@Component
class SentFor extends OncePerRequestFilter implements OrderedFilter {

    static final String HEADER = "Minqing-Account";

    private final CurrentUser user;
    private final ProblemJson problems;

    SentFor(CurrentUser user, ProblemJson problems) {
        this.user = user;
        this.problems = problems;
    }

    /** Behind the login, and before anything is done. */
    @Override
    public int getOrder() {
        return LOWEST_PRECEDENCE - 30;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getHeader(HEADER) == null || !CalledPath.of(request).startsWith("/api/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String meant = request.getHeader(HEADER);
        if (user.find().filter(account -> account.id().equals(meant)).isEmpty()) {
            problems.write(request, response, Answer.of(HttpStatus.CONFLICT, "web.sent-for"));
            return;
        }
        chain.doFilter(request, response);
    }
}
