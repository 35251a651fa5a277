package minqing.platform.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.temporal.Temporal;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import minqing.platform.fault.InvalidInput;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.engine.variable.Variables;
import org.camunda.bpm.engine.variable.value.SerializableValue;
import org.camunda.bpm.engine.variable.value.TypedValue;
import org.camunda.spin.plugin.variable.type.JsonValueType;
import org.jspecify.annotations.Nullable;

/**
 * Brings what comes in, from REST as the engine's typed values and from Java as plain objects, down to what JSON has: text,
 * numbers, truth values, lists and maps. Everything else (serialized Java objects, files, XML) is refused unread: to read
 * an object of a type the caller chose is how deserialization is attacked.
 */
final class SubmittedValues {

    private static final ObjectMapper JSON = new ObjectMapper();

    private SubmittedValues() {}

    static Map<String, Object> plain(@Nullable Map<String, Object> submitted) {
        Map<String, Object> plain = new LinkedHashMap<>();
        if (submitted != null) {
            for (String name : submitted.keySet()) {
                TypedValue typed = submitted instanceof VariableMap typedMap ? typedMap.getValueTyped(name) : null;
                plain.put(name, plain(name, typed != null ? typed : submitted.get(name)));
            }
        }
        return plain;
    }

    static VariableMap submitted(Map<String, Object> values) {
        VariableMap variables = Variables.createVariables();
        values.forEach((name, value) -> variables.putValueTyped(name, new SubmittedValue(value)));
        return variables;
    }

    private static @Nullable Object plain(String name, @Nullable Object value) {
        if (value instanceof SubmittedValue submitted) {
            return submitted.value();
        }
        if (value instanceof SerializableValue serializable) {
            if (!JsonValueType.TYPE_NAME.equals(serializable.getType().getName())) {
                throw refused(name);
            }
            return json(name, serializable);
        }
        if (value instanceof TypedValue typed) {
            return plain(name, typed.getValue());
        }
        if (value == null
                || value instanceof String
                || value instanceof Boolean
                || value instanceof Number
                || value instanceof Collection<?>
                || value instanceof Map<?, ?>) {
            return value;
        }
        if (value instanceof Temporal || value instanceof Enum<?>) {
            return value.toString();
        }
        throw refused(name);
    }

    private static @Nullable Object json(String name, SerializableValue value) {
        String text = value.getValueSerialized();
        if (text == null && value.isDeserialized() && value.getValue() != null) {
            text = value.getValue().toString();
        }
        if (text == null) {
            return null;
        }
        try {
            return JSON.readValue(text, Object.class);
        } catch (JsonProcessingException malformed) {
            throw refused(name);
        }
    }

    private static InvalidInput refused(String name) {
        return InvalidInput.of(name, "engine.submission.type", name);
    }
}
