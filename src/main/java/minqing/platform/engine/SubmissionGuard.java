package minqing.platform.engine;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import minqing.platform.fault.Conflict;
import minqing.platform.fault.Fault;
import minqing.platform.fault.FieldFault;
import minqing.platform.fault.Forbidden;
import minqing.platform.fault.InvalidInput;
import minqing.platform.fault.Missing;
import minqing.platform.form.FormContext;
import minqing.platform.form.FormSchema;
import minqing.platform.form.FormValidator;
import org.camunda.bpm.engine.exception.NotFoundException;
import org.camunda.bpm.engine.exception.NullValueException;
import org.camunda.bpm.engine.impl.cfg.CommandChecker;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.engine.variable.Variables;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * The one gate for everything a person submits. It stands inside the engine's own commands, hence before pages, REST and
 * Tasklist alike and in their transaction: the deployed form of that very task or start event judges the values, then the
 * rules of the process judge the submission, and what comes out enters the process in memory only. Nobody passes
 * anonymously: a rule that cannot ask who it is could not refuse anyone.
 */
@Component
class SubmissionGuard {

    private final DeployedForms forms;
    private final FormValidator validator;
    private final PersistentVariables kept;
    private final Refusals refusals;
    private final ObjectProvider<SubmissionRule> rules;
    private final SystemProcesses systemProcesses;

    /** The rules are looked up late: the services behind them need the engine that is being built with this guard. */
    SubmissionGuard(
            DeployedForms forms,
            FormValidator validator,
            PersistentVariables kept,
            Refusals refusals,
            ObjectProvider<SubmissionRule> rules,
            SystemProcesses systemProcesses) {
        this.forms = forms;
        this.validator = validator;
        this.kept = kept;
        this.refusals = refusals;
        this.rules = rules;
        this.systemProcesses = systemProcesses;
    }

    /** Judges what is submitted for a task and returns what may enter the process. */
    VariableMap admitTask(CommandContext context, @Nullable String taskId, @Nullable Map<String, Object> submitted) {
        return refusing(() -> {
            TaskEntity task = taskId == null ? null : context.getTaskManager().findTaskById(taskId);
            if (task == null || task.getProcessDefinitionId() == null) {
                throw new Missing("engine.task.gone");
            }
            for (CommandChecker checker :
                    context.getProcessEngineConfiguration().getCommandCheckers()) {
                checker.checkTaskWork(task);
            }
            if (task.isSuspended()) {
                throw new Conflict("engine.suspended");
            }
            if (systemProcesses.contains(task.getProcessDefinition().getKey())) {
                Admissions.current().admitTask(task.getId(), task.getExecution().getActivityInstanceId());
                return SubmittedValues.submitted(SubmittedValues.plain(submitted));
            }
            String user = user(context);
            if (task.getAssignee() != null && !task.getAssignee().equals(user)) {
                throw new Conflict("engine.task.taken", task.getAssignee());
            }
            ProcessDefinitionEntity definition = task.getProcessDefinition();
            String businessKey = task.getExecution().getProcessBusinessKey();
            Map<String, Object> plain = SubmittedValues.plain(submitted);
            Optional<FormSchema> form = forms.of(context, task);
            if (form.isEmpty() && !plain.isEmpty()) {
                throw new InvalidInput(unexpected(plain));
            }
            Map<String, Object> values = form.isEmpty()
                    ? plain
                    : validator.validate(
                            form.get(),
                            plain,
                            new FormContext(
                                    user, definition.getKey(), task.getTaskDefinitionKey(), taskId, businessKey));
            ask(new Submission(
                    definition.getKey(),
                    task.getTaskDefinitionKey(),
                    taskId,
                    businessKey,
                    user,
                    Collections.unmodifiableMap(values)));
            Admissions.current().admitTask(task.getId(), task.getExecution().getActivityInstanceId());
            return entering(task, values);
        });
    }

    /**
     * A field may bear the name of a variable the process keeps (the unit a triager chooses is the unit responsible from then
     * on). The engine refuses a value in memory where one is kept, so such a field is seen by the task alone; its complete
     * listener reads it there and sets the execution's variable.
     */
    private VariableMap entering(TaskEntity task, Map<String, Object> values) {
        Map<String, Object> passing = new LinkedHashMap<>(values);
        values.forEach((name, value) -> {
            if (kept.names().contains(name)) {
                task.setVariableLocal(name, new SubmittedValue(value));
                passing.remove(name);
            }
        });
        return SubmittedValues.submitted(passing);
    }

    /**
     * Judges what is submitted to start a case and returns what may enter it. Without a start form nobody fills anything in:
     * the values are then the identifiers the process keeps, for {@link PersistentVariables} to judge; and only then may the
     * application itself be the one who starts it.
     */
    VariableMap admitStart(
            CommandContext context,
            Supplier<ProcessDefinitionEntity> definitionSource,
            @Nullable String businessKey,
            @Nullable Map<String, Object> submitted) {
        return refusing(() -> {
            ProcessDefinitionEntity definition = definition(definitionSource);
            for (CommandChecker checker :
                    context.getProcessEngineConfiguration().getCommandCheckers()) {
                checker.checkCreateProcessInstance(definition);
            }
            if (definition.isSuspended()) {
                throw new Conflict("engine.suspended");
            }
            if (businessKey != null && !Identifiers.accepts(businessKey)) {
                throw InvalidInput.of("businessKey", "engine.business-key");
            }
            Map<String, Object> plain = SubmittedValues.plain(submitted);
            if (systemProcesses.contains(definition.getKey())) {
                Admissions.current().admitStart(definition.getId());
                return SubmittedValues.submitted(plain);
            }
            String element = definition.getInitial().getId();
            Optional<FormSchema> form = forms.of(context, definition);
            if (form.isEmpty() && context.getAuthenticatedUserId() == null) {
                // The application itself starts what its clock is due to start: there is no form and nobody to ask
                // about.
                Admissions.current().admitStart(definition.getId());
                return Variables.fromMap(plain);
            }
            String user = user(context);
            Map<String, Object> values = form.isEmpty()
                    ? plain
                    : validator.validate(
                            form.get(), plain, new FormContext(user, definition.getKey(), element, null, businessKey));
            ask(new Submission(
                    definition.getKey(), element, null, businessKey, user, Collections.unmodifiableMap(values)));
            Admissions.current().admitStart(definition.getId());
            return form.isEmpty() ? Variables.fromMap(values) : SubmittedValues.submitted(values);
        });
    }

    private static ProcessDefinitionEntity definition(Supplier<ProcessDefinitionEntity> source) {
        try {
            return source.get();
        } catch (NullValueException | NotFoundException unknown) {
            throw new Missing("engine.process.gone");
        }
    }

    private static String user(CommandContext context) {
        String user = context.getAuthenticatedUserId();
        if (user == null || user.isEmpty()) {
            throw new Forbidden("engine.submission.anonymous");
        }
        return user;
    }

    private void ask(Submission submission) {
        rules.orderedStream()
                .filter(rule -> rule.processKey().equals(submission.processKey()))
                .forEach(rule -> rule.check(submission));
    }

    private static List<FieldFault> unexpected(Map<String, Object> values) {
        return values.keySet().stream()
                .map(name -> new FieldFault(name, "engine.submission.unexpected", name))
                .toList();
    }

    private <T> T refusing(Supplier<T> judgement) {
        try {
            return judgement.get();
        } catch (Fault fault) {
            throw refusals.refusal(fault);
        }
    }
}
