/**
 * Rates, ages and quotas of a year, for whoever may read the monthly tables (requirements R7, R8, D2, D3, "Time limits"): figures
 * with numerator, denominator and the records behind them, in the order of the lists they come from. Nobody is ranked (R13).
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
            "platform.fault",
            "work.inbox"
        })
package minqing.activity.statistics;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
