package minqing.activity.accusation;

import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import minqing.platform.engine.AsSystem;
import minqing.platform.engine.SystemProcess;
import minqing.platform.fault.Conflict;
import minqing.platform.fault.Forbidden;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * The process {@code accusation-handling} (检举控告办理): its key, and the methods its model calls. The engine knows the random
 * code of a case, its step and its times; it keeps no variable, and no person works in it.
 */
@Component("accusationProcess")
public class AccusationProcess implements SystemProcess {

    /** The key of the process; its business key is the accusation's code. */
    static final String KEY = "accusation-handling";

    private static final String WATCHER = "next-reminder";

    private final AccusationSteps steps;
    private final AsSystem asSystem;
    private final RuntimeService runtimeService;
    private final TaskService taskService;
    private final ManagementService managementService;

    AccusationProcess(
            AccusationSteps steps,
            AsSystem asSystem,
            @Lazy RuntimeService runtimeService,
            @Lazy TaskService taskService,
            @Lazy ManagementService managementService) {
        this.steps = steps;
        this.asSystem = asSystem;
        this.runtimeService = runtimeService;
        this.taskService = taskService;
        this.managementService = managementService;
    }

    @Override
    public String systemProcessKey() {
        return KEY;
    }

    // ---- from outside into the process

    void start(String code) {
        asSystem.run(() ->
                runtimeService.createProcessInstanceByKey(KEY).businessKey(code).execute());
    }

    /** Starts in the middle: for an accusation whose case is gone. */
    void startAt(String code, Stage stage) {
        asSystem.run(() -> runtimeService
                .createProcessInstanceByKey(KEY)
                .businessKey(code)
                .startBeforeActivity(stage.code())
                .startBeforeActivity("watch")
                .execute());
    }

    boolean runs(String code) {
        return asSystem.get(() -> instance(code) != null);
    }

    /**
     * Completes the step at which the accusation stands.
     *
     * @param values what the model's ways depend on and what its steps need; none of it is kept by the engine
     * @throws Conflict when it stands there no longer
     */
    void complete(String code, Stage stage, Map<String, Object> values) {
        asSystem.run(() -> {
            Task task = taskService
                    .createTaskQuery()
                    .processDefinitionKey(KEY)
                    .processInstanceBusinessKey(code)
                    .taskDefinitionKey(stage.code())
                    .singleResult();
            if (task == null) {
                throw new Conflict("accusation.moved-on");
            }
            taskService.complete(task.getId(), values);
            moveWatcher(code);
        });
    }

    /** The step may have another limit than the one before: the next reminder follows. */
    private void moveWatcher(String code) {
        ProcessInstance instance = instance(code);
        Job timer = instance == null
                ? null
                : managementService
                        .createJobQuery()
                        .processInstanceId(instance.getId())
                        .activityId(WATCHER)
                        .singleResult();
        if (timer != null) {
            managementService.setJobDuedate(timer.getId(), Date.from(steps.nextReminder(code)));
        }
    }

    private @Nullable ProcessInstance instance(String code) {
        return runtimeService
                .createProcessInstanceQuery()
                .processDefinitionKey(KEY)
                .processInstanceBusinessKey(code)
                .singleResult();
    }

    // ---- steps of the model

    public boolean named(DelegateExecution execution) {
        return steps.named(code(execution));
    }

    public void close(DelegateExecution execution) {
        steps.close(code(execution));
    }

    public void registerProblem(DelegateExecution execution) {
        steps.registerProblem(code(execution), new HashMap<>(execution.getVariables()));
    }

    public Date nextReminder(DelegateExecution execution) {
        return Date.from(steps.nextReminder(code(execution)));
    }

    public void remind(DelegateExecution execution) {
        steps.remind(code(execution));
    }

    // ---- what happens around a task

    public void opened(DelegateTask task) {
        steps.opened(code(task), Stage.of(task.getTaskDefinitionKey()));
    }

    /** Refuses every assignee in the engine. The holder is kept in the module's own table. */
    public void refuseHolder(DelegateTask task) {
        if (task.getAssignee() != null) {
            throw new Forbidden("engine.closed");
        }
    }

    public void completed(DelegateTask task) {
        steps.ended(code(task));
    }

    /** Its case was ended from outside: the accusation stays where it stands, without a clock, until it is read. */
    public void cancelled(DelegateTask task) {
        steps.ended(code(task));
    }

    private static String code(DelegateExecution execution) {
        return execution.getProcessBusinessKey();
    }

    private static String code(DelegateTask task) {
        return task.getExecution().getProcessBusinessKey();
    }
}
