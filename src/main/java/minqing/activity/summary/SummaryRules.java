package minqing.activity.summary;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import java.util.Objects;
import minqing.bureau.organization.Account;
import minqing.bureau.organization.Directory;
import minqing.bureau.organization.Role;
import minqing.platform.engine.Submission;
import minqing.platform.engine.SubmissionRule;
import minqing.platform.fault.Forbidden;
import minqing.platform.fault.InvalidInput;
import org.springframework.stereotype.Component;

/** What the forms of a summary cannot know: nobody signs their own check, nobody signs both steps. */
@Component
class SummaryRules implements SubmissionRule {

    private final SummaryRepository summaries;
    private final Signing signing;
    private final Checking checking;
    private final Directory directory;
    private final Clock clock;

    SummaryRules(SummaryRepository summaries, Signing signing, Checking checking, Directory directory, Clock clock) {
        this.summaries = summaries;
        this.signing = signing;
        this.checking = checking;
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
        if (submission.elementId().equals("sign")
                && !maySign(account, summary)
                && !"return".equals(submission.values().get("outcome"))) {
            throw InvalidInput.of("outcome", "summary.signing.withdraw-only");
        }
        if (submission.elementId().equals("submit")) {
            checkDates(summary, submission.values());
        }
    }

    /** Whether an account may take a task of a step; to whom it is offered is the model's matter. */
    boolean mayTake(Account account, Summary summary, String step) {
        String id = account.id();
        return switch (step) {
            case "check" ->
                !signing.order(summary.unit()).contains(id)
                        && !summaries.signers(summary).contains(id);
            case "sign" -> maySign(account, summary) || mayWithdraw(account, summary);
            default -> true;
        };
    }

    /** The approver whose turn it is, or the substitute authorised for now; neither who checked nor who signed a step. */
    private boolean maySign(Account account, Summary summary) {
        String id = account.id();
        return !summaries.checkers(summary).contains(id)
                && summaries
                        .version(summary, summary.version())
                        .filter(version -> !signing.signersOf(summary, version).contains(id))
                        .flatMap(version -> signing.next(summary, version))
                        .filter(principal -> principal.equals(id)
                                ? account.is(Role.APPROVER)
                                : checking.substitutes(summary, principal).contains(id))
                        .isPresent();
    }

    /** Where nobody can sign any more, the office takes the table back and presents it to those who can. */
    private boolean mayWithdraw(Account account, Summary summary) {
        return account.is(Role.OFFICE)
                && summaries
                        .version(summary, summary.version())
                        .flatMap(version -> signing.next(summary, version))
                        .filter(principal -> !checking.isAble(summary, principal))
                        .isPresent();
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
