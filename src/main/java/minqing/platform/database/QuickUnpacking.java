package minqing.platform.database;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import io.zonky.test.db.postgres.embedded.PgBinaryResolver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/**
 * Unpacks the server's programs with the system's {@code tar}, which takes a quarter of the time that Java takes, before the
 * library looks for them. Where there is no {@code tar} or no {@code xz}, the library finds nothing and unpacks them itself.
 */
final class QuickUnpacking implements PgBinaryResolver {

    private static final Logger LOG = LoggerFactory.getLogger(QuickUnpacking.class);

    /** What the library looks for to know that everything is there; as new as the directory it lies in. */
    private static final String COMPLETE = ".exists";

    private final PgBinaryResolver packed = DefaultPostgresBinaryResolver.INSTANCE;
    private final Path directory;
    private final String tar;

    /** @param directory where the library keeps its programs, each version in a directory named by its digest */
    QuickUnpacking(Path directory) {
        this(directory, "tar");
    }

    QuickUnpacking(Path directory, String tar) {
        this.directory = directory;
        this.tar = tar;
    }

    @Override
    public InputStream getPgBinary(String system, String machine) throws IOException {
        byte[] archive;
        try (InputStream in = packed.getPgBinary(system, machine)) {
            archive = in.readAllBytes();
        }
        Path programs = directory.resolve("PG-" + md5(archive));
        if (!Files.exists(programs)) {
            unpack(archive, programs);
        }
        return new ByteArrayInputStream(archive);
    }

    /** All of it or nothing: the directory gets its name when everything is in it. */
    private void unpack(byte[] archive, Path programs) throws IOException {
        Path draft = Files.createTempDirectory(Files.createDirectories(directory), "unpacking-");
        try {
            if (extract(archive, draft)) {
                Files.createFile(draft.resolve(COMPLETE));
                Files.move(draft, programs);
            }
        } finally {
            FileSystemUtils.deleteRecursively(draft);
        }
    }

    private boolean extract(byte[] archive, Path into) {
        try {
            Process process = new ProcessBuilder(tar, "-xJf", "-", "--no-same-owner", "-C", into.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try (OutputStream out = process.getOutputStream()) {
                out.write(archive);
            }
            return process.waitFor() == 0;
        } catch (IOException unavailable) {
            LOG.debug("The programs can't be unpacked with tar", unavailable);
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static String md5(byte[] archive) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(archive));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
