package minqing.platform.form;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A form as read from its {@code .form}: what it shows, and its fields with their rules. */
public final class FormSchema {

    private final String id;
    private final List<FormElement> elements;
    private final String source;
    private final Map<String, FormField> fields = new LinkedHashMap<>();
    private final Map<String, List<Condition>> hiddenBy = new LinkedHashMap<>();

    FormSchema(String id, List<FormElement> elements, String source) {
        this.id = id;
        this.source = source;
        this.elements = List.copyOf(elements);
        collect(this.elements, List.of());
    }

    private void collect(List<FormElement> level, List<Condition> outer) {
        for (FormElement element : level) {
            List<Condition> conditions = new ArrayList<>(outer);
            Condition own = element.hide();
            if (own != null) {
                conditions.add(own);
            }
            if (element instanceof FormElement.Group group) {
                collect(group.elements(), conditions);
            } else if (element instanceof FormField field) {
                fields.put(field.key(), field);
                hiddenBy.put(field.key(), List.copyOf(conditions));
            }
        }
    }

    /** The form's id, which is its file's name. */
    public String id() {
        return id;
    }

    /** The form as its file has it: JSON, which form-js reads too. */
    public String source() {
        return source;
    }

    /** The form as laid out, groups with their content. */
    public List<FormElement> elements() {
        return elements;
    }

    /** All fields in order, whatever group they are in. */
    public Collection<FormField> fields() {
        return List.copyOf(fields.values());
    }

    public Optional<FormField> field(String key) {
        return Optional.ofNullable(fields.get(key));
    }

    /** The conditions of the field and of the groups around it: it is hidden as soon as one of them holds. */
    public List<Condition> hiddenBy(String key) {
        return hiddenBy.getOrDefault(key, List.of());
    }

    /**
     * The values as conditions see them: a hidden field's is null. Fields are looked at after those their conditions
     * name, whatever their order in the form; a schema with a circle is not accepted.
     *
     * @param shown what each field would hold if it were visible
     */
    FieldVisibility visibility(Function<FormField, @Nullable Object> shown) {
        return new FieldVisibility(this, shown);
    }
}
