/**
 * Rates, ages and quotas of a year, for whoever may read the monthly tables (requirements R7, R8, D2, D3, "Time limits"): figures
 * with numerator, denominator and the records behind them, in the order of the lists they come from. Nobody is ranked (R13).
 */
@NullMarked
package minqing.statistics;

import org.jspecify.annotations.NullMarked;
