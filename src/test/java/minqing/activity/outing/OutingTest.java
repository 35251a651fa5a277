package minqing.activity.outing;

import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import minqing.bureau.organization.Directory;
import minqing.testing.ApplicationTest;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;

/** Enters and reads outings over REST as the people of the demonstration bureau. */
abstract class OutingTest extends ApplicationTest {

    /** A village of 吴志东. */
    static final String VILLAGE = "hexing-shangshi";

    static final String COMMUNITY = "kunlundongyuan";

    @Autowired
    MockMvc http;

    @Autowired
    ObjectMapper json;

    @Autowired
    JdbcClient database;

    @Autowired
    ProcessEngine engine;

    @Autowired
    Directory directory;

    @Autowired
    Clock clock;

    @BeforeEach
    void useTheEngine() {
        BpmnAwareTests.init(engine);
        engine.getIdentityService().clearAuthentication();
    }

    @AfterEach
    void signOut() {
        engine.getIdentityService().clearAuthentication();
        BpmnAwareTests.reset();
    }

    // ---- what is sent

    /** An outing of today to one of the leader's villages, without any part. */
    Map<String, Object> outing(Object... more) {
        Map<String, Object> outing = new LinkedHashMap<>();
        outing.put("date", today().toString());
        outing.put("kind", "households");
        outing.put("village", VILLAGE);
        outing.putAll(fields(more));
        return outing;
    }

    static Map<String, Object> fields(Object... pairs) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (int index = 0; index < pairs.length; index += 2) {
            fields.put((String) pairs[index], pairs[index + 1]);
        }
        return fields;
    }

    static Map<String, Object> reception(Object... more) {
        Map<String, Object> reception = fields("visitor", "王大明", "contact", "13912340000", "matter", "反映河道淤积");
        reception.putAll(fields(more));
        return reception;
    }

    static Map<String, Object> problem(Object... more) {
        Map<String, Object> problem =
                fields("title", "村口积水", "content", "雨后村口积水，" + UUID.randomUUID(), "category", "sanitation");
        problem.putAll(fields(more));
        return problem;
    }

    LocalDate today() {
        return LocalDate.now(clock);
    }

    // ---- sending it

    /** Enters an outing and answers its number. */
    String enter(String account, Map<String, ?> outing) throws Exception {
        Answer answer = post(account, "/api/outings", outing);
        if (answer.status() != 201) {
            throw new AssertionError(answer.status() + " " + answer.body());
        }
        return answer.body().get("id").asText();
    }

    Answer post(String account, String path, Map<String, ?> body, String... headers) throws Exception {
        return send(account, body(MockMvcRequestBuilders.post(path), body, headers));
    }

    Answer put(String account, String path, Map<String, ?> body) throws Exception {
        return send(account, body(MockMvcRequestBuilders.put(path), body));
    }

    Answer get(String account, String path) throws Exception {
        return send(account, MockMvcRequestBuilders.get(path));
    }

    private MockHttpServletRequestBuilder body(
            MockHttpServletRequestBuilder request, Map<String, ?> body, String... headers) throws Exception {
        for (int index = 0; index < headers.length; index += 2) {
            request.header(headers[index], headers[index + 1]);
        }
        return request.contentType(MediaType.APPLICATION_JSON).content(json.writeValueAsString(new HashMap<>(body)));
    }

    Answer send(String account, MockHttpServletRequestBuilder request) throws Exception {
        MockHttpServletResponse response = http.perform(request.with(httpBasic(account, "minqing-demo")))
                .andReturn()
                .getResponse();
        String body = response.getContentAsString(StandardCharsets.UTF_8);
        return new Answer(
                response.getStatus(), body.isEmpty() ? json.getNodeFactory().nullNode() : json.readTree(body));
    }

    record Answer(int status, JsonNode body) {

        List<String> fields() {
            return body.path("errors").findValuesAsText("field");
        }

        String message(String field) {
            for (JsonNode error : body.path("errors")) {
                if (error.path("field").asText().equals(field)) {
                    return error.path("message").asText();
                }
            }
            return "";
        }
    }

    // ---- the tasks of a confirmation

    Answer complete(String account, String number, Map<String, ?> fields) throws Exception {
        return post(account, "/api/tasks/" + task(account, number) + "/complete", fields);
    }

    String task(String account, String number) {
        return engine
                .getTaskService()
                .createTaskQuery()
                .processInstanceBusinessKey(number)
                .taskAssignee(account)
                .list()
                .stream()
                .map(org.camunda.bpm.engine.task.Task::getId)
                .findFirst()
                .orElse("none");
    }

    Job reminder(String number) {
        return engine.getManagementService()
                .createJobQuery()
                .processInstanceId(engine.getRuntimeService()
                        .createProcessInstanceQuery()
                        .processInstanceBusinessKey(number)
                        .singleResult()
                        .getId())
                .timers()
                .singleResult();
    }

    /** Runs the first steps of the problems' cases, which stand behind a save point. */
    void continueCases(List<String> numbers) {
        for (String number : numbers) {
            engine.getManagementService()
                    .createJobQuery()
                    .processInstanceId(engine.getRuntimeService()
                            .createProcessInstanceQuery()
                            .processInstanceBusinessKey(number)
                            .singleResult()
                            .getId())
                    .messages()
                    .list()
                    .forEach(job -> engine.getManagementService().executeJob(job.getId()));
        }
    }

    List<String> notices(String account, String number) {
        return database.sql("select kind from notice where recipient = :account and number = :number order by id")
                .param("account", account)
                .param("number", number)
                .query(String.class)
                .list();
    }

    static List<String> values(JsonNode items, String field) {
        List<String> values = new ArrayList<>();
        items.forEach(item -> values.add(item.path(field).asText()));
        return values;
    }

    // ---- time

    static void setTime(Instant instant) {
        ClockUtil.setCurrentTime(Date.from(instant));
    }

    /** Noon of a day, in the bureau's zone. */
    void setDay(LocalDate day) {
        setTime(day.atTime(12, 0).atZone(clock.getZone()).toInstant());
    }
}
