package minqing.platform.fault;

/** The person may not do or see this: status 403. */
public final class Forbidden extends Fault {

    private static final long serialVersionUID = 1L;

    public Forbidden(String key, Object... arguments) {
        super(key, arguments);
    }
}
