package minqing.platform.engine;

import minqing.platform.fault.Fault;

/**
 * An engine exception that stands for a {@link Fault}: the engine's own REST interface knows only its own exceptions. The
 * fault is the exception's cause; its message is the words of the fault, which carry no personal data.
 */
public interface Refusal {

    /** The request attribute under which what was refused while it was answered is found. */
    String ATTRIBUTE = Refusal.class.getName();

    Fault fault();

    /** What the person reads; the exception's message. */
    String words();
}
