package minqing.platform.engine;

import java.io.InputStream;
import java.util.Collection;
import java.util.Map;
import org.camunda.bpm.engine.impl.FormServiceImpl;
import org.camunda.bpm.engine.impl.cmd.GetStartFormVariablesCmd;
import org.camunda.bpm.engine.impl.cmd.GetTaskFormVariablesCmd;
import org.camunda.bpm.engine.impl.cmd.SubmitStartFormCmd;
import org.camunda.bpm.engine.impl.cmd.SubmitTaskFormCmd;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.variable.VariableMap;
import org.jspecify.annotations.Nullable;

/** The engine's form service with the gate in it; it answers form variables with options and known values filled in. */
class GuardedFormService extends FormServiceImpl {

    private final SubmissionGuard guard;
    private final FormAnswers answers;
    private final Refusals refusals;

    GuardedFormService(SubmissionGuard guard, FormAnswers answers, Refusals refusals) {
        this.guard = guard;
        this.answers = answers;
        this.refusals = refusals;
    }

    @Override
    @SuppressWarnings({"unchecked", "rawtypes"}) // as the engine itself does: a map of text is a map of objects to read
    public ProcessInstance submitStartFormData(String processDefinitionId, Map<String, String> properties) {
        return submitStartForm(processDefinitionId, null, (Map) properties);
    }

    @Override
    @SuppressWarnings({"unchecked", "rawtypes"}) // as above
    public ProcessInstance submitStartFormData(
            String processDefinitionId, String businessKey, Map<String, String> properties) {
        return submitStartForm(processDefinitionId, businessKey, (Map) properties);
    }

    @Override
    public ProcessInstance submitStartForm(String processDefinitionId, Map<String, Object> properties) {
        return submitStartForm(processDefinitionId, null, properties);
    }

    @Override
    public ProcessInstance submitStartForm(
            String processDefinitionId, @Nullable String businessKey, Map<String, Object> properties) {
        return refusals.translating(
                () -> commandExecutor.execute(new GuardedStart(guard, processDefinitionId, businessKey, properties)));
    }

    @Override
    public void submitTaskForm(String taskId, Map<String, Object> properties) {
        refusals.translating(
                () -> commandExecutor.execute(new GuardedSubmission(guard, taskId, properties, false, false)));
    }

    @Override
    public VariableMap submitTaskFormWithVariablesInReturn(
            String taskId, Map<String, Object> properties, boolean deserializeValues) {
        return refusals.translating(() ->
                commandExecutor.execute(new GuardedSubmission(guard, taskId, properties, true, deserializeValues)));
    }

    @Override
    public VariableMap getTaskFormVariables(
            String taskId, @Nullable Collection<String> names, boolean deserializeValues) {
        return commandExecutor.execute(new FilledTaskForm(answers, taskId, names, deserializeValues));
    }

    @Override
    public VariableMap getStartFormVariables(
            String processDefinitionId, @Nullable Collection<String> names, boolean deserializeValues) {
        return commandExecutor.execute(new FilledStartForm(answers, processDefinitionId, names, deserializeValues));
    }

    @Override
    public InputStream getDeployedStartForm(String processDefinitionId) {
        InputStream deployed = super.getDeployedStartForm(processDefinitionId);
        return commandExecutor.execute(context -> answers.filledStartForm(context, processDefinitionId, deployed));
    }

    private static final class GuardedSubmission extends SubmitTaskFormCmd {

        private static final long serialVersionUID = 1L;

        private final transient SubmissionGuard guard;
        private final transient @Nullable Map<String, Object> submitted;

        private GuardedSubmission(
                SubmissionGuard guard,
                String taskId,
                @Nullable Map<String, Object> submitted,
                boolean returnVariables,
                boolean deserialize) {
            super(taskId, Map.of(), returnVariables, deserialize);
            this.guard = guard;
            this.submitted = submitted;
        }

        @Override
        public VariableMap execute(CommandContext context) {
            properties = guard.admitTask(context, taskId, submitted);
            return super.execute(context);
        }
    }

    private static final class GuardedStart extends SubmitStartFormCmd {

        private static final long serialVersionUID = 1L;

        private final transient SubmissionGuard guard;
        private final transient @Nullable Map<String, Object> submitted;

        private GuardedStart(
                SubmissionGuard guard,
                String processDefinitionId,
                @Nullable String businessKey,
                @Nullable Map<String, Object> submitted) {
            super(processDefinitionId, businessKey, Map.of());
            this.guard = guard;
            this.submitted = submitted;
        }

        @Override
        public ProcessInstance execute(CommandContext context) {
            variables = guard.admitStart(
                    context,
                    () -> context.getProcessEngineConfiguration()
                            .getDeploymentCache()
                            .findDeployedProcessDefinitionById(processDefinitionId),
                    businessKey,
                    submitted);
            return super.execute(context);
        }
    }

    private static final class FilledTaskForm extends GetTaskFormVariablesCmd {

        private static final long serialVersionUID = 1L;

        private final transient FormAnswers answers;

        private FilledTaskForm(
                FormAnswers answers, String taskId, @Nullable Collection<String> names, boolean deserialize) {
            super(taskId, names, deserialize);
            this.answers = answers;
        }

        @Override
        public VariableMap execute(CommandContext context) {
            VariableMap stored = super.execute(context);
            return answers.filledTask(context, resourceId, formVariableNames, stored);
        }
    }

    private static final class FilledStartForm extends GetStartFormVariablesCmd {

        private static final long serialVersionUID = 1L;

        private final transient FormAnswers answers;

        private FilledStartForm(
                FormAnswers answers,
                String processDefinitionId,
                @Nullable Collection<String> names,
                boolean deserialize) {
            super(processDefinitionId, names, deserialize);
            this.answers = answers;
        }

        @Override
        public VariableMap execute(CommandContext context) {
            VariableMap stored = super.execute(context);
            return answers.filledStart(context, resourceId, formVariableNames, stored);
        }
    }
}
