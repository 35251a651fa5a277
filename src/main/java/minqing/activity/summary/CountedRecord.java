package minqing.activity.summary;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A record behind a cell. Identifiers only: what it says is shown by its own page to whoever may read it.
 *
 * @param kind {@code leader labour reception problem diary forum correction}
 * @param record its identifier
 * @param leader the account of the leader it counts for
 * @param day when it happened
 * @param amount what it adds to the cell
 */
record CountedRecord(
        Cell cell,
        String kind,
        String record,
        @Nullable String leader,
        @Nullable LocalDate day,
        int amount) {

    /**
     * Whether the registers still say the same. Whose a problem is follows who reported it; that this person became a leader
     * since changes nothing in a table.
     */
    boolean sameAs(@Nullable CountedRecord other) {
        return other != null
                && (kind.equals("problem")
                        ? new CountedRecord(cell, kind, record, other.leader, day, amount).equals(other)
                        : equals(other));
    }

    /** Whether it was posted to a later period than it happened in (补报, D13). */
    public boolean happenedBefore(LocalDate periodFrom) {
        return day != null && day.isBefore(periodFrom) && !kind.equals("correction");
    }
}
