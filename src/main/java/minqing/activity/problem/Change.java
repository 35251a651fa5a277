package minqing.activity.problem;

import static minqing.platform.database.Columns.textArray;
import static minqing.platform.database.Columns.timestamp;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A change of some columns of one problem, in one statement. Column names are this package's constants, never input. */
final class Change {

    private final JdbcClient database;
    private final Problem problem;
    private final LockedProblems locked;
    private final Map<String, @Nullable Object> columns = new LinkedHashMap<>();

    Change(JdbcClient database, Problem problem, LockedProblems locked) {
        this.database = database;
        this.problem = problem;
        this.locked = locked;
    }

    Change status(Status status) {
        return set("status", status.code());
    }

    Change set(String column, @Nullable Object value) {
        columns.put(column, value);
        return this;
    }

    Change at(String column, @Nullable Instant value) {
        return set(column, timestamp(value));
    }

    Change setAll(String column, List<String> values) {
        columns.put(column, textArray(values));
        return this;
    }

    void apply() {
        String assignments = columns.keySet().stream()
                .map(column -> column + " = :" + column)
                .collect(Collectors.joining(", "));
        int changed = database.sql("update problem set " + assignments + " where id = :id")
                .params(columns)
                .param("id", problem.id())
                .update();
        locked.changed(problem.number());
        if (changed != 1) {
            throw new IllegalStateException("problem " + problem.number() + " is gone");
        }
    }
}
