package minqing.platform.document;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import minqing.platform.document.OverBudget.Reason;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/**
 * A zip archive from outside. Its directory is judged before anything is unpacked: how many entries there are, what they
 * say they unpack to, and that no two share a byte. What is unpacked is counted, and stops where it is more than said.
 */
public final class GuardedZip implements AutoCloseable {

    private static final int DIRECTORY_ENTRY = 0x02014B50;
    private static final int DIRECTORY_ENTRY_SIZE = 46;
    private static final int END = 0x06054B50;
    private static final int END_SIZE = 22;
    private static final int LONGEST_COMMENT = 0xFFFF;
    private static final int LARGE_LOCATOR = 0x07064B50;
    private static final int LARGE_LOCATOR_SIZE = 20;
    private static final int LARGE_END = 0x06064B50;
    private static final int LARGE_END_SIZE = 56;

    private final ZipFile zip;
    private final List<ZipArchiveEntry> entries;
    private final FileBudget budget;

    private GuardedZip(ZipFile zip, FileBudget budget) {
        this.zip = zip;
        this.entries = Collections.list(zip.getEntriesInPhysicalOrder());
        this.budget = budget;
    }

    /**
     * Opens an archive.
     *
     * @throws OverBudget when its directory asks for more than the budget allows, or contradicts itself
     * @throws IOException when it is no archive, or a damaged one
     */
    public static GuardedZip open(byte[] file, FileBudget budget) throws IOException {
        budget.requireTime();
        // Each entry of the directory becomes an object: they are counted before any is made.
        Directory directory = directory(ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN), budget);
        ZipFile zip;
        try {
            zip = ZipFile.builder().setByteArray(file).get();
        } catch (RuntimeException damaged) {
            throw new ZipException(damaged.getClass().getSimpleName());
        }
        try {
            GuardedZip guarded = new GuardedZip(zip, budget);
            guarded.judge(file.length, directory);
            return guarded;
        } catch (IOException | RuntimeException refused) {
            zip.close();
            throw refused;
        }
    }

    /** Where the directory begins, and how many entries it has. */
    private record Directory(int start, int entries) {}

    private static Directory directory(ByteBuffer file, FileBudget budget) throws IOException {
        int end = end(file);
        long size = file.getInt(end + 12) & 0xFFFFFFFFL;
        long start = file.getInt(end + 16) & 0xFFFFFFFFL;
        long stop = end;
        int locator = end - LARGE_LOCATOR_SIZE;
        if (locator >= 0 && file.getInt(locator) == LARGE_LOCATOR) {
            stop = file.getLong(locator + 8);
            if (stop < 0 || stop > locator - LARGE_END_SIZE || file.getInt((int) stop) != LARGE_END) {
                throw new OverBudget(Reason.CONTRADICTION);
            }
            size = file.getLong((int) stop + 40);
            start = file.getLong((int) stop + 48);
        }
        if (start < 0 || size < 0 || start + size != stop) {
            throw new OverBudget(Reason.CONTRADICTION);
        }
        int entries = 0;
        long at = start;
        while (at + DIRECTORY_ENTRY_SIZE <= stop && file.getInt((int) at) == DIRECTORY_ENTRY) {
            budget.requireEntries(++entries);
            at += DIRECTORY_ENTRY_SIZE
                    + (file.getShort((int) at + 28) & 0xFFFF)
                    + (file.getShort((int) at + 30) & 0xFFFF)
                    + (file.getShort((int) at + 32) & 0xFFFF);
        }
        if (at != stop) {
            throw new OverBudget(Reason.CONTRADICTION);
        }
        return new Directory((int) start, entries);
    }

    private static int end(ByteBuffer file) throws ZipException {
        int first = Math.max(0, file.limit() - END_SIZE - LONGEST_COMMENT);
        for (int at = file.limit() - END_SIZE; at >= first; at--) {
            if (file.getInt(at) == END) {
                return at;
            }
        }
        throw new ZipException("no end of the directory");
    }

    private void judge(long size, Directory directory) throws IOException {
        if (entries.size() != directory.entries()) {
            throw new OverBudget(Reason.CONTRADICTION);
        }
        long declared = 0;
        Set<String> names = new HashSet<>();
        for (ZipArchiveEntry entry : entries) {
            if (entry.getSize() < 0 || entry.getCompressedSize() < 0 || !names.add(entry.getName())) {
                throw new OverBudget(Reason.CONTRADICTION);
            }
            if (entry.getMethod() == ZipEntry.STORED
                    && entry.getSize() != entry.getCompressedSize()
                    && !entry.getGeneralPurposeBit().usesEncryption()) {
                throw new OverBudget(Reason.CONTRADICTION);
            }
            FileBudget.requireDeclared(entry.getSize(), entry.getCompressedSize());
            declared += entry.getSize();
            FileBudget.requireDeclared(declared, size);
        }
        long free = 0;
        for (ZipArchiveEntry entry : entries.stream()
                .sorted(Comparator.comparingLong(ZipArchiveEntry::getLocalHeaderOffset))
                .toList()) {
            // The header of an entry may lie inside another one's content: the whole of both must be apart.
            if (entry.getLocalHeaderOffset() < free || entry.getDataOffset() < entry.getLocalHeaderOffset()) {
                throw new OverBudget(Reason.CONTRADICTION);
            }
            free = entry.getDataOffset() + entry.getCompressedSize();
        }
        if (free > directory.start()) {
            throw new OverBudget(Reason.CONTRADICTION);
        }
    }

    /** All entries, in the order in which they lie in the file. */
    public List<ZipArchiveEntry> entries() {
        return entries;
    }

    /** The content of an entry, counted; it ends with an {@link OverBudget} where it is not as large as said. */
    public InputStream content(ZipArchiveEntry entry) throws IOException {
        return new Counted(zip.getInputStream(entry), entry);
    }

    /** The content of an entry as it is packed. */
    public InputStream packed(ZipArchiveEntry entry) throws IOException {
        budget.requireTime();
        return zip.getRawInputStream(entry);
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }

    /** Counts what comes out while it comes out; what the file declares is no evidence. */
    private final class Counted extends FilterInputStream {

        private final ZipArchiveEntry entry;
        private long read;

        Counted(InputStream content, ZipArchiveEntry entry) {
            super(content);
            this.entry = entry;
        }

        @Override
        public int read() throws IOException {
            int next = super.read();
            count(next < 0 ? -1 : 1);
            return next;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int got = super.read(target, offset, length);
            if (length > 0) {
                count(got);
            }
            return got;
        }

        private void count(int got) throws IOException {
            if (got < 0) {
                if (read < entry.getSize()) {
                    throw new OverBudget(Reason.CONTRADICTION);
                }
                return;
            }
            read += got;
            budget.spend(got, read, entry.getCompressedSize());
            if (read > entry.getSize()) {
                throw new OverBudget(Reason.CONTRADICTION);
            }
        }
    }
}
