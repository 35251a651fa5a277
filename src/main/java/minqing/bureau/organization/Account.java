package minqing.bureau.organization;

import java.util.Set;
import java.util.TreeSet;

/**
 * A person who can log in.
 *
 * @param id the login name
 * @param name the name shown to others
 * @param groups identifiers of the groups the person belongs to: roles, {@code unit-<code>}, {@code head-<code>}
 */
public record Account(String id, String name, Set<String> groups) {

    private static final String HANDLERS = "unit-";
    private static final String HEADS = "head-";

    public Account {
        groups = Set.copyOf(groups);
    }

    public boolean is(Role role) {
        return groups.contains(role.group());
    }

    /** Whether the person belongs to a unit or has a part in the process; an inspector reads, an administrator repairs. */
    public boolean works() {
        return !units().isEmpty() || isAny(Role.WORKING);
    }

    /** Whether the person has no part in anything: an inspector and nothing else, or in no group at all. */
    public boolean onlyReads() {
        return groups.stream().allMatch(Role.INSPECTOR.group()::equals);
    }

    /** Whether the person looks on in Cockpit. */
    public boolean watches() {
        return isAny(Role.WATCHING);
    }

    /** Whether the person reads every outing and every problem: a part in the process, or to inspect it. */
    public boolean readsEverything() {
        return isAny(Role.WORKING) || is(Role.INSPECTOR);
    }

    /**
     * Whether the person reads the monthly tables: the bureau's own people with a part in the activity, who inspects it and
     * who repairs; no unit outside.
     */
    public boolean readsSummaries() {
        return readsEverything() || is(Role.ADMINISTRATOR);
    }

    /** Whether the person reads who did and who read what: who inspects, and who repairs. */
    public boolean readsAudit() {
        return is(Role.INSPECTOR) || is(Role.ADMINISTRATOR);
    }

    private boolean isAny(Set<Role> roles) {
        return roles.stream().anyMatch(this::is);
    }

    /** Whether the person works on what the unit is assigned. */
    public boolean handles(String unitCode) {
        return groups.contains(HANDLERS + unitCode);
    }

    /** Whether the person reviews for the unit. */
    public boolean heads(String unitCode) {
        return groups.contains(HEADS + unitCode);
    }

    /** The codes of the units the person handles or heads, in alphabetical order. */
    public Set<String> units() {
        Set<String> units = new TreeSet<>();
        for (String group : groups) {
            if (group.startsWith(HANDLERS) || group.startsWith(HEADS)) {
                units.add(group.substring(group.indexOf('-') + 1));
            }
        }
        return units;
    }
}
