package minqing.platform.document;

import java.io.IOException;

/** A file from outside needs more than a file may, or its parts contradict each other; nothing more of it is read. */
public final class OverBudget extends IOException {

    private static final long serialVersionUID = 1L;

    private final Reason reason;

    public OverBudget(Reason reason) {
        super(reason.name());
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    /** What is wrong. */
    public enum Reason {
        /** More entries than any document has. */
        ENTRIES,
        /** It unpacks to too much, altogether or for what it is packed in. */
        SIZE,
        /** Entries share bytes, or an entry is not as large as it says. */
        CONTRADICTION,
        /** Looking at it takes too long. */
        TIME
    }
}
