package minqing.work.inbox;

import java.util.Collection;
import java.util.List;
import minqing.bureau.organization.Account;

/**
 * Whom a task is offered to.
 *
 * @param users accounts, in order
 * @param groups engine groups, in order
 */
record Candidates(List<String> users, List<String> groups) {

    boolean include(Account account) {
        return users.contains(account.id()) || groups.stream().anyMatch(account.groups()::contains);
    }

    boolean isEmpty() {
        return users.isEmpty() && groups.isEmpty();
    }

    static Candidates of(Collection<String> users, Collection<String> groups) {
        return new Candidates(
                users.stream().distinct().sorted().toList(),
                groups.stream().distinct().sorted().toList());
    }
}
