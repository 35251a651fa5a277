package minqing.platform.database;

import java.nio.file.Path;
import org.springframework.core.env.Environment;

/**
 * Where the bundled server keeps its data: {@code MINQING_DATA_DIR}, or {@code ./data} of the directory the application is
 * started in. The setting is read as text on purpose: Spring would take a plain {@code data} for the folder of that name on
 * the class path, which the next build throws away.
 */
final class DataDirectory {

    private final Path path;

    DataDirectory(Environment settings) {
        this.path = ConfiguredPath.of(settings.getProperty("minqing.data-dir", "data"), "MINQING_DATA_DIR");
    }

    Path path() {
        return path;
    }
}
