package minqing.bureau.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import minqing.bureau.access.Visitor;
import minqing.testing.Multipart;

/** Somebody who has logged in and calls REST, or asks for pages, with the session. */
public final class Caller {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final int port;
    private final String cookies;
    private final String token;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private Caller(int port, String cookies, String token) {
        this.port = port;
        this.cookies = cookies;
        this.token = token;
    }

    public static Caller as(String account, int port) throws IOException, InterruptedException {
        return as(account, "minqing-demo", port);
    }

    public static Caller as(String account, String password, int port) throws IOException, InterruptedException {
        Visitor visitor = new Visitor(port);
        visitor.logIn(account, password);
        visitor.get("/api/me");
        String token = visitor.cookie("MINQING-CSRF").orElseThrow();
        String session = visitor.cookie("JSESSIONID").orElseThrow();
        return new Caller(port, "JSESSIONID=" + session + "; MINQING-CSRF=" + token, token);
    }

    public static Caller nobody(int port) {
        return new Caller(port, "", "");
    }

    /** The same session used by somebody who could not read our pages. */
    Caller withoutToken() {
        return new Caller(port, cookies, "");
    }

    String cookies() {
        return cookies;
    }

    public String token() {
        return token;
    }

    public HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        return client.send(request(path, headers).GET().build(), BodyHandlers.ofString());
    }

    public HttpResponse<String> send(String method, String path, byte[] body, String... headers)
            throws IOException, InterruptedException {
        return client.send(
                request(path, headers)
                        .method(method, BodyPublishers.ofByteArray(body))
                        .build(),
                BodyHandlers.ofString());
    }

    public HttpResponse<String> post(String path, String body, String... headers)
            throws IOException, InterruptedException {
        return client.send(posting(path, body, headers), BodyHandlers.ofString());
    }

    CompletableFuture<HttpResponse<String>> postLater(String path, String body, String... headers) {
        return client.sendAsync(posting(path, body, headers), BodyHandlers.ofString());
    }

    /** A file as it is. */
    public HttpResponse<byte[]> fetch(String path, String... headers) throws IOException, InterruptedException {
        return client.send(request(path, headers).GET().build(), BodyHandlers.ofByteArray());
    }

    /** What a form or a call is answered, whatever it is. */
    public HttpResponse<byte[]> sendForBytes(String method, String path, String body, String... headers)
            throws IOException, InterruptedException {
        return client.send(
                request(path, headers)
                        .method(method, BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofByteArray());
    }

    public HttpResponse<byte[]> sendForBytes(String method, String path, Multipart files)
            throws IOException, InterruptedException {
        return client.send(
                request(path)
                        .header("Content-Type", files.contentType())
                        .method(method, BodyPublishers.ofByteArray(files.body()))
                        .build(),
                BodyHandlers.ofByteArray());
    }

    public HttpResponse<String> upload(String path, Multipart files, String... headers)
            throws IOException, InterruptedException {
        return client.send(
                request(path, headers)
                        .header("Content-Type", files.contentType())
                        .POST(BodyPublishers.ofByteArray(files.body()))
                        .build(),
                BodyHandlers.ofString());
    }

    /** The same in pieces, so that the server learns only by reading how large it is. */
    public HttpResponse<String> uploadUnannounced(String path, Multipart files)
            throws IOException, InterruptedException {
        return client.send(
                request(path)
                        .header("Content-Type", files.contentType())
                        .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(files.body())))
                        .build(),
                BodyHandlers.ofString());
    }

    /** A request no HTTP client would write, without a body; the first line of the answer. */
    String raw(String requestLine, String... headers) throws IOException {
        try (Socket socket = new Socket("localhost", port)) {
            socket.setSoTimeout(10_000);
            StringBuilder text = new StringBuilder(requestLine).append("\r\nHost: localhost\r\nConnection: close\r\n");
            if (!cookies.isEmpty()) {
                text.append("Cookie: ").append(cookies).append("\r\n");
            }
            List.of(headers).forEach(header -> text.append(header).append("\r\n"));
            socket.getOutputStream().write(text.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
                    .readLine();
        }
    }

    public static JsonNode json(HttpResponse<String> response) throws IOException {
        return JSON.readTree(response.body());
    }

    private HttpRequest posting(String path, String body, String... headers) {
        return request(path, headers)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
    }

    private HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
        if (!cookies.isEmpty()) {
            request.header("Cookie", cookies);
        }
        if (!token.isEmpty()) {
            request.header("X-CSRF-TOKEN", token);
        }
        return headers.length == 0 ? request : request.headers(headers);
    }
}
