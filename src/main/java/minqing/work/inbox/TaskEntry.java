package minqing.work.inbox;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A task as a line of a list.
 *
 * @param daysLeft working days until the due date; negative when it has passed; none without one
 * @param readable whether the case is open to the reader; where it is not, subject and place are left out
 * @param assigneeName name of who has it
 * @param groups engine groups it is offered to
 * @param groupNames their names, in the same order
 */
record TaskEntry(
        String id,
        String key,
        String name,
        String processKey,
        String businessKey,
        String subject,
        String place,
        boolean readable,
        boolean supervised,
        Light light,
        @Nullable Instant dueAt,
        @Nullable LocalDate dueOn,
        @Nullable Integer daysLeft,
        @Nullable String assignee,
        @Nullable String assigneeName,
        List<String> groups,
        List<String> groupNames,
        Instant createdAt,
        @Nullable Instant endedAt,
        @Nullable String outcome,
        @Nullable String outcomeName) {}
