package minqing.testing;

import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import minqing.testing.Routes.Route;
import minqing.testing.Routes.Variable;
import minqing.web.Caller;
import org.jspecify.annotations.Nullable;

/**
 * Asks every address of the application for something a person must not find. The variables of the addresses are filled with the
 * real identifiers, what lists can be searched for is searched for, and nothing of it may stand in an answer: not in a page, a
 * header or the text of a document. Where the question itself names what is hidden, the answer must be the one that is given
 * to the same question for something that never was.
 *
 * <p>A variable or a parameter that nobody has told how to fill fails the walk: whoever adds an address says so here or in
 * the walk's own {@link #fill}.
 */
public final class Walker {

    /** Something an address can be filled with; {@code unknown} where it names what is hidden: the same of a thing there is not. */
    public record Value(String text, @Nullable String unknown) {}

    private record Fill(Pattern route, String variable, List<Value> values) {}

    /**
     * A question.
     *
     * @param other the same for something there is not
     * @param names what in it names the hidden, with what stands in its place in the other
     */
    private record Question(String address, String other, Map<String, String> names) {

        /** With one of its variables, or its query, written in. */
        Question with(String pattern, Value value, String before, java.util.function.UnaryOperator<String> written) {
            Map<String, String> named = new HashMap<>(names);
            if (value.unknown() != null) {
                named.put(value.text(), value.unknown());
            }
            String unknown = value.unknown() == null ? value.text() : value.unknown();
            return pattern.isEmpty()
                    ? new Question(
                            address + before + written.apply(value.text()),
                            other + before + written.apply(unknown),
                            named)
                    : new Question(
                            address.replaceFirst(Pattern.quote(pattern), written.apply(value.text())),
                            other.replaceFirst(Pattern.quote(pattern), written.apply(unknown)),
                            named);
        }
    }

    private record Answer(int status, String text) {}

    private final List<Fill> fills = new ArrayList<>();
    private final Map<String, List<Value>> parameters = new HashMap<>();
    private final Set<String> narrowing = new HashSet<>();
    private final Map<String, Pattern> marks = new HashMap<>();
    private final Set<String> problems = new LinkedHashSet<>();
    private final Map<String, Set<String>> found = new HashMap<>();
    private final Map<String, Answer> unknown = new HashMap<>();

    /** Words or identifiers that are hidden; an identifier of digits counts only where it stands by itself. */
    public Walker hidden(String... words) {
        for (String word : words) {
            String without = word.replaceAll("\\s+", "");
            marks.put(without, Pattern.compile("(?<![O0-9A-Za-z])" + Pattern.quote(without) + "(?![0-9A-Za-z])"));
        }
        return this;
    }

    /** How to fill a variable of the addresses that begin so. */
    public Walker fill(String beginning, String variable, List<Value> values) {
        fills.add(new Fill(Pattern.compile("(?:" + beginning + ").*"), variable, values));
        return this;
    }

    public Walker parameter(String name, List<Value> values) {
        parameters.put(name, values);
        return this;
    }

    /** What only leaves out of a list some of what stands in it; the first who walks tries it. */
    public Walker narrowing(String name, List<Value> values) {
        narrowing.add(name);
        return parameter(name, values);
    }

    public static List<Value> plain(String... texts) {
        return Stream.of(texts).map(text -> new Value(text, null)).toList();
    }

    public static List<Value> secret(String unknown, Iterable<String> texts) {
        List<Value> values = new ArrayList<>();
        texts.forEach(text -> values.add(new Value(text, unknown)));
        return values;
    }

    /** What is wrong, for everybody who walked so far. */
    public Set<String> problems() {
        return problems;
    }

    /** On which addresses somebody found something hidden. */
    public Set<String> foundBy(String person) {
        return found.getOrDefault(person, Set.of());
    }

    /** Reads everything, in every way there is. */
    public void readInEveryWay(String person, Caller caller, List<Route> routes)
            throws IOException, InterruptedException {
        read(person, caller, routes, true);
    }

    /** Reads everything; lists are not narrowed, which does the same for everybody. */
    public void read(String person, Caller caller, List<Route> routes) throws IOException, InterruptedException {
        read(person, caller, routes, false);
    }

    private void read(String person, Caller caller, List<Route> routes, boolean inEveryWay)
            throws IOException, InterruptedException {
        unknown.clear();
        for (Route route : routes) {
            if (route.reads()) {
                for (Question question : questions(route, inEveryWay)) {
                    ask(person, caller, route, question);
                }
            }
        }
    }

