package minqing.platform.fault;

/** Somebody was faster, or the state no longer allows it: status 409. */
public final class Conflict extends Fault {

    private static final long serialVersionUID = 1L;

    public Conflict(String key, Object... arguments) {
        super(key, arguments);
    }
}
