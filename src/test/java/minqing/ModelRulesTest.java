package minqing;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.Activity;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.CatchEvent;
import org.camunda.bpm.model.bpmn.instance.EndEvent;
import org.camunda.bpm.model.bpmn.instance.EventBasedGateway;
import org.camunda.bpm.model.bpmn.instance.ExclusiveGateway;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Gateway;
import org.camunda.bpm.model.bpmn.instance.Message;
import org.camunda.bpm.model.bpmn.instance.MessageEventDefinition;
import org.camunda.bpm.model.bpmn.instance.ParallelGateway;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.camunda.bpm.model.bpmn.instance.ThrowEvent;
import org.camunda.bpm.model.bpmn.instance.TimerEventDefinition;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnEdge;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnLabel;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnShape;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaFailedJobRetryTimeCycle;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaTaskListener;
import org.camunda.bpm.model.bpmn.instance.dc.Bounds;
import org.camunda.bpm.model.bpmn.instance.di.Waypoint;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What every process model keeps, so that the engine runs it safely and an official can read it. The rules that Camunda
 * Modeler's linter checks are among them. Each rule is shown a model that breaks it, and has to say so.
 */
class ModelRulesTest {

    private static final Path MODELS = Path.of("bpmn");
    private static final Path FORMS = Path.of("forms");

    private static final Pattern CHINESE = Pattern.compile("\\p{IsHan}");
    private static final Pattern IDENTIFIER = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

    /** Nobody fills in a form to start these: a clock is due, or a record was stored that needs somebody's word. */
    private static final Set<String> STARTED_BY_THE_APPLICATION = Set.of("monthly-summary", "outing-confirmation");

    /** Nobody works in these through the engine: its module asks its own table who may. */
    private static final Set<String> OFFERED_TO_NOBODY = Set.of("accusation-handling");

    /** How far a point may lie from another that is meant to be the same, in the units of the drawing. */
    private static final double TOLERANCE = 1;

    @SuppressWarnings("ImmutableEnumChecker") // functions without a state
    enum Rule {
        EVERY_PROCESS_SAYS_HOW_LONG_ITS_HISTORY_IS_KEPT(
                model -> named(model.getModelElementsByType(Process.class), process -> {
                    String kept = process.getCamundaHistoryTimeToLiveString();
                    return process.isExecutable() && (kept == null || !kept.matches("P\\d+D"));
                }),
                replaced(" camunda:historyTimeToLive=\"P1825D\"", "")),

        IDENTIFIERS_ARE_LOWER_CASE_WORDS_WITH_HYPHENS(
                model -> named(
                        model.getModelElementsByType(BaseElement.class),
                        element -> element.getId() != null
                                && !IDENTIFIER.matcher(element.getId()).matches()),
                replaced("\"has-lead-unit\"", "\"hasLeadUnit\"")),

        TASKS_EVENTS_AND_QUESTIONS_HAVE_CHINESE_NAMES(
                model -> Stream.concat(
                                model.getModelElementsByType(FlowNode.class).stream()
                                        .filter(node -> !(node instanceof Gateway) || exclusiveSplit(node))
                                        .filter(node -> !chinese(node.getName())),
                                model.getModelElementsByType(Process.class).stream()
                                        .filter(process -> !chinese(process.getName())))
                        .map(BaseElement::getId)
                        .toList(),
                replaced("name=\"梳理交办\"", "name=\"triage\"")),

        A_DECISION_IS_A_QUESTION_AND_EVERY_WAY_OUT_AN_ANSWER(
                model -> splits(model)
                        .filter(split -> split.getName() == null
                                || !split.getName().endsWith("？")
                                || outOf(split).stream().anyMatch(way -> !chinese(way.getName())))
                        .map(BaseElement::getId)
                        .toList(),
                replaced("name=\"是否同意？\"", "name=\"审核结果\"")),

