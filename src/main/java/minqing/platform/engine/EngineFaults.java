package minqing.platform.engine;

import java.util.Optional;
import minqing.platform.fault.Fault;

/** Finds the fault behind an exception of the engine, however often the engine wrapped it on its way out of a step. */
public final class EngineFaults {

    /** Deeper than the engine ever wraps; a chain of causes can be a circle. */
    private static final int DEPTH = 30;

    private EngineFaults() {}

    /** The fault that a form, a rule or a step raised, if that is what the exception is about. */
    public static Optional<Fault> behind(Throwable thrown) {
        Throwable current = thrown;
        for (int depth = 0; current != null && depth < DEPTH; depth++) {
            if (current instanceof Fault fault) {
                return Optional.of(fault);
            }
            current = current.getCause();
        }
        return Optional.empty();
    }
}
