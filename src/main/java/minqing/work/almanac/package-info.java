/**
 * The working calendar for people: the page of the year, REST, and the administrator's task when the State Council's notice
 * is missing. It stands above the inbox, on whose page that task is done; {@code calendar}, which every deadline is reckoned
 * with, stands far below it and knows nothing of people and tasks.
 *
 * <p>The process {@code calendar-notice} looks once a day whether the notice of this year, or from December on of the next,
 * is missing and has not been asked for. Its start timer catches up when the application was down. The task ends when the
 * notice is in, whichever way it came.
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
            "platform.form",
            "work.inbox"
        })
package minqing.work.almanac;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