        EVERY_WAY_OUT_OF_A_DECISION_HAS_A_CONDITION_OR_IS_THE_DEFAULT(
                model -> model.getModelElementsByType(SequenceFlow.class).stream()
                        .filter(flow -> {
                            boolean fromSplit = exclusiveSplit(flow.getSource());
                            boolean standard = flow.getSource() instanceof ExclusiveGateway gateway
                                    && flow.equals(gateway.getDefault());
                            boolean condition = flow.getConditionExpression() != null;
                            return fromSplit ? condition == standard : condition;
                        })
                        .map(BaseElement::getId)
                        .toList(),
                cut(
                        "<bpmn:conditionExpression xsi:type=\"bpmn:tFormalExpression\">${outcome == &#x27;merge&#x27;}",
                        "</bpmn:conditionExpression>")),

        EVERY_FORM_IS_THERE_AND_BOUND_TO_ITS_DEPLOYMENT(
                model -> Stream.concat(
                                model.getModelElementsByType(UserTask.class).stream()
                                        .filter(task ->
                                                !form(task.getCamundaFormRef(), task.getCamundaFormRefBinding())),
                                model.getModelElementsByType(StartEvent.class).stream()
                                        .filter(start -> start.getParentElement() instanceof Process process
                                                && !STARTED_BY_THE_APPLICATION.contains(process.getId())
                                                && start.getEventDefinitions().isEmpty())
                                        .filter(start ->
                                                !form(start.getCamundaFormRef(), start.getCamundaFormRefBinding())))
                        .map(BaseElement::getId)
                        .toList(),
                replaced("camunda:formRef=\"triage\"", "camunda:formRef=\"missing\"")),

        THE_CASE_HEARS_OF_EVERY_TASK_THAT_OPENS_AND_ENDS(
                model -> {
                    // A case with clocks hears of every task from beginning to end, one without hears what was
                    // answered.
                    Set<String> heard = model.getModelElementsByType(UserTask.class).stream()
                            .flatMap(task -> listeners(task).stream())
                            .filter(Set.of("create", "delete")::contains)
                            .collect(toSet());
                    if (!heard.isEmpty()) {
                        heard.addAll(Set.of("create", "delete"));
                    }
                    heard.add("complete");
                    return named(
                            model.getModelElementsByType(UserTask.class),
                            task -> !listeners(task).containsAll(heard));
                },
                replaced(
                        "<camunda:taskListener event=\"delete\" expression=\"${problemProcess.cancelled(task)}\" />",
                        "")),

        NOBODY_IS_OFFERED_A_TASK_BY_ACCIDENT(
                model -> named(
                        model.getModelElementsByType(UserTask.class),
                        task -> (task.getCamundaAssignee() == null
                                        && task.getCamundaCandidateGroups() == null
                                        && task.getCamundaCandidateUsers() == null)
                                != offeredToNobody(model)),
                replaced(" camunda:candidateGroups=\"approver\"", "")),

        /** The engine has one retry cycle for every job; a model that sets its own must say when, not how many times. */
        A_RETRY_CYCLE_OF_ITS_OWN_SAYS_WHEN(
                model -> model.getModelElementsByType(CamundaFailedJobRetryTimeCycle.class).stream()
                        .map(ModelElementInstance::getTextContent)
                        .filter(cycle -> !cycle.strip().matches("PT\\w+(,PT\\w+)*"))
                        .toList(),
                replaced(
                        "<camunda:executionListener event=\"start\" expression=\"${problemProcess.end(execution, 'closed')}\" />",
                        "<camunda:failedJobRetryTimeCycle>R0</camunda:failedJobRetryTimeCycle>")),

        NOTHING_IS_SCRIPTED_AND_NO_CLASS_IS_NAMED(
                model -> {
                    String xml = Bpmn.convertToString(model);
                    return Stream.of("scriptTask", "camunda:script", "language=", "scriptFormat", "camunda:class")
                            .filter(xml::contains)
                            .toList();
                },
                replaced(
                        "<bpmn:conditionExpression xsi:type=\"bpmn:tFormalExpression\">",
                        "<bpmn:conditionExpression xsi:type=\"bpmn:tFormalExpression\" language=\"groovy\">")),

