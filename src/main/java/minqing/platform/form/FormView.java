package minqing.platform.form;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A form ready to be shown: everything {@code templates/form/form.html} needs, in words and values, decided beforehand.
 *
 * @param id the form's id
 * @param items what to show, in order
 * @param faults what is wrong with the last submission, for the summary; empty: nothing
 */
public record FormView(String id, List<Item> items, List<Problem> faults) {

    public FormView {
        items = List.copyOf(items);
        faults = List.copyOf(faults);
    }

    /**
     * One line of the summary.
     *
     * @param message the words
     * @param target id of the input to go to; null: the fault is no field's
     */
    public record Problem(String message, @Nullable String target) {}

    /**
     * One choice as shown.
     *
     * @param id of its input
     */
    public record Choice(String id, String value, String label, boolean selected) {}

    /** How an item is set. */
    public enum Look {
        GROUP,
        TEXT,
        LINE,
        GAP,
        /** Read-only: words instead of an input. */
        WORDS,
        INPUT,
        TEXTAREA,
        SELECT,
        RADIOS,
        CHECKS,
        CHECKBOX
    }

    /**
     * One element of the form.
     *
     * @param look how it is set
     * @param hide the hide condition as JSON for the script; null: always visible
     * @param items what a group contains
     * @param paragraphs what a text says
     * @param label heading of a group, label of a field
     * @param input what a field needs beyond that; null: no field
     */
    public record Item(
            Look look,
            @Nullable String hide,
            List<Item> items,
            List<FormElement.Paragraph> paragraphs,
            @Nullable String label,
            @Nullable Input input) {}

    /**
     * A field's input.
     *
     * @param key name of the value
     * @param id of the input
     * @param kind what the value is to a condition, for the script
     * @param known JSON of a read-only value that conditions name; null: none
     * @param value text of the input
     * @param ticked of a checkbox
     * @param choices of a field with options
     * @param suggestions what a text may be, to be picked while typing
     * @param description hint of the schema
     * @param limit how much may be written
     * @param onlyWhen when the field applies, for those without script
     * @param error what is wrong with it
     * @param describedBy ids of description and error
     * @param required whether it must be filled in while visible
     * @param conditional whether it may be hidden, so that only the script can tell whether it is required
     * @param type the input's type
     * @param inputMode which keyboard a phone shows
     * @param autocomplete what the browser may fill in
     * @param least the input's {@code min}
     * @param greatest the input's {@code max}
     * @param rows of a text area
     * @param prefix before the input
     * @param suffix after the input
     * @param personal whether no device may keep it
     * @param secretWhen the values with which no device may keep anything of the form; null: none
     */
    public record Input(
            String key,
            String id,
            String kind,
            @Nullable String known,
            String value,
            boolean ticked,
            List<Choice> choices,
            List<Option> suggestions,
            @Nullable String description,
            @Nullable String limit,
            @Nullable String onlyWhen,
            @Nullable String error,
            @Nullable String describedBy,
            boolean required,
            boolean conditional,
            @Nullable String type,
            @Nullable String inputMode,
            String autocomplete,
            @Nullable String least,
            @Nullable String greatest,
            int rows,
            @Nullable String prefix,
            @Nullable String suffix,
            boolean personal,
            @Nullable String secretWhen) {}
}
