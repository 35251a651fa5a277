package minqing.platform.form;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One field with its rules.
 *
 * @param key name of the value
 * @param type kind of input
 * @param label Chinese name, as messages use it
 * @param description Chinese hint below the label
 * @param required whether a visible field must be filled in; a required checkbox must be ticked
 * @param minLength fewest code points
 * @param maxLength most code points
 * @param pattern what the whole text must match
 * @param email whether the text must be an e-mail address
 * @param minimum least number
 * @param maximum greatest number
 * @param decimalDigits most digits after the point; 0: whole numbers
 * @param step the number must be a multiple of this
 * @param notPast whether a date before today is refused
 * @param options the static choices; empty if {@code valuesKey} names a source
 * @param valuesKey the {@link OptionSource} of the choices
 * @param hide when the field is hidden; see {@link FormSchema#hiddenBy}
 * @param defaultValue what an untouched form shows, typed
 * @param readOnly shown, never accepted
 * @param prefix short text before the input, such as a unit
 * @param suffix short text after the input
 * @param properties the schema's custom properties
 */
public record FormField(
        String key,
        FieldType type,
        String label,
        @Nullable String description,
        boolean required,
        @Nullable Integer minLength,
        @Nullable Integer maxLength,
        @Nullable Pattern pattern,
        boolean email,
        @Nullable BigDecimal minimum,
        @Nullable BigDecimal maximum,
        @Nullable Integer decimalDigits,
        @Nullable BigDecimal step,
        boolean notPast,
        List<Option> options,
        @Nullable String valuesKey,
        @Nullable Condition hide,
        @Nullable Object defaultValue,
        boolean readOnly,
        @Nullable String prefix,
        @Nullable String suffix,
        Map<String, String> properties)
        implements FormElement.Input {

    /** Most code points of any text, whatever its schema says. */
    public static final int LONGEST_TEXT = 20_000;

    /** How a custom property begins that says what follows a choice; its value comes behind. */
    static final String CONFIRM = "confirm.";

    public FormField {
        options = List.copyOf(options);
        properties = Map.copyOf(properties);
    }

    /** The most code points this text may have. */
    public int longest() {
        return maxLength == null ? LONGEST_TEXT : Math.min(maxLength, LONGEST_TEXT);
    }

    /** The {@link OptionSource} of what a text field suggests ({@code "suggestions": "…"}); null: nothing. */
    public @Nullable String suggestions() {
        return properties.get("suggestions");
    }

    /** Whether it holds what identifies a person outside the bureau ({@code "data": "personal"}): no device keeps it. */
    public boolean personal() {
        return "personal".equals(properties.get("data"));
    }

    /** The values, parted by blanks, with which nothing of the form may stay on a device ({@code "secret": "…"}); null: none. */
    public @Nullable String secretWhen() {
        return properties.get("secret");
    }

    /**
     * What follows a choice that can't easily be taken back ({@code "confirm.decline": "…"}): the page shows it and
     * asks for confirmation; null: no confirmation.
     */
    public @Nullable String follows(String choice) {
        return properties.get(CONFIRM + choice);
    }

    /** Whether only Tasklist shows it ({@code "show": "tasklist"}): the page has the same elsewhere. */
    public boolean tasklistOnly() {
        return "tasklist".equals(properties.get("show"));
    }
}
