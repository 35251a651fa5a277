package minqing.access;

/** Nobody could make accounts, and the configuration does not help. The message is for whoever starts the application. */
final class NoAdministrator extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NoAdministrator(String message) {
        super(message);
    }
}
