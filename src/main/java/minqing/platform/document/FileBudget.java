package minqing.platform.document;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.function.LongSupplier;
import minqing.platform.document.OverBudget.Reason;

/**
 * What one file from outside may cost: entries, bytes and time. What a file says of itself is judged before anything of it
 * is unpacked; what comes out is counted while it comes out. One budget serves everything that is done with the file.
 */
public final class FileBudget {

    /** What a file says its entries unpack to, those included that are never unpacked here. */
    static final long LARGEST_DECLARED = 400L * 1024 * 1024;

    /** What is really unpacked of one file: 5,000 rows of nine full cells take 100 MB at the utmost. */
    static final long LARGEST_UNPACKED = 120L * 1024 * 1024;

    /** Sheets of many like rows shrink to a fiftieth; whatever shrinks more, past the first megabytes, means harm. */
    static final int LARGEST_RATIO = 200;

    /** Up to here even the best packed file does no harm. */
    static final long RATIO_MATTERS_FROM = 4L * 1024 * 1024;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final int entries;
    private final long started;
    private final long time;
    private final LongSupplier nanoseconds;
    private long unpacked;

    /**
     * @param entries the most entries an archive may have
     * @param time how long the calling thread may work on the file; waiting, for others or for a busy machine, is not counted
     */
    public FileBudget(int entries, Duration time) {
        this(entries, time, FileBudget::work);
    }

    /** @param nanoseconds a clock that only runs forward */
    public FileBudget(int entries, Duration time, LongSupplier nanoseconds) {
        this.entries = entries;
        this.time = time.toNanos();
        this.nanoseconds = nanoseconds;
        this.started = nanoseconds.getAsLong();
    }

    private static long work() {
        return THREADS.isCurrentThreadCpuTimeSupported() ? THREADS.getCurrentThreadCpuTime() : System.nanoTime();
    }

    /** Refuses a number of entries. */
    void requireEntries(long found) throws OverBudget {
        if (found > entries) {
            throw new OverBudget(Reason.ENTRIES);
        }
    }

    /** Refuses what says that it unpacks to too much. */
    static void requireDeclared(long declared, long packed) throws OverBudget {
        if (declared > LARGEST_DECLARED || swells(declared, packed)) {
            throw new OverBudget(Reason.SIZE);
        }
    }

    /**
     * Counts bytes that were unpacked.
     *
     * @param more since the last time
     * @param whole of the part that is being unpacked, so far
     * @param packed how large that part is packed
     */
    public void spend(long more, long whole, long packed) throws OverBudget {
        unpacked += more;
        if (unpacked > LARGEST_UNPACKED || swells(whole, packed)) {
            throw new OverBudget(Reason.SIZE);
        }
        requireTime();
    }

    private static boolean swells(long unpacked, long packed) {
        return unpacked > RATIO_MATTERS_FROM && unpacked / Math.max(1, packed) > LARGEST_RATIO;
    }

    /** Refuses to go on when the file has been worked on for too long. */
    public void requireTime() throws OverBudget {
        if (spent() > time) {
            throw new OverBudget(Reason.TIME);
        }
    }

    /** How long the file has been worked on, in nanoseconds. */
    public long spent() {
        return nanoseconds.getAsLong() - started;
    }

    /** How many bytes were unpacked of the file so far. */
    public long unpacked() {
        return unpacked;
    }
}
