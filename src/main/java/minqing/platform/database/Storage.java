package minqing.platform.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.unit.DataSize;

/**
 * Whether the database can write. It sees every error of every connection of the pool, those of the engine too: a full
 * disk is a state until something is written again, and the log says once when it begins and when it ends.
 */
class Storage {

    private static final Logger LOG = LoggerFactory.getLogger(Storage.class);

    private final @Nullable Path directory;
    private final DataSize reserve;
    private final AtomicBoolean full = new AtomicBoolean();
    private final AtomicBoolean low = new AtomicBoolean();

    /**
     * @param directory where the data lie, if they lie on this machine
     * @param reserve how much must be left there; with less the database is about to stop
     */
    Storage(@Nullable Path directory, DataSize reserve) {
        this.directory = directory;
        this.reserve = reserve;
    }

    void seen(SQLException refused) {
        if (DatabaseTrouble.of(refused).filter(DatabaseTrouble.FULL::equals).isPresent()
                && full.compareAndSet(false, true)) {
            LOG.error("数据库磁盘已满，写不进去：请清出空间，办理随即恢复，不必重启。 The disk of the database is full, nothing can be written:"
                    + " free some space; no restart is needed.");
        }
    }

    boolean isFull() {
        return full.get();
    }

    /** Something was written and committed. */
    void written() {
        if (full.compareAndSet(true, false)) {
            LOG.warn("数据库又能写入了。 The database can write again.");
        }
    }

    /** The space left on the disk of the data when it is less than the reserve; empty if there is enough, or nobody can tell. */
    Optional<DataSize> shortage() {
        if (directory == null) {
            return Optional.empty();
        }
        try {
            DataSize left = DataSize.ofBytes(Files.getFileStore(directory).getUsableSpace());
            boolean shortOfSpace = left.compareTo(reserve) < 0;
            if (shortOfSpace && low.compareAndSet(false, true)) {
                LOG.error(
                        "数据目录 {} 所在磁盘只剩 {} MB：请清出空间。 The disk of the data directory has only {} MB left: free some space.",
                        directory,
                        left.toMegabytes(),
                        left.toMegabytes());
            } else if (!shortOfSpace) {
                low.set(false);
            }
            return shortOfSpace ? Optional.of(left) : Optional.empty();
        } catch (IOException unreadable) {
            LOG.warn("the disk of {} can't be looked at: {}", directory, unreadable.getMessage());
            return Optional.empty();
        }
    }
}
