/** The process engine: its configuration, its clock, what guards it, and how long it remembers. */
@NullMarked
@ApplicationModule(allowedDependencies = {"platform.database", "platform.fault", "platform.form"})
package minqing.platform.engine;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
