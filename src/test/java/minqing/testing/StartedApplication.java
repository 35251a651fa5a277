package minqing.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
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
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import minqing.MinqingApplication;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/** The whole application in a process of its own, as an operator starts it, and reached over HTTP. */
public final class StartedApplication implements AutoCloseable {

    private static final String STARTED = "Started MinqingApplication";
    private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");
    private static final Duration PATIENCE = Duration.ofMinutes(20);

    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient http = HttpClient.newHttpClient();
    private final Process process;
    private final Path log;
    private final @Nullable Path data;
    private int port;

    private StartedApplication(Process process, Path log, @Nullable Path data) {
        this.process = process;
        this.log = log;
        this.data = data;
    }

    /**
     * Begins to start it and does not wait.
     *
     * @param settings environment variables; nothing of this process's own Minqing settings is passed on
     */
    public static StartedApplication with(Map<String, String> settings) throws IOException {
        String production = Arrays.stream(OwnProcess.classPath().split(File.pathSeparator))
                .filter(place -> !place.endsWith("test-classes"))
                .collect(Collectors.joining(File.pathSeparator));
        return start(settings, null, List.of("-cp", production, MinqingApplication.class.getName()));
    }

    /** Starts the demonstration for the first time, as if the moment were now, and returns when it runs. */
    public static StartedApplication at(Instant moment) throws IOException, InterruptedException {
        Path data = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "started-");
        StartedApplication application = start(
                Map.of("MINQING_DATA_DIR", data.toAbsolutePath().toString()),
                data,
                List.of("-cp", OwnProcess.classPath(), StartedApplication.class.getName(), moment.toString()));
        if (!application.isUp()) {
            String said = application.said();
            application.close();
            throw new AssertionError("it did not start:\n" + said);
        }
        return application;
    }

    private static StartedApplication start(Map<String, String> settings, @Nullable Path data, List<String> program)
            throws IOException {
        Path log = Files.createTempFile(Files.createDirectories(Path.of("target")), "started-", ".log");
        ProcessBuilder builder = OwnProcess.running(program).redirectOutput(log.toFile());
        builder.environment().putAll(settings);
        return new StartedApplication(builder.start(), log, data);
    }

    /** What the process runs: moves the clock, then starts the application. */
    public static void main(String[] arguments) {
        ClockUtil.offset(
                Duration.between(Instant.now(), Instant.parse(arguments[0])).toMillis());
        MinqingApplication.main(new String[0]);
    }

    /** Returns when it runs, or does not: it has ended, or takes too long. */
    public boolean isUp() throws IOException, InterruptedException {
        Instant end = Instant.now().plus(PATIENCE);
        while (!said().contains(STARTED)) {
            boolean ended = process.waitFor(200, TimeUnit.MILLISECONDS);
            if (ended && !said().contains(STARTED) || Instant.now().isAfter(end)) {
                return false;
            }
        }
        Matcher started = PORT.matcher(said());
        if (started.find()) {
            port = Integer.parseInt(started.group(1));
        }
        return true;
    }

    /** What it has said so far, whatever the encoding. */
    public String said() throws IOException {
        return Files.readString(log, StandardCharsets.ISO_8859_1);
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

    @Override
    public void close() throws IOException {
        stop(process);
        if (data != null) {
            FileSystemUtils.deleteRecursively(data);
        }
        Files.deleteIfExists(log);
    }

    /** Stops an application as the operating system does, and its database with it. */
    public static void stop(Process process) {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroy();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                children.forEach(ProcessHandle::destroy);
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException interrupted) {
            children.forEach(ProcessHandle::destroy);
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
