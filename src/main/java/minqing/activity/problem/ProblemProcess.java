package minqing.activity.problem;

import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import minqing.bureau.organization.Account;
import minqing.bureau.organization.Organization;
import minqing.bureau.organization.UnitKind;
import minqing.platform.engine.AsSystem;
import minqing.platform.engine.ProcessVariables;
import minqing.platform.fault.Conflict;
import minqing.work.inbox.Inbox;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.MismatchingMessageCorrelationException;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * The process {@code problem-handling} (问题办理): its key, the names its model uses, and the methods its model calls. Each
 * method unwraps identifiers, calls one service and wraps the outcome; what happens when stands in the model.
 */
@Component("problemProcess")
public class ProblemProcess implements ProcessVariables {

    /** The key of the process; its business key is the problem's number. */
    public static final String KEY = "problem-handling";

    /** The timer of the watcher, moved whenever a clock of the case changes. */
    static final String WATCHER = "next-reminder";

    /** Variable: the account that reported the problem. */
    static final String REPORTER = "reporter";

    /** Variable: the code of the unit that leads the handling; none before it is assigned and after the unit objected. */
    static final String LEAD_UNIT = "leadUnit";

    /** Variable: how the last handling ended, {@code done} or {@code cannot-yet}. */
    static final String HANDLED = "handled";

    /** Local variable of an assisting task: the code of its unit. */
    static final String UNIT = "unit";

    private final Reporting reporting;
    private final Assignment assignment;
    private final Handling handling;
    private final Extensions extensions;
    private final Closing closing;
    private final Supervision supervision;
    private final Reminders reminders;
    private final Steps steps;
    private final ResponsibleUnits responsibleUnits;
    private final HandlingLimits handlingLimits;
    private final ProblemRules rules;
    private final ProblemRepository problems;
    private final CaseClock caseClock;
    private final Organization organization;
    private final Inbox inbox;
    private final AsSystem asSystem;
    private final IdentityService identityService;
    private final RuntimeService runtimeService;
    private final ManagementService managementService;

    ProblemProcess(
            Reporting reporting,
            Assignment assignment,
            Handling handling,
            Extensions extensions,
            Closing closing,
            Supervision supervision,
            Reminders reminders,
            Steps steps,
            ResponsibleUnits responsibleUnits,
            HandlingLimits handlingLimits,
            ProblemRules rules,
            ProblemRepository problems,
            CaseClock caseClock,
            Organization organization,
            Inbox inbox,
            AsSystem asSystem,
            @Lazy IdentityService identityService,
            @Lazy RuntimeService runtimeService,
            @Lazy ManagementService managementService) {
        this.reporting = reporting;
        this.assignment = assignment;
        this.handling = handling;
        this.extensions = extensions;
        this.closing = closing;
        this.supervision = supervision;
        this.reminders = reminders;
        this.steps = steps;
        this.responsibleUnits = responsibleUnits;
        this.handlingLimits = handlingLimits;
        this.rules = rules;
        this.problems = problems;
        this.caseClock = caseClock;
        this.organization = organization;
        this.inbox = inbox;
        this.asSystem = asSystem;
        this.identityService = identityService;
        this.runtimeService = runtimeService;
        this.managementService = managementService;
    }

    @Override
    public String processKey() {
        return KEY;
    }

    @Override
    public Set<String> names() {
        return Set.of(REPORTER, LEAD_UNIT, HANDLED, UNIT);
    }

    // ---- from outside into the process

    /**
     * Starts a case with what the form {@code problem-report} holds; the guard checks it like every submission.
     *
     * @return the problem's number
     */
    String start(Map<String, Object> report) {
        ProcessInstance instance = runtimeService
                .createProcessInstanceByKey(KEY)
                .setVariables(report)
                .execute();
        return instance.getBusinessKey();
    }

    /** Starts a case that somebody else, who brought it home, reports; whoever entered it stays signed in. */
    String startFor(Account reporter, Map<String, Object> report) {
        Authentication person = identityService.getCurrentAuthentication();
        // Within a step of another process the engine would not note who started this one, and tell by that where it
        // came from.
        CommandContext step = Context.getCommandContext();
        boolean unnoted = step != null && !step.isUserOperationLogEnabled();
        if (unnoted) {
            step.enableUserOperationLog();
        }
        identityService.setAuthentication(reporter.id(), List.copyOf(reporter.groups()));
        try {
            return start(report);
        } finally {
            if (unnoted) {
                step.disableUserOperationLog();
            }
            if (person == null) {
                identityService.clearAuthentication();
            } else {
                identityService.setAuthentication(person.getUserId(), person.getGroupIds(), person.getTenantIds());
            }
        }
    }

    /**
     * Sends a message to the case.
     *
     * @throws Conflict when the case no longer waits for it
     */
    void correlate(String message, String number) {
        try {
            asSystem.run(() -> runtimeService
                    .createMessageCorrelation(message)
                    .processInstanceBusinessKey(number)
                    .correlate());
        } catch (MismatchingMessageCorrelationException late) {
            throw new Conflict("problem.message-late." + message, number);
        }
        inbox.refresh(KEY, number);
    }

