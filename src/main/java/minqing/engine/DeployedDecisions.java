package minqing.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.DecisionDefinition;
import org.camunda.bpm.model.dmn.DmnModelInstance;
import org.camunda.bpm.model.dmn.instance.DecisionTable;
import org.camunda.bpm.model.dmn.instance.DmnElement;
import org.camunda.bpm.model.dmn.instance.Input;
import org.camunda.bpm.model.dmn.instance.Output;
import org.camunda.bpm.model.dmn.instance.Rule;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** What the decision tables say that are in force, without asking them for a decision: that would leave a trace in the history. */
@Component
public class DeployedDecisions {

    private static final Pattern QUOTED = Pattern.compile("\"([^\"]*)\"");

    private final RepositoryService repository;
    private final AsSystem asSystem;

    DeployedDecisions(@Lazy RepositoryService repository, AsSystem asSystem) {
        this.repository = repository;
        this.asSystem = asSystem;
    }

    /**
     * A row of a decision table.
     *
     * @param when by input, the texts it asks for; an input that may be anything is left out
     * @param then by output, the texts it answers; a text that lists several, separated by commas, is taken apart
     */
    public record Row(Map<String, Set<String>> when, Map<String, Set<String>> then) {

        public Row {
            when = Map.copyOf(when);
            then = Map.copyOf(then);
        }
    }

    /** The rows of the newest version of a table, in its order; empty where none is deployed. */
    public List<Row> rows(String key) {
        return asSystem.get(() -> {
            DecisionDefinition newest = repository
                    .createDecisionDefinitionQuery()
                    .decisionDefinitionKey(key)
                    .latestVersion()
                    .singleResult();
            return newest == null ? List.<Row>of() : rows(repository.getDmnModelInstance(newest.getId()), key);
        });
    }

    private static List<Row> rows(DmnModelInstance model, String key) {
        List<Row> rows = new ArrayList<>();
        for (DecisionTable table : model.getModelElementsByType(DecisionTable.class)) {
            if (!((DmnElement) table.getParentElement()).getId().equals(key)) {
                continue;
            }
            List<String> inputs =
                    table.getInputs().stream().map(DeployedDecisions::name).toList();
            List<String> outputs =
                    table.getOutputs().stream().map(Output::getName).toList();
            for (Rule rule : table.getRules()) {
                rows.add(new Row(texts(inputs, rule.getInputEntries()), texts(outputs, rule.getOutputEntries())));
            }
        }
        return rows;
    }

    private static String name(Input input) {
        return input.getInputExpression().getText().getTextContent().strip();
    }

    private static Map<String, Set<String>> texts(List<String> names, Collection<? extends DmnElement> entries) {
        Map<String, Set<String>> texts = new LinkedHashMap<>();
        int index = 0;
        for (DmnElement entry : entries) {
            Set<String> named = new LinkedHashSet<>();
            Matcher quoted = QUOTED.matcher(entry.getTextContent());
            while (quoted.find()) {
                for (String text : quoted.group(1).split(",")) {
                    if (!text.isBlank()) {
                        named.add(text.strip());
                    }
                }
            }
            if (!named.isEmpty()) {
                texts.put(names.get(index), named);
            }
            index++;
        }
        return texts;
    }
}
