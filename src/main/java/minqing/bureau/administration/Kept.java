package minqing.bureau.administration;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One kind of thing that an administrator keeps with a form of its own. */
interface Kept {

    /** Its part of the address: {@code units}. */
    String key();

    /** What the change log and the words call it: {@code unit}. */
    String subject();

    /** The list one comes from and goes back to, a part of the address. */
    default String list() {
        return key();
    }

    /** The fields of the form; {@code id} is null for a new one. */
    List<Field> fields(@Nullable String id);

    /** What the form shows; {@code id} is null for a new one, which may have been asked for with some values. */
    Map<String, List<String>> values(@Nullable String id, Submitted asked);

    /** Makes a new one, or changes the one there is. */
    void save(String actor, @Nullable String id, Submitted submitted);
}
