package minqing.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterEach;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.util.FileSystemUtils;

/**
 * The whole application on a real PostgreSQL, started once for all test classes. Timers and asynchronous steps run when
 * a test says so: the job executor is off. Each test works on data of its own; the engine's clock is put back after it.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@AutoConfigureMockMvc
public abstract class ApplicationTest {

    /** A new, empty database for every run of the tests. */
    private static final Path DATA = freshDirectory();

    @DynamicPropertySource
    static void testSettings(DynamicPropertyRegistry registry) {
        registry.add("minqing.data-dir", DATA::toString);
        registry.add("camunda.bpm.job-execution.enabled", () -> "false");
        // Each test brings its own cases; the past of the demonstration has a test of its own.
        registry.add("minqing.demonstration.lived", () -> "false");
    }

    private static Path freshDirectory() {
        try {
            Path target = Files.createDirectories(Path.of("target"));
            try (var earlier = Files.newDirectoryStream(target, "test-data-*")) {
                for (Path directory : earlier) {
                    FileSystemUtils.deleteRecursively(directory);
                }
            }
            return Files.createTempDirectory(target, "test-data-");
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    @AfterEach
    void putTheClockBack() {
        ClockUtil.reset();
    }
}
