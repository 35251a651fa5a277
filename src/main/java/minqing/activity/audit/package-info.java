/**
 * Who did and who read what, for inspectors and administrators (requirements, "Secrecy"): one list over every module's
 * history.
 */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "activity.outing",
            "activity.problem",
            "activity.summary",
            "bureau.access",
            "bureau.organization",
            "bureau.web",
            "platform.database",
            "platform.fault",
            "work.inbox"
        })
package minqing.activity.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
