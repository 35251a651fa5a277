package minqing.testing;

import com.zaxxer.hikari.HikariDataSource;
import java.util.UUID;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationVersion;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.ConnectionHolder;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** A database of an earlier version beside that of the application, with a village and the bureau, to be brought up to date. */
public final class EarlierDatabase implements AutoCloseable {

    /** The last version in which accusations stood in the ledger. */
    public static final String WITH_ACCUSATIONS = "24";

    private final DataSource application;
    private final SingleConnectionDataSource connection;
    private final String name = "before_" + UUID.randomUUID().toString().replace("-", "");

    public EarlierDatabase(HikariDataSource application, String version) {
        this.application = application;
        JdbcClient.create(application).sql("create database " + name).update();
        this.connection = new SingleConnectionDataSource(
                application.getJdbcUrl().replaceFirst("/[^/?]+(\\?|$)", "/" + name + "$1"),
                application.getUsername(),
                application.getPassword(),
                true);
        migrate(MigrationVersion.fromVersion(version));
        sql("insert into unit (code, name, seal_name, kind, ordinal) values ('epb', '局', '某局', 'bureau', 1)");
        sql("insert into administrative_village (id, name, town, ordinal) values ('v', '村', '镇', 1)");
        sql("insert into natural_village (id, administrative_village, name, ordinal) values ('v-v', 'v', '自然村', 1)");
    }

    public JdbcClient client() {
        return JdbcClient.create(connection);
    }

    public void sql(String statement) {
        client().sql(statement).update();
    }

    public void toLatest() {
        migrate(MigrationVersion.LATEST);
    }

    private void migrate(MigrationVersion target) {
        Flyway.configure()
                .dataSource(connection)
                .locations("classpath:db/migration")
                .target(target)
                .load()
                .migrate();
    }

    /** Lets the application's own services work on this database instead of theirs. */
    public <T> T inside(Supplier<T> action) {
        TransactionSynchronizationManager.bindResource(
                application, new ConnectionHolder(DataSourceUtils.getConnection(connection)));
        try {
            return action.get();
        } finally {
            TransactionSynchronizationManager.unbindResource(application);
        }
    }

    @Override
    public void close() {
        connection.destroy();
        JdbcClient.create(application)
                .sql("drop database " + name + " with (force)")
                .update();
    }
}
