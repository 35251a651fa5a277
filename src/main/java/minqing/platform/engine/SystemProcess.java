package minqing.platform.engine;

/**
 * A process whose cases no person works through the engine: no group has a right on it, its tasks are offered to nobody, and
 * the inbox does not know them. The module that owns it asks who may, holds what is filled in against the form, stores it, and
 * starts and completes as the system ({@link AsSystem}). A person who changes anything by way of the engine is refused, whatever
 * rights the engine gives ({@link SystemProcessChecker}). A bean of this kind names such a process.
 */
public interface SystemProcess {

    String systemProcessKey();
}
