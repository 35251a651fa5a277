package minqing.summary;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import java.util.Objects;
import minqing.engine.Submission;
import minqing.engine.SubmissionRule;
import minqing.fault.Forbidden;
import minqing.fault.InvalidInput;
import minqing.organization.Account;
import minqing.organization.Directory;
import org.springframework.stereotype.Component;

/** What the forms of a summary cannot know: nobody signs their own check, nobody signs both steps. */
@Component
class SummaryRules implements SubmissionRule {

    private final SummaryRepository summaries;
    private final Signing signing;
    private final Directory directory;
    private final Clock clock;

    SummaryRules(SummaryRepository summaries, Signing signing, Directory directory, Clock clock) {
        this.summaries = summaries;
        this.signing = signing;
        this.directory = directory;
        this.clock = clock;
    }

    @Override
    public String processKey() {
        return SummaryProcess.KEY;
    }

    @Override
    public void check(Submission submission) {
        if (submission.taskId() == null) {
            // The clock and the office start a month through SummaryStart; nobody starts one past it.
            throw new Forbidden("summary.start-forbidden");
        }
        Account account = directory
                .account(submission.user())
                .orElseThrow(() -> new Forbidden("summary.not-known", submission.user()));
        Summary summary = summaries.lock(String.valueOf(submission.businessKey()));
        if (!mayTake(account, summary, submission.elementId())) {
            throw new Forbidden("summary.own-work");
        }
        if (submission.elementId().equals("submit")) {
            checkDates(summary, submission.values());
        }
    }

    /** Whether an account may take a task of a step; to whom it is offered is the model's matter. */
    boolean mayTake(Account account, Summary summary, String step) {
        String id = account.id();
        return switch (step) {
            case "check" -> !signing.order(summary.unit()).contains(id);
            case "sign" ->
                summaries
                        .version(summary, summary.version())
                        .filter(version -> !id.equals(version.checkedBy()))
                        .filter(version -> !signing.signersOf(summary, version).contains(id))
                        .isPresent();
            default -> true;
        };
    }

    /** What is stamped is the print of what was sealed, and stamped before it is sent. */
    private void checkDates(Summary summary, Map<String, Object> values) {
        LocalDate today = LocalDate.now(clock);
        LocalDate sealed = LocalDate.ofInstant(
                Objects.requireNonNull(summaries.current(summary).sealedAt()), clock.getZone());
        LocalDate submitted = Checking.date(values, "submittedOn").orElse(today);
        if (submitted.isBefore(sealed) || submitted.isAfter(today)) {
            throw InvalidInput.of("submittedOn", "summary.submit.submittedOn", sealed.toString());
        }
        LocalDate stamped = Checking.date(values, "stampedOn")
                .orElseThrow(() -> InvalidInput.of("stampedOn", "summary.submit.stampedOn-required"));
        if (stamped.isBefore(sealed) || stamped.isAfter(submitted)) {
            throw InvalidInput.of("stampedOn", "summary.submit.stampedOn", sealed.toString(), submitted.toString());
        }
    }
}
