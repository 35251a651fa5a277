package minqing.platform.fault;

import java.util.Optional;

/**
 * Knows the exceptions of a part of the house that the edges must not know, and says which fault each one stands for.
 * Implemented as a bean by the module that owns the part.
 */
public interface FaultTranslator {

    /** The fault that an exception stands for. The causes are offered one by one, the outermost first. */
    Optional<Fault> translate(Throwable thrown);
}
