/** Who did and who read what, for inspectors and administrators (requirements, "Secrecy"): one list over every module's history. */
@NullMarked
package minqing.audit;

import org.jspecify.annotations.NullMarked;
