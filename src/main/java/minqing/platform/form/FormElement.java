package minqing.platform.form;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A part of a form, in the order shown: a field, or what stands between fields. */
public sealed interface FormElement {

    /** When this element, and what it contains, is not shown; none: always shown. */
    @Nullable
    Condition hide();

    /** Fields that belong together under a heading. */
    record Group(
            String label,
            List<FormElement> elements,
            @Nullable Condition hide) implements FormElement {
        public Group {
            elements = List.copyOf(elements);
        }
    }

    /** Words for the reader. */
    record Text(List<Paragraph> paragraphs, @Nullable Condition hide) implements FormElement {
        public Text {
            paragraphs = List.copyOf(paragraphs);
        }
    }

    /** A line, or just room. */
    record Gap(boolean line, @Nullable Condition hide) implements FormElement {}

    /** A field; see {@link FormField}. */
    non-sealed interface Input extends FormElement {}

    /** A paragraph, heading or list item of a {@link Text}. */
    record Paragraph(Style style, String words) {

        /** How it is set. */
        public enum Style {
            HEADING,
            PLAIN,
            ITEM
        }
    }
}
