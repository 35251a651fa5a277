package minqing.work.inbox;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import minqing.platform.engine.AsSystem;
import minqing.platform.form.Option;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.Activity;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.EndEvent;
import org.camunda.bpm.model.bpmn.instance.ExclusiveGateway;
import org.camunda.bpm.model.bpmn.instance.Expression;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.InclusiveGateway;
import org.camunda.bpm.model.bpmn.instance.MultiInstanceLoopCharacteristics;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What follows a task, read from the model of its case: for each outcome the human tasks and ends the flow can reach next.
 * Where the way depends on more than the outcome, all that is possible is named.
 */
@Component
class NextSteps {

    private static final String COMPARED = "outcome\\s*([!=]=)\\s*['\"]([^'\"]*)['\"]";
    private static final Pattern COMPARISON = Pattern.compile(COMPARED);
    private static final Pattern NOTHING_BUT_THE_OUTCOME =
            Pattern.compile("[$#]\\{\\s*" + COMPARED + "(\\s*(or|\\|\\|)\\s*" + COMPARED + ")*\\s*}");

    private final RepositoryService repository;
    private final AsSystem asSystem;
    private final Map<Question, List<String>> known = new ConcurrentHashMap<>();

    NextSteps(RepositoryService repository, AsSystem asSystem) {
        this.repository = repository;
        this.asSystem = asSystem;
    }

    /**
     * What one outcome leads to.
     *
     * @param outcome none for a task without outcomes
     * @param label the outcome in words
     * @param names of the steps and ends that may follow
     */
    record Next(@Nullable String outcome, @Nullable String label, List<String> names) {}

    /** In the order of the outcomes; one without outcome for a task that has none. */
    List<Next> of(String definition, String element, List<Option> outcomes) {
        if (outcomes.isEmpty()) {
            return List.of(new Next(null, null, names(definition, element, null)));
        }
        return outcomes.stream()
                .map(outcome -> new Next(outcome.value(), outcome.label(), names(definition, element, outcome.value())))
                .toList();
    }

    /** A deployed model never changes. */
    private List<String> names(String definition, String element, @Nullable String outcome) {
        return known.computeIfAbsent(new Question(definition, element, outcome), this::read);
    }

    private List<String> read(Question question) {
        BpmnModelInstance model = asSystem.get(() -> repository.getBpmnModelInstance(question.definition()));
        ModelElementInstance element = model.getModelElementById(question.element());
        if (!(element instanceof FlowNode node)) {
            return List.of();
        }
        Walk walk = new Walk(question.outcome(), model.getModelElementsByType(SequenceFlow.class));
        walk.repeat(node);
        walk.leave(node);
        return List.copyOf(walk.names);
    }

    private record Question(
            String definition, String element, @Nullable String outcome) {}

    private static final class Walk {

        private final @Nullable String outcome;
        private final Collection<SequenceFlow> flows;
        private final Set<String> names = new LinkedHashSet<>();
        private final Set<String> visited = new HashSet<>();

        private Walk(@Nullable String outcome, Collection<SequenceFlow> flows) {
            this.outcome = outcome;
            this.flows = flows;
        }

        /** A step that several persons do one after another may come again, for the next of them. */
        private void repeat(FlowNode node) {
            if (node instanceof Activity activity
                    && activity.getLoopCharacteristics() instanceof MultiInstanceLoopCharacteristics loop
                    && loop.isSequential()
                    && (loop.getCompletionCondition() == null || answer(loop.getCompletionCondition()) != Answer.YES)) {
                name(node);
            }
        }

        private void leave(FlowNode node) {
            open(node).forEach(flow -> enter(flow.getTarget()));
        }

        private void enter(FlowNode node) {
            if (!visited.add(node.getId())) {
                return;
            }
            if (node instanceof UserTask || node instanceof CallActivity) {
                name(node);
            } else if (node instanceof EndEvent end) {
                end(end);
            } else if (node instanceof SubProcess inner) {
                inner.getChildElementsByType(StartEvent.class).forEach(this::leave);
            } else {
                leave(node);
            }
        }

        /** The end of an embedded subprocess goes on after it; the end of anything else is an end. */
        private void end(EndEvent end) {
            if (end.getParentElement() instanceof SubProcess inner && !inner.triggeredByEvent()) {
                leave(inner);
            } else {
                name(end);
            }
        }

        private void name(FlowNode node) {
            if (node.getName() != null && !node.getName().isBlank()) {
                names.add(node.getName().strip());
            }
        }

        /** By the flows themselves: a node need not list them. */
        private List<SequenceFlow> outgoing(FlowNode node) {
            return flows.stream().filter(flow -> node.equals(flow.getSource())).toList();
        }

        /** The flows that may be taken; of an exclusive gateway the certain one, if one is certain. */
        private Collection<SequenceFlow> open(FlowNode node) {
            SequenceFlow otherwise = null;
            if (node instanceof ExclusiveGateway gateway) {
                otherwise = gateway.getDefault();
            } else if (node instanceof InclusiveGateway gateway) {
                otherwise = gateway.getDefault();
            } else {
                return outgoing(node);
            }
            List<SequenceFlow> open = new ArrayList<>();
            boolean certain = false;
            for (SequenceFlow flow : outgoing(node)) {
                Answer answer = flow.equals(otherwise) ? Answer.NO : answer(flow.getConditionExpression());
                if (answer != Answer.NO) {
                    open.add(flow);
                }
                certain |= answer == Answer.YES;
            }
            if (!certain && otherwise != null) {
                open.add(otherwise);
            }
            return open;
        }

        private Answer answer(@Nullable Expression condition) {
            if (condition == null) {
                return Answer.YES;
            }
            String expression = condition.getTextContent().strip();
            if (outcome == null) {
                return Answer.MAYBE;
            }
            if (NOTHING_BUT_THE_OUTCOME.matcher(expression).matches()) {
                boolean yes = COMPARISON
                        .matcher(expression)
                        .results()
                        .anyMatch(
                                one -> one.group(1).equals("==") == one.group(2).equals(outcome));
                return yes ? Answer.YES : Answer.NO;
            }
            return Answer.MAYBE;
        }
    }

    private enum Answer {
        YES,
        NO,
        MAYBE
    }
}
