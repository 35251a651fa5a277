package minqing.bureau.web;

import com.fasterxml.jackson.core.JacksonException;
import java.sql.SQLException;
import org.springframework.core.NestedRuntimeException;
import org.springframework.http.converter.HttpMessageConversionException;

/**
 * Writes a failure for the log without what people typed: the messages of the database, of JSON and of whatever wraps
 * them quote the values they choke on, so of those the log gets the kind and the place alone.
 */
final class Discretion {

    private static final int DEPTH = 30;
    private static final int FRAMES = 60;

    private Discretion() {}

    static String trace(Throwable thrown) {
        boolean quotes = quotes(thrown);
        StringBuilder trace = new StringBuilder();
        Throwable current = thrown;
        for (int depth = 0; current != null && depth < DEPTH; depth++) {
            trace.append(depth == 0 ? "" : "caused by ")
                    .append(current.getClass().getName());
            if (current instanceof SQLException refused) {
                trace.append(" (SQL state ").append(refused.getSQLState()).append(')');
            } else if (!quotes && current.getMessage() != null) {
                trace.append(": ").append(current.getMessage());
            }
            StackTraceElement[] frames = current.getStackTrace();
            for (int frame = 0; frame < Math.min(FRAMES, frames.length); frame++) {
                trace.append("\n\tat ").append(frames[frame]);
            }
            trace.append('\n');
            current = current.getCause();
        }
        return trace.toString();
    }

    private static boolean quotes(Throwable thrown) {
        Throwable current = thrown;
        for (int depth = 0; current != null && depth < DEPTH; depth++) {
            if (current instanceof SQLException
                    || current instanceof JacksonException
                    || current instanceof HttpMessageConversionException
                    || current instanceof NestedRuntimeException && current.getCause() != null) {
                return true;
            }
            current = current.getCause();
        }
        return false;
    }
}
