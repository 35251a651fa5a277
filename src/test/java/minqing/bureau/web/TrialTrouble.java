package minqing.bureau.web;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Map;
import java.util.function.Supplier;
import minqing.platform.fault.Conflict;
import minqing.platform.fault.Forbidden;
import minqing.platform.fault.InvalidInput;
import minqing.platform.fault.Missing;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngineException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The ways in which a controller of the tests fails. */
@Component
class TrialTrouble {

    /** What somebody typed and the database quotes when it chokes on it. */
    static final String TYPED = "张三13800000000";

    private static final Map<String, Supplier<RuntimeException>> DATABASE = Map.of(
            "database-away",
                    () -> new CannotGetJdbcConnectionException(
                            "none", new SQLTransientConnectionException("no connection in time")),
            "database-stopping",
                    () -> new UncategorizedSQLException("work", null, new SQLException("stopping", "57P01")),
            "no-connection-left",
                    () -> new TransientDataAccessResourceException("none", new SQLException("too many", "53300")),
            "disk-full", () -> new TransientDataAccessResourceException("full", new SQLException("full", "53100")),
            "disk-full-in-the-engine",
                    () -> new ProcessEngineException("flush", new SQLException("no space on " + TYPED, "53100")));

    private static final Map<String, Supplier<RuntimeException>> KINDS = Map.of(
            "forbidden", () -> new Forbidden("fault.forbidden"),
            "missing", () -> new Missing("fault.missing"),
            "conflict", () -> new Conflict("fault.overtaken"),
            "invalid", () -> InvalidInput.of("title", "fault.field.required", "标题"),
            "wrapped", () -> new ProcessEngineException("step failed", new Conflict("fault.overtaken")),
            "unauthorized-in-the-engine", () -> new AuthorizationException("no right"),
            "overtaken-in-the-engine", () -> new OptimisticLockingException("updated by somebody else"),
            "overtaken-in-the-database", () -> new PessimisticLockingFailureException("deadlock"),
            "twice-in-the-database", () -> new DuplicateKeyException("twice"),
            "unforeseen", () -> new IllegalStateException("broken: " + TYPED, new SQLException(TYPED)));

    private final ProcessEngine engine;
    private final JdbcClient database;

    TrialTrouble(ProcessEngine engine, JdbcClient database) {
        this.engine = engine;
        this.database = database;
    }

    void make(String kind) {
        if (kind.equals("no-task")) {
            engine.getTaskService().complete("no-such-task");
        }
        if (kind.equals("value-for-the-database")) {
            database.sql("select cast(:text as integer)")
                    .param("text", "12x")
                    .query()
                    .singleRow();
        }
        Supplier<RuntimeException> trouble = KINDS.getOrDefault(kind, DATABASE.get(kind));
        if (trouble != null) {
            throw trouble.get();
        }
    }
}
