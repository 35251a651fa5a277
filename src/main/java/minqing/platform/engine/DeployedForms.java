package minqing.platform.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import minqing.platform.form.FormSchema;
import minqing.platform.form.FormSchemas;
import org.camunda.bpm.engine.form.CamundaFormRef;
import org.camunda.bpm.engine.form.FormData;
import org.camunda.bpm.engine.impl.cmd.GetCamundaFormDefinitionCmd;
import org.camunda.bpm.engine.impl.cmd.GetDeploymentResourceCmd;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.repository.CamundaFormDefinition;
import org.springframework.stereotype.Component;

/**
 * The forms as the engine has them deployed: a case that began under an earlier version of the model keeps the forms of
 * that version. A deployed resource never changes, so each is read once.
 */
@Component
public class DeployedForms {

    private static final String ENDING = ".form";

    private final ConcurrentMap<Resource, FormSchema> schemas = new ConcurrentHashMap<>();

    /** The form of a task, or none if its model gives it none. */
    public Optional<FormSchema> of(CommandContext context, TaskEntity task) {
        if (task.getTaskDefinition() == null || task.getTaskDefinition().getTaskFormHandler() == null) {
            return Optional.empty();
        }
        return of(context, task.getTaskDefinition().getTaskFormHandler().createTaskForm(task));
    }

    /** The form of the start of a process, or none if its model gives it none. */
    public Optional<FormSchema> of(CommandContext context, ProcessDefinitionEntity definition) {
        if (definition.getStartFormHandler() == null) {
            return Optional.empty();
        }
        return of(context, definition.getStartFormHandler().createStartFormData(definition));
    }

    private Optional<FormSchema> of(CommandContext context, FormData form) {
        CamundaFormRef reference = form.getCamundaFormRef();
        if (reference == null || reference.getKey() == null) {
            return Optional.empty();
        }
        CamundaFormDefinition definition =
                context.runWithoutAuthorization(new GetCamundaFormDefinitionCmd(reference, form.getDeploymentId()));
        if (definition == null) {
            throw new IllegalStateException("the form " + reference.getKey() + " is not deployed with its model");
        }
        return Optional.of(schemas.computeIfAbsent(
                new Resource(definition.getDeploymentId(), definition.getResourceName()),
                resource -> read(context, resource)));
    }

    private static FormSchema read(CommandContext context, Resource resource) {
        try (InputStream content =
                context.runWithoutAuthorization(new GetDeploymentResourceCmd(resource.deployment(), resource.name()))) {
            return FormSchemas.parse(resource.form(), new String(content.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private record Resource(String deployment, String name) {

        /** A form is called as its file. */
        String form() {
            String file = name.substring(name.lastIndexOf('/') + 1);
            return file.endsWith(ENDING) ? file.substring(0, file.length() - ENDING.length()) : file;
        }
    }
}
