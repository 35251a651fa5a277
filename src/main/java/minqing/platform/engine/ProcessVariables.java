package minqing.platform.engine;

import java.util.Set;

/**
 * The variables a process keeps in the engine from one step to the next. The engine stores no other, by whatever way it
 * is asked to, and of these only identifiers, outcomes, numbers, dates and lists of them (see
 * {@link Identifiers}): data about people lives in the tables.
 */
public interface ProcessVariables {

    /** The process that needs them. */
    String processKey();

    Set<String> names();
}
