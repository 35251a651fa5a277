package minqing.activity.problem;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One row of the ledger as it stood when it was read. Personal data (who to call) stand in a table of their own and are not
 * part of it.
 *
 * @param number the number people use, {@code 2026-0001}
 * @param outing the number of the outing that brought it home
 * @param happenedOn the day of that outing, or of its reception, on which the problem came up; null without an outing
 * @param recurrenceOf the id of the closed problem that came back
 * @param complex whether it was decided to be complex (复杂); null until then
 * @param objectionOpen whether the unit it was assigned to may still object
 * @param sentBackAt when the work was last sent back and has not been approved since: the yellow light
 * @param firstContactAt when the people were first spoken to
 * @param firstContactMethod how: {@code telephone visit on-site message other}; null where nobody said it
 * @param handledLate whether the handling was late at any of the head's approvals, whatever was reopened afterwards
 * @param clockStoppedAt when a head's approval stopped the handling clock
 * @param sealedAt since when only whoever reported or triaged it reads what it says: it was referred to somebody outside
 */
record Problem(
        long id,
        String number,
        String title,
        String content,
        String village,
        String category,
        String urgency,
        String reporter,
        Instant reportedAt,
        @Nullable String outing,
        @Nullable LocalDate happenedOn,
        @Nullable Long recurrenceOf,
        Status status,
        @Nullable String proposedUnit,
        List<String> proposedAssists,
        @Nullable String leadUnit,
        @Nullable Boolean complex,
        @Nullable Integer limitAmount,
        @Nullable String limitUnit,
        @Nullable String triager,
        @Nullable String handler,
        int objections,
        boolean objectionOpen,
        int returns,
        int reopenings,
        @Nullable Instant sentBackAt,
        @Nullable Instant firstContactAt,
        @Nullable String firstContactMethod,
        @Nullable Instant clockStoppedAt,
        boolean handledLate,
        @Nullable String handling,
        @Nullable String nextStep,
        @Nullable String answer,
        @Nullable LocalDate answeredOn,
        @Nullable String answerMethod,
        @Nullable String satisfaction,
        @Nullable String verifier,
        @Nullable Long mergedInto,
        @Nullable Instant supervisedAt,
        @Nullable Instant sealedAt,
        @Nullable Instant endedAt) {

    /** Whether the reporter may still take it back: no unit was ever assigned, nothing was settled and found unsolved. */
    boolean withdrawable() {
        return leadUnit == null && reopenings == 0;
    }

    /** Whether only whoever reported or triaged it reads what it says; see {@link ProblemVisibility#content}. */
    boolean sealed() {
        return sealedAt != null;
    }

    /** The same for a reader to whom it is sealed: where it stands and since when, and nothing that anybody wrote. */
    Problem withheld(String instead) {
        return new Problem(
                id,
                number,
                instead,
                instead,
                village,
                category,
                urgency,
                reporter,
                reportedAt,
                outing,
                happenedOn,
                recurrenceOf,
                status,
                proposedUnit,
                proposedAssists,
                leadUnit,
                complex,
                limitAmount,
                limitUnit,
                triager,
                handler,
                objections,
                objectionOpen,
                returns,
                reopenings,
                sentBackAt,
                firstContactAt,
                firstContactMethod,
                clockStoppedAt,
                handledLate,
                null,
                null,
                null,
                null,
                null,
                satisfaction,
                verifier,
                mergedInto,
                supervisedAt,
                sealedAt,
                endedAt);
    }

    boolean urgent() {
        return "urgent".equals(urgency);
    }
}
