package minqing.worlds;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import minqing.testing.Routes.Route;
import minqing.testing.Routes.Variable;
import minqing.worlds.Question.Value;

/**
 * Makes questions of addresses: their variables and parameters are filled with what there is in the worlds. What nobody has told
 * how to fill is {@link #untold}, and fails: whoever adds an address says so here or at {@link #fill}.
 */
final class Questions {

    private static final String ENGINE = "/camunda/";

    /** In these the pages answer, REST and the engine; what they make of a form they don't have is an answer, too. */
    private static final List<String> MEDIA = List.of(
            "application/json",
            "application/hal+json",
            "text/html",
            "application/xml",
            "text/csv",
            "text/plain",
            "application/pdf",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");

    private static final int MEDIA_USUALLY = 3;

    /** What the engine is asked for by a parameter that no other rule fills. */
    private static final Map<String, List<Value>> BY_TYPE = Map.of(
            "Boolean", Value.same("true"),
            "boolean", Value.same("true"),
            "Date", Value.same("2026-11-10T12:00:00.000+0800"),
            "Integer", Value.same("3"),
            "int", Value.same("3"),
            "Long", Value.same("3"),
            "long", Value.same("3"));

    private record Fill(Pattern route, String variable, List<Value> values) {}

    private final List<Fill> fills = new ArrayList<>();
    private final Map<String, List<Value>> parameters = new HashMap<>();
    private final Set<String> untold = new LinkedHashSet<>();

    /** Whether every parameter is tried with every value and at every thing, or those that ask for a case, at one. */
    private final boolean whole;

    private int turn;
    private int turns = 1;

    private final Renaming renaming;

    Questions(boolean whole, Renaming renaming) {
        this.whole = whole;
        this.renaming = renaming;
    }

    /** Several share the variants of a question, which all of them ask: who has which turn. */
    Questions sharing(int which, int of) {
        this.turn = which;
        this.turns = of;
        return this;
    }

    private boolean mine(Route route, String variant) {
        return Math.floorMod((route + variant).hashCode(), turns) == turn;
    }

    /** How to fill a variable of the addresses that begin so; the first rule that fits counts. */
    Questions fill(String beginning, String variable, List<Value> values) {
        fills.add(new Fill(Pattern.compile("(?:" + beginning + ").*"), variable, values));
        return this;
    }

    Questions parameter(String name, List<Value> values) {
        parameters.put(name, values);
        return this;
    }

    /** What nobody has told how to fill. */
    Set<String> untold() {
        return untold;
    }

    /** All that a route can be asked. */
    List<Question> reading(Route route) {
        return route.method().equals("GET") ? inTheAddress(route) : inTheBody(route);
    }

    private List<Question> inTheAddress(Route route) {
        List<Question> questions = new ArrayList<>();
        List<Question> bases = filled(route);
        for (int index = 0; index < bases.size(); index++) {
            Question base = bases.get(index);
            if (!everybodys(route, index, base)) {
                continue;
            }
            questions.add(
                    route.parameters().containsKey("size")
                            ? base.asked("size", Value.the("200"), Questions::encoded)
                            : base);
            if (index == 0 || whole) {
                MEDIA.stream()
                        .limit(whole ? MEDIA.size() : MEDIA_USUALLY)
                        .filter(type -> !type.equals(base.accept()))
                        .filter(type -> counts(route, type) || mine(route, type))
                        .forEach(type -> questions.add(base.accepting(type)));
                route.parameters()
                        .forEach((name, type) -> values(route, name, type).stream()
                                .filter(value -> mine(route, name))
                                .forEach(value -> questions.add(base.asked(name, value, Questions::encoded))));
            }
        }
        return questions;
    }

    /** Of the things that there are in both worlds, the engine is asked for one by everybody and for each by somebody. */
    private boolean everybodys(Route route, int index, Question question) {
        return whole
                || index == 0
                || !route.pattern().startsWith(ENGINE)
                || renaming.namesWhatIsInOneAlone(question)
                || mine(route, String.valueOf(index));
    }

    /** In this form the engine's lists say how many there are. */
    private static boolean counts(Route route, String type) {
        return type.equals("application/hal+json")
                && route.pattern().startsWith(ENGINE)
                && !route.parameters().isEmpty();
    }

    private List<Question> inTheBody(Route route) {
        List<Question> questions = new ArrayList<>();
        List<Question> bases = filled(route);
        for (int index = 0; index < bases.size(); index++) {
            Question base = bases.get(index);
            if (!everybodys(route, index, base)) {
                continue;
            }
            questions.add(base.sent("{}"));
            route.parameters().forEach((name, type) -> {
                for (Value value : mine(route, name) ? values(route, name, type) : List.<Value>of()) {
                    boolean named = value.differs();
                    ObjectNode body = World.JSON.createObjectNode();
                    String text = named ? "¤" + base.named().size() : value.one();
                    switch (type) {
                        case "Boolean", "boolean" -> body.put(name, Boolean.parseBoolean(text));
                        case "Integer", "int", "Long", "long" -> body.put(name, Integer.parseInt(text));
                        case "List", "String[]" -> body.putArray(name).add(text);
                        default -> body.put(name, text);
                    }
                    List<Value> all = new ArrayList<>(base.named());
                    if (named) {
                        all.add(value);
                    }
                    questions.add(base.named(all).sent(body.toString()));
                }
            });
        }
        return questions;
    }

    /** All that something can be sent to by a route. */
    List<Question> changing(Route route) {
        return filled(route);
    }

    private List<Question> filled(Route route) {
        String accept = route.pattern().startsWith("/api/") || route.pattern().startsWith("/camunda/api/")
                ? "application/json"
                : "text/html,*/*";
        List<Question> questions = List.of(Question.of(route, accept));
        for (Variable variable : route.variables()) {
            boolean rest = variable.text().startsWith("{*");
            String text = rest ? "/" + variable.text() : variable.text();
            List<Value> values = values(route, variable);
            questions = questions.stream()
                    .flatMap(question -> values.stream()
                            .map(value -> question.filled(
                                    text,
                                    value,
                                    one -> rest ? "/" + one : encoded(one).replace("+", "%20"))))
                    .toList();
        }
        return questions;
    }

    private List<Value> values(Route route, Variable variable) {
        List<Value> values = fills.stream()
                .filter(fill -> fill.variable().equals(variable.name())
                        && fill.route().matcher(route.pattern()).matches())
                .findFirst()
                .map(Fill::values)
                .orElseGet(
                        () -> variable.alternatives().stream().map(Value::the).toList());
        if (values.isEmpty()) {
            untold.add("nobody has told the worlds how to fill {" + variable.name() + "} of " + route);
        }
        return values;
    }

    private List<Value> values(Route route, String parameter, String type) {
        List<Value> values = parameters.get(parameter);
        boolean engine = route.pattern().startsWith(ENGINE);
        if (engine && !whole) {
            // What narrows a list that has been asked for whole; whose it is, the few are asked for.
            return values == null ? List.of() : values.subList(0, 1);
        }
        if (values == null && engine) {
            values = BY_TYPE.get(type);
            if (values == null) {
                values = parameters.get(parameter.endsWith("Like") ? "*Like" : "*");
            }
        }
        if (values == null) {
            untold.add("nobody has told the worlds what to ask " + route + " for in " + parameter);
            return List.of();
        }
        return values;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
