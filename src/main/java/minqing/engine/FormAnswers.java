package minqing.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import minqing.form.FormContext;
import minqing.form.FormSchema;
import minqing.form.Option;
import minqing.form.OptionSource;
import minqing.form.PrefillSource;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.engine.variable.Variables;
import org.camunda.spin.plugin.variable.SpinValues;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Fills what a static form cannot hold (the villages, the units, what is known already) into the answers Tasklist asks for,
 * on the way out. Nothing of it is stored. Tasklist asks for the variables of a task's form, and reads the options of a
 * {@code valuesKey} from the variable of that name; for a start form it asks for no variables at all, so there the options
 * and the known values go into the form itself.
 */
@Component
class FormAnswers {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final DeployedForms forms;
    private final ObjectProvider<OptionSource> options;
    private final ObjectProvider<PrefillSource> prefills;

    FormAnswers(DeployedForms forms, ObjectProvider<OptionSource> options, ObjectProvider<PrefillSource> prefills) {
        this.forms = forms;
        this.options = options;
        this.prefills = prefills;
    }

    /** The engine has already found that the person may see the task. */
    VariableMap filledTask(
            CommandContext context, String taskId, @Nullable Collection<String> names, VariableMap stored) {
        TaskEntity task = context.getTaskManager().findTaskById(taskId);
        if (task.getProcessDefinitionId() == null) {
            return stored;
        }
        return filled(
                forms.of(context, task),
                new FormContext(
                        user(context),
                        task.getProcessDefinition().getKey(),
                        task.getTaskDefinitionKey(),
                        taskId,
                        task.getExecution().getProcessBusinessKey()),
                names,
                stored);
    }

    VariableMap filledStart(
            CommandContext context, String definitionId, @Nullable Collection<String> names, VariableMap stored) {
        ProcessDefinitionEntity definition = context.getProcessEngineConfiguration()
                .getDeploymentCache()
                .findDeployedProcessDefinitionById(definitionId);
        return filled(forms.of(context, definition), startContext(context, definition), names, stored);
    }

    /** The start form with its options and known values written into it. */
    InputStream filledStartForm(CommandContext context, String definitionId, InputStream deployed) {
        ProcessDefinitionEntity definition = context.getProcessEngineConfiguration()
                .getDeploymentCache()
                .findDeployedProcessDefinitionById(definitionId);
        FormContext form = startContext(context, definition);
        try (deployed) {
            JsonNode schema = JSON.readTree(deployed);
            fill(schema, form, known(form));
            return new ByteArrayInputStream(JSON.writeValueAsBytes(schema));
        } catch (IOException unreadable) {
            throw new IllegalStateException("the start form of " + definition.getKey() + " is not JSON", unreadable);
        }
    }

    private void fill(JsonNode node, FormContext context, Map<String, Object> known) {
        for (JsonNode component : node.path("components")) {
            if (component instanceof ObjectNode field) {
                if (field.hasNonNull("valuesKey")) {
                    optionsOf(field.get("valuesKey").asText(), context).ifPresent(found -> {
                        field.remove("valuesKey");
                        field.set("values", json(found));
                    });
                }
                Object value = known.get(field.path("key").asText());
                if (value != null) {
                    field.set("defaultValue", JSON.valueToTree(value));
                }
            }
            fill(component, context, known);
        }
    }

    private VariableMap filled(
            Optional<FormSchema> form, FormContext context, @Nullable Collection<String> names, VariableMap stored) {
        if (form.isEmpty()) {
            return stored;
        }
        VariableMap filled = Variables.fromMap(stored);
        form.get().fields().forEach(field -> {
            String key = field.valuesKey();
            if (key != null && asked(names, key)) {
                optionsOf(key, context)
                        .ifPresent(found -> filled.putValueTyped(
                                key,
                                SpinValues.jsonValue(json(found).toString()).create()));
            }
        });
        known(context).forEach((name, value) -> {
            if (asked(names, name)) {
                filled.put(name, answer(value));
            }
        });
        return filled;
    }

    private static boolean asked(@Nullable Collection<String> names, String name) {
        return names == null || names.contains(name);
    }

    private Map<String, Object> known(FormContext context) {
        Map<String, Object> known = new LinkedHashMap<>();
        prefills.orderedStream()
                .filter(source -> source.processKey().equals(context.processKey()))
                .forEach(source -> known.putAll(source.values(context)));
        return known;
    }

    private Optional<List<Option>> optionsOf(String key, FormContext context) {
        return options.orderedStream()
                .filter(source -> source.key().equals(key))
                .findFirst()
                .map(source -> source.options(context));
    }

    private static ArrayNode json(List<Option> options) {
        ArrayNode list = JSON.createArrayNode();
        options.forEach(option -> list.addObject().put("value", option.value()).put("label", option.label()));
        return list;
    }

    private static @Nullable Object answer(@Nullable Object value) {
        if (value == null || value instanceof String || value instanceof Boolean || value instanceof Number) {
            return value;
        }
        if (value instanceof Collection<?> || value instanceof Map<?, ?>) {
            try {
                return SpinValues.jsonValue(JSON.writeValueAsString(value)).create();
            } catch (JsonProcessingException impossible) {
                throw new IllegalStateException("a known value of a form is not JSON", impossible);
            }
        }
        return value.toString();
    }

    private static FormContext startContext(CommandContext context, ProcessDefinitionEntity definition) {
        return new FormContext(
                user(context), definition.getKey(), definition.getInitial().getId(), null, null);
    }

    private static String user(CommandContext context) {
        String user = context.getAuthenticatedUserId();
        return user == null ? "" : user;
    }
}
