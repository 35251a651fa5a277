package minqing.bureau.organization;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Ends roles that end by date, at the beginning of each day and at every start of the application. {@link Directory} leaves out
 * an ended role from its day on, even before this job has run.
 */
@Configuration
@EnableScheduling
public class Days {

    private static final Logger LOG = LoggerFactory.getLogger(Days.class);

    private final LeaderKeeping leaders;
    private final ApplicationEventPublisher events;
    private final TransactionOperations transaction;

    Days(LeaderKeeping leaders, ApplicationEventPublisher events, TransactionOperations transaction) {
        this.leaders = leaders;
        this.events = events;
        this.transaction = transaction;
    }

    /** A failure is left to the next day or the next start. */
    @EventListener(ApplicationReadyEvent.class)
    @Scheduled(cron = "0 0 0 * * *", zone = "Asia/Shanghai")
    public void begin() {
        try {
            transaction.executeWithoutResult(status -> {
                leaders.endDue();
                events.publishEvent(new DayBegan());
            });
        } catch (RuntimeException failed) {
            LOG.warn(
                    "What ends with the day could not be ended: {}",
                    failed.getClass().getName());
        }
    }
}
