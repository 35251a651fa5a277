package minqing.platform.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import minqing.testing.ApplicationTest;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.flyway.FlywayMigrationStrategy;
import org.springframework.jdbc.core.simple.JdbcClient;

class StartInTurnTest extends ApplicationTest {

    @Autowired
    private DataSource dataSource;

    @Autowired
    private JdbcClient database;

    @Autowired
    private Flyway flyway;

    @Autowired
    private FlywayMigrationStrategy strategy;

    @Test
    void anApplicationThatHasStartedKeepsNobodyWaiting() {
        assertThat(locks(true)).isZero();
    }

    @Test
    void aNodeThatStartsWaitsForTheOneThatIsStarting() throws Exception {
        StartInTurn second = new StartInTurn(dataSource);
        CompletableFuture<Void> starting;
        try (StartInTurn first = new StartInTurn(dataSource)) {
            first.take();
            starting = CompletableFuture.runAsync(second::take);
            while (locks(false) == 0) {
                assertThat(starting).isNotDone();
                Thread.onSpinWait();
            }
        }
        starting.get(60, TimeUnit.SECONDS);
        assertThat(locks(true)).isOne();
        second.close();
        assertThat(locks(true)).isZero();
    }

    @Test
    void theMigrationsWaitForTheirTurnToo() throws Exception {
        CompletableFuture<Void> migrating;
        try (StartInTurn first = new StartInTurn(dataSource);
                StartInTurn second = new StartInTurn(dataSource)) {
            first.take();
            migrating = CompletableFuture.runAsync(
                    () -> new DatabaseConfiguration().migrationInTurn(second).migrate(flyway));
            while (locks(false) == 0) {
                assertThat(migrating).isNotDone();
                Thread.onSpinWait();
            }
            first.close();
            migrating.get(60, TimeUnit.SECONDS);
            assertThat(locks(true)).isOne();
        }
        assertThat(strategy).as("what the application migrates with").isNotNull();
        assertThat(locks(true)).isZero();
    }

    private long locks(boolean granted) {
        return database.sql("""
                        select count(*) from pg_locks
                        where locktype = 'advisory' and objid = :turn and granted = :granted""")
                .param("turn", StartInTurn.TURN)
                .param("granted", granted)
                .query(Long.class)
                .single();
    }
}
