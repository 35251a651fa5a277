package minqing.work.attachment;

import minqing.platform.document.OverBudget;

/** Why a file is not taken: the key of the words and what they are filled with, after the file's place in the call. */
final class RefusedFile extends Exception {

    private static final long serialVersionUID = 1L;

    private final String key;
    private final transient Object[] arguments;

    RefusedFile(String key, Object... arguments) {
        super(key, null, false, false);
        this.key = key;
        this.arguments = arguments;
    }

    /** Why a file is not taken that costs more than it may. */
    static RefusedFile of(OverBudget costly) {
        return new RefusedFile(
                switch (costly.reason()) {
                    case ENTRIES, SIZE -> "attachment.bomb";
                    case CONTRADICTION -> "attachment.contradiction";
                    case TIME -> "attachment.slow";
                });
    }

    String key() {
        return key;
    }

    Object[] arguments() {
        return arguments == null ? new Object[0] : arguments;
    }
}
