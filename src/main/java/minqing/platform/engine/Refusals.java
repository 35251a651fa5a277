package minqing.platform.engine;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import minqing.platform.fault.Conflict;
import minqing.platform.fault.Fault;
import minqing.platform.fault.Forbidden;
import minqing.platform.fault.InvalidInput;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.SuspendedEntityInteractionException;
import org.camunda.bpm.engine.TaskAlreadyClaimedException;
import org.camunda.bpm.engine.impl.context.Context;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

/** Turns what goes wrong in the engine for a person's reason into a {@link Refusal} with words the person can read. */
@Component
class Refusals {

    private final MessageSource messages;

    Refusals(MessageSource messages) {
        this.messages = messages;
    }

    RuntimeException refusal(Fault fault) {
        RuntimeException refusal = fault instanceof Forbidden forbidden
                ? new SubmissionForbidden(forbidden, words(fault))
                : new SubmissionRefused(fault, words(fault));
        RequestAttributes request = RequestContextHolder.getRequestAttributes();
        if (request != null) {
            request.setAttribute(Refusal.ATTRIBUTE, refusal, RequestAttributes.SCOPE_REQUEST);
        }
        return refusal;
    }

    /** The words of a fault; of invalid input the words of every field, for the one line Tasklist can show. */
    String words(Fault fault) {
        if (fault instanceof InvalidInput input) {
            return input.faults().stream()
                    .map(one -> messages.getMessage(one, Locale.SIMPLIFIED_CHINESE))
                    .collect(Collectors.joining("；"));
        }
        return messages.getMessage(fault, Locale.SIMPLIFIED_CHINESE);
    }

    /**
     * Runs a call of the engine and makes a refusal of what a person has to know about. Inside another call of the engine
     * everything passes unchanged: a step must not mistake its own failure for the person's.
     */
    <T> T translating(Supplier<T> call) {
        if (Context.getCommandContext() != null) {
            return call.get();
        }
        try {
            return call.get();
        } catch (RuntimeException thrown) {
            if (thrown instanceof Refusal) {
                throw thrown;
            }
            throw fault(thrown).map(this::refusal).orElse(thrown);
        }
    }

    private static Optional<Fault> fault(RuntimeException thrown) {
        Optional<Fault> raised = EngineFaults.behind(thrown);
        if (raised.isPresent()) {
            return raised;
        }
        if (thrown instanceof OptimisticLockingException) {
            return Optional.of(new Conflict("engine.overtaken"));
        }
        if (thrown instanceof SuspendedEntityInteractionException) {
            return Optional.of(new Conflict("engine.suspended"));
        }
        if (thrown instanceof TaskAlreadyClaimedException taken) {
            return Optional.of(new Conflict("engine.task.taken", taken.getTaskAssignee()));
        }
        return Optional.empty();
    }
}
