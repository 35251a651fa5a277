package minqing.platform.database;

import java.util.Locale;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.Status;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** {@code storage} in {@code /actuator/health}: out of service, with the reason, while the database can't write or soon can't. */
@Component("storageHealthIndicator")
class StorageHealth implements HealthIndicator {

    private final Storage storage;
    private final MessageSource messages;

    StorageHealth(Storage storage, MessageSource messages) {
        this.storage = storage;
        this.messages = messages;
    }

    @Override
    public Health health() {
        if (storage.isFull()) {
            return outOfService("database.full");
        }
        return storage.shortage()
                .map(left -> outOfService("database.low", left.toMegabytes()))
                .orElseGet(() -> Health.up().build());
    }

    private Health outOfService(String key, Object... arguments) {
        String reason = messages.getMessage(key, arguments, Locale.SIMPLIFIED_CHINESE);
        return Health.status(new Status(Status.OUT_OF_SERVICE.getCode(), reason))
                .build();
    }
}
