package minqing.platform.form;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import minqing.platform.fault.Fault;
import minqing.platform.fault.FieldFault;
import minqing.platform.fault.InvalidInput;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/** Makes the {@link FormView} of a form, untouched or as it came back with faults. */
@Component
public class FormViews {

    private static final JsonMapper JSON = new JsonMapper();
    private static final DateTimeFormatter MINUTES = DateTimeFormatter.ofPattern("HH:mm");
    private static final DateTimeFormatter DAY_AND_MINUTES = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm");
    private static final int LONG_TEXT = 500;

    private final FormOptions options;
    private final FormPrefill prefill;
    private final MessageSource messages;
    private final Clock clock;

    public FormViews(FormOptions options, FormPrefill prefill, MessageSource messages, Clock clock) {
        this.options = options;
        this.prefill = prefill;
        this.messages = messages;
        this.clock = clock;
    }

    /** The untouched form: what is known already, else the schema's default values. */
    public FormView untouched(FormSchema schema, FormContext context) {
        return new Maker(schema, context, null, List.of()).view();
    }

    /**
     * The form as it was submitted, with what is wrong.
     *
     * @param submitted what was given to the validator
     * @param fault faults of fields stand at their fields, any other stands above the form
     */
    public FormView again(FormSchema schema, FormContext context, Map<String, ?> submitted, Fault fault) {
        List<? extends MessageSourceResolvable> faults =
                fault instanceof InvalidInput invalid ? invalid.faults() : List.of(fault);
        return new Maker(schema, context, submitted, faults).view();
    }

    /** The form as it was filled in, of which nothing was done yet. */
    public FormView again(FormSchema schema, FormContext context, Map<String, ?> submitted) {
        return new Maker(schema, context, submitted, List.of()).view();
    }

