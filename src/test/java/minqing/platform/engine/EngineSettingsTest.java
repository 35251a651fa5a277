package minqing.platform.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import minqing.testing.Logged;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.history.HistoricJobLog;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.Incident;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;

class EngineSettingsTest extends TrialTest {

    @Autowired
    private ProcessEngine engine;

    @Autowired
    private FilterService filters;

    @Autowired
    private JdbcClient database;

    private ProcessEngineConfigurationImpl settings() {
        return (ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration();
    }

    @Test
    void everyJobThatFailsIsTriedAgainSoonLaterAndOnceMore() {
        assertThat(settings().getFailedJobRetryTimeCycle()).isEqualTo("PT1M,PT10M,PT1H");
    }

    private Job failingJob(ProcessInstance instance) {
        tasks.complete(taskOf(instance).getId(), Map.of("outcome", "later"));
        return job(instance);
    }

    private Job job(ProcessInstance instance) {
        return management.createJobQuery().processInstanceId(instance.getId()).singleResult();
    }

    private void run(Job job) {
        identity.clearAuthentication();
        try {
            management.executeJob(job.getId());
        } catch (RuntimeException failed) {
            assertThat(trial.failure).as("a failure that was wanted").isNotNull();
        } finally {
            signIn();
        }
    }

    @Test
    void aFailingStepIsTriedFourTimesAndThenAsksForAPerson() {
        ProcessInstance instance = started();
        Job job = failingJob(instance);
        trial.failure = new IllegalStateException("cannot reach " + NAME);
        Instant now = Instant.parse("2026-11-24T02:00:00Z");
        for (int pause : new int[] {60, 600, 3600}) {
            ClockUtil.setCurrentTime(Date.from(now));
            run(job);
            assertThat(job(instance).getDuedate()).isEqualTo(Date.from(now.plusSeconds(pause)));
            assertThat(incidents(instance)).isEmpty();
            now = now.plusSeconds(pause);
        }
        run(job);
        assertThat(incidents(instance)).singleElement().satisfies(incident -> {
            assertThat(incident.getActivityId()).isEqualTo("automatic");
            assertThat(incident.getIncidentMessage()).contains("IllegalStateException");
        });
        trial.failure = null;
        management.setJobRetries(job.getId(), 1);
        assertThat(incidents(instance)).isEmpty();
        run(job);
        assertThat(runtime.createProcessInstanceQuery()
                        .processInstanceId(instance.getId())
                        .count())
                .isZero();
    }

    private List<Incident> incidents(ProcessInstance instance) {
        return runtime.createIncidentQuery().processInstanceId(instance.getId()).list();
    }

    @Test
    void whatAFailingStepSaysIsNotRemembered() {
        ProcessInstance instance = started();
        Job job = failingJob(instance);
        trial.failure = new DataIntegrityViolationException(
                "insert of " + NAME, new IllegalArgumentException("phone " + PHONE));
        try (Logged logged = Logged.capture()) {
            for (int attempt = 0; attempt < 4; attempt++) {
                run(job);
            }
            logged.assertNoTraceOf(NAME, PHONE);
        }
        assertThat(job(instance).getExceptionMessage())
                .contains("DataIntegrityViolationException", "IllegalArgumentException");
        assertThat(management.getJobExceptionStacktrace(job.getId()))
                .contains("EngineSettingsTest.whatAFailingStepSaysIsNotRemembered");
        assertThat(history.createHistoricJobLogQuery()
                        .processInstanceId(instance.getId())
                        .failureLog()
                        .list())
                .hasSize(4)
                .extracting(HistoricJobLog::getJobExceptionMessage)
                .allSatisfy(message -> assertThat(message).contains("DataIntegrityViolationException"));
        engineTables.assertNoTraceOf(NAME, PHONE);
    }

    @Test
    void theDatabaseQuotesNoRowInItsErrors() {
        String insert = "insert into ACT_ID_GROUP (ID_, REV_, NAME_) values (:id, 1, 'trial')";
        database.sql(insert).param("id", "engine-trial-" + PHONE).update();
        try (Logged logged = Logged.capture()) {
            assertThatThrownBy(() -> database.sql(insert)
                            .param("id", "engine-trial-" + PHONE)
                            .update())
                    .isInstanceOf(DataIntegrityViolationException.class)
                    .satisfies(thrown -> {
                        for (Throwable each = thrown; each != null; each = each.getCause()) {
                            assertThat(each.getMessage()).doesNotContain(PHONE);
                        }
                    });
            logged.assertNoTraceOf(PHONE);
        } finally {
            database.sql("delete from ACT_ID_GROUP where ID_ = :id")
                    .param("id", "engine-trial-" + PHONE)
                    .update();
        }
    }

    @Test
    void noScriptRuns() {
        identity.clearAuthentication();
        String deployment = repository
                .createDeployment()
                .addClasspathResource("engine/engine-trial-script.bpmn")
                .deploy()
                .getId();
        signIn();
        try {
            assertThatThrownBy(() -> runtime.startProcessInstanceByKey("engine-trial-script"))
                    .isInstanceOf(ProcessEngineException.class)
                    .hasMessageContaining("scripting engine");
        } finally {
            identity.clearAuthentication();
            repository.deleteDeployment(deployment, true);
        }
    }

    @Test
    void aModelThatReadsAFileIsRefused() throws IOException {
        identity.clearAuthentication();
        Path secret = Files.writeString(Files.createTempFile("engine-trial", ".txt"), NAME);
        String model = """
                <?xml version="1.0" encoding="UTF-8"?>
                <!DOCTYPE x [<!ENTITY file SYSTEM "%s">]>
                <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="x"
                             xmlns:camunda="http://camunda.org/schema/1.0/bpmn">
                  <process id="engine-trial-file" isExecutable="true" camunda:historyTimeToLive="P1D">
                    <startEvent id="started"><documentation>&file;</documentation></startEvent>
                  </process>
                </definitions>
                """.formatted(secret.toUri());
        try {
            assertThatThrownBy(() -> repository
                            .createDeployment()
                            .addString("engine-trial-file.bpmn", model)
                            .deploy())
                    .isInstanceOf(ProcessEngineException.class);
        } finally {
            Files.delete(secret);
        }
    }

    @Test
    void aModelThatDoesNotSayHowLongItIsRememberedIsRefused() {
        identity.clearAuthentication();
        String model = """
                <?xml version="1.0" encoding="UTF-8"?>
                <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="x">
                  <process id="engine-trial-forever" isExecutable="true"><startEvent id="started"/></process>
                </definitions>
                """;
        assertThatThrownBy(() -> repository
                        .createDeployment()
                        .addString("engine-trial-forever.bpmn", model)
                        .deploy())
                .isInstanceOf(ProcessEngineException.class)
                .hasMessageContaining("History Time To Live");
    }

    @Test
    void noQueryOfTheEngineRunsAnExpression() {
        assertThatThrownBy(() -> tasks.createTaskQuery()
                        .taskAssigneeExpression("${currentUser()}")
                        .list())
                .isInstanceOf(BadUserRequestException.class);
        identity.clearAuthentication();
        Filter filter = filters.newTaskFilter("engine-trial-expression")
                .setQuery(tasks.createTaskQuery().taskAssigneeExpression("${currentUser()}"));
        assertThatThrownBy(() -> filters.saveFilter(filter)).isInstanceOf(BadUserRequestException.class);
    }

    @Test
    void theZoneIsTheBureausWhateverTheMachines() {
        assertThat(TimeZone.getDefault().toZoneId()).isEqualTo(ZoneId.of("Asia/Shanghai"));
        ProcessInstance instance = started();
        String stored = database.sql(
                        "select to_char(START_TIME_, 'YYYY-MM-DD HH24:MI') from ACT_HI_PROCINST where ID_ = :id")
                .param("id", instance.getId())
                .query(String.class)
                .single();
        Date started = history.createHistoricProcessInstanceQuery()
                .processInstanceId(instance.getId())
                .singleResult()
                .getStartTime();
        assertThat(stored)
                .isEqualTo(DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm")
                        .withZone(ZoneId.of("Asia/Shanghai"))
                        .format(started.toInstant()));
    }

    @Test
    void historyIsCleanedAtNight() {
        assertThat(settings().isHistoryCleanupEnabled()).isTrue();
        Date noon = Date.from(Instant.parse("2026-11-24T04:00:00Z"));
        var window = settings().getBatchWindowManager().getCurrentOrNextBatchWindow(noon, settings());
        assertThat(window.getStart().toInstant()).isEqualTo(Instant.parse("2026-11-24T17:00:00Z"));
        assertThat(window.getEnd().toInstant()).isEqualTo(Instant.parse("2026-11-24T21:00:00Z"));
    }

    @Test
    void jobThreadsMustLeaveConnectionsToPeople() {
        JobThreads.check(6, 15);
        assertThatThrownBy(() -> JobThreads.check(6, 14))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("at least 15");
    }

    @Test
    void aMessageBringsItsWordsAndLeavesThemNowhere() {
        ProcessInstance instance = started();
        runtime.createMessageCorrelation("engine-trial-urge")
                .processInstanceId(instance.getId())
                .setVariables(SubmittedValues.submitted(Map.of("remark", NAME)))
                .correlate();
        assertThat(trial.seen.get(instance.getId())).containsEntry("urged", NAME);
        engineTables.assertNoTraceOf(NAME);
    }

    @Test
    void whoIsOfferedATaskMayWorkOnItAndNoMore() {
        Task task = waiting();
        identity.setAuthentication("engine-trial-handler", List.of("engine-trial-handlers"));
        tasks.claim(task.getId(), "engine-trial-handler");
        assertThatThrownBy(() -> tasks.setAssignee(task.getId(), "office")).isInstanceOf(AuthorizationException.class);
        assertThatThrownBy(() -> tasks.setPriority(task.getId(), 99)).isInstanceOf(AuthorizationException.class);
        tasks.setAssignee(task.getId(), null);
        tasks.claim(task.getId(), "engine-trial-handler");
        tasks.complete(task.getId(), Map.of("outcome", "done"));
    }

    @Test
    void nobodyTakesATaskOutOfAnothersHands() {
        Task task = waiting();
        tasks.setAssignee(task.getId(), "office");
        identity.setAuthentication("engine-trial-handler", List.of("engine-trial-handlers"));
        assertThatThrownBy(() -> tasks.claim(task.getId(), null)).isInstanceOf(AuthorizationException.class);
        assertThatThrownBy(() -> tasks.setAssignee(task.getId(), null)).isInstanceOf(AuthorizationException.class);
    }
}
