package minqing.bureau.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import minqing.testing.Multipart;
import org.jspecify.annotations.Nullable;

/** One call of REST or one form of a page, from which requests are made by chance. */
final class FuzzedCall {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Pattern VARIABLE = Pattern.compile("\\{([^}:]+)[^}]*}");
    private static final int DEPTH = 5;
    private static final int LONGEST_IN_AN_ADDRESS = 300;

    private static final List<String> TYPES = List.of(
            "*/*",
            "application/*",
            "text/plain",
            "application/xml",
            "application/x-www-form-urlencoded",
            "multipart/form-data",
            "multipart/form-data; boundary=x",
            "multipart/mixed; boundary=x",
            "application/json; charset=nonsense",
            "application/json; charset=UTF-16",
            "application/problem+json",
            "application/json-patch+json",
            ";",
            "");

    private static final List<String> RAW = List.of(
            "", "null", "[]", "{}", "5", "\"text\"", "{", "[{}]", "{\"a\":1,\"a\":2}", "{\"\":{}}", "{\"a\":1e999}");

    private final String method;
    private final String path;
    private final List<JsonNode> parameters = new ArrayList<>();
    private final @Nullable String media;
    private final @Nullable JsonNode schema;
    private final JsonNode api;

    private FuzzedCall(String method, String path, @Nullable String media, @Nullable JsonNode schema, JsonNode api) {
        this.method = method;
        this.path = path;
        this.media = media;
        this.schema = schema;
        this.api = api;
    }

    /**
     * A request as it is sent.
     *
     * @param told the request in short, to repeat it
     */
    record Request(String method, String path, byte[] body, String[] headers, String told) {}

    /** A call as the description of REST tells of it. */
    static FuzzedCall described(String method, String path, JsonNode operation, JsonNode api) {
        JsonNode content = operation.at("/requestBody/content");
        String media = content.fieldNames().hasNext() ? content.fieldNames().next() : null;
        FuzzedCall call = new FuzzedCall(
                method.toUpperCase(Locale.ROOT),
                path,
                media,
                media == null ? null : content.get(media).get("schema"),
                api);
        operation.path("parameters").forEach(call.parameters::add);
        return call;
    }

    /** A form of a page; what it takes, the names of all fields of all forms stand for. */
    static FuzzedCall form(String path) {
        return new FuzzedCall("POST", path, "application/x-www-form-urlencoded", null, NODES.objectNode());
    }

    Request request(Random random, FuzzedValues values) {
        boolean right = random.nextInt(4) == 0;
        StringBuilder address = new StringBuilder(address(random, values, right));
        List<String> headers = new ArrayList<>();
        for (JsonNode parameter : parameters) {
            String name = parameter.get("name").asText();
            String in = parameter.get("in").asText();
            if (in.equals("query") && random.nextInt(3) > 0) {
                add(address, name, value(name, random, values, right));
                if (!right && random.nextInt(12) == 0) {
                    add(address, name, values.strange(random));
                }
            } else if (in.equals("header") && random.nextInt(6) == 0) {
                headers.add(name);
                headers.add(right ? values.fitting(name, path, random) : "fuzz \u007e" + random.nextInt(9));
            }
        }
        String type = media == null ? "" : media;
        byte[] body = new byte[0];
        if (media == null) {
            if (!right && random.nextInt(5) == 0 && !method.equals("GET")) {
                type = TYPES.get(random.nextInt(TYPES.size()));
                body = bytes(RAW.get(random.nextInt(RAW.size())));
            }
        } else if (media.startsWith("multipart/")) {
            Multipart parts = parts(random, values, right);
            type = parts.contentType();
            body = parts.body();
        } else if (schema == null) {
            body = bytes(form(random, values, right));
        } else {
            body = bytes(json(random, values, right));
        }
        if (!right && media != null && random.nextInt(10) == 0) {
            type = TYPES.get(random.nextInt(TYPES.size()));
        }
        if (!right && body.length > 2 && random.nextInt(20) == 0) {
            body = broken(body, random);
        }
        if (!type.isEmpty()) {
            headers.add("Content-Type");
            headers.add(type);
        }
        headers.add("Accept");
        headers.add(schema == null && !path.startsWith("/api/") ? "text/html" : "*/*");
        String told = method + " " + shortened(address.toString()) + " " + headers + " "
                + shortened(new String(body, StandardCharsets.UTF_8));
        return new Request(method, address.toString(), body, headers.toArray(String[]::new), told);
    }

