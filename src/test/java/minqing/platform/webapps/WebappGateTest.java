package minqing.platform.webapps;

import static minqing.testing.WebappClient.ENGINE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import minqing.platform.engine.TrialTest;
import minqing.testing.Logged;
import minqing.testing.WebappClient;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Attacks on the calls behind Tasklist, Cockpit and Admin, by an administrator: who else has fewer rights. */
class WebappGateTest extends TrialTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @LocalServerPort
    private int port;

    private WebappClient administrator;

    @BeforeEach
    void anAdministratorLogsIn() {
        administrator = WebappClient.loggedIn(port, "admin", "minqing-demo");
    }

    private static String variables(Map<String, Object> values) {
        var body = JSON.createObjectNode();
        var variables = body.putObject("variables");
        values.forEach((name, value) -> variables.putObject(name).set("value", JSON.valueToTree(value)));
        return body.toString();
    }

    private static JsonNode json(HttpResponse<String> answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (IOException malformed) {
            throw new IllegalStateException(answer.body(), malformed);
        }
    }

    private static List<String> completions(Task task) {
        return List.of(
                ENGINE + "/task/" + task.getId() + "/submit-form", ENGINE + "/task/" + task.getId() + "/complete");
    }

    private List<String> starts() {
        return List.of(
                ENGINE + "/process-definition/key/engine-trial/submit-form",
                ENGINE + "/process-definition/key/engine-trial/start",
                ENGINE + "/process-definition/" + definition() + "/submit-form",
                ENGINE + "/process-definition/" + definition() + "/start");
    }

    @Test
    void aTaskWithFaultsIsAnswered400InChineseAndStays() {
        Task task = waiting();
        for (String address : completions(task)) {
            HttpResponse<String> answer =
                    administrator.post(address, variables(Map.of("reason", "x", "stranger", "y")));
            assertThat(answer.statusCode()).as(address).isEqualTo(400);
            assertThat(json(answer).get("message").asText()).contains("办理结果").contains("stranger");
            assertThat(json(answer).get("errors")).hasSize(2);
        }
        assertThat(tasks.createTaskQuery().taskId(task.getId()).count()).isOne();
    }

    @Test
    void aStartWithFaultsIsAnswered400InChinese() {
        for (String address : starts()) {
            HttpResponse<String> answer = administrator.post(address, variables(Map.of("contact", "12")));
            assertThat(answer.statusCode()).as(address).isEqualTo(400);
            assertThat(json(answer).get("message").asText()).contains("标题").contains("联系电话");
        }
    }

    @Test
    void whatIsHandedInThroughTheWebappsLeavesNoTrace() {
        try (Logged logged = Logged.capture()) {
            for (String address : starts()) {
                HttpResponse<String> answer =
                        administrator.post(address, variables(Map.of("title", "路灯", "remark", NAME, "contact", PHONE)));
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
                String instance = json(answer).get("id").asText();
                assertThat(trial.seen.get(instance)).containsEntry("remark", NAME);
            }
            for (int way = 0; way < 2; way++) {
                ProcessInstance instance = started();
                HttpResponse<String> answer = administrator.post(
                        completions(taskOf(instance)).get(way),
                        "{\"variables\":{\"outcome\":{\"value\":\"later\",\"type\":\"String\"},\"reason\":{\"value\":\""
                                + NAME
                                + PHONE + "\"},\"places\":{\"type\":\"Json\",\"value\":\"[\\\"chenjia\\\"]\"}},"
                                + "\"withVariablesInReturn\":true}");
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
                assertThat(trial.seen.get(instance.getId()))
                        .containsEntry("reason", NAME + PHONE)
                        .containsEntry("places", List.of("chenjia"));
                for (String question : List.of(
                        "/process-instance/" + instance.getId() + "/variables",
                        "/history/variable-instance?processInstanceId=" + instance.getId(),
                        "/history/detail?processInstanceId=" + instance.getId(),
                        "/history/user-operation?processInstanceId=" + instance.getId(),
                        "/variable-instance?processInstanceIdIn=" + instance.getId())) {
                    HttpResponse<String> told = administrator.get(ENGINE + question);
                    assertThat(told.statusCode()).as(question).isEqualTo(200);
                    assertThat(told.body()).as(question).doesNotContain(NAME, PHONE);
                }
            }
            engineTables.assertNoTraceOf(NAME, PHONE);
            logged.assertNoTraceOf(NAME, PHONE);
        }
    }

    @Test
    void whatIsRefusedLeavesNoTraceInTheLogEither() {
        Task task = waiting();
        try (Logged logged = Logged.capture()) {
            for (String address : completions(task)) {
                administrator.post(address, variables(Map.of("reason", NAME, "contact", PHONE)));
                administrator.post(
                        address, "{\"variables\":{\"outcome\":{\"type\":\"Json\",\"value\":\"{" + NAME + "\"}}}");
                administrator.post(
                        address, "{\"variables\":{\"outcome\":{\"type\":\"Integer\",\"value\":\"" + NAME + "\"}}}");
            }
            for (String address : starts()) {
                administrator.post(address, variables(Map.of("remark", NAME, "contact", "12" + PHONE)));
            }
            logged.assertNoTraceOf(NAME, PHONE);
            engineTables.assertNoTraceOf(NAME, PHONE);
        }
    }

    @TestFactory
    Stream<DynamicTest> nothingSentToASubmissionBreaksTheServer() {
        List<String> bodies = List.of(
                "",
                "null",
                "[]",
                "\"text\"",
                "{",
                "{}{}",
                "{\"variables\":null}",
                "{\"variables\":[]}",
                "{\"variables\":\"x\"}",
                "{\"variables\":{\"outcome\":null}}",
                "{\"variables\":{\"outcome\":[]}}",
                "{\"variables\":{\"outcome\":\"done\"}}",
                "{\"variables\":{\"outcome\":{}}}",
                "{\"variables\":{\"outcome\":{\"value\":{}}}}",
                "{\"variables\":{\"outcome\":{\"value\":1e400}}}",
                "{\"variables\":{\"outcome\":{\"value\":99999999999999999999999999}}}",
                "{\"variables\":{\"outcome\":{\"value\":99999999999,\"type\":\"Integer\"}}}",
                "{\"variables\":{\"outcome\":{\"value\":\"x\",\"type\":\"Integer\"}}}",
                "{\"variables\":{\"outcome\":{\"value\":\"x\",\"type\":\"NoSuchType\"}}}",
                "{\"variables\":{\"outcome\":{\"value\":\"x\",\"type\":7}}}",
                "{\"variables\":{\"outcome\":{\"value\":\"{\",\"type\":\"Json\"}}}",
                "{\"variables\":{\"outcome\":{\"value\":\"<a>\",\"type\":\"Xml\"}}}",
                "{\"variables\":{\"outcome\":{\"value\":\"eA==\",\"type\":\"Bytes\"}}}",
                "{\"variables\":{\"outcome\":{\"value\":\"eA==\",\"type\":\"File\",\"valueInfo\":{\"filename\":\"x\"}}}}",
                "{\"variables\":{\"outcome\":{\"value\":\"[]\",\"type\":\"Object\",\"valueInfo\":"
                        + "{\"objectTypeName\":\"java.util.ArrayList\",\"serializationDataFormat\":\"application/json\"}}}}",
                "{\"variables\":{\"outcome\":{\"value\":\"rO0AB\",\"type\":\"Object\",\"valueInfo\":"
                        + "{\"objectTypeName\":\"x\",\"serializationDataFormat\":\"application/x-java-serialized-object\"}}}}",
                "{\"variables\":{\"outcome\":{\"value\":\"x\",\"valueInfo\":\"x\"}}}",
                "{\"variables\":{\"outcome\":{\"value\":\"done\\u0000\"}}}",
                "{\"variables\":{\"\":{\"value\":\"x\"}}}",
                "{\"variables\":{\"title\":{\"value\":\"x\"}},\"withVariablesInReturn\":\"x\"}",
                "{\"variables\":{\"title\":{\"value\":\"x\"}},\"businessKey\":\"" + NAME + "\"}",
                "{\"variables\":{\"title\":{\"value\":\"x\"}},\"caseInstanceId\":\"" + NAME + "\"}",
                "{\"variables\":{\"title\":{\"value\":\"x\"}},\"startInstructions\":[{\"type\":\"startBeforeActivity\","
                        + "\"activityId\":\"handle\"}]}",
                "{\"variables\":{\"title\":{\"value\":\"x\"}},\"skipCustomListeners\":true}",
                "{\"unknown\":1}",
                "[".repeat(5000) + "]".repeat(5000));
        Task task = waiting();
        return Stream.concat(completions(task).stream(), starts().stream())
                .flatMap(address -> bodies.stream()
                        .map(body -> DynamicTest.dynamicTest(
                                address.substring(ENGINE.length()) + " "
                                        + body.substring(0, Math.min(60, body.length())),
                                () -> {
                                    HttpResponse<String> answer = administrator.post(address, body);
                                    assertThat(answer.statusCode())
                                            .as(answer.body())
                                            .isBetween(400, 499);
                                    assertThat(json(answer).get("message").asText())
                                            .containsPattern("\\p{IsHan}");
                                })));
    }

    @Test
    void whoComesTooLateReadsWhy() {
        assertThat(administrator
                        .post(ENGINE + "/task/no-such-task/submit-form", "{}")
                        .statusCode())
                .isEqualTo(404);
        assertThat(administrator
                        .post(ENGINE + "/process-definition/no-such-definition/submit-form", "{}")
                        .statusCode())
                .isEqualTo(404);
        Task task = waiting();
        tasks.setAssignee(task.getId(), "office");
        HttpResponse<String> taken =
                administrator.post(ENGINE + "/task/" + task.getId() + "/claim", "{\"userId\":\"admin\"}");
        assertThat(taken.statusCode()).isEqualTo(400);
        assertThat(json(taken).get("message").asText()).contains("office");
    }

    @Test
    void nobodyClaimsForAnother() {
        Task task = waiting();
        HttpResponse<String> answer =
                administrator.post(ENGINE + "/task/" + task.getId() + "/claim", "{\"userId\":\"office\"}");
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(tasks.createTaskQuery().taskId(task.getId()).singleResult().getAssignee())
                .isNull();
    }

    @Test
    void whoMayNotWorkOnATaskMayNotHandItIn() {
        Task task = waiting();
        WebappClient other = WebappClient.loggedIn(port, "jiance", "minqing-demo");
        for (String address : completions(task)) {
            assertThat(other.post(address, variables(Map.of("outcome", "done"))).statusCode())
                    .isEqualTo(403);
        }
        assertThat(other.get(ENGINE + "/task/" + task.getId() + "/form-variables")
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void aTaskIsClaimedReleasedAndHandedIn() {
        Task task = waiting();
        String address = ENGINE + "/task/" + task.getId();
        assertThat(administrator
                        .post(address + "/claim", "{\"userId\":\"admin\"}")
                        .statusCode())
                .isEqualTo(204);
        assertThat(administrator.post(address + "/unclaim", "").statusCode()).isEqualTo(204);
        assertThat(administrator
                        .post(address + "/submit-form", variables(Map.of("outcome", "done")))
                        .statusCode())
                .isEqualTo(204);
    }

    @Test
    void aTaskOfOnePersonIsNotGivenBackToNobody() {
        Task task = waiting();
        tasks.deleteCandidateGroup(task.getId(), "engine-trial-handlers");
        tasks.setAssignee(task.getId(), "jiance");
        String address = ENGINE + "/task/" + task.getId();
        for (WebappClient person : List.of(WebappClient.loggedIn(port, "jiance", "minqing-demo"), administrator)) {
            for (HttpResponse<String> answer : List.of(
                    person.post(address + "/unclaim", ""), person.post(address + "/claim", "{\"userId\":null}"))) {
                assertThat(answer.statusCode()).isEqualTo(400);
                assertThat(json(answer).get("message").asText()).contains("不能退回");
            }
        }
        assertThat(tasks.createTaskQuery().taskId(task.getId()).singleResult().getAssignee())
                .isEqualTo("jiance");
    }

    @TestFactory
    Stream<DynamicTest> whatNobodyNeedsIsShut() {
        ProcessInstance instance = started();
        Task task = taskOf(instance);
        String one = "/process-instance/" + instance.getId();
        return Stream.of(
                        "POST /deployment/create",
                        "POST /deployment/x/redeploy",
                        "DELETE /deployment/x",
                        "POST /message",
                        "POST /signal",
                        "POST /condition",
                        "PUT " + one + "/variables/trialUnit",
                        "POST " + one + "/variables",
                        "DELETE " + one + "/variables/trialUnit",
                        "POST " + one + "/variables/trialUnit/data",
                        "POST " + one + "/modification",
                        "POST " + one + "/modification-async",
                        "POST " + one + "/comment/create",
                        "DELETE " + one,
                        "POST /process-instance/delete",
                        "POST /process-instance/variables-async",
                        "POST /process-instance/message-async",
                        "POST /modification/execute",
                        "POST /migration/generate",
                        "POST /migration/execute",
                        "POST /process-definition/" + definition() + "/restart",
                        "PUT /process-definition/" + definition() + "/history-time-to-live",
                        "DELETE /process-definition/" + definition(),
                        "PUT /execution/" + instance.getId() + "/localVariables/trialUnit",
                        "POST /execution/" + instance.getId() + "/signal",
                        "POST /execution/" + instance.getId() + "/create-incident",
                        "POST /execution/" + instance.getId() + "/messageSubscriptions/engine-trial-urge/trigger",
                        "POST /decision-definition/key/x/evaluate",
                        "POST /task/create",
                        "PUT /task/" + task.getId(),
                        "DELETE /task/" + task.getId(),
                        "POST /task/" + task.getId() + "/comment/create",
                        "POST /task/" + task.getId() + "/attachment/create",
                        "POST /task/" + task.getId() + "/delegate",
                        "POST /task/" + task.getId() + "/resolve",
                        "POST /task/" + task.getId() + "/assignee",
                        "POST /task/" + task.getId() + "/bpmnError",
                        "POST /task/" + task.getId() + "/bpmnEscalation",
                        "POST /task/" + task.getId() + "/identity-links",
                        "POST /task/" + task.getId() + "/variables",
                        "PUT /task/" + task.getId() + "/variables/trialUnit",
                        "PUT /task/" + task.getId() + "/localVariables/trialUnit",
                        "POST /task/" + task.getId() + "/localVariables",
                        "PATCH /task/" + task.getId(),
                        "POST /external-task/fetchAndLock",
                        "POST /external-task/x/complete",
                        "POST /external-task/x/failure",
                        "PUT /incident/x/annotation",
                        "PUT /history/user-operation/x/set-annotation",
                        "POST /history/process-instance/delete",
                        "POST /history/cleanup",
                        "POST /identity/verify",
                        "POST /job/x/execute",
                        "PUT /job/x/duedate",
                        "DELETE /job/x",
                        "POST /tenant/create",
                        "POST /telemetry/configuration",
                        "POST /case-definition/key/x/create")
                .map(call -> DynamicTest.dynamicTest(call, () -> {
                    String[] parts = call.split(" ", 2);
                    HttpResponse<String> answer = administrator.send(
                            parts[0], ENGINE + parts[1], "{\"value\":\"x\",\"message\":\"" + NAME + "\"}");
                    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(403);
                    assertThat(json(answer).get("message").asText()).contains("不对外开放");
                }));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/camunda/api/admin/setup/default/user/create",
                "/camunda/api/admin/setup/default/user/create/",
                "/camunda/api/admin/setup/other/user/create",
                "/camunda/api/engine/engine/other/task/create",
                "/camunda/api/engine/engine/default//task/create",
                "/camunda/api//engine/engine/default/task/create",
                "/camunda/api/engine/engine/default/task/create/",
                "/camunda/api/engine/engine/default/task;x=y/create",
                "/camunda/api/engine/engine/default/task/create;jsessionid=1",
                "/camunda/api/engine/engine/default/task%2Fcreate",
                "/camunda/api/engine/engine/default/task/%63reate",
                "/camunda/%61pi/engine/engine/default/task/create",
                "/%63amunda/api/engine/engine/default/task/create",
                "/camunda/api/engine/engine/default/task/x/%2e%2e/create",
                "/camunda/api/engine/engine/default/task/x/../create",
                "/camunda/api/engine/engine/default/task/x/.%2e/create",
                "/camunda/api/engine/engine/default/task/create%00",
                "/camunda/api/engine/engine/default/task/create%0a",
                "/camunda/api/engine/engine/default/task%252Fcreate",
                "/camunda/api/engine/engine/default/./task/create",
                "/camunda/./api/engine/engine/default/task/create",
                "/camunda/API/engine/engine/default/task/create",
                "/CAMUNDA/api/engine/engine/default/task/create",
                "/engine-rest/task/create",
                "/engine-rest/engine/default/task/create",
                "/api/engine/engine/default/task/create",
            })
    void noOtherSpellingOpensAShutDoor(String address) {
        long before = tasks.createTaskQuery().count();
        HttpResponse<String> answer = administrator.post(address, "{\"name\":\"" + NAME + "\"}");
        assertThat(answer.statusCode()).isBetween(400, 499);
        assertThat(tasks.createTaskQuery().count()).isEqualTo(before);
    }

    @Test
    void thePageThatMakesAnAdministratorIsShut() {
        assertThat(administrator.get("/camunda/app/admin/default/setup/").statusCode())
                .isEqualTo(403);
        assertThat(administrator
                        .get("/camunda/api/admin/setup/default/user/create")
                        .statusCode())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"assigneeExpression\":\"${1}\"}",
                "{\"orQueries\":[{\"candidateGroupsExpression\":\"${1}\"}]}",
                "{\"orQueries\":[{\"orQueries\":[{\"dueBeforeExpression\":\"${1}\"}]}]}",
                "{\"processVariables\":[{\"deep\":{\"ASSIGNEEEXPRESSION\":\"${1}\"}}]}",
                "{\"assignee\\u0045xpression\":\"${1}\"}",
                "{\"assigneeExpression\":1,\"assigneeExpression\":null}",
            })
    void noQueryCarriesAnExpression(String query) {
        for (String address : List.of(
                ENGINE + "/task",
                ENGINE + "/task/count",
                ENGINE + "/filter/x/list",
                ENGINE + "/filter/x/singleResult",
                ENGINE + "/history/task",
                ENGINE + "/process-instance")) {
            HttpResponse<String> answer = administrator.post(address, query);
            assertThat(answer.statusCode()).as(address).isEqualTo(400);
            assertThat(json(answer).get("message").asText()).contains("表达式");
        }
        HttpResponse<String> stored = administrator.post(
                ENGINE + "/filter/create", "{\"resourceType\":\"Task\",\"name\":\"x\",\"query\":" + query + "}");
        assertThat(stored.statusCode()).isEqualTo(400);
        assertThat(json(stored).get("message").asText()).contains("表达式");
    }

    @Test
    void noAddressCarriesAnExpression() {
        for (String query : List.of("assigneeExpression=x", "assigneeexpression=x", "x=1&dueBefore%45xpression=x")) {
            HttpResponse<String> answer = administrator.get(ENGINE + "/task?" + query);
            assertThat(answer.statusCode()).as(query).isEqualTo(400);
            assertThat(json(answer).get("message").asText()).contains("表达式");
        }
    }

    @Test
    void otherEncodingsAndTypesDoNotSlipPast() {
        String attack = "{\"assigneeExpression\":\"${1}\"}";
        assertThat(administrator
                        .send("POST", ENGINE + "/task", "text/plain", BodyPublishers.ofString(attack))
                        .statusCode())
                .isEqualTo(415);
        assertThat(administrator
                        .send(
                                "POST",
                                ENGINE + "/task",
                                "application/json;charset=UTF-16",
                                BodyPublishers.ofByteArray(attack.getBytes(StandardCharsets.UTF_16)))
                        .statusCode())
                .isEqualTo(400);
        assertThat(administrator
                        .send(
                                "POST",
                                ENGINE + "/task",
                                "application/json",
                                BodyPublishers.ofByteArray(attack.getBytes(StandardCharsets.UTF_16LE)))
                        .statusCode())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /task?nameLike=%00",
                "GET /task?processVariables=a_eq_%00",
                "GET /metrics/job-successful/sum",
                "GET /process-instance/none/variables",
                "GET /process-instance/none/activity-instances",
                "GET /execution/none/localVariables",
                "GET /task/none/variables",
                "GET /task/none/form",
                "POST /task {\"name\":\"\\u0000\"}",
                "POST /task {\"nameLike\":\"\\ud800\"}",
                "POST /user/create {\"profile\":{\"id\":\"A b\"},\"credentials\":{\"password\":\"Good-Pass-4711\"}}",
                "POST /user/create {\"profile\":{\"id\":\"ab1\"},\"credentials\":{\"password\":\"x\"}}",
                "POST /group/create {}",
                "POST /group/create {\"id\":\"a b\"}",
                "POST /authorization/create {}",
                "POST /authorization/create {\"type\":9,\"permissions\":[\"X\"],\"resourceType\":99}",
                "POST /identity/password-policy {}",
                "PUT /job/x/retries {\"retries\":1}",
                "PUT /group/x/members/y {}",
                "PUT /user/office/profile {\"id\":\"other\",\"firstName\":\"x\"}",
            })
    void whatIsIncompleteOrMistakenIsNotTheServersFault(String call) {
        String[] parts = call.split(" ", 3);
        HttpResponse<String> answer = parts[0].equals("GET")
                ? administrator.get(ENGINE + parts[1])
                : administrator.send(parts[0], ENGINE + parts[1], parts[2]);
        assertThat(answer.statusCode()).as(answer.body()).isBetween(400, 499);
        assertThat(json(answer).get("message").asText()).containsPattern("\\p{IsHan}");
    }

    /** Cockpit shows what the engine answers to whoever asks for more than is his or hers. */
    @Test
    void aMissingRightIsToldInChinese() {
        HttpResponse<String> answer = WebappClient.loggedIn(port, "office", "minqing-demo")
                .get(ENGINE + "/task/report/candidate-group-count");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(403);
        assertThat(json(answer).get("message").asText()).contains("权限").doesNotContain("office");
    }

    @Test
    void aNameLongerThanItsColumnIsRefused() {
        HttpResponse<String> answer = administrator.post(
                ENGINE + "/user/create",
                "{\"profile\":{\"id\":\"ab2\",\"firstName\":\"" + "长".repeat(256)
                        + "\"},\"credentials\":{\"password\":\"Good-Pass-4711\"}}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    }

    @Test
    void aHugeBodyIsRefused() {
        String padding = " ".repeat(WebappGate.LARGEST_BODY);
        assertThat(administrator.post(ENGINE + "/task", "{" + padding + "}").statusCode())
                .isEqualTo(413);
    }

    @Test
    void questionsAreStillAnswered() {
        started();
        for (String address : List.of(
                "/task",
                "/task/count",
                "/process-instance/count",
                "/history/process-instance",
                "/history/task/count",
                "/execution/count",
                "/job",
                "/variable-instance")) {
            assertThat(administrator.post(ENGINE + address, "{}").statusCode())
                    .as(address)
                    .isEqualTo(200);
        }
        assertThat(administrator
                        .post(ENGINE + "/task", "{\"orQueries\":[{\"assignee\":\"admin\",\"unassigned\":true}]}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(administrator
                        .post("/camunda/api/cockpit/plugin/base/default/process-instance/count", "{}")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void aFilterIsKeptAndUsed() {
        HttpResponse<String> created = administrator.post(
                ENGINE + "/filter/create",
                "{\"resourceType\":\"Task\",\"name\":\"试验\",\"query\":{\"taskDefinitionKey\":\"handle\"},\"properties\":{}}");
        assertThat(created.statusCode()).as(created.body()).isEqualTo(200);
        String filter = ENGINE + "/filter/" + json(created).get("id").asText();
        assertThat(administrator.post(filter + "/list", "{}").statusCode()).isEqualTo(200);
        assertThat(administrator.send("DELETE", filter, "").statusCode()).isEqualTo(204);
    }

    @Test
    void administratorsManageAccountsAndOthersDoNot() {
        String person = "{\"profile\":{\"id\":\"engine-trial-new\",\"firstName\":\"新\",\"lastName\":\"人\"},"
                + "\"credentials\":{\"password\":\"a-Long-enough-passw0rd\"}}";
        assertThat(WebappClient.loggedIn(port, "office", "minqing-demo")
                        .post(ENGINE + "/user/create", person)
                        .statusCode())
                .isEqualTo(403);
        assertThat(administrator.post(ENGINE + "/user/create", person).statusCode())
                .isEqualTo(204);
        assertThat(administrator
                        .send("PUT", ENGINE + "/group/office/members/engine-trial-new", "")
                        .statusCode())
                .isEqualTo(204);
        assertThat(administrator
                        .send("DELETE", ENGINE + "/user/engine-trial-new", "")
                        .statusCode())
                .isEqualTo(204);
    }

    @Test
    void theFormOfATaskComesWithItsChoicesAndWhatIsKnown() {
        ProcessInstance instance = started();
        String address = ENGINE + "/task/" + taskOf(instance).getId() + "/form-variables";
        JsonNode answer = json(administrator.get(address + "?deserializeValues=false"));
        assertThat(answer.at("/engineTrialPlaces/type").asText()).isEqualTo("Json");
        assertThat(answer.at("/engineTrialPlaces/value").asText())
                .isEqualTo("[{\"value\":\"chenjia\",\"label\":\"陈家村\"},{\"value\":\"wangjia\",\"label\":\"王家村\"}]");
        assertThat(answer.at("/reason/value").asText()).isEqualTo("已知情况 admin");
        assertThat(answer.has("title")).isFalse();
        assertThat(json(administrator.get(address + "?variableNames=reason")).size())
                .isOne();
        engineTables.assertNoTraceOf("已知情况");
        assertThat(runtime.getVariables(instance.getId())).isEmpty();
    }

    @Test
    void theFormOfAStartComesWithItsChoicesAndWhatIsKnown() {
        JsonNode form =
                json(administrator.get(ENGINE + "/process-definition/" + definition() + "/deployed-start-form"));
        JsonNode place = field(form, "place");
        assertThat(place.has("valuesKey")).isFalse();
        assertThat(place.at("/values/1/label").asText()).isEqualTo("王家村");
        assertThat(field(form, "title").get("defaultValue").asText()).isEqualTo("预填标题");
        JsonNode variables = json(administrator.get(ENGINE + "/process-definition/key/engine-trial/form-variables"));
        assertThat(variables.at("/engineTrialPlaces/type").asText()).isEqualTo("Json");
    }

    private static JsonNode field(JsonNode form, String key) {
        for (JsonNode component : form.get("components")) {
            if (component.path("key").asText().equals(key)) {
                return component;
            }
        }
        throw new AssertionError("no field " + key);
    }
}