        ONLY_GATEWAYS_SPLIT_AND_JOIN_AND_NEVER_BOTH(
                model -> named(model.getModelElementsByType(FlowNode.class), node -> {
                    int in = into(node).size();
                    int out = outOf(node).size();
                    return node instanceof Gateway ? (in > 1 && out > 1) || (in < 2 && out < 2) : in > 1 || out > 1;
                }),
                replaced("sourceRef=\"urged\" targetRef=\"send-urge\"", "sourceRef=\"urged\" targetRef=\"urge-sent\"")),

        GATEWAYS_ARE_EXCLUSIVE_PARALLEL_OR_WAIT_FOR_AN_EVENT(
                model -> named(
                        model.getModelElementsByType(Gateway.class),
                        gateway -> !(gateway instanceof ExclusiveGateway
                                || gateway instanceof ParallelGateway
                                || gateway instanceof EventBasedGateway)),
                replaced("bpmn:parallelGateway", "bpmn:inclusiveGateway")),

        NO_TWO_FLOWS_LEAD_FROM_THE_SAME_NODE_TO_THE_SAME_NODE(
                model -> model.getModelElementsByType(SequenceFlow.class).stream()
                        .collect(Collectors.groupingBy(
                                flow -> flow.getSource().getId() + " → "
                                        + flow.getTarget().getId(),
                                TreeMap::new,
                                Collectors.counting()))
                        .entrySet()
                        .stream()
                        .filter(entry -> entry.getValue() > 1)
                        .map(Map.Entry::getKey)
                        .toList(),
                replaced(
                        "sourceRef=\"triage-decision\" targetRef=\"merged\"",
                        "sourceRef=\"triage-decision\" targetRef=\"declined\"")),

        EVERY_SCOPE_HAS_ONE_START_OF_THE_RIGHT_KIND_AND_AN_END(
                model -> scopes(model)
                        .filter(scope -> {
                            // Beside the one start of a process, a message may begin a case that had ended.
                            List<StartEvent> starts = children(scope, StartEvent.class).stream()
                                    .filter(start -> !(scope instanceof Process)
                                            || start.getEventDefinitions().stream()
                                                    .noneMatch(MessageEventDefinition.class::isInstance))
                                    .toList();
                            boolean event = scope instanceof SubProcess inner && inner.triggeredByEvent();
                            boolean clock = scope instanceof Process
                                    && starts.size() == 1
                                    && starts.get(0).getEventDefinitions().stream()
                                            .allMatch(TimerEventDefinition.class::isInstance);
                            return starts.size() != 1
                                    || (starts.get(0).getEventDefinitions().isEmpty() == event && !clock)
                                    || children(scope, EndEvent.class).isEmpty();
                        })
                        .map(BaseElement::getId)
                        .toList(),
                replaced("<bpmn:messageEventDefinition id=\"urged-definition\" messageRef=\"urge\" />", "")),

        AN_EVENT_WAITS_FOR_ONE_THING(
                model -> Stream.concat(
                                model.getModelElementsByType(CatchEvent.class).stream()
                                        .filter(event ->
                                                event.getEventDefinitions().size() > 1
                                                        || (event.getEventDefinitions()
                                                                        .isEmpty()
                                                                && !(event instanceof StartEvent))),
                                model.getModelElementsByType(ThrowEvent.class).stream()
                                        .filter(event ->
                                                event.getEventDefinitions().size() > 1))
                        .map(BaseElement::getId)
                        .toList(),
                replaced(
                        "<bpmn:messageEventDefinition id=\"withdrawn-from-triage-definition\" messageRef=\"withdraw\" />",
                        "")),

