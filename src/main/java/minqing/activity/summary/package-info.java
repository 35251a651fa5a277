/**
 * The monthly table (annex 6): compiled by itself from the registers of the period, checked, signed, sealed and submitted before
 * the 25th (requirements D5 to D16; process {@code monthly-summary}).
 *
 * <p>A figure is never typed: {@link minqing.activity.summary.Counting} counts it, the records behind each cell are kept beside it, and a
 * sealed version is frozen by the database itself and chained to the one before by its hash.
 */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
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
package minqing.activity.summary;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
