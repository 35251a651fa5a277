package minqing.bureau.organization;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The pairing table (annex 1) of a day.
 *
 * @param on the day it holds for
 * @param rows one for each leader, in the order of annex 1
 */
public record DatedPairings(LocalDate on, List<Row> rows) {

    /**
     * What a leader is paired with.
     *
     * @param unit the participating unit
     */
    public record Row(Unit unit, Leader leader, List<VillageGroup> villages, List<Community> communities) {}

    /**
     * Natural villages of one administrative village.
     *
     * @param name of the administrative village
     * @param contact its contact on the day, if it had one
     */
    public record VillageGroup(
            String id, String name, String town, @Nullable String contact, List<Village> villages) {}
}