    private String address(Random random, FuzzedValues values, boolean right) {
        Matcher variable = VARIABLE.matcher(path);
        StringBuilder address = new StringBuilder();
        while (variable.find()) {
            boolean strange = !right && random.nextInt(6) == 0;
            String name = variable.group(1);
            String value = strange ? values.strange(random) : values.fitting(name, path, random);
            variable.appendReplacement(address, Matcher.quoteReplacement(encoded(value)));
        }
        return variable.appendTail(address).toString();
    }

    private static void add(StringBuilder address, String name, String value) {
        address.append(address.indexOf("?") < 0 ? '?' : '&')
                .append(encoded(name))
                .append('=')
                .append(encoded(value));
    }

    private String value(String name, Random random, FuzzedValues values, boolean right) {
        return !right && random.nextInt(3) == 0 ? values.strange(random) : values.fitting(name, path, random);
    }

    private String form(Random random, FuzzedValues values, boolean right) {
        StringBuilder form = new StringBuilder();
        for (int fields = random.nextInt(12); fields > 0; fields--) {
            String name = values.field(random);
            if (!right && random.nextInt(10) == 0) {
                name += List.of("[0]", ".x", "[]", "\u0000", "[999999999]", ".class.name")
                        .get(random.nextInt(6));
            }
            form.append(form.isEmpty() ? "" : "&").append(encoded(name));
            if (right || random.nextInt(15) > 0) {
                form.append('=').append(encoded(value(name, random, values, right)));
            }
        }
        return form.toString();
    }

    private Multipart parts(Random random, FuzzedValues values, boolean right) {
        Multipart parts = new Multipart();
        String field = path.contains("attachments") ? "files" : "file";
        String name = right
                ? "a.csv"
                : values.strange(random).replaceAll("[\r\n\"\\\\]", "") + (random.nextBoolean() ? "\\0" : ".pdf");
        byte[] content = new byte[random.nextInt(400)];
        random.nextBytes(content);
        parts.file(right || random.nextInt(4) > 0 ? field : "wrong", name, right ? bytes("日期,内容\n") : content);
        if (random.nextInt(3) == 0) {
            parts.field("reason", right ? "补充" : values.strange(random));
        }
        return parts;
    }

    private String json(Random random, FuzzedValues values, boolean right) {
        if (!right && random.nextInt(15) == 0) {
            return RAW.get(random.nextInt(RAW.size()));
        }
        JsonNode body = made(schema, "", random, values, 0);
        if (!right) {
            for (int changes = random.nextInt(4); changes > 0; changes--) {
                mutate(body, random, values);
            }
        }
        String text = body.toString();
        if (!right && random.nextInt(25) == 0) {
            text = "{\"a\":".repeat(1200) + text + "}".repeat(1200);
        } else if (!right && random.nextInt(25) == 0 && text.startsWith("{\"")) {
            text = text.substring(0, text.length() - 1) + "," + text.substring(1);
        }
        return text;
    }

