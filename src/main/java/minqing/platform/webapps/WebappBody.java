package minqing.platform.webapps;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import minqing.platform.database.Characters;

/** Judges the JSON a call carries before the engine reads it. */
final class WebappBody {

    /** A refusal's key in the message bundle. */
    static final class Unacceptable extends Exception {

        private static final long serialVersionUID = 1L;

        private final String key;

        Unacceptable(String key) {
            super(key);
            this.key = key;
        }

        String key() {
            return key;
        }
    }

    private static final JsonMapper JSON = JsonMapper.builder(new JsonFactory())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .build();

    /** The types a form sends, and what JSON they take. Others (files, XML, serialized objects) no form sends. */
    private static final Map<String, Predicate<JsonNode>> TYPES = Map.of(
            "String", JsonNode::isTextual,
            "Boolean", JsonNode::isBoolean,
            "Short", JsonNode::canConvertToInt,
            "Integer", node -> node.isIntegralNumber() && node.canConvertToInt(),
            "Long", node -> node.isIntegralNumber() && node.canConvertToLong(),
            "Double", JsonNode::isNumber,
            "Json", JsonNode::isTextual,
            "Null", JsonNode::isNull);

    /** What the columns of the engine hold in which names and identifiers are kept. */
    private static final int LONGEST_NAME = 255;

    private static final Set<String> COMPLETION = Set.of("variables", "withVariablesInReturn");
    private static final Set<String> START = Set.of("variables", "withVariablesInReturn", "businessKey");
    private static final Set<String> VARIABLE = Set.of("value", "type", "valueInfo", "label");

    private WebappBody() {}

    static void check(byte[] body, WebappCall.Body expected) throws Unacceptable {
        if (body.length == 0) {
            if (expected != WebappCall.Body.OPTIONAL) {
                throw new Unacceptable("engine.call.json");
            }
            return;
        }
        refuseTexts(body, expected == WebappCall.Body.OBJECT || expected == WebappCall.Body.OPTIONAL);
        JsonNode root = read(body);
        if (!root.isObject()) {
            throw new Unacceptable("engine.call.json");
        }
        switch (expected) {
            case COMPLETION -> checkSubmission(root, COMPLETION);
            case START -> checkSubmission(root, START);
            case OBJECT, OPTIONAL -> {
                // Its content is the engine's matter.
            }
        }
    }

    private static JsonNode read(byte[] body) throws Unacceptable {
        try {
            JsonNode root = JSON.readTree(body);
            if (root == null) {
                throw new Unacceptable("engine.call.json");
            }
            return root;
        } catch (IOException malformed) {
            throw new Unacceptable("engine.call.json");
        }
    }

    /**
     * An expression in a query runs as code. The engine refuses it where it looks for it, which is not everywhere (queries
     * within {@code orQueries}, stored filters); here no key may be called so, however deep and however it is written. Nor
     * may a text hold what no table can.
     */
    private static void refuseTexts(byte[] body, boolean names) throws Unacceptable {
        try (JsonParser parser = JSON.createParser(body)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.FIELD_NAME && isExpression(parser.currentName())) {
                    throw new Unacceptable("engine.call.expression");
                }
                boolean text = token == JsonToken.FIELD_NAME || token == JsonToken.VALUE_STRING;
                if (text && !Characters.areStorable(parser.getText())) {
                    throw new Unacceptable("engine.call.characters");
                }
                if (text && names && parser.getTextLength() > LONGEST_NAME) {
                    throw new Unacceptable("engine.call.long");
                }
            }
        } catch (IOException malformed) {
            throw new Unacceptable("engine.call.json");
        }
    }

    static boolean isExpression(String name) {
        return name.toLowerCase(Locale.ROOT).contains("expression");
    }

    private static void checkSubmission(JsonNode root, Set<String> known) throws Unacceptable {
        for (Map.Entry<String, JsonNode> field : root.properties()) {
            if (!known.contains(field.getKey())) {
                throw new Unacceptable("engine.call.submission");
            }
        }
        JsonNode businessKey = root.path("businessKey");
        if (!(businessKey.isMissingNode()
                || businessKey.isNull()
                || (businessKey.isTextual() && businessKey.textValue().isBlank()))) {
            throw new Unacceptable("engine.business-key");
        }
        JsonNode flag = root.path("withVariablesInReturn");
        if (!(flag.isMissingNode() || flag.isBoolean())) {
            throw new Unacceptable("engine.call.submission");
        }
        JsonNode variables = root.path("variables");
        if (!(variables.isMissingNode() || variables.isNull() || variables.isObject())) {
            throw new Unacceptable("engine.call.submission");
        }
        for (Map.Entry<String, JsonNode> variable : variables.properties()) {
            checkVariable(variable.getValue());
        }
    }

    private static void checkVariable(JsonNode variable) throws Unacceptable {
        if (!variable.isObject() || !VARIABLE.containsAll(names(variable))) {
            throw new Unacceptable("engine.call.submission");
        }
        JsonNode info = variable.path("valueInfo");
        JsonNode type = variable.path("type");
        JsonNode value = variable.path("value");
        boolean untyped = type.isMissingNode() || type.isNull();
        Predicate<JsonNode> fits = untyped ? JsonNode::isValueNode : TYPES.get(type.asText());
        boolean empty = value.isMissingNode() || value.isNull();
        if (!(info.isMissingNode() || info.isNull() || info.isObject())
                || fits == null
                || !(empty || fits.test(value))) {
            throw new Unacceptable("engine.call.submission");
        }
    }

    private static Set<String> names(JsonNode object) {
        Set<String> names = new HashSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
