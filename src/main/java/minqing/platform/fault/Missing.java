package minqing.platform.fault;

/** There is no such thing, or the person must not learn that there is: status 404. */
public final class Missing extends Fault {

    private static final long serialVersionUID = 1L;

    public Missing(String key, Object... arguments) {
        super(key, arguments);
    }
}
