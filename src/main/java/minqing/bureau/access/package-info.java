/** Who may come in, who they are, and what the engine lets them do. */
@NullMarked
@ApplicationModule(
        allowedDependencies = {"bureau.organization", "platform.database", "platform.fault", "platform.form"})
package minqing.bureau.access;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
