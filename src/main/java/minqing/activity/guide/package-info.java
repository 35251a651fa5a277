/** What a bureau needs before it can work, and where an administrator sets it up (启用向导). */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "activity.problem",
            "activity.summary",
            "bureau.access",
            "bureau.calendar",
            "bureau.organization",
            "platform.fault",
            "work.inbox"
        })
package minqing.activity.guide;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
