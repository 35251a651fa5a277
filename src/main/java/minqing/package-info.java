/** Minqing (民情): what leading cadres bring home from the villages, handled against a clock and closed. */
@NullMarked
package minqing;

import org.jspecify.annotations.NullMarked;
