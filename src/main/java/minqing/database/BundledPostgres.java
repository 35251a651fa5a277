package minqing.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The PostgreSQL server that comes with the application, its data in a directory that outlives every start.
 *
 * <p>It writes durably ({@code fsync} is on), listens on the loopback interface only, asks for a password that is made
 * at the first start and kept beside the data, and survives the application being killed: a server left behind by a
 * killed application is stopped before a new one is started on the same directory, so committed rows are found again.
 */
public final class BundledPostgres implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BundledPostgres.class);
    private static final String DATABASE = "minqing";
    private static final String SUPERUSER = "postgres";
    private static final Duration STOP_WAIT = Duration.ofSeconds(30);
    private static final Set<PosixFilePermission> OWNER_ONLY =
            Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private final EmbeddedPostgres server;
    private final String password;
    private final boolean createdDatabase;

    private BundledPostgres(EmbeddedPostgres server, String password, boolean createdDatabase) {
        this.server = server;
        this.password = password;
        this.createdDatabase = createdDatabase;
    }

    /**
     * Starts the server on the data below {@code directory}, creating them when there are none.
     *
     * @param directory the application's data directory; created when missing
     * @throws UncheckedIOException when the directory can't be used or the server does not come up
     */
    public static BundledPostgres start(Path directory) {
        try {
            Path home = Files.createDirectories(directory.toAbsolutePath().normalize());
            Path cluster = home.resolve("postgres");
            removeUnfinished(cluster);
            stopOrphan(cluster);
            String password = password(home.resolve("postgres.password"));
            EmbeddedPostgres server = EmbeddedPostgres.builder()
                    .setDataDirectory(cluster)
                    .setOverrideWorkingDirectory(home.resolve("binaries").toFile())
                    .setCleanDataDirectory(false)
                    // The shutdown hook would race the engine's own shutdown; the container closes this bean last.
                    .setRegisterShutdownHook(false)
                    .setPGStartupWait(Duration.ofSeconds(60))
                    .setLocaleConfig("locale", "C")
                    .setLocaleConfig("locale-provider", "builtin")
                    .setLocaleConfig("builtin-locale", "C.UTF-8")
                    .setConnectConfig("password", password)
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("full_page_writes", "on")
                    .setServerConfig("listen_addresses", "127.0.0.1")
                    .setServerConfig("unix_socket_directories", "")
                    .setServerConfig("max_connections", "60")
                    .setServerConfig("timezone", "Asia/Shanghai")
                    .setServerConfig("log_timezone", "Asia/Shanghai")
                    // Statements carry what people wrote; they have no business in a log.
                    .setServerConfig("log_min_error_statement", "panic")
                    .setServerConfig("log_error_verbosity", "terse")
                    .start();
            BundledPostgres bundled = new BundledPostgres(server, password, prepare(server, password, cluster));
            LOG.info("Bundled PostgreSQL runs on 127.0.0.1:{} with its data in {}", server.getPort(), cluster);
            return bundled;
        } catch (IOException failure) {
            throw new UncheckedIOException("The bundled PostgreSQL could not be started in " + directory, failure);
        } catch (SQLException failure) {
            throw new UncheckedIOException(
                    "The bundled PostgreSQL could not be prepared in " + directory, new IOException(failure));
        }
    }

    /** The address of the application's database. */
    public String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/" + DATABASE;
    }

    public String user() {
        return SUPERUSER;
    }

    public String password() {
        return password;
    }

    /** Whether this start made the database: it is empty then. */
    public boolean createdDatabase() {
        return createdDatabase;
    }

    /** Stops the server after it has written everything; a second call does nothing. */
    @Override
    public void close() throws IOException {
        server.close();
    }

    /** A first start that was cut off leaves a cluster that was never finished and holds no data: it is set aside. */
    private static void removeUnfinished(Path cluster) throws IOException {
        if (!Files.isDirectory(cluster) || Files.exists(cluster.resolve("postgresql.conf"))) {
            return;
        }
        try (var entries = Files.list(cluster)) {
            if (entries.findAny().isEmpty()) {
                return;
            }
        }
        Path aside = cluster.resolveSibling("postgres.unfinished." + System.currentTimeMillis());
        Files.move(cluster, aside);
        LOG.warn("An unfinished first start was found and moved to {}", aside);
    }

    /**
     * Stops a server that a killed application left behind on this very data directory. The process named in
     * {@code postmaster.pid} is only touched when it really is a postgres that serves the directory.
     */
    private static void stopOrphan(Path cluster) throws IOException {
        Path pidFile = cluster.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        Optional<ProcessHandle> orphan = serverOf(cluster, pidFile);
        if (orphan.isPresent()) {
            LOG.warn(
                    "A PostgreSQL server (process {}) is still running on {}; it is stopped first",
                    orphan.get().pid(),
                    cluster);
            stop(orphan.get(), cluster);
        }
        // With the server gone the file only names a number that any other process may carry by now.
        Files.deleteIfExists(pidFile);
    }

    private static Optional<ProcessHandle> serverOf(Path cluster, Path pidFile) throws IOException {
        List<String> lines = Files.readAllLines(pidFile, StandardCharsets.UTF_8);
        if (lines.isEmpty() || !lines.get(0).strip().matches("\\d{1,9}")) {
            return Optional.empty();
        }
        return ProcessHandle.of(Long.parseLong(lines.get(0).strip()))
                .filter(ProcessHandle::isAlive)
                .filter(process -> isPostgresOf(process, cluster));
    }

    private static boolean isPostgresOf(ProcessHandle process, Path cluster) {
        String[] arguments = process.info().arguments().orElse(new String[0]);
        String command = process.info().command().orElse("");
        boolean postgres = Path.of(command.isEmpty() ? "unknown" : command)
                .getFileName()
                .toString()
                .startsWith("postgres");
        for (int index = 0; index + 1 < arguments.length; index++) {
            if ("-D".equals(arguments[index])) {
                return postgres && isSame(Path.of(arguments[index + 1]), cluster);
            }
        }
        return false;
    }

    private static boolean isSame(Path one, Path other) {
        try {
            return Files.isSameFile(one, other);
        } catch (IOException unreadable) {
            return one.toAbsolutePath().normalize().equals(other);
        }
    }

    private static void stop(ProcessHandle server, Path cluster) throws IOException {
        // SIGINT is PostgreSQL's fast shutdown; Java can only send SIGTERM, which waits for clients. The clients died
        // with the application, so it ends at once; a client from outside is given the time below.
        server.destroy();
        try {
            server.onExit().get(STOP_WAIT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while stopping the PostgreSQL server left on " + cluster, interrupted);
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException stuck) {
            throw new IOException(
                    "A PostgreSQL server (process " + server.pid() + ") still serves " + cluster
                            + " and did not stop; is another Minqing running on the same data?",
                    stuck);
        }
    }

    private static String password(Path file) throws IOException {
        if (Files.exists(file)) {
            return Files.readString(file, StandardCharsets.UTF_8).strip();
        }
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        String password = HexFormat.of().formatHex(random);
        Path draft = Files.createTempFile(file.toAbsolutePath().getParent(), "postgres", ".password");
        if (Files.getFileStore(draft).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(draft, OWNER_ONLY);
        }
        Files.writeString(draft, password, StandardCharsets.UTF_8, StandardOpenOption.TRUNCATE_EXISTING);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        return password;
    }

    /** Sets the password, closes the door that initdb leaves open, and makes the database; every part can be repeated. */
    private static boolean prepare(EmbeddedPostgres server, String password, Path cluster)
            throws SQLException, IOException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("alter role " + SUPERUSER + " password '" + password + "'");
            Path access = cluster.resolve("pg_hba.conf");
            String rules = "# Written by Minqing: loopback only, never without the password.\n"
                    + "host all all 127.0.0.1/32 scram-sha-256\n";
            if (!Files.readString(access, StandardCharsets.UTF_8).equals(rules)) {
                Files.writeString(access, rules, StandardCharsets.UTF_8);
                statement.execute("select pg_reload_conf()");
            }
            try (var found = statement.executeQuery("select 1 from pg_database where datname = '" + DATABASE + "'")) {
                if (found.next()) {
                    return false;
                }
            }
            statement.execute("create database " + DATABASE);
            return true;
        }
    }
}
