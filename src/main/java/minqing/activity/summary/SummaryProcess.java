package minqing.activity.summary;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import minqing.bureau.organization.Role;
import minqing.platform.engine.AsSystem;
import minqing.platform.engine.ProcessVariables;
import minqing.platform.fault.Conflict;
import minqing.work.inbox.Inbox;
import minqing.work.inbox.OpenTask;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.MismatchingMessageCorrelationException;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * The process {@code monthly-summary} (月度汇总): its key, the names its model uses, and the methods the model calls. Each method
 * unwraps identifiers, calls one service and wraps the outcome.
 */
@Component("summaryProcess")
public class SummaryProcess implements ProcessVariables {

    /** The key of the process; its business key is unit and period, {@code unit/2026-11}. */
    public static final String KEY = "monthly-summary";

    /** Local variable of a signing task: the approver whose signature it is, whoever signs. */
    static final String SIGNER = "signer";

    private final SummaryRepository summaries;
    private final SummaryTimes times;
    private final Compilation compilation;
    private final Checking checking;
    private final Signing signing;
    private final Sealing sealing;
    private final Submitting submitting;
    private final SummaryNotices notices;
    private final Inbox inbox;
    private final AsSystem asSystem;
    private final Clock clock;
    private final IdentityService identityService;
    private final RuntimeService runtimeService;
    private final TaskService taskService;

    SummaryProcess(
            SummaryRepository summaries,
            SummaryTimes times,
            Compilation compilation,
            Checking checking,
            Signing signing,
            Sealing sealing,
            Submitting submitting,
            SummaryNotices notices,
            Inbox inbox,
            AsSystem asSystem,
            Clock clock,
            @Lazy IdentityService identityService,
            @Lazy RuntimeService runtimeService,
            @Lazy TaskService taskService) {
        this.summaries = summaries;
        this.times = times;
        this.compilation = compilation;
        this.checking = checking;
        this.signing = signing;
        this.sealing = sealing;
        this.submitting = submitting;
        this.notices = notices;
        this.inbox = inbox;
        this.asSystem = asSystem;
        this.clock = clock;
        this.identityService = identityService;
        this.runtimeService = runtimeService;
        this.taskService = taskService;
    }

    @Override
    public String processKey() {
        return KEY;
    }

    @Override
    public Set<String> names() {
        return Set.of(SIGNER);
    }

    // ---- from outside into the process

    /** Starts the case of a month whose row has just been made, in the same transaction. */
    void start(String key) {
        asSystem.run(() -> runtimeService.startProcessInstanceByKey(KEY, key));
    }

    /**
     * Sends {@code accept} or {@code return} to the case.
     *
     * @throws Conflict when it does not wait for its acceptance
     */
    void correlate(String message, String key) {
        try {
            asSystem.run(() -> runtimeService
                    .createMessageCorrelation(message)
                    .processInstanceId(instance(key))
                    .correlate());
        } catch (MismatchingMessageCorrelationException late) {
            throw new Conflict("summary.message-late." + message, key);
        }
    }

    private String instance(String key) {
        return Optional.ofNullable(runtimeService
                        .createProcessInstanceQuery()
                        .processDefinitionKey(KEY)
                        .processInstanceBusinessKey(key)
                        .singleResult())
                .orElseThrow(() -> new Conflict("summary.ended", key))
                .getId();
    }

    // ---- steps of the models

    /** A month started after the day of its reminder reminds nobody any more. */
    public boolean reminderDue(DelegateExecution execution) {
        LocalDate day = LocalDate.ofInstant(times.remindAt(summary(execution).month()), clock.getZone());
        return !LocalDate.now(clock).isAfter(day);
    }

    /** A month started early by hand waits for it; one started on that day has passed it, and reminds at once. */
    public Date remindAt(DelegateExecution execution) {
        return Date.from(times.remindAt(summary(execution).month()));
    }

    public void remindLeaders(DelegateExecution execution) {
        notices.remindLeaders(summary(execution));
    }

    public Date compileAt(DelegateExecution execution) {
        return Date.from(times.compileAt(summary(execution).month()));
    }

    public void compile(DelegateExecution execution) {
        compilation.compile(key(execution));
    }

    /** Who signs the round, one after another, as it was when the table was presented. */
    public List<String> signingOrder(DelegateExecution execution) {
        Summary summary = summary(execution);
        return signing.principals(summary, summaries.current(summary));
    }

    /** The approver while nobody else may sign; else nobody, and the task is offered to those who may. */
    public @Nullable String signer(DelegateExecution execution, String principal) {
        return offer(summary(execution), principal).holder();
    }

    public List<String> signers(DelegateExecution execution, String principal) {
        return offer(summary(execution), principal).users();
    }

    /** The office where nobody can sign any more: it takes the table back. */
    public List<String> signerGroups(DelegateExecution execution, String principal) {
        return offer(summary(execution), principal).groups();
    }

    public void seal(DelegateExecution execution) {
        sealing.seal(key(execution));
    }

    public Date dueSoonAt(DelegateExecution execution) {
        return Date.from(times.dueSoonAt(summary(execution)));
    }

    /** Tells how near the due date is; once the notice that it was missed is due as well, that one is all there is to say. */
    public void remindDue(DelegateExecution execution) {
        Summary summary = summary(execution);
        if (clock.instant().isBefore(times.pastDueAt(summary))) {
            notices.dueSoon(summary, LocalDate.now(clock), inbox.openTasks(KEY, summary.key()));
        }
    }

    public Date noonAt(DelegateExecution execution) {
        return Date.from(times.noonAt(summary(execution)));
    }

