package minqing.bureau.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import minqing.bureau.organization.Account;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.webapp.impl.security.auth.AuthenticationUtil;
import org.camunda.bpm.webapp.impl.security.auth.Authentications;
import org.camunda.bpm.webapp.impl.security.auth.UserAuthentication;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Hands the person over to Tasklist, Cockpit and Admin: whoever is logged in here is logged in there, with the groups of
 * this moment, and nobody else is. It does for every request below {@code /camunda} what the engine's own
 * container-based filter does for some of them, and replaces whoever the session knew before.
 */
class WebappSignOn extends OncePerRequestFilter {

    private static final Pattern PAGE =
            Pattern.compile("/camunda/(?:app/(tasklist|cockpit|admin)/[^/]+/|api/(cockpit)/.*)");

    private final ProcessEngine engine;

    WebappSignOn(ProcessEngine engine) {
        this.engine = engine;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (SecurityContextHolder.getContext().getAuthentication() instanceof AccountAuthentication login) {
            // The webapps set the engine's user themselves, and ask for rights as nobody.
            engine.getIdentityService().clearAuthentication();
            Authentications known = AuthenticationUtil.getAuthsFromSession(request.getSession());
            UserAuthentication person =
                    known.getAuthenticationForProcessEngine(engine.getName()) instanceof UserAuthentication user
                            ? user
                            : null;
            if (person == null || !isSame(person, login.getPrincipal())) {
                person = AuthenticationUtil.createAuthentication(
                        engine,
                        login.getName(),
                        List.copyOf(login.getPrincipal().groups()),
                        List.of());
                known.addOrReplace(person);
            }
            requireRight(request, person);
        }
        chain.doFilter(request, response);
    }

    private static boolean isSame(@Nullable UserAuthentication known, Account account) {
        return known != null
                && known.getIdentityId().equals(account.id())
                && Set.copyOf(known.getGroupIds()).equals(account.groups());
    }

    /**
     * Camunda would answer with a bare status; the refusal becomes a page that says where to go instead. What Cockpit asks
     * for is answered to whoever may open it; the engine itself would tell everybody how many cases there are.
     */
    private static void requireRight(HttpServletRequest request, UserAuthentication person) {
        Matcher page = PAGE.matcher(CalledPath.of(request));
        if (page.matches()) {
            String webapp = page.group(1) == null ? page.group(2) : page.group(1);
            if (!new HashSet<>(person.getAuthorizedApps()).contains(webapp)) {
                throw new AccessDeniedException("no right to " + webapp);
            }
        }
    }
}
