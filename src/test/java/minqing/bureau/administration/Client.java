package minqing.bureau.administration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import minqing.bureau.access.Visitor;

/** Somebody who has logged in and calls REST with the session. */
final class Client {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String BOUNDARY = "border-of-the-parts";

    private static final Map<String, Client> KNOWN = new HashMap<>();

    private final HttpClient http = HttpClient.newHttpClient();
    private final int port;
    private final Visitor visitor;

    private Client(int port, Visitor visitor) {
        this.port = port;
        this.visitor = visitor;
    }

    /** Somebody of the demonstration; logged in once for all tests, for that takes its time. */
    static Client as(String account, int port) throws IOException, InterruptedException {
        Client known = KNOWN.get(account);
        if (known == null) {
            Visitor visitor = new Visitor(port);
            visitor.logIn(account, "minqing-demo");
            visitor.get("/api/me");
            known = new Client(port, visitor);
            KNOWN.put(account, known);
        }
        return known;
    }

    /** The same session on the pages. */
    Visitor visitor() {
        return visitor;
    }

    Answer get(String path) throws IOException, InterruptedException {
        return answer(http.send(request(path).GET().build(), BodyHandlers.ofString()));
    }

    HttpResponse<byte[]> download(String path) throws IOException, InterruptedException {
        return http.send(request(path).GET().build(), BodyHandlers.ofByteArray());
    }

    Answer post(String path, String body) throws IOException, InterruptedException {
        return send("POST", path, body);
    }

    Answer put(String path, String body) throws IOException, InterruptedException {
        return send("PUT", path, body);
    }

    Answer send(String method, String path, String body) throws IOException, InterruptedException {
        return answer(http.send(json(method, path, body), BodyHandlers.ofString()));
    }

    CompletableFuture<HttpResponse<String>> later(String method, String path, String body) {
        return http.sendAsync(json(method, path, body), BodyHandlers.ofString());
    }

    Answer upload(String path, byte[] file) throws IOException, InterruptedException {
        String head =
                "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"pairing.csv\"\r\n"
                        + "Content-Type: text/csv\r\n\r\n";
        BodyPublisher body = BodyPublishers.ofByteArrays(List.of(
                head.getBytes(StandardCharsets.UTF_8),
                file,
                ("\r\n--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8)));
        return answer(http.send(
                request(path)
                        .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                        .POST(body)
                        .build(),
                BodyHandlers.ofString()));
    }

    private HttpRequest json(String method, String path, String body) {
        return request(path)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body))
                .build();
    }

    private HttpRequest.Builder request(String path) {
        String token = visitor.cookie("MINQING-CSRF").orElseThrow();
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header(
                        "Cookie",
                        "JSESSIONID=" + visitor.cookie("JSESSIONID").orElseThrow() + "; MINQING-CSRF=" + token)
                .header("X-CSRF-TOKEN", token);
    }

    static Answer answer(HttpResponse<String> response) throws IOException {
        boolean json = response.headers().firstValue("Content-Type").orElse("").contains("json");
        return new Answer(response.statusCode(), json ? JSON.readTree(response.body()) : null, response.body());
    }

    /** A status with what was said. */
    record Answer(
            int status, @org.jspecify.annotations.Nullable JsonNode json, String body) {

        String text(String pointer) {
            return json == null ? "" : json.at(pointer).asText();
        }

        /** What is wrong, field by field. */
        List<String> faults() {
            return json == null ? List.of() : json.at("/errors").findValuesAsText("message");
        }

        List<String> fields() {
            return json == null ? List.of() : json.at("/errors").findValuesAsText("field");
        }
    }
}
