package minqing.bureau.web;

import java.util.Arrays;
import java.util.List;

/**
 * What was asked for can't easily be taken back: the person is told what follows and says yes to it first. Thrown by
 * {@link Confirmations}, shown as a page of its own.
 */
public final class ConfirmationNeeded extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String what;
    private final String follows;
    private final String back;
    private final boolean sendsBack;
    private final transient List<Sent> sent;

    ConfirmationNeeded(String what, String follows, String back, boolean sendsBack, List<Sent> sent) {
        super(what);
        this.what = what;
        this.follows = follows;
        this.back = back;
        this.sendsBack = sendsBack;
        this.sent = List.copyOf(sent);
    }

    /** What is done, such as 停用账户. */
    String what() {
        return what;
    }

    /** What follows from it, in a sentence. */
    String follows() {
        return follows;
    }

    /** The address of the page to go back to. */
    String back() {
        return back;
    }

    /** Whether that page takes what was filled in and shows it again. */
    boolean sendsBack() {
        return sendsBack;
    }

    List<Sent> sent() {
        return sent;
    }

    /** One value that was sent, to be sent again with the yes. */
    record Sent(String name, String value) {

        static List<Sent> of(String name, String... values) {
            return Arrays.stream(values).map(value -> new Sent(name, value)).toList();
        }
    }
}
