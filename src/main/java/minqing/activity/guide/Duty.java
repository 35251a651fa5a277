package minqing.activity.guide;

import java.util.List;
import minqing.bureau.organization.Account;
import org.jspecify.annotations.Nullable;

/**
 * A step of the processes, and who would have it.
 *
 * @param key of the step's words
 * @param unit the unit whose people it falls to; null where it is not a unit's
 * @param people who would have it today
 * @param instead whether they have it only because those it is meant for are missing
 */
record Duty(String key, @Nullable String unit, List<Account> people, boolean instead) {

    Duty {
        people = List.copyOf(people);
    }

    public boolean nobody() {
        return people.isEmpty();
    }
}
