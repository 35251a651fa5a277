/** What can be wrong with a request, in the terms of the domain; the edges turn it into pages, problem+json or engine answers. */
@NullMarked
@ApplicationModule(
        type = ApplicationModule.Type.OPEN,
        allowedDependencies = {})
package minqing.platform.fault;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
