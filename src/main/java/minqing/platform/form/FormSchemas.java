package minqing.platform.form;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.ResourcePatternResolver;
import org.springframework.stereotype.Component;

/**
 * All forms of the application, by id. A form that one of its three uses would not understand keeps the application from
 * starting, and so does one that names an option source there is none of.
 */
@Component
public class FormSchemas implements SmartInitializingSingleton {

    private static final String ENDING = ".form";

    private final Map<String, FormSchema> schemas = new TreeMap<>();
    private final FormOptions options;

    @Autowired
    FormSchemas(ResourcePatternResolver resources, FormOptions options) {
        this.options = options;
        try {
            for (Resource resource : resources.getResources("classpath*:forms/*" + ENDING)) {
                String file = Objects.requireNonNull(resource.getFilename());
                add(parse(
                        file.substring(0, file.length() - ENDING.length()),
                        resource.getContentAsString(StandardCharsets.UTF_8)));
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private void add(FormSchema schema) {
        if (schemas.put(schema.id(), schema) != null) {
            throw new InvalidSchema(schema.id(), "is there twice");
        }
    }

    /**
     * @param name the file's name without {@code .form}, which must be the form's id
     * @throws InvalidSchema if the page, Tasklist and the validator would not understand it alike
     */
    public static FormSchema parse(String name, String json) {
        return SchemaReader.read(name, json);
    }

    @Override
    public void afterSingletonsInstantiated() {
        schemas.values().forEach(options::check);
    }

    public Optional<FormSchema> find(String id) {
        return Optional.ofNullable(schemas.get(id));
    }

    /**
     * @param id what the model's {@code camunda:formRef} says
     */
    public FormSchema get(String id) {
        return find(id).orElseThrow(() -> new IllegalArgumentException("there is no form " + id));
    }

    public Collection<FormSchema> all() {
        return List.copyOf(schemas.values());
    }
}
