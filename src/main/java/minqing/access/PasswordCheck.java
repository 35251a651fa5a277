package minqing.access;

import java.util.stream.IntStream;
import org.camunda.bpm.engine.IdentityService;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.stereotype.Component;

/**
 * Asks the engine whether name and password belong together. Unknown, wrong and locked are one answer, so that nobody
 * learns who has an account.
 */
@Component
class PasswordCheck implements AuthenticationProvider {

    private static final int DOORS = 64;

    private final IdentityService identities;

    /** One attempt at a time for each account: many at once would all be counted as the first failure. */
    private final Object[] doors =
            IntStream.range(0, DOORS).mapToObj(number -> new Object()).toArray();

    PasswordCheck(IdentityService identities) {
        this.identities = identities;
    }

    @Override
    public Authentication authenticate(Authentication attempt) {
        String id = attempt.getName().strip();
        String password =
                attempt.getCredentials() == null ? "" : attempt.getCredentials().toString();
        boolean right;
        synchronized (doors[Math.floorMod(id.hashCode(), DOORS)]) {
            right = identities.checkPassword(id, password);
        }
        if (!right) {
            throw new BadCredentialsException("name and password do not belong together, or the account is locked");
        }
        // Only the name is kept in the session; groups are read anew for each request.
        return UsernamePasswordAuthenticationToken.authenticated(id, null, AuthorityUtils.NO_AUTHORITIES);
    }

    @Override
    public boolean supports(Class<?> kind) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(kind);
    }
}
