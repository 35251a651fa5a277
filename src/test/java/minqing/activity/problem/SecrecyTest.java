package minqing.activity.problem;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import minqing.bureau.access.Visitor;
import minqing.testing.EngineTables;
import minqing.testing.Logged;
import minqing.testing.WebappClient;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * A name and a telephone number are written into every field of the whole path, by Tasklist and by the application itself,
 * and then looked for wherever they must not be: the engine's tables, the log, notices, and what Cockpit is told.
 */
class SecrecyTest extends CaseTest {

    private static final String NAME = "欧阳垚喆";
    private static final String PHONE = "13987650042";
    private static final String PERSON = NAME + "，电话 " + PHONE;

    @LocalServerPort
    private int port;

    @Autowired
    private EngineTables engineTables;

    @Autowired
    private ObjectMapper json;

    @Test
    void nothingAboutThePersonReachesTheEngineTheLogNoticesOrCockpit() throws Exception {
        try (Logged log = Logged.capture()) {
            String number = walkTheWholePath();
            String referred = report("wuzhidong", Map.of("contact", PERSON, "content", PERSON));
            complete("office", referred, "triage", "outcome", "refer-discipline", "accused", PERSON, "reason", PERSON);
            refusedSubmissions();

            // The walk really stored what it was given: else there would be nothing to find.
            assertThat(problems.contact(problems.get(number).id())).hasValue(PERSON);
            assertThat(problems.get(number).answer()).contains(NAME);
            engineTables.assertNoTraceOf(NAME, PHONE);
            log.assertNoTraceOf(NAME, PHONE);
            assertThat(database.sql("select count(*) from notice where notice::text like '%' || :name || '%'")
                            .param("name", NAME)
                            .query(Long.class)
                            .single())
                    .isZero();
        }
        cockpitKnowsNothing();
    }

