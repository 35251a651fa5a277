package minqing.work.inbox;

import java.util.List;
import minqing.bureau.organization.Account;
import org.jspecify.annotations.Nullable;

/**
 * Whom a process names for a task, as things stand now.
 *
 * @param assignee the one person it is for; none: it is offered
 * @param users accounts it is offered to
 * @param groups groups it is offered to
 */
public record Appointment(@Nullable String assignee, List<String> users, List<String> groups) {

    public Appointment {
        users = List.copyOf(users);
        groups = List.copyOf(groups);
    }

    public static Appointment of(String assignee) {
        return new Appointment(assignee, List.of(), List.of());
    }

    public static Appointment offeredTo(List<String> users) {
        return new Appointment(null, users, List.of());
    }

    public static Appointment offeredToGroup(String group) {
        return new Appointment(null, List.of(), List.of(group));
    }

    boolean includes(Account account) {
        return account.id().equals(assignee)
                || users.contains(account.id())
                || groups.stream().anyMatch(account.groups()::contains);
    }
}
