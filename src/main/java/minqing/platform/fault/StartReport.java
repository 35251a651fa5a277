package minqing.platform.fault;

import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Says in one line, without a stack trace, why the application did not start. */
@Order(Ordered.HIGHEST_PRECEDENCE)
class StartReport implements SpringBootExceptionReporter {

    private static final Logger LOG = LoggerFactory.getLogger(StartReport.class);

    @Override
    public boolean reportException(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof StartRefused refused) {
                LOG.error(refused.getMessage());
                return true;
            }
            if (cause instanceof SQLException failed && isUnreachable(failed)) {
                LOG.error(
                        "数据库连接不上，请检查 SPRING_DATASOURCE_URL、_USERNAME、_PASSWORD：{} The database can't be reached: check"
                                + " SPRING_DATASOURCE_URL, _USERNAME and _PASSWORD.",
                        failed.getMessage());
                return true;
            }
        }
        return false;
    }

    /** PostgreSQL's classes of errors: no connection, no entry, no such database. */
    private static boolean isUnreachable(SQLException failed) {
        String state = String.valueOf(failed.getSQLState());
        return state.startsWith("08") || state.startsWith("28") || state.startsWith("3D");
    }
}