    /** A value of the shape that is described. */
    private JsonNode made(JsonNode described, String name, Random random, FuzzedValues values, int depth) {
        JsonNode shape = described;
        if (shape.has("$ref")) {
            shape = api.at(shape.get("$ref").asText().substring(1));
        }
        String type = shape.path("type").asText("object");
        switch (type) {
            case "object" -> {
                ObjectNode object = NODES.objectNode();
                if (depth < DEPTH && shape.has("properties")) {
                    shape.get("properties").fields().forEachRemaining(property -> {
                        if (random.nextInt(3) > 0) {
                            object.set(
                                    property.getKey(),
                                    made(property.getValue(), property.getKey(), random, values, depth + 1));
                        }
                    });
                } else {
                    for (int fields = 1 + random.nextInt(6); fields > 0; fields--) {
                        String key = values.field(random);
                        object.put(key, values.fitting(key, path, random));
                    }
                    for (String key : List.of("title", "content", "village", "category", "outcome")) {
                        if (random.nextInt(3) > 0) {
                            object.put(key, values.fitting(key, path, random));
                        }
                    }
                }
                return object;
            }
            case "array" -> {
                ArrayNode array = NODES.arrayNode();
                for (int items = random.nextInt(3); items > 0 && depth < DEPTH; items--) {
                    array.add(made(shape.path("items"), name, random, values, depth + 1));
                }
                return array;
            }
            case "integer" -> {
                return NODES.numberNode(random.nextInt(20));
            }
            case "number" -> {
                return NODES.numberNode(random.nextInt(200) / 10.0);
            }
            case "boolean" -> {
                return NODES.booleanNode(random.nextBoolean());
            }
            default -> {
                JsonNode choices = shape.path("enum");
                if (choices.size() > 0) {
                    return choices.get(random.nextInt(choices.size()));
                }
                boolean day = shape.path("format").asText().equals("date");
                return NODES.textNode(values.fitting(day ? "date" : name, path, random));
            }
        }
    }

    /** Changes one place somewhere below. */
    private static void mutate(JsonNode node, Random random, FuzzedValues values) {
        if (node instanceof ObjectNode object && object.size() > 0) {
            List<String> names = new ArrayList<>();
            object.fieldNames().forEachRemaining(names::add);
            String name = names.get(random.nextInt(names.size()));
            JsonNode below = object.get(name);
            if (below.isContainerNode() && below.size() > 0 && random.nextInt(3) > 0) {
                mutate(below, random, values);
            } else if (random.nextInt(6) == 0) {
                object.remove(name);
            } else if (random.nextInt(6) == 0) {
                object.set(
                        values.field(random) + (random.nextBoolean() ? "" : values.strange(random)),
                        odd(random, values));
            } else {
                object.set(name, odd(random, values));
            }
        } else if (node instanceof ArrayNode array && array.size() > 0) {
            int place = random.nextInt(array.size());
            if (array.get(place).isContainerNode() && random.nextInt(3) > 0) {
                mutate(array.get(place), random, values);
            } else if (random.nextInt(8) == 0) {
                for (int more = 0; more < 300; more++) {
                    array.add(array.get(place));
                }
            } else {
                array.set(place, odd(random, values));
            }
        }
    }

    private static JsonNode odd(Random random, FuzzedValues values) {
        return switch (random.nextInt(10)) {
            case 0 -> NODES.nullNode();
            case 1 -> NODES.numberNode(random.nextLong());
            case 2 -> NODES.numberNode(new BigInteger("9".repeat(1 + random.nextInt(400))));
            case 3 -> NODES.numberNode(-random.nextDouble());
            case 4 -> NODES.booleanNode(random.nextBoolean());
            case 5 -> NODES.arrayNode().add(NODES.objectNode()).add(values.strange(random));
            case 6 -> NODES.objectNode().put(values.field(random), values.strange(random));
            default -> NODES.textNode(values.strange(random));
        };
    }

    private static byte[] broken(byte[] body, Random random) {
        byte[] broken = body.clone();
        broken[random.nextInt(broken.length)] = (byte) random.nextInt(256);
        return broken;
    }

    static String shortened(String text) {
        String visible = text.replaceAll("\\p{Cntrl}", "\u00b7");
        return visible.length() > 500 ? visible.substring(0, 500) + "…" : visible;
    }

    private static String encoded(String text) {
        // The server takes no address longer than 16 kB.
        String some = text.length() > LONGEST_IN_AN_ADDRESS ? text.substring(0, LONGEST_IN_AN_ADDRESS) : text;
        return URLEncoder.encode(some, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