    /** The same without judging: only what was found. */
    public void find(String person, Caller caller, List<Route> routes) throws IOException, InterruptedException {
        for (Route route : routes) {
            if (route.reads()) {
                for (Question question : questions(route, false)) {
                    Answer answer = answer(caller.fetch(question.address(), accept(question.address())));
                    if (!marksIn(answer.text(), question.names().keySet()).isEmpty()) {
                        found.computeIfAbsent(person, key -> new TreeSet<>()).add(route.pattern());
                    }
                }
            }
        }
    }

    /** Does what changes something, wherever the address names what is hidden. */
    public void act(String person, Caller caller, List<Route> routes, Map<String, String> fields)
            throws IOException, InterruptedException {
        for (Route route : routes) {
            if (route.reads()) {
                continue;
            }
            for (Question question : filled(route)) {
                if (!question.names().isEmpty()) {
                    Answer real = answer(send(caller, route, question.address(), fields));
                    Answer other = answer(send(caller, route, question.other(), fields));
                    judge(person, route, question, real, other);
                }
            }
        }
    }

    private HttpResponse<byte[]> send(Caller caller, Route route, String address, Map<String, String> fields)
            throws IOException, InterruptedException {
        if (route.uploads()) {
            return caller.sendForBytes(
                    route.method(),
                    address,
                    new Multipart().field("_csrf", caller.token()).file("files", "a.jpg", SampleFiles.jpeg(9, 9)));
        }
        if (address.startsWith("/api/")) {
            String json = fields.entrySet().stream()
                    .map(field -> "\"" + field.getKey() + "\":\"" + field.getValue() + "\"")
                    .collect(Collectors.joining(",", "{", "}"));
            return caller.sendForBytes(route.method(), address, json, "Content-Type", "application/json");
        }
        String form = Stream.concat(fields.entrySet().stream(), Map.of("_csrf", caller.token()).entrySet().stream())
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
        return caller.sendForBytes(route.method(), address, form, "Content-Type", "application/x-www-form-urlencoded");
    }

    private void ask(String person, Caller caller, Route route, Question question)
            throws IOException, InterruptedException {
        Answer real = answer(caller.fetch(question.address(), accept(question.address())));
        Answer other = null;
        if (!question.names().isEmpty()) {
            String address = question.other();
            other = unknown.get(address);
            if (other == null) {
                other = answer(caller.fetch(address, accept(address)));
                unknown.put(address, other);
            }
        }
        judge(person, route, question, real, other);
    }

    private void judge(String person, Route route, Question question, Answer real, @Nullable Answer other) {
        if (real.status() >= 500) {
            problems.add(person + " gets " + real.status() + " from " + route + " " + question.address());
        }
        Set<String> read = marksIn(real.text(), question.names().keySet());
        if (!read.isEmpty()) {
            found.computeIfAbsent(person, key -> new TreeSet<>()).add(route.pattern());
            problems.add(person + " reads " + read + " at " + route + " " + question.address());
        }
        if (other != null && !route.pattern().matches(".*/(telemetry|optimize)/.*")) {
            // Those two tell something new whenever they are asked, whatever for.
            String one = normal(real.text(), question, false);
            String two = normal(other.text(), question, true);
            if (real.status() != other.status() || !one.equals(two)) {
                problems.add(person + " is answered " + real.status() + " at " + route + " " + question.address()
                        + ", and " + other.status() + " for what is not there" + difference(one, two));
            }
        }
    }

    private static String difference(String one, String other) {
        int at = 0;
        while (at < Math.min(one.length(), other.length()) && one.charAt(at) == other.charAt(at)) {
            at++;
        }
        return ": …" + around(one, at) + "… instead of …" + around(other, at) + "…";
    }

    private static String around(String text, int at) {
        return text.substring(Math.max(0, at - 30), Math.min(text.length(), at + 60))
                .replaceAll("\\s+", " ");
    }

    /** What was asked for may be repeated; nothing else may differ. A short number means something else elsewhere. */
    private static String normal(String text, Question question, boolean unknown) {
        String address = unknown ? question.other() : question.address();
        String normal = text.replace(address, "¤").replace(address.replaceAll("\\?.*", ""), "¤");
        for (Map.Entry<String, String> name : question.names().entrySet()) {
            String asked = unknown ? name.getValue() : name.getKey();
            if (!name.getKey().matches("\\d{1,6}")) {
                normal = normal.replace(encoded(asked), "¤")
                        .replace(encoded(asked).replace("+", "%20"), "¤")
                        .replace(asked, "¤")
                        .replace(asked.replaceAll("\\s+", ""), "¤");
            }
        }
        return normal.replaceAll("(name=\"_csrf\"[^>]*value=\")[^\"]*", "$1")
                .replaceAll("'nonce-[^']*'", "nonce")
                .replaceAll("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", "id")
                .replaceAll("\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?", "time");
    }

