package minqing.bureau.access;

import java.util.Optional;
import minqing.bureau.organization.Account;
import org.springframework.security.authentication.AuthenticationCredentialsNotFoundException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/** The person who is asking, on a page or over REST. */
@Component
public class CurrentUser {

    CurrentUser() {}

    /**
     * The person logged in.
     *
     * @throws AuthenticationCredentialsNotFoundException when nobody is; behind the login that does not happen
     */
    public Account get() {
        return find().orElseThrow(() -> new AuthenticationCredentialsNotFoundException("nobody is logged in"));
    }

    /** The person logged in; empty on the open pages and in work that no request started. */
    public Optional<Account> find() {
        return SecurityContextHolder.getContext().getAuthentication() instanceof AccountAuthentication authentication
                ? Optional.of(authentication.getPrincipal())
                : Optional.empty();
    }
}
