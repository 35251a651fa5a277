package minqing.platform.engine;

import java.util.Set;
import minqing.platform.fault.Forbidden;
import org.camunda.bpm.engine.authorization.BatchPermissions;
import org.camunda.bpm.engine.authorization.Permission;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.camunda.bpm.engine.impl.cfg.auth.AuthorizationCommandChecker;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.HistoricProcessInstanceEntity;
import org.camunda.bpm.engine.impl.persistence.entity.HistoricTaskInstanceEntity;
import org.camunda.bpm.engine.impl.persistence.entity.HistoricVariableInstanceEntity;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.springframework.stereotype.Component;

/**
 * Adds one rule to the engine's own authorization checks: no user changes anything of a {@link SystemProcess}, whatever rights
 * the engine grants. The engine calls it before each command, from pages, REST and Java alike. Users may retry a failed job:
 * that changes nothing and lets the case go on.
 */
@Component
class SystemProcessChecker extends AuthorizationCommandChecker {

    /** Batches that only let jobs be tried again. Any other runs later in the system's name, past every check. */
    private static final Set<Permission> HARMLESS_BATCHES = Set.of(BatchPermissions.CREATE_BATCH_SET_JOB_RETRIES);

    private final SystemProcesses processes;
    private final Refusals refusals;

    SystemProcessChecker(SystemProcesses processes, Refusals refusals) {
        this.processes = processes;
        this.refusals = refusals;
    }

    // ---- definitions; the engine asks by identifier through these, too

    @Override
    public void checkCreateProcessInstance(ProcessDefinition definition) {
        super.checkCreateProcessInstance(definition);
        processes.refuseToPeople(definition.getKey());
    }

    @Override
    public void checkUpdateProcessDefinitionByKey(String key) {
        super.checkUpdateProcessDefinitionByKey(key);
        processes.refuseToPeople(key);
    }

    @Override
    public void checkUpdateProcessDefinitionSuspensionStateByKey(String key) {
        super.checkUpdateProcessDefinitionSuspensionStateByKey(key);
        processes.refuseToPeople(key);
    }

    @Override
    public void checkDeleteProcessDefinitionByKey(String key) {
        super.checkDeleteProcessDefinitionByKey(key);
        processes.refuseToPeople(key);
    }

    @Override
    public void checkUpdateProcessInstanceByProcessDefinitionKey(String key) {
        super.checkUpdateProcessInstanceByProcessDefinitionKey(key);
        processes.refuseToPeople(key);
    }

    @Override
    public void checkUpdateProcessInstanceSuspensionStateByProcessDefinitionKey(String key) {
        super.checkUpdateProcessInstanceSuspensionStateByProcessDefinitionKey(key);
        processes.refuseToPeople(key);
    }

    @Override
    public void checkDeleteDeployment(String deployment) {
        super.checkDeleteDeployment(deployment);
        Context.getCommandContext()
                .getProcessDefinitionManager()
                .findProcessDefinitionsByDeploymentId(deployment)
                .forEach(definition -> processes.refuseToPeople(definition.getKey()));
    }

    // ---- instances

    @Override
    public void checkUpdateProcessInstance(ExecutionEntity execution) {
        super.checkUpdateProcessInstance(execution);
        refuse(execution);
    }

    @Override
    public void checkUpdateProcessInstanceVariables(ExecutionEntity execution) {
        super.checkUpdateProcessInstanceVariables(execution);
        refuse(execution);
    }

    @Override
    public void checkUpdateProcessInstanceSuspensionState(ExecutionEntity execution) {
        super.checkUpdateProcessInstanceSuspensionState(execution);
        refuse(execution);
    }

    @Override
    public void checkDeleteProcessInstance(ExecutionEntity execution) {
        super.checkDeleteProcessInstance(execution);
        refuse(execution);
    }

    @Override
    public void checkCreateMigrationPlan(ProcessDefinition source, ProcessDefinition target) {
        super.checkCreateMigrationPlan(source, target);
        processes.refuseToPeople(source.getKey());
        processes.refuseToPeople(target.getKey());
    }

    @Override
    public void checkMigrateProcessInstance(ExecutionEntity instance, ProcessDefinition target) {
        super.checkMigrateProcessInstance(instance, target);
        refuse(instance);
        processes.refuseToPeople(target.getKey());
    }

    // ---- tasks and jobs

    @Override
    public void checkTaskAssign(TaskEntity task) {
        super.checkTaskAssign(task);
        refuse(task);
    }

    @Override
    public void checkTaskWork(TaskEntity task) {
        super.checkTaskWork(task);
        refuse(task);
    }

    @Override
    public void checkUpdateTaskVariable(TaskEntity task) {
        super.checkUpdateTaskVariable(task);
        refuse(task);
    }

    @Override
    public void checkDeleteTask(TaskEntity task) {
        super.checkDeleteTask(task);
        refuse(task);
    }

    @Override
    public void checkUpdateJob(JobEntity job) {
        super.checkUpdateJob(job);
        processes.refuseToPeople(job.getProcessDefinitionKey());
    }

    @Override
    public void checkCreateBatch(Permission permission) {
        super.checkCreateBatch(permission);
        if (SystemProcesses.byAPerson() && !HARMLESS_BATCHES.contains(permission)) {
            throw refusals.refusal(new Forbidden("engine.closed"));
        }
    }

    // ---- history

    @Override
    public void checkDeleteHistoricProcessInstance(HistoricProcessInstance instance) {
        super.checkDeleteHistoricProcessInstance(instance);
        processes.refuseToPeople(instance.getProcessDefinitionKey());
    }

    @Override
    public void checkDeleteHistoricTaskInstance(HistoricTaskInstanceEntity task) {
        super.checkDeleteHistoricTaskInstance(task);
        processes.refuseToPeople(task.getProcessDefinitionKey());
    }

    @Override
    public void checkDeleteHistoricVariableInstance(HistoricVariableInstanceEntity variable) {
        super.checkDeleteHistoricVariableInstance(variable);
        processes.refuseToPeople(variable.getProcessDefinitionKey());
    }

    @Override
    public void checkDeleteHistoricVariableInstancesByProcessInstance(HistoricProcessInstanceEntity instance) {
        super.checkDeleteHistoricVariableInstancesByProcessInstance(instance);
        processes.refuseToPeople(instance.getProcessDefinitionKey());
    }

    private void refuse(ExecutionEntity execution) {
        processes.refuseToPeople(execution.getProcessDefinition().getKey());
    }

    private void refuse(TaskEntity task) {
        if (task.getProcessDefinition() != null) {
            processes.refuseToPeople(task.getProcessDefinition().getKey());
        }
    }
}
