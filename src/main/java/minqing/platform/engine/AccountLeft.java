package minqing.platform.engine;

import java.util.Set;

/**
 * Somebody's account was shut or deleted, or it left groups: what waits for that person, or for the groups, may be for others
 * now. Published in the transaction of the change.
 *
 * @param account who left
 * @param actor who brought it about: the administrator's login name
 * @param groups the groups that were left
 */
public record AccountLeft(String account, String actor, Set<String> groups) {

    public AccountLeft {
        groups = Set.copyOf(groups);
    }

    /** Of an account that had no groups, or leaves none. */
    public AccountLeft(String account, String actor) {
        this(account, actor, Set.of());
    }
}
