package minqing.bureau.organization;

import java.util.Collection;
import java.util.Set;

/** What a person may do beyond belonging to a unit; each role is a group in the engine's identity tables. */
public enum Role {
    /** A member of the bureau's leadership who goes to the villages. */
    LEADER("leader"),
    /** Triages, keeps the ledger and compiles. */
    OFFICE("office"),
    /** Receives what is for the discipline commission. */
    DISCIPLINE("discipline"),
    /** Decides on extensions, adjudicates and signs. */
    APPROVER("approver"),
    /** Watches the clocks and puts the supervision mark. */
    SUPERVISOR("supervisor"),
    /** Reads, changes nothing. */
    INSPECTOR("inspector"),
    /** Keeps accounts and repairs what failed. */
    ADMINISTRATOR("camunda-admin");

    /** Whoever has a part in the process. */
    public static final Set<Role> WORKING = Set.of(LEADER, OFFICE, DISCIPLINE, APPROVER, SUPERVISOR);

    /** Whoever looks on in Cockpit. */
    public static final Set<Role> WATCHING = Set.of(SUPERVISOR, INSPECTOR);

    /** Whether somebody in these groups only looks on there: an administrator may do everything, and needs no answer of ours. */
    public static boolean onlyWatches(Collection<String> groups) {
        return !groups.contains(ADMINISTRATOR.group)
                && WATCHING.stream().map(Role::group).anyMatch(groups::contains);
    }

    private final String group;

    Role(String group) {
        this.group = group;
    }

    /** The identifier of the engine group. */
    public String group() {
        return group;
    }
}
