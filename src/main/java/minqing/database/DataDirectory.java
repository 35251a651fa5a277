package minqing.database;

import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;

/**
 * Where the bundled server keeps its data: {@code MINQING_DATA_DIR}, or {@code ./data} of the directory the application is
 * started in. The setting is read as text on purpose: Spring would take a plain {@code data} for the folder of that name on
 * the class path, which the next build throws away.
 */
final class DataDirectory {

    private final Path path;

    DataDirectory(@Value("${minqing.data-dir:data}") String configured) {
        this.path = ConfiguredPath.of(configured, "MINQING_DATA_DIR");
    }

    Path path() {
        return path;
    }
}
