package minqing.bureau.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import minqing.bureau.organization.Account;
import minqing.bureau.organization.AccountRestrictions;
import minqing.bureau.organization.Directory;
import org.camunda.bpm.engine.IdentityService;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.authentication.logout.SecurityContextLogoutHandler;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Puts the account, with the groups it has now, in the place of the mere name that the login left, and tells the engine
 * who is asking for as long as the request lasts. Somebody whose account is gone is nobody from the next request on, and so
 * is whoever logged in with a password that is no longer the account's.
 */
class AccountFilter extends OncePerRequestFilter {

    private static final Set<String> OPEN_TO_ALL = Set.of(PasswordPage.PATH, "/logout", "/error");

    private final Directory directory;
    private final AccountRestrictions restrictions;
    private final AccessProblems problems;
    private final IdentityService identities;
    private final SecurityContextLogoutHandler logout = new SecurityContextLogoutHandler();

    AccountFilter(
            Directory directory,
            AccountRestrictions restrictions,
            AccessProblems problems,
            IdentityService identities) {
        this.directory = directory;
        this.restrictions = restrictions;
        this.problems = problems;
        this.identities = identities;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Authentication login = SecurityContextHolder.getContext().getAuthentication();
        if (login == null || login instanceof AnonymousAuthenticationToken || !login.isAuthenticated()) {
            chain.doFilter(request, response);
            return;
        }
        Optional<Account> account = directory.account(login.getName()).filter(found -> isStillGood(login, found));
        if (account.isEmpty()) {
            logout.logout(request, response, login);
            chain.doFilter(request, response);
            return;
        }
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(new AccountAuthentication(account.get(), login.getDetails()));
        SecurityContextHolder.setContext(context);
        identities.setAuthentication(
                account.get().id(), List.copyOf(account.get().groups()));
        try {
            if (isSentToThePassword(account.get(), request, response)) {
                return;
            }
            chain.doFilter(request, response);
        } finally {
            identities.clearAuthentication();
        }
    }

    /** Neither the account was shut since the login, nor its password changed: that ends what others may have begun with it. */
    private boolean isStillGood(Authentication login, Account account) {
        return !restrictions.isDisabled(account.id())
                && !(login instanceof Login made && !made.isOf(restrictions.passwordSeal(account.id())));
    }

    /** Whoever came in with a password for once chooses another before anything else. */
    private boolean isSentToThePassword(Account account, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        String path = CalledPath.of(request);
        if (OPEN_TO_ALL.contains(path) || !restrictions.isPasswordDue(account.id())) {
            return false;
        }
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        boolean page = HttpMethod.GET.matches(request.getMethod())
                && accept != null
                && accept.contains(MediaType.TEXT_HTML_VALUE)
                && !path.startsWith("/api/");
        if (page) {
            response.sendRedirect(request.getContextPath() + PasswordPage.PATH);
        } else {
            problems.write(request, response, HttpStatus.FORBIDDEN, "access.password.due");
        }
        return true;
    }

    /** The page that explains an error names the person, too. */
    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return false;
    }
}
