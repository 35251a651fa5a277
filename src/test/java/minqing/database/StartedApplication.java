package minqing.database;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The whole application in a process of its own, as an operator starts it. */
final class StartedApplication implements AutoCloseable {

    private static final String STARTED = "Started MinqingApplication";

    private final Process process;
    private final Path log;

    private StartedApplication(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** @param settings environment variables; nothing of this process's own Minqing settings is passed on */
    static StartedApplication with(Map<String, String> settings) throws IOException {
        Path log = Files.createTempFile(Files.createDirectories(Path.of("target")), "started-", ".log");
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx600m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        productionClasses(),
                        "minqing.MinqingApplication")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("MINQING_") || name.startsWith("SPRING_"));
        builder.environment().put("SERVER_PORT", "0");
        builder.environment().putAll(settings);
        return new StartedApplication(builder.start(), log);
    }

    private static String productionClasses() {
        return String.join(
                System.getProperty("path.separator"),
                java.util.Arrays.stream(
                                System.getProperty("java.class.path").split(System.getProperty("path.separator")))
                        .filter(place -> !place.endsWith("test-classes"))
                        .toList());
    }

    /** Returns when the application runs, or has ended without. */
    boolean isUp() throws IOException, InterruptedException {
        while (!said().contains(STARTED)) {
            if (process.waitFor(200, TimeUnit.MILLISECONDS)) {
                return said().contains(STARTED);
            }
        }
        return true;
    }

    /** What it said, whatever the encoding. */
    String said() throws IOException {
        return Files.readString(log, StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        Files.deleteIfExists(log);
    }
}
