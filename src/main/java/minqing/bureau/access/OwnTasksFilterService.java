package minqing.bureau.access;

import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import minqing.bureau.organization.Role;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.impl.FilterServiceImpl;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.query.Query;

/**
 * Tasklist's lists. Supervisors and inspectors may read other people's tasks in Cockpit; in Tasklist they see only tasks that
 * they hold or are offered, like everybody else.
 */
class OwnTasksFilterService extends FilterServiceImpl {

    private static final Set<String> WATCHING =
            Role.WATCHING.stream().map(Role::group).collect(Collectors.toUnmodifiableSet());

    private final ProcessEngineConfigurationImpl engine;

    OwnTasksFilterService(ProcessEngineConfigurationImpl engine) {
        this.engine = engine;
    }

    @Override
    public <T> List<T> list(String filterId) {
        return notWatching(() -> super.list(filterId));
    }

    @Override
    public <T, Q extends Query<?, T>> List<T> list(String filterId, Q extendingQuery) {
        return notWatching(() -> super.list(filterId, extendingQuery));
    }

    @Override
    public <T> List<T> listPage(String filterId, int firstResult, int maxResults) {
        return notWatching(() -> super.listPage(filterId, firstResult, maxResults));
    }

    @Override
    public <T, Q extends Query<?, T>> List<T> listPage(
            String filterId, Q extendingQuery, int firstResult, int maxResults) {
        return notWatching(() -> super.listPage(filterId, extendingQuery, firstResult, maxResults));
    }

    @Override
    public <T> T singleResult(String filterId) {
        return notWatching(() -> super.singleResult(filterId));
    }

    @Override
    public <T, Q extends Query<?, T>> T singleResult(String filterId, Q extendingQuery) {
        return notWatching(() -> super.singleResult(filterId, extendingQuery));
    }

    @Override
    public Long count(String filterId) {
        return notWatching(() -> super.count(filterId));
    }

    @Override
    public Long count(String filterId, Query<?, ?> extendingQuery) {
        return notWatching(() -> super.count(filterId, extendingQuery));
    }

    private <T> T notWatching(Supplier<T> question) {
        IdentityService identities = engine.getIdentityService();
        Authentication person = identities.getCurrentAuthentication();
        if (person == null || person.getGroupIds() == null || !Role.onlyWatches(person.getGroupIds())) {
            return question.get();
        }
        identities.setAuthentication(
                person.getUserId(),
                person.getGroupIds().stream()
                        .filter(group -> !WATCHING.contains(group))
                        .toList(),
                person.getTenantIds());
        try {
            return question.get();
        } finally {
            identities.setAuthentication(person.getUserId(), person.getGroupIds(), person.getTenantIds());
        }
    }
}
