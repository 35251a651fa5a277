/** The gate before Camunda's web applications: what Tasklist, Cockpit and Admin may ask the engine, and how they are answered. */
@NullMarked
@ApplicationModule(allowedDependencies = {"platform.database", "platform.engine", "platform.fault"})
package minqing.platform.webapps;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
