package minqing.activity.problem;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a person handed in with a form, after the form's own rules were checked; keys are the fields of the form. */
record SubmittedForm(Map<String, ? extends @Nullable Object> values) {

    String outcome() {
        return required("outcome");
    }

    boolean is(String outcome) {
        return outcome.equals(values.get("outcome"));
    }

    /** A field that the form makes compulsory. */
    String required(String key) {
        return text(key).orElseThrow(() -> new IllegalStateException("the form let " + key + " pass empty"));
    }

    Optional<String> text(String key) {
        return Optional.ofNullable(values.get(key)).map(Object::toString).filter(text -> !text.isBlank());
    }

    @Nullable
    String textOrNull(String key) {
        return text(key).orElse(null);
    }

    /** Why it was refused or returned, or the optional opinion with which it was agreed to; a form asks for one of them. */
    @Nullable
    String reasonOrOpinion() {
        return text("reason").or(() -> text("opinion")).orElse(null);
    }

    List<String> texts(String key) {
        return values.get(key) instanceof Collection<?> several
                ? several.stream().map(Object::toString).distinct().toList()
                : List.of();
    }

    Optional<LocalDate> date(String key) {
        Object value = values.get(key);
        return value instanceof LocalDate date ? Optional.of(date) : text(key).map(LocalDate::parse);
    }

    boolean yes(String key) {
        return Boolean.TRUE.equals(values.get(key));
    }

    Optional<Integer> whole(String key) {
        return values.get(key) instanceof Number number
                ? Optional.of(new BigDecimal(number.toString()).intValueExact())
                : Optional.empty();
    }
}
