package minqing.activity.outing;

import java.util.Date;
import java.util.List;
import java.util.Set;
import minqing.bureau.organization.Account;
import minqing.platform.engine.AsSystem;
import minqing.platform.engine.ProcessVariables;
import minqing.work.inbox.Inbox;
import minqing.work.inbox.OpenTask;
import org.camunda.bpm.engine.FormService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.variable.Variables;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * The process {@code outing-confirmation}: its key, its variables, and the steps its model calls. An outing entered on a
 * leader's behalf waits for the leader, who confirms it or sends it back to whoever entered it. The problems it brought home
 * do not wait with it.
 */
@Component("outingProcess")
public class OutingProcess implements ProcessVariables {

    /** The key of the process; its business key is the outing's number. */
    public static final String KEY = "outing-confirmation";

    /** The task in which the leader says whether it is right. */
    static final String CONFIRM = "confirm-outing";

    /** The task of whoever entered it, while it is sent back. */
    static final String CORRECT = "correct-outing";

    /** The timer of the watcher. */
    static final String WATCHER = "next-reminder";

    /** Variable: the account of the leader who went. */
    static final String LEADER = "leader";

    /** Variable: the account that entered it. */
    static final String ENTERED_BY = "enteredBy";

    /** What ends the wait when the outing is deleted. */
    private static final String WITHDRAW = "withdraw-outing";

    private final Confirmation confirmation;
    private final OutingRepository outings;
    private final Inbox inbox;
    private final AsSystem asSystem;
    private final IdentityService identityService;
    private final RuntimeService runtimeService;
    private final FormService formService;

    OutingProcess(
            Confirmation confirmation,
            OutingRepository outings,
            Inbox inbox,
            AsSystem asSystem,
            @Lazy IdentityService identityService,
            @Lazy RuntimeService runtimeService,
            @Lazy FormService formService) {
        this.confirmation = confirmation;
        this.outings = outings;
        this.inbox = inbox;
        this.asSystem = asSystem;
        this.identityService = identityService;
        this.runtimeService = runtimeService;
        this.formService = formService;
    }

    @Override
    public String processKey() {
        return KEY;
    }

    @Override
    public Set<String> names() {
        return Set.of(LEADER, ENTERED_BY);
    }

    // ---- from outside into the process

    /** From now on the leader is asked. */
    void start(Outing outing) {
        runtimeService
                .createProcessInstanceByKey(KEY)
                .businessKey(outing.number())
                .setVariables(Variables.putValue(LEADER, outing.leader()).putValue(ENTERED_BY, outing.enteredBy()))
                .execute();
    }

    /** The outing is deleted: nobody is asked any more. */
    void withdraw(String number) {
        asSystem.run(() -> runtimeService
                .createMessageCorrelation(WITHDRAW)
                .processInstanceBusinessKey(number)
                .correlate());
    }

    /** Whoever it was sent back to has set it right, and says so by the way. */
    void handInAgain(String number, Account account) {
        inbox.openTasks(KEY, number).stream()
                .filter(task -> task.elementKey().equals(CORRECT) && isFor(task, account))
                .map(OpenTask::taskId)
                .forEach(task -> formService.submitTaskForm(task, Variables.putValue("outcome", "resubmit")));
    }

    /** What the tasks say of the outing has changed. */
    void refresh(String number) {
        inbox.refresh(KEY, number);
    }

    /** The task in which the account can answer for the outing now. */
    @Nullable
    String taskOf(String number, Account account) {
        List<OpenTask> open = inbox.openTasks(KEY, number);
        return open.stream()
                .filter(task -> isFor(task, account))
                .map(OpenTask::taskId)
                .findFirst()
                .orElse(null);
    }

    /** Somebody's own, or offered to the person because that somebody is gone. */
    private static boolean isFor(OpenTask task, Account account) {
        return task.assignee() == null
                ? task.groups().stream().anyMatch(account.groups()::contains)
                : account.id().equals(task.assignee());
    }

    // ---- steps of the model

    public void count(DelegateExecution execution) {
        confirmation.count(number(execution), actor());
    }

    public Date nextReminder(DelegateExecution execution) {
        return Date.from(confirmation.nextReminder(outings.get(number(execution))));
    }

    public void remind(DelegateExecution execution) {
        confirmation.remind(number(execution));
    }

    // ---- what happens around a person's task

    public void answered(DelegateTask task) {
        if ("correct".equals(task.getVariable("outcome"))) {
            confirmation.sendBack(number(task), actor(), (String) task.getVariable("reason"));
        }
    }

    public void corrected(DelegateTask task) {
        if ("withdraw".equals(task.getVariable("outcome"))) {
            confirmation.giveUp(number(task), actor(), (String) task.getVariable("reason"));
        } else {
            confirmation.handInAgain(number(task), actor());
        }
    }

    // ---- unwrapping

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
}
