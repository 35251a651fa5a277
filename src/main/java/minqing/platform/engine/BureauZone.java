package minqing.platform.engine;

import java.util.TimeZone;
import org.springframework.boot.context.event.ApplicationStartingEvent;
import org.springframework.context.ApplicationListener;

/**
 * Makes the bureau's zone that of the whole application before anything else starts. The engine reckons in the zone of the
 * machine it runs on: it stores instants without a zone, writes dates into REST answers and reads cycles and times of day
 * that way. Two nodes in different zones would disagree by hours on every timer in the same database.
 */
class BureauZone implements ApplicationListener<ApplicationStartingEvent> {

    @Override
    public void onApplicationEvent(ApplicationStartingEvent starting) {
        TimeZone.setDefault(TimeZone.getTimeZone(TimeConfiguration.ZONE));
    }
}