    /** Starts the case of a problem anew that had been declined, under its number. */
    void reinstate(String number) {
        asSystem.run(() -> runtimeService
                .createMessageCorrelation("reinstate")
                .processInstanceBusinessKey(number)
                .correlateStartMessage());
    }

    /** A clock of the case changed outside a step: the inbox and the watcher follow. */
    void clocksChanged(String number) {
        inbox.refresh(KEY, number);
        asSystem.run(() -> Optional.ofNullable(runtimeService
                        .createProcessInstanceQuery()
                        .processDefinitionKey(KEY)
                        .processInstanceBusinessKey(number)
                        .singleResult())
                .ifPresent(instance -> moveWatcher(instance.getId(), number)));
    }

    // ---- steps of the model

    public void register(DelegateExecution execution) {
        String reporter = actor();
        String number = reporting.register(reporter, new SubmittedForm(values(execution.getVariables())));
        execution.setProcessBusinessKey(number);
        execution.setVariable(REPORTER, reporter);
    }

    /** A case that begins where another one of its number had ended. */
    public void reinstated(DelegateExecution execution) {
        Problem problem = assignment.reinstated(number(execution));
        execution.setVariable(REPORTER, problem.reporter());
    }

    /** A unit whose assignment was taken back leads no longer. */
    public void recalled(DelegateExecution execution) {
        execution.setVariable(LEAD_UNIT, null);
    }

    public void route(DelegateExecution execution) {
        Problem problem = problem(execution);
        assignment.propose(problem.number(), responsibleUnits.proposal(problem));
        handlingLimits.proposed(problem).ifPresent(limit -> steps.proposedLimit(problem.number(), limit));
    }

    /** What was settled on the spot has no unit that could handle it again. */
    public boolean hasLeadUnit(DelegateExecution execution) {
        return problem(execution).leadUnit() != null;
    }

    public Date supplementExpiresAt(DelegateExecution execution) {
        return dueAt(execution, "supplement");
    }

    public void supplementExpired(DelegateExecution execution) {
        assignment.supplementExpired(number(execution));
    }

    public Date objectionToldAt(DelegateExecution execution) {
        return Date.from(steps.toldAt(problem(execution), "acknowledge"));
    }

    public void objectionLapsed(DelegateExecution execution) {
        assignment.objectionLapsed(number(execution));
    }

    /** Whoever entered it on a leader's behalf reported it no less than the leader did. */
    public boolean reportedByTriager(DelegateExecution execution) {
        return assignment.reportedByTriager(number(execution));
    }

    public boolean secondObjection(DelegateExecution execution) {
        return problem(execution).objections() > 1;
    }

    public boolean externalUnit(DelegateExecution execution) {
        String lead = problem(execution).leadUnit();
        return lead != null
                && organization
                        .unit(lead)
                        .filter(unit -> unit.kind() == UnitKind.EXTERNAL)
                        .isPresent();
    }

    public @Nullable String handler(DelegateExecution execution) {
        return handling.handler(number(execution)).orElse(null);
    }

    public List<String> assistingUnits(DelegateExecution execution) {
        return handling.assistsOfThisRound(number(execution));
    }

    public void extend(DelegateExecution execution) {
        extensions.extend(problem(execution));
        inbox.refresh(KEY, number(execution));
        moveWatcher(execution);
    }

    public List<String> reviewers(DelegateExecution execution) {
        return handling.reviewers(number(execution));
    }

    public Date nextPeriodicReview(DelegateExecution execution) {
        return Date.from(steps.nextPeriodicReview());
    }

    public @Nullable String verifier(DelegateExecution execution) {
        return closing.verifier(number(execution)).orElse(null);
    }

    public List<String> verifierGroups(DelegateExecution execution) {
        return closing.verifier(number(execution)).isPresent() ? List.of() : List.of("office");
    }

    public void close(DelegateExecution execution) {
        closing.close(number(execution));
    }

    public void end(DelegateExecution execution, String status) {
        closing.end(number(execution), Status.of(status));
    }

    public Date nextReminder(DelegateExecution execution) {
        return Date.from(caseClock.nextNotice(problem(execution)));
    }

    public void remind(DelegateExecution execution) {
        reminders.send(number(execution));
    }

    public void urge(DelegateExecution execution) {
        supervision.urge(number(execution));
    }

    public void supervise(DelegateExecution execution) {
        supervision.supervise(number(execution), leadUnit(execution));
    }

    /** The group that answers a supervisor's demand: whoever has the case. */
    public String supervised(DelegateExecution execution) {
        return Supervision.answeredBy(leadUnit(execution));
    }

    /** Whether a demand lies with those who no longer have the case. */
    public boolean demandMoved(DelegateExecution execution) {
        return supervision.moved(number(execution), leadUnit(execution));
    }

    // ---- what happens around a person's task

