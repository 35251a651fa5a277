package minqing.platform.engine;

import java.util.Map;
import minqing.platform.fault.Forbidden;
import org.camunda.bpm.engine.impl.ProcessInstantiationBuilderImpl;
import org.camunda.bpm.engine.impl.RuntimeServiceImpl;
import org.camunda.bpm.engine.impl.cmd.GetDeployedProcessDefinitionCmd;
import org.camunda.bpm.engine.impl.cmd.StartProcessInstanceCmd;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.interceptor.CommandExecutor;
import org.camunda.bpm.engine.runtime.ProcessInstanceWithVariables;
import org.camunda.bpm.engine.runtime.ProcessInstantiationBuilder;
import org.jspecify.annotations.Nullable;

/** The engine's runtime service with the gate before every start of a case. All its ways to start lead to the builder. */
class GuardedRuntimeService extends RuntimeServiceImpl {

    private final SubmissionGuard guard;
    private final Refusals refusals;

    GuardedRuntimeService(SubmissionGuard guard, Refusals refusals) {
        this.guard = guard;
        this.refusals = refusals;
    }

    @Override
    public ProcessInstantiationBuilder createProcessInstanceByKey(String processDefinitionKey) {
        return new GuardedInstantiation(commandExecutor, guard, refusals, null, processDefinitionKey);
    }

    @Override
    public ProcessInstantiationBuilder createProcessInstanceById(String processDefinitionId) {
        return new GuardedInstantiation(commandExecutor, guard, refusals, processDefinitionId, null);
    }

    /** A free text in the engine's tables. */
    @Override
    public void setAnnotationForIncidentById(String incidentId, String annotation) {
        throw refusals.refusal(new Forbidden("engine.closed"));
    }

    private static final class GuardedInstantiation extends ProcessInstantiationBuilderImpl {

        private final SubmissionGuard guard;
        private final Refusals refusals;

        private GuardedInstantiation(
                CommandExecutor commandExecutor,
                SubmissionGuard guard,
                Refusals refusals,
                @Nullable String definitionId,
                @Nullable String definitionKey) {
            super(commandExecutor);
            this.guard = guard;
            this.refusals = refusals;
            this.processDefinitionId = definitionId;
            this.processDefinitionKey = definitionKey;
        }

        @Override
        public ProcessInstanceWithVariables executeWithVariablesInReturn(
                boolean skipCustomListeners, boolean skipIoMappings) {
            if (modificationBuilder.getModificationOperations().isEmpty() && !skipCustomListeners && !skipIoMappings) {
                return refusals.translating(() -> commandExecutor.execute(new GuardedStart(guard, this)));
            }
            // To set a case down in the middle of its model is repair work: an operator's, not a person's submission.
            if (commandExecutor.execute(CommandContext::getAuthenticatedUserId) != null) {
                throw refusals.refusal(new Forbidden("engine.closed"));
            }
            return super.executeWithVariablesInReturn(skipCustomListeners, skipIoMappings);
        }
    }

    private static final class GuardedStart extends StartProcessInstanceCmd {

        private static final long serialVersionUID = 1L;

        private final transient SubmissionGuard guard;

        private GuardedStart(SubmissionGuard guard, ProcessInstantiationBuilderImpl builder) {
            super(builder);
            this.guard = guard;
        }

        @Override
        public ProcessInstanceWithVariables execute(CommandContext context) {
            Map<String, Object> variables = instantiationBuilder.getVariables();
            Map<String, Object> admitted = guard.admitStart(
                    context,
                    () -> new GetDeployedProcessDefinitionCmd(instantiationBuilder, false).execute(context),
                    instantiationBuilder.getBusinessKey(),
                    variables);
            variables.clear();
            variables.putAll(admitted);
            return super.execute(context);
        }
    }
}
