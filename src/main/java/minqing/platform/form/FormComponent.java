package minqing.platform.form;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** A kind of component that Tasklist, the page and the validator all support, with the properties that all of them heed. */
enum FormComponent {
    TEXTFIELD(Known.LINE, "required", "minLength", "maxLength", "pattern", "validationType"),
    TEXTAREA(Known.FIELD, "required", "minLength", "maxLength"),
    NUMBER(Known.with(Known.LINE, "decimalDigits", "increment"), "required", "min", "max"),
    DATETIME(
            Known.with(
                    Known.FIELD,
                    "subtype",
                    "dateLabel",
                    "timeLabel",
                    "use24h",
                    "timeInterval",
                    "timeSerializingFormat",
                    "disallowPassedDates"),
            "required"),
    SELECT(Known.with(Known.CHOICE, "searchable"), "required"),
    RADIO(Known.CHOICE, "required"),
    CHECKBOX(Known.FIELD, "required"),
    CHECKLIST(Known.CHOICE, "required"),
    TAGLIST(Known.CHOICE, "required"),
    TEXT(Known.with(Known.EVERYWHERE, "text")),
    GROUP(Known.with(Known.EVERYWHERE, "label", "components", "showOutline", "verticalAlignment")),
    SEPARATOR(Known.EVERYWHERE),
    SPACER(Known.with(Known.EVERYWHERE, "height"));

    private final Set<String> properties;
    private final Set<String> rules;

    FormComponent(Set<String> properties, String... rules) {
        this.properties = properties;
        this.rules = Set.of(rules);
    }

    boolean isField() {
        return properties.contains("key");
    }

    /** What is known by the name in a form. */
    static Optional<FormComponent> of(String type) {
        return Arrays.stream(values())
                .filter(component -> component.name().toLowerCase(Locale.ROOT).equals(type))
                .findFirst();
    }

    Set<String> properties() {
        return properties;
    }

    /** The properties of its {@code validate}. */
    Set<String> rules() {
        return rules;
    }

    boolean hasOptions() {
        return properties.contains("values");
    }

    /** The properties that several kinds have. */
    private static final class Known {

        static final Set<String> EVERYWHERE = Set.of("id", "type", "layout", "conditional", "properties");
        static final Set<String> FIELD =
                with(EVERYWHERE, "key", "label", "description", "validate", "defaultValue", "disabled", "readonly");
        static final Set<String> LINE = with(FIELD, "appearance");
        static final Set<String> CHOICE = with(FIELD, "values", "valuesKey");

        private static Set<String> with(Set<String> properties, String... more) {
            Set<String> all = new HashSet<>(properties);
            all.addAll(Arrays.asList(more));
            return Set.copyOf(all);
        }
    }
}
