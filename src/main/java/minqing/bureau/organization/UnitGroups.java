package minqing.bureau.organization;

import java.util.Locale;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.Group;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** The engine's groups: one for each role, and two for each unit that problems are assigned to. */
@Component
class UnitGroups {

    private final IdentityService identities;
    private final Organization organization;
    private final MessageSource messages;

    UnitGroups(IdentityService identities, Organization organization, MessageSource messages) {
        this.identities = identities;
        this.organization = organization;
        this.messages = messages;
    }

    /** Makes those that are missing and gives each its present name. */
    void make() {
        for (Role role : Role.values()) {
            group(role.group(), "organization.role." + role.group());
        }
        for (Unit unit : organization.everyUnit()) {
            if (unit.kind() != UnitKind.BUREAU) {
                group(unit.handlers(), "organization.handlers", unit.name());
                group(unit.heads(), "organization.heads", unit.name());
            }
        }
    }

    private void group(String id, String nameKey, Object... arguments) {
        String name = messages.getMessage(nameKey, arguments, Locale.SIMPLIFIED_CHINESE);
        Group group = identities.createGroupQuery().groupId(id).singleResult();
        if (group == null) {
            group = identities.newGroup(id);
        } else if (name.equals(group.getName())) {
            return;
        }
        group.setName(name);
        group.setType(Role.ADMINISTRATOR.group().equals(id) ? "SYSTEM" : "WORKFLOW");
        identities.saveGroup(group);
    }
}
