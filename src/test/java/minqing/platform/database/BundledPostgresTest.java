package minqing.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import minqing.platform.fault.StartRefused;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.util.FileSystemUtils;

/** Whatever happens to the application or its server, the next start finds all data again. */
class BundledPostgresTest {

    private Path directory;

    @BeforeEach
    void anEmptyDirectory() throws IOException {
        directory = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "bundled-")
                .toAbsolutePath();
    }

    @AfterEach
    void theDirectoryGoes() throws IOException {
        LeftServer.on(directory.resolve("postgres")).stop();
        FileSystemUtils.deleteRecursively(directory);
    }

    @Test
    void afterTheApplicationWasKilledItsServerIsStoppedAndTheDataAreThere() throws Exception {
        try (KilledApplication application = KilledApplication.started(directory, "before")) {
            ProcessHandle server = ProcessHandle.of(pid()).orElseThrow();
            application.kill();
            assertThat(server.isAlive()).as("the server left behind").isTrue();
            try (BundledPostgres next = BundledPostgres.start(directory)) {
                assertThat(server.isAlive()).isFalse();
                assertThat(Rows.of(next).found()).containsExactly("before");
                assertThat(next.createdDatabase()).isFalse();
            }
        }
    }

    @Test
    void afterTheServerWasKilledTooAndItsNumberGivenToAStrangerTheDataAreThereAndTheStrangerLives() throws Exception {
        try (KilledApplication application = KilledApplication.started(directory, "before")) {
            application.kill();
            ProcessHandle server = ProcessHandle.of(pid()).orElseThrow();
            server.destroyForcibly();
            server.onExit().get(30, TimeUnit.SECONDS);
        }
        Process stranger = new ProcessBuilder("sleep", "600").start();
        try {
            Path file = directory.resolve("postgres/postmaster.pid");
            List<String> lines = Files.readAllLines(file);
            lines.set(0, String.valueOf(stranger.pid()));
            Files.write(file, lines);
            try (BundledPostgres next = BundledPostgres.start(directory)) {
                assertThat(Rows.of(next).found()).containsExactly("before");
            }
            assertThat(stranger.isAlive()).isTrue();
        } finally {
            stranger.destroyForcibly();
        }
    }

    @Test
    void aNoteOfTheServerThatWasNeverWrittenWholeIsNoHindrance() throws Exception {
        try (BundledPostgres first = BundledPostgres.start(directory)) {
            Rows.of(first).store("before");
        }
        Files.writeString(directory.resolve("postgres/postmaster.pid"), "");
        try (BundledPostgres next = BundledPostgres.start(directory)) {
            assertThat(Rows.of(next).found()).containsExactly("before");
        }
    }

    @Test
    void aSecondApplicationOnTheSameDataIsToldSoAndTheFirstGoesOn() throws Exception {
        try (BundledPostgres first = BundledPostgres.start(directory)) {
            Rows.of(first).store("before");
            assertThatThrownBy(() -> BundledPostgres.start(directory))
                    .isInstanceOf(StartRefused.class)
                    .hasMessageContaining(directory.toString());
            assertThat(Rows.of(first).found()).containsExactly("before");
        }
        try (KilledApplication other = KilledApplication.started(directory, "other")) {
            assertThatThrownBy(() -> BundledPostgres.start(directory)).isInstanceOf(StartRefused.class);
            assertThat(ProcessHandle.of(pid())).as("the server of the other").isPresent();
            other.kill();
        }
    }

    @Test
    void nobodyElseReachesTheDataThePasswordOrTheProgramsThatAreRun() throws Exception {
        BundledPostgres.start(directory).close();
        assertThat(permissions("postgres")).isEqualTo("rwx------");
        assertThat(permissions("binaries")).isEqualTo("rwx------");
        assertThat(permissions("postgres.password")).isEqualTo("rw-------");
    }

    private String permissions(String name) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve(name)));
    }

    private long pid() throws IOException {
        return Long.parseLong(Files.readAllLines(directory.resolve("postgres/postmaster.pid"))
                .get(0)
                .strip());
    }
}
