package minqing.platform.form;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Which fields are hidden, given what the fields hold. */
final class FieldVisibility {

    private final FormSchema schema;
    private final Function<FormField, @Nullable Object> shown;
    private final Map<String, Boolean> hidden = new HashMap<>();

    FieldVisibility(FormSchema schema, Function<FormField, @Nullable Object> shown) {
        this.schema = schema;
        this.shown = shown;
    }

    boolean hidden(FormField field) {
        Boolean known = hidden.get(field.key());
        if (known == null) {
            known = schema.hiddenBy(field.key()).stream().anyMatch(condition -> condition.holds(this::value));
            hidden.put(field.key(), known);
        }
        return known;
    }

    private @Nullable Object value(String key) {
        FormField field = schema.field(key).orElseThrow();
        return hidden(field) ? null : shown.apply(field);
    }
}
