package minqing.form;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import minqing.form.ConditionParser.Operand;
import org.jspecify.annotations.Nullable;

/**
 * Reads one {@code .form}. Everything is refused that Tasklist's form-js 1.8, the page and the validator do not all
 * know: a component or property one of them would ignore is a rule that does not hold.
 */
final class SchemaReader {

    private static final int SCHEMA_VERSION = 16;
    private static final int DEEPEST_GROUP = 5;
    /** Tasklist looks through the hidden fields once before it asks a condition: a third link of a chain goes wrong there. */
    private static final int LONGEST_CHAIN = 2;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private static final Pattern KEY = Pattern.compile("[A-Za-z][A-Za-z0-9]{0,62}");
    private static final Set<String> RESERVED = Set.of(
            "and",
            "or",
            "not",
            "in",
            "null",
            "true",
            "false",
            "if",
            "then",
            "else",
            "for",
            "return",
            "some",
            "every",
            "satisfies",
            "between",
            "instance",
            "of",
            "function",
            "external",
            "item",
            "this",
            "parent",
            "data",
            "i");
    private static final Pattern CHINESE = Pattern.compile("\\p{IsHan}");
    private static final Pattern TEMPLATE = Pattern.compile("^\\s*=|\\{\\{");
    private static final Pattern MARKUP = Pattern.compile("[<>\\[\\]`*_|{}\\\\~&]");

    /** The escapes that JavaScript and Java read alike. */
    private static final Pattern COMMON_PATTERN =
            Pattern.compile("(?:[^\\\\]|\\\\[dDwW.\\-/()\\[\\]+*?^$|\\\\{}]|\\\\u[0-9a-fA-F]{4})*");
    /** Possessive quantifiers, class operations, named and looking groups. */
    private static final Pattern UNCOMMON_PATTERN = Pattern.compile("[+*?}]\\+|&&|\\(\\?(?!:)|\\[[^]]*\\[");

    private static final Set<String> ROOT = Set.of(
            "id",
            "type",
            "components",
            "schemaVersion",
            "exporter",
            "executionPlatform",
            "executionPlatformVersion",
            "versionTag",
            "$schema");
    private static final Set<String> EVERYWHERE = Set.of("id", "type", "layout", "conditional", "properties");
    private static final Set<String> FIELD =
            with(EVERYWHERE, "key", "label", "description", "validate", "defaultValue", "disabled", "readonly");
    private static final Set<String> LINE = with(FIELD, "appearance");
    private static final Set<String> CHOICE = with(FIELD, "values", "valuesKey");

    private enum Component {
        TEXTFIELD(LINE, "required", "minLength", "maxLength", "pattern", "validationType"),
        TEXTAREA(FIELD, "required", "minLength", "maxLength"),
        NUMBER(with(LINE, "decimalDigits", "increment"), "required", "min", "max"),
        DATETIME(
                with(
                        FIELD,
                        "subtype",
                        "dateLabel",
                        "timeLabel",
                        "use24h",
                        "timeInterval",
                        "timeSerializingFormat",
                        "disallowPassedDates"),
                "required"),
        SELECT(with(CHOICE, "searchable"), "required"),
        RADIO(CHOICE, "required"),
        CHECKBOX(FIELD, "required"),
        CHECKLIST(CHOICE, "required"),
        TAGLIST(CHOICE, "required"),
        TEXT(with(EVERYWHERE, "text")),
        GROUP(with(EVERYWHERE, "label", "components", "showOutline", "verticalAlignment")),
        SEPARATOR(EVERYWHERE),
        SPACER(with(EVERYWHERE, "height"));

        private final Set<String> properties;
        private final Set<String> rules;

        Component(Set<String> properties, String... rules) {
            this.properties = properties;
            this.rules = Set.of(rules);
        }

        boolean isField() {
            return properties.contains("key");
        }
    }

    private final String name;
    private final Map<String, Operand> operands = new HashMap<>();
    private final Set<String> ids = new HashSet<>();

    private SchemaReader(String name) {
        this.name = name;
    }

    /**
     * @param name the file's name without {@code .form}
     * @throws InvalidSchema if the form would not work everywhere
     */
    static FormSchema read(String name, String json) {
        return new SchemaReader(name).root(json);
    }

