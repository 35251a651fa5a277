package minqing.platform.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;
import org.camunda.bpm.dmn.engine.DmnDecisionRuleResult;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.dmn.DecisionTableEvaluationBuilderImpl;
import org.camunda.bpm.engine.impl.dmn.cmd.EvaluateDecisionTableCmd;
import org.camunda.bpm.engine.impl.interceptor.CommandExecutor;
import org.camunda.bpm.engine.repository.DecisionDefinition;
import org.camunda.bpm.engine.repository.Deployment;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.DmnModelInstance;
import org.camunda.bpm.model.dmn.HitPolicy;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.dmn.instance.Description;
import org.camunda.bpm.model.dmn.instance.DrgElement;
import org.camunda.bpm.model.dmn.instance.Input;
import org.camunda.bpm.model.dmn.instance.InputEntry;
import org.camunda.bpm.model.dmn.instance.InputExpression;
import org.camunda.bpm.model.dmn.instance.InputValues;
import org.camunda.bpm.model.dmn.instance.LiteralExpression;
import org.camunda.bpm.model.dmn.instance.OutputEntry;
import org.camunda.bpm.model.dmn.instance.Rule;
import org.camunda.bpm.model.dmn.instance.Text;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.io.Resource;
import org.springframework.stereotype.Component;

/**
 * The decision tables as they are deployed: asked, read, and deployed anew. The newest deployment of a table holds. A
 * table is the bureau's: what comes with the application never takes the place of what somebody else has deployed.
 */
@Component
public class DecisionTables {

    /** Marks a deployment that came with the application. */
    private static final String SHIPPED = "shipped";

    /** The name that the starter gives the deployment of all models. */
    private static final String DEPLOYED_TOGETHER = "SpringAutoDeployment";

    /** Marks a deployment that a person made on the page. */
    private static final String EDITED = "edited";

    /** The languages in which a cell without a word about its language is written, too. */
    private static final Set<String> USUAL = Set.of("feel", "https://www.omg.org/spec/DMN/20191111/FEEL/");

    private final RepositoryService repository;
    private final ProcessEngine engine;
    private final AsSystem asSystem;

    /** A deployed table never changes, so each is read once. */
    private final ConcurrentMap<String, DecisionTable> read = new ConcurrentHashMap<>();

    DecisionTables(@Lazy RepositoryService repository, @Lazy ProcessEngine engine, AsSystem asSystem) {
        this.repository = repository;
        this.engine = engine;
        this.asSystem = asSystem;
    }

