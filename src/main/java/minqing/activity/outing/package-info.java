/**
 * One outing of a leader (一次下基层), entered once: it feeds the registers of labour (annex 2), receptions (annex 3) and
 * forums (annex 5), the diary, and the problems of annex 4, each of which starts its own case.
 *
 * <p>Two dates stand on every record (requirements, D13). When it happened is what quotas count. The posting period is the
 * month in whose table it is counted; the whole outing belongs to one, that of its last day, decided when it is entered. An
 * outing entered on a leader's behalf counts once the leader has confirmed it; when its month has been closed by then, it is
 * posted again, to the next open month, and marked 补报.
 */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "activity.problem",
            "bureau.access",
            "bureau.calendar",
            "bureau.organization",
            "bureau.web",
            "platform.database",
            "platform.document",
            "platform.engine",
            "platform.fault",
            "platform.form",
            "work.attachment",
            "work.inbox"
        })
package minqing.activity.outing;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
