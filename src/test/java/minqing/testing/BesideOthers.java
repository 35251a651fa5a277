package minqing.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Runs while other test classes run: the class starts the application in processes of its own, and changes nothing of this
 * virtual machine, neither the clock nor the application that the other tests share.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Execution(ExecutionMode.CONCURRENT)
// One class of these at a time, and its methods one after another.
@ResourceLock("processes of their own")
public @interface BesideOthers {}
