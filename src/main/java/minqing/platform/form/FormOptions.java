package minqing.platform.form;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * The choices of every field. The sources are looked up when first asked, so that a source may itself need the engine
 * whose submissions are validated with it.
 */
@Component
public class FormOptions {

    private final Supplier<List<OptionSource>> beans;
    private volatile @Nullable Map<String, OptionSource> byKey;

    @Autowired
    FormOptions(ObjectProvider<OptionSource> sources) {
        this.beans = () -> sources.orderedStream().toList();
    }

    /** With these sources, for use without a container. */
    public FormOptions(List<? extends OptionSource> sources) {
        List<OptionSource> given = List.copyOf(sources);
        this.beans = () -> given;
    }

    private Map<String, OptionSource> sources() {
        Map<String, OptionSource> known = byKey;
        if (known == null) {
            known = new HashMap<>();
            for (OptionSource source : beans.get()) {
                if (known.put(source.key(), source) != null) {
                    throw new IllegalStateException("two option sources are called " + source.key());
                }
            }
            byKey = known;
        }
        return known;
    }

    /** The choices of the field for this person and task; empty for a field without choices. */
    public List<Option> options(FormField field, FormContext context) {
        String key = field.valuesKey();
        return key == null ? field.options() : List.copyOf(source(key).options(context));
    }

    /** The one choice that is left to the person; empty where there are several, or where nothing has to be chosen. */
    public Optional<String> only(FormField field, FormContext context) {
        if (field.type() != FieldType.RADIO || !field.required()) {
            return Optional.empty();
        }
        List<Option> offered = options(field, context);
        return offered.size() == 1 ? Optional.of(offered.get(0).value()) : Optional.empty();
    }

    /** What the field accepts; what of it this person may not choose, the rules of the case refuse. */
    List<Option> known(FormField field, FormContext context) {
        String key = field.valuesKey();
        return key == null ? field.options() : List.copyOf(source(key).known(context));
    }

    /** What a text field suggests to this person, who may write anything else as well; empty where it suggests nothing. */
    List<Option> suggestions(FormField field, FormContext context) {
        String key = field.suggestions();
        return key == null ? List.of() : List.copyOf(source(key).options(context));
    }

    private OptionSource source(String key) {
        OptionSource source = sources().get(key);
        if (source == null) {
            throw new IllegalStateException("no option source is called " + key);
        }
        return source;
    }

    /** What {@code outcome} may be: the values the form offers for the field of that name; empty without such a field. */
    public List<String> allowedOutcomes(FormSchema schema, FormContext context) {
        return schema.field("outcome").map(field -> options(field, context)).orElse(List.of()).stream()
                .map(Option::value)
                .toList();
    }

    /**
     * @throws InvalidSchema if the schema names a source there is none of
     */
    public void check(FormSchema schema) {
        List<String> unknown = new ArrayList<>();
        for (FormField field : schema.fields()) {
            Stream.of(field.valuesKey(), field.suggestions())
                    .filter(key -> key != null && !sources().containsKey(key))
                    .forEach(unknown::add);
        }
        if (!unknown.isEmpty()) {
            throw new InvalidSchema(schema.id(), "no option source is called " + String.join(", ", unknown));
        }
    }
}