        MESSAGES_ARE_NAMED_AND_RECEIVED(
                model -> {
                    String xml = Bpmn.convertToString(model);
                    return named(
                            model.getModelElementsByType(Message.class),
                            message -> !message.getId().equals(message.getName())
                                    || !xml.contains("messageRef=\"" + message.getId() + "\""));
                },
                replaced("id=\"urge\" name=\"urge\"", "id=\"urge\" name=\"\"")),

        EVERY_NODE_IS_REACHED(
                model -> {
                    Set<FlowNode> reached = reachable(
                            model.getModelElementsByType(StartEvent.class),
                            node -> Stream.concat(
                                    outOf(node).stream().map(SequenceFlow::getTarget),
                                    model.getModelElementsByType(BoundaryEvent.class).stream()
                                            .filter(event -> node.equals(event.getAttachedTo()))));
                    return named(
                            model.getModelElementsByType(FlowNode.class),
                            node -> !reached.contains(node)
                                    && !(node instanceof SubProcess inner && inner.triggeredByEvent()));
                },
                replaced(
                        "sourceRef=\"to-wait\" targetRef=\"review-interval\"",
                        "sourceRef=\"to-wait\" targetRef=\"to-verify\"")),

        EVERY_NODE_LEADS_TO_AN_END(
                model -> {
                    Set<FlowNode> leading = reachable(
                            model.getModelElementsByType(EndEvent.class),
                            node -> into(node).stream().map(SequenceFlow::getSource));
                    // The watcher goes round until the case ends and takes it along.
                    Set<String> round = Set.of("watch", "next-reminder", "remind");
                    return named(
                            model.getModelElementsByType(FlowNode.class),
                            node -> !leading.contains(node)
                                    && !round.contains(node.getId())
                                    && !(node instanceof SubProcess inner && inner.triggeredByEvent()));
                },
                replaced("sourceRef=\"close\" targetRef=\"closed\"", "sourceRef=\"close\" targetRef=\"to-close\"")),

        EVERYTHING_IS_DRAWN(
                model -> {
                    Set<String> drawn = Stream.concat(
                                    model.getModelElementsByType(BpmnShape.class).stream()
                                            .map(BpmnShape::getBpmnElement),
                                    model.getModelElementsByType(BpmnEdge.class).stream()
                                            .map(BpmnEdge::getBpmnElement))
                            .filter(element -> element != null)
                            .map(BaseElement::getId)
                            .collect(toSet());
                    return Stream.concat(
                                    model.getModelElementsByType(FlowNode.class).stream(),
                                    model.getModelElementsByType(SequenceFlow.class).stream())
                            .map(BaseElement::getId)
                            .filter(id -> !drawn.contains(id))
                            .toList();
                },
                cut("<bpmndi:BPMNEdge id=\"close-to-closed-edge\"", "</bpmndi:BPMNEdge>")),

        NOTHING_LIES_ON_TOP_OF_ANYTHING_ELSE(
                model -> {
                    List<Box> boxes = boxes(model);
                    List<String> complaints = new ArrayList<>();
                    for (int one = 0; one < boxes.size(); one++) {
                        for (int other = one + 1; other < boxes.size(); other++) {
                            if (boxes.get(one).overlaps(boxes.get(other))) {
                                complaints.add(boxes.get(one).name() + " and "
                                        + boxes.get(other).name());
                            }
                        }
                    }
                    return complaints;
                },
                replaced("x=\"1330\" y=\"460\" width=\"100\"", "x=\"1240\" y=\"460\" width=\"100\"")),

        LINES_START_AND_END_AT_WHAT_THEY_CONNECT(
                model -> lines(model).stream()
                        .filter(line -> !touches(
                                        line.first(), shape(model, line.flow().getSource()))
                                || !touches(
                                        line.last(), shape(model, line.flow().getTarget())))
                        .map(line -> line.flow().getId())
                        .toList(),
                replaced("<di:waypoint x=\"3472\" y=\"500\" />", "<di:waypoint x=\"3440\" y=\"500\" />")),

