package minqing.platform.fault;

import java.util.List;

/** The input breaks the rules of its form: status 422 with every fault by field, and nothing done. */
public final class InvalidInput extends Fault {

    private static final long serialVersionUID = 1L;

    private final List<FieldFault> faults;

    public InvalidInput(List<FieldFault> faults) {
        super("fault.invalid-input");
        if (faults.isEmpty()) {
            throw new IllegalArgumentException("an invalid input has at least one fault");
        }
        this.faults = List.copyOf(faults);
    }

    /** One field at fault. The first argument is the field's Chinese label. */
    public static InvalidInput of(String field, String messageKey, Object... arguments) {
        return new InvalidInput(List.of(new FieldFault(field, messageKey, arguments)));
    }

    public List<FieldFault> faults() {
        return faults;
    }
}