    private FormSchema root(String json) {
        JsonNode root;
        try {
            root = JSON.readTree(json);
        } catch (JsonProcessingException broken) {
            throw invalid("is not JSON: " + broken.getOriginalMessage());
        }
        if (root == null || !root.isObject()) {
            throw invalid("is not a JSON object");
        }
        String id = text(root, "id", "the form");
        if (id == null) {
            throw invalid("has no id");
        }
        if (!id.equals(name)) {
            throw invalid("has the id " + id + ", which is not the file's name");
        }
        JsonNode version = root.path("schemaVersion");
        if (!version.isInt() || version.intValue() != SCHEMA_VERSION) {
            throw invalid("has schemaVersion " + version + ", not " + SCHEMA_VERSION);
        }
        if (!"default".equals(text(root, "type", "the form"))) {
            throw invalid("is not of type default");
        }
        onlyKnown(root, ROOT, "the form");
        JsonNode components = root.path("components");
        if (!components.isArray()) {
            throw invalid("has no components");
        }
        collectOperands(components, 0);
        FormSchema schema = new FormSchema(name, elements(components), json);
        if (schema.fields().isEmpty()) {
            throw invalid("has no field");
        }
        Map<String, Integer> links = new HashMap<>();
        for (FormField field : schema.fields()) {
            for (Condition condition : schema.hiddenBy(field.key())) {
                for (String named : condition.fields()) {
                    if (schema.field(named).orElseThrow().tasklistOnly()) {
                        throw invalid(field.key() + " is hidden by " + named + ", which the page does not have");
                    }
                }
            }
            if (links(schema, field.key(), links) > LONGEST_CHAIN) {
                throw invalid(field.key() + " ends a chain of more than " + LONGEST_CHAIN + " hide conditions");
            }
        }
        return schema;
    }

    /** First pass: what the conditions, which may name fields further down, can refer to. */
    private void collectOperands(JsonNode components, int depth) {
        if (depth > DEEPEST_GROUP) {
            throw invalid("nests its groups too deeply");
        }
        for (JsonNode node : components) {
            Component component = component(node);
            if (component == Component.GROUP) {
                collectOperands(node.path("components"), depth + 1);
            } else if (component.isField()) {
                String key = text(node, "key", "a " + node.path("type").asText());
                if (key == null) {
                    throw invalid("has a " + node.path("type").asText() + " without key");
                }
                if (!KEY.matcher(key).matches() || RESERVED.contains(key)) {
                    throw invalid("has a field called " + key + ": letters and digits only, and no word of FEEL");
                }
                FieldType type = fieldType(component, node, key);
                List<Option> options = options(component, node, key);
                Set<String> values = new LinkedHashSet<>();
                options.forEach(option -> values.add(option.value()));
                if (operands.put(
                                key,
                                new Operand(type.kind(), type.hasOptions() && !node.has("valuesKey") ? values : null))
                        != null) {
                    throw invalid("has two fields called " + key);
                }
            }
        }
    }

    private Component component(JsonNode node) {
        if (!node.isObject()) {
            throw invalid("has a component that is no object");
        }
        String type = node.path("type").asText("");
        return Stream.of(Component.values())
                .filter(component -> component.name().toLowerCase(Locale.ROOT).equals(type))
                .findFirst()
                .orElseThrow(() -> invalid("has a component of type " + node.path("type")
                        + ", which Tasklist, the page and the validator do not all support"));
    }

    private FieldType fieldType(Component component, JsonNode node, String key) {
        return switch (component) {
            case TEXTFIELD -> FieldType.TEXT;
            case TEXTAREA -> FieldType.TEXTAREA;
            case NUMBER -> FieldType.NUMBER;
            case SELECT -> FieldType.SELECT;
            case RADIO -> FieldType.RADIO;
            case CHECKBOX -> FieldType.CHECKBOX;
            case CHECKLIST -> FieldType.CHECKLIST;
            case TAGLIST -> FieldType.TAGLIST;
            case DATETIME ->
                switch (node.path("subtype").asText("")) {
                    case "date" -> FieldType.DATE;
                    case "time" -> FieldType.TIME;
                    case "datetime" -> FieldType.DATETIME;
                    default -> throw invalid(key + " has the subtype " + node.path("subtype"));
                };
            case TEXT, GROUP, SEPARATOR, SPACER -> throw new IllegalStateException(component.name());
        };
    }