        LINES_GO_LEFT_TO_RIGHT_UNLESS_THEY_GO_BACK(
                model -> model.getModelElementsByType(SequenceFlow.class).stream()
                        .filter(flow -> shape(model, flow.getTarget()).getCenterX()
                                < shape(model, flow.getSource()).getCenterX() - TOLERANCE)
                        .filter(flow -> !reachable(
                                        List.of(flow.getTarget()),
                                        node -> outOf(node).stream().map(SequenceFlow::getTarget))
                                .contains(host(flow.getSource())))
                        .map(BaseElement::getId)
                        .toList(),
                replaced("<dc:Bounds x=\"3472\" y=\"482\"", "<dc:Bounds x=\"3272\" y=\"482\"")),

        LINES_DO_NOT_CROSS(
                model -> {
                    List<Drawn> lines = lines(model);
                    List<String> complaints = new ArrayList<>();
                    for (int one = 0; one < lines.size(); one++) {
                        for (int other = one + 1; other < lines.size(); other++) {
                            if (lines.get(one).crosses(lines.get(other))) {
                                complaints.add(lines.get(one).flow().getId() + " and "
                                        + lines.get(other).flow().getId());
                            }
                        }
                    }
                    return complaints;
                },
                replaced("<di:waypoint x=\"2840\" y=\"1050\" />", "<di:waypoint x=\"2840\" y=\"1180\" />")),

        LINES_RUN_THROUGH_NO_NODE_AND_NO_WORD(
                model -> lines(model).stream()
                        .flatMap(line -> boxes(model).stream()
                                .filter(box -> box.hitBy(line))
                                .map(box -> line.flow().getId() + " through " + box.name()))
                        .toList(),
                replaced("<dc:Bounds x=\"3192\" y=\"293\"", "<dc:Bounds x=\"3140\" y=\"240\""));

        private final Function<BpmnModelInstance, List<String>> complaints;
        private final Function<String, String> spoil;

        Rule(Function<BpmnModelInstance, List<String>> complaints, Function<String, String> spoil) {
            this.complaints = complaints;
            this.spoil = spoil;
        }
    }

    private static boolean offeredToNobody(BpmnModelInstance model) {
        return model.getModelElementsByType(Process.class).stream()
                .map(BaseElement::getId)
                .anyMatch(OFFERED_TO_NOBODY::contains);
    }

