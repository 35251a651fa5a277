package minqing.activity.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.YearMonth;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import minqing.bureau.calendar.Periods;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.Deployment;
import org.camunda.bpm.engine.repository.DeploymentBuilder;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * The application comes back with a changed model while months of the old one are under way: those end on the model they
 * began on, none starts a second time, and the next month begins on the new one.
 */
class SummaryModelChangeTest extends SummaryTest {

    /** A unit and months of its own, in years that no other month reaches. */
    private static final String OWN_UNIT = "jiance";

    private static final YearMonth FIRST = YearMonth.of(2017, 3);

    @Autowired
    private Periods periods;

    @Autowired
    private SummaryMessages messages;

    private @Nullable Deployment changed;

    @AfterEach
    void takeTheChangedModelAway() {
        if (changed != null) {
            engine.getRepositoryService().deleteDeployment(changed.getId(), true);
        }
        database.sql("delete from participation where unit = :unit")
                .param("unit", OWN_UNIT)
                .update();
    }

    @Test
    void monthsUnderWayEndOnTheirOwnModelAndTheNextBeginsOnTheNew() throws IOException {
        ProcessDefinition old = latest();
        periods.goLive(OWN_UNIT, FIRST);
        Map<String, String> waiting = new LinkedHashMap<>();
        waiting.put(walk(FIRST, "await-acceptance"), "submitted");
        waiting.put(walk(FIRST.plusMonths(1), "submit"), "sealed");
        waiting.put(walk(FIRST.plusMonths(2), "sign"), "signing");
        waiting.put(walk(FIRST.plusMonths(3), "check"), "checking");
        waiting.put(walk(FIRST.plusMonths(4), "compile-time"), "waiting");
        waiting.put(walk(FIRST.plusMonths(5), "remind-time"), "waiting");

        deployChanged(old);
        assertThat(latest().getVersion()).isEqualTo(old.getVersion() + 1);
        summaryStart.startMissingAtStart();
        tick();

        waiting.forEach((key, status) -> {
            assertThat(instances(key)).as(key).isEqualTo(1);
            assertThat(instance(key).getProcessDefinitionId()).as(key).isEqualTo(old.getId());
            assertThat(statusOf(key)).as(key).isEqualTo(status);
        });
        for (String key : waiting.keySet()) {
            ProcessInstance instance = instance(key);
            finish(key);
            assertThat(instance).isEnded();
            assertThat(statusOf(key)).as(key).isEqualTo("accepted");
            assertThat(instances(key)).as(key).isEqualTo(1);
            assertThat(events(key)).as(key).containsOnlyOnce("start", "compile", "present", "seal", "submit", "accept");
        }

        YearMonth next = FIRST.plusMonths(6);
        String key = Summary.key(OWN_UNIT, next);
        setTime(times.remindAt(next));
        assertThat(summaryStart.startMissing()).containsExactly(key);
        assertThat(instance(key).getProcessDefinitionId()).isEqualTo(latest().getId());
        fire(key, "remind-time");
        assertThat(instance(key)).hasPassed("remind-everybody");
        fire(key, "compile-time");
        assertThat(task(key, "check").getName()).isEqualTo("核对汇总表");
        finish(key);
        assertThat(statusOf(key)).isEqualTo("accepted");
    }

    /** Starts a month at its time, as the clock does, and brings it to where it waits. */
    private String walk(YearMonth month, String until) {
        String key = Summary.key(OWN_UNIT, month);
        setTime(times.remindAt(month));
        assertThat(summaryStart.startMissing()).containsExactly(key);
        List<String> way = List.of("remind-time", "compile-time", "check", "sign", "submit", "await-acceptance");
        for (String step : way.subList(0, way.indexOf(until))) {
            pass(key, step);
        }
        assertThat(instance(key)).isWaitingAt(until);
        return key;
    }

    /** From wherever the month waits to its acceptance. */
    private void finish(String key) {
        for (String step : List.of("remind-time", "compile-time", "check", "sign", "submit")) {
            if (engine.getRuntimeService()
                    .getActiveActivityIds(instance(key).getId())
                    .contains(step)) {
                pass(key, step);
            }
        }
        messages.accept(directory.account("office").orElseThrow(), key);
    }

    private void pass(String key, String step) {
        switch (step) {
            case "remind-time", "compile-time" -> fire(key, step);
            case "check" -> complete("office", key, step, "outcome", "present");
            case "sign" -> {
                complete("deputy", key, step, "outcome", "approve");
                complete("director", key, step, "outcome", "approve");
            }
            case "submit" -> complete("office", key, step, "outcome", "submitted", "stampedOn", today());
            default -> throw new AssertionError(step);
        }
    }

    /** As a new release brings it: one step has another name, another one another identifier. */
    private void deployChanged(ProcessDefinition old) throws IOException {
        RepositoryService repository = engine.getRepositoryService();
        String model;
        try (InputStream source = repository.getProcessModel(old.getId())) {
            model = new String(source.readAllBytes(), StandardCharsets.UTF_8);
        }
        DeploymentBuilder deployment = repository
                .createDeployment()
                .name("a changed monthly-summary")
                .addString(
                        "bpmn/monthly-summary.bpmn",
                        model.replace("remind-leaders", "remind-everybody").replace("name=\"核对\"", "name=\"核对汇总表\""));
        for (String resource : repository.getDeploymentResourceNames(old.getDeploymentId())) {
            if (resource.matches(".*(check-summary|sign-summary|submit-summary|telephone-approver)\\.form")) {
                deployment.addInputStream(resource, repository.getResourceAsStream(old.getDeploymentId(), resource));
            }
        }
        changed = deployment.deploy();
    }

    private void tick() {
        ProcessInstance tick = engine.getRuntimeService().startProcessInstanceByKey(SummaryClockProcess.KEY);
        engine.getManagementService()
                .executeJob(engine.getManagementService()
                        .createJobQuery()
                        .processInstanceId(tick.getId())
                        .singleResult()
                        .getId());
        assertThat(tick).isEnded();
    }

    private long instances(String key) {
        return engine.getHistoryService()
                .createHistoricProcessInstanceQuery()
                .processDefinitionKey(SummaryProcess.KEY)
                .processInstanceBusinessKey(key)
                .count();
    }

    private ProcessDefinition latest() {
        return engine.getRepositoryService()
                .createProcessDefinitionQuery()
                .processDefinitionKey(SummaryProcess.KEY)
                .latestVersion()
                .singleResult();
    }
}
