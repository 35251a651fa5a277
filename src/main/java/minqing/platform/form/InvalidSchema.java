package minqing.platform.form;

/** A {@code .form} that the page, Tasklist and the validator would not all understand alike. For developers. */
public final class InvalidSchema extends RuntimeException {

    private static final long serialVersionUID = 1L;

    InvalidSchema(String form, String problem) {
        super(form + ".form: " + problem);
    }
}
