package minqing.activity.problem;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Collections;
import java.util.Optional;
import minqing.bureau.organization.Account;
import minqing.bureau.organization.Directory;
import minqing.bureau.organization.Organization;
import minqing.platform.engine.Submission;
import minqing.platform.engine.SubmissionRule;
import minqing.platform.fault.Conflict;
import minqing.platform.fault.Forbidden;
import minqing.platform.fault.InvalidInput;
import minqing.work.inbox.Inbox;
import minqing.work.inbox.OpenTask;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What the forms of a case cannot know. Own work is an earlier step of the same case: nobody reviews, verifies or decides
 * on their own, whatever groups they hold (processes, "Roles").
 */
@Component
class ProblemRules implements SubmissionRule {

    private final ProblemRepository problems;
    private final CaseHistory history;
    private final CaseClock caseClock;
    private final Assignment assignment;
    private final Extensions extensions;
    private final Directory directory;
    private final Organization organization;
    private final Inbox inbox;
    private final Clock clock;

    ProblemRules(
            ProblemRepository problems,
            CaseHistory history,
            CaseClock caseClock,
            Assignment assignment,
            Extensions extensions,
            Directory directory,
            Organization organization,
            Inbox inbox,
            Clock clock) {
        this.problems = problems;
        this.history = history;
        this.caseClock = caseClock;
        this.assignment = assignment;
        this.extensions = extensions;
        this.directory = directory;
        this.organization = organization;
        this.inbox = inbox;
        this.clock = clock;
    }

    @Override
    public String processKey() {
        return ProblemProcess.KEY;
    }

    @Override
    public void check(Submission submission) {
        Account account = directory
                .account(submission.user())
                .orElseThrow(() -> new Forbidden("problem.not-known", submission.user()));
        SubmittedForm answers = new SubmittedForm(submission.values());
        String number = submission.businessKey();
        if (number == null) {
            checkReport(account, answers);
            return;
        }
        Problem problem = problems.lock(number);
        String unit = unit(submission);
        if (!mayTake(account, problem, submission.elementId(), unit)) {
            throw new Forbidden("problem.own-work");
        }
        switch (submission.elementId()) {
            case "triage" -> checkTriage(problem, answers);
            case "acknowledge" -> {
                if (answers.is("object") && !mayObject(problem)) {
                    throw new Conflict("problem.objection-lapsed", number);
                }
            }
            case "adjudicate" -> checkAssists(answers);
            case "supplement" -> {
                if (answers.is("withdraw") && !problem.withdrawable()) {
                    throw new Conflict("problem.message-late.withdraw", number);
                }
            }
            case "assist" -> checkAssist(account, problem, answers, java.util.Objects.requireNonNull(unit));
            case "handle" -> checkAnswered(problem, answers);
            case "approve-extension" -> {
                if (extensions
                        .of(problem)
                        .filter(open -> open.decision() == null)
                        .isEmpty()) {
                    throw new Conflict("problem.extension-decided", number);
                }
            }
            default -> {}
        }
    }

    /**
     * Lets nobody be given a task who must not do it, whichever way it is taken.
     *
     * @throws Forbidden when it would be the account's own work
     */
    void requireMayTake(@Nullable String assignee, String number, String step, @Nullable String unit) {
        Optional.ofNullable(assignee)
                .flatMap(directory::account)
                .filter(account -> !mayTake(account, problems.get(number), step, unit))
                .ifPresent(account -> {
                    throw new Forbidden("problem.own-work");
                });
    }

    /** Whether an account may take a task of a step; which groups are offered it is the model's matter. */
    boolean mayTake(Account account, Problem problem, String step, @Nullable String unit) {
        String id = account.id();
        return switch (step) {
            case "adjudicate" ->
                Collections.disjoint(account.units(), history.objectors(problem.id()))
                        && !history.assigners(problem.id()).contains(id);
            case "review" -> !history.workers(problem.id()).contains(id);
            case "verify", "periodic-review" ->
                !history.workers(problem.id()).contains(id)
                        && !history.reviewers(problem.id()).contains(id);
            case "approve-extension" ->
                !id.equals(problem.handler())
                        && !history.workers(problem.id()).contains(id)
                        && extensions
                                .of(problem)
                                .filter(request -> request.requestedBy().equals(id))
                                .isEmpty();
            case "assist" ->
                unit != null
                        && (account.handles(unit)
                                || account.heads(unit)
                                || (problem.leadUnit() != null && account.heads(problem.leadUnit())));
            default -> true;
        };
    }

    /** Within the limit of five working days, told or not: the head hears of it only when offices open. */
    private boolean mayObject(Problem problem) {
        return problem.objectionOpen()
                && caseClock
                        .running(problem, "acknowledge", null)
                        .filter(limit -> limit.dueAt().isBefore(clock.instant()))
                        .isEmpty();
    }

    private void checkReport(Account account, SubmittedForm answers) {
        if (account.onlyReads()) {
            throw new Forbidden("problem.report-forbidden");
        }
        answers.text("recurrenceOf")
                .filter(number -> problems.find(number)
                        .filter(earlier -> earlier.status() == Status.CLOSED)
                        .isEmpty())
                .ifPresent(number -> {
                    throw InvalidInput.of("recurrenceOf", "problem.recurrence-not-closed", number);
                });
    }

    private void checkTriage(Problem problem, SubmittedForm answers) {
        switch (answers.outcome()) {
            case "assign" -> checkAssists(answers);
            case "merge" -> assignment.root(problem, answers.required("into"));
            case "resolve-on-the-spot" -> checkAnswered(problem, answers);
            default -> {}
        }
    }

    private void checkAssists(SubmittedForm answers) {
        String lead = answers.required("leadUnit");
        if (answers.texts("assistingUnits").contains(lead)) {
            throw InvalidInput.of(
                    "assistingUnits",
                    "problem.assist-is-lead",
                    organization.unit(lead).orElseThrow().name());
        }
    }

    /** Only the assisting unit says what it did; only the lead unit's head says that it isn't needed any more. */
    static boolean mayAssist(Account account, Problem problem, String outcome, String unit) {
        return outcome.equals("waive")
                ? problem.leadUnit() != null && account.heads(problem.leadUnit())
                : account.handles(unit) || account.heads(unit);
    }

    private static void checkAssist(Account account, Problem problem, SubmittedForm answers, String unit) {
        if (!mayAssist(account, problem, answers.outcome(), unit)) {
            throw new Forbidden(answers.is("waive") ? "problem.waive-forbidden" : "problem.assist-forbidden");
        }
    }

    /** The people are told no earlier than the day the problem came up, be it entered later, and not in the future. */
    private void checkAnswered(Problem problem, SubmittedForm answers) {
        LocalDate answered = answers.date("answeredOn").orElseThrow();
        LocalDate reported = problem.reportedAt().atZone(clock.getZone()).toLocalDate();
        LocalDate happened = problem.happenedOn();
        LocalDate earliest = happened == null || happened.isAfter(reported) ? reported : happened;
        if (answered.isAfter(LocalDate.now(clock)) || answered.isBefore(earliest)) {
            throw InvalidInput.of("answeredOn", "problem.answered-on", earliest);
        }
    }

    private @Nullable String unit(Submission submission) {
        return Optional.ofNullable(submission.taskId())
                .flatMap(inbox::openTask)
                .map(OpenTask::unit)
                .orElse(null);
    }
}
