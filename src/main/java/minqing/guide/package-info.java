/** What a bureau needs before it can work, and where an administrator sets it up (启用向导). */
@NullMarked
package minqing.guide;

import org.jspecify.annotations.NullMarked;
