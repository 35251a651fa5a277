package minqing.platform.form;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the single properties in the JSON of one {@code .form}; each is missing or as it should be.
 *
 * @param form the form's name, which every refusal says
 */
record SchemaProperties(String form) {

    private static final Pattern CHINESE = Pattern.compile("\\p{IsHan}");
    private static final Pattern TEMPLATE = Pattern.compile("^\\s*=|\\{\\{");

    void onlyKnown(JsonNode node, Set<String> known, String where) {
        node.fieldNames().forEachRemaining(property -> {
            if (!known.contains(property)) {
                throw invalid(where + " has the property " + property
                        + ", which Tasklist, the page and the validator do not all support");
            }
        });
    }

    @Nullable
    String text(JsonNode node, String property, String where) {
        JsonNode value = node.path(property);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isTextual()) {
            throw invalid(where + ": " + property + " is no text");
        }
        return value.textValue();
    }

    /** Text to be read; form-js would evaluate templates in it, the page would not. */
    @Nullable
    String words(JsonNode node, String property, String where) {
        String words = text(node, property, where);
        if (words == null || words.isBlank()) {
            return null;
        }
        if (TEMPLATE.matcher(words).find()) {
            throw invalid(where + ": " + property + " is a template");
        }
        return words;
    }

    boolean flag(JsonNode node, String property, String where) {
        JsonNode value = node.path(property);
        if (value.isMissingNode()) {
            return false;
        }
        if (!value.isBoolean()) {
            throw invalid(where + ": " + property + " is neither true nor false");
        }
        return value.booleanValue();
    }

    @Nullable
    Integer count(JsonNode node, String property, String where) {
        BigDecimal number = number(node, property, where);
        if (number == null) {
            return null;
        }
        try {
            int count = number.intValueExact();
            if (count >= 0) {
                return count;
            }
        } catch (ArithmeticException fractional) {
            // Refused below.
        }
        throw invalid(where + ": " + property + " is no count");
    }

    @Nullable
    BigDecimal number(JsonNode node, String property, String where) {
        JsonNode value = node.path(property);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        try {
            // The modeler writes increment as text.
            return value.isTextual()
                    ? new BigDecimal(value.textValue())
                    : requireNumber(value).decimalValue();
        } catch (NumberFormatException malformed) {
            throw invalid(where + ": " + property + " is no number");
        }
    }

    private static JsonNode requireNumber(JsonNode value) {
        if (!value.isNumber()) {
            throw new NumberFormatException();
        }
        return value;
    }

    String label(JsonNode node, String property, String where) {
        String label = words(node, property, where);
        if (label == null) {
            throw invalid(where + " has no " + property);
        }
        if (!CHINESE.matcher(label).find()) {
            throw invalid(where + " has the " + property + " " + label + ", which is not Chinese");
        }
        return label;
    }

    Map<String, String> extras(JsonNode node, String where) {
        JsonNode properties = node.path("properties");
        if (!properties.isMissingNode() && !properties.isObject()) {
            throw invalid(where + ": properties is no object");
        }
        Map<String, String> result = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> property : properties.properties()) {
            if (!property.getValue().isTextual()) {
                throw invalid(where + ": the property " + property.getKey() + " is no text");
            }
            result.put(property.getKey(), property.getValue().textValue());
        }
        return result;
    }

    InvalidSchema invalid(String problem) {
        return new InvalidSchema(form, problem);
    }
}
