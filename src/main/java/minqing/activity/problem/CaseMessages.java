package minqing.activity.problem;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import minqing.bureau.organization.Account;
import minqing.bureau.organization.Role;
import minqing.platform.fault.Conflict;
import minqing.platform.fault.Forbidden;
import minqing.platform.fault.Missing;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What may be sent to a case from beside its path, by whom, and while it stands where. This table is the one place that
 * says so; whatever does not fit is refused with a reason and changes nothing.
 */
@Service
class CaseMessages {

    private static final Set<Status> UNASSIGNED = EnumSet.of(Status.TRIAGE, Status.SUPPLEMENT);
    private static final Set<Status> ASSIGNED = EnumSet.of(
            Status.ACKNOWLEDGE,
            Status.ADJUDICATE,
            Status.HANDLE,
            Status.REVIEW,
            Status.VERIFY,
            Status.WAITING,
            Status.PERIODIC_REVIEW);

    /** Where a case must stand for each message. */
    private static final Map<String, Set<Status>> FITS = Map.of(
            "withdraw", UNASSIGNED,
            "recall", EnumSet.of(Status.ACKNOWLEDGE),
            "reinstate", EnumSet.of(Status.DECLINED),
            "urge", union(UNASSIGNED, ASSIGNED),
            "supervise", ASSIGNED,
            "request-extension", EnumSet.of(Status.HANDLE),
            "first-contact", EnumSet.of(Status.HANDLE),
            "undo-first-contact", EnumSet.of(Status.HANDLE));

    /** What moves a clock of the case and nothing in the process. */
    private static final Set<String> CLOCK_ONLY = Set.of("first-contact", "undo-first-contact");

    private final ProblemRepository problems;
    private final CaseHistory history;
    private final ProblemVisibility visibility;
    private final Assignment assignment;
    private final Extensions extensions;
    private final Supervision supervision;
    private final Handling handling;
    private final ProblemProcess process;

    CaseMessages(
            ProblemRepository problems,
            CaseHistory history,
            ProblemVisibility visibility,
            Assignment assignment,
            Extensions extensions,
            Supervision supervision,
            Handling handling,
            ProblemProcess process) {
        this.problems = problems;
        this.history = history;
        this.visibility = visibility;
        this.assignment = assignment;
        this.extensions = extensions;
        this.supervision = supervision;
        this.handling = handling;
        this.process = process;
    }

    /**
     * Sends a message.
     *
     * @param message {@code withdraw}, {@code recall}, {@code reinstate}, {@code urge}, {@code supervise}, {@code
     *     request-extension}, {@code first-contact} or {@code undo-first-contact}
     * @throws Missing when the account may not know the case
     * @throws Forbidden when it is not the account's to send
     * @throws Conflict when the case no longer stands where the message fits
     */
    @Transactional
    void send(Account account, String message, String number, SubmittedForm answers) {
        Problem problem = problems.lock(number);
        if (!visibility.mayRead(account, problem)) {
            throw new Missing("problem.missing", number);
        }
        if (!maySend(account, message, problem)) {
            throw new Forbidden("problem.message-forbidden." + message);
        }
        if (!fits(message, problem)) {
            throw new Conflict("problem.message-late." + message, number);
        }
        switch (message) {
            case "withdraw" ->
                history.record(problem, account.id(), "withdraw", "withdraw", answers.textOrNull("reason"));
            case "recall" -> assignment.recall(number, account.id(), answers.textOrNull("reason"));
            case "reinstate" -> assignment.reinstate(number, account.id(), answers.required("reason"));
            case "urge" -> supervision.recordUrge(problem, account.id(), answers.textOrNull("reason"));
            case "supervise" -> supervision.demand(problem, account.id(), answers);
            case "request-extension" -> extensions.request(problem, account.id(), answers);
            case "first-contact" -> handling.firstContact(problem, account.id(), answers);
            case "undo-first-contact" -> handling.undoFirstContact(problem, account.id());
            default -> throw new IllegalArgumentException(message);
        }
        if (CLOCK_ONLY.contains(message)) {
            process.clocksChanged(number);
        } else if (message.equals("reinstate")) {
            process.reinstate(number);
        } else {
            process.correlate(message, number);
        }
    }

    /** Whether the account could send the message now: what the page of a case offers. */
    boolean offered(Account account, String message, Problem problem) {
        return visibility.mayRead(account, problem)
                && maySend(account, message, problem)
                && fits(message, problem)
                && !(message.equals("supervise") && supervision.open(problem).isPresent())
                && !(message.equals("request-extension")
                        && extensions.of(problem).isPresent());
    }

    private boolean fits(String message, Problem problem) {
        if (!FITS.getOrDefault(message, Set.of()).contains(problem.status())) {
            return false;
        }
        return switch (message) {
            case "first-contact" -> problem.firstContactAt() == null;
            case "undo-first-contact" -> handling.firstContactNoted(problem);
            case "withdraw" -> problem.withdrawable();
            // While a demand waits for its answer no second one is offered; Supervision tells whoever tries.
            default -> true;
        };
    }

    private static boolean maySend(Account account, String message, Problem problem) {
        String lead = problem.leadUnit();
        boolean leads = lead != null
                && (account.handles(lead)
                        || problem.status() == Status.HANDLE && account.id().equals(problem.handler()));
        return switch (message) {
            case "withdraw" -> account.id().equals(problem.reporter());
            case "recall", "reinstate" -> account.is(Role.OFFICE);
            case "urge" -> account.is(Role.OFFICE) || account.is(Role.LEADER);
            case "supervise" -> account.is(Role.SUPERVISOR);
            case "request-extension", "first-contact", "undo-first-contact" -> leads;
            default -> false;
        };
    }

    private static Set<Status> union(Set<Status> one, Set<Status> other) {
        Set<Status> both = EnumSet.copyOf(one);
        both.addAll(other);
        return both;
    }
}
