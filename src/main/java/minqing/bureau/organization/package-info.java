/** Who takes part: units, leaders, villages and their pairing (annex 1), and the people with an account. */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "bureau.calendar",
            "platform.database",
            "platform.document",
            "platform.engine",
            "platform.fault"
        })
package minqing.bureau.organization;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
