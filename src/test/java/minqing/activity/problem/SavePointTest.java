package minqing.activity.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import minqing.testing.WebappClient;
import org.assertj.core.api.Assertions;
import org.camunda.bpm.engine.runtime.Job;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A step that fails by itself: it is tried again, becomes an incident that Cockpit shows, and goes on after a retry. */
class SavePointTest extends CaseTest {

    @LocalServerPort
    private int port;

    @Autowired
    private ObjectMapper json;

    @Test
    void aClosureThatFailsSaysWhyInCockpitAndGoesOnAfterARetry() throws Exception {
        String number = verifying();
        decideWithoutGoingOn("wuzhidong", number, "verify", Map.of("outcome", "resolved", "satisfaction", "satisfied"));
        database.sql("update problem set answer = null where number = :number")
                .param("number", number)
                .update();
        Job job = step(number);
        failUntilIncident(job);
        JsonNode incident = incident(number);
        assertThat(incident.get("activityId").asText()).isEqualTo("close");
        assertThat(incident.get("incidentMessage").asText()).contains(number).contains("不能销号");
        assertThat(status(number)).isEqualTo("settled");

        database.sql("update problem set answer = '已当面答复' where number = :number")
                .param("number", number)
                .update();
        retry(job);
        assertThat(instance(number)).isNull();
        assertThat(actions(number)).containsOnlyOnce("verify resolved").containsOnlyOnce("end closed");
        Assertions.assertThat(notices("wuzhidong", number)).containsOnlyOnce("ended-closed");
    }

    @Test
    void aProposalThatFailsKeepsTheReportAndIsMadeOnceAfterARetry() throws Exception {
        String number = as("wuzhidong", () -> process.start(reportOf(Map.of())));
        Job job = step(number);
        try (Broken events = new Broken(
                "problem_event",
                "new.step = 'route' and new.problem = " + problems.get(number).id())) {
            failUntilIncident(job);
            JsonNode incident = incident(number);
            assertThat(incident.get("activityId").asText()).isEqualTo("route");
            assertThat(incident.get("incidentMessage").asText()).contains("SQLException");
            Assertions.assertThat(tasks(number, null)).isEmpty();
            assertThat(problems.get(number).proposedUnit()).isNull();
        }
        retry(job);
        assertThat(instance(number)).isWaitingAt("triage");
        Assertions.assertThat(tasks(number, "triage")).hasSize(1);
        assertThat(actions(number)).containsExactly("report report", "route propose");
    }

    @Test
    void aReminderThatFailsIsSentOnceAfterARetryAndTheCaseGoesOnMeanwhile() throws Exception {
        String number = report("wuzhidong");
        Job watcher = timer(number, ProblemProcess.WATCHER);
        setTime(watcher.getDuedate().toInstant());
        try (Broken notices = new Broken("notice", "new.number = '" + number + "'")) {
            failUntilIncident(watcher);
            assertThat(incident(number).get("activityId").asText()).isEqualTo(ProblemProcess.WATCHER);
            Assertions.assertThat(notices("office", number)).isEmpty();
        }
        complete("office", number, "triage", "outcome", "return-to-reporter", "reason", "请写明具体位置");
        complete("wuzhidong", number, "supplement", "outcome", "resubmit", "content", "位置在村东头桥边");
        // The watcher has moved to the new limit; what is due by then goes out once.
        setTime(timer(number, ProblemProcess.WATCHER).getDuedate().toInstant());
        retry(watcher);
        Assertions.assertThat(notices("office", number)).containsExactly("due-soon");
        assertThat(instance(number)).isWaitingAt("triage", ProblemProcess.WATCHER);
        assertThat(timer(number, ProblemProcess.WATCHER).getRetries()).isPositive();
    }

    // ---- helpers

    private void decideWithoutGoingOn(String account, String number, String step, Map<String, Object> fields) {
        String task = task(number, step).getId();
        as(account, () -> engine.getTaskService().complete(task, fields));
    }

    private Job step(String number) {
        return engine.getManagementService()
                .createJobQuery()
                .processInstanceId(instance(number).getId())
                .messages()
                .singleResult();
    }

    /** As the job executor does it: soon, later, once more, then an incident asks for a person. */
    private void failUntilIncident(Job job) {
        int tries = 0;
        while (retries(job) > 0) {
            Assertions.assertThatThrownBy(() -> engine.getManagementService().executeJob(job.getId()))
                    .isNotNull();
            tries++;
        }
        assertThat(tries).isEqualTo(4);
    }

    private int retries(Job job) {
        return engine.getManagementService()
                .createJobQuery()
                .jobId(job.getId())
                .singleResult()
                .getRetries();
    }

    private JsonNode incident(String number) throws Exception {
        var answer = cockpit()
                .get(WebappClient.ENGINE + "/incident?processInstanceId="
                        + instance(number).getId());
        assertThat(answer.statusCode()).isEqualTo(200);
        JsonNode incidents = json.readTree(answer.body());
        assertThat(incidents).hasSize(1);
        return incidents.get(0);
    }

    /** What the button in Cockpit does, and then the job executor. */
    private void retry(Job job) {
        var answer =
                cockpit().send("PUT", WebappClient.ENGINE + "/job/" + job.getId() + "/retries", "{\"retries\": 1}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
        engine.getManagementService().executeJob(job.getId());
    }

    private WebappClient cockpit() {
        return WebappClient.loggedIn(port, "admin", "minqing-demo");
    }

    /** A table that takes no rows of a kind while it is broken. */
    private final class Broken implements AutoCloseable {

        private final String table;

        Broken(String table, String rows) {
            this.table = table;
            List.of(
                            "create function broken_row() returns trigger language plpgsql as $$"
                                    + " begin raise exception 'the test refuses'; end $$",
                            "create trigger broken_row before insert on " + table + " for each row when (" + rows
                                    + ") execute function broken_row()")
                    .forEach(sql -> database.sql(sql).update());
        }

        @Override
        public void close() {
            database.sql("drop trigger broken_row on " + table).update();
            database.sql("drop function broken_row()").update();
        }
    }
}
