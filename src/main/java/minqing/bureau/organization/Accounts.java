package minqing.bureau.organization;

import java.util.Set;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.IdentityServiceImpl;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Makes accounts in the engine's identity tables. Whoever holds this bean finds all groups made. */
@Component
public class Accounts {

    private final IdentityService identities;
    private final Directory directory;
    private final TransactionOperations transaction;

    Accounts(
            IdentityService identities,
            Directory directory,
            TransactionOperations transaction,
            OrganizationStart start) {
        this.identities = identities;
        this.directory = directory;
        this.transaction = transaction;
        start.requireDone();
    }

    /** Whether anybody could make further accounts. */
    public boolean hasAdministrator() {
        return !directory.members(Role.ADMINISTRATOR.group()).isEmpty();
    }

    /** Whether the password is good enough for the account, by the engine's password policy. */
    public boolean accepts(String id, String password) {
        User user = identities.newUser(id);
        return identities.checkPasswordAgainstPolicy(password, user).isValid();
    }

    /**
     * Makes an account, or puts an existing one into further groups and leaves the rest of it alone.
     *
     * @throws org.camunda.bpm.engine.ProcessEngineException when the password breaks the policy or a group is unknown
     */
    public void create(String id, String name, String password, Set<String> groups) {
        transaction.executeWithoutResult(status -> create(identities, id, name, "", password, groups, false));
    }

    /**
     * Makes an account or puts it into further groups.
     *
     * @param password null: the account has none yet
     * @param published whether the password is the demonstration's, which no policy would let pass
     */
    static void create(
            IdentityService identities,
            String id,
            String first,
            String second,
            @Nullable String password,
            Set<String> groups,
            boolean published) {
        if (identities.createUserQuery().userId(id).count() == 0) {
            User user = identities.newUser(id);
            // In the order in which Camunda's pages write them, which is family name first in Chinese.
            user.setFirstName(first);
            user.setLastName(second);
            user.setPassword(password);
            if (published) {
                ((IdentityServiceImpl) identities).saveUser(user, true);
            } else {
                identities.saveUser(user);
            }
        }
        for (String group : groups) {
            if (identities.createUserQuery().userId(id).memberOfGroup(group).count() == 0) {
                identities.createMembership(id, group);
            }
        }
    }
}
