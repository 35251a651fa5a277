package minqing.platform.form;

import org.jspecify.annotations.Nullable;

/**
 * Who fills in a form, and where.
 *
 * @param user the account
 * @param processKey the process
 * @param elementKey the start event or user task
 * @param taskId the task, none for a start form or a message
 * @param businessKey the case, none before it exists
 */
public record FormContext(
        String user,
        String processKey,
        String elementKey,
        @Nullable String taskId,
        @Nullable String businessKey) {}
