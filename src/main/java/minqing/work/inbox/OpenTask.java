package minqing.work.inbox;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A task that waits for somebody.
 *
 * @param unit the variable {@code unit} as the task sees it, if there is one
 * @param assignee who has it; none while it is only offered
 * @param users accounts it is offered to
 * @param groups groups it is offered to
 */
public record OpenTask(
        String taskId,
        String processKey,
        String elementKey,
        String businessKey,
        @Nullable String unit,
        @Nullable String assignee,
        List<String> users,
        List<String> groups) {

    public OpenTask {
        users = List.copyOf(users);
        groups = List.copyOf(groups);
    }

    TaskRef ref() {
        return new TaskRef(taskId, processKey, elementKey, businessKey, unit);
    }
}
