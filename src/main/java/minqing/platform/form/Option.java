package minqing.platform.form;

import java.util.Objects;

/**
 * One choice of a field.
 *
 * @param value what is submitted
 * @param label what the person reads, Chinese
 */
public record Option(String value, String label) {

    public Option {
        Objects.requireNonNull(value);
        Objects.requireNonNull(label);
    }
}
