package minqing.administration;

import minqing.access.CurrentUser;
import minqing.fault.Forbidden;
import minqing.organization.Account;
import minqing.organization.Role;
import org.springframework.stereotype.Component;

/** The administrator who is asking. */
@Component
class Administrator {

    private final CurrentUser user;

    Administrator(CurrentUser user) {
        this.user = user;
    }

    /**
     * The administrator's login name.
     *
     * @throws Forbidden when the person is none
     */
    String get() {
        Account account = user.get();
        if (!account.is(Role.ADMINISTRATOR)) {
            throw new Forbidden("administration.forbidden");
        }
        return account.id();
    }
}
