package minqing.activity.accusation;

import static minqing.testing.WebappClient.ENGINE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpResponse;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import minqing.bureau.web.Caller;
import minqing.testing.WebappClient;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.impl.migration.MigrationPlanImpl;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Technical administrators see that the case of an accusation exists. They change nothing of it, and it outlives its instance.
 */
class CaseInTheEngineTest extends AccusationTest {

    @LocalServerPort
    private int port;

    @Autowired
    private TransactionOperations transaction;

    @Test
    void noCallOfCockpitChangesIt() throws Exception {
        String code = reported("wuzhidong");
        ProcessInstance instance = instance(code);
        String one = "\"" + instance.getId() + "\"";
        String definition = instance.getProcessDefinitionId();
        Job timer = watcher(code);
        String key = AccusationProcess.KEY;
        String stop = "\"suspended\":true";
        List<String> calls = List.of(
                "DELETE /process-instance/" + instance.getId() + " {}",
                "POST /process-instance/delete {\"processInstanceIds\":[" + one + "]}",
                "POST /process-instance/" + instance.getId()
                        + "/modification {\"instructions\":[{\"type\":\"startBeforeActivity\",\"activityId\":\"tell\"}]}",
                "POST /modification/execute {\"processDefinitionId\":\"" + definition
                        + "\",\"instructions\":[{\"type\":\"cancel\",\"activityId\":\"receive\"}],\"processInstanceIds\":["
                        + one + "]}",
                "POST /process-definition/" + definition
                        + "/restart {\"instructions\":[{\"type\":\"startBeforeActivity\",\"activityId\":\"tell\"}],\"processInstanceIds\":["
                        + one + "]}",
                "POST /migration/execute {\"migrationPlan\":{\"sourceProcessDefinitionId\":\"" + definition
                        + "\",\"targetProcessDefinitionId\":\"" + definition
                        + "\",\"instructions\":[]},\"processInstanceIds\":[" + one + "]}",
                "POST /process-instance/" + instance.getId()
                        + "/variables {\"modifications\":{\"x\":{\"value\":\"y\",\"type\":\"String\"}}}",
                "PUT /process-instance/" + instance.getId() + "/suspended {" + stop + "}",
                "PUT /process-instance/suspended {" + stop + ",\"processInstanceIds\":[" + one + "]}",
                "PUT /process-instance/suspended {" + stop + ",\"processDefinitionId\":\"" + definition + "\"}",
                "PUT /process-instance/suspended {" + stop + ",\"processDefinitionKey\":\"" + key + "\"}",
                "PUT /process-instance/suspended {" + stop + ",\"processInstanceQuery\":{\"processDefinitionKey\":\""
                        + key + "\"}}",
                "POST /process-instance/suspended-async {" + stop + ",\"processInstanceIds\":[" + one + "]}",
                "PUT /process-definition/" + definition + "/suspended {" + stop + ",\"includeProcessInstances\":true}",
                "PUT /process-definition/key/" + key + "/suspended {" + stop + "}",
                "PUT /process-definition/suspended {" + stop + ",\"processDefinitionKey\":\"" + key
                        + "\",\"includeProcessInstances\":true}",
                "PUT /job/" + timer.getId() + "/suspended {" + stop + "}",
                "PUT /job/suspended {" + stop + ",\"processInstanceId\":" + one + "}",
                "PUT /job/suspended {" + stop + ",\"processDefinitionKey\":\"" + key + "\"}",
                "PUT /job/suspended {" + stop + ",\"jobDefinitionId\":\"" + timer.getJobDefinitionId() + "\"}",
                "PUT /job-definition/" + timer.getJobDefinitionId() + "/suspended {" + stop + ",\"includeJobs\":true}",
                "PUT /job-definition/suspended {" + stop + ",\"processDefinitionId\":\"" + definition + "\"}",
                "POST /job/" + timer.getId() + "/execute {}",
                "PUT /job/" + timer.getId() + "/duedate {\"duedate\":null}",
                "POST /task/" + task(code).getId() + "/claim {\"userId\":\"admin\"}",
                "POST /task/" + task(code).getId() + "/complete {\"variables\":{\"outcome\":{\"value\":\"receive\"}}}",
                "POST /task/" + task(code).getId()
                        + "/submit-form {\"variables\":{\"outcome\":{\"value\":\"receive\"}}}",
                "POST /task/" + task(code).getId() + "/assignee {\"userId\":\"admin\"}",
                "POST /process-definition/key/" + key + "/start {\"variables\":{}}",
                "POST /process-definition/" + definition + "/submit-form {\"variables\":{}}",
                "DELETE /history/process-instance/" + instance.getId() + " {}");

        WebappClient administrator = WebappClient.loggedIn(port, "admin", PASSWORD);
        for (String call : calls) {
            String[] parts = call.split(" ", 3);
            HttpResponse<String> answer = administrator.send(parts[0], ENGINE + parts[1], parts[2]);
            assertThat(answer.statusCode()).as(call + answer.body()).isEqualTo(403);
            assertThat(json.readTree(answer.body()).get("message").asText())
                    .as(call)
                    .containsPattern("不对外开放|只由系统推进");
        }

        assertThat(instance(code)).matches(same -> same.getId().equals(instance.getId()) && !same.isSuspended());
        assertThat(task(code)).matches(same -> !same.isSuspended() && same.getAssignee() == null);
        assertThat(watcher(code))
                .matches(same -> !same.isSuspended() && same.getDuedate().equals(timer.getDuedate()));
        // A job that failed may be tried again: nothing changes by it, and the case goes on.
        assertThat(administrator
                        .send("PUT", ENGINE + "/job/" + timer.getId() + "/retries", "{\"retries\":2}")
                        .statusCode())
                .isEqualTo(204);
        assertThat(watcher(code).getRetries()).isEqualTo(2);
    }

