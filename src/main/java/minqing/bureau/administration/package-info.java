/**
 * Where an administrator keeps the organization and the accounts: pages, REST and imports.
 *
 * <p>It stands above {@code web}, for it has to know who is asking and shows its lists in the frame; the services it calls
 * are those of {@code organization}, which everything else stands on and which therefore knows neither logins nor pages.
 */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "bureau.access",
            "bureau.organization",
            "bureau.web",
            "platform.document",
            "platform.fault"
        })
package minqing.bureau.administration;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
