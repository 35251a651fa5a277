package minqing.worlds;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import minqing.testing.Multipart;
import org.jsoup.Jsoup;
import org.jspecify.annotations.Nullable;

/** Somebody who has logged in to a world with a browser, and works there over HTTP. */
final class Person {

    /** A call that may be sent again with the key it was sent with. */
    record Sent(String path, String body, String key) {}

    private final String account;
    private final String application;
    private final CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .cookieHandler(cookies)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final List<Sent> sent = new ArrayList<>();

    private Person(String account, int port) {
        this.account = account;
        this.application = "http://localhost:" + port;
    }

    static Person loggedIn(String account, int port) throws IOException, InterruptedException {
        Person person = new Person(account, port);
        person.logIn();
        return person;
    }

    /** In a new browser. */
    void logIn() throws IOException, InterruptedException {
        cookies.getCookieStore().removeAll();
        String token = Jsoup.parse(text("/login")).select("input[name=_csrf]").attr("value");
        String form = "username=" + account + "&password=minqing-demo&_csrf="
                + URLEncoder.encode(token, StandardCharsets.UTF_8);
        client.send(
                HttpRequest.newBuilder(URI.create(application + "/login"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form))
                        .build(),
                BodyHandlers.discarding());
        // Each of these brings the token for the changes that go by it.
        text("/api/me");
        text("/camunda/app/tasklist/default/");
        if (token().isEmpty()) {
            throw new AssertionError(account + " can't log in");
        }
    }

    private String text(String path) throws IOException, InterruptedException {
        return client.send(
                        HttpRequest.newBuilder(URI.create(application + path))
                                .header("Accept", "text/html,*/*")
                                .build(),
                        BodyHandlers.ofString())
                .body();
    }

    /** What is sent as the token of a form, or in the header. */
    String token() {
        return cookie("MINQING-CSRF");
    }

    private String cookie(String name) {
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals(name))
                .map(HttpCookie::getValue)
                .findFirst()
                .orElse("");
    }

    // ---- work

    /** Posts and remembers what was posted under which key, by name: the same in every world. */
    JsonNode post(String path, Map<String, ?> body) throws IOException, InterruptedException {
        return post(path, World.JSON.writeValueAsString(body));
    }

    private JsonNode post(String path, String body) throws IOException, InterruptedException {
        String key = account + "-" + sent.size();
        sent.add(new Sent(path, body, key));
        return success("POST", path, body, "Idempotency-Key", key);
    }

    /** Does what is not done in every world, and is therefore not remembered. */
    JsonNode postAside(String path, Map<String, ?> body) throws IOException, InterruptedException {
        return success("POST", path, World.JSON.writeValueAsString(body));
    }

    JsonNode get(String path) throws IOException, InterruptedException {
        return success("GET", path, null);
    }

    JsonNode attach(String path, String name, String content) throws IOException, InterruptedException {
        Multipart files = new Multipart().file("files", name, content.getBytes(StandardCharsets.UTF_8));
        return read(
                "POST " + path,
                ask("POST", path, BodyPublishers.ofByteArray(files.body()), "Content-Type", files.contentType())
                        .join());
    }

    private JsonNode success(String method, String path, @Nullable String body, String... headers)
            throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of("Accept", "application/json"));
        if (body != null) {
            all.addAll(List.of("Content-Type", "application/json"));
        }
        all.addAll(List.of(headers));
        return read(
                method + " " + path + " " + body,
                ask(
                                method,
                                path,
                                body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body),
                                all.toArray(String[]::new))
                        .join());
    }

    private JsonNode read(String asked, HttpResponse<byte[]> answer) throws IOException {
        String said = new String(answer.body(), StandardCharsets.UTF_8);
        if (answer.statusCode() / 100 != 2) {
            throw new AssertionError(account + " " + asked + " is answered " + answer.statusCode() + " " + said);
        }
        return said.isEmpty() ? World.JSON.nullNode() : World.JSON.readTree(said);
    }

    List<Sent> sent() {
        return List.copyOf(sent);
    }

    // ---- questions

    /** What is answered, whatever it is. */
    CompletableFuture<HttpResponse<byte[]>> ask(String method, String path, BodyPublisher body, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(application + path)).method(method, body);
        if (!method.equals("GET")) {
            request.header("X-CSRF-TOKEN", token());
            request.header("X-XSRF-TOKEN", cookie("XSRF-TOKEN"));
        }
        return client.sendAsync(
                (headers.length == 0 ? request : request.headers(headers)).build(), BodyHandlers.ofByteArray());
    }

    static Map<String, Object> fields(Object... pairs) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (int index = 0; index < pairs.length; index += 2) {
            fields.put((String) pairs[index], pairs[index + 1]);
        }
        return fields;
    }
}
