package minqing.engine;

import java.util.Set;
import minqing.organization.Account;

/**
 * Cases that a person must not find, whatever part he or she once had in them: for that person there are no such cases, in no
 * list, count or answer, the engine's own included. A bean for each kind of case that can be closed to somebody.
 */
public interface ClosedCases {

    /** The business keys of the cases that are closed to the person; few, and for almost everybody none. */
    Set<String> closedTo(Account person);

    /**
     * The business keys of the cases of which the engine's own answers must not tell the person, not even in a number: those
     * closed to the person, and to whoever watches in Cockpit every secret one.
     */
    default Set<String> untoldTo(Account person) {
        return closedTo(person);
    }
}
