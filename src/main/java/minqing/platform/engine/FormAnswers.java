package minqing.platform.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import minqing.platform.form.FormContext;
import minqing.platform.form.FormField;
import minqing.platform.form.FormOptions;
import minqing.platform.form.FormPrefill;
import minqing.platform.form.FormSchema;
import minqing.platform.form.Option;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.engine.variable.Variables;
import org.camunda.spin.plugin.variable.SpinValues;
import org.camunda.spin.plugin.variable.value.JsonValue;
import org.jspecify.annotations.Nullable;
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
    private final FormOptions options;
    private final FormPrefill prefill;

    FormAnswers(DeployedForms forms, FormOptions options, FormPrefill prefill) {
        this.forms = forms;
        this.options = options;
        this.prefill = prefill;
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
        FormContext start = startContext(context, definition);
        Optional<FormSchema> form = forms.of(context, definition);
        if (form.isEmpty()) {
            return deployed;
        }
        try (deployed) {
            JsonNode schema = JSON.readTree(deployed);
            fill(schema, form.get(), start, prefill.values(start));
            return new ByteArrayInputStream(JSON.writeValueAsBytes(schema));
        } catch (IOException unreadable) {
            throw new IllegalStateException("the start form of " + definition.getKey() + " is not JSON", unreadable);
        }
    }

    private void fill(JsonNode level, FormSchema form, FormContext context, Map<String, Object> known) {
        for (JsonNode component : level.path("components")) {
            if (component instanceof ObjectNode shown) {
                form.field(shown.path("key").asText()).ifPresent(field -> {
                    if (field.valuesKey() != null) {
                        shown.remove("valuesKey");
                        shown.set("values", json(options.options(field, context)));
                    }
                    Object value = known.get(field.key());
                    if (value != null) {
                        shown.set("defaultValue", JSON.valueToTree(answer(value)));
                    }
                });
            }
            fill(component, form, context, known);
        }
    }

    private VariableMap filled(
            Optional<FormSchema> form, FormContext context, @Nullable Collection<String> names, VariableMap stored) {
        if (form.isEmpty()) {
            return stored;
        }
        VariableMap filled = Variables.fromMap(stored);
        for (FormField field : form.get().fields()) {
            String key = field.valuesKey();
            if (key != null && asked(names, key)) {
                filled.putValueTyped(key, typed(json(options.options(field, context))));
            }
        }
        Map<String, Object> known = prefill.values(context);
        Set<String> shown = new HashSet<>();
        for (FormField field : form.get().fields()) {
            // What an earlier step left in the process is no answer to this one.
            filled.remove(field.key());
            Object value = known.containsKey(field.key())
                    ? known.get(field.key())
                    : options.only(field, context).orElse(null);
            if (value != null && asked(names, field.key())) {
                Object answer = answer(value);
                filled.put(field.key(), answer instanceof JsonNode json ? typed(json) : answer);
                shown.add(field.key());
            }
        }
        prefill.shown(context, shown);
        return filled;
    }

    private static boolean asked(@Nullable Collection<String> names, String name) {
        return names == null || names.contains(name);
    }

    private static ArrayNode json(List<Option> options) {
        ArrayNode list = JSON.createArrayNode();
        options.forEach(option -> list.addObject().put("value", option.value()).put("label", option.label()));
        return list;
    }

    private static JsonValue typed(JsonNode json) {
        return SpinValues.jsonValue(json.toString()).create();
    }

    /** What form-js takes: text, numbers and truth values as they are, lists as JSON, dates as ISO text. */
    private static Object answer(Object value) {
        if (value instanceof String || value instanceof Boolean || value instanceof Number) {
            return value;
        }
        return value instanceof Collection<?> ? JSON.valueToTree(value) : value.toString();
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
