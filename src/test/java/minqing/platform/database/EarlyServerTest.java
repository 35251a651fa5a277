package minqing.platform.database;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.annotation.Bean;

class EarlyServerTest {

    @Test
    void anApplicationThatDoesNotStartLeavesNoServerBehind(@TempDir Path directory) {
        SpringApplication application = new SpringApplication(Broken.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        application.setDefaultProperties(Map.of("minqing.data-dir", directory.toString()));
        assertThatThrownBy(application::run).hasStackTraceContaining("broken on purpose");
        // The directory is free again.
        assertThatCode(() -> BundledPostgres.start(directory).close()).doesNotThrowAnyException();
    }

    /** Without an annotation: the scan of the other tests must not find it. */
    static class Broken {

        @Bean
        Object broken() {
            throw new IllegalStateException("broken on purpose");
        }
    }
}
