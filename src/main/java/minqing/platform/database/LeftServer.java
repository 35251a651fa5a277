package minqing.platform.database;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a killed application left on its data: the server, or, when that was killed too, processes of it that still write.
 * Only processes are touched that really are a postgres serving this directory.
 */
final class LeftServer {

    private static final Logger LOG = LoggerFactory.getLogger(LeftServer.class);

    private static final Duration STOP_WAIT = Duration.ofSeconds(30);

    /** No system gives a process this number: PostgreSQL takes the file for that of a server that is gone. */
    private static final String NOBODY = String.valueOf(Integer.MAX_VALUE);

    private final Path cluster;
    private final Path pidFile;

    private LeftServer(Path cluster) {
        this.cluster = cluster;
        this.pidFile = cluster.resolve("postmaster.pid");
    }

    static LeftServer on(Path cluster) {
        return new LeftServer(cluster);
    }

    /** Returns when nothing of a former server runs on the data and a new one can be started. */
    void stop() throws IOException {
        if (!Files.exists(pidFile)) {
            return;
        }
        List<ProcessHandle> left =
                ProcessHandle.allProcesses().filter(this::serves).toList();
        if (!left.isEmpty()) {
            LOG.warn(
                    "A PostgreSQL server (processes {}) is still running on {}; it is stopped first",
                    left.stream().map(ProcessHandle::pid).toList(),
                    cluster);
            stop(left);
        }
        forget();
    }

    /** The server names the directory in its command; its children only work in it. */
    private boolean serves(ProcessHandle process) {
        String command = process.info().command().orElse("");
        // A program replaced since it started is called "postgres (deleted)".
        if (!command.substring(command.lastIndexOf('/') + 1).startsWith("postgres")) {
            return false;
        }
        String[] arguments = process.info().arguments().orElse(new String[0]);
        for (int index = 0; index + 1 < arguments.length; index++) {
            if ("-D".equals(arguments[index])) {
                return isSame(Path.of(arguments[index + 1]));
            }
        }
        return isSame(Path.of("/proc", String.valueOf(process.pid()), "cwd"));
    }

    private boolean isSame(Path directory) {
        try {
            return Files.isSameFile(directory, cluster);
        } catch (IOException unreadable) {
            return directory.toAbsolutePath().normalize().equals(cluster);
        }
    }

    private void stop(List<ProcessHandle> processes) throws IOException {
        // Java can only send SIGTERM: the server then waits for its clients, and the process of each client ends. Sent
        // to
        // all of them it is PostgreSQL's fast shutdown; what must not end early ignores it.
        processes.forEach(ProcessHandle::destroy);
        try {
            CompletableFuture.allOf(
                            processes.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new))
                    .get(STOP_WAIT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while stopping the PostgreSQL server left on " + cluster, interrupted);
        } catch (ExecutionException | TimeoutException stuck) {
            throw new IOException("A PostgreSQL server still serves " + cluster + " and did not stop", stuck);
        }
    }

    /**
     * With the server gone its file only names a number that any other process may carry by now, and PostgreSQL would not
     * start beside that one. The rest of the file is left: by it PostgreSQL itself makes sure that nobody uses the memory of
     * the former server any more. A file that was not written whole says nothing.
     */
    private void forget() throws IOException {
        if (!Files.exists(pidFile)) {
            return;
        }
        String content = Files.readString(pidFile, StandardCharsets.ISO_8859_1);
        int end = content.indexOf('\n');
        if (end < 1) {
            Files.delete(pidFile);
        } else {
            Files.writeString(pidFile, NOBODY + content.substring(end), StandardCharsets.ISO_8859_1);
        }
    }
}
