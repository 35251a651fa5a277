package minqing.worlds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import minqing.testing.DocumentText;

/** Everything that can be read of an answer: its headers, and its body as text, whatever it is. */
record Answer(int status, String text) {

    /**
     * Each says nothing of what was asked: {@code date} is the machine's clock, the next three follow from the body, which is
     * compared, and from its length in bytes, and cookies and {@code x-xsrf-token} are the tokens of a session.
     */
    private static final Set<String> NOT_COMPARED = Set.of(
            "date",
            "content-length",
            "etag",
            "transfer-encoding",
            "set-cookie",
            "x-xsrf-token",
            "connection",
            "keep-alive");

    /** The token of the session in a form or a page, which is another in each. */
    private static final Pattern TOKEN = Pattern.compile("(name=\"_csrf\"[^>]*?(?:value|content)=\")[^\"]*");

    /** Made anew for each answer, so that no script runs but the page's own. */
    private static final Pattern NONCE = Pattern.compile("(nonce[-=]\"?)[A-Za-z0-9+/=_-]+");

    /** The steps marked in the picture of a case: the engine answers them unsorted, by the hash of an id. */
    private static final Pattern MARKED = Pattern.compile("(?<= data-(?:current|passed)=\")[^\"]*");

    /** Each world has its own. */
    private static final Pattern PORT = Pattern.compile("(?<=localhost:)\\d+");

    /** What these hold is a map whose order is another in each process. */
    private static final List<String> UNORDERED = List.of("/identity/password-policy", "/actuator");

    /** The tree of what a case is doing: the engine leaves its branches unsorted. */
    private static final String TREE = "/activity-instances";

    private static final ObjectMapper ORDERING = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    static Answer of(HttpResponse<byte[]> response) throws IOException {
        StringBuilder text = new StringBuilder();
        new TreeMap<>(response.headers().map()).forEach((name, values) -> {
            if (!NOT_COMPARED.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value ->
                        text.append(name).append(": ").append(decoded(value)).append('\n'));
            }
        });
        byte[] body = response.body();
        if (response.statusCode() == 200
                && UNORDERED.stream().anyMatch(response.uri().getPath()::endsWith)) {
            body = ORDERING.writeValueAsBytes(ORDERING.readValue(body, Object.class));
        }
        if (response.statusCode() == 200 && response.uri().getPath().endsWith(TREE)) {
            body = ORDERING.writeValueAsBytes(sorted(ORDERING.readTree(body)));
        }
        text.append(body(response.headers().firstValue("Content-Type").orElse(""), body));
        String plain = text.toString();
        // Looking for the text first is many times as quick as letting the pattern look for it.
        if (plain.contains("\"_csrf\"")) {
            plain = TOKEN.matcher(plain).replaceAll("$1");
        }
        if (plain.contains(" data-current=") || plain.contains(" data-passed=")) {
            plain = MARKED.matcher(plain)
                    .replaceAll(marked ->
                            Arrays.stream(marked.group().split(" ")).sorted().collect(Collectors.joining(" ")));
        }
        if (plain.contains("nonce")) {
            plain = NONCE.matcher(plain).replaceAll("$1");
        }
        if (plain.contains("localhost:")) {
            plain = PORT.matcher(plain).replaceAll("…");
        }
        return new Answer(response.statusCode(), plain);
    }

    /** With every list in the order of what its members are, and of their ids, which ascend. */
    private static JsonNode sorted(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.properties().forEach(property -> property.setValue(sorted(property.getValue())));
        } else if (node instanceof ArrayNode array) {
            List<JsonNode> members = new ArrayList<>();
            array.forEach(member -> members.add(sorted(member)));
            members.sort(Comparator.comparing((JsonNode member) ->
                    member.path("activityId").asText() + " " + member.path("id").asText() + " " + member.asText()));
            array.removeAll().addAll(members);
        }
        return node;
    }

    private static String decoded(String header) {
        try {
            return URLDecoder.decode(header, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException plain) {
            return header;
        }
    }

    private static String body(String type, byte[] body) throws IOException {
        if (type.contains("spreadsheetml") || type.contains("wordprocessingml")) {
            return parts(body);
        }
        if (type.contains("pdf")) {
            return DocumentText.of("pdf", body);
        }
        return new String(body, StandardCharsets.UTF_8);
    }

    /** Every part of an Office file, as it is. */
    private static String parts(byte[] body) throws IOException {
        StringBuilder text = new StringBuilder();
        try (ZipInputStream parts = new ZipInputStream(new ByteArrayInputStream(body))) {
            for (ZipEntry part = parts.getNextEntry(); part != null; part = parts.getNextEntry()) {
                text.append(part.getName())
                        .append('\n')
                        .append(new String(parts.readAllBytes(), StandardCharsets.UTF_8))
                        .append('\n');
            }
        }
        return text.toString();
    }
}
