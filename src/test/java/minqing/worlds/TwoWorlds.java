package minqing.worlds;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import minqing.testing.Multipart;
import minqing.testing.Routes;
import minqing.testing.Routes.Route;
import minqing.testing.SampleFiles;
import minqing.worlds.Question.Value;
import org.springframework.http.HttpStatus;

/** Plays one month in two worlds and asks both the same questions. */
final class TwoWorlds implements AutoCloseable {

    /**
     * A difference.
     *
     * @param where the address as the application has it
     */
    record Difference(String person, String where, String question, String text) {

        @Override
        public String toString() {
            return person + " asks " + question + "\n    is answered " + text;
        }
    }

    /** Every difference, as soon as it is found; an error shows the first of each address. */
    static final Path ALL = Path.of("target", "two-worlds.txt");

    /** What the webapps tell of themselves anew with each answer. */
    private static final Set<String> NOT_OF_THE_WORLD = Set.of("/telemetry", "/optimize");

    /**
     * Of an id that it has, the engine says here that the thing is not the caller's, and of another that there is none, or
     * nothing to do. Such an id is random, and every list that could show it is compared.
     */
    private static final Pattern TELLS_IDS_APART =
            Pattern.compile(".*/execution/\\{[^}]*}/localVariables.*|.*/job/\\{[^}]*}/suspended"
                    + "|.*/process-instance/\\{[^}]*}/(activity-instances|variables.*|suspended)");

    /** The same in both. */
    private static final byte[] PICTURE = SampleFiles.jpeg(9, 9);

    /** Bodies that one or the other call takes; each is sent to all of them. */
    private static final List<String> BODIES = List.of(
            "{\"outcome\":\"assign\",\"leadUnit\":\"jiancha\",\"reason\":\"试一试\"}",
            "{\"category\":\"noise\"}",
            "{\"reason\":\"试一试\"}",
            "{\"assignee\":\"jiancha\"}");

    /** What a form is sent with: it takes what it knows. */
    private static final List<String> FORM = List.of("{\"outcome\":\"assign\",\"leadUnit\":\"jiancha\","
            + "\"category\":\"noise\",\"reason\":\"试一试\",\"assignee\":\"jiancha\"}");

    /** Whoever may ask the engine at all is answered so many of its lists, empty ones among them. */
    private static final int FOUND_AT_LEAST = 100;

    private final Month month;
    private final boolean whole;
    private final World one;
    private final World other;
    private final Renaming renaming = new Renaming();
    private final List<Difference> differences = new ArrayList<>();
    private final Things things;
    private Questions questions;
    private List<Route> application = List.of();
    private List<Route> engine = List.of();
    private int foundInTheEngine;

    /**
     * @param accuse whether accusations are made in the first of them; never in the second
     * @param whole whether everything is asked for in every way
     */
    TwoWorlds(Month month, boolean accuse, boolean whole, long seed) throws IOException {
        Files.deleteIfExists(ALL);
        this.month = month;
        this.whole = whole;
        this.one = World.beginning(accuse, Month.beginning());
        this.other = World.beginning(false, Month.beginning());
        this.things = new Things(one, other, renaming, whole, seed);
        this.questions = new Questions(whole, renaming);
    }

    /** Both at once. */
    void play() throws Exception {
        List<CompletableFuture<Void>> players = new ArrayList<>();
        for (World world : List.of(one, other)) {
            players.add(CompletableFuture.runAsync(() -> {
                try {
                    month.play(world);
                } catch (Exception failed) {
                    throw new IllegalStateException(failed);
                }
            }));
        }
        for (CompletableFuture<Void> player : players) {
            player.join();
        }
        application = routes();
        engine = Routes.ofTheWebapps();
        questions = new Filling(one, other, things, month).of(new Questions(whole, renaming));
    }

    private List<Route> routes() throws IOException, InterruptedException {
        List<Route> routes = new ArrayList<>();
        for (JsonNode route : one.routes()) {
            routes.add(World.JSON.treeToValue(route, Route.class));
        }
        for (String more : List.of(
                "/actuator", "/actuator/health", "/v3/api-docs", "/camunda/app/tasklist/default/", "/no-such-page")) {
            routes.add(new Route("GET", more, Map.of(), false, true));
        }
        return routes;
    }

    List<Difference> differences() {
        return differences;
    }

    Set<String> untold() {
        return questions.untold();
    }

    // ---- asking

    void read(String person, int turn, int turns) throws IOException, InterruptedException {
        questions.sharing(turn, turns);
        one.loginAnew(person);
        other.loginAnew(person);
        int found = foundInTheEngine;
        List<Route> routes = new ArrayList<>(application);
        if (!person.equals("admin")) {
            routes.addAll(engine);
        }
        for (Route route : routes) {
            if (route.reads() && NOT_OF_THE_WORLD.stream().noneMatch(route.pattern()::contains)) {
                for (Question question : questions.reading(route)) {
                    compare(person, question);
                }
            }
        }
        if (!person.equals("admin") && foundInTheEngine - found < FOUND_AT_LEAST) {
            throw new AssertionError(person + " found next to nothing in the engine: is there a login?");
        }
    }

