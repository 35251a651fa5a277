/** Documents in and out. */
@NullMarked
package minqing.document;

import org.jspecify.annotations.NullMarked;
