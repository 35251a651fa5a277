/**
 * The inbox of a person: what is to do, what was done, started and told, and what can be done with a task. It serves every
 * process; what it shows of a case it asks that process's {@link minqing.inbox.CaseSource}.
 */
@NullMarked
package minqing.inbox;

import org.jspecify.annotations.NullMarked;
