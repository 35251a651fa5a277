package minqing.worlds;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import minqing.testing.Routes.Route;

/**
 * The same question to both worlds.
 *
 * @param one its address in the world with accusations, {@code other} in the world without
 * @param body what is sent to both, except for {@code named}
 * @param named what is another thing there: an answer may repeat what was asked for
 */
record Question(Route route, String one, String other, String body, String accept, List<Value> named) {

    /**
     * What a variable or a parameter is filled with.
     *
     * @param one in the world with accusations
     * @param other in the world without: the same thing, or one that never was
     */
    record Value(String one, String other) {

        static Value the(String text) {
            return new Value(text, text);
        }

        static List<Value> same(String... texts) {
            return List.of(texts).stream().map(Value::the).toList();
        }

        boolean differs() {
            return !one.equals(other);
        }
    }

    static Question of(Route route, String accept) {
        return new Question(route, route.pattern(), route.pattern(), "", accept, List.of());
    }

    /** With a variable filled. */
    Question filled(String variable, Value value, UnaryOperator<String> written) {
        return new Question(
                route,
                one.replace(variable, written.apply(value.one())),
                other.replace(variable, written.apply(value.other())),
                body,
                accept,
                named(value));
    }

    /** With something more in the query. */
    Question asked(String parameter, Value value, UnaryOperator<String> written) {
        String before = (one.contains("?") ? "&" : "?") + parameter + "=";
        return new Question(
                route,
                one + before + written.apply(value.one()),
                other + before + written.apply(value.other()),
                body,
                accept,
                named(value));
    }

    /** With a body, in which the first value named may stand. */
    Question sent(String text) {
        return new Question(route, one, other, text, accept, named);
    }

    Question named(List<Value> more) {
        return new Question(route, one, other, body, accept, more);
    }

    Question accepting(String type) {
        return new Question(route, one, other, body, type, named);
    }

    private List<Value> named(Value value) {
        List<Value> all = new ArrayList<>(named);
        if (value.differs()) {
            all.add(value);
        }
        return all;
    }

    String body(boolean first) {
        String text = body;
        for (int index = 0; index < named.size(); index++) {
            text = text.replace(
                    "¤" + index,
                    first ? named.get(index).one() : named.get(index).other());
        }
        return text;
    }

    /** An answer without what it repeats of the question. */
    String withoutNamed(String answer, boolean first) {
        String text = answer;
        for (Value value : named) {
            text = text.replace(first ? value.one() : value.other(), "¤");
        }
        return text;
    }

    @Override
    public String toString() {
        return route.method() + " " + one + (body.isEmpty() ? "" : " " + body) + " as " + accept;
    }
}
