/**
 * The problem ledger (annex 4) and its process: a problem is reported, triaged, fed back to the unit responsible, handled
 * against a clock, reviewed, verified with the people and closed.
 */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "bureau.access",
            "bureau.calendar",
            "bureau.organization",
            "bureau.web",
            "platform.database",
            "platform.engine",
            "platform.fault",
            "platform.form",
            "work.attachment",
            "work.inbox"
        })
package minqing.activity.problem;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
