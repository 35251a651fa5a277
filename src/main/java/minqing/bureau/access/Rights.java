package minqing.bureau.access;

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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import minqing.bureau.organization.Accounts;
import minqing.bureau.organization.Organization;
import minqing.bureau.organization.Role;
import minqing.bureau.organization.Unit;
import minqing.bureau.organization.UnitKind;
import minqing.bureau.organization.UnitsChanged;
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
 * supervisors and inspectors read the cases of the processes named here in Cockpit, administrators may do everything but change a
 * {@code SystemProcess}. Only candidates and the assignee can work a task; supervisors and inspectors can read it.
 */
@Component
class Rights implements InitializingBean {

    private static final String EVERY = Authorization.ANY;
    /** What people start themselves; the rules of each process say who may start what, and when. */
    private static final List<String> STARTED_BY_PEOPLE = List.of("problem-handling", "outing-confirmation");

    /** The processes that those who watch read, by their keys: what is not named here does not exist for them. */
    private static final List<String> WATCHED =
            List.of("problem-handling", "outing-confirmation", "monthly-summary", "summary-clock", "calendar-notice");

    /** The decision tables that those who watch read. */
    private static final List<String> WATCHED_DECISIONS = List.of("responsible-unit", "handling-time-limit");

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
            group(group, Resources.PROCESS_INSTANCE, EVERY, CREATE);
        }
        for (Role role : Role.WATCHING) {
            group(role.group(), Resources.APPLICATION, "cockpit", ACCESS);
            for (String decision : WATCHED_DECISIONS) {
                group(role.group(), Resources.DECISION_DEFINITION, decision, READ, READ_HISTORY);
            }
        }
        processes();
        for (Resource resource : Resources.values()) {
            group(Role.ADMINISTRATOR.group(), resource, EVERY, ALL);
        }
        everybody(Resources.FILTER, todo().getId(), READ);
    }

    /** A supervisor works and watches: what a group may do with a process is one row. */
    private void processes() {
        Map<String, Map<String, Set<Permission>>> granted = new TreeMap<>();
        for (String group : workingGroups()) {
            STARTED_BY_PEOPLE.forEach(process -> permissions(granted, group, process, READ, CREATE_INSTANCE));
        }
        for (Role role : Role.WATCHING) {
            WATCHED.forEach(process ->
                    permissions(granted, role.group(), process, READ, READ_INSTANCE, READ_HISTORY, READ_TASK));
        }
        granted.forEach((group, processes) -> processes.forEach((process, permissions) ->
                group(group, Resources.PROCESS_DEFINITION, process, permissions.toArray(Permission[]::new))));
    }

    private static void permissions(
            Map<String, Map<String, Set<Permission>>> granted, String group, String process, Permission... more) {
        granted.computeIfAbsent(group, unseen -> new TreeMap<>())
                .computeIfAbsent(process, unseen -> new LinkedHashSet<>())
                .addAll(List.of(more));
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
