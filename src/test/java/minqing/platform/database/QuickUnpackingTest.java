package minqing.platform.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuickUnpackingTest {

    @TempDir
    private Path directory;

    /** The directory's name and the mark of completeness are the library's own: its next version may have others. */
    @Test
    void theLibraryFindsTheProgramsAndDoesNotUnpackThemAgain() throws IOException {
        Path programs = directory.resolve("binaries/postgresql");
        unpack(new QuickUnpacking(programs));
        List<Path> versions = entries(programs);
        assertThat(versions).hasSize(1);
        Path server = versions.get(0).resolve("bin/postgres");
        FileTime packed = Files.getLastModifiedTime(server);
        try (BundledPostgres running = BundledPostgres.start(directory)) {
            assertThat(running.createdDatabase()).isTrue();
        }
        assertThat(entries(programs)).isEqualTo(versions);
        assertThat(Files.getLastModifiedTime(server)).isEqualTo(packed);
    }

    @Test
    void withoutTarNothingIsLeftBehindAndTheLibraryHasItsArchive() throws IOException {
        Path programs = directory.resolve("programs");
        assertThat(unpack(new QuickUnpacking(programs, "no-such-program"))).isPositive();
        assertThat(entries(programs)).isEmpty();
    }

    private static long unpack(QuickUnpacking unpacking) throws IOException {
        try (InputStream archive = unpacking.getPgBinary("Linux", System.getProperty("os.arch"))) {
            return archive.transferTo(OutputStream.nullOutputStream());
        }
    }

    private static List<Path> entries(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.toList();
        }
    }
}
