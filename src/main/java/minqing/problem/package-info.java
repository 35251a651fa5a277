/**
 * The problem ledger (annex 4) and its process: a problem is reported, triaged, fed back to the unit responsible, handled
 * against a clock, reviewed, verified with the people and closed.
 */
@NullMarked
package minqing.problem;

import org.jspecify.annotations.NullMarked;
