package minqing.platform.form;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** What is already known when a form is shown, from the {@link PrefillSource} of its process. */
@Component
public class FormPrefill {

    private final Supplier<List<PrefillSource>> beans;

    @Autowired
    FormPrefill(ObjectProvider<PrefillSource> sources) {
        this.beans = () -> sources.orderedStream().toList();
    }

    /** With these sources, for use without a container. */
    public FormPrefill(List<? extends PrefillSource> sources) {
        List<PrefillSource> given = List.copyOf(sources);
        this.beans = () -> given;
    }

    /** Field key → value, masked for the person of the context; empty if the process fills in nothing. */
    public Map<String, Object> values(FormContext context) {
        Map<String, Object> values = new HashMap<>();
        of(context).forEach(source -> values.putAll(source.values(context)));
        return values;
    }

    /** Tells the process that these fields were shown to the person of the context. */
    public void shown(FormContext context, Set<String> keys) {
        if (!keys.isEmpty()) {
            of(context).forEach(source -> source.shown(context, keys));
        }
    }

    private List<PrefillSource> of(FormContext context) {
        return beans.get().stream()
                .filter(source -> source.processKey().equals(context.processKey()))
                .toList();
    }
}
