package minqing.activity.accusation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import minqing.bureau.organization.Accounts;
import minqing.bureau.organization.Directory;
import minqing.testing.ApplicationTest;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;

/** Accusations through the front door, as the people of the demonstration bureau. */
abstract class AccusationTest extends ApplicationTest {

    static final String PASSWORD = "minqing-demo";
    static final String OWN_PASSWORD = "qX7-vermilion-kettle";

    private final List<String> made = new ArrayList<>();

    @Autowired
    MockMvc http;

    @Autowired
    ProcessEngine engine;

    @Autowired
    JdbcClient database;

    @Autowired
    Directory directory;

    @Autowired
    Accounts accounts;

    @Autowired
    Clock clock;

    @Autowired
    ObjectMapper json;

    /** Accounts of a test are gone after it: others count who receives. */
    @AfterEach
    void takeAccountsAway() {
        engine.getIdentityService().clearAuthentication();
        made.forEach(engine.getIdentityService()::deleteUser);
        made.clear();
    }

    /** An account of the test's own, with a name. */
    String account(String family, String given, String... groups) {
        String id = "t" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
        accounts.create(id, family, OWN_PASSWORD, Set.of(groups));
        made.add(id);
        rename(id, family, given);
        return id;
    }

    void rename(String id, String family, String given) {
        database.sql("update act_id_user set first_ = :family, last_ = :given where id_ = :id")
                .param("family", family)
                .param("given", given)
                .param("id", id)
                .update();
    }

    String passwordOf(String account) {
        return made.contains(account) ? OWN_PASSWORD : PASSWORD;
    }

    // ---- reporting and working

    static Map<String, Object> report(Object... more) {
        Map<String, Object> report = new HashMap<>(Map.of(
                "title", "反映一名干部" + UUID.randomUUID().toString().substring(0, 8),
                "content", "群众反映该干部收受礼金，" + UUID.randomUUID(),
                "accused", "某企业老板"));
        for (int index = 0; index < more.length; index += 2) {
            report.put((String) more[index], more[index + 1]);
        }
        return report;
    }

    String reported(String reporter, Object... more) throws Exception {
        Answer answer = post(reporter, "/api/accusations", report(more));
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.body().get("code").asText();
    }

    void opened(String receiver, String code) throws Exception {
        Answer answer = post(receiver, "/api/accusations/" + code + "/open", Map.of());
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    }

    Answer complete(String receiver, String code, Object... fields) throws Exception {
        Map<String, Object> values = new HashMap<>();
        for (int index = 0; index < fields.length; index += 2) {
            values.put((String) fields[index], fields[index + 1]);
        }
        return post(receiver, "/api/accusations/" + code + "/complete", values);
    }

    void completed(String receiver, String code, Object... fields) throws Exception {
        Answer answer = complete(receiver, code, fields);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    }

    /** The leader confirms the outing. */
    void confirmed(String outing) throws Exception {
        answered("wuzhidong", outing, "confirm-outing", Map.of("outcome", "confirm"));
    }

    void answered(String account, String outing, String step, Map<String, ?> answer) throws Exception {
        String task = engine.getTaskService()
                .createTaskQuery()
                .processInstanceBusinessKey(outing)
                .taskDefinitionKey(step)
                .singleResult()
                .getId();
        Answer completed = post(account, "/api/tasks/" + task + "/complete", answer);
        assertThat(completed.status()).as(completed.text()).isEqualTo(200);
    }

    boolean receives(String account, String code) throws Exception {
        Answer answer = get(account, "/api/accusations?box=received&size=200");
        assertThat(answer.status()).isEqualTo(200);
        for (JsonNode line : answer.body().get("items")) {
            if (line.get("code").asText().equals(code)) {
                return true;
            }
        }
        return false;
    }

    List<String> log(String code) {
        return database.sql("""
                        select coalesce(actor, '-') || ' ' || step || ' ' || action from accusation_event
                        where accusation = :code order by id""").param("code", code).query(String.class).list();
    }

    @Nullable
    ProcessInstance instance(String code) {
        return engine.getRuntimeService()
                .createProcessInstanceQuery()
                .processDefinitionKey(AccusationProcess.KEY)
                .processInstanceBusinessKey(code)
                .singleResult();
    }

    Task task(String code) {
        return engine.getTaskService()
                .createTaskQuery()
                .processInstanceBusinessKey(code)
                .singleResult();
    }

    // ---- time

    static void setTime(Instant instant) {
        ClockUtil.setCurrentTime(Date.from(instant));
    }

    void setDay(LocalDate day) {
        setTime(day.atTime(12, 0).atZone(clock.getZone()).toInstant());
    }

    Job watcher(String code) {
        return engine.getManagementService()
                .createJobQuery()
                .processInstanceId(instance(code).getId())
                .activityId("next-reminder")
                .singleResult();
    }

    /** Moves the clock to the next reminder, and lets it fire. */
    void fireReminder(String code) {
        Job timer = watcher(code);
        setTime(timer.getDuedate().toInstant());
        engine.getManagementService().executeJob(timer.getId());
    }

    // ---- over HTTP

    Answer get(String account, String path) throws Exception {
        return send(account, MockMvcRequestBuilders.get(path));
    }

    Answer post(String account, String path, Map<String, ?> body, String... headers) throws Exception {
        MockHttpServletRequestBuilder request = MockMvcRequestBuilders.post(path)
                .contentType(MediaType.APPLICATION_JSON)
                .content(json.writeValueAsString(new HashMap<>(body)));
        for (int index = 0; index < headers.length; index += 2) {
            request.header(headers[index], headers[index + 1]);
        }
        return send(account, request);
    }

    /** What a form of a page sends. */
    Answer submit(String account, String path, String... fields) throws Exception {
        MockHttpServletRequestBuilder request =
                MockMvcRequestBuilders.post(path).with(csrf());
        for (int index = 0; index < fields.length; index += 2) {
            request.param(fields[index], fields[index + 1]);
        }
        return send(account, request);
    }

    Answer send(String account, MockHttpServletRequestBuilder request) throws Exception {
        MockHttpServletResponse response = http.perform(request.with(httpBasic(account, passwordOf(account))))
                .andReturn()
                .getResponse();
        String text = response.getContentAsString(StandardCharsets.UTF_8);
        boolean isJson =
                response.getContentType() != null && response.getContentType().contains("json");
        return new Answer(
                response.getStatus(),
                isJson ? json.readTree(text) : json.getNodeFactory().nullNode(),
                text,
                response.getRedirectedUrl());
    }

    record Answer(
            int status,
            JsonNode body,
            String text,
            @Nullable String location) {}
}