    /**
     * Asks a table.
     *
     * @param inputs by name; a value may be null
     * @return the answer of the row that applies, by the names of the outputs; a value may be null
     * @throws DecisionFailed when there is no answer; the transaction can go on
     */
    public Map<String, Object> decide(String key, Map<String, ?> inputs) {
        CommandExecutor commands = ((ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration())
                .getCommandExecutorTxRequired();
        // Caught inside the command: an exception that leaves one condemns the transaction, and the case with it.
        Outcome outcome = asSystem.get(() -> commands.execute(context -> {
            try {
                DecisionTableEvaluationBuilderImpl question = (DecisionTableEvaluationBuilderImpl)
                        DecisionTableEvaluationBuilderImpl.evaluateDecisionTableByKey(commands, key)
                                .variables(new HashMap<>(inputs));
                DmnDecisionRuleResult row =
                        new EvaluateDecisionTableCmd(question).execute(context).getSingleResult();
                return new Outcome(row == null ? null : row.getEntryMap(), null);
            } catch (RuntimeException failed) {
                return new Outcome(null, failed);
            }
        }));
        if (outcome.failure() != null) {
            throw new DecisionFailed(key, outcome.failure());
        }
        if (outcome.answer() == null) {
            throw new DecisionFailed(key);
        }
        return outcome.answer();
    }

    private record Outcome(
            @Nullable Map<String, Object> answer, @Nullable RuntimeException failure) {}

    /** The table that holds; empty when none is deployed. */
    public Optional<DecisionTable> newest(String key) {
        return asSystem.get(() ->
                definition(key).map(found -> read.computeIfAbsent(found.getId(), id -> table(found))));
    }

    /** When the table that holds was deployed; empty when none is. */
    public Optional<Instant> since(String key) {
        return asSystem.get(() -> definition(key)
                .map(found -> deployment(found).getDeploymentTime().toInstant()));
    }

    /** Deploys a table that comes with the application where none is deployed. */
    public void deployWhereNone(String key, Resource file) {
        asSystem.run(() -> {
            if (definition(key).isEmpty()) {
                deploy(key, file);
            }
        });
    }

    /**
     * Deploys a table that comes with the application where it differs from the one that holds, unless a person has
     * deployed that one.
     */
    public void deployUnlessEdited(String key, Resource file) {
        asSystem.run(() -> {
            Optional<DecisionDefinition> found = definition(key);
            if (found.isEmpty() || shipped(found.get()) && !sameContent(found.get(), file)) {
                deploy(key, file);
            }
        });
    }

    /**
     * Deploys a table with other rows; all else of its model stays. Part of the caller's transaction.
     *
     * @param allowed by the name of an input, the texts it may have; as they are, where it is left out
     * @throws IllegalArgumentException when the table is not {@linkplain DecisionTable#plain() plain}
     */
    public void deployRows(String key, List<DecisionTable.Row> rows, Map<String, String> allowed) {
        asSystem.run(() -> {
            DecisionDefinition found = definition(key).orElseThrow();
            if (!table(found).plain()) {
                throw new IllegalArgumentException("the table " + key + " is more than its rows");
            }
            DmnModelInstance model = model(found);
            org.camunda.bpm.model.dmn.instance.DecisionTable table = rules(model, key);
            table.getInputs().forEach(input -> allow(model, input, allowed.get(expression(input))));
            table.getRules().clear();
            for (int index = 0; index < rows.size(); index++) {
                table.getRules().add(rule(model, key + "-" + (index + 1), rows.get(index)));
            }
            repository
                    .createDeployment()
                    .name(key)
                    .source(EDITED)
                    .addModelInstance(key + ".dmn", model)
                    .deploy();
        });
    }

    private void deploy(String key, Resource file) {
        try (InputStream content = file.getInputStream()) {
            repository
                    .createDeployment()
                    .name(key)
                    .source(SHIPPED)
                    .addInputStream(key + ".dmn", content)
                    .deploy();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private Optional<DecisionDefinition> definition(String key) {
        return Optional.ofNullable(repository
                .createDecisionDefinitionQuery()
                .decisionDefinitionKey(key)
                .latestVersion()
                .singleResult());
    }

    private Deployment deployment(DecisionDefinition definition) {
        return repository
                .createDeploymentQuery()
                .deploymentId(definition.getDeploymentId())
                .singleResult();
    }

    /** Whether the application brought the table, this version or the ones before, which deployed all models together. */
    private boolean shipped(DecisionDefinition definition) {
        Deployment deployment = deployment(definition);
        return SHIPPED.equals(deployment.getSource())
                || deployment.getSource() == null && DEPLOYED_TOGETHER.equals(deployment.getName());
    }

    private boolean sameContent(DecisionDefinition definition, Resource file) {
        try (InputStream deployed = repository.getDecisionModel(definition.getId());
                InputStream shipped = file.getInputStream()) {
            return Arrays.equals(deployed.readAllBytes(), shipped.readAllBytes());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    // ---- reading

    /** A copy of one's own: the one that the engine keeps is everybody's. */
    private DmnModelInstance model(DecisionDefinition definition) {
        try (InputStream deployed = repository.getDecisionModel(definition.getId())) {
            return Dmn.readModelFromStream(deployed);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private DecisionTable table(DecisionDefinition definition) {
        DmnModelInstance model = model(definition);
        Decision decision = model.getModelElementById(definition.getKey());
        if (!(decision.getExpression() instanceof org.camunda.bpm.model.dmn.instance.DecisionTable table)) {
            return new DecisionTable(
                    definition.getKey(), definition.getVersion(), false, List.of(), List.of(), List.of());
        }
        return new DecisionTable(
                definition.getKey(),
                definition.getVersion(),
                isPlain(model, table),
                table.getInputs().stream()
                        .map(input -> new DecisionTable.Column(
                                expression(input), labelled(input.getLabel(), expression(input))))
                        .toList(),
                table.getOutputs().stream()
                        .map(output -> new DecisionTable.Column(
                                Objects.toString(output.getName(), ""),
                                labelled(output.getLabel(), Objects.toString(output.getName(), ""))))
                        .toList(),
                table.getRules().stream().map(DecisionTables::row).toList());
    }

    private static boolean isPlain(DmnModelInstance model, org.camunda.bpm.model.dmn.instance.DecisionTable table) {
        return model.getModelElementsByType(DrgElement.class).size() == 1
                && table.getHitPolicy() == HitPolicy.FIRST
                && table.getOutputs().stream().allMatch(output -> output.getDefaultOutputEntry() == null)
                && Stream.of(
                                languages(model.getDefinitions().getExpressionLanguage()),
                                model.getModelElementsByType(InputExpression.class).stream()
                                        .map(InputExpression::getExpressionLanguage),
                                model.getModelElementsByType(InputEntry.class).stream()
                                        .map(InputEntry::getExpressionLanguage),
                                model.getModelElementsByType(OutputEntry.class).stream()
                                        .map(LiteralExpression::getExpressionLanguage))
                        .flatMap(languages -> languages)
                        .filter(Objects::nonNull)
                        .allMatch(USUAL::contains);
    }

    private static Stream<@Nullable String> languages(@Nullable String language) {
        return Stream.ofNullable(language);
    }

    private static DecisionTable.Row row(Rule rule) {
        return new DecisionTable.Row(
                rule.getDescription() == null
                        ? ""
                        : rule.getDescription().getTextContent().strip(),
                rule.getInputEntries().stream()
                        .map(entry -> text(entry.getText()))
                        .toList(),
                rule.getOutputEntries().stream()
                        .map(entry -> text(entry.getText()))
                        .toList());
    }

    private static String expression(Input input) {
        return input.getInputExpression() == null
                ? ""
                : text(input.getInputExpression().getText());
    }

    private static String text(@Nullable Text text) {
        return text == null ? "" : text.getTextContent().strip();
    }

    private static String labelled(@Nullable String label, String name) {
        return label == null || label.isBlank() ? name : label.strip();
    }

    // ---- writing

    private static org.camunda.bpm.model.dmn.instance.DecisionTable rules(DmnModelInstance model, String key) {
        Decision decision = model.getModelElementById(key);
        return (org.camunda.bpm.model.dmn.instance.DecisionTable) decision.getExpression();
    }

    private static void allow(DmnModelInstance model, Input input, @Nullable String allowed) {
        if (allowed == null) {
            return;
        }
        InputValues values = input.getInputValues();
        if (values == null) {
            values = model.newInstance(InputValues.class);
            input.setInputValues(values);
        }
        values.setText(written(model, allowed));
    }

    private static Rule rule(DmnModelInstance model, String id, DecisionTable.Row row) {
        Rule rule = model.newInstance(Rule.class);
        rule.setId(id);
        if (!row.note().isEmpty()) {
            Description note = model.newInstance(Description.class);
            note.setTextContent(row.note());
            rule.setDescription(note);
        }
        for (int index = 0; index < row.inputs().size(); index++) {
            InputEntry entry = model.newInstance(InputEntry.class);
            entry.setId(id + "-if-" + (index + 1));
            entry.setText(written(model, row.inputs().get(index)));
            rule.getInputEntries().add(entry);
        }
        for (int index = 0; index < row.outputs().size(); index++) {
            OutputEntry entry = model.newInstance(OutputEntry.class);
            entry.setId(id + "-then-" + (index + 1));
            entry.setText(written(model, row.outputs().get(index)));
            rule.getOutputEntries().add(entry);
        }
        return rule;
    }

    private static Text written(DmnModelInstance model, String content) {
        Text text = model.newInstance(Text.class);
        text.setTextContent(content);
        return text;
    }
}
