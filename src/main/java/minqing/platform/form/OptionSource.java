package minqing.platform.form;

import java.util.List;
import java.util.function.Function;

/** Choices that a static form can't hold, such as villages or units: a bean, named by a schema's {@code valuesKey}. */
public interface OptionSource {

    /** The name schemas use. */
    String key();

    /** The choices this person has for this task, in the order to show them; only these are accepted, see {@link #known}. */
    List<Option> options(FormContext context);

    /**
     * The choices a form of this task knows at all, where the rules of the case tell in words of their own why this person
     * has not every one of them.
     */
    default List<Option> known(FormContext context) {
        return options(context);
    }

    /** A source whose choices are worked out by a function. */
    static OptionSource of(String key, Function<FormContext, List<Option>> options) {
        return new OptionSource() {
            @Override
            public String key() {
                return key;
            }

            @Override
            public List<Option> options(FormContext context) {
                return options.apply(context);
            }
        };
    }
}
