/**
 * The inbox of a person: what is to do, what was done, started and told, and what can be done with a task. It serves every
 * process; what it shows of a case it asks that process's {@link minqing.work.inbox.CaseSource}.
 */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "bureau.access",
            "bureau.calendar",
            "bureau.organization",
            "bureau.web",
            "platform.engine",
            "platform.fault",
            "platform.form"
        })
package minqing.work.inbox;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
