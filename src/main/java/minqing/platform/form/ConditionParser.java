package minqing.platform.form;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import minqing.platform.form.Condition.Expression;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@link Condition}s. What is outside the subset, names an unknown field or compares a field with something it can
 * never hold is refused, with words for the developer of the form.
 */
final class ConditionParser {

    /**
     * What a condition may know of a field.
     *
     * @param options the values of a choice with static options; null: any text
     */
    record Operand(FieldType.Kind kind, @Nullable Set<String> options) {}

    /** The condition can't be used; the message says why. */
    static final class Unusable extends Exception {

        private static final long serialVersionUID = 1L;

        Unusable(String message) {
            super(message);
        }
    }

    private static final Pattern TOKEN = Pattern.compile(
            "\\s*(?:(\"(?:[^\"\\\\\\p{Cntrl}]|\\\\[\"\\\\])*\")|(-?[0-9]+(?:\\.[0-9]+)?)(?![\\w.])|(list\\s+contains\\b|[A-Za-z]\\w*)"
                    + "|(!=|<=|>=|[=<>(),\\[\\]]))");
    private static final Object NULL = new Object();
    private static final int DEEPEST = 20;

    private final String source;
    private final Map<String, Operand> operands;
    private final List<Token> tokens = new ArrayList<>();
    private int position;
    private int depth;

    private ConditionParser(String source, Map<String, Operand> operands) {
        this.source = source;
        this.operands = operands;
    }

    /**
     * @param source the expression with its leading {@code =}
     * @param operands the form's fields by key
     */
    static Condition parse(String source, Map<String, Operand> operands) throws Unusable {
        return new ConditionParser(source, operands).whole();
    }

    private enum Sort {
        TEXT,
        NUMBER,
        WORD,
        SIGN,
        END
    }

    private record Token(Sort sort, String text) {
        boolean is(String sign) {
            return (sort == Sort.WORD || sort == Sort.SIGN) && text.equals(sign);
        }
    }

    private Condition whole() throws Unusable {
        if (!source.startsWith("=")) {
            throw unusable("begins without =");
        }
        tokenize();
        Expression expression = either();
        if (next().sort() != Sort.END) {
            throw unusable("is outside the FEEL subset");
        }
        return new Condition(expression);
    }

    private void tokenize() throws Unusable {
        Matcher matcher = TOKEN.matcher(source);
        int at = 1;
        while (!source.substring(at).isBlank()) {
            matcher.region(at, source.length());
            if (!matcher.lookingAt()) {
                throw unusable(
                        "is outside the FEEL subset at " + source.substring(at).strip());
            }
            if (matcher.group(1) != null) {
                String quoted = matcher.group(1);
                tokens.add(new Token(
                        Sort.TEXT, quoted.substring(1, quoted.length() - 1).replaceAll("\\\\([\"\\\\])", "$1")));
            } else if (matcher.group(2) != null) {
                tokens.add(new Token(Sort.NUMBER, matcher.group(2)));
            } else if (matcher.group(3) != null) {
                tokens.add(new Token(Sort.WORD, matcher.group(3).replaceAll("\\s+", " ")));
            } else {
                tokens.add(new Token(Sort.SIGN, matcher.group(4)));
            }
            at = matcher.end();
        }
        tokens.add(new Token(Sort.END, "the end"));
    }

    private Token peek() {
        return tokens.get(position);
    }

    private Token next() {
        Token token = tokens.get(position);
        if (position < tokens.size() - 1) {
            position++;
        }
        return token;
    }

    private boolean accept(String sign) {
        if (peek().is(sign)) {
            next();
            return true;
        }
        return false;
    }

    private void expect(String sign) throws Unusable {
        if (!accept(sign)) {
            throw unusable("has " + peek().text() + " where " + sign + " belongs");
        }
    }

    private Expression either() throws Unusable {
        if (++depth > DEEPEST) {
            throw unusable("is nested too deeply");
        }
        List<Expression> parts = new ArrayList<>();
        do {
            parts.add(all());
        } while (accept("or"));
        depth--;
        return parts.size() == 1 ? parts.get(0) : new Condition.Junction(false, List.copyOf(parts));
    }

    private Expression all() throws Unusable {
        List<Expression> parts = new ArrayList<>();
        do {
            parts.add(single());
        } while (accept("and"));
        return parts.size() == 1 ? parts.get(0) : new Condition.Junction(true, List.copyOf(parts));
    }

