package minqing.activity.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
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
import java.util.concurrent.atomic.AtomicInteger;
import minqing.bureau.organization.Account;
import minqing.bureau.organization.Directory;
import minqing.platform.fault.Fault;
import minqing.platform.fault.InvalidInput;
import minqing.testing.ApplicationTest;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.web.util.UriComponentsBuilder;

/** Walks cases through the real process as the people of the demonstration bureau, timers and save points by hand. */
abstract class CaseTest extends ApplicationTest {

    static final String WU_VILLAGE = "上市村";

    private static final AtomicInteger COUNTER = new AtomicInteger();

    @Autowired
    ProcessEngine engine;

    @Autowired
    JdbcClient database;

    @Autowired
    Directory directory;

    @Autowired
    ProblemProcess process;

    @Autowired
    CaseMessages messages;

    @Autowired
    ProblemRepository problems;

    @Autowired
    CaseClock caseClock;

    @Autowired
    Clock clock;

    @Autowired
    MockMvc http;

    @Autowired
    private ObjectMapper json;

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

    // ---- acting as somebody

    <T> T as(String account, java.util.function.Supplier<T> action) {
        Account person = directory.account(account).orElseThrow();
        engine.getIdentityService().setAuthentication(account, List.copyOf(person.groups()));
        try {
            return action.get();
        } finally {
            engine.getIdentityService().clearAuthentication();
        }
    }

    void as(String account, Runnable action) {
        as(account, () -> {
            action.run();
            return true;
        });
    }

    /** Reports an ordinary problem of a village and lets the system propose who is responsible. */
    String report(String reporter, Map<String, Object> more) {
        String number = as(reporter, () -> process.start(reportOf(more)));
        continueSteps(number);
        return number;
    }

    String report(String reporter) {
        return report(reporter, Map.of());
    }

    Map<String, Object> reportOf(Map<String, Object> more) {
        Map<String, Object> report = new HashMap<>(Map.of(
                "title",
                "测试问题" + COUNTER.incrementAndGet(),
                "content",
                "群众反映的情况，第" + COUNTER.get() + "件，" + java.util.UUID.randomUUID(),
                "village",
                village(WU_VILLAGE),
                "category",
                "noise",
                "urgency",
                "normal"));
        report.putAll(more);
        return report;
    }

    /** The id of a natural village whose name stands once in annex 1. */
    String village(String name) {
        return database.sql("select id from natural_village where name = :name")
                .param("name", name)
                .query(String.class)
                .single();
    }

    void complete(String account, String number, String step, Object... fields) {
        Task task = task(number, step);
        as(account, () -> engine.getTaskService().complete(task.getId(), fields(fields)));
        continueSteps(number);
    }

    /** Completes the task of one assisting unit. */
    void completeAssist(String account, String number, String unit, Object... fields) {
        Task task = tasks(number, "assist").stream()
                .filter(open -> unit.equals(engine.getTaskService().getVariable(open.getId(), "unit")))
                .findFirst()
                .orElseThrow();
        as(account, () -> engine.getTaskService().complete(task.getId(), fields(fields)));
        continueSteps(number);
    }

    void send(String account, String message, String number, Object... fields) {
        as(
                account,
                () -> messages.send(
                        directory.account(account).orElseThrow(), message, number, new SubmittedForm(fields(fields))));
        continueSteps(number);
    }

    static Map<String, Object> fields(Object... pairs) {
        Map<String, Object> fields = new HashMap<>();
        for (int index = 0; index < pairs.length; index += 2) {
            fields.put((String) pairs[index], pairs[index + 1]);
        }
        return fields;
    }

    // ---- the usual way there

    /** A case that 环境监察大队 has taken on. */
    String handling(Object... assign) {
        String number = assigned(assign);
        complete("jiancha", number, "acknowledge", "outcome", "accept");
        return number;
    }

    String assigned(Object... assign) {
        String number = report("wuzhidong");
        List<Object> fields = new ArrayList<>(List.of("outcome", "assign", "leadUnit", "jiancha"));
        fields.addAll(List.of(assign));
        complete("office", number, "triage", fields.toArray());
        return number;
    }

    void handle(String account, String number, String outcome) {
        complete(
                account,
                number,
                "handle",
                "outcome",
                outcome,
                "handling",
                "已到现场处理",
                "answer",
                "已告知处理结果",
                "answeredOn",
                LocalDate.now(clock).toString(),
                "answerMethod",
                "telephone");
    }

    /** A case that waits for the leader to ask the people. */
    String verifying() {
        String number = handling();
        handle("jiancha", number, "done");
        complete("jiancha-head", number, "review", "outcome", "approve");
        return number;
    }

