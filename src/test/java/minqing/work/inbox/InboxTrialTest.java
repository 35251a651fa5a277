package minqing.work.inbox;

import static minqing.testing.FormToken.formToken;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import minqing.bureau.organization.Account;
import minqing.bureau.organization.Directory;
import minqing.testing.ApplicationTest;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.MvcResult;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/** Cases of the model {@code inbox-trial}; Ann and Ben are of its unit, Cat is not. */
abstract class InboxTrialTest extends ApplicationTest {

    static final String ANN = "inbox-trial-ann";
    static final String BEN = "inbox-trial-ben";
    static final String CAT = "inbox-trial-cat";
    private static final String UNIT = "inbox-trial-unit";

    @Autowired
    MockMvc mvc;

    @Autowired
    ProcessEngine engine;

    @Autowired
    JdbcClient database;

    @Autowired
    InboxTrial trial;

    @Autowired
    Directory directory;

    @Autowired
    Inbox inbox;

    @Autowired
    Notices notices;

    @Autowired
    TaskWork work;

    @Autowired
    Clock clock;

    @BeforeEach
    void prepare() {
        engine.getIdentityService().clearAuthentication();
        trial.reset();
        engine.getRepositoryService()
                .createDeployment()
                .name("inbox-trial")
                .enableDuplicateFiltering(true)
                .addClasspathResource("inbox/inbox-trial.bpmn")
                .addClasspathResource("inbox/inbox-trial-ask.form")
                .addClasspathResource("inbox/inbox-trial-weigh.form")
                .deploy();
        database.sql("insert into act_id_group (id_, rev_, name_, type_) values (:id, 1, '试验单位', 'WORKFLOW')")
                .param("id", UNIT)
                .update();
        person(ANN, "甲一", true);
        person(BEN, "乙二", true);
        person(CAT, "丙三", false);
        allow(6, InboxTrial.KEY);
        allow(8, "*");
    }

    private void person(String id, String name, boolean member) {
        database.sql("insert into act_id_user (id_, rev_, first_, last_) values (:id, 1, :name, '')")
                .param("id", id)
                .param("name", name)
                .update();
        if (member) {
            database.sql("insert into act_id_membership (user_id_, group_id_) values (:id, :unit)")
                    .param("id", id)
                    .param("unit", UNIT)
                    .update();
        }
    }

    private void allow(int resource, String id) {
        database.sql("""
                        insert into act_ru_authorization (id_, rev_, type_, group_id_, resource_type_, resource_id_, perms_)
                        values (:id, 1, 1, :unit, :resource, :resourceId, 2147483647)
                        """)
                .param("id", "inbox-trial-" + resource)
                .param("unit", UNIT)
                .param("resource", resource)
                .param("resourceId", id)
                .update();
    }

    @AfterEach
    void cleanUp() {
        engine.getIdentityService().clearAuthentication();
        engine.getRuntimeService()
                .createProcessInstanceQuery()
                .processDefinitionKey(InboxTrial.KEY)
                .list()
                .forEach(
                        instance -> engine.getRuntimeService().deleteProcessInstance(instance.getId(), "test is over"));
        List.of(
                        "delete from inbox_task where process_key = 'inbox-trial'",
                        "delete from notice where process_key = 'inbox-trial'",
                        "delete from submission where process_key = 'inbox-trial'",
                        "delete from act_id_membership where group_id_ = 'inbox-trial-unit'",
                        "delete from act_id_group where id_ = 'inbox-trial-unit'",
                        "delete from act_id_user where id_ like 'inbox-trial-%'",
                        "delete from act_ru_authorization where user_id_ like 'inbox-trial-%' or group_id_ = 'inbox-trial-unit'")
                .forEach(statement -> database.sql(statement).update());
        trial.reset();
    }

    Account account(String id) {
        return directory.account(id).orElseThrow();
    }

    Instant in(int days) {
        return clock.instant().plus(Duration.ofDays(days));
    }

    /** Starts a case and answers the task that waits in it. */
    String started(String number, TaskCard card, String... readers) {
        trial.cards.put(number, card);
        trial.readers.put(number, Set.of(readers));
        engine.getIdentityService().setAuthentication(ANN, List.of(UNIT));
        try {
            String definition = engine.getRepositoryService()
                    .createProcessDefinitionQuery()
                    .processDefinitionKey(InboxTrial.KEY)
                    .latestVersion()
                    .singleResult()
                    .getId();
            ProcessInstance instance =
                    engine.getFormService().submitStartForm(definition, number, Map.of("title", card.subject()));
            engine.getIdentityService().clearAuthentication();
            return engine.getTaskService()
                    .createTaskQuery()
                    .processInstanceId(instance.getId())
                    .singleResult()
                    .getId();
        } finally {
            engine.getIdentityService().clearAuthentication();
        }
    }

    String started(String number, String subject) {
        return started(number, card(subject, null));
    }

    static TaskCard card(String subject, @Nullable Instant dueAt) {
        return new TaskCard(subject, "北舍村", dueAt, null, null, false);
    }

    ResultActions as(String account, MockHttpServletRequestBuilder request) throws Exception {
        return mvc.perform(request.with(user(account)).with(formToken()));
    }

    ResultActions page(String account, String path) throws Exception {
        return as(account, get(URI.create(path)).accept(MediaType.TEXT_HTML));
    }

    ResultActions send(String account, String path, String... fields) throws Exception {
        MockHttpServletRequestBuilder request = post(path).accept(MediaType.TEXT_HTML);
        for (int field = 0; field < fields.length; field += 2) {
            request.param(fields[field], fields[field + 1]);
        }
        return as(account, request);
    }

    ResultActions call(String account, String path, String body) throws Exception {
        return as(
                account,
                post("/api" + path).contentType(MediaType.APPLICATION_JSON).content(body));
    }

    ResultActions list(String account, String query) throws Exception {
        return as(account, get(URI.create("/api/tasks?" + query)));
    }

    static Document document(MvcResult result) throws Exception {
        return Jsoup.parse(result.getResponse().getContentAsString(StandardCharsets.UTF_8));
    }
}