    /** An approver whose signature is awaited at noon or later: a substitute authorised beforehand may sign from now on. */
    public void noon(DelegateExecution execution) {
        Summary summary = summary(execution);
        offerSignature(summary);
        if (summary.status() == Summary.Status.SIGNING) {
            notices.noon(summary, LocalDate.now(clock), inbox.openTasks(KEY, summary.key()));
        }
    }

    /** Offers every signature that waits to those who may give it now, and to nobody else. */
    void offerSignatures() {
        summaries.signing().forEach(this::offerSignature);
    }

    private void offerSignature(Summary summary) {
        for (OpenTask task : inbox.openTasks(KEY, summary.key())) {
            if (task.elementKey().equals("sign")) {
                asSystem.run(() -> {
                    String principal = (String) taskService.getVariable(task.taskId(), SIGNER);
                    offer(task, offer(summary, principal));
                });
            }
        }
    }

    private void offer(OpenTask task, Offer offer) {
        String id = task.taskId();
        if (offer.holder() != null) {
            if (!offer.holder().equals(task.assignee())) {
                taskService.setAssignee(id, offer.holder());
            }
        } else if (task.assignee() != null && !offer.users().contains(task.assignee())) {
            taskService.setAssignee(id, null);
        } else if (task.assignee() != null && !task.users().contains(task.assignee())) {
            // It was the approver's alone until now.
            taskService.setAssignee(id, null);
        }
        task.users().stream()
                .filter(user -> !offer.users().contains(user))
                .forEach(user -> taskService.deleteCandidateUser(id, user));
        offer.users().stream()
                .filter(user -> !task.users().contains(user))
                .forEach(user -> taskService.addCandidateUser(id, user));
        task.groups().stream()
                .filter(group -> !offer.groups().contains(group))
                .forEach(group -> taskService.deleteCandidateGroup(id, group));
        offer.groups().stream()
                .filter(group -> !task.groups().contains(group))
                .forEach(group -> taskService.addCandidateGroup(id, group));
    }

    private Offer offer(Summary summary, String principal) {
        List<String> substitutes = checking.substitutes(summary, principal);
        if (signing.isApprover(principal)) {
            return substitutes.isEmpty()
                    ? new Offer(principal, List.of(), List.of())
                    : new Offer(
                            null,
                            Stream.concat(Stream.of(principal), substitutes.stream())
                                    .toList(),
                            List.of());
        }
        return substitutes.isEmpty()
                ? new Offer(null, List.of(), List.of(Role.OFFICE.group()))
                : new Offer(null, substitutes, List.of());
    }

    /** To whom a signature is offered: to one alone, to several, or, where nobody can give it, to the office to take it back. */
    private record Offer(@Nullable String holder, List<String> users, List<String> groups) {}

    /** Asked at noon by the model that months begun before the signing had a scope of its own end on. */
    public boolean unsigned(DelegateExecution execution) {
        return summary(execution).status() == Summary.Status.SIGNING;
    }

    public Date pastDueAt(DelegateExecution execution) {
        return Date.from(times.pastDueAt(summary(execution)));
    }

    public void markRed(DelegateExecution execution) {
        checking.pastDue(key(execution));
    }

    public Date acceptanceLapsesAt(DelegateExecution execution) {
        return Date.from(times.acceptanceLapsesAt());
    }

    public void openVersion(DelegateExecution execution) {
        submitting.openVersion(key(execution));
    }

    public void end(DelegateExecution execution, String status) {
        submitting.end(key(execution), Summary.Status.of(status));
    }

    // ---- what happens around a person's task

    public void opened(DelegateTask task) {
        if (task.getTaskDefinitionKey().equals("check")) {
            checking.opened(key(task));
        }
    }

    public void cancelled(DelegateTask task) {
        // Nothing of a task is kept outside the inbox.
    }

    public void checked(DelegateTask task) {
        checking.checked(key(task), actor(), values(task));
    }

    public void signed(DelegateTask task) {
        boolean last = isLast(task);
        checking.signed(key(task), (String) task.getVariable(SIGNER), actor(), last, values(task));
    }

    public void submitted(DelegateTask task) {
        Map<String, Object> values = values(task);
        submitting.submitted(
                key(task),
                actor(),
                Checking.date(values, "submittedOn").orElseGet(() -> LocalDate.now(clock)),
                Checking.text(values, "method").orElse("paper"),
                Checking.text(values, "receipt").orElse(null),
                Checking.date(values, "stampedOn").orElseThrow());
    }

    public void telephoned(DelegateTask task) {
        Map<String, Object> values = values(task);
        checking.telephoned(
                key(task),
                actor(),
                Checking.text(values, "outcome").orElseThrow(),
                Checking.text(values, "note").orElse(null));
    }

    // ---- unwrapping

    private static boolean isLast(DelegateTask task) {
        int all = ((Number) task.getVariable("nrOfInstances")).intValue();
        int done = ((Number) task.getVariable("nrOfCompletedInstances")).intValue();
        return done + 1 == all;
    }

    private Summary summary(DelegateExecution execution) {
        return summaries.get(key(execution));
    }

    private static String key(DelegateExecution execution) {
        return execution.getProcessBusinessKey();
    }

    private static String key(DelegateTask task) {
        return task.getExecution().getProcessBusinessKey();
    }

    private static Map<String, Object> values(DelegateTask task) {
        return Map.copyOf(new java.util.HashMap<>(task.getVariables().entrySet().stream()
                .filter(entry -> entry.getValue() != null)
                .collect(java.util.stream.Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue))));
    }

    private String actor() {
        Authentication authentication = identityService.getCurrentAuthentication();
        if (authentication == null || authentication.getUserId() == null) {
            throw new IllegalStateException("nobody is signed in");
        }
        return authentication.getUserId();
    }
}
