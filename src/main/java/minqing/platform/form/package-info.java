/**
 * What a person fills in. A {@code .form} is read once and used three times: Tasklist shows it, the inbox page renders
 * it, and every submission is validated against it. This module knows neither the engine nor the web.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"platform.fault"})
package minqing.platform.form;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
