package minqing.activity.summary;

import java.time.LocalDate;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import minqing.bureau.organization.Account;
import minqing.bureau.organization.Directory;
import minqing.bureau.organization.Role;
import minqing.work.inbox.Notices;
import minqing.work.inbox.OpenTask;
import org.springframework.stereotype.Component;

/** Who is told what about a summary. */
@Component
class SummaryNotices {

    private final Notices notices;
    private final Directory directory;
    private final Counting counting;

    SummaryNotices(Notices notices, Directory directory, Counting counting) {
        this.notices = notices;
        this.directory = directory;
        this.counting = counting;
    }

    /** 催报: leaders of whom the period has nothing yet, or an outing that still waits for their word; and the office. */
    void remindLeaders(Summary summary) {
        send(
                "summary-remind-leader",
                summary,
                counting.missing(summary.unit(), summary.month()).stream()
                        .map(Counting.Missing::leader)
                        .toList());
        send("summary-remind-office", summary, members(Role.OFFICE));
    }

    /**
     * One working day before the due date, or when a month that is later than that begins: whoever holds it, and the supervisor.
     */
    void dueSoon(Summary summary, LocalDate today, List<OpenTask> open) {
        Set<String> told = holders(open);
        told.addAll(members(Role.SUPERVISOR));
        send(
                today.isBefore(summary.dueOn())
                        ? "summary-due-soon"
                        : today.isAfter(summary.dueOn()) ? "summary-overdue" : "summary-due-today",
                summary,
                told);
    }

    /** From noon of the due date on: whoever may sign, and the office, which has a task to telephone. */
    void noon(Summary summary, LocalDate today, List<OpenTask> open) {
        Set<String> told = holders(open);
        if (!told.isEmpty()) {
            told.addAll(members(Role.OFFICE));
            send(today.isAfter(summary.dueOn()) ? "summary-unsigned" : "summary-noon", summary, told);
        }
    }

    void sentBack(Summary summary) {
        send("summary-sent-back", summary, members(Role.OFFICE));
    }

    void pastDue(Summary summary) {
        Set<String> told = new LinkedHashSet<>(members(Role.SUPERVISOR));
        told.addAll(members(Role.OFFICE));
        told.addAll(members(Role.APPROVER));
        send("summary-past-due", summary, told);
    }

    private Set<String> holders(List<OpenTask> open) {
        Set<String> holders = new LinkedHashSet<>();
        for (OpenTask task : open) {
            if (task.assignee() != null) {
                holders.add(task.assignee());
            } else {
                holders.addAll(task.users());
                task.groups().forEach(group -> directory.members(group).forEach(account -> holders.add(account.id())));
            }
        }
        return holders;
    }

    private List<String> members(Role role) {
        return directory.members(role.group()).stream().map(Account::id).toList();
    }

    private void send(String kind, Summary summary, Collection<String> accounts) {
        notices.send(kind, SummaryProcess.KEY, summary.key(), accounts);
    }
}
