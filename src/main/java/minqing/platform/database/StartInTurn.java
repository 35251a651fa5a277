package minqing.platform.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Lets one node after the other start on the same database, from the first look at it on: migrations and the engine make
 * their tables, and the start brings the demonstration, groups, rights and models, without asking whether another node is
 * doing the same. The database gives the turn to the next one when this node has started, or is gone.
 */
@Component
public class StartInTurn implements AutoCloseable {

    static final int TURN = 20110702;

    private static final Logger LOG = LoggerFactory.getLogger(StartInTurn.class);

    private final DataSource dataSource;
    private @Nullable Connection turn;

    StartInTurn(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Returns when no other node is starting on this database; a second call does nothing. */
    public synchronized void take() {
        if (turn != null) {
            return;
        }
        try {
            Connection connection = dataSource.getConnection();
            try {
                if (!isFree(connection)) {
                    LOG.info("Another node is starting on this database; this one waits for it");
                    // However long that takes; the pool puts the limit back.
                    connection.setNetworkTimeout(Runnable::run, 0);
                    execute(connection, "select pg_advisory_lock(" + TURN + ")");
                }
            } catch (SQLException failed) {
                connection.close();
                throw failed;
            }
            turn = connection;
        } catch (SQLException failed) {
            throw new IllegalStateException("the database does not say whether another node is starting", failed);
        }
    }

    @EventListener(ApplicationStartedEvent.class)
    void started() throws SQLException {
        close();
    }

    /** Gives the turn to the next node. */
    @Override
    public synchronized void close() throws SQLException {
        if (turn != null) {
            try (Connection connection = turn) {
                turn = null;
                execute(connection, "select pg_advisory_unlock(" + TURN + ")");
            }
        }
    }

    private static boolean isFree(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery("select pg_try_advisory_lock(" + TURN + ")")) {
            return answer.next() && answer.getBoolean(1);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
