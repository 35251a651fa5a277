package minqing.activity.problem;

import minqing.bureau.calendar.LimitUnit;
import minqing.bureau.calendar.TimeLimit;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long each step may take (requirements, "Time limits"), each configurable as {@code minqing.limits.*}. The limit of
 * the handling itself is not here but in the decision table {@code handling-time-limit}.
 *
 * @param triage working days for the office to triage
 * @param supplement working days for the reporter to add what is missing; then the case goes back to the office
 * @param acknowledge working days in which a unit takes the case on or objects
 * @param adjudicate working days for the approver to decide who is responsible
 * @param firstContact working days from taking on to the first word with the people
 * @param extensionDecision working days for the approver to decide on an extension
 * @param review working days for the head to review
 * @param verify working days for the leader to verify
 * @param reopening working days for handling again what was not resolved
 * @param supervisionReply working days to answer a supervisor who names no date
 * @param overdueRepeat working days between two notices about the same overdue limit
 * @param periodicReviewMonths months between two looks at what can't be solved yet
 * @param ordinaryExtension the most days (working days) an ordinary problem is extended by
 * @param complexExtension the most days (calendar days) a complex problem is extended by
 */
@ConfigurationProperties("minqing.limits")
record TimeLimits(
        @DefaultValue("5") int triage,
        @DefaultValue("5") int supplement,
        @DefaultValue("5") int acknowledge,
        @DefaultValue("3") int adjudicate,
        @DefaultValue("3") int firstContact,
        @DefaultValue("2") int extensionDecision,
        @DefaultValue("3") int review,
        @DefaultValue("10") int verify,
        @DefaultValue("10") int reopening,
        @DefaultValue("3") int supervisionReply,
        @DefaultValue("3") int overdueRepeat,
        @DefaultValue("3") int periodicReviewMonths,
        @DefaultValue("15") int ordinaryExtension,
        @DefaultValue("30") int complexExtension) {

    /** The limit of a step, or none: handling has its own, from the decision table. */
    TimeLimit of(String step) {
        return switch (step) {
            case "triage" -> workingDays(triage);
            case "supplement" -> workingDays(supplement);
            case "acknowledge" -> workingDays(acknowledge);
            case "adjudicate" -> workingDays(adjudicate);
            case "first-contact" -> workingDays(firstContact);
            case "approve-extension" -> workingDays(extensionDecision);
            case "review" -> workingDays(review);
            case "verify" -> workingDays(verify);
            case "periodic-review" -> workingDays(triage);
            case "reopening" -> workingDays(reopening);
            default -> throw new IllegalArgumentException("no time limit for " + step);
        };
    }

    private static TimeLimit workingDays(int amount) {
        return new TimeLimit(amount, LimitUnit.WORKING_DAYS);
    }
}
