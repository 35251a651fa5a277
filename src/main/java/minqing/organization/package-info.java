/** Who takes part: units, leaders, villages and their pairing (annex 1), and the people with an account. */
@NullMarked
package minqing.organization;

import org.jspecify.annotations.NullMarked;
