package minqing.activity.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.dmn.engine.DmnDecisionRuleResult;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.DmnEngineConfiguration;
import org.camunda.bpm.dmn.engine.delegate.DmnDecisionTableEvaluationEvent;
import org.camunda.bpm.dmn.engine.delegate.DmnEvaluatedDecisionRule;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.engine.variable.Variables;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.DmnModelInstance;
import org.camunda.bpm.model.dmn.HitPolicy;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.dmn.instance.DecisionTable;
import org.camunda.bpm.model.dmn.instance.DmnElement;
import org.camunda.bpm.model.dmn.instance.Input;
import org.camunda.bpm.model.dmn.instance.Output;
import org.camunda.bpm.model.dmn.instance.Rule;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The decision tables row by row, in the decision engine alone: which rule speaks, and what it says. */
class DecisionTablesTest {

    private static final Path MODELS = Path.of("bpmn");

    /** The table of responsible units that comes with the application names nobody; the demonstration brings its own. */
    private static final Path DEMONSTRATION = Path.of("src/main/resources/data/demonstration-responsible-unit.dmn");

    private final List<String> matched = new ArrayList<>();
    private final DmnEngine engine = engine();

    @ParameterizedTest(name = "{0}: {1}, {2}, {3} → {4}, {5}")
    @CsvSource(
            nullValues = "-",
            value = {
                "1,  enterprise, 别桥镇, normal, jiancha, jiance",
                "1,  enterprise, 别桥镇, urgent, jiancha, jiance",
                "2,  water,      别桥镇, urgent, jiancha, 'jiance,wukong'",
                "2,  air,        溧城镇, urgent, jiancha, 'jiance,wukong'",
                "2,  waste,      别桥镇, urgent, jiancha, 'jiance,wukong'",
                "3,  water,      别桥镇, normal, wukong,  jiance",
                "3,  air,        别桥镇, normal, wukong,  jiance",
                "3,  air,        别桥镇, -,      wukong,  jiance",
                "4,  noise,      别桥镇, normal, jiancha, ''",
                "4,  noise,      别桥镇, urgent, jiancha, ''",
                "5,  waste,      别桥镇, normal, wukong,  bieqiao",
                "6,  waste,      溧城镇, normal, wukong,  ''",
                "6,  waste,      -,      normal, wukong,  ''",
                "7,  livestock,  别桥镇, normal, bieqiao, wukong",
                "7,  livestock,  别桥镇, urgent, bieqiao, wukong",
                "8,  livestock,  溧城镇, normal, wukong,  ''",
                "9,  facility,   别桥镇, normal, wukong,  bieqiao",
                "10, facility,   溧城镇, normal, wukong,  ''",
                "11, monitoring, 别桥镇, normal, jiance,  ''",
                "12, sanitation, 别桥镇, normal, bieqiao, ''",
                "13, policy,     别桥镇, normal, wukong,  ''",
                "14, other,      别桥镇, normal, '',      ''",
                "14, sanitation, 溧城镇, normal, '',      ''",
                "14, unheard-of, 别桥镇, normal, '',      ''",
                "14, -,          -,      -,      '',      ''",
            })
    void whoIsResponsible(
            int rule,
            @Nullable String category,
            @Nullable String town,
            @Nullable String urgency,
            String lead,
            String assists) {
        DmnDecisionRuleResult result = decide(
                "responsible-unit",
                Variables.putValue("category", category).putValue("town", town).putValue("urgency", urgency));
        assertThat(matched).containsExactly("responsible-unit-" + rule);
        assertThat(result.<String>getEntry("leadUnit")).isEqualTo(lead);
        assertThat(result.<String>getEntry("assistingUnits")).isEqualTo(assists);
    }

    @ParameterizedTest(name = "{0}: {1}, {2}, {3} → {4} {5}, {6}")
    @CsvSource(
            nullValues = "-",
            value = {
                "1, urgent, -,     noise,      24, HOURS,         false",
                "1, urgent, true,  facility,   24, HOURS,         false",
                "2, normal, true,  noise,      60, CALENDAR_DAYS, true",
                "2, normal, true,  livestock,  60, CALENDAR_DAYS, true",
                "3, normal, false, noise,      15, WORKING_DAYS,  false",
                "3, normal, false, facility,   15, WORKING_DAYS,  false",
                "4, normal, -,     facility,   60, CALENDAR_DAYS, true",
                "4, normal, -,     livestock,  60, CALENDAR_DAYS, true",
                "5, normal, -,     water,      15, WORKING_DAYS,  false",
                "5, normal, -,     unheard-of, 15, WORKING_DAYS,  false",
                "5, -,      -,     -,          15, WORKING_DAYS,  false",
            })
    void howLongHandlingMayTake(
            int rule,
            @Nullable String urgency,
            @Nullable Boolean complex,
            @Nullable String category,
            int amount,
            String unit,
            boolean complexity) {
        DmnDecisionRuleResult result = decide(
                "handling-time-limit",
                Variables.putValue("urgency", urgency)
                        .putValue("complex", complex)
                        .putValue("category", category));
        assertThat(matched).containsExactly("handling-time-limit-" + rule);
        assertThat(result.<Integer>getEntry("amount")).isEqualTo(amount);
        assertThat(result.<String>getEntry("unit")).isEqualTo(unit);
        assertThat(result.<Boolean>getEntry("complexity")).isEqualTo(complexity);
    }

