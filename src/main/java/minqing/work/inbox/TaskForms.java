package minqing.work.inbox;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import minqing.bureau.organization.Account;
import minqing.platform.engine.AsSystem;
import minqing.platform.engine.DeployedForms;
import minqing.platform.fault.Missing;
import minqing.platform.form.FormContext;
import minqing.platform.form.FormSchema;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.springframework.stereotype.Component;

/** The forms of tasks and of starts, as deployed with the model in question, and starting by form. */
@Component
class TaskForms {

    private final DeployedForms deployed;
    private final ProcessEngine engine;
    private final ProcessEngineConfigurationImpl configuration;
    private final AuthorizationService authorizations;
    private final AsSystem asSystem;

    TaskForms(DeployedForms deployed, ProcessEngine engine, AsSystem asSystem) {
        this.deployed = deployed;
        this.engine = engine;
        this.configuration = (ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration();
        this.authorizations = engine.getAuthorizationService();
        this.asSystem = asSystem;
    }

    /**
     * How a process begins.
     *
     * @param title what the start event says, such as 反映问题; else the name of the process
     * @param element the start event
     */
    record Start(String definition, String processKey, String title, String element, FormSchema schema) {

        FormContext context(Account account) {
            return new FormContext(account.id(), processKey, element, null, null);
        }
    }

    /** Empty for a task without form, and for one that is over. */
    Optional<FormSchema> ofTask(String id) {
        return configuration.getCommandExecutorTxRequired().execute(context -> {
            TaskEntity task = context.runWithoutAuthorization(
                    () -> context.getTaskManager().findTaskById(id));
            return task == null ? Optional.empty() : deployed.of(context, task);
        });
    }

    static FormContext context(Account account, TaskRow task) {
        return new FormContext(
                account.id(),
                task.processKey(),
                task.elementKey(),
                task.id(),
                task.number().isEmpty() ? null : task.number());
    }

    /**
     * How the person may start the process.
     *
     * @throws Missing if there is no such process, it has no form, or the person may not start it
     */
    Start start(Account account, String processKey) {
        ProcessDefinition definition = asSystem.get(() -> engine.getRepositoryService()
                .createProcessDefinitionQuery()
                .processDefinitionKey(processKey)
                .withoutTenantId()
                .latestVersion()
                .active()
                .singleResult());
        if (definition == null || !mayStart(account, processKey)) {
            throw new Missing("inbox.start.missing");
        }
        return configuration.getCommandExecutorTxRequired().execute(context -> {
            ProcessDefinitionEntity entity =
                    configuration.getDeploymentCache().findDeployedProcessDefinitionById(definition.getId());
            FormSchema schema = deployed.of(context, entity).orElseThrow(() -> new Missing("inbox.start.missing"));
            Object said = entity.getInitial().getProperty("name");
            String title = said instanceof String words && !words.isBlank()
                    ? words
                    : Objects.requireNonNullElse(definition.getName(), processKey);
            return new Start(
                    definition.getId(), processKey, title, entity.getInitial().getId(), schema);
        });
    }

    private boolean mayStart(Account account, String processKey) {
        return asSystem.get(() -> authorizations.isUserAuthorized(
                account.id(),
                account.groups().stream().toList(),
                Permissions.CREATE_INSTANCE,
                Resources.PROCESS_DEFINITION,
                processKey));
    }

    /** Starts a case with what was filled in; answers its number, empty if it has none. */
    String submit(Start start, Map<String, Object> values) {
        ProcessInstance instance = engine.getFormService().submitStartForm(start.definition(), values);
        String number = instance.getBusinessKey();
        if (number != null) {
            return number;
        }
        // A process that numbers its cases itself does so after the engine has made the instance we were given.
        return asSystem.get(() -> Optional.ofNullable(engine.getHistoryService()
                        .createHistoricProcessInstanceQuery()
                        .processInstanceId(instance.getId())
                        .singleResult())
                .flatMap(past -> Optional.ofNullable(past.getBusinessKey()))
                .orElse(""));
    }
}
