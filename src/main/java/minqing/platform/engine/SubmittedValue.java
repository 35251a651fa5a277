package minqing.platform.engine;

import java.util.Map;
import org.camunda.bpm.engine.impl.variable.serializer.TypedValueSerializer;
import org.camunda.bpm.engine.impl.variable.serializer.ValueFields;
import org.camunda.bpm.engine.variable.impl.type.AbstractValueTypeImpl;
import org.camunda.bpm.engine.variable.impl.value.UntypedValueImpl;
import org.camunda.bpm.engine.variable.type.ValueType;
import org.camunda.bpm.engine.variable.value.TypedValue;
import org.jspecify.annotations.Nullable;

/**
 * A value a person submitted, as the steps of the same transaction see it. It is transient, and its serializer writes
 * nothing: even if some route of the engine forgot that it is transient, there would be nothing to store.
 */
record SubmittedValue(@Nullable Object value) implements TypedValue {

    private static final long serialVersionUID = 1L;

    static final Type TYPE = new Type();

    @Override
    public @Nullable Object getValue() {
        return value;
    }

    @Override
    public ValueType getType() {
        return TYPE;
    }

    @Override
    public boolean isTransient() {
        return true;
    }

    /** Gives nothing away when an exception names the value. */
    @Override
    public String toString() {
        return "SubmittedValue";
    }

    private static final class Type extends AbstractValueTypeImpl {

        private static final long serialVersionUID = 1L;

        private Type() {
            super("submitted");
        }

        @Override
        public boolean isPrimitiveValueType() {
            return false;
        }

        @Override
        public Map<String, Object> getValueInfo(TypedValue typedValue) {
            return Map.of();
        }

        @Override
        public TypedValue createValue(Object value, Map<String, Object> valueInfo) {
            return new SubmittedValue(value);
        }
    }

    static final class Serializer implements TypedValueSerializer<SubmittedValue> {

        @Override
        public String getName() {
            return TYPE.getName();
        }

        @Override
        public ValueType getType() {
            return TYPE;
        }

        @Override
        public void writeValue(SubmittedValue value, ValueFields fields) {
            // Kept in memory only.
        }

        @Override
        public SubmittedValue readValue(ValueFields fields, boolean deserialize, boolean asTransient) {
            throw new IllegalStateException("a submitted value was read back, but none is ever stored");
        }

        @Override
        public boolean canHandle(TypedValue value) {
            return value instanceof SubmittedValue;
        }

        @Override
        public SubmittedValue convertToTypedValue(UntypedValueImpl untyped) {
            return new SubmittedValue(untyped.getValue());
        }

        @Override
        public @Nullable String getSerializationDataformat() {
            return null;
        }

        @Override
        public boolean isMutableValue(SubmittedValue value) {
            return false;
        }
    }
}
