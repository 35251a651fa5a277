package minqing.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import minqing.MinqingApplication;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/**
 * The application in a process of its own, as a newcomer starts it: on a data directory of its own, at a moment of the test's
 * choice, reached over HTTP.
 */
public final class StartedApplication implements AutoCloseable {

    private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");
    private static final Duration PATIENCE = Duration.ofMinutes(20);

    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient http = HttpClient.newHttpClient();
    private final Process process;
    private final Path log;
    private final Path data;
    private final int port;

    private StartedApplication(Process process, Path log, Path data, int port) {
        this.process = process;
        this.log = log;
        this.data = data;
        this.port = port;
    }

    /** Starts it as if the moment were now, and returns when it answers. */
    public static StartedApplication at(Instant moment) throws IOException, InterruptedException {
        return at(moment, Files.createTempDirectory(Files.createDirectories(Path.of("target")), "started-"));
    }

    /** Starts it on the data directory of an earlier start. */
    public static StartedApplication at(Instant moment, Path data) throws IOException, InterruptedException {
        Path log = data.resolveSibling(data.getFileName() + ".log");
        Process process = process(moment, data, log);
        Instant end = Instant.now().plus(PATIENCE);
        while (process.isAlive() && Instant.now().isBefore(end)) {
            Matcher started = PORT.matcher(Files.readString(log));
            if (started.find()) {
                StartedApplication application =
                        new StartedApplication(process, log, data, Integer.parseInt(started.group(1)));
                application.awaitHealth();
                return application;
            }
            process.waitFor(200, TimeUnit.MILLISECONDS);
        }
        // Its database would live on without it.
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroyForcibly().waitFor();
        throw new AssertionError("it did not start:\n" + Files.readString(log));
    }

    /** Begins to start it and does not wait. */
    public static Process process(Instant moment, Path data, Path log) throws IOException {
        ProcessBuilder start = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx700m",
                "-cp",
                System.getProperty("java.class.path"),
                StartedApplication.class.getName(),
                moment.toString(),
                "--server.port=0",
                "--minqing.data-dir=" + data.toAbsolutePath());
        start.environment().keySet().removeIf(name -> name.startsWith("MINQING_") || name.startsWith("SPRING_"));
        return start.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    }

    /** What the process runs: moves the clock, then starts the application. */
    public static void main(String[] arguments) {
        ClockUtil.offset(
                Duration.between(Instant.now(), Instant.parse(arguments[0])).toMillis());
        MinqingApplication.main(List.of(arguments).subList(1, arguments.length).toArray(String[]::new));
    }

    private void awaitHealth() throws IOException, InterruptedException {
        while (send("office", "GET", "/actuator/health", null).statusCode() != 200) {
            process.waitFor(100, TimeUnit.MILLISECONDS);
        }
    }

    public Path data() {
        return data;
    }

    public String log() throws IOException {
        return Files.readString(log);
    }

    /** The JSON that an account of the demonstration is answered. */
    public JsonNode get(String account, String path) throws IOException, InterruptedException {
        return json(send(account, "GET", path, null), 200);
    }

    /** What is answered to a body that is sent, whatever the success is called. */
    public JsonNode post(String account, String path, Map<String, ?> body) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = send(account, "POST", path, json.writeValueAsString(body));
        return json(answer, answer.statusCode() / 100 == 2 ? answer.statusCode() : 200);
    }

    public HttpResponse<byte[]> send(String account, String method, String path, @Nullable String body)
            throws IOException, InterruptedException {
        String password =
                Base64.getEncoder().encodeToString((account + ":minqing-demo").getBytes(StandardCharsets.UTF_8));
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", "Basic " + password)
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        return http.send(request.build(), BodyHandlers.ofByteArray());
    }

    private JsonNode json(HttpResponse<byte[]> answer, int expected) throws IOException {
        if (answer.statusCode() != expected) {
            throw new AssertionError(answer.request().uri() + " answered " + answer.statusCode() + ": "
                    + new String(answer.body(), StandardCharsets.UTF_8));
        }
        return answer.body().length == 0 ? json.nullNode() : json.readTree(answer.body());
    }

    /** Stops it as the operating system stops it, and leaves its data. */
    public void stop() throws InterruptedException {
        process.destroy();
        process.waitFor();
    }

    @Override
    public void close() throws IOException, InterruptedException {
        stop();
        FileSystemUtils.deleteRecursively(data);
        Files.deleteIfExists(log);
    }
}
