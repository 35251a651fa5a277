package minqing.platform.document;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDateTime;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** Packs an office file again without the moment it was packed, so that the same content gives the same bytes. */
final class ReproducibleZip {

    /** The first moment a zip file can state. */
    private static final LocalDateTime NO_MOMENT = LocalDateTime.of(1980, 1, 1, 0, 0);

    private ReproducibleZip() {}

    static void copy(byte[] packed, OutputStream out) throws IOException {
        ZipOutputStream target = new ZipOutputStream(out);
        try (ZipInputStream source = new ZipInputStream(new ByteArrayInputStream(packed))) {
            for (ZipEntry entry = source.getNextEntry(); entry != null; entry = source.getNextEntry()) {
                ZipEntry same = new ZipEntry(entry.getName());
                same.setTimeLocal(NO_MOMENT);
                target.putNextEntry(same);
                source.transferTo(target);
                target.closeEntry();
            }
        }
        target.finish();
    }
}
