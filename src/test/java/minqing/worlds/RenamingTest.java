package minqing.worlds;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import minqing.testing.Routes.Route;
import minqing.worlds.Question.Value;
import org.junit.jupiter.api.Test;

/** That nothing but random identifiers may differ between two worlds, and that nothing is left unasked. */
class RenamingTest {

    private static final String A = "0e0c1a52-0001-4000-8000-a5a5a5a5a5a5";
    private static final String B = "0e0c1a52-0002-4000-8000-a5a5a5a5a5a5";
    private static final String X = "7b1f0a52-0001-4000-8000-a5a5a5a5a5a5";
    private static final String Y = "7b1f0a52-0002-4000-8000-a5a5a5a5a5a5";

    private final Renaming renaming = new Renaming();

    @Test
    void randomIdentifiersMayDiffer() {
        same(
                "task " + A + " of problem-handling:1:" + B + ", again " + A,
                "task " + X + " of problem-handling:1:" + Y + ", again " + X);
        same("later " + B, "later " + Y);
    }

    @Test
    void anotherThingInTheSamePlaceIsADifference() {
        same("[" + A + "," + B + "]", "[" + X + "," + Y + "]");
        differ("[" + B + "]", "[" + X + "]");
        differ("[" + B + "," + A + "]", "[" + X + "," + Y + "]");
        differ("[" + A + "," + A + "]", "[" + X + "," + Y + "]");
    }

    @Test
    void numbersCountsRunningIdsAndOrderAreComparedAsTheyAre() {
        differ("{\"count\":7}", "{\"count\":6}");
        differ("2026-0008", "2026-0007");
        differ("\"id\":12", "\"id\":13");
        differ("b, a", "a, b");
        differ("[" + A + "]", "[]");
        differ("JB-7K3M-9QXD", "JB-2222-2222");
    }

    @Test
    void aDifferenceIsToldInShort() {
        String long1 = "x".repeat(500);
        assertThat(renaming.difference(long1 + "共5件" + long1, long1 + "共4件" + long1)
                        .orElseThrow())
                .contains("共5件", "共4件")
                .hasSizeLessThan(400);
    }

    @Test
    void whatAnAnswerRepeatsOfTheQuestionIsNoDifferenceAndNothingElseIs() {
        Question question =
                Question.of(route("/things/{thing}"), "*/*").filled("{thing}", new Value("K1", "K2"), one -> one);
        assertThat(question.one()).isEqualTo("/things/K1");
        assertThat(question.withoutNamed("no K1", true)).isEqualTo(question.withoutNamed("no K2", false));
        assertThat(question.withoutNamed("no K2", true)).isNotEqualTo(question.withoutNamed("no K2", false));
    }

    @Test
    void anAddressWithAVariableThatNobodyFillsIsTold() {
        Questions questions = new Questions(false, renaming).fill("/known", "thing", Value.same("1"));
        assertThat(questions.reading(route("/known/{thing}"))).isNotEmpty();
        assertThat(questions.reading(route("/known/{thing:one|other}"))).isNotEmpty();
        assertThat(questions.untold()).isEmpty();

        assertThat(questions.reading(route("/new/{thing}"))).isEmpty();
        assertThat(questions.untold())
                .containsExactly("nobody has told the worlds how to fill {thing} of GET /new/{thing}");
    }

    @Test
    void aParameterThatNobodyFillsIsTold() {
        Questions questions = new Questions(false, renaming);
        questions.reading(new Route("GET", "/list", Map.of("colour", "String"), false, true));
        assertThat(questions.untold())
                .containsExactly("nobody has told the worlds what to ask GET /list for in colour");
    }

    private static Route route(String pattern) {
        return new Route("GET", pattern, Map.of(), false, true);
    }

    private void same(String one, String other) {
        assertThat(renaming.difference(one, other)).isEmpty();
    }

    private void differ(String one, String other) {
        assertThat(renaming.difference(one, other)).isPresent();
    }
}
