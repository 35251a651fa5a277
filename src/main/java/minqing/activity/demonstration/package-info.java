/**
 * The first start of the demonstration plays some months of a bureau's life through the entry points everybody uses, with the
 * clock of application and engine set to each moment, before anybody can log in. What is played stands in
 * {@code data/demonstration}; nothing here runs at any other start.
 */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "activity.outing",
            "activity.problem",
            "activity.summary",
            "bureau.calendar",
            "bureau.organization",
            "platform.document",
            "platform.engine",
            "work.inbox"
        })
package minqing.activity.demonstration;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
