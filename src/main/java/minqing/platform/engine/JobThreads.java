package minqing.platform.engine;

import com.zaxxer.hikari.HikariDataSource;
import javax.sql.DataSource;
import org.camunda.bpm.spring.boot.starter.property.CamundaBpmProperties;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.stereotype.Component;

/**
 * Checks when the application starts that job threads and people's requests have connections enough. A job thread holds
 * one connection while it works and the acquisition thread one while it looks; if they could take the whole pool, no page
 * would open while the night's timers fire.
 */
@Component
class JobThreads implements InitializingBean {

    /** Connections that requests must find whatever the job executor does. */
    private static final int FOR_REQUESTS = 8;

    private final DataSource dataSource;
    private final CamundaBpmProperties settings;

    JobThreads(DataSource dataSource, CamundaBpmProperties settings) {
        this.dataSource = dataSource;
        this.settings = settings;
    }

    @Override
    public void afterPropertiesSet() throws Exception {
        if (settings.getJobExecution().isEnabled() && dataSource.isWrapperFor(HikariDataSource.class)) {
            check(
                    settings.getJobExecution().getMaxPoolSize(),
                    dataSource.unwrap(HikariDataSource.class).getMaximumPoolSize());
        }
    }

    static void check(int jobThreads, int connections) {
        int needed = jobThreads + 1 + FOR_REQUESTS;
        if (connections < needed) {
            throw new IllegalStateException("camunda.bpm.job-execution.max-pool-size=" + jobThreads
                    + " needs spring.datasource.hikari.maximum-pool-size of at least " + needed + ", but it is "
                    + connections);
        }
    }
}