    private List<FormElement> elements(JsonNode components) {
        List<FormElement> elements = new ArrayList<>();
        for (JsonNode node : components) {
            elements.add(element(node));
        }
        return elements;
    }

    private FormElement element(JsonNode node) {
        Component component = component(node);
        String where = node.path("key").asText(node.path("type").asText());
        onlyKnown(node, component.properties, where);
        String id = text(node, "id", where);
        if (id != null && !ids.add(id)) {
            throw invalid("has two components with the id " + id);
        }
        Condition hide = hide(node, where);
        return switch (component) {
            case GROUP -> {
                if (!node.path("components").isArray()) {
                    throw invalid(where + " has no components");
                }
                yield new FormElement.Group(label(node, "label", where), elements(node.path("components")), hide);
            }
            case TEXT -> new FormElement.Text(paragraphs(node, where), hide);
            case SEPARATOR -> new FormElement.Gap(true, hide);
            case SPACER -> new FormElement.Gap(false, hide);
            default -> field(component, node, where, hide);
        };
    }

    private FormField field(Component component, JsonNode node, String key, @Nullable Condition hide) {
        FieldType type = fieldType(component, node, key);
        JsonNode validate = node.path("validate");
        if (!validate.isMissingNode() && !validate.isObject()) {
            throw invalid(key + ": validate is no object");
        }
        onlyKnown(validate, component.rules, key + ": validate");
        Integer minLength = count(validate, "minLength", key);
        Integer maxLength = count(validate, "maxLength", key);
        if (maxLength != null && (maxLength == 0 || (minLength != null && minLength > maxLength))) {
            throw invalid(key + ": no text is as short as maxLength");
        }
        if (maxLength != null && maxLength > FormField.LONGEST_TEXT) {
            throw invalid(key + ": maxLength is above " + FormField.LONGEST_TEXT);
        }
        BigDecimal minimum = number(validate, "min", key);
        BigDecimal maximum = number(validate, "max", key);
        if (minimum != null && maximum != null && minimum.compareTo(maximum) > 0) {
            throw invalid(key + ": min is above max");
        }
        BigDecimal step = number(node, "increment", key);
        if (step != null && step.signum() <= 0) {
            throw invalid(key + ": increment is not above 0");
        }
        String valuesKey = text(node, "valuesKey", key);
        if (valuesKey != null && operands.containsKey(valuesKey)) {
            throw invalid(key + ": the valuesKey " + valuesKey + " is a field of the form");
        }
        List<Option> options = options(component, node, key);
        Map<String, String> properties = properties(node, key);
        FormField field = new FormField(
                key,
                type,
                fieldLabel(type, node, key),
                words(node, "description", key),
                flag(validate, "required", key),
                minLength,
                maxLength,
                pattern(validate, key),
                email(validate, key),
                minimum,
                maximum,
                count(node, "decimalDigits", key),
                step,
                flag(node, "disallowPassedDates", key),
                options,
                valuesKey,
                hide,
                node.hasNonNull("defaultValue")
                        ? defaultValue(type, node.path("defaultValue"), options, valuesKey, key)
                        : null,
                flag(node, "disabled", key) | flag(node, "readonly", key),
                words(node.path("appearance"), "prefixAdorner", key),
                words(node.path("appearance"), "suffixAdorner", key),
                properties);
        if (field.tasklistOnly() && !field.readOnly()) {
            throw invalid(key + ": only what is read-only can be shown in Tasklist alone");
        }
        return field;
    }

