package minqing.platform.form;

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
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import minqing.platform.form.ConditionParser.Operand;
import org.jspecify.annotations.Nullable;

/**
 * Reads one {@code .form}. Everything is refused that Tasklist's form-js 1.8, the page and the validator do not all
 * know: a component or property one of them would ignore is a rule that does not hold.
 */
final class SchemaReader {

    private static final int SCHEMA_VERSION = 16;
    private static final int DEEPEST_GROUP = 5;

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
    private static final Pattern MARKUP = Pattern.compile("[<>\\[\\]`*_|{}\\\\~&]");

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
    private final String name;
    private final SchemaProperties read;
    private final Map<String, Operand> operands = new HashMap<>();
    private final Set<String> ids = new HashSet<>();

    private SchemaReader(String name) {
        this.name = name;
        this.read = new SchemaProperties(name);
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
            throw read.invalid("is not JSON: " + broken.getOriginalMessage());
        }
        if (root == null || !root.isObject()) {
            throw read.invalid("is not a JSON object");
        }
        String id = read.text(root, "id", "the form");
        if (id == null) {
            throw read.invalid("has no id");
        }
        if (!id.equals(name)) {
            throw read.invalid("has the id " + id + ", which is not the file's name");
        }
        JsonNode version = root.path("schemaVersion");
        if (!version.isInt() || version.intValue() != SCHEMA_VERSION) {
            throw read.invalid("has schemaVersion " + version + ", not " + SCHEMA_VERSION);
        }
        if (!"default".equals(read.text(root, "type", "the form"))) {
            throw read.invalid("is not of type default");
        }
        read.onlyKnown(root, ROOT, "the form");
        JsonNode components = root.path("components");
        if (!components.isArray()) {
            throw read.invalid("has no components");
        }
        collectOperands(components, 0);
        FormSchema schema = new FormSchema(name, elements(components), json);
        if (schema.fields().isEmpty()) {
            throw read.invalid("has no field");
        }
        HideChains.check(schema, read);
        return schema;
    }

    /** First pass: what the conditions, which may name fields further down, can refer to. */
    private void collectOperands(JsonNode components, int depth) {
        if (depth > DEEPEST_GROUP) {
            throw read.invalid("nests its groups too deeply");
        }
        for (JsonNode node : components) {
            FormComponent component = component(node);
            if (component == FormComponent.GROUP) {
                collectOperands(node.path("components"), depth + 1);
            } else if (component.isField()) {
                String key = read.text(node, "key", "a " + node.path("type").asText());
                if (key == null) {
                    throw read.invalid("has a " + node.path("type").asText() + " without key");
                }
                if (!KEY.matcher(key).matches() || RESERVED.contains(key)) {
                    throw read.invalid("has a field called " + key + ": letters and digits only, and no word of FEEL");
                }
                FieldType type = fieldType(component, node, key);
                List<Option> options = options(component, node, key);
                Set<String> values = new LinkedHashSet<>();
                options.forEach(option -> values.add(option.value()));
                if (operands.put(
                                key,
                                new Operand(type.kind(), type.hasOptions() && !node.has("valuesKey") ? values : null))
                        != null) {
                    throw read.invalid("has two fields called " + key);
                }
            }
        }
    }

    private FormComponent component(JsonNode node) {
        if (!node.isObject()) {
            throw read.invalid("has a component that is no object");
        }
        String type = node.path("type").asText("");
        return FormComponent.of(type)
                .orElseThrow(() -> read.invalid("has a component of type " + node.path("type")
                        + ", which Tasklist, the page and the validator do not all support"));
    }

    private FieldType fieldType(FormComponent component, JsonNode node, String key) {
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
                    default -> throw read.invalid(key + " has the subtype " + node.path("subtype"));
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
        FormComponent component = component(node);
        String where = node.path("key").asText(node.path("type").asText());
        read.onlyKnown(node, component.properties(), where);
        String id = read.text(node, "id", where);
        if (id != null && !ids.add(id)) {
            throw read.invalid("has two components with the id " + id);
        }
        Condition hide = hide(node, where);
        return switch (component) {
            case GROUP -> {
                if (!node.path("components").isArray()) {
                    throw read.invalid(where + " has no components");
                }
                yield new FormElement.Group(read.label(node, "label", where), elements(node.path("components")), hide);
            }
            case TEXT -> new FormElement.Text(paragraphs(node, where), hide);
            case SEPARATOR -> new FormElement.Gap(true, hide);
            case SPACER -> new FormElement.Gap(false, hide);
            default -> field(component, node, where, hide);
        };
    }

    private FormField field(FormComponent component, JsonNode node, String key, @Nullable Condition hide) {
        FieldType type = fieldType(component, node, key);
        JsonNode validate = node.path("validate");
        if (!validate.isMissingNode() && !validate.isObject()) {
            throw read.invalid(key + ": validate is no object");
        }
        read.onlyKnown(validate, component.rules(), key + ": validate");
        Integer minLength = read.count(validate, "minLength", key);
        Integer maxLength = read.count(validate, "maxLength", key);
        if (maxLength != null && (maxLength == 0 || (minLength != null && minLength > maxLength))) {
            throw read.invalid(key + ": no text is as short as maxLength");
        }
        if (maxLength != null && maxLength > FormField.LONGEST_TEXT) {
            throw read.invalid(key + ": maxLength is above " + FormField.LONGEST_TEXT);
        }
        BigDecimal minimum = read.number(validate, "min", key);
        BigDecimal maximum = read.number(validate, "max", key);
        if (minimum != null && maximum != null && minimum.compareTo(maximum) > 0) {
            throw read.invalid(key + ": min is above max");
        }
        BigDecimal step = read.number(node, "increment", key);
        if (step != null && step.signum() <= 0) {
            throw read.invalid(key + ": increment is not above 0");
        }
        String valuesKey = read.text(node, "valuesKey", key);
        if (valuesKey != null && operands.containsKey(valuesKey)) {
            throw read.invalid(key + ": the valuesKey " + valuesKey + " is a field of the form");
        }
        List<Option> options = options(component, node, key);
        Map<String, String> properties = read.extras(node, key);
        FormField field = new FormField(
                key,
                type,
                fieldLabel(type, node, key),
                read.words(node, "description", key),
                read.flag(validate, "required", key),
                minLength,
                maxLength,
                pattern(validate, key),
                email(validate, key),
                minimum,
                maximum,
                read.count(node, "decimalDigits", key),
                step,
                read.flag(node, "disallowPassedDates", key),
                options,
                valuesKey,
                hide,
                node.hasNonNull("defaultValue")
                        ? defaultValue(type, node.path("defaultValue"), options, valuesKey, key)
                        : null,
                read.flag(node, "disabled", key) | read.flag(node, "readonly", key),
                read.words(node.path("appearance"), "prefixAdorner", key),
                read.words(node.path("appearance"), "suffixAdorner", key),
                properties);
        properties.forEach((property, words) -> {
            if (property.startsWith(FormField.CONFIRM)
                    && options.stream()
                            .noneMatch(
                                    option -> option.value().equals(property.substring(FormField.CONFIRM.length())))) {
                throw read.invalid(key + " has no option to be confirmed by " + property);
            }
        });
        if (field.tasklistOnly() && !field.readOnly()) {
            throw read.invalid(key + ": only what is read-only can be shown in Tasklist alone");
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
            throw read.invalid(key + " can't hold its defaultValue " + node);
        }
        return value;
    }

    private String fieldLabel(FieldType type, JsonNode node, String key) {
        // form-js shows a date's dateLabel and a time's timeLabel, never its label.
        return switch (type) {
            case DATE -> read.label(node, "dateLabel", key);
            case TIME -> {
                wallClock(node, key);
                yield read.label(node, "timeLabel", key);
            }
            case DATETIME -> {
                wallClock(node, key);
                read.label(node, "timeLabel", key);
                yield read.label(node, "dateLabel", key);
            }
            default -> read.label(node, "label", key);
        };
    }

    private void wallClock(JsonNode node, String key) {
        if (!"no_timezone".equals(read.text(node, "timeSerializingFormat", key))) {
            throw read.invalid(key + ": a time is a wall clock's, timeSerializingFormat is no_timezone");
        }
    }

    private List<Option> options(FormComponent component, JsonNode node, String key) {
        if (!component.hasOptions()) {
            return List.of();
        }
        if (node.has("values") == node.has("valuesKey")) {
            throw read.invalid(key + " needs either values or valuesKey");
        }
        List<Option> options = new ArrayList<>();
        Set<String> values = new HashSet<>();
        Set<String> labels = new HashSet<>();
        for (JsonNode each : node.path("values")) {
            String value = read.text(each, "value", key);
            String label = read.words(each, "label", key);
            if (value == null || label == null) {
                throw read.invalid(key + " has an option without value or label");
            }
            if (!values.add(value) || !labels.add(label)) {
                throw read.invalid(key + " has the option " + value + " " + label + " twice");
            }
            options.add(new Option(value, label));
        }
        if (node.has("values") && options.isEmpty()) {
            throw read.invalid(key + " has no options");
        }
        return options;
    }

    private List<FormElement.Paragraph> paragraphs(JsonNode node, String where) {
        String words = read.words(node, "text", where);
        if (words == null) {
            throw read.invalid(where + " says nothing");
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
                throw read.invalid(where + ": only headings (#) and list items (-) can be set in a text: " + stripped);
            }
            if (!stripped.isEmpty()) {
                paragraphs.add(new FormElement.Paragraph(style, stripped));
            }
        }
        return paragraphs;
    }

    private @Nullable Pattern pattern(JsonNode validate, String key) {
        String pattern = read.text(validate, "pattern", key);
        return pattern == null ? null : CommonPattern.of(read, key, pattern);
    }

    private boolean email(JsonNode validate, String key) {
        String type = read.text(validate, "validationType", key);
        if (type == null || type.isEmpty() || type.equals("custom")) {
            return false;
        }
        if (type.equals("email")) {
            return true;
        }
        throw read.invalid(key + ": the validationType " + type
                + " is not supported; form-js takes telephone numbers with a country's code only, use a pattern");
    }

    private @Nullable Condition hide(JsonNode node, String where) {
        JsonNode conditional = node.path("conditional");
        if (conditional.isMissingNode()) {
            return null;
        }
        read.onlyKnown(conditional, Set.of("hide"), where + ": conditional");
        String expression = read.text(conditional, "hide", where);
        if (expression == null || expression.isEmpty()) {
            return null;
        }
        try {
            return ConditionParser.parse(expression, operands);
        } catch (ConditionParser.Unusable unusable) {
            throw read.invalid(where + ": " + unusable.getMessage());
        }
    }
}
