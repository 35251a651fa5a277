package minqing.platform.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Set;
import minqing.platform.fault.StartRefused;
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
    private static final Set<PosixFilePermission> OWNER_ONLY =
            Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private final EmbeddedPostgres server;
    private final DirectoryLock lock;
    private final String password;
    private final boolean createdDatabase;

    private BundledPostgres(EmbeddedPostgres server, DirectoryLock lock, String password, boolean createdDatabase) {
        this.server = server;
        this.lock = lock;
        this.password = password;
        this.createdDatabase = createdDatabase;
    }

    /**
     * Starts the server on the data below {@code directory}, creating them when there are none.
     *
     * @param directory the application's data directory; created when missing
     * @throws StartRefused when another application uses the directory
     * @throws UncheckedIOException when the directory can't be used or the server does not come up
     */
    public static BundledPostgres start(Path directory) {
        DirectoryLock lock = null;
        boolean started = false;
        try {
            Path home = Files.createDirectories(directory.toAbsolutePath().normalize());
            lock = DirectoryLock.take(home);
            Path cluster = home.resolve("postgres");
            removeUnfinished(cluster);
            LeftServer.on(cluster).stop();
            String password = password(home.resolve("postgres.password"));
            Path programs = programs(home);
            EmbeddedPostgres server = EmbeddedPostgres.builder()
                    .setDataDirectory(cluster)
                    .setOverrideWorkingDirectory(programs.toFile())
                    .setPgBinaryResolver(new QuickUnpacking(programs))
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
            BundledPostgres bundled = new BundledPostgres(server, lock, password, prepare(server, password, cluster));
            LOG.info("Bundled PostgreSQL runs on 127.0.0.1:{} with its data in {}", server.getPort(), cluster);
            started = true;
            return bundled;
        } catch (AccessDeniedException denied) {
            throw new StartRefused("数据目录 " + directory + " 无法读写：请检查它的属主和权限（" + denied.getMessage() + "）。"
                    + " The data directory can't be read or written: " + denied.getMessage());
        } catch (IOException failure) {
            throw new UncheckedIOException("The bundled PostgreSQL could not be started in " + directory, failure);
        } catch (SQLException failure) {
            throw new UncheckedIOException(
                    "The bundled PostgreSQL could not be prepared in " + directory, new IOException(failure));
        } finally {
            if (lock != null && !started) {
                lock.close();
            }
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
        try {
            server.close();
        } finally {
            lock.close();
        }
    }

    /**
     * Where the server's programs are unpacked. The library that unpacks them lets everybody write to the directory it is
     * given, which must therefore lie where nobody else can go: they would run what somebody put there.
     */
    private static Path programs(Path home) throws IOException {
        Path closed = Files.createDirectories(home.resolve("binaries"));
        if (Files.getFileStore(closed).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
        }
        return closed.resolve("postgresql");
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