    /** With a key the call's answer is stored, too; a refused call stores nothing at all. */
    @Test
    void whoIsToBeReachedStandsInOnePlace() throws Exception {
        String contact = "司徒骉骉 13911110077";
        String other = "令狐翀翀";
        try (Logged log = Logged.capture()) {
            for (Map<String, Object> more : List.<Map<String, Object>>of(
                    Map.of("contact", contact),
                    Map.of("contact", contact, "urgency", contact),
                    Map.of("contact", contact, other, contact))) {
                HttpResponse<String> answer = HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/api/problems"))
                                        .headers(Visitor.basic("wuzhidong", "minqing-demo"))
                                        .header("Content-Type", "application/json")
                                        .header("Idempotency-Key", "secrecy-" + UUID.randomUUID())
                                        .POST(HttpRequest.BodyPublishers.ofString(
                                                json.writeValueAsString(reportOf(more))))
                                        .build(),
                                HttpResponse.BodyHandlers.ofString());
                assertThat(answer.statusCode()).as(answer.body()).isIn(201, 422);
                if (answer.statusCode() == 201) {
                    continueSteps(json.readTree(answer.body()).get("number").asText());
                }
            }
            log.assertNoTraceOf("司徒骉骉", "13911110077", other);
        }
        assertThat(engineTables.columnsHolding("司徒骉骉")).containsExactly("problem_contact.contact");
        assertThat(engineTables.columnsHolding("13911110077")).containsExactly("problem_contact.contact");
    }

    private String walkTheWholePath() throws Exception {
        WebappClient leader = WebappClient.loggedIn(port, "wuzhidong", "minqing-demo");
        Map<String, Object> report = reportOf(Map.of("contact", PERSON, "content", "群众" + PERSON + "反映噪声"));
        var started = leader.post(
                WebappClient.ENGINE + "/process-definition/key/" + ProblemProcess.KEY + "/submit-form",
                variables(report));
        assertThat(started.statusCode()).as(started.body()).isEqualTo(200);
        String number = json.readTree(started.body()).get("businessKey").asText();
        continueSteps(number);

        complete("office", number, "triage", "outcome", "return-to-reporter", "reason", "请补充" + PERSON);
        complete(
                "wuzhidong", number, "supplement", "outcome", "resubmit", "content", "补充：" + PERSON, "contact", PERSON);
        complete(
                "office",
                number,
                "triage",
                "outcome",
                "assign",
                "leadUnit",
                "jiancha",
                "assistingUnits",
                List.of("jiance"));
        complete("jiancha", number, "acknowledge", "outcome", "accept");
        send("jiancha", "request-extension", number, "days", 3, "reason", PERSON);
        complete("deputy", number, "approve-extension", "outcome", "refuse", "reason", PERSON);
        send("office", "urge", number, "reason", PERSON);
        send("supervisor", "supervise", number, "reason", PERSON);
        complete("jiancha", number, "reply-supervision", "outcome", "replied", "reply", PERSON);
        completeAssist("jiance", number, "jiance", "outcome", "done", "result", PERSON);

        WebappClient handler = WebappClient.loggedIn(port, "jiancha", "minqing-demo");
        Task handle = task(number, "handle");
        var handled = handler.post(
                WebappClient.ENGINE + "/task/" + handle.getId() + "/submit-form",
                variables(Map.of(
                        "outcome",
                        "done",
                        "handling",
                        "走访" + PERSON,
                        "nextStep",
                        PERSON,
                        "answer",
                        "已答复" + PERSON,
                        "answeredOn",
                        LocalDate.now(clock).toString(),
                        "answerMethod",
                        "telephone")));
        assertThat(handled.statusCode()).as(handled.body()).isEqualTo(204);
        complete("jiancha-head", number, "review", "outcome", "return", "reason", PERSON);
        handle("jiancha", number, "done");
        database.sql("update problem set answer = answer || :name where number = :number")
                .param("name", NAME)
                .param("number", number)
                .update();
        complete("jiancha-head", number, "review", "outcome", "approve");
        complete("wuzhidong", number, "verify", "outcome", "resolved", "satisfaction", "satisfied", "opinion", PERSON);
        assertThat(status(number)).isEqualTo("closed");
        return number;
    }

    /** What is refused must leave no more behind than what is accepted: unknown fields, wrong values, plain variables. */
    private void refusedSubmissions() throws Exception {
        String number = report("wuzhidong");
        WebappClient office = WebappClient.loggedIn(port, "office", "minqing-demo");
        String task = WebappClient.ENGINE + "/task/" + task(number, "triage").getId();
        assertThat(office.post(task + "/submit-form", variables(Map.of("outcome", PERSON)))
                        .statusCode())
                .isEqualTo(400);
        assertThat(office.post(
                                task + "/submit-form",
                                variables(Map.of("outcome", "decline", "reason", "x", NAME, PHONE)))
                        .statusCode())
                .isEqualTo(400);
        assertThat(office.post(task + "/complete", variables(Map.of("outcome", PERSON)))
                        .statusCode())
                .isEqualTo(400);
        assertThat(office.send("PUT", task + "/variables/contact", json.writeValueAsString(Map.of("value", PERSON)))
                        .statusCode())
                .isBetween(400, 403);
        assertThat(office.post(task + "/comment/create", json.writeValueAsString(Map.of("message", PERSON)))
                        .statusCode())
                .isBetween(400, 403);
        assertThat(task(number, "triage")).isNotNull();
    }

    private void cockpitKnowsNothing() {
        WebappClient cockpit = WebappClient.loggedIn(port, "admin", "minqing-demo");
        for (String path : List.of(
                "/process-instance?maxResults=500",
                "/execution?maxResults=500",
                "/variable-instance?maxResults=2000",
                "/task?maxResults=500",
                "/incident?maxResults=500",
                "/job?maxResults=500",
                "/history/process-instance?maxResults=1000",
                "/history/variable-instance?maxResults=5000",
                "/history/detail?maxResults=5000",
                "/history/task?maxResults=2000",
                "/history/activity-instance?maxResults=5000",
                "/history/user-operation?maxResults=5000",
                "/history/decision-instance?includeInputs=true&includeOutputs=true&maxResults=2000",
                "/history/job-log?maxResults=2000")) {
            var answer = cockpit.get(WebappClient.ENGINE + path);
            assertThat(answer.statusCode()).as(path).isEqualTo(200);
            assertThat(answer.body()).as(path).doesNotContain(NAME).doesNotContain(PHONE);
        }
    }

    /** The variables of a submission as the webapps send them. */
    private String variables(Map<String, Object> values) throws Exception {
        Map<String, Object> variables = new LinkedHashMap<>();
        for (Map.Entry<String, Object> value : new HashMap<>(values).entrySet()) {
            variables.put(
                    value.getKey(),
                    Map.of(
                            "value",
                            value.getValue(),
                            "type",
                            value.getValue() instanceof Boolean ? "Boolean" : "String"));
        }
        return json.writeValueAsString(Map.of("variables", variables));
    }
}
