package minqing.activity.outing;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import minqing.bureau.organization.Leader;
import org.jspecify.annotations.Nullable;

/**
 * An outing that has passed every check, ready to be stored. Of a change, a list that is null leaves what there is; a part
 * with the id {@link #NEW} is new.
 *
 * @param problems the reports of problems, by the keys of the form {@code problem-report}
 * @param confided what goes to {@link ConfidedWords} and nowhere else
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
        List<ProblemEntry> problems,
        List<ConfidedEntry> confided) {

    /** The id of a part that is not stored yet. */
    static final long NEW = 0;

    /** Whether an outing with these parts has room for what the entry adds. */
    boolean fitsInto(Parts parts) {
        return fits(parts.labour(), labour)
                && fits(parts.receptions(), receptions)
                && fits(parts.forums(), forums)
                && (diary == null || parts.diary() == null);
    }

    /** Whether it tells of nothing but that the leader was there. */
    boolean isBare() {
        return labour == null
                && receptions == null
                && forums == null
                && diary == null
                && problems.isEmpty()
                && confided.isEmpty();
    }

    private static boolean fits(List<?> there, @Nullable List<?> more) {
        return more == null || there.size() + more.size() <= OutingChecks.MOST_PARTS;
    }

    private static List<ReceptionEntry> kept(List<Parts.Reception> receptions, Map<Long, Parts.Visitor> visitors) {
        return receptions.stream()
                .map(one -> new ReceptionEntry(one, Objects.requireNonNull(visitors.get(one.id())), null))
                .toList();
    }

    /** The same with the parts that are there first, for what is saved replaces what there is. */
    Entry behind(Parts parts, Map<Long, Parts.Visitor> visitors) {
        return new Entry(
                leader,
                date,
                dateTo,
                halfDay,
                theme,
                kind,
                village,
                community,
                villageDay,
                both(parts.labour(), labour),
                both(kept(parts.receptions(), visitors), receptions),
                both(parts.forums(), forums),
                diary,
                problems,
                confided);
    }

    private static <T> @Nullable List<T> both(List<T> there, @Nullable List<T> more) {
        return more == null
                ? null
                : Stream.concat(there.stream(), more.stream()).toList();
    }

    /**
     * A reception with who came.
     *
     * @param told who came and everything they told
     * @param visitor what the outing keeps of it: where it was told in confidence, no more than everybody reads
     * @param problem the report of the problem it becomes
     */
    record ReceptionEntry(
            Parts.Reception reception,
            Parts.Visitor told,
            Parts.Visitor visitor,
            @Nullable ProblemEntry problem) {

        ReceptionEntry(Parts.Reception reception, Parts.Visitor visitor, @Nullable ProblemEntry problem) {
            this(reception, visitor, visitor, problem);
        }
    }

    /**
     * What was told in confidence.
     *
     * @param path where it stands in the input, to name its faults
     * @param reception the place of its reception among the receptions; none where it was told elsewhere
     */
    record ConfidedEntry(
            String path, Confided words, @Nullable Integer reception) {

        /** Where a field of the words stands in the input: of a reception they are what is asked of every reception. */
        String field(String key) {
            if (reception != null && key.equals("content")) {
                return path + ".matter";
            }
            return path + "." + (reception != null && key.equals("title") ? "matter" : key);
        }

        @Override
        public String toString() {
            return "ConfidedEntry[" + path + "]";
        }
    }

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
