package minqing.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import minqing.organization.Account;
import minqing.organization.Directory;
import org.camunda.bpm.engine.IdentityService;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.authentication.logout.SecurityContextLogoutHandler;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Puts the account, with the groups it has now, in the place of the mere name that the login left, and tells the engine
 * who is asking for as long as the request lasts. Somebody whose account is gone is nobody from the next request on.
 */
class AccountFilter extends OncePerRequestFilter {

    private final Directory directory;
    private final IdentityService identities;
    private final SecurityContextLogoutHandler logout = new SecurityContextLogoutHandler();

    AccountFilter(Directory directory, IdentityService identities) {
        this.directory = directory;
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
        Optional<Account> account = directory.account(login.getName());
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
            chain.doFilter(request, response);
        } finally {
            identities.clearAuthentication();
        }
    }

    /** The page that explains an error names the person, too. */
    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return false;
    }
}
