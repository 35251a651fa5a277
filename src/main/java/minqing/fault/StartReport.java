package minqing.fault;

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
        }
        return false;
    }
}
