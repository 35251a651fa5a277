package minqing.bureau.organization;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** What an administrator enters and sees of a thing that has its place among others and is retired rather than removed. */
public interface KeptEntry {

    /** Where it stands in lists, from 1; null: at the end, or where it is. */
    @Nullable
    Integer place();

    /** The first day on which it is no more; null: it is there. */
    @Nullable
    LocalDate retiredOn();

    /** The version that the administrator saw; a change against an older one is refused. */
    @Nullable
    Integer version();
}
