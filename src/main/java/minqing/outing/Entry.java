package minqing.outing;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import minqing.organization.Leader;
import org.jspecify.annotations.Nullable;

/**
 * An outing that has passed every check, ready to be stored. Of a change, a list that is null leaves what there is; a part
 * with the id {@link #NEW} is new.
 *
 * @param problems the reports of problems, by the keys of the form {@code problem-report}
 */
record Entry(
        Leader leader,
        LocalDate date,
        LocalDate dateTo,
        boolean halfDay,
        String theme,
        String kind,
        @Nullable String village,
        @Nullable String community,
        boolean villageDay,
        @Nullable List<Parts.Labour> labour,
        @Nullable List<ReceptionEntry> receptions,
        @Nullable List<Parts.Forum> forums,
        @Nullable DiaryEntry diary,
        List<ProblemEntry> problems) {

    /** The id of a part that is not stored yet. */
    static final long NEW = 0;

    /**
     * A reception with who came.
     *
     * @param problem the report of the problem it becomes
     */
    record ReceptionEntry(
            Parts.Reception reception,
            Parts.Visitor visitor,
            @Nullable ProblemEntry problem) {}

    /** The diary, or that there shall be none. */
    record DiaryEntry(Parts.@Nullable Diary diary) {}

    /**
     * The report of a problem.
     *
     * @param path where it stands in the input, to name its faults
     * @param report by the keys of the form {@code problem-report}; may hold personal data
     */
    record ProblemEntry(String path, Map<String, Object> report) {

        /** Where a field of the report stands in the input; what a reception tells everybody is the content. */
        String field(String key) {
            if (path.endsWith("]")) {
                return path + "." + key;
            }
            return key.equals("content") ? path.substring(0, path.lastIndexOf('.')) + ".summary" : path + "." + key;
        }

        @Override
        public String toString() {
            return "ProblemEntry[" + path + "]";
        }
    }
}
