package minqing.work.attachment;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import minqing.platform.document.FileBudget;
import minqing.platform.document.GuardedZip;
import minqing.platform.document.OverBudget;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The photos inside a document of Word, Excel or PowerPoint: where and with what they were taken is left out, as of photos
 * on their own. Everything else of the document is passed on as it is packed, without being unpacked.
 */
final class DocumentPictures {

    /** Larger than any photo; a part that unpacks to more is left alone. */
    private static final int LARGEST = 32 * 1024 * 1024;

    /** What all photos together may take while the document is packed anew; it may not become larger than that anyway. */
    private static final long MOST_CHANGED = 64L * 1024 * 1024;

    /** A document that somebody signed would be signed no longer. */
    private static final String SIGNATURES = "_xmlsignatures/";

    private DocumentPictures() {}

    /** The document with bare photos; the very same one where there is nothing to leave out. */
    static byte[] bare(byte[] document, FileBudget budget) throws RefusedFile {
        try (GuardedZip zip = GuardedZip.open(document, budget)) {
            if (zip.entries().stream().anyMatch(entry -> entry.getName().startsWith(SIGNATURES))) {
                return document;
            }
            // Each photo is unpacked once; most documents have none to change, and those that have, few.
            Map<String, byte[]> changed = new HashMap<>();
            long size = 0;
            for (ZipArchiveEntry entry : zip.entries()) {
                byte[] bare = changed(zip, entry);
                if (bare != null) {
                    changed.put(entry.getName(), bare);
                    size += bare.length;
                    if (size > MOST_CHANGED) {
                        throw new OverBudget(OverBudget.Reason.SIZE);
                    }
                }
            }
            return changed.isEmpty() ? document : packed(document, zip, changed);
        } catch (OverBudget costly) {
            throw RefusedFile.of(costly);
        } catch (IOException | RuntimeException broken) {
            throw new RefusedFile("attachment.archive");
        }
    }

    private static byte[] packed(byte[] document, GuardedZip zip, Map<String, byte[]> changed) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(document.length);
        try (ZipArchiveOutputStream packed = new ZipArchiveOutputStream(out)) {
            for (ZipArchiveEntry entry : zip.entries()) {
                byte[] bare = changed.get(entry.getName());
                if (bare != null) {
                    ZipArchiveEntry picture = new ZipArchiveEntry(entry.getName());
                    picture.setTime(entry.getTime());
                    packed.putArchiveEntry(picture);
                    packed.write(bare);
                    packed.closeArchiveEntry();
                } else {
                    packed.addRawArchiveEntry(entry, zip.packed(entry));
                }
            }
        }
        return out.toByteArray();
    }

    /** What becomes of a part; null where it stays as it is. */
    private static byte @Nullable [] changed(GuardedZip zip, ZipArchiveEntry entry) throws OverBudget {
        if (!isPhoto(entry.getName()) || entry.getSize() > LARGEST) {
            return null;
        }
        try (InputStream in = zip.content(entry)) {
            byte[] picture = in.readNBytes((int) entry.getSize() + 1);
            byte[] bare = PictureFile.inDocument(picture);
            return Arrays.equals(bare, picture) ? null : bare;
        } catch (OverBudget costly) {
            throw costly;
        } catch (IOException | RefusedFile noPicture) {
            return null;
        }
    }

    private static boolean isPhoto(String name) {
        return FileType.JPEG
                .extensions()
                .contains(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
    }
}
