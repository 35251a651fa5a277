package minqing.engine;

import minqing.fault.Fault;

/**
 * An engine exception that stands for a {@link Fault}: the engine's own REST interface knows only its own exceptions. The
 * fault is the exception's cause; its message is the words of the fault, which carry no personal data.
 */
interface Refusal {

    Fault fault();
}
