package minqing.activity.outing;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What belongs to an outing, in the order it was entered; what people told in confidence is not part of it. */
record Parts(
        List<Labour> labour,
        List<Reception> receptions,
        List<Forum> forums,
        @Nullable Diary diary) {

    /** Productive labour (annex 2). */
    record Labour(
            long id,
            LocalDate date,
            @Nullable String time,
            String place,
            String work,
            @Nullable String remark) {}

    /**
     * A reception of visitors (annex 3).
     *
     * @param host the leader under whom it is counted; another's when it was held together
     * @param people how many came
     * @param group whether they came as a group (集体访)
     * @param summary neutral words for everybody
     * @param problem the number of the problem it became
     */
    record Reception(
            long id,
            LocalDate date,
            @Nullable String time,
            String place,
            String host,
            int people,
            boolean group,
            @Nullable String summary,
            @Nullable String remark,
            @Nullable String problem) {}

    /**
     * Who came and what they told. Personal data: never in a log, a variable, a notice or the wrong eyes.
     *
     * @param matter 信访事由
     * @param text 信访接待情况
     */
    record Visitor(
            String name,
            @Nullable String contact,
            String matter,
            @Nullable String text) {

        /** Whether words that others read give away who came: the name, or how to reach them. */
        boolean isNamedIn(@Nullable String words) {
            return words != null
                    && ((name.codePointCount(0, name.length()) > 1 && words.contains(name))
                            || (contact != null && contact.length() > 1 && words.contains(contact)));
        }

        /** The same without what was told in confidence: the neutral words stand in its place. */
        Visitor withoutWords(@Nullable String neutral) {
            return new Visitor(name, contact, neutral == null ? "" : neutral, null);
        }

        /** Names nothing: whatever prints it gives nothing away. */
        @Override
        public String toString() {
            return "Visitor[]";
        }
    }

    /**
     * A forum (annex 5).
     *
     * @param leaders every leader who attended, the outing's own among them
     * @param closing whether it is the one that feeds opinions back at the end of the activity
     */
    record Forum(
            long id,
            LocalDate date,
            @Nullable String time,
            String place,
            String attendees,
            List<String> leaders,
            String topic,
            @Nullable String text,
            boolean closing,
            @Nullable String remark) {}

    /** A diary entry (民情日记). */
    record Diary(
            long id,
            @Nullable String seen,
            @Nullable String opinions,
            @Nullable String reflections,
            boolean policySuggestion) {}
}