    /** Sends what changes something; of the engine only what names something that there is in one world alone. */
    void change(String person) throws IOException, InterruptedException {
        for (Route route : application) {
            if (!route.reads()) {
                boolean json = route.pattern().startsWith("/api/") && !route.uploads();
                List<String> bodies = json ? BODIES : FORM;
                for (Question question : questions.changing(route)) {
                    List<String> taken = new ArrayList<>();
                    for (String body : bodies) {
                        if (compare(person, question.sent(body)) != HttpStatus.UNPROCESSABLE_ENTITY.value()) {
                            taken.add(body);
                        }
                    }
                    // What the call does not take is sent to it at one thing.
                    bodies = whole || taken.isEmpty() ? bodies : taken;
                }
            }
        }
        for (Route route : person.equals("admin") ? List.<Route>of() : engine) {
            if (!route.reads()) {
                for (Question question : questions.changing(route)) {
                    if (renaming.namesWhatIsInOneAlone(question)) {
                        compare(person, question.sent("{}"));
                    }
                }
            }
        }
    }

    /** Sends once more what the person has sent in the month, with the key it was sent with. */
    void repeat(String person) throws IOException, InterruptedException {
        Iterator<Person.Sent> there = other.person(person).sent().iterator();
        for (Person.Sent sent : one.person(person).sent()) {
            Person.Sent counterpart = there.next();
            Route route = new Route(
                    "POST",
                    sent.path().replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}", "{id}").replaceAll("20\\d\\d-\\d+", "{number}"),
                    Map.of(),
                    false,
                    false);
            Question question = new Question(
                    route,
                    sent.path(),
                    counterpart.path(),
                    "¤0",
                    "application/json",
                    List.of(new Value(sent.body(), counterpart.body())));
            compare(person, question, "Idempotency-Key", sent.key());
        }
    }

    /** Answers the status in the first. */
    private int compare(String person, Question question, String... headers) throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<byte[]>> here = ask(one.person(person), question, true, headers);
        CompletableFuture<HttpResponse<byte[]>> there = ask(other.person(person), question, false, headers);
        Answer first = Answer.of(here.join());
        Answer second = Answer.of(there.join());
        if (first.status() == 200 && question.one().startsWith("/camunda/api/engine/")) {
            foundInTheEngine++;
        }
        String said = null;
        boolean apart = TELLS_IDS_APART.matcher(question.route().pattern()).matches()
                && renaming.namesWhatIsInOneAlone(question)
                && first.status() == HttpStatus.FORBIDDEN.value();
        if (apart) {
            return first.status();
        }
        if (first.status() != second.status()) {
            said = first.status() + " instead of " + second.status();
        } else {
            Optional<String> difference = renaming.difference(
                    question.withoutNamed(first.text(), true), question.withoutNamed(second.text(), false));
            if (difference.isPresent()) {
                said = first.status() + " " + difference.get();
            } else if (first.status() >= 500 && !question.one().startsWith("/camunda/")) {
                said = String.valueOf(first.status());
            }
        }
        if (said != null) {
            Difference difference = new Difference(person, question.route().toString(), question.toString(), said);
            differences.add(difference);
            Files.writeString(ALL, difference + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
        return first.status();
    }

    private CompletableFuture<HttpResponse<byte[]>> ask(
            Person person, Question question, boolean first, String... headers) {
        Route route = question.route();
        String address = first ? question.one() : question.other();
        List<String> all = new ArrayList<>(List.of("Accept", question.accept()));
        all.addAll(List.of(headers));
        BodyPublisher body = BodyPublishers.noBody();
        if (route.uploads()) {
            Multipart files = new Multipart().field("_csrf", person.token()).file("files", "a.jpg", PICTURE);
            all.addAll(List.of("Content-Type", files.contentType()));
            body = BodyPublishers.ofByteArray(files.body());
        } else if (!question.body().isEmpty()) {
            boolean json = address.startsWith("/api/") || address.startsWith("/camunda/");
            String text = question.body(first);
            all.addAll(List.of("Content-Type", json ? "application/json" : "application/x-www-form-urlencoded"));
            body = BodyPublishers.ofString(json ? text : form(text, person.token()));
        }
        return person.ask(route.method(), address, body, all.toArray(String[]::new));
    }

    private static String form(String json, String token) {
        StringBuilder form = new StringBuilder("_csrf=").append(URLEncoder.encode(token, StandardCharsets.UTF_8));
        try {
            World.JSON
                    .readTree(json)
                    .fields()
                    .forEachRemaining(field -> form.append('&')
                            .append(field.getKey())
                            .append('=')
                            .append(URLEncoder.encode(field.getValue().asText(), StandardCharsets.UTF_8)));
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
        return form.toString();
    }

    @Override
    public void close() throws IOException {
        try (one;
                other) {
            // Both stop.
        }
    }
}
