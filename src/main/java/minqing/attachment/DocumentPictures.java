package minqing.attachment;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipFile;

/**
 * The photos inside a document of Word, Excel or PowerPoint: where and with what they were taken is left out, as of photos
 * on their own. Everything else of the document is passed on as it is packed, without being unpacked.
 */
final class DocumentPictures {

    /** Larger than any photo; a part that unpacks to more is left alone. */
    private static final int LARGEST = 32 * 1024 * 1024;

    /** A document that somebody signed would be signed no longer. */
    private static final String SIGNATURES = "_xmlsignatures/";

    private DocumentPictures() {}

    /** The document with bare photos; the very same one where there is nothing to leave out. */
    static byte[] bare(byte[] document) throws RefusedFile {
        try (ZipFile zip = ZipFile.builder().setByteArray(document).get()) {
            List<ZipArchiveEntry> entries = Collections.list(zip.getEntriesInPhysicalOrder());
            if (entries.stream().anyMatch(entry -> entry.getName().startsWith(SIGNATURES))
                    || entries.stream().noneMatch(entry -> changed(zip, entry).isPresent())) {
                return document;
            }
            ByteArrayOutputStream out = new ByteArrayOutputStream(document.length);
            try (ZipArchiveOutputStream packed = new ZipArchiveOutputStream(out)) {
                for (ZipArchiveEntry entry : entries) {
                    Optional<byte[]> bare = changed(zip, entry);
                    if (bare.isPresent()) {
                        ZipArchiveEntry picture = new ZipArchiveEntry(entry.getName());
                        picture.setTime(entry.getTime());
                        packed.putArchiveEntry(picture);
                        packed.write(bare.get());
                        packed.closeArchiveEntry();
                    } else {
                        packed.addRawArchiveEntry(entry, zip.getRawInputStream(entry));
                    }
                }
            }
            return out.toByteArray();
        } catch (IOException | RuntimeException broken) {
            throw new RefusedFile("attachment.archive");
        }
    }

    /** What becomes of a part; empty where it stays as it is. */
    private static Optional<byte[]> changed(ZipFile zip, ZipArchiveEntry entry) {
        if (!isPhoto(entry.getName()) || entry.getSize() > LARGEST) {
            return Optional.empty();
        }
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] picture = in.readNBytes(LARGEST + 1);
            if (picture.length > LARGEST) {
                return Optional.empty();
            }
            byte[] bare = PictureFile.inDocument(picture);
            return Arrays.equals(bare, picture) ? Optional.empty() : Optional.of(bare);
        } catch (IOException | RefusedFile noPicture) {
            return Optional.empty();
        }
    }

    private static boolean isPhoto(String name) {
        return FileType.JPEG
                .extensions()
                .contains(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
    }
}
