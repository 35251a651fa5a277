package minqing.activity.guide;

import java.util.Optional;
import minqing.bureau.organization.Account;
import minqing.bureau.organization.Role;
import minqing.work.inbox.WorkbenchNotice;
import org.springframework.stereotype.Component;

/** Tells an administrator on the workbench that something is missing, and everybody else calmly why nothing works yet. */
@Component
class SetupNotice implements WorkbenchNotice {

    private final Guide guide;

    SetupNotice(Guide guide) {
        this.guide = guide;
    }

    @Override
    public Optional<Words> of(Account account) {
        if (!account.is(Role.ADMINISTRATOR)) {
            return guide.couldWork() ? Optional.empty() : Optional.of(new Words("guide.notice.others", "", ""));
        }
        Readiness readiness = guide.readiness();
        if (readiness.complete()) {
            return Optional.empty();
        }
        return Optional.of(new Words(
                readiness.canWork() ? "guide.notice.open" : "guide.notice.blocking", Guide.ADDRESS, "guide.title"));
    }
}
