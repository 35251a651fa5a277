/**
 * Accusations (检举控告): outside everything ordinary. Own tables, process, pages, files, reminders and log, for the reporter and
 * the receivers alone. No other module uses this one.
 */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "activity.outing",
            "activity.problem",
            "bureau.access",
            "bureau.calendar",
            "bureau.organization",
            "bureau.web",
            "platform.database",
            "platform.engine",
            "platform.fault",
            "platform.form",
            "work.attachment"
        })
package minqing.activity.accusation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
