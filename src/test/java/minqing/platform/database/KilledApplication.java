package minqing.platform.database;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** An application of its own with a bundled server, for a test to kill as a power cut would. */
final class KilledApplication implements AutoCloseable {

    private final Process process;

    private KilledApplication(Process process) {
        this.process = process;
    }

    /** What the other virtual machine runs: it stores one row and stays. */
    public static void main(String[] arguments) throws Exception {
        BundledPostgres server = BundledPostgres.start(Path.of(arguments[0]));
        Rows.of(server).store(arguments[1]);
        System.out.println("stored");
        Thread.currentThread().join();
    }

    /** Started on the directory, and the row stored. */
    static KilledApplication started(Path directory, String row) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledApplication.class.getName(),
                        directory.toString(),
                        row)
                .redirectErrorStream(true)
                .start();
        StringBuilder said = new StringBuilder();
        var lines = process.inputReader(StandardCharsets.UTF_8);
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.equals("stored")) {
                return new KilledApplication(process);
            }
            said.append(line).append('\n');
        }
        throw new IllegalStateException("the other application did not start:\n" + said);
    }

    void kill() throws InterruptedException {
        process.destroyForcibly();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the other application can't be killed");
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
