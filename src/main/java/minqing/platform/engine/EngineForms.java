package minqing.platform.engine;

import java.util.function.BiConsumer;
import minqing.platform.fault.Missing;
import minqing.platform.form.FormSchema;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.CommandChecker;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.springframework.stereotype.Component;

/**
 * The form a page must show for a task or a start: the one of the version the case runs in, which is the one a submission
 * will be judged by. Asks for the engine's permission to see the task, or the process, of whoever is signed in.
 */
@Component
public class EngineForms {

    private final DeployedForms forms;
    private final ProcessEngine engine;

    EngineForms(DeployedForms forms, ProcessEngine engine) {
        this.forms = forms;
        this.engine = engine;
    }

    /**
     * @throws Missing if there is no such task, or it has no form
     */
    public FormSchema ofTask(String taskId) {
        return run(context -> {
            TaskEntity task = context.getTaskManager().findTaskById(taskId);
            if (task == null) {
                throw new Missing("engine.task.gone");
            }
            check(context, task, CommandChecker::checkReadTask);
            return forms.of(context, task).orElseThrow(() -> new Missing("engine.form.gone"));
        });
    }

    /**
     * @throws Missing if there is no such process, or it starts without a form
     */
    public FormSchema ofStart(String processKey) {
        return run(context -> {
            ProcessDefinitionEntity latest =
                    context.getProcessDefinitionManager().findLatestProcessDefinitionByKey(processKey);
            if (latest == null) {
                throw new Missing("engine.process.gone");
            }
            ProcessDefinitionEntity definition =
                    context.getProcessEngineConfiguration().getDeploymentCache().resolveProcessDefinition(latest);
            check(context, definition, CommandChecker::checkReadProcessDefinition);
            return forms.of(context, definition).orElseThrow(() -> new Missing("engine.form.gone"));
        });
    }

    private <T> T run(Command<T> command) {
        return ((ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration())
                .getCommandExecutorTxRequired()
                .execute(command);
    }

    private static <E> void check(CommandContext context, E entity, BiConsumer<CommandChecker, E> permission) {
        context.getProcessEngineConfiguration()
                .getCommandCheckers()
                .forEach(checker -> permission.accept(checker, entity));
    }
}