    static Stream<Path> tables() throws IOException {
        try (Stream<Path> files = Files.list(MODELS)) {
            return Stream.concat(
                    files.filter(file -> file.toString().endsWith(".dmn")).sorted().toList().stream(),
                    Stream.of(DEMONSTRATION));
        }
    }

    @ParameterizedTest
    @MethodSource("tables")
    void anOfficialCanReadEveryTable(Path file) {
        DmnModelInstance model = Dmn.readModelFromFile(file.toFile());
        for (Decision decision : model.getModelElementsByType(Decision.class)) {
            assertThat(decision.getCamundaHistoryTimeToLiveString()).matches("P\\d+D");
            assertThat(decision.getName()).containsPattern("\\p{IsHan}");
        }
        for (DecisionTable table : model.getModelElementsByType(DecisionTable.class)) {
            assertThat(table.getHitPolicy()).isEqualTo(HitPolicy.FIRST);
            assertThat(table.getInputs())
                    .extracting(Input::getLabel)
                    .allMatch(label -> label.matches(".*\\p{IsHan}.*"));
            assertThat(table.getOutputs())
                    .extracting(Output::getLabel)
                    .allMatch(label -> label.matches(".*\\p{IsHan}.*"));
            assertThat(table.getRules())
                    .allSatisfy(rule -> assertThat(Objects.requireNonNull(rule.getDescription())
                                    .getTextContent())
                            .containsPattern("\\p{IsHan}"));
            // The last rule asks for nothing, so there is always an answer.
            assertThat(last(table.getRules()).getInputEntries())
                    .allMatch(entry -> entry.getText().getTextContent().isBlank());
        }
        assertThat(model.getModelElementsByType(DmnElement.class))
                .extracting(DmnElement::getId)
                .filteredOn(Objects::nonNull)
                .allMatch(id -> id.matches("[a-z][a-z0-9]*(-[a-z0-9]+)*"));
    }

    @ParameterizedTest
    @MethodSource("tables")
    void everyDecisionIsDrawn(Path file) throws IOException {
        DmnModelInstance model = Dmn.readModelFromFile(file.toFile());
        String xml = Files.readString(file);
        assertThat(model.getModelElementsByType(Decision.class))
                .allSatisfy(decision -> assertThat(xml).contains("dmnElementRef=\"" + decision.getId() + "\""));
    }

    /** A rule that no row of this test takes would be a rule nobody has looked at. */
    @Test
    void everyRuleIsTakenByARowOfThisTest() throws NoSuchMethodException {
        assertThat(rows("whoIsResponsible")).containsAll(rules("responsible-unit"));
        assertThat(rows("howLongHandlingMayTake")).containsAll(rules("handling-time-limit"));
    }

    private static List<Integer> rows(String test) {
        return Stream.of(DecisionTablesTest.class.getDeclaredMethods())
                .filter(method -> method.getName().equals(test))
                .flatMap(method ->
                        Stream.of(method.getAnnotation(CsvSource.class).value()))
                .map(row -> Integer.valueOf(row.substring(0, row.indexOf(',')).strip()))
                .distinct()
                .toList();
    }

    private static List<Integer> rules(String table) {
        return Dmn.readModelFromFile(file(table).toFile()).getModelElementsByType(Rule.class).stream()
                .map(rule -> Integer.valueOf(rule.getId().substring(table.length() + 1)))
                .toList();
    }

    private static Path file(String table) {
        return table.equals("responsible-unit") ? DEMONSTRATION : MODELS.resolve(table + ".dmn");
    }

    private DmnDecisionRuleResult decide(String table, VariableMap inputs) {
        matched.clear();
        try (InputStream file = Files.newInputStream(file(table))) {
            DmnDecision decision = engine.parseDecision(table, file);
            return engine.evaluateDecisionTable(decision, inputs).getSingleResult();
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    private DmnEngine engine() {
        DmnEngineConfiguration configuration = DmnEngineConfiguration.createDefaultDmnEngineConfiguration();
        configuration.getCustomPostDecisionTableEvaluationListeners().add(this::note);
        return configuration.buildEngine();
    }

    private void note(DmnDecisionTableEvaluationEvent event) {
        event.getMatchingRules().stream().map(DmnEvaluatedDecisionRule::getId).forEach(matched::add);
    }

    private static Rule last(Collection<Rule> rules) {
        return rules.stream().reduce((first, second) -> second).orElseThrow();
    }
}
