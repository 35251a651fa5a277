/** Where the data lies: the bundled PostgreSQL under {@code ./data}, or the server that {@code SPRING_DATASOURCE_URL} names. */
@NullMarked
@ApplicationModule(allowedDependencies = {"platform.fault"})
package minqing.platform.database;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
