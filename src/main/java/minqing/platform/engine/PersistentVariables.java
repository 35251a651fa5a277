package minqing.platform.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import minqing.platform.fault.Forbidden;
import org.camunda.bpm.engine.impl.persistence.entity.VariableInstanceEntity;
import org.camunda.bpm.engine.impl.variable.serializer.DefaultVariableSerializers;
import org.camunda.bpm.engine.impl.variable.serializer.TypedValueSerializer;
import org.camunda.bpm.engine.impl.variable.serializer.ValueFields;
import org.camunda.bpm.engine.impl.variable.serializer.VariableSerializerFactory;
import org.camunda.bpm.engine.impl.variable.serializer.VariableSerializers;
import org.camunda.bpm.engine.variable.impl.value.UntypedValueImpl;
import org.camunda.bpm.engine.variable.type.ValueType;
import org.camunda.bpm.engine.variable.value.SerializableValue;
import org.camunda.bpm.engine.variable.value.TypedValue;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Decides what variables the engine may store. The check sits where every route ends, in the serializers that write a value
 * into the row of its variable: the services' set methods, REST, message correlation, modification, a batch and a step's own
 * Java code all pass here, for a new variable and for a new value of an old one.
 */
@Component
class PersistentVariables {

    /** What the engine itself counts in a multi-instance activity. */
    private static final Set<String> OF_THE_ENGINE =
            Set.of("nrOfInstances", "nrOfActiveInstances", "nrOfCompletedInstances", "loopCounter");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ObjectProvider<ProcessVariables> declared;
    private final Refusals refusals;
    private @Nullable Set<String> names;

    PersistentVariables(ObjectProvider<ProcessVariables> declared, Refusals refusals) {
        this.declared = declared;
        this.refusals = refusals;
    }

    /** Serializers that ask this guard before they write. */
    VariableSerializers guard(VariableSerializers serializers) {
        GuardedSerializers guarded = new GuardedSerializers();
        serializers.getSerializers().forEach(guarded::addSerializer);
        guarded.addSerializer(new SubmittedValue.Serializer());
        return guarded;
    }

    void check(String name, TypedValue value) {
        if (!names().contains(name)) {
            throw refusals.refusal(new Forbidden("engine.variable.name", shown(name)));
        }
        if (!mayBeKept(value)) {
            throw refusals.refusal(new Forbidden("engine.variable.value", name));
        }
    }

    /** A name nobody declared may be anything a caller chose to send; it is repeated only if it can be harmless. */
    private static String shown(String name) {
        return Identifiers.accepts(name) ? name : "?";
    }

    /** The declared names; read when first needed, since those who declare them need the engine. */
    synchronized Set<String> names() {
        if (names == null) {
            names = Stream.concat(OF_THE_ENGINE.stream(), declared.stream().flatMap(one -> one.names().stream()))
                    .collect(Collectors.toUnmodifiableSet());
        }
        return names;
    }

    private static boolean mayBeKept(TypedValue value) {
        if (value instanceof SerializableValue serializable && !serializable.isDeserialized()) {
            return serializable.getValueSerialized() == null || mayBeKept(serializable.getValueSerialized());
        }
        Object content = value.getValue();
        if (value instanceof SerializableValue && content != null && !(content instanceof Collection<?>)) {
            return mayBeKept(content.toString());
        }
        return mayBeKept(content);
    }

    private static boolean mayBeKept(String json) {
        try {
            return leaves(JSON.readTree(json))
                    .allMatch(leaf -> leaf.isBoolean()
                            || leaf.isIntegralNumber()
                            || leaf.isNull()
                            || (leaf.isTextual() && Identifiers.accepts(leaf.textValue())));
        } catch (JsonProcessingException malformed) {
            return false;
        }
    }

    /** An object's keys are text as well: only lists of plain values pass. */
    private static Stream<JsonNode> leaves(JsonNode node) {
        if (node.isArray()) {
            return StreamSupport.stream(node.spliterator(), false).flatMap(PersistentVariables::leaves);
        }
        return Stream.of(node);
    }

    private static boolean mayBeKept(@Nullable Object content) {
        if (content instanceof String text) {
            return text.isEmpty() || Identifiers.accepts(text);
        }
        if (content instanceof Collection<?> several) {
            return several.stream().allMatch(PersistentVariables::mayBeKept);
        }
        return content == null
                || content instanceof Boolean
                || content instanceof Integer
                || content instanceof Long
                || content instanceof Short
                || content instanceof Date;
    }

    private final class GuardedSerializers extends DefaultVariableSerializers {

        private static final long serialVersionUID = 1L;

        @Override
        public DefaultVariableSerializers addSerializer(TypedValueSerializer<?> serializer, int index) {
            return super.addSerializer(guarded(serializer), index);
        }

        @Override
        public TypedValueSerializer<?> findSerializerForValue(
                TypedValue value, @Nullable VariableSerializerFactory fallback) {
            return guarded(super.findSerializerForValue(value, fallback));
        }

        /** A process application may bring serializers; they are guarded no less. */
        @Override
        public VariableSerializers join(VariableSerializers other) {
            return guard(super.join(other));
        }

        private TypedValueSerializer<?> guarded(TypedValueSerializer<?> serializer) {
            return serializer instanceof GuardedSerializer<?> ? serializer : new GuardedSerializer<>(serializer);
        }
    }

    private final class GuardedSerializer<T extends TypedValue> implements TypedValueSerializer<T> {

        private final TypedValueSerializer<T> serializer;

        private GuardedSerializer(TypedValueSerializer<T> serializer) {
            this.serializer = serializer;
        }

        @Override
        public void writeValue(T value, ValueFields fields) {
            if (fields instanceof VariableInstanceEntity variable && !variable.isTransient()) {
                check(variable.getName(), value);
            }
            serializer.writeValue(value, fields);
        }

        @Override
        public String getName() {
            return serializer.getName();
        }

        @Override
        public ValueType getType() {
            return serializer.getType();
        }

        @Override
        public T readValue(ValueFields fields, boolean deserialize, boolean asTransient) {
            return serializer.readValue(fields, deserialize, asTransient);
        }

        @Override
        public boolean canHandle(TypedValue value) {
            return serializer.canHandle(value);
        }

        /** An immutable list would be stored under the name of a class that cannot be read back. */
        @Override
        public T convertToTypedValue(UntypedValueImpl untyped) {
            return serializer.convertToTypedValue(
                    untyped.getValue() instanceof Collection<?> several
                            ? new UntypedValueImpl(new ArrayList<>(several), untyped.isTransient())
                            : untyped);
        }

        @Override
        public String getSerializationDataformat() {
            return serializer.getSerializationDataformat();
        }

        @Override
        public boolean isMutableValue(T value) {
            return serializer.isMutableValue(value);
        }
    }
}
