/** The process engine: its configuration, its clock, what guards it, and how long it remembers. */
@NullMarked
package minqing.engine;

import org.jspecify.annotations.NullMarked;
