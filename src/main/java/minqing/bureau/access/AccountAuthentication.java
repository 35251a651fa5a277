package minqing.bureau.access;

import java.util.Collection;
import java.util.List;
import minqing.bureau.organization.Account;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/** Who is asking, with the groups held at this very request. It lives as long as the request and is kept nowhere. */
final class AccountAuthentication extends AbstractAuthenticationToken {

    private static final long serialVersionUID = 1L;

    private final transient Account account;

    AccountAuthentication(Account account, @Nullable Object details) {
        super(authorities(account));
        this.account = account;
        setDetails(details);
        setAuthenticated(true);
    }

    private static Collection<GrantedAuthority> authorities(Account account) {
        return List.copyOf(
                account.groups().stream().map(SimpleGrantedAuthority::new).toList());
    }

    @Override
    public Account getPrincipal() {
        return account;
    }

    @Override
    public Object getCredentials() {
        return "";
    }

    @Override
    public String getName() {
        return account.id();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
