package minqing.platform.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import minqing.platform.fault.Conflict;
import minqing.platform.fault.Forbidden;
import minqing.platform.fault.InvalidInput;
import minqing.platform.fault.Missing;
import minqing.testing.Logged;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.impl.form.validator.FormFieldValidationException;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.engine.variable.Variables;
import org.camunda.spin.plugin.variable.SpinValues;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class SubmissionGuardTest extends TrialTest {

    private Map<String, BiConsumer<String, Map<String, Object>>> completions() {
        return Map.of(
                "complete", (task, values) -> tasks.complete(task, values),
                "complete with return", (task, values) -> tasks.completeWithVariablesInReturn(task, values, true),
                "submit", (task, values) -> forms.submitTaskForm(task, values),
                "submit with return", (task, values) -> forms.submitTaskFormWithVariablesInReturn(task, values, true));
    }

    private Map<String, BiConsumer<String, Map<String, Object>>> starts() {
        return Map.of(
                "submit start form", (key, values) -> forms.submitStartForm(definition(), values),
                "submit start form with key", (key, values) -> forms.submitStartForm(definition(), "trial-2", values),
                "by key", (key, values) -> runtime.startProcessInstanceByKey(key, values),
                "by key and business key", (key, values) -> runtime.startProcessInstanceByKey(key, "trial-3", values),
                "by id", (key, values) -> runtime.startProcessInstanceById(definition(), values),
                "builder",
                        (key, values) -> runtime.createProcessInstanceByKey(key)
                                .setVariables(values)
                                .execute());
    }

    @TestFactory
    Stream<DynamicTest> whateverTheWayATaskIsHandedInItsFormJudges() {
        return completions().entrySet().stream()
                .map(way -> DynamicTest.dynamicTest(way.getKey(), () -> {
                    Task task = waiting();
                    Throwable refused = catchThrowable(
                            () -> way.getValue().accept(task.getId(), Map.of("reason", NAME, "stranger", "x")));
                    assertThat(refused).isInstanceOf(FormFieldValidationException.class);
                    assertThat(EngineFaults.behind(refused)).containsInstanceOf(InvalidInput.class);
                    assertThat(((InvalidInput) EngineFaults.behind(refused).orElseThrow()).faults())
                            .extracting(fault -> fault.field())
                            .containsExactlyInAnyOrder("outcome", "stranger");
                    assertThat(tasks.createTaskQuery().taskId(task.getId()).count())
                            .isOne();
                }));
    }

    @TestFactory
    Stream<DynamicTest> whateverTheWayATaskIsHandedInTheStepsSeeItAndTheEngineForgetsIt() {
        return completions().entrySet().stream()
                .map(way -> DynamicTest.dynamicTest(way.getKey(), () -> {
                    ProcessInstance instance = started();
                    Task task = taskOf(instance);
                    way.getValue()
                            .accept(
                                    task.getId(),
                                    Map.of("outcome", "later", "reason", NAME + PHONE, "places", List.of("chenjia")));
                    assertThat(trial.seen.get(instance.getId()))
                            .containsEntry("reason", NAME + PHONE)
                            .containsEntry("places", List.of("chenjia"))
                            .containsEntry("outcome", "later");
                    assertThat(runtime.getVariables(instance.getId())).containsOnlyKeys("trialOutcome");
                    engineTables.assertNoTraceOf(NAME, PHONE);
                }));
    }

    @TestFactory
    Stream<DynamicTest> whateverTheWayACaseIsStartedItsFormJudges() {
        return starts().entrySet().stream()
                .map(way -> DynamicTest.dynamicTest(way.getKey(), () -> {
                    long before = runtime.createProcessInstanceQuery().count();
                    Throwable refused =
                            catchThrowable(() -> way.getValue().accept(EngineTrial.KEY, Map.of("remark", "x")));
                    assertThat(EngineFaults.behind(refused)).containsInstanceOf(InvalidInput.class);
                    assertThat(runtime.createProcessInstanceQuery().count()).isEqualTo(before);
                }));
    }

    @TestFactory
    Stream<DynamicTest> whateverTheWayACaseIsStartedTheStepsSeeItAndTheEngineForgetsIt() {
        return starts().entrySet().stream()
                .map(way -> DynamicTest.dynamicTest(way.getKey(), () -> {
                    trial.seen.clear();
                    way.getValue().accept(EngineTrial.KEY, Map.of("title", "路灯", "remark", NAME, "contact", PHONE));
                    assertThat(trial.seen.values())
                            .singleElement()
                            .satisfies(seen -> assertThat(seen)
                                    .containsEntry("remark", NAME)
                                    .containsEntry("contact", PHONE));
                    engineTables.assertNoTraceOf(NAME, PHONE);
                }));
    }

    @Test
    void theValuesOfRestAreReadLikeThoseOfJava() {
        ProcessInstance instance = started();
        Map<String, Object> typed = new HashMap<>();
        typed.put("outcome", Variables.stringValue("done"));
        typed.put("reason", Variables.untypedNullValue());
        typed.put("places", SpinValues.jsonValue("[\"wangjia\"]").create());
        forms.submitTaskForm(taskOf(instance).getId(), typed);
        assertThat(trial.seen.get(instance.getId())).containsEntry("places", List.of("wangjia"));
    }

    @Test
    void aSerializedObjectIsRefusedUnread() {
        Task task = waiting();
        Map<String, Object> object = Map.of(
                "outcome",
                "done",
                "places",
                Variables.serializedObjectValue("[\"chenjia\"]")
                        .objectTypeName("java.util.ArrayList")
                        .serializationDataFormat("application/json")
                        .create());
        assertThatThrownBy(() -> tasks.complete(task.getId(), object)).hasCauseInstanceOf(InvalidInput.class);
    }

    @Test
    void theRuleOfTheProcessIsAsked() {
        Task task = waiting();
        assertThatThrownBy(() -> tasks.complete(task.getId(), Map.of("outcome", "forbidden")))
                .isInstanceOf(AuthorizationException.class)
                .hasCauseInstanceOf(Forbidden.class);
        assertThatThrownBy(() -> tasks.complete(task.getId(), Map.of("outcome", "done", "reason", "overtaken")))
                .hasCauseInstanceOf(Conflict.class);
        assertThat(tasks.createTaskQuery().taskId(task.getId()).count()).isOne();
    }

    @Test
    void aStepThatRefusesIsHeardInItsOwnWords() {
        Task task = waiting();
        assertThatThrownBy(() -> tasks.complete(task.getId(), Map.of("outcome", "done", "reason", "断电")))
                .isInstanceOf(FormFieldValidationException.class)
                .hasCauseInstanceOf(Conflict.class)
                .hasMessage("此项工作刚刚被他人更新，请刷新后再试。");
    }

    @Test
    void nobodyHandsInAnythingAnonymously() {
        Task task = waiting();
        identity.clearAuthentication();
        assertThatThrownBy(() -> tasks.complete(task.getId(), Map.of("outcome", "done")))
                .hasCauseInstanceOf(Forbidden.class);
        assertThatThrownBy(() -> runtime.startProcessInstanceByKey(EngineTrial.KEY, Map.of("title", "x")))
                .hasCauseInstanceOf(Forbidden.class);
    }

    @Test
    void aTaskThatIsGoneOrTakenSaysSo() {
        Task task = waiting();
        tasks.setAssignee(task.getId(), "somebody-else");
        assertThatThrownBy(() -> tasks.complete(task.getId(), Map.of("outcome", "done")))
                .hasCauseInstanceOf(Conflict.class)
                .hasMessageContaining("somebody-else");
        assertThatThrownBy(() -> tasks.claim(task.getId(), PERSON))
                .hasCauseInstanceOf(Conflict.class)
                .hasMessageContaining("somebody-else");
        assertThatThrownBy(() -> tasks.complete("no-such-task", Map.of())).hasCauseInstanceOf(Missing.class);
    }

    @Test
    void aSuspendedCaseTakesNothing() {
        ProcessInstance instance = started();
        runtime.suspendProcessInstanceById(instance.getId());
        Task task = taskOf(instance);
        assertThatThrownBy(() -> tasks.complete(task.getId(), Map.of("outcome", "done")))
                .hasCauseInstanceOf(Conflict.class);
    }

    @Test
    void aTaskIsClaimedForOneselfOnly() {
        Task task = waiting();
        assertThatThrownBy(() -> tasks.claim(task.getId(), "somebody-else")).hasCauseInstanceOf(Forbidden.class);
        tasks.claim(task.getId(), PERSON);
        assertThat(taskOf(task).getAssignee()).isEqualTo(PERSON);
        tasks.setAssignee(task.getId(), null);
        assertThat(taskOf(task).getAssignee()).isNull();
    }

    private Task taskOf(Task task) {
        return tasks.createTaskQuery().taskId(task.getId()).singleResult();
    }

    @Test
    void theDoorsBesideTheGateAreClosed() {
        ProcessInstance instance = started();
        Task task = taskOf(instance);
        List<ThrowingCallable> doors = List.of(
                () -> tasks.newTask(),
                () -> tasks.newTask("trial"),
                () -> tasks.saveTask(task),
                () -> tasks.createComment(task.getId(), null, NAME),
                () -> tasks.addComment(task.getId(), instance.getId(), NAME),
                () -> tasks.createAttachment("x", task.getId(), null, NAME, NAME, NAME),
                () -> tasks.setName(task.getId(), NAME),
                () -> tasks.setDescription(task.getId(), NAME),
                () -> tasks.delegateTask(task.getId(), PERSON),
                () -> tasks.resolveTask(task.getId()),
                () -> tasks.resolveTask(task.getId(), Map.of("reason", NAME)),
                () -> tasks.handleBpmnError(task.getId(), NAME),
                () -> tasks.handleEscalation(task.getId(), NAME),
                () -> tasks.setAssignee(task.getId(), NAME),
                () -> tasks.setOwner(task.getId(), PHONE),
                () -> tasks.addCandidateUser(task.getId(), NAME),
                () -> tasks.addCandidateGroup(task.getId(), NAME),
                () -> tasks.addUserIdentityLink(task.getId(), PERSON, NAME),
                () -> tasks.setVariable(task.getId(), "remark", NAME),
                () -> tasks.setVariableLocal(task.getId(), NAME, "x"),
                () -> tasks.setVariables(task.getId(), Map.of("trialUnit", NAME)),
                () -> runtime.setVariable(instance.getId(), "remark", NAME),
                () -> runtime.setVariableLocal(instance.getId(), "trialUnit", PHONE),
                () -> runtime.setVariables(instance.getId(), Map.of("trialUnits", List.of("epb", NAME))),
                () -> runtime.setVariable(
                        instance.getId(),
                        "trialUnits",
                        SpinValues.jsonValue("{\"" + NAME + "\":1}").create()),
                () -> runtime.setVariable(instance.getId(), "trialUnits", Map.of(NAME, "x")),
                () -> runtime.setVariable(
                        instance.getId(), "trialUnit", Variables.byteArrayValue(NAME.getBytes(StandardCharsets.UTF_8))),
                () -> runtime.createMessageCorrelation("engine-trial-urge")
                        .processInstanceId(instance.getId())
                        .setVariable("remark", NAME)
                        .correlate(),
                () -> runtime.createMessageCorrelation("engine-trial-urge")
                        .processInstanceId(instance.getId())
                        .setVariableLocal("remark", NAME)
                        .correlate(),
                () -> runtime.createMessageCorrelationAsync("engine-trial-urge")
                        .processInstanceIds(List.of(instance.getId()))
                        .setVariable("remark", NAME)
                        .correlateAllAsync(),
                () -> runtime.setVariablesAsync(List.of(instance.getId()), Map.of("remark", NAME)),
                () -> runtime.createProcessInstanceModification(instance.getId())
                        .startBeforeActivity("handle")
                        .setVariable("remark", NAME)
                        .execute(),
                () -> runtime.createProcessInstanceByKey(EngineTrial.KEY)
                        .startBeforeActivity("handle")
                        .setVariable("remark", NAME)
                        .execute(),
                () -> runtime.createProcessInstanceByKey(EngineTrial.KEY)
                        .businessKey(NAME)
                        .execute(),
                () -> runtime.createProcessInstanceByKey(EngineTrial.KEY)
                        .setVariable("title", "x")
                        .businessKey(PHONE)
                        .execute(),
                () -> runtime.signal(task.getExecutionId()));
        for (int door = 0; door < doors.size(); door++) {
            assertThat(catchThrowable(doors.get(door)))
                    .as("door %d", door)
                    .isNotNull()
                    .satisfies(thrown -> assertThat(EngineFaults.behind(thrown)).isPresent());
        }
        assertThat(tasks.createTaskQuery().taskId(task.getId()).count()).isOne();
        engineTables.assertNoTraceOf(NAME, PHONE);
    }

    @Test
    void evenTheOperatorStoresNoUndeclaredVariable() {
        ProcessInstance instance = started();
        identity.clearAuthentication();
        assertThatThrownBy(() -> runtime.createProcessInstanceByKey(EngineTrial.KEY)
                        .startBeforeActivity("handle")
                        .setVariable("remark", NAME)
                        .execute())
                .satisfies(thrown -> assertThat(EngineFaults.behind(thrown)).containsInstanceOf(Forbidden.class));
        assertThatThrownBy(() -> runtime.createProcessInstanceByKey(EngineTrial.KEY)
                        .startBeforeActivity("reported")
                        .execute())
                .satisfies(thrown -> assertThat(EngineFaults.behind(thrown)).containsInstanceOf(Forbidden.class));
        assertThatThrownBy(() -> runtime.signal(taskOf(instance).getExecutionId()))
                .satisfies(thrown -> assertThat(EngineFaults.behind(thrown)).containsInstanceOf(Forbidden.class));
    }

    @Test
    void identifiersAndOutcomesAreKept() {
        ProcessInstance instance = started();
        runtime.setVariable(instance.getId(), "trialUnit", "bieqiao");
        runtime.setVariable(instance.getId(), "trialUnits", List.of("bieqiao", "wukong"));
        runtime.setVariable(instance.getId(), "trialOutcome", "2026-0001");
        runtime.setVariable(instance.getId(), "trialOutcome", new Date());
        assertThat(runtime.getVariable(instance.getId(), "trialUnits")).isEqualTo(List.of("bieqiao", "wukong"));
        assertThat(runtime.getVariable(instance.getId(), "trialUnit")).isEqualTo("bieqiao");
    }

    @Test
    void eventsStillInterruptATaskThatNobodyHandedIn() {
        ProcessInstance recalled = started();
        runtime.createMessageCorrelation("engine-trial-recall")
                .processInstanceId(recalled.getId())
                .correlate();
        ProcessInstance withdrawn = started();
        runtime.createMessageCorrelation("engine-trial-withdraw")
                .processInstanceId(withdrawn.getId())
                .correlate();
        ProcessInstance deleted = started();
        runtime.deleteProcessInstance(deleted.getId(), "trial");
        assertThat(runtime.createProcessInstanceQuery()
                        .processInstanceIds(Set.of(recalled.getId(), withdrawn.getId(), deleted.getId()))
                        .count())
                .isZero();
    }

    @Test
    void aRefusedSubmissionIsNotWrittenToTheLog() {
        Task task = waiting();
        try (Logged logged = Logged.capture()) {
            assertThatThrownBy(() -> tasks.complete(task.getId(), Map.of("reason", NAME, "contact", PHONE)))
                    .isNotNull();
            assertThatThrownBy(
                            () -> forms.submitStartForm(definition(), Map.of("remark", NAME, "contact", "12" + PHONE)))
                    .isNotNull();
            logged.assertNoTraceOf(NAME, PHONE);
        }
    }
}
