package minqing.platform.form;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A {@code conditional.hide} expression of the FEEL subset that Tasklist, the page's script and the server all answer
 * alike: comparisons of a field with a literal ({@code =}, {@code !=}, and for numbers {@code < <= > >=}), {@code in},
 * {@code list contains}, a checkbox by its name, {@code and}, {@code or}, {@code not(…)} and parentheses.
 *
 * <p>Logic has three values, as FEEL's: an order comparison or {@code list contains} with a field that holds nothing is
 * neither true nor false, and a field is hidden only by what is true.
 */
public final class Condition {

    private final Expression expression;

    Condition(Expression expression) {
        this.expression = expression;
    }

    /** The fields it names. */
    Set<String> fields() {
        Set<String> fields = new LinkedHashSet<>();
        expression.collectFields(fields);
        return fields;
    }

    /**
     * Whether it is true.
     *
     * @param values what a field holds, by key: String, BigDecimal, Boolean, a collection of String, or null
     */
    boolean holds(Function<String, @Nullable Object> values) {
        return Boolean.TRUE.equals(expression.evaluate(values));
    }

    /** The expression as nested arrays for the page's script: {@code ["and",["=","a","x"],["not",["field","b"]]]}. */
    public List<@Nullable Object> tree() {
        return expression.tree();
    }

    @Override
    public String toString() {
        return tree().toString();
    }

    /** A part of the expression; evaluates to true, false or null. */
    sealed interface Expression {

        @Nullable
        Boolean evaluate(Function<String, @Nullable Object> values);

        void collectFields(Set<String> fields);

        List<@Nullable Object> tree();
    }

    private static List<@Nullable Object> node(@Nullable Object... parts) {
        return Arrays.asList(parts);
    }

    private static boolean same(@Nullable Object value, @Nullable Object literal) {
        if (value instanceof BigDecimal left && literal instanceof BigDecimal right) {
            return left.compareTo(right) == 0;
        }
        return value == null ? literal == null : value.equals(literal);
    }

    record Equality(String field, @Nullable Object literal, boolean negated) implements Expression {

        @Override
        public Boolean evaluate(Function<String, @Nullable Object> values) {
            return same(values.apply(field), literal) != negated;
        }

        @Override
        public void collectFields(Set<String> fields) {
            fields.add(field);
        }

        @Override
        public List<@Nullable Object> tree() {
            return node(negated ? "!=" : "=", field, literal);
        }
    }

    record Order(String field, String operator, BigDecimal literal) implements Expression {

        @Override
        public @Nullable Boolean evaluate(Function<String, @Nullable Object> values) {
            if (!(values.apply(field) instanceof BigDecimal value)) {
                return null;
            }
            int comparison = value.compareTo(literal);
            return switch (operator) {
                case "<" -> comparison < 0;
                case "<=" -> comparison <= 0;
                case ">" -> comparison > 0;
                case ">=" -> comparison >= 0;
                default -> throw new IllegalStateException(operator);
            };
        }

        @Override
        public void collectFields(Set<String> fields) {
            fields.add(field);
        }

        @Override
        public List<@Nullable Object> tree() {
            return node(operator, field, literal);
        }
    }

    record Membership(String field, List<Object> literals) implements Expression {

        @Override
        public Boolean evaluate(Function<String, @Nullable Object> values) {
            Object value = values.apply(field);
            return literals.stream().anyMatch(literal -> same(value, literal));
        }

        @Override
        public void collectFields(Set<String> fields) {
            fields.add(field);
        }

        @Override
        public List<@Nullable Object> tree() {
            return node("in", field, literals);
        }
    }

    record Contains(String field, String literal) implements Expression {

        @Override
        public @Nullable Boolean evaluate(Function<String, @Nullable Object> values) {
            return values.apply(field) instanceof Collection<?> chosen ? chosen.contains(literal) : null;
        }

        @Override
        public void collectFields(Set<String> fields) {
            fields.add(field);
        }

        @Override
        public List<@Nullable Object> tree() {
            return node("contains", field, literal);
        }
    }

    record Flag(String field) implements Expression {

        @Override
        public @Nullable Boolean evaluate(Function<String, @Nullable Object> values) {
            return values.apply(field) instanceof Boolean ticked ? ticked : null;
        }

        @Override
        public void collectFields(Set<String> fields) {
            fields.add(field);
        }

        @Override
        public List<@Nullable Object> tree() {
            return node("field", field);
        }
    }

    record Not(Expression inner) implements Expression {

        @Override
        public @Nullable Boolean evaluate(Function<String, @Nullable Object> values) {
            Boolean value = inner.evaluate(values);
            return value == null ? null : !value;
        }

        @Override
        public void collectFields(Set<String> fields) {
            inner.collectFields(fields);
        }

        @Override
        public List<@Nullable Object> tree() {
            return node("not", inner.tree());
        }
    }

    /** {@code and} or {@code or}: the one is decided by a false, the other by a true part. */
    record Junction(boolean and, List<Expression> parts) implements Expression {

        @Override
        public @Nullable Boolean evaluate(Function<String, @Nullable Object> values) {
            boolean unknown = false;
            for (Expression part : parts) {
                Boolean value = part.evaluate(values);
                if (value == null) {
                    unknown = true;
                } else if (value != and) {
                    return !and;
                }
            }
            return unknown ? null : and;
        }

        @Override
        public void collectFields(Set<String> fields) {
            parts.forEach(part -> part.collectFields(fields));
        }

        @Override
        public List<@Nullable Object> tree() {
            List<@Nullable Object> tree = new ArrayList<>();
            tree.add(and ? "and" : "or");
            parts.forEach(part -> tree.add(part.tree()));
            return tree;
        }
    }
}