    private Object defaultValue(
            FieldType type, JsonNode node, List<Option> options, @Nullable String valuesKey, String key) {
        Set<String> values = new HashSet<>();
        options.forEach(option -> values.add(option.value()));
        Object value = null;
        try {
            switch (type) {
                case TEXT, TEXTAREA -> value = node.isTextual() ? node.textValue() : null;
                case NUMBER -> value = node.isNumber() ? node.decimalValue() : null;
                case CHECKBOX -> value = node.isBoolean() ? node.booleanValue() : null;
                case DATE -> value = node.isTextual() ? LocalDate.parse(node.textValue()) : null;
                case TIME -> value = node.isTextual() ? LocalTime.parse(node.textValue()) : null;
                case DATETIME -> value = node.isTextual() ? LocalDateTime.parse(node.textValue()) : null;
                case SELECT, RADIO -> {
                    if (node.isTextual() && (valuesKey != null || values.contains(node.textValue()))) {
                        value = node.textValue();
                    }
                }
                case CHECKLIST, TAGLIST -> {
                    List<String> chosen = new ArrayList<>();
                    node.forEach(each -> chosen.add(each.asText()));
                    if (node.isArray() && (valuesKey != null || values.containsAll(chosen))) {
                        value = List.copyOf(chosen);
                    }
                }
            }
        } catch (DateTimeParseException malformed) {
            value = null;
        }
        if (value == null) {
            throw invalid(key + " can't hold its defaultValue " + node);
        }
        return value;
    }

    private String fieldLabel(FieldType type, JsonNode node, String key) {
        // form-js shows a date's dateLabel and a time's timeLabel, never its label.
        return switch (type) {
            case DATE -> label(node, "dateLabel", key);
            case TIME -> {
                wallClock(node, key);
                yield label(node, "timeLabel", key);
            }
            case DATETIME -> {
                wallClock(node, key);
                label(node, "timeLabel", key);
                yield label(node, "dateLabel", key);
            }
            default -> label(node, "label", key);
        };
    }

    private void wallClock(JsonNode node, String key) {
        if (!"no_timezone".equals(text(node, "timeSerializingFormat", key))) {
            throw invalid(key + ": a time is a wall clock's, timeSerializingFormat is no_timezone");
        }
    }

    private String label(JsonNode node, String property, String where) {
        String label = words(node, property, where);
        if (label == null) {
            throw invalid(where + " has no " + property);
        }
        if (!CHINESE.matcher(label).find()) {
            throw invalid(where + " has the " + property + " " + label + ", which is not Chinese");
        }
        return label;
    }

    private List<Option> options(Component component, JsonNode node, String key) {
        if (!component.properties.contains("values")) {
            return List.of();
        }
        if (node.has("values") == node.has("valuesKey")) {
            throw invalid(key + " needs either values or valuesKey");
        }
        List<Option> options = new ArrayList<>();
        Set<String> values = new HashSet<>();
        Set<String> labels = new HashSet<>();
        for (JsonNode each : node.path("values")) {
            String value = text(each, "value", key);
            String label = words(each, "label", key);
            if (value == null || label == null) {
                throw invalid(key + " has an option without value or label");
            }
            if (!values.add(value) || !labels.add(label)) {
                throw invalid(key + " has the option " + value + " " + label + " twice");
            }
            options.add(new Option(value, label));
        }
        if (node.has("values") && options.isEmpty()) {
            throw invalid(key + " has no options");
        }
        return options;
    }

