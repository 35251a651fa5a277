package minqing.worlds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import minqing.testing.OwnProcess;
import minqing.testing.StartedApplication;
import org.springframework.util.FileSystemUtils;

/** A bureau of its own on a fresh database, in a process of its own, whose clock and whose jobs the test moves. */
final class World implements AutoCloseable {

    static final ObjectMapper JSON = new ObjectMapper();

    private static final long PATIENCE_MINUTES = 10;

    /** Of its log, to tell why it ended. */
    private static final int LAST_LINES = 30;

    private final boolean accuses;
    private final Process process;
    private final Path data;
    private final Path log;
    private final CompletableFuture<int[]> ports = new CompletableFuture<>();
    private final HttpClient client = HttpClient.newHttpClient();
    private final Map<String, Person> people = new HashMap<>();
    private final Map<String, String> remembered = new LinkedHashMap<>();

    private World(boolean accuses, Process process, Path data, Path log) {
        this.accuses = accuses;
        this.process = process;
        this.data = data;
        this.log = log;
    }

    /**
     * Begins to start one and does not wait.
     *
     * @param accuses whether accusations are made in it
     */
    static World beginning(boolean accuses, Instant moment) throws IOException {
        Path target = Files.createDirectories(Path.of("target"));
        Path data = Files.createTempDirectory(target, "world-");
        Path log = Files.createTempFile(target, "world-", ".log");
        ProcessBuilder builder = OwnProcess.running(
                List.of("-cp", OwnProcess.classPath(), WorldProcess.class.getName(), moment.toString()));
        builder.environment().put("MINQING_DATA_DIR", data.toAbsolutePath().toString());
        World world = new World(accuses, builder.start(), data, log);
        Thread reader = new Thread(world::listen, "the log of a world");
        reader.setDaemon(true);
        reader.start();
        return world;
    }

    /** Keeps what the process says, and hears when it is ready. */
    private void listen() {
        Deque<String> last = new ArrayDeque<>();
        try (BufferedReader said =
                        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
                BufferedWriter kept = Files.newBufferedWriter(log)) {
            for (String line = said.readLine(); line != null; line = said.readLine()) {
                kept.write(line);
                kept.newLine();
                kept.flush();
                last.addLast(line);
                if (last.size() > LAST_LINES) {
                    last.removeFirst();
                }
                if (line.startsWith(WorldProcess.READY)) {
                    ports.complete(Arrays.stream(
                                    line.substring(WorldProcess.READY.length()).split(" "))
                            .mapToInt(Integer::parseInt)
                            .toArray());
                }
            }
        } catch (IOException closed) {
            // The process has ended.
        }
        ports.completeExceptionally(new AssertionError("the world has ended: " + last));
    }

    boolean accuses() {
        return accuses;
    }

    private int port(int which) {
        try {
            return ports.get(PATIENCE_MINUTES, TimeUnit.MINUTES)[which];
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException failed) {
            throw new IllegalStateException(failed);
        }
    }

    // ---- its clock and what it holds

    /** Moves the clock and does every job that is due by then. */
    void moveTo(Instant moment) throws IOException, InterruptedException {
        control("/time", moment.toString());
    }

    /** What is in its database. */
    List<JsonNode> rows(String question) throws IOException, InterruptedException {
        List<JsonNode> rows = new ArrayList<>();
        control("/rows", question).forEach(rows::add);
        return rows;
    }

    /** The first column of the only row. */
    String value(String question) throws IOException, InterruptedException {
        List<JsonNode> rows = rows(question);
        if (rows.size() != 1) {
            throw new AssertionError(rows.size() + " rows for " + question + ": " + rows);
        }
        return rows.get(0).elements().next().asText();
    }

    JsonNode routes() throws IOException, InterruptedException {
        return control("/routes", "");
    }

    private JsonNode control(String path, String body) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port(1) + path))
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofByteArray());
        if (answer.statusCode() != 200) {
            throw new AssertionError(path + " " + body + "\n" + new String(answer.body(), StandardCharsets.UTF_8));
        }
        return JSON.readTree(answer.body());
    }

    // ---- who is in it

    Person person(String account) throws IOException, InterruptedException {
        Person known = people.get(account);
        if (known == null) {
            known = Person.loggedIn(account, port(0));
            people.put(account, known);
        }
        return known;
    }

    /** The same person after a new login: the webapps forget who has not been there for as long as a month. */
    void loginAnew(String account) throws IOException, InterruptedException {
        person(account).logIn();
    }

    /** A number, code or id by which the steps of a month call something. */
    void remember(String name, String identifier) {
        remembered.put(name, identifier);
    }

    String remembered(String name) {
        String identifier = remembered.get(name);
        if (identifier == null) {
            throw new AssertionError("nothing is called " + name + " here");
        }
        return identifier;
    }

    /** All that is called so. */
    List<String> rememberedAs(Predicate<String> name) {
        return remembered.entrySet().stream()
                .filter(one -> name.test(one.getKey()))
                .map(Map.Entry::getValue)
                .toList();
    }

    /** The open task of a case; the person is not asked, whose reading would be noted. */
    String task(String number, String step) throws IOException, InterruptedException {
        return value("select t.id_ from act_ru_task t join act_ru_execution e on e.id_ = t.proc_inst_id_"
                + " where e.business_key_ = '" + number + "' and t.task_def_key_ = '" + step + "'");
    }

    /** Stops it; its database does not live on without it. */
    @Override
    public void close() throws IOException {
        StartedApplication.stop(process);
        FileSystemUtils.deleteRecursively(data);
        Files.deleteIfExists(log);
    }
}
