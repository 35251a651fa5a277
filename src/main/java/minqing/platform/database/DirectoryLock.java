package minqing.platform.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import minqing.platform.fault.StartRefused;

/**
 * Keeps a second application off the data of one that runs. The system gives the lock back when the application ends,
 * however it ends, so none is ever left behind.
 */
final class DirectoryLock implements AutoCloseable {

    private static final String FILE = "minqing.lock";

    private final FileChannel channel;

    private DirectoryLock(FileChannel channel) {
        this.channel = channel;
    }

    /** @throws StartRefused when another application holds the directory */
    static DirectoryLock take(Path directory) throws IOException {
        FileChannel channel =
                FileChannel.open(directory.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return new DirectoryLock(channel);
            }
        } catch (OverlappingFileLockException heldByThisOne) {
            // The same answer as to another process.
        }
        channel.close();
        throw new StartRefused("数据目录 " + directory + " 正由另一个正在运行的民情系统使用：请先停止它，或用 MINQING_DATA_DIR 另指目录。"
                + " Another Minqing is running on the data in " + directory
                + ": stop it first, or set MINQING_DATA_DIR to another directory.");
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException unclosed) {
            throw new UncheckedIOException(unclosed);
        }
    }
}
