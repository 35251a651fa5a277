package minqing.access;

import java.util.List;
import minqing.engine.AsSystem;
import minqing.organization.Role;
import org.camunda.bpm.engine.AuthorizationService;
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
    private final AsSystem asSystem;

    Watching(@Lazy AuthorizationService authorizations, AsSystem asSystem) {
        this.authorizations = authorizations;
        this.asSystem = asSystem;
    }

    /**
     * Shows a case to those who watch, or hides it from them, from the end of the caller's transaction on.
     *
     * @param instance the engine's identifier of the case
     */
    public void let(String instance, boolean seen) {
        asSystem.run(() -> Role.WATCHING.forEach(role -> {
            List<Authorization> given = authorizations
                    .createAuthorizationQuery()
                    .authorizationType(Authorization.AUTH_TYPE_GRANT)
                    .groupIdIn(role.group())
                    .resourceType(Resources.PROCESS_INSTANCE)
                    .resourceId(instance)
                    .list();
            if (!seen) {
                given.forEach(one -> authorizations.deleteAuthorization(one.getId()));
            } else if (given.isEmpty()) {
                Authorization reading = authorizations.createNewAuthorization(Authorization.AUTH_TYPE_GRANT);
                reading.setGroupId(role.group());
                reading.setResource(Resources.PROCESS_INSTANCE);
                reading.setResourceId(instance);
                reading.addPermission(Permissions.READ);
                authorizations.saveAuthorization(reading);
            }
        }));
    }
}
