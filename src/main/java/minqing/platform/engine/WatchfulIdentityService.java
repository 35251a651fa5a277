package minqing.platform.engine;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.IdentityServiceImpl;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The engine's accounts and groups. Publishes an event, in the same transaction, when an account is removed or leaves a group,
 * whatever page or call did it, so that no task waits for somebody who can't do it any more.
 */
class WatchfulIdentityService extends IdentityServiceImpl {

    private final ApplicationEventPublisher events;
    private final Supplier<TransactionOperations> transaction;

    WatchfulIdentityService(ApplicationEventPublisher events, Supplier<TransactionOperations> transaction) {
        this.events = events;
        this.transaction = transaction;
    }

    @Override
    public void deleteUser(String userId) {
        transaction.get().executeWithoutResult(status -> {
            Set<String> groups = new TreeSet<>();
            asSystem(() -> createGroupQuery().groupMember(userId).list()).forEach(group -> groups.add(group.getId()));
            super.deleteUser(userId);
            events.publishEvent(new AccountLeft(userId, actor(userId), groups));
        });
    }

    @Override
    public void deleteGroup(String groupId) {
        transaction.get().executeWithoutResult(status -> {
            List<User> members =
                    asSystem(() -> createUserQuery().memberOfGroup(groupId).list());
            super.deleteGroup(groupId);
            members.forEach(member -> left(member.getId(), groupId));
        });
    }

    @Override
    public void deleteMembership(String userId, String groupId) {
        transaction.get().executeWithoutResult(status -> {
            super.deleteMembership(userId, groupId);
            left(userId, groupId);
        });
    }

    private void left(String user, String group) {
        events.publishEvent(new AccountLeft(user, actor(user), Set.of(group)));
    }

    /** Where nobody is signed in, the person is taken to go by themselves. */
    private String actor(String person) {
        Authentication authentication = getCurrentAuthentication();
        return authentication == null || authentication.getUserId() == null ? person : authentication.getUserId();
    }

    private <T> T asSystem(Supplier<T> question) {
        Authentication person = getCurrentAuthentication();
        clearAuthentication();
        try {
            return question.get();
        } finally {
            if (person != null) {
                setAuthentication(person.getUserId(), person.getGroupIds(), person.getTenantIds());
            }
        }
    }
}
