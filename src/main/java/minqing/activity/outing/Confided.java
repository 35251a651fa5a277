package minqing.activity.outing;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What somebody was told in confidence on an outing. The outing passes it on and keeps nothing of it.
 *
 * @param concerns the accounts of those whom it concerns
 * @param accused the names of those whom it concerns, as they were written
 * @param village the id of the natural village
 * @param named whether the person who told it gives a name
 * @param contact who told it, and how to reach them
 * @param bypassDiscipline whether the bureau's own discipline officers are to be left out
 * @param reception the reception at which it was told, by its identifier; null: none, or it has not been stored yet
 */
public record Confided(
        String title,
        String content,
        List<String> concerns,
        @Nullable String accused,
        @Nullable String village,
        boolean named,
        @Nullable String contact,
        boolean bypassDiscipline,
        @Nullable Long reception) {

    public Confided {
        concerns = List.copyOf(concerns);
    }

    /** The same, told at a reception that is stored by now. */
    Confided at(@Nullable Long stored) {
        return new Confided(title, content, concerns, accused, village, named, contact, bypassDiscipline, stored);
    }

    /** Tells nothing: whatever prints it gives nothing away. */
    @Override
    public String toString() {
        return "Confided[]";
    }
}