    @Test
    void whateverWayIntoTheEngineAPersonFindsItStaysAsItIs() throws Exception {
        String code = reported("wuzhidong");
        String ended = ended();
        ProcessInstance instance = instance(code);
        String id = instance.getId();
        String task = task(code).getId();
        String job = watcher(code).getId();
        String jobDefinition = watcher(code).getJobDefinitionId();
        String key = AccusationProcess.KEY;
        ProcessDefinition definition =
                engine.getRepositoryService().getProcessDefinition(instance.getProcessDefinitionId());
        RuntimeService runtime = engine.getRuntimeService();
        TaskService tasks = engine.getTaskService();
        ManagementService jobs = engine.getManagementService();
        RepositoryService models = engine.getRepositoryService();
        HistoryService history = engine.getHistoryService();
        String atStep = task(code).getExecutionId();
        Map<String, Runnable> ways = new LinkedHashMap<>();
        ways.put("delete", () -> runtime.deleteProcessInstance(id, "x"));
        ways.put("delete several", () -> runtime.deleteProcessInstances(List.of(id), "x", true, true));
        ways.put("delete as a batch", () -> runtime.deleteProcessInstancesAsync(List.of(id), "x"));
        ways.put(
                "modify",
                () -> runtime.createProcessInstanceModification(id)
                        .startBeforeActivity("tell")
                        .execute());
        ways.put(
                "modify several",
                () -> runtime.createModification(definition.getId())
                        .startBeforeActivity("tell")
                        .processInstanceIds(id)
                        .execute());
        ways.put(
                "modify as a batch",
                () -> runtime.createModification(definition.getId())
                        .startBeforeActivity("tell")
                        .processInstanceIds(id)
                        .executeAsync());
        ways.put(
                "plan a migration",
                () -> runtime.createMigrationPlan(definition.getId(), definition.getId())
                        .mapEqualActivities()
                        .build());
        ways.put(
                "migrate",
                () -> runtime.newMigration(new MigrationPlanImpl(definition.getId(), definition.getId()))
                        .processInstanceIds(id)
                        .execute());
        ways.put(
                "migrate as a batch",
                () -> runtime.newMigration(new MigrationPlanImpl(definition.getId(), definition.getId()))
                        .processInstanceIds(id)
                        .executeAsync());
        ways.put(
                "restart",
                () -> runtime.restartProcessInstances(definition.getId())
                        .startBeforeActivity("tell")
                        .processInstanceIds(ended)
                        .execute());
        ways.put(
                "restart as a batch",
                () -> runtime.restartProcessInstances(definition.getId())
                        .startBeforeActivity("tell")
                        .processInstanceIds(ended)
                        .executeAsync());
        ways.put("start", () -> runtime.startProcessInstanceByKey(key));
        ways.put(
                "start in the middle",
                () -> runtime.createProcessInstanceByKey(key)
                        .startBeforeActivity("tell")
                        .execute());
        ways.put("suspend", () -> runtime.suspendProcessInstanceById(id));
        ways.put("suspend by key", () -> runtime.suspendProcessInstanceByProcessDefinitionKey(key));
        ways.put(
                "suspend several",
                () -> runtime.updateProcessInstanceSuspensionState()
                        .byProcessInstanceIds(id)
                        .suspend());
        ways.put(
                "suspend as a batch",
                () -> runtime.updateProcessInstanceSuspensionState()
                        .byProcessInstanceIds(id)
                        .suspendAsync());
        ways.put("suspend the model", () -> models.suspendProcessDefinitionById(definition.getId(), true, null));
        ways.put("suspend the model by key", () -> models.suspendProcessDefinitionByKey(key, false, null));
        ways.put("suspend it later", () -> models.suspendProcessDefinitionByKey(key, true, new Date()));
        ways.put(
                "keep history for another time",
                () -> models.updateProcessDefinitionHistoryTimeToLive(definition.getId(), 1));
        ways.put("delete the model", () -> models.deleteProcessDefinition(definition.getId(), true));
        ways.put("delete the deployment", () -> models.deleteDeployment(definition.getDeploymentId(), true));
        ways.put("set a variable", () -> runtime.setVariable(id, "leadUnit", "jiancha"));
        ways.put("remove a variable", () -> runtime.removeVariable(id, "leadUnit"));
        ways.put("set variables as a batch", () -> runtime.setVariablesAsync(List.of(id), Map.of("leadUnit", "x")));
        ways.put("signal", () -> runtime.signal(atStep));
        ways.put(
                "correlate",
                () -> runtime.createMessageCorrelationAsync("x")
                        .processInstanceIds(List.of(id))
                        .correlateAllAsync());
        ways.put("note an incident", () -> runtime.createIncident("x", atStep, "y"));
        ways.put("assign", () -> tasks.setAssignee(task, "admin"));
        ways.put("claim", () -> tasks.claim(task, "admin"));
        ways.put("own", () -> tasks.setOwner(task, "admin"));
        ways.put("offer", () -> tasks.addCandidateUser(task, "admin"));
        ways.put("offer to a group", () -> tasks.addCandidateGroup(task, "office"));
        ways.put("prefer", () -> tasks.setPriority(task, 1));
        ways.put("set when it is due", () -> tasks.setDueDate(task, new Date()));
        ways.put("set a variable of the task", () -> tasks.setVariable(task, "leadUnit", "x"));
        ways.put("complete", () -> tasks.complete(task, Map.of("outcome", "receive")));
        ways.put("fire the timer", () -> jobs.executeJob(job));
        ways.put("set the timer", () -> jobs.setJobDuedate(job, new Date()));
        ways.put("delete the timer", () -> jobs.deleteJob(job));
        ways.put("suspend the timer", () -> jobs.suspendJobById(job));
        ways.put("suspend the timers", () -> jobs.suspendJobDefinitionById(jobDefinition, true));
        ways.put("prefer the timers", () -> jobs.setOverridingJobPriorityForJobDefinition(jobDefinition, 3));
        ways.put("delete what was", () -> history.deleteHistoricProcessInstance(ended));
        ways.put("delete what was, as a batch", () -> history.deleteHistoricProcessInstancesAsync(List.of(ended), "x"));
        ways.put(
                "delete what was done",
                () -> history.deleteHistoricTaskInstance(history.createHistoricTaskInstanceQuery()
                        .processInstanceId(ended)
                        .list()
                        .get(0)
                        .getId()));
        ways.put(
                "forget it",
                () -> history.setRemovalTimeToHistoricProcessInstances()
                        .absoluteRemovalTime(new Date())
                        .byIds(ended)
                        .executeAsync());

        ways.forEach((way, call) -> transaction.executeWithoutResult(undone -> {
            engine.getIdentityService()
                    .setAuthentication(
                            "admin",
                            List.copyOf(directory.account("admin").orElseThrow().groups()));
            try {
                assertThatThrownBy(call::run)
                        .as(way)
                        .isInstanceOf(AuthorizationException.class)
                        .hasMessageMatching("此流程只由系统推进.*|此操作不对外开放.*");
            } finally {
                engine.getIdentityService().clearAuthentication();
                undone.setRollbackOnly();
            }
        }));
    }