    /** Every task: where the case stands now, and the clock of the step. */
    public void opened(DelegateTask task) {
        steps.opened(number(task), task.getTaskDefinitionKey(), (String) task.getVariable(UNIT));
        moveWatcher(task.getExecution());
    }

    /** A task that was claimed, given back or handed to somebody else, by whatever way: never to one who must not do it. */
    public void taken(DelegateTask task) {
        String step = task.getTaskDefinitionKey();
        rules.requireMayTake(task.getAssignee(), number(task), step, (String) task.getVariable(UNIT));
        steps.taken(number(task), step, task.getAssignee());
    }

    /** A task that nobody completed: timed out, withdrawn, handed on, or ended with the case. */
    public void cancelled(DelegateTask task) {
        steps.cancelled(number(task), task.getTaskDefinitionKey(), (String) task.getVariable(UNIT));
    }

    public void triaged(DelegateTask task) {
        Problem problem = problems.get(number(task));
        SubmittedForm answers = completed(task);
        assignment.triage(problem.number(), actor(), answers, () -> handlingLimit(problem, answers));
        answers.text("leadUnit").ifPresent(unit -> task.getExecution().setVariable(LEAD_UNIT, unit));
    }

    public void supplemented(DelegateTask task) {
        assignment.supplement(number(task), actor(), completed(task));
    }

    /** A unit that objected leads no longer. */
    public void acknowledged(DelegateTask task) {
        SubmittedForm answers = completed(task);
        assignment.acknowledge(number(task), actor(), answers);
        if (answers.is("object")) {
            task.getExecution().setVariable(LEAD_UNIT, null);
        }
    }

    public void adjudicated(DelegateTask task) {
        Problem problem = problems.get(number(task));
        SubmittedForm answers = completed(task);
        assignment.adjudicate(problem.number(), actor(), answers, handlingLimit(problem, answers));
        task.getExecution().setVariable(LEAD_UNIT, answers.required("leadUnit"));
    }

    public void handled(DelegateTask task) {
        SubmittedForm answers = completed(task);
        handling.handled(number(task), actor(), answers);
        task.getExecution().setVariable(HANDLED, answers.outcome());
    }

    public void assisted(DelegateTask task) {
        handling.assisted(number(task), actor(), (String) task.getVariable(UNIT), completed(task));
    }

    public void extensionDecided(DelegateTask task) {
        extensions.decide(problems.lock(number(task)), actor(), completed(task));
    }

    public void reviewed(DelegateTask task) {
        boolean settled = !"cannot-yet".equals(task.getVariable(HANDLED));
        handling.reviewed(number(task), actor(), completed(task), settled);
    }

    public void periodicallyReviewed(DelegateTask task) {
        handling.periodicallyReviewed(number(task), actor(), completed(task));
    }

    public void verified(DelegateTask task) {
        closing.verified(number(task), actor(), completed(task));
    }

    public void supervisionReplied(DelegateTask task) {
        supervision.reply(number(task), actor(), completed(task));
    }

    // ---- unwrapping

    private SubmittedForm completed(DelegateTask task) {
        steps.ended(number(task), task.getTaskDefinitionKey(), (String) task.getVariable(UNIT));
        return new SubmittedForm(values(task.getVariables()));
    }

    private Assignment.HandlingLimit handlingLimit(Problem problem, SubmittedForm answers) {
        return handlingLimits.of(
                problem, answers.text("complexity").map("complex"::equals).orElse(problem.complex()));
    }

    /** Pulls the watcher's timer to the next date of the case, when there is a timer yet and the date has changed. */
    private void moveWatcher(DelegateExecution execution) {
        moveWatcher(execution.getProcessInstanceId(), number(execution));
    }

    private void moveWatcher(String instance, String number) {
        Date next = Date.from(caseClock.nextNotice(problems.get(number)));
        Optional<Job> timer = Optional.ofNullable(managementService
                .createJobQuery()
                .processInstanceId(instance)
                .activityId(WATCHER)
                .singleResult());
        timer.filter(job -> !next.equals(job.getDuedate()))
                .ifPresent(job -> managementService.setJobDuedate(job.getId(), next));
    }

    private Date dueAt(DelegateExecution execution, String step) {
        return Date.from(steps.dueAt(problem(execution), step));
    }

    private static @Nullable String leadUnit(DelegateExecution execution) {
        return (String) execution.getVariable(LEAD_UNIT);
    }

    private Problem problem(DelegateExecution execution) {
        return problems.get(number(execution));
    }

    private static String number(DelegateExecution execution) {
        return execution.getProcessBusinessKey();
    }

    private static String number(DelegateTask task) {
        return task.getExecution().getProcessBusinessKey();
    }

    private String actor() {
        Authentication authentication = identityService.getCurrentAuthentication();
        if (authentication == null || authentication.getUserId() == null) {
            throw new IllegalStateException("nobody is signed in");
        }
        return authentication.getUserId();
    }

    private static Map<String, Object> values(Map<String, Object> variables) {
        return new HashMap<>(variables);
    }
}
