package minqing.platform.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.Map;
import minqing.testing.Drill;
import minqing.testing.StartedApplication;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.springframework.util.FileSystemUtils;

/** Real starts of the application, as they happen on a server. */
class StartTogetherTest {

    /** In the drill alone: two whole starts. {@link StartInTurnTest} shows in short that each waits for the other. */
    @Test
    void twoNodesThatStartAtOnceOnAnEmptyDatabaseBothRun() throws Exception {
        Assumptions.assumeTrue(Drill.WHOLE, "only in the drill");
        Path directory = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "together-");
        try (BundledPostgres server = BundledPostgres.start(directory)) {
            for (String demonstration : new String[] {"true", "false"}) {
                String database = "together_" + demonstration;
                try (var connection = DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password());
                        var statement = connection.createStatement()) {
                    statement.execute("create database " + database);
                }
                Map<String, String> settings = Map.of(
                        "SPRING_DATASOURCE_URL",
                        server.jdbcUrl().replaceAll("/[^/]*$", "/" + database),
                        "SPRING_DATASOURCE_USERNAME",
                        server.user(),
                        "SPRING_DATASOURCE_PASSWORD",
                        server.password(),
                        "SPRING_DATASOURCE_HIKARI_MAXIMUMPOOLSIZE",
                        "15",
                        "MINQING_DEMO",
                        demonstration,
                        "MINQING_ADMIN_USER",
                        "keeper",
                        "MINQING_ADMIN_PASSWORD",
                        "Correct-Horse-42");
                try (StartedApplication one = StartedApplication.with(settings);
                        StartedApplication other = StartedApplication.with(settings)) {
                    assertThat(one.isUp()).as(one.said()).isTrue();
                    assertThat(other.isUp()).as(other.said()).isTrue();
                }
            }
        } finally {
            FileSystemUtils.deleteRecursively(directory);
        }
    }

    @Test
    void aChineseDirectoryUnderALocaleThatCannotWriteItIsOneClearLine() throws Exception {
        // Bytes that no ASCII locale reads; the shell passes them on as they are.
        Path directory = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "locale-");
        Map<String, String> settings =
                Map.of("LC_ALL", "POSIX", "MINQING_DATA_DIR", directory.toAbsolutePath() + "/数据");
        try (StartedApplication application = StartedApplication.with(settings)) {
            assertThat(application.isUp()).isFalse();
            assertThat(application.said().lines().filter(line -> line.contains("ERROR")))
                    .singleElement()
                    .asString()
                    .contains("MINQING_DATA_DIR", "start with LC_ALL=C.UTF-8");
            assertThat(application.said()).doesNotContain("Exception", "\tat ");
            assertThat(Files.list(directory)).isEmpty();
        } finally {
            FileSystemUtils.deleteRecursively(directory);
        }
    }
}