    /** As a repair of the database may leave it behind. */
    @Test
    void anAccusationWhoseCaseIsGoneGoesOnWhereItStands() throws Exception {
        String covered = reported("wuzhidong");
        loseCase(covered);
        assertThat(get("wuzhidong", "/api/accusations/" + covered)
                        .body()
                        .get("state")
                        .asText())
                .isEqualTo("received");
        assertThat(instance(covered)).as("its reporter changes nothing").isNull();
        assertThat(get("jijian", "/api/accusations/" + covered).status()).isEqualTo(200);
        assertThat(task(covered).getTaskDefinitionKey()).isEqualTo("receive");
        assertThat(watcher(covered)).isNotNull();
        fireReminder(covered);
        assertThat(log(covered)).containsExactly("wuzhidong report report", "- receive resume", "- receive remind");

        String examined = reported("wuzhidong", "named", true);
        opened("jijian", examined);
        completed("jijian", examined, "outcome", "receive");
        loseCase(examined);
        completed("jijian", examined, "outcome", "settled", "reason", "谈话提醒");
        assertThat(task(examined).getTaskDefinitionKey()).isEqualTo("tell");
        assertThat(Caller.as("jijian", port).get("/accusations/" + examined).body())
                .contains("流程中断后由系统接续");
        completed("jijian", examined, "outcome", "told", "told", "已谈话提醒");
        assertThat(instance(examined)).isNull();
        assertThat(log(examined)).containsOnlyOnce("- examine resume");
        assertThat(get("jijian", "/api/accusations/" + examined).status()).isEqualTo(200);
        assertThat(instance(examined)).as("what has ended stays so").isNull();
    }

    private void loseCase(String code) {
        engine.getRuntimeService().deleteProcessInstance(instance(code).getId(), null, true, true, true);
        assertThat(instance(code)).isNull();
    }

    /** The instance of one that has ended. */
    private String ended() throws Exception {
        String code = reported("office");
        opened("jijian", code);
        completed("jijian", code, "outcome", "receive");
        completed("jijian", code, "outcome", "settled", "reason", "查无实据");
        return engine.getHistoryService()
                .createHistoricProcessInstanceQuery()
                .processInstanceBusinessKey(code)
                .singleResult()
                .getId();
    }
}
