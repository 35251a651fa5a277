/**
 * Rates, ages and quotas of a year, open to users who may read the monthly tables (requirements R7, R8, D2, D3, "Time limits").
 * Each figure shows its numerator, its denominator and its records. Lists keep their order; nobody is ranked (R13).
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
