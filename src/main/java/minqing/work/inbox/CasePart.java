package minqing.work.inbox;

import java.util.Optional;

/** A part that another module adds to the pages of cases and their tasks, shown to whoever may read the case: a bean per part. */
public interface CasePart {

    /**
     * The template that shows it in its fragment {@code part(processKey, number)}; none where the cases of this process
     * have no such part.
     */
    Optional<String> template(String processKey);

    /** Whether it is what a task is about, to be read before the form is filled in. */
    default boolean beforeForm() {
        return false;
    }
}
