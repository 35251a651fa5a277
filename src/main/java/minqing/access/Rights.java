package minqing.access;

import static org.camunda.bpm.engine.authorization.Permissions.ACCESS;
import static org.camunda.bpm.engine.authorization.Permissions.ALL;
import static org.camunda.bpm.engine.authorization.Permissions.CREATE;
import static org.camunda.bpm.engine.authorization.Permissions.CREATE_INSTANCE;
import static org.camunda.bpm.engine.authorization.Permissions.READ;
import static org.camunda.bpm.engine.authorization.Permissions.READ_HISTORY;
import static org.camunda.bpm.engine.authorization.Permissions.READ_INSTANCE;
import static org.camunda.bpm.engine.authorization.Permissions.READ_TASK;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import minqing.organization.Accounts;
import minqing.organization.Organization;
import minqing.organization.Role;
import minqing.organization.Unit;
import minqing.organization.UnitKind;
import minqing.organization.UnitsChanged;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permission;
import org.camunda.bpm.engine.authorization.Resource;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.impl.persistence.entity.AuthorizationEntity;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.context.MessageSource;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * What the engine lets each role do, written down at every start: whoever works may use Tasklist and report a problem,
 * supervisors and inspectors read everything in Cockpit that is not secret, administrators may do everything. Only candidates and
 * the assignee can work a task; supervisors and inspectors can read it.
 */
@Component
class Rights implements InitializingBean {

    private static final String EVERY = Authorization.ANY;
    /** What people start themselves; the rules of each process say who may start what, and when. */
    private static final List<String> STARTED_BY_PEOPLE = List.of("problem-handling", "outing-confirmation");

    /** Processes none of whose cases is a secret to those who watch; of the others {@link Watching} shows case by case. */
    private static final List<String> OPEN_TO_WATCHERS =
            List.of("outing-confirmation", "monthly-summary", "summary-clock", "calendar-notice");

    private final AuthorizationService authorizations;
    private final FilterService filters;
    private final TaskService tasks;
    private final Organization organization;
    private final TransactionOperations transaction;
    private final MessageSource messages;

    /** @param accounts asked for because with it come all groups */
    Rights(
            AuthorizationService authorizations,
            FilterService filters,
            TaskService tasks,
            Organization organization,
            Accounts accounts,
            TransactionOperations transaction,
            MessageSource messages) {
        this.authorizations = authorizations;
        this.filters = filters;
        this.tasks = tasks;
        this.organization = organization;
        this.transaction = transaction;
        this.messages = messages;
    }

    @Override
    public void afterPropertiesSet() {
        transaction.executeWithoutResult(status -> grant());
    }

    /** A new unit's people get what everybody who works has, in the transaction that makes the unit. */
    @EventListener
    void unitsChanged(UnitsChanged changed) {
        grant();
    }

    void grant() {
        for (String group : workingGroups()) {
            group(group, Resources.APPLICATION, "tasklist", ACCESS);
            for (String process : STARTED_BY_PEOPLE) {
                group(group, Resources.PROCESS_DEFINITION, process, READ, CREATE_INSTANCE);
            }
            group(group, Resources.PROCESS_INSTANCE, EVERY, CREATE);
        }
        for (Role role : Role.WATCHING) {
            group(role.group(), Resources.APPLICATION, "cockpit", ACCESS);
            group(role.group(), Resources.DEPLOYMENT, EVERY, READ);
            group(role.group(), Resources.PROCESS_DEFINITION, EVERY, READ);
            for (String process : OPEN_TO_WATCHERS) {
                group(
                        role.group(),
                        Resources.PROCESS_DEFINITION,
                        process,
                        READ,
                        READ_INSTANCE,
                        READ_HISTORY,
                        READ_TASK);
            }
            // What was decided by the tables stands in each case; asked there, it would tell of accusations, too.
            group(role.group(), Resources.DECISION_DEFINITION, EVERY, READ);
            group(role.group(), Resources.DECISION_REQUIREMENTS_DEFINITION, EVERY, READ);
        }
        for (Resource resource : Resources.values()) {
            group(Role.ADMINISTRATOR.group(), resource, EVERY, ALL);
        }
        everybody(Resources.FILTER, todo().getId(), READ);
    }

    private List<String> workingGroups() {
        List<String> groups =
                new ArrayList<>(Role.WORKING.stream().map(Role::group).sorted().toList());
        for (Unit unit : organization.everyUnit()) {
            if (unit.kind() != UnitKind.BUREAU) {
                groups.add(unit.handlers());
                groups.add(unit.heads());
            }
        }
        return groups;
    }

    /**
     * The filter 待办 of Tasklist asks for every task: the engine itself leaves the reader with those of which he or she
     * is the assignee or a candidate. It needs no expression, and stored expressions stay forbidden.
     */
    private Filter todo() {
        String name = messages.getMessage("access.filter.todo", null, Locale.SIMPLIFIED_CHINESE);
        Filter found = filters.createTaskFilterQuery().filterName(name).singleResult();
        if (found != null) {
            return found;
        }
        Filter filter = filters.newTaskFilter(name)
                .setQuery(tasks.createTaskQuery().orderByDueDate().asc())
                .setProperties(Map.of("priority", 0, "refresh", true, "showUndefinedVariable", false));
        return filters.saveFilter(filter);
    }

    private void group(String group, Resource resource, String resourceId, Permission... permissions) {
        Authorization known = authorizations
                .createAuthorizationQuery()
                .authorizationType(Authorization.AUTH_TYPE_GRANT)
                .groupIdIn(group)
                .resourceType(resource)
                .resourceId(resourceId)
                .singleResult();
        if (known == null) {
            known = authorizations.createNewAuthorization(Authorization.AUTH_TYPE_GRANT);
            known.setGroupId(group);
        }
        save(known, resource, resourceId, permissions);
    }

    private void everybody(Resource resource, String resourceId, Permission... permissions) {
        Authorization known = authorizations
                .createAuthorizationQuery()
                .authorizationType(Authorization.AUTH_TYPE_GLOBAL)
                .resourceType(resource)
                .resourceId(resourceId)
                .singleResult();
        save(
                known == null ? authorizations.createNewAuthorization(Authorization.AUTH_TYPE_GLOBAL) : known,
                resource,
                resourceId,
                permissions);
    }

    private void save(Authorization authorization, Resource resource, String resourceId, Permission... permissions) {
        if (authorization.getId() != null && holds(authorization, permissions)) {
            return;
        }
        authorization.setResource(resource);
        authorization.setResourceId(resourceId);
        authorization.setPermissions(permissions);
        authorizations.saveAuthorization(authorization);
    }

    /** Neither less nor more: what an earlier version gave too much of is taken back. */
    private static boolean holds(Authorization authorization, Permission... permissions) {
        int wanted = Arrays.stream(permissions).mapToInt(Permission::getValue).reduce(0, (one, other) -> one | other);
        return ((AuthorizationEntity) authorization).getPermissions() == wanted;
    }
}
