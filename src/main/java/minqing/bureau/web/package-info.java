/**
 * What every controller shares and no feature owns: paging, errors as problem+json or as a page, repeated calls with the
 * same key, the description of the REST interface, and the frame of the pages.
 */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "bureau.access",
            "bureau.organization",
            "platform.database",
            "platform.fault",
            "platform.form",
            "platform.webapps"
        })
package minqing.bureau.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
