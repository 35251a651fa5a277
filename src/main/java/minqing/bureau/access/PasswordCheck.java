package minqing.bureau.access;

import java.util.stream.IntStream;
import minqing.bureau.organization.AccountRestrictions;
import org.camunda.bpm.engine.IdentityService;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;

/**
 * Asks the engine whether name and password belong together. Unknown, wrong and locked are one answer, so that nobody
 * learns who has an account.
 */
@Component
class PasswordCheck implements AuthenticationProvider {

    private static final int DOORS = 64;

    private final IdentityService identities;
    private final AccountRestrictions restrictions;

    /** One attempt at a time for each account: many at once would all be counted as the first failure. */
    private final Object[] doors =
            IntStream.range(0, DOORS).mapToObj(number -> new Object()).toArray();

    PasswordCheck(IdentityService identities, AccountRestrictions restrictions) {
        this.identities = identities;
        this.restrictions = restrictions;
    }

    @Override
    public Authentication authenticate(Authentication attempt) {
        String id = attempt.getName().strip();
        String password =
                attempt.getCredentials() == null ? "" : attempt.getCredentials().toString();
        // Of the password there is before the check: one that is changed meanwhile makes this login end at once.
        String seal = restrictions.passwordSeal(id);
        boolean right;
        synchronized (doors[Math.floorMod(id.hashCode(), DOORS)]) {
            right = identities.checkPassword(id, password);
        }
        if (!right) {
            throw new BadCredentialsException("name and password do not belong together, or the account is locked");
        }
        return new Login(id, seal, attempt.getDetails());
    }

    @Override
    public boolean supports(Class<?> kind) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(kind);
    }
}
