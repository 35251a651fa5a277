package minqing.activity.outing;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An outing as a client sends it; nothing of it has been checked. */
@Schema(name = "OutingInput", description = "One outing with everything it feeds")
public record OutingInput(
        @Schema(description = "Account of the leader who went; may be left out by a leader entering an own outing")
        @Nullable
        String leader,

        @Schema(description = "First day, not in the future", requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
        LocalDate date,

        @Schema(description = "Last day; the first one when left out. Decides the posting period") @Nullable
        LocalDate dateTo,

        @Schema(description = "One of GET /outings/themes, by code or name; that of the kind when left out") @Nullable
        String theme,

        @Schema(description = "Id of a community; an outing has a village or a community, or both") @Nullable
        String community,

        @Schema(description = "Id of a natural village") @Nullable
        String village,

        @Schema(description = "One of GET /outings/kinds, by code or name", requiredMode = Schema.RequiredMode.REQUIRED)
        @Nullable
        String kind,

        @Schema(description = "Whether its days count as village days; that of the kind when left out") @Nullable
        Boolean villageDay,

        @Schema(description = "Whether each of its days counts half") @Nullable
        Boolean halfDay,

        @Nullable List<@Nullable LabourInput> labour,

        @Nullable List<@Nullable ReceptionInput> receptions,

        @Nullable List<@Nullable ForumInput> forums,

        @Schema(description = "The diary entry; of a change, one without any text removes it") @Nullable
        DiaryInput diary,

        @Schema(description = "Problems brought home: each starts its own case with the leader as reporter") @Nullable
        List<@Nullable ProblemInput> problems,

        @Schema(description = "Of a change only: the version that was seen") @Nullable
        Integer version,

        @Schema(description = "Of a change only: why") @Nullable
        String reason) {

    /** Productive labour, the fields of annex 2. */
    record LabourInput(
            @Schema(description = "Of a change only: which one; a new one when left out") @Nullable
            Long id,

            @Schema(description = "A day of the outing; its first when left out") @Nullable
            LocalDate date,

            @Schema(description = "Time in words, such as the hours", maxLength = OutingChecks.LONGEST_TIME) @Nullable
            String time,

            @Schema(description = "That of the outing when left out", maxLength = OutingChecks.LONGEST_PLACE) @Nullable
            String place,

            @Schema(
                    description = "What was done",
                    maxLength = OutingChecks.LONGEST_TEXT,
                    requiredMode = Schema.RequiredMode.REQUIRED)
            @Nullable
            String work,

            @Schema(maxLength = OutingChecks.LONGEST_REMARK) @Nullable
            String remark) {}

    /** A reception, the fields of annex 3. */
    record ReceptionInput(
            @Schema(description = "Of a change only: which one; a new one when left out") @Nullable
            Long id,

            @Schema(description = "A day of the outing; its first when left out") @Nullable
            LocalDate date,

            @Schema(description = "Time in words", maxLength = OutingChecks.LONGEST_TIME) @Nullable
            String time,

            @Schema(description = "That of the outing when left out", maxLength = OutingChecks.LONGEST_PLACE) @Nullable
            String place,

            @Schema(
                    description = "Who came. Personal data, masked for all but the few who must know",
                    maxLength = OutingChecks.LONGEST_NAME,
                    requiredMode = Schema.RequiredMode.REQUIRED)
            @Nullable
            String visitor,

            @Schema(description = "How to reach them. Personal data", maxLength = OutingChecks.LONGEST_NAME) @Nullable
            String contact,

            @Schema(
                    description = "What they came for. Personal data",
                    maxLength = OutingChecks.LONGEST_TEXT,
                    requiredMode = Schema.RequiredMode.REQUIRED)
            @Nullable
            String matter,

            @Schema(description = "How it went. Personal data", maxLength = OutingChecks.LONGEST_TEXT) @Nullable
            String text,

            @Schema(description = "How many people came, at least 1; 1 when left out") @Nullable
            Integer people,

            @Schema(description = "Whether they came as a group; five or more do when left out") @Nullable
            Boolean group,

            @Schema(
                    description =
                            "Neutral words without name or contact, for everybody else; required where it becomes a problem",
                    maxLength = OutingChecks.LONGEST_SUMMARY)
            @Nullable
            String summary,

            @Schema(
                    description =
                            "Account of the leader under whom a joint reception counts; the outing's when left out")
            @Nullable
            String host,

            @Schema(maxLength = OutingChecks.LONGEST_REMARK) @Nullable
            String remark,

            @Schema(description = "Makes a problem of it; only the neutral summary goes along") @Nullable
            ReceptionProblem problem,

            @Schema(
                    description =
                            "Makes an accusation of what was told: matter and text go there alone, here stays the neutral summary, which is required")
            @Nullable
            Boolean accusation,

            @Schema(description = MaybeAccusation.CONCERNS) @Nullable
            List<@Nullable String> concerns,

            @Schema(description = MaybeAccusation.ACCUSED) @Nullable
            String accused,

            @Schema(description = MaybeAccusation.NAMED) @Nullable
            Boolean named,

            @Schema(description = MaybeAccusation.BYPASS_DISCIPLINE) @Nullable
            Boolean bypassDiscipline)
            implements MaybeAccusation {}

    /** How a reception becomes a problem. */
    record ReceptionProblem(
            @Schema(description = "Of GET /categories", requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
            String category,

            @Schema(description = "The beginning of the summary when left out", maxLength = 60) @Nullable
            String title,

            @Schema(description = "normal or urgent") @Nullable
            String urgency,

            @Schema(description = "Id of a natural village; that of the outing when left out") @Nullable
            String village) {}

    /** A forum, the fields of annex 5. */
    record ForumInput(
            @Schema(description = "Of a change only: which one; a new one when left out") @Nullable
            Long id,

            @Schema(description = "A day of the outing; its first when left out") @Nullable
            LocalDate date,

            @Schema(description = "Time in words", maxLength = OutingChecks.LONGEST_TIME) @Nullable
            String time,

            @Schema(description = "That of the outing when left out", maxLength = OutingChecks.LONGEST_PLACE) @Nullable
            String place,

            @Schema(
                    description = "Who attended, in words",
                    maxLength = OutingChecks.LONGEST_TEXT,
                    requiredMode = Schema.RequiredMode.REQUIRED)
            @Nullable
            String attendees,

            @Schema(description = "Accounts of other leaders who attended") @Nullable
            List<@Nullable String> leaders,

            @Schema(maxLength = OutingChecks.LONGEST_SUMMARY, requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
            String topic,

            @Schema(description = "How it went", maxLength = OutingChecks.LONGEST_TEXT) @Nullable
            String text,

            @Schema(description = "Whether it feeds the opinions back at the end of the activity") @Nullable
            Boolean closing,

            @Schema(maxLength = OutingChecks.LONGEST_REMARK) @Nullable
            String remark) {}

    /** The diary entry: at least one of the texts. */
    record DiaryInput(
            @Schema(description = "What was seen", maxLength = OutingChecks.LONGEST_TEXT) @Nullable
            String seen,

            @Schema(description = "Opinions and suggestions", maxLength = OutingChecks.LONGEST_TEXT) @Nullable
            String opinions,

            @Schema(description = "Personal reflections", maxLength = OutingChecks.LONGEST_TEXT) @Nullable
            String reflections,

            @Schema(description = "Whether it holds a suggestion on policy") @Nullable
            Boolean policySuggestion) {}

    /** A problem, the fields of the form problem-report. */
    record ProblemInput(
            @Schema(description = "The beginning of the content when left out", maxLength = 60) @Nullable
            String title,

            @Schema(maxLength = 4000, requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
            String content,

            @Schema(description = "Id of a natural village; that of the outing when left out") @Nullable
            String village,

            @Schema(description = "Of GET /categories", requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
            String category,

            @Schema(description = "normal or urgent") @Nullable
            String urgency,

            @Schema(description = "Who brought it forward. Personal data", maxLength = 200) @Nullable
            String contact,

            @Nullable String recurrenceOf,

            @Schema(
                    description =
                            "Makes no problem of it but an accusation, of which nothing stays with the outing; it needs no category")
            @Nullable
            Boolean accusation,

            @Schema(description = MaybeAccusation.CONCERNS) @Nullable
            List<@Nullable String> concerns,

            @Schema(description = MaybeAccusation.ACCUSED) @Nullable
            String accused,

            @Schema(description = MaybeAccusation.NAMED) @Nullable
            Boolean named,

            @Schema(description = MaybeAccusation.BYPASS_DISCIPLINE) @Nullable
            Boolean bypassDiscipline)
            implements MaybeAccusation {}

    /** What was told somewhere on the outing, and whether it is an accusation. */
    interface MaybeAccusation {

        String CONCERNS = "Of an accusation: accounts of those whom it concerns";
        String ACCUSED = "Of an accusation: names of those whom it concerns";
        String NAMED =
                "Of an accusation: whether the person who told it gives a name; true with a contact when left out";
        String BYPASS_DISCIPLINE = "Of an accusation: whether the bureau's own discipline officers are to be left out";

        @Nullable
        Boolean accusation();

        @Nullable
        List<@Nullable String> concerns();

        @Nullable
        String accused();

        @Nullable
        Boolean named();

        @Nullable
        Boolean bypassDiscipline();
    }
}
