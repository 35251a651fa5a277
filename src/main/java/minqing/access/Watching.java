package minqing.access;

import java.util.List;
import minqing.engine.AsSystem;
import minqing.organization.Role;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * Lets those who watch in Cockpit see single cases of a process that has secret ones. They are given each case that is none,
 * so that one which somebody forgot is hidden and not shown. What they were given goes with the case when it ends.
 */
@Component
public class Watching {

    private final AuthorizationService authorizations;
    private final TaskService tasks;
    private final AsSystem asSystem;

    Watching(@Lazy AuthorizationService authorizations, @Lazy TaskService tasks, AsSystem asSystem) {
        this.authorizations = authorizations;
        this.tasks = tasks;
        this.asSystem = asSystem;
    }

    /**
     * Shows a case to those who watch, or hides it from them, from the end of the caller's transaction on.
     *
     * @param instance the engine's identifier of the case
     */
    public void let(String instance, boolean seen) {
        let(Resources.PROCESS_INSTANCE, instance, seen);
        if (!seen) {
            asSystem.get(() ->
                            tasks.createTaskQuery().processInstanceId(instance).list())
                    .forEach(task -> let(Resources.TASK, task.getId(), false));
        }
    }

    /**
     * Shows a task of a case that is shown; to read it, not to work it. What was given goes with the task.
     *
     * @param task the engine's identifier of the task
     */
    public void showTask(String task) {
        let(Resources.TASK, task, true);
    }

    private void let(Resources kind, String id, boolean seen) {
        asSystem.run(() -> Role.WATCHING.forEach(role -> {
            List<Authorization> given = authorizations
                    .createAuthorizationQuery()
                    .authorizationType(Authorization.AUTH_TYPE_GRANT)
                    .groupIdIn(role.group())
                    .resourceType(kind)
                    .resourceId(id)
                    .list();
            if (!seen) {
                given.forEach(one -> authorizations.deleteAuthorization(one.getId()));
            } else if (given.isEmpty()) {
                Authorization reading = authorizations.createNewAuthorization(Authorization.AUTH_TYPE_GRANT);
                reading.setGroupId(role.group());
                reading.setResource(kind);
                reading.setResourceId(id);
                reading.addPermission(Permissions.READ);
                authorizations.saveAuthorization(reading);
            }
        }));
    }
}