    private Set<String> marksIn(String text, Set<String> asked) {
        Set<String> read = new TreeSet<>();
        String without = text.replaceAll("\\s+", "");
        marks.forEach((word, pattern) -> {
            boolean repeated =
                    asked.stream().anyMatch(one -> one.replaceAll("\\s+", "").contains(word));
            if (!repeated && without.contains(word) && pattern.matcher(without).find()) {
                read.add(word);
            }
        });
        return read;
    }

    // ---- questions

    private List<Question> questions(Route route, boolean inEveryWay) {
        List<Question> questions = new ArrayList<>();
        boolean named = false;
        for (Question base : filled(route)) {
            Question first = route.parameters().contains("size")
                    ? base.with("", new Value("200", null), "?size=", Walker::encoded)
                    : base;
            questions.add(first);
            if (named && !base.names().isEmpty()) {
                // What a parameter does does not depend on which of the hidden the address names.
                continue;
            }
            named |= !base.names().isEmpty();
            for (String parameter : route.parameters()) {
                if (narrowing.contains(parameter) && !inEveryWay) {
                    continue;
                }
                List<Value> values = parameters.get(parameter);
                if (values == null) {
                    problems.add("nobody has told the walk what to ask " + route + " for in " + parameter);
                    continue;
                }
                // The engine reads over what a list does not know, and would answer with everything each time.
                String before = base.address().startsWith("/camunda/") ? "?maxResults=50&" : "?";
                values.forEach(value -> questions.add(base.with("", value, before + parameter + "=", Walker::encoded)));
            }
        }
        return questions;
    }

    private List<Question> filled(Route route) {
        List<Question> questions = List.of(new Question(route.pattern(), route.pattern(), Map.of()));
        for (Variable variable : route.variables()) {
            boolean rest = variable.text().startsWith("{*");
            String pattern = rest ? "/" + variable.text() : variable.text();
            questions = questions.stream()
                    .flatMap(question -> values(route, variable).stream()
                            .map(value -> question.with(
                                    pattern,
                                    value,
                                    "",
                                    text -> rest ? "/" + text : encoded(text).replace("+", "%20"))))
                    .toList();
        }
        return questions;
    }

    private List<Value> values(Route route, Variable variable) {
        List<Value> values = fills.stream()
                .filter(fill -> fill.variable().equals(variable.name())
                        && fill.route().matcher(route.pattern()).matches())
                .findFirst()
                .map(Fill::values)
                .orElseGet(() -> variable.alternatives().stream()
                        .map(word -> new Value(word, null))
                        .toList());
        if (values.isEmpty()) {
            problems.add("nobody has told the walk how to fill {" + variable.name() + "} of " + route);
        }
        return values;
    }

    private static String[] accept(String address) {
        return new String[] {
            "Accept", address.startsWith("/api/") || address.startsWith("/camunda/api/") ? "*/*" : "text/html,*/*"
        };
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    // ---- answers

    /** Everything that can be read of an answer: its headers, and its body as text, whatever it is. */
    private static Answer answer(HttpResponse<byte[]> response) throws IOException {
        String type = response.headers().firstValue("Content-Type").orElse("");
        StringBuilder text = new StringBuilder();
        response.headers().map().forEach((name, values) -> {
            if (!Set.of("date", "content-length", "set-cookie", "etag", "connection", "keep-alive")
                    .contains(name.toLowerCase(java.util.Locale.ROOT))) {
                values.forEach(value ->
                        text.append(name).append(": ").append(decoded(value)).append('\n'));
            }
        });
        return new Answer(
                response.statusCode(), text.append(body(type, response.body())).toString());
    }

    private static String decoded(String header) {
        try {
            return URLDecoder.decode(header, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException plain) {
            return header;
        }
    }

    private static String body(String type, byte[] body) throws IOException {
        if (type.contains("spreadsheetml")) {
            return DocumentText.of("xlsx", body);
        }
        if (type.contains("wordprocessingml")) {
            return DocumentText.of("docx", body);
        }
        if (type.contains("pdf")) {
            return DocumentText.of("pdf", body);
        }
        return new String(body, StandardCharsets.UTF_8);
    }
}
