package minqing.activity.problem;

import java.util.List;
import java.util.Optional;
import minqing.bureau.organization.Account;
import minqing.work.inbox.Inbox;
import minqing.work.inbox.OpenTask;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Who holds, or is offered, an open task of a case. */
@Component
class OpenWork {

    private final Inbox inbox;

    OpenWork(Inbox inbox) {
        this.inbox = inbox;
    }

    /** The open tasks of a step, of one unit where several have one each. */
    List<OpenTask> of(String number, String step, @Nullable String unit) {
        return inbox.openTasks(ProblemProcess.KEY, number).stream()
                .filter(task -> task.elementKey().equals(step) && (unit == null || unit.equals(task.unit())))
                .toList();
    }

    List<OpenTask> of(String number) {
        return inbox.openTasks(ProblemProcess.KEY, number);
    }

    /** The open task of a step that is the account's or offered to it. */
    Optional<OpenTask> offered(Account account, String number, String step) {
        return of(number, step, null).stream()
                .filter(task -> concerns(task, account))
                .findFirst();
    }

    private static boolean concerns(OpenTask task, Account account) {
        return account.id().equals(task.assignee())
                || task.users().contains(account.id())
                || task.groups().stream().anyMatch(account.groups()::contains);
    }
}
