package minqing.activity.outing;

import minqing.bureau.organization.Account;
import minqing.bureau.organization.Directory;
import minqing.platform.engine.Submission;
import minqing.platform.engine.SubmissionRule;
import minqing.platform.fault.Conflict;
import minqing.platform.fault.Forbidden;
import minqing.platform.fault.Missing;
import minqing.work.inbox.Inbox;
import org.springframework.stereotype.Component;

/** What the forms of a confirmation cannot know: that it is the leader's own word, and that the outing still waits for it. */
@Component
class OutingRules implements SubmissionRule {

    private final OutingRepository outings;
    private final PartRepository partRows;
    private final OutingChecks checks;
    private final OutingSecrecy secrecy;
    private final Directory directory;
    private final Inbox inbox;

    OutingRules(
            OutingRepository outings,
            PartRepository partRows,
            OutingChecks checks,
            OutingSecrecy secrecy,
            Directory directory,
            Inbox inbox) {
        this.outings = outings;
        this.partRows = partRows;
        this.checks = checks;
        this.secrecy = secrecy;
        this.directory = directory;
        this.inbox = inbox;
    }

    @Override
    public String processKey() {
        return OutingProcess.KEY;
    }

    @Override
    public void check(Submission submission) {
        if (submission.businessKey() == null) {
            throw new Missing("outing.missing", "");
        }
        Account account = directory
                .account(submission.user())
                .orElseThrow(() -> new Forbidden("outing.not-known", submission.user()));
        Outing outing = outings.lock(submission.businessKey());
        if (submission.values().get("reason") instanceof String reason) {
            checks.requireNeutral(reason, partRows.visitors(outing.id()).values());
        }
        switch (submission.elementId()) {
            case OutingProcess.CONFIRM -> require(outing, State.PENDING, secrecy.mayConfirm(account, outing));
            case OutingProcess.CORRECT -> require(outing, State.CORRECTING, secrecy.mayCorrect(account, outing));
            default -> checkStart(outing, submission.user());
        }
    }

    /** A wait begins when the outing is entered, once, and not by whoever chooses to call the engine. */
    private void checkStart(Outing outing, String user) {
        require(outing, State.PENDING, outing.enteredBy().equals(user));
        if (!inbox.openTasks(OutingProcess.KEY, outing.number()).isEmpty()) {
            throw new Conflict("outing.waits-already", outing.number());
        }
    }

    private static void require(Outing outing, State state, boolean theirs) {
        if (!theirs) {
            throw new Forbidden("outing.not-yours", outing.number());
        }
        if (outing.state() != state) {
            throw new Conflict("outing.not-" + state.code(), outing.number());
        }
    }
}
