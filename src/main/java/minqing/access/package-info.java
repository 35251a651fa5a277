/** Who may come in, who they are, and what the engine lets them do. */
@NullMarked
package minqing.access;

import org.jspecify.annotations.NullMarked;