    private static String json(@Nullable Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Makes one view. */
    private final class Maker {

        private final FormSchema schema;
        private final FormContext context;
        private final @Nullable Map<String, ?> submitted;
        private final Map<String, Object> known;
        private final List<? extends MessageSourceResolvable> faults;
        private final Map<String, String> errors = new HashMap<>();
        private final Map<String, String> targets = new HashMap<>();
        private final Set<String> named;

        private Maker(
                FormSchema schema,
                FormContext context,
                @Nullable Map<String, ?> submitted,
                List<? extends MessageSourceResolvable> faults) {
            this.schema = schema;
            this.context = context;
            this.submitted = submitted;
            this.known = prefill.values(context);
            this.faults = faults;
            this.named = schema.fields().stream()
                    .flatMap(field -> schema.hiddenBy(field.key()).stream())
                    .flatMap(condition -> condition.fields().stream())
                    .collect(Collectors.toSet());
            for (MessageSourceResolvable fault : faults) {
                if (fault instanceof FieldFault of) {
                    errors.merge(of.field(), message(of), (first, second) -> first + "；" + second);
                }
            }
        }

        private FormView view() {
            List<FormView.Item> items = items(schema.elements());
            List<FormView.Problem> problems = faults.stream()
                    .map(fault -> new FormView.Problem(
                            message(fault), fault instanceof FieldFault of ? targets.get(of.field()) : null))
                    .toList();
            return new FormView(schema.id(), items, problems);
        }

        private String message(MessageSourceResolvable resolvable) {
            return messages.getMessage(resolvable, LocaleContextHolder.getLocale());
        }

        private String message(String key, Object... arguments) {
            return messages.getMessage(key, arguments, LocaleContextHolder.getLocale());
        }

        private List<FormView.Item> items(List<FormElement> elements) {
            return elements.stream()
                    .filter(element -> !(element instanceof FormField field && field.tasklistOnly()))
                    .map(this::item)
                    .toList();
        }

        private FormView.Item item(FormElement element) {
            Condition condition = element.hide();
            String hide = condition == null ? null : json(condition.tree());
            if (element instanceof FormElement.Group group) {
                return new FormView.Item(
                        FormView.Look.GROUP, hide, items(group.elements()), List.of(), group.label(), null);
            }
            if (element instanceof FormElement.Text text) {
                return new FormView.Item(FormView.Look.TEXT, hide, List.of(), text.paragraphs(), null, null);
            }
            if (element instanceof FormElement.Gap gap) {
                FormView.Look look = gap.line() ? FormView.Look.LINE : FormView.Look.GAP;
                return new FormView.Item(look, hide, List.of(), List.of(), null, null);
            }
            FormField field = (FormField) element;
            return new FormView.Item(look(field), hide, List.of(), List.of(), field.label(), input(field));
        }

        private FormView.Look look(FormField field) {
            if (field.readOnly()) {
                return FormView.Look.WORDS;
            }
            return switch (field.type()) {
                case TEXT, NUMBER, DATE, TIME, DATETIME -> FormView.Look.INPUT;
                case TEXTAREA -> FormView.Look.TEXTAREA;
                case SELECT -> FormView.Look.SELECT;
                case RADIO -> FormView.Look.RADIOS;
                case CHECKLIST, TAGLIST -> FormView.Look.CHECKS;
                case CHECKBOX -> FormView.Look.CHECKBOX;
            };
        }

        private FormView.Input input(FormField field) {
            Object value = value(field);
            // With the form in front: a page may show several forms.
            String id = schema.id() + "-" + field.key();
            List<FormView.Choice> choices = choices(field, id, value);
            boolean severalInputs = field.type() == FieldType.RADIO
                    || field.type() == FieldType.CHECKLIST
                    || field.type() == FieldType.TAGLIST;
            targets.put(
                    field.key(),
                    severalInputs && !choices.isEmpty() ? choices.get(0).id() : id);
            String error = field.readOnly() ? null : errors.get(field.key());
            String limit = limit(field);
            String onlyWhen = onlyWhen(field);
            String describedBy = Stream.of(
                            field.description() == null && limit == null && onlyWhen == null
                                    ? null
                                    : id + "-description",
                            error == null ? null : id + "-error")
                    .filter(Objects::nonNull)
                    .collect(Collectors.joining(" "));
            boolean conditional = !schema.hiddenBy(field.key()).isEmpty();
            return new FormView.Input(
                    field.key(),
                    id,
                    field.type().kind().name().toLowerCase(Locale.ROOT),
                    field.readOnly() && named.contains(field.key()) ? json(operand(field, value)) : null,
                    field.readOnly() ? words(field, value, choices) : text(field, value),
                    ticked(value),
                    choices,
                    options.suggestions(field, context),
                    field.description(),
                    limit,
                    onlyWhen,
                    error,
                    describedBy.isEmpty() ? null : describedBy,
                    field.required() && !field.readOnly(),
                    conditional,
                    type(field),
                    inputMode(field),
                    field.properties().getOrDefault("autocomplete", "off"),
                    least(field),
                    greatest(field),
                    field.longest() > LONG_TEXT ? 6 : 3,
                    field.prefix(),
                    field.suffix(),
                    field.personal(),
                    field.secretWhen());
        }

        /** What the field shows: what was entered, else what is known, else the default. */
        private @Nullable Object value(FormField field) {
            if (submitted != null && !field.readOnly()) {
                return submitted.get(field.key());
            }
            Object value = known.get(field.key());
            if (value != null) {
                return value;
            }
            return field.defaultValue() == null ? options.only(field, context).orElse(null) : field.defaultValue();
        }

        private List<FormView.Choice> choices(FormField field, String id, @Nullable Object value) {
            Set<String> chosen = chosen(value);
            List<FormView.Choice> choices = new ArrayList<>();
            for (Option option : options.options(field, context)) {
                choices.add(new FormView.Choice(
                        id + "-" + choices.size(), option.value(), option.label(), chosen.contains(option.value())));
            }
            return choices;
        }

        private Set<String> chosen(@Nullable Object value) {
            Collection<?> given;
            if (value instanceof Collection<?> several) {
                given = several;
            } else if (value instanceof Object[] several) {
                given = Arrays.asList(several);
            } else {
                given = value == null ? List.of() : List.of(value);
            }
            Set<String> chosen = new HashSet<>();
            given.forEach(each -> {
                if (each instanceof String text) {
                    chosen.add(text);
                }
            });
            return chosen;
        }

        private boolean ticked(@Nullable Object value) {
            return Boolean.TRUE.equals(value) || "on".equals(value) || "true".equals(value);
        }

        private String text(FormField field, @Nullable Object value) {
            if (value instanceof LocalTime time) {
                return time.format(MINUTES);
            }
            if (value instanceof LocalDateTime moment) {
                return moment.format(DAY_AND_MINUTES);
            }
            if (value instanceof BigDecimal number) {
                // Spelt out, a number of absurd size fills the memory.
                return FieldReader.absurd(number) ? "" : number.toPlainString();
            }
            boolean plain = value instanceof String || value instanceof Number || value instanceof LocalDate;
            return plain && !field.type().hasOptions() ? String.valueOf(value) : "";
        }

        /** A read-only value for the eye. */
        private String words(FormField field, @Nullable Object value, List<FormView.Choice> choices) {
            if (field.type().hasOptions()) {
                return choices.stream()
                        .filter(FormView.Choice::selected)
                        .map(FormView.Choice::label)
                        .collect(Collectors.joining("、"));
            }
            if (field.type() == FieldType.CHECKBOX) {
                return message(ticked(value) ? "form.yes" : "form.no");
            }
            if (value instanceof LocalDate date) {
                return date.format(DateTimeFormatter.ofPattern(message("form.date-pattern")));
            }
            if (value instanceof LocalDateTime moment) {
                return moment.format(DateTimeFormatter.ofPattern(message("form.moment-pattern")));
            }
            return text(field, value);
        }

        private @Nullable Object operand(FormField field, @Nullable Object value) {
            Object operand = FormValidator.operand(field, value);
            return field.type().kind() == FieldType.Kind.MOMENT && operand != null ? operand.toString() : operand;
        }

        private @Nullable String limit(FormField field) {
            return field.maxLength() == null || field.readOnly()
                    ? null
                    : message("form.at-most", Integer.toString(field.longest()));
        }

        /** When a field applies, in words: which options of the one field its condition names leave it visible. */
        private @Nullable String onlyWhen(FormField field) {
            Condition condition = field.hide();
            if (condition == null || field.readOnly()) {
                return null;
            }
            Set<String> keys = condition.fields();
            if (keys.size() == 1) {
                FormField decisive = schema.field(keys.iterator().next()).orElseThrow();
                if (decisive.type() == FieldType.CHECKBOX) {
                    return message(
                            condition.holds(key -> true) ? "form.only-unticked" : "form.only-ticked", decisive.label());
                }
                if (decisive.type().kind() == FieldType.Kind.CHOICE) {
                    String showing = options.options(decisive, context).stream()
                            .filter(option -> !condition.holds(key -> option.value()))
                            .map(option -> message("form.quoted", option.label()))
                            .collect(Collectors.joining(message("form.or")));
                    if (!showing.isEmpty()) {
                        return message("form.only-when", decisive.label(), showing);
                    }
                }
            }
            return message("form.only-sometimes");
        }

        private @Nullable String type(FormField field) {
            return switch (field.type()) {
                case DATE -> "date";
                case TIME -> "time";
                case DATETIME -> "datetime-local";
                case TEXT -> {
                    if (field.email()) {
                        yield "email";
                    }
                    yield "tel".equals(field.properties().get("inputmode")) ? "tel" : "text";
                }
                // A browser hands over nothing at all for what is no number in a number's input, and it would be lost.
                case NUMBER -> "text";
                default -> null;
            };
        }

        private @Nullable String inputMode(FormField field) {
            if (field.type() == FieldType.NUMBER) {
                boolean negative = field.minimum() == null || field.minimum().signum() < 0;
                if (negative) {
                    return null;
                }
                return Integer.valueOf(0).equals(field.decimalDigits()) ? "numeric" : "decimal";
            }
            if (field.email()) {
                return "email";
            }
            return field.type() == FieldType.TEXT ? field.properties().get("inputmode") : null;
        }

        private @Nullable String least(FormField field) {
            if (field.type() == FieldType.DATE && field.notPast()) {
                return LocalDate.now(clock).toString();
            }
            if (field.type() == FieldType.DATETIME && field.notPast()) {
                return LocalDate.now(clock) + "T00:00";
            }
            return null;
        }

        private @Nullable String greatest(FormField field) {
            // Keeps a browser from taking a year of six digits.
            return switch (field.type()) {
                case DATE -> FieldReader.LATEST.toString();
                case DATETIME -> FieldReader.LATEST + "T23:59";
                default -> null;
            };
        }
    }
}
