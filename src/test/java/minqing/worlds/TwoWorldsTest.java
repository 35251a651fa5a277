package minqing.worlds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import minqing.testing.BesideOthers;
import minqing.testing.Drill;
import minqing.worlds.Month.Plot;
import minqing.worlds.TwoWorlds.Difference;
import org.junit.jupiter.api.Test;

/**
 * The same month of work on two fresh databases, once with accusations and once without: whoever neither reported nor receives
 * one is answered the same by both, whatever the question. {@code mvn verify} compares one seed and four persons,
 * {@code -Pdrill} everybody and a seed for each kind of receivers; {@code -Dworlds.seed=7} another one,
 * {@code -Dworlds.plots=REFERRED} has only one way in, {@code -Dworlds.people=office2} asks as somebody else, and
 * {@code -Dworlds.same=true} plays without accusations twice.
 */
@BesideOthers
class TwoWorldsTest {

    private static final int SHOWN = 25;

    private static final long SEED = Long.getLong("worlds.seed", 3);

    @Test
    void nobodyOutsideCanTellWhetherThereAreAccusations() throws Exception {
        for (long seed = SEED; seed < SEED + Drill.times(1, 3); seed++) {
            compare(seed, true);
        }
    }

    /** A comparison that is noisy proves nothing. */
    @Test
    void aMonthPlayedTwiceIsTheSameTwice() throws Exception {
        assumeThat(Drill.WHOLE || Boolean.getBoolean("worlds.same"))
                .as("where the other test is silent, this one is")
                .isTrue();
        compare(SEED, false);
    }

    private static void compare(long seed, boolean accuse) throws Exception {
        Month month = new Month(seed, plots());
        List<String> people = people(month);
        try (TwoWorlds worlds = new TwoWorlds(month, accuse, Drill.WHOLE, seed)) {
            worlds.play();
            for (int turn = 0; turn < people.size(); turn++) {
                worlds.read(people.get(turn), turn, people.size());
            }
            for (String person : people) {
                worlds.change(person);
                worlds.repeat(person);
            }
            assertThat(worlds.untold()).isEmpty();
            if (!worlds.differences().isEmpty()) {
                throw new AssertionError(told(seed, people, worlds.differences()));
            }
        }
    }

    private static List<String> people(Month month) {
        String only = System.getProperty("worlds.people");
        if (only != null) {
            return List.of(only.split(","));
        }
        return Drill.WHOLE ? month.outsiders() : month.fewOutsiders();
    }

    private static Set<Plot> plots() {
        String only = System.getProperty("worlds.plots");
        return only == null
                ? EnumSet.allOf(Plot.class)
                : List.of(only.split(",")).stream()
                        .map(Plot::valueOf)
                        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Plot.class)));
    }

    /** The first of each address, and in a file the rest. */
    private static String told(long seed, List<String> people, List<Difference> differences) {
        Map<String, Difference> first = new LinkedHashMap<>();
        differences.forEach(one -> first.putIfAbsent(one.where(), one));
        return "seed " + seed + ", " + people + ": " + differences.size() + " answers differ at " + first.size()
                + " addresses (all in " + TwoWorlds.ALL + ")\n"
                + first.values().stream().limit(SHOWN).map(Difference::toString).collect(Collectors.joining("\n"));
    }
}
