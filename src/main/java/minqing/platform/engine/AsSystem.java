package minqing.platform.engine;

import java.util.function.Supplier;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * Lets the application itself talk to the engine where a person's own rights don't reach but the application has already
 * checked that they may. Outside of such a call the engine goes on checking the person.
 */
@Component
public class AsSystem {

    private final IdentityService identityService;

    AsSystem(@Lazy IdentityService identityService) {
        this.identityService = identityService;
    }

    public void run(Runnable action) {
        get(() -> {
            action.run();
            return true;
        });
    }

    /** What the action returns; the person is signed in to the engine again afterwards, whatever happens. */
    public <T> T get(Supplier<T> action) {
        Authentication person = identityService.getCurrentAuthentication();
        identityService.clearAuthentication();
        try {
            return action.get();
        } finally {
            if (person != null) {
                identityService.setAuthentication(person.getUserId(), person.getGroupIds(), person.getTenantIds());
            }
        }
    }
}
