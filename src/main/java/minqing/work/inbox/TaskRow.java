package minqing.work.inbox;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A row of {@code inbox_task}: a task that waits, or one that ended. */
record TaskRow(
        String id,
        String instance,
        String definition,
        String processKey,
        String elementKey,
        String name,
        String number,
        @Nullable String unit,
        String subject,
        String place,
        boolean supervised,
        @Nullable String assignee,
        @Nullable Instant dueAt,
        @Nullable Instant blueAt,
        @Nullable Instant yellowFrom,
        Instant createdAt,
        @Nullable Instant endedAt,
        @Nullable String completedBy,
        @Nullable String outcome,
        @Nullable String outcomeName) {

    boolean open() {
        return endedAt == null;
    }

    boolean heldBy(String account) {
        return account.equals(assignee);
    }

    TaskRef ref() {
        return new TaskRef(id, processKey, elementKey, number, unit);
    }

    Light light(Instant now) {
        return open() ? Light.at(now, dueAt, yellowFrom, blueAt) : Light.NONE;
    }
}