    private Map<String, String> properties(JsonNode node, String where) {
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

    private List<FormElement.Paragraph> paragraphs(JsonNode node, String where) {
        String words = words(node, "text", where);
        if (words == null) {
            throw invalid(where + " says nothing");
        }
        List<FormElement.Paragraph> paragraphs = new ArrayList<>();
        for (String line : words.split("\n")) {
            String stripped = line.strip();
            FormElement.Paragraph.Style style = FormElement.Paragraph.Style.PLAIN;
            if (stripped.matches("#{1,6} .*")) {
                style = FormElement.Paragraph.Style.HEADING;
                stripped = stripped.replaceFirst("#+ +", "");
            } else if (stripped.startsWith("- ")) {
                style = FormElement.Paragraph.Style.ITEM;
                stripped = stripped.substring(2).strip();
            }
            if (MARKUP.matcher(stripped).find()) {
                throw invalid(where + ": only headings (#) and list items (-) can be set in a text: " + stripped);
            }
            if (!stripped.isEmpty()) {
                paragraphs.add(new FormElement.Paragraph(style, stripped));
            }
        }
        return paragraphs;
    }

    private @Nullable Pattern pattern(JsonNode validate, String key) {
        String pattern = text(validate, "pattern", key);
        if (pattern == null) {
            return null;
        }
        // form-js looks for the pattern anywhere in the text; the page's attribute and the server match the whole.
        if (!pattern.startsWith("^") || !pattern.endsWith("$") || pattern.endsWith("\\$")) {
            throw invalid(key + ": the pattern " + pattern + " does not reach from ^ to $");
        }
        if (!COMMON_PATTERN.matcher(pattern).matches()
                || UNCOMMON_PATTERN.matcher(pattern).find()) {
            throw invalid(key + ": the pattern " + pattern + " means different things in a browser and on the server");
        }
        if (outsideGroups(pattern).contains("|")) {
            throw invalid(key + ": the pattern " + pattern + " has alternatives outside parentheses");
        }
        try {
            return Pattern.compile(pattern);
        } catch (PatternSyntaxException malformed) {
            throw invalid(key + ": the pattern " + pattern + " is malformed");
        }
    }

    /** The pattern without what stands in parentheses and brackets. */
    private static String outsideGroups(String pattern) {
        String rest = pattern.replaceAll("\\\\.", "").replaceAll("\\[[^]]*]", "");
        String before;
        do {
            before = rest;
            rest = rest.replaceAll("\\([^()]*\\)", "");
        } while (!rest.equals(before));
        return rest;
    }

    private boolean email(JsonNode validate, String key) {
        String type = text(validate, "validationType", key);
        if (type == null || type.isEmpty() || type.equals("custom")) {
            return false;
        }
        if (type.equals("email")) {
            return true;
        }
        throw invalid(key + ": the validationType " + type
                + " is not supported; form-js takes telephone numbers with a country's code only, use a pattern");
    }

    private @Nullable Condition hide(JsonNode node, String where) {
        JsonNode conditional = node.path("conditional");
        if (conditional.isMissingNode()) {
            return null;
        }
        onlyKnown(conditional, Set.of("hide"), where + ": conditional");
        String expression = text(conditional, "hide", where);
        if (expression == null || expression.isEmpty()) {
            return null;
        }
        try {
            return ConditionParser.parse(expression, operands);
        } catch (ConditionParser.Unusable unusable) {
            throw invalid(where + ": " + unusable.getMessage());
        }
    }

    /** How many hide conditions stand one upon the other before this field is known to be visible. */
    private int links(FormSchema schema, String key, Map<String, Integer> known) {
        Integer links = known.get(key);
        if (links != null) {
            if (links < 0) {
                throw invalid(key + " is hidden by a condition that depends on " + key);
            }
            return links;
        }
        known.put(key, -1);
        int longest = 0;
        for (Condition condition : schema.hiddenBy(key)) {
            for (String named : condition.fields()) {
                longest = Math.max(longest, 1 + links(schema, named, known));
            }
        }
        known.put(key, longest);
        return longest;
    }

    // ---- single properties

    private void onlyKnown(JsonNode node, Set<String> known, String where) {
        node.fieldNames().forEachRemaining(property -> {
            if (!known.contains(property)) {
                throw invalid(where + " has the property " + property
                        + ", which Tasklist, the page and the validator do not all support");
            }
        });
    }

    private @Nullable String text(JsonNode node, String property, String where) {
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
    private @Nullable String words(JsonNode node, String property, String where) {
        String words = text(node, property, where);
        if (words == null || words.isBlank()) {
            return null;
        }
        if (TEMPLATE.matcher(words).find()) {
            throw invalid(where + ": " + property + " is a template");
        }
        return words;
    }

    private boolean flag(JsonNode node, String property, String where) {
        JsonNode value = node.path(property);
        if (value.isMissingNode()) {
            return false;
        }
        if (!value.isBoolean()) {
            throw invalid(where + ": " + property + " is neither true nor false");
        }
        return value.booleanValue();
    }

    private @Nullable Integer count(JsonNode node, String property, String where) {
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

    private @Nullable BigDecimal number(JsonNode node, String property, String where) {
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

    private InvalidSchema invalid(String problem) {
        return new InvalidSchema(name, problem);
    }

    private static Set<String> with(Set<String> properties, String... more) {
        Set<String> all = new HashSet<>(properties);
        all.addAll(Arrays.asList(more));
        return Set.copyOf(all);
    }
}
