package minqing.activity.summary;

import minqing.bureau.organization.Account;
import minqing.bureau.organization.Role;
import minqing.platform.fault.Forbidden;
import minqing.platform.fault.Missing;
import org.springframework.stereotype.Component;

/** Who may see the monthly tables, and who may do what with them beside their tasks. */
@Component
class SummaryAccess {

    /** @throws Missing when the account must not know that there is one */
    void requireRead(Account account, String key) {
        if (!account.readsSummaries()) {
            throw new Missing("summary.missing", key);
        }
    }

    /** @throws Forbidden when it is for administrators only */
    void requireAdministrator(Account account) {
        if (!account.is(Role.ADMINISTRATOR)) {
            throw new Forbidden("administration.forbidden");
        }
    }

    /** @throws Forbidden when it is not for the office */
    void requireOffice(Account account) {
        if (!account.is(Role.OFFICE)) {
            throw new Forbidden("summary.office-only");
        }
    }
}
