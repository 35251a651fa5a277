package minqing.platform.database;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What keeps the database from doing its work although nobody asked for anything wrong. */
public enum DatabaseTrouble {

    /** It can't be reached, is starting or stopping, or has no connection left. */
    AWAY,

    /** It can't write: its disk is full. */
    FULL;

    /** Deeper than anything is wrapped; a chain of causes can be a circle. */
    private static final int DEPTH = 30;

    private static final String DISK_FULL = "53100";

    /** What an exception is about, however often it was wrapped; empty if the database works. */
    public static Optional<DatabaseTrouble> behind(@Nullable Throwable thrown) {
        Throwable current = thrown;
        for (int depth = 0; current != null && depth < DEPTH; depth++) {
            if (current instanceof SQLException refused) {
                Optional<DatabaseTrouble> trouble = of(refused);
                if (trouble.isPresent()) {
                    return trouble;
                }
            }
            current = current.getCause();
        }
        return Optional.empty();
    }

    /** PostgreSQL's classes 08 (connection), 53 (resources) and 57P (stopped, or not started yet). */
    static Optional<DatabaseTrouble> of(SQLException refused) {
        String state = String.valueOf(refused.getSQLState());
        if (state.equals(DISK_FULL)) {
            return Optional.of(FULL);
        }
        boolean away = state.startsWith("08")
                || state.startsWith("53")
                || state.startsWith("57P")
                // The pool has waited in vain.
                || refused instanceof SQLTransientConnectionException;
        return away ? Optional.of(AWAY) : Optional.empty();
    }
}
