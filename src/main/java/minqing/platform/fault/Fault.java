package minqing.platform.fault;

import org.springframework.context.MessageSourceResolvable;

/**
 * A refusal the person can understand. It carries the key of its words in the message bundle and their arguments, never
 * the words themselves; arguments are identifiers, names of units and dates, never personal data.
 */
public abstract class Fault extends RuntimeException implements MessageSourceResolvable {

    private static final long serialVersionUID = 1L;

    private final String key;
    private final transient Object[] arguments;

    protected Fault(String key, Object... arguments) {
        super(key);
        this.key = key;
        this.arguments = arguments;
    }

    /** The key in {@code messages.properties}. */
    public String key() {
        return key;
    }

    @Override
    public String[] getCodes() {
        return new String[] {key};
    }

    @Override
    public Object[] getArguments() {
        return arguments == null ? new Object[0] : arguments;
    }

    /** The key, so that a missing translation shows where to add it instead of failing the request. */
    @Override
    public String getDefaultMessage() {
        return key;
    }
}
