package minqing.worlds;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import minqing.worlds.Question.Value;

/**
 * What there is in two worlds to be asked for. Things with a random identifier are paired by what they are: the second task
 * {@code triage} of 2026-0003 is the same in both. What there is in one world only is paired with something that never was.
 */
final class Things {

    private static final int MANY = 3;

    private final World one;
    private final World other;
    private final Renaming renaming;
    private final boolean many;
    private final Random random;
    private int unknown;

    /** @param many whether many of each kind are asked for, or some */
    Things(World one, World other, Renaming renaming, boolean many, long seed) {
        this.one = one;
        this.other = other;
        this.renaming = renaming;
        this.many = many;
        this.random = new Random(seed);
    }

    /** What has a number, by which it is called in both worlds. */
    List<Value> numbered(String question, Set<String> wanted, String beyond) throws IOException, InterruptedException {
        Set<String> numbers = new LinkedHashSet<>();
        Set<String> others = new LinkedHashSet<>();
        for (World world : List.of(one, other)) {
            for (JsonNode row : world.rows(question)) {
                String number = row.elements().next().asText();
                (wanted.contains(number) ? numbers : others).add(number);
            }
        }
        List<String> looked = new ArrayList<>(some(new ArrayList<>(numbers), 4));
        looked.addAll(some(new ArrayList<>(others), 1));
        looked.add(beyond);
        return looked.stream().map(Value::the).toList();
    }

    /**
     * What has a random identifier.
     *
     * @param question answers what a thing is, and its identifier, in the order in which they came to be
     */
    List<Value> random(String question, Set<String> wanted) throws IOException, InterruptedException {
        Map<String, String> here = identified(one, question);
        Map<String, String> there = identified(other, question);
        List<Value> alone = new ArrayList<>();
        List<Value> looked = new ArrayList<>();
        List<Value> others = new ArrayList<>();
        here.forEach((what, id) -> {
            String counterpart = there.get(what);
            if (counterpart == null) {
                alone.add(new Value(id, never()));
            } else {
                renaming.bound(id, counterpart);
                (wanted.stream().anyMatch(what::contains) ? looked : others).add(new Value(id, counterpart));
            }
        });
        there.forEach((what, id) -> {
            if (!here.containsKey(what)) {
                alone.add(new Value(never(), id));
            }
        });
        List<Value> values = new ArrayList<>(some(alone, 2));
        values.addAll(some(looked, 2));
        values.addAll(some(others, 1));
        if (values.isEmpty()) {
            values.add(new Value(never(), never()));
        }
        return values;
    }

    /** What is called by a random word and is in the first world alone; the other words never were. */
    List<Value> secret(String question, List<String> never) throws IOException, InterruptedException {
        List<Value> values = new ArrayList<>();
        for (JsonNode row : one.rows(question)) {
            String unknown = never.get(values.size() % never.size());
            values.add(new Value(row.elements().next().asText(), unknown));
        }
        values.add(Value.the(never.get(0)));
        return some(values, 3);
    }

    private static Map<String, String> identified(World world, String question)
            throws IOException, InterruptedException {
        Map<String, Integer> seen = new HashMap<>();
        Map<String, String> identified = new LinkedHashMap<>();
        for (JsonNode row : world.rows(question)) {
            String what = row.at("/what").asText();
            identified.put(
                    what + " " + seen.merge(what, 1, Integer::sum),
                    row.at("/id").asText());
        }
        return identified;
    }

    private String never() {
        unknown++;
        return new UUID(0xffffffff00004000L, 0x8000000000000000L | unknown).toString();
    }

    /** Some by chance. */
    <T> List<T> some(List<T> of, int most) {
        List<T> shuffled = new ArrayList<>(of);
        Collections.shuffle(shuffled, random);
        return shuffled.subList(0, Math.min(of.size(), many ? MANY * most : most));
    }
}
