package minqing.platform.fault;

/** Why the application does not start, in one line for whoever starts it: nothing is broken, something has to be set. */
public class StartRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public StartRefused(String message) {
        super(message);
    }
}