    @ParameterizedTest
    @EnumSource
    void everyModelKeepsTheRule(Rule rule) throws IOException {
        List<Path> models = list(MODELS, ".bpmn");
        assertThat(models).isNotEmpty();
        for (Path model : models) {
            assertThat(rule.complaints.apply(Bpmn.readModelFromFile(model.toFile())))
                    .as(model.toString())
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void theRuleIsSeenToBeBroken(Rule rule) throws IOException {
        String model = Files.readString(MODELS.resolve("problem-handling.bpmn"));
        String spoiled = rule.spoil.apply(model);
        assertThat(spoiled).isNotEqualTo(model);
        assertThat(rule.complaints.apply(read(spoiled))).isNotEmpty();
    }

    @Test
    void everyFormIsUsedByAModelOrSentToACase() throws IOException {
        StringBuilder models = new StringBuilder();
        for (Path model : list(MODELS, ".bpmn")) {
            models.append(Files.readString(model));
        }
        for (Path form : list(FORMS, ".form")) {
            String name = form.getFileName().toString().replace(".form", "");
            if (name.equals("first-contact")) {
                // Sent to a case as well, but it moves a clock and nothing in the process.
                continue;
            }
            assertThat(models.toString())
                    .containsAnyOf("camunda:formRef=\"" + name + "\"", "messageRef=\"" + name + "\"");
        }
    }

    // ---- the drawing

    /** A node or a label, with where it lies. */
    private record Box(String name, BaseElement element, Rectangle2D bounds, boolean label) {

        boolean overlaps(Box other) {
            return bounds.intersects(other.bounds) && !related(element, other.element);
        }

        private static boolean related(BaseElement one, BaseElement other) {
            return one.equals(other)
                    || holds(one, other)
                    || holds(other, one)
                    || (one instanceof BoundaryEvent event && other.equals(event.getAttachedTo()))
                    || (other instanceof BoundaryEvent guest && one.equals(guest.getAttachedTo()));
        }

        /** A sub-process lies under all that is in it. */
        private static boolean holds(BaseElement scope, BaseElement element) {
            for (ModelElementInstance outer = element.getParentElement();
                    outer != null;
                    outer = outer.getParentElement()) {
                if (outer.equals(scope)) {
                    return true;
                }
            }
            return false;
        }

        boolean hitBy(Drawn line) {
            SequenceFlow flow = line.flow();
            if (!label
                    && (element.equals(flow.getSource())
                            || element.equals(flow.getTarget())
                            || holds(element, flow)
                            || (flow.getSource() instanceof BoundaryEvent event
                                    && element.equals(event.getAttachedTo())))) {
                return false;
            }
            Rectangle2D inside = new Rectangle2D.Double(
                    bounds.getX() + TOLERANCE,
                    bounds.getY() + TOLERANCE,
                    bounds.getWidth() - 2 * TOLERANCE,
                    bounds.getHeight() - 2 * TOLERANCE);
            return line.segments().stream().anyMatch(segment -> segment.intersects(inside));
        }
    }

    private record Drawn(SequenceFlow flow, List<Waypoint> points) {

        Waypoint first() {
            return points.get(0);
        }

        Waypoint last() {
            return points.get(points.size() - 1);
        }

        List<Line2D> segments() {
            List<Line2D> segments = new ArrayList<>();
            for (int index = 1; index < points.size(); index++) {
                Waypoint from = points.get(index - 1);
                Waypoint to = points.get(index);
                segments.add(new Line2D.Double(from.getX(), from.getY(), to.getX(), to.getY()));
            }
            return segments;
        }

        /** Lines that run into one another on the way to or from the same node do not cross. */
        boolean crosses(Drawn other) {
            return segments().stream()
                    .anyMatch(one -> other.segments().stream()
                            .anyMatch(two -> one.intersectsLine(two)
                                    && two.relativeCCW(one.getP1()) * two.relativeCCW(one.getP2()) < 0
                                    && one.relativeCCW(two.getP1()) * one.relativeCCW(two.getP2()) < 0));
        }
    }

    private static List<Box> boxes(BpmnModelInstance model) {
        List<Box> boxes = new ArrayList<>();
        for (BpmnShape shape : model.getModelElementsByType(BpmnShape.class)) {
            BaseElement element = shape.getBpmnElement();
            boxes.add(new Box(element.getId(), element, rectangle(shape.getBounds()), false));
            label(boxes, element, shape.getBpmnLabel());
        }
        for (BpmnEdge edge : model.getModelElementsByType(BpmnEdge.class)) {
            label(boxes, edge.getBpmnElement(), edge.getBpmnLabel());
        }
        return boxes;
    }

    private static void label(List<Box> boxes, BaseElement element, @Nullable BpmnLabel label) {
        if (label != null && label.getBounds() != null) {
            boxes.add(new Box("the name of " + element.getId(), element, rectangle(label.getBounds()), true));
        }
    }

    private static List<Drawn> lines(BpmnModelInstance model) {
        return model.getModelElementsByType(BpmnEdge.class).stream()
                .map(edge -> new Drawn((SequenceFlow) edge.getBpmnElement(), List.copyOf(edge.getWaypoints())))
                .toList();
    }

    private static Rectangle2D shape(BpmnModelInstance model, FlowNode node) {
        return model.getModelElementsByType(BpmnShape.class).stream()
                .filter(shape -> node.equals(shape.getBpmnElement()))
                .map(shape -> rectangle(shape.getBounds()))
                .findFirst()
                .orElseThrow();
    }

    private static boolean touches(Waypoint point, Rectangle2D shape) {
        Rectangle2D around = new Rectangle2D.Double(
                shape.getX() - TOLERANCE,
                shape.getY() - TOLERANCE,
                shape.getWidth() + 2 * TOLERANCE,
                shape.getHeight() + 2 * TOLERANCE);
        return around.contains(point.getX(), point.getY());
    }

    private static Rectangle2D rectangle(Bounds bounds) {
        return new Rectangle2D.Double(bounds.getX(), bounds.getY(), bounds.getWidth(), bounds.getHeight());
    }

    // ---- the model

    private static Stream<ExclusiveGateway> splits(BpmnModelInstance model) {
        return model.getModelElementsByType(ExclusiveGateway.class).stream().filter(ModelRulesTest::exclusiveSplit);
    }

    private static boolean exclusiveSplit(FlowNode node) {
        return node instanceof ExclusiveGateway && outOf(node).size() > 1;
    }

    /** What happens at the border of a task happens while the case is there. */
    private static FlowNode host(FlowNode node) {
        return node instanceof BoundaryEvent event ? event.getAttachedTo() : node;
    }

    private static List<SequenceFlow> outOf(FlowNode node) {
        return flows(node, SequenceFlow::getSource);
    }

    private static List<SequenceFlow> into(FlowNode node) {
        return flows(node, SequenceFlow::getTarget);
    }

    private static List<SequenceFlow> flows(FlowNode node, Function<SequenceFlow, FlowNode> end) {
        return node.getModelInstance().getModelElementsByType(SequenceFlow.class).stream()
                .filter(flow -> node.equals(end.apply(flow)))
                .toList();
    }

    private static Stream<BaseElement> scopes(BpmnModelInstance model) {
        return Stream.concat(
                model.getModelElementsByType(Process.class).stream(),
                model.getModelElementsByType(SubProcess.class).stream());
    }

    private static <T extends ModelElementInstance> List<T> children(BaseElement scope, Class<T> type) {
        return List.copyOf(scope.getChildElementsByType(type));
    }

    private static Set<FlowNode> reachable(
            Collection<? extends FlowNode> from, Function<FlowNode, Stream<? extends FlowNode>> next) {
        Set<FlowNode> reached = new HashSet<>(from);
        Deque<FlowNode> open = new ArrayDeque<>(from);
        while (!open.isEmpty()) {
            next.apply(open.remove()).filter(reached::add).forEach(open::add);
        }
        return reached;
    }

    private static Set<String> listeners(Activity task) {
        return task.getExtensionElements() == null
                ? Set.of()
                : task.getExtensionElements().getElementsQuery().filterByType(CamundaTaskListener.class).list().stream()
                        .map(CamundaTaskListener::getCamundaEvent)
                        .collect(toSet());
    }

    private static boolean form(@Nullable String name, @Nullable String binding) {
        return name != null && "deployment".equals(binding) && Files.exists(FORMS.resolve(name + ".form"));
    }

    private static boolean chinese(@Nullable String name) {
        return name != null && CHINESE.matcher(name).find();
    }

    private static <T extends BaseElement> List<String> named(Collection<T> elements, Predicate<T> wrong) {
        return elements.stream()
                .filter(wrong)
                .map(element -> String.valueOf(element.getId()))
                .toList();
    }

    // ---- counterexamples

    private static Function<String, String> replaced(String text, String by) {
        return model -> model.replace(text, by);
    }

    /** Without the first element that begins so. */
    private static Function<String, String> cut(String begin, String end) {
        return model -> {
            int from = model.indexOf(begin);
            return model.substring(0, from) + model.substring(model.indexOf(end, from) + end.length());
        };
    }

    private static BpmnModelInstance read(String model) {
        return Bpmn.readModelFromStream(new ByteArrayInputStream(model.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<Path> list(Path directory, String ending) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        }
    }
}