    private Expression single() throws Unusable {
        if (accept("(")) {
            Expression inner = either();
            expect(")");
            return inner;
        }
        if (accept("not")) {
            expect("(");
            Expression inner = either();
            expect(")");
            return new Condition.Not(inner);
        }
        if (accept("list contains")) {
            return contains();
        }
        Object literal = literal();
        if (literal != null) {
            String operator = next().text();
            return compare(
                    field(),
                    switch (operator) {
                        case "<" -> ">";
                        case "<=" -> ">=";
                        case ">" -> "<";
                        case ">=" -> "<=";
                        default -> operator;
                    },
                    literal);
        }
        String field = field();
        if (accept("in")) {
            return membership(field);
        }
        if (peek().sort() == Sort.SIGN
                && Set.of("=", "!=", "<", "<=", ">", ">=").contains(peek().text())) {
            String operator = next().text();
            Object right = literal();
            if (right == null) {
                throw unusable("compares " + field + " with something other than a literal");
            }
            return compare(field, operator, right);
        }
        if (operand(field).kind() != FieldType.Kind.FLAG) {
            throw unusable("uses " + field + " as true or false, but it is no checkbox");
        }
        return new Condition.Flag(field);
    }

    private Expression contains() throws Unusable {
        expect("(");
        Expression contains;
        if (peek().is("[")) {
            List<Object> literals = list("[", "]");
            expect(",");
            contains = among(field(), literals);
        } else {
            String field = field();
            Operand operand = operand(field);
            if (operand.kind() != FieldType.Kind.CHOICES) {
                throw unusable("looks into " + field + ", which is no list");
            }
            expect(",");
            Object literal = literal();
            if (!(literal instanceof String text)) {
                throw unusable("looks in " + field + " for something other than a text");
            }
            known(field, operand, text);
            contains = new Condition.Contains(field, text);
        }
        expect(")");
        return contains;
    }

    private Expression membership(String field) throws Unusable {
        return among(field, peek().is("[") ? list("[", "]") : list("(", ")"));
    }

    private List<Object> list(String open, String close) throws Unusable {
        expect(open);
        List<Object> literals = new ArrayList<>();
        do {
            Object literal = literal();
            if (literal == null || literal == NULL) {
                throw unusable("has " + peek().text() + " in a list of literals");
            }
            literals.add(literal);
        } while (accept(","));
        expect(close);
        return List.copyOf(literals);
    }

    private Expression among(String field, List<Object> literals) throws Unusable {
        for (Object literal : literals) {
            comparable(field, literal);
        }
        return new Condition.Membership(field, literals);
    }

    private Expression compare(String field, String operator, Object literal) throws Unusable {
        comparable(field, literal);
        if (operator.equals("=") || operator.equals("!=")) {
            return new Condition.Equality(field, literal == NULL ? null : literal, operator.equals("!="));
        }
        if (literal instanceof BigDecimal number && Set.of("<", "<=", ">", ">=").contains(operator)) {
            return new Condition.Order(field, operator, number);
        }
        throw unusable("compares " + field + " by " + operator);
    }

    private void comparable(String field, Object literal) throws Unusable {
        Operand operand = operand(field);
        boolean possible = switch (operand.kind()) {
            case TEXT -> literal instanceof String;
            case CHOICE -> literal instanceof String || literal == NULL;
            case NUMBER -> literal instanceof BigDecimal || literal == NULL;
            case FLAG -> literal instanceof Boolean;
            case MOMENT -> literal == NULL;
            case CHOICES -> false;
        };
        if (!possible) {
            throw unusable("compares " + field + " with what such a field never holds"
                    + (literal == NULL ? " (an empty text is \"\", an unticked checkbox false)" : ""));
        }
        if (literal instanceof String text) {
            known(field, operand, text);
        }
    }

    private void known(String field, Operand operand, String text) throws Unusable {
        if (operand.options() != null && !operand.options().contains(text)) {
            throw unusable("compares " + field + " with \"" + text + "\", which is none of its options");
        }
    }

    private Operand operand(String field) throws Unusable {
        Operand operand = operands.get(field);
        if (operand == null) {
            throw unusable("names " + field + ", which is no field of the form");
        }
        return operand;
    }

    private String field() throws Unusable {
        Token token = next();
        if (token.sort() != Sort.WORD) {
            throw unusable("has " + token.text() + " where a field's key belongs");
        }
        operand(token.text());
        return token.text();
    }

    /** A text, number, true, false or {@link #NULL}; null if no literal comes next. */
    private @Nullable Object literal() {
        Token token = peek();
        Object literal = switch (token.sort()) {
            case TEXT -> token.text();
            case NUMBER -> new BigDecimal(token.text());
            case WORD ->
                switch (token.text()) {
                    case "true" -> true;
                    case "false" -> false;
                    case "null" -> NULL;
                    default -> null;
                };
            default -> null;
        };
        if (literal != null) {
            next();
        }
        return literal;
    }

    private Unusable unusable(String problem) {
        return new Unusable("the condition " + source + " " + problem);
    }
}
