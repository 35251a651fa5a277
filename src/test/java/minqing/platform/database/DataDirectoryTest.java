package minqing.platform.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;

class DataDirectoryTest {

    @Test
    void theDataLieBesideTheApplicationAndNotInWhatTheBuildThrowsAway() {
        assertThat(configured(Map.of())).isEqualTo(Path.of("data").toAbsolutePath());
        assertThat(configured(Map.of("minqing.data-dir", "data")))
                .isEqualTo(Path.of("data").toAbsolutePath());
    }

    @Test
    void anotherDirectoryCanBeNamed() {
        assertThat(configured(Map.of("minqing.data-dir", "/srv/minqing"))).isEqualTo(Path.of("/srv/minqing"));
    }

    private static Path configured(Map<String, Object> settings) {
        try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
            context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("test", settings));
            context.register(DataDirectory.class);
            context.refresh();
            return context.getBean(DataDirectory.class).path();
        }
    }
}
