package minqing.platform.engine;

import java.util.Locale;
import java.util.Optional;
import minqing.platform.fault.Conflict;
import minqing.platform.fault.Fault;
import minqing.platform.fault.FaultTranslator;
import minqing.platform.fault.Forbidden;
import minqing.platform.fault.Missing;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.MismatchingMessageCorrelationException;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.SuspendedEntityInteractionException;
import org.camunda.bpm.engine.TaskAlreadyClaimedException;
import org.camunda.bpm.engine.exception.NotFoundException;
import org.camunda.bpm.engine.exception.NullValueException;
import org.springframework.stereotype.Component;

/** What the engine's own exceptions mean to the person who asked, for pages and REST alike. */
@Component
class EngineExceptions implements FaultTranslator {

    @Override
    public Optional<Fault> translate(Throwable thrown) {
        if (thrown instanceof AuthorizationException) {
            return Optional.of(new Forbidden("fault.forbidden"));
        }
        if (thrown instanceof OptimisticLockingException) {
            return Optional.of(new Conflict("fault.overtaken"));
        }
        if (thrown instanceof TaskAlreadyClaimedException) {
            return Optional.of(new Conflict("fault.taken"));
        }
        if (thrown instanceof SuspendedEntityInteractionException
                || thrown instanceof MismatchingMessageCorrelationException) {
            return Optional.of(new Conflict("fault.state"));
        }
        if (thrown instanceof NotFoundException || isAboutWhatIsGone(thrown)) {
            return Optional.of(new Missing("fault.missing"));
        }
        return Optional.empty();
    }

    /** The engine says "Cannot find task with id …: task is null" with an exception it uses for its own mistakes, too. */
    private static boolean isAboutWhatIsGone(Throwable thrown) {
        if (!(thrown instanceof NullValueException)) {
            return false;
        }
        String message = String.valueOf(thrown.getMessage()).toLowerCase(Locale.ROOT);
        return message.contains("cannot find task")
                || message.contains("no deployed process definition")
                || message.contains("cannot find process instance")
                || (message.contains("execution") && message.contains("doesn't exist"));
    }
}
