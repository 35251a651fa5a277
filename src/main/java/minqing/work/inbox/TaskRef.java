package minqing.work.inbox;

import org.jspecify.annotations.Nullable;

/**
 * A task as its process knows it.
 *
 * @param taskId the engine's identifier
 * @param processKey the process
 * @param elementKey the user task in the model
 * @param businessKey the case; empty if it has none
 * @param unit the variable {@code unit} as the task sees it, if there is one: which of several units this task is for
 */
public record TaskRef(
        String taskId,
        String processKey,
        String elementKey,
        String businessKey,
        @Nullable String unit) {}
