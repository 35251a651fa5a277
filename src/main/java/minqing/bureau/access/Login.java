package minqing.bureau.access;

import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;

/**
 * That somebody gave the right password. Only the name is kept in the session, groups are read anew for each request; and
 * what tells whether the password is still the same, for a login lasts no longer than the password it was made with.
 */
final class Login extends UsernamePasswordAuthenticationToken {

    private static final long serialVersionUID = 1L;

    private final String seal;

    /** @param seal what {@link minqing.bureau.organization.AccountRestrictions#passwordSeal} said of the password */
    Login(String account, String seal, @Nullable Object details) {
        super(account, null, AuthorityUtils.NO_AUTHORITIES);
        this.seal = seal;
        setDetails(details);
    }

    boolean isOf(String present) {
        return seal.equals(present);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Login login && super.equals(other) && seal.equals(login.seal);
    }

    @Override
    public int hashCode() {
        return 31 * super.hashCode() + seal.hashCode();
    }
}
