package minqing.bureau.administration;

import minqing.bureau.access.CurrentUser;
import minqing.bureau.organization.Account;
import minqing.bureau.organization.Role;
import minqing.platform.fault.Forbidden;
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