    void settleOnTheSpot(String office, String number) {
        complete(
                office,
                number,
                "triage",
                "outcome",
                "resolve-on-the-spot",
                "handling",
                "当场协调清运",
                "answer",
                "已当面说明",
                "answeredOn",
                LocalDate.now(clock).toString(),
                "answerMethod",
                "face-to-face");
    }

    void endPairing(String village, @Nullable LocalDate end) {
        database.sql("update village_pairing set valid_to = :end where natural_village = :village")
                .param("end", end)
                .param("village", village)
                .update();
    }

    static void assertRefused(Class<? extends Fault> kind, String key, Runnable action) {
        assertThatThrownBy(action::run)
                .isInstanceOf(ProcessEngineException.class)
                .satisfies(refused -> {
                    Throwable cause = refused;
                    while (cause != null && !(cause instanceof Fault)) {
                        cause = cause.getCause();
                    }
                    assertThat(cause).isInstanceOf(kind);
                    String found = cause instanceof InvalidInput invalid
                            ? invalid.faults().get(0).messageKey()
                            : ((Fault) cause).key();
                    assertThat(found).isEqualTo(key);
                });
    }

    // ---- looking

    ProcessInstance instance(String number) {
        return engine.getRuntimeService()
                .createProcessInstanceQuery()
                .processInstanceBusinessKey(number)
                .singleResult();
    }

    Task task(String number, String step) {
        List<Task> open = tasks(number, step);
        if (open.size() != 1) {
            throw new AssertionError(number + " has " + open.size() + " tasks " + step + ", open are "
                    + tasks(number, null).stream()
                            .map(Task::getTaskDefinitionKey)
                            .toList());
        }
        return open.get(0);
    }

    List<Task> tasks(String number, @Nullable String step) {
        var query = engine.getTaskService().createTaskQuery().processInstanceBusinessKey(number);
        return (step == null ? query : query.taskDefinitionKey(step)).list();
    }

    String status(String number) {
        return problems.get(number).status().code();
    }

    // ---- time

    /** Runs the save points of a case, not its timers. */
    void continueSteps(String number) {
        ProcessInstance instance = instance(number);
        if (instance == null) {
            return;
        }
        for (Job job : engine.getManagementService()
                .createJobQuery()
                .processInstanceId(instance.getId())
                .messages()
                .list()) {
            engine.getManagementService().executeJob(job.getId());
        }
    }

    Job timer(String number, String activity) {
        return engine.getManagementService()
                .createJobQuery()
                .processInstanceId(instance(number).getId())
                .activityId(activity)
                .timers()
                .singleResult();
    }

    /** Moves the clock to the moment a timer of the case is due, and lets it fire. */
    void fire(String number, String activity) {
        Job timer = timer(number, activity);
        setTime(timer.getDuedate().toInstant());
        engine.getManagementService().executeJob(timer.getId());
        continueSteps(number);
    }

    static void setTime(Instant instant) {
        ClockUtil.setCurrentTime(Date.from(instant));
    }

    /** Noon of a day, in the bureau's zone. */
    void setDay(LocalDate day) {
        setTime(day.atTime(12, 0).atZone(clock.getZone()).toInstant());
    }

    List<String> notices(String account, String number) {
        return database.sql("select kind from notice where recipient = :account and number = :number order by id")
                .param("account", account)
                .param("number", number)
                .query(String.class)
                .list();
    }

    List<String> actions(String number) {
        return database.sql("""
                        select step || ' ' || action from problem_event e join problem p on p.id = e.problem
                        where p.number = :number order by e.id""").param("number", number).query(String.class).list();
    }

    // ---- over HTTP

    Answer get(String account, String path) throws Exception {
        return send(
                account,
                MockMvcRequestBuilders.get(UriComponentsBuilder.fromUriString(path)
                        .build()
                        .encode()
                        .toUri()));
    }

    Answer post(String account, String path, Map<String, ?> body) throws Exception {
        return send(
                account,
                MockMvcRequestBuilders.post(path)
                        .contentType(MediaType.APPLICATION_JSON)
                        .content(json.writeValueAsString(new HashMap<>(body))));
    }

    Answer send(String account, MockHttpServletRequestBuilder request) throws Exception {
        MockHttpServletResponse response = http.perform(request.with(httpBasic(account, "minqing-demo")))
                .andReturn()
                .getResponse();
        String body = response.getContentAsString(StandardCharsets.UTF_8);
        return new Answer(
                response.getStatus(), body.isEmpty() ? json.getNodeFactory().nullNode() : json.readTree(body));
    }

    record Answer(int status, JsonNode body) {}
}
