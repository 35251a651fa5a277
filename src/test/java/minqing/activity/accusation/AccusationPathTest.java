package minqing.activity.accusation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import minqing.bureau.web.Caller;
import minqing.testing.EngineTables;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.camunda.bpm.engine.task.IdentityLink;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.dao.DataIntegrityViolationException;

/** The way of an accusation from the report to its end, and what the engine keeps of it. */
class AccusationPathTest extends AccusationTest {

    @LocalServerPort
    private int port;

    @Autowired
    private EngineTables engineTables;

    @Test
    void aNamedOneIsReceivedExaminedSettledAndItsReporterTold() throws Exception {
        String code = reported("wuzhidong", "named", true, "contact", "本人当面");
        assertThat(code).matches("JB(-[2-9A-HJ-NP-Z]{4}){2}");
        assertThat(state("wuzhidong", code)).isEqualTo("received");
        assertThat(receives("jijian", code)).isTrue();

        opened("jijian", code);
        completed("jijian", code, "outcome", "receive");
        assertThat(state("wuzhidong", code)).isEqualTo("handling");
        completed("jijian", code, "outcome", "settled", "reason", "谈话提醒");
        assertThat(task(code).getTaskDefinitionKey()).isEqualTo("tell");
        completed("jijian", code, "outcome", "told", "told", "已谈话提醒，欢迎继续监督");

        assertThat(instance(code)).isNull();
        JsonNode own = get("wuzhidong", "/api/accusations/" + code).body();
        assertThat(own.get("state").asText()).isEqualTo("ended");
        assertThat(own.get("told").asText()).isEqualTo("已谈话提醒，欢迎继续监督");
        assertThat(own.has("log")).isFalse();
        assertThat(own.has("work")).isFalse();
        assertThat(own.toString()).doesNotContain("谈话提醒\"");
        assertThat(log(code))
                .containsExactly(
                        "wuzhidong report report",
                        "jijian receive open",
                        "jijian receive receive",
                        "jijian examine settled",
                        "jijian tell told");
        assertThat(complete("jijian", code, "outcome", "receive").status()).isEqualTo(409);
    }

    @Test
    void anAnonymousOneThatGoesUpwardsEndsWithoutTelling() throws Exception {
        String code = reported("office", "contact", "匿名来信");
        opened("jijian", code);
        completed("jijian", code, "outcome", "receive");
        completed("jijian", code, "outcome", "refer-upwards", "reason", "移交市纪委");

        assertThat(instance(code)).isNull();
        JsonNode whole = get("jijian", "/api/accusations/" + code).body();
        assertThat(whole.get("work").get("result").asText()).isEqualTo("refer-upwards");
        assertThat(whole.get("content").has("reporter")).isFalse();
        assertThat(whole.get("log").toString()).doesNotContain("office");
        assertThat(get("office", "/api/accusations/" + code).body().has("told")).isFalse();
    }

    @Test
    void aNamedReporterWhoCannotBeReachedIsNoReasonToStop() throws Exception {
        String code = reported("office", "named", true);
        opened("jijian", code);
        completed("jijian", code, "outcome", "receive");
        completed("jijian", code, "outcome", "settled", "reason", "查无实据");
        assertThat(complete("jijian", code, "outcome", "not-reached").status()).isEqualTo(422);
        completed("jijian", code, "outcome", "not-reached", "reason", "三次无人接听");
        assertThat(instance(code)).isNull();
    }

    @Test
    void whatIsNoneBecomesAnOrdinaryProblemOfThatDay() throws Exception {
        String secret = UUID.randomUUID().toString();
        String code = reported("wuzhidong", "content", "原话" + secret, "contact", "联系人" + secret);
        opened("jijian", code);
        Answer incomplete = complete("jijian", code, "outcome", "not-an-accusation", "reason", "属于噪声");
        assertThat(incomplete.status()).isEqualTo(422);
        assertThat(incomplete.text()).contains("title", "category");
        completed(
                "jijian",
                code,
                "outcome",
                "not-an-accusation",
                "reason",
                "属于噪声",
                "title",
                "夜间施工噪声",
                "content",
                "夜间施工扰民",
                "village",
                "hexing-shangshi",
                "category",
                "noise");

        JsonNode own = get("wuzhidong", "/api/accusations/" + code).body();
        assertThat(own.get("state").asText()).isEqualTo("ended");
        String number = database.sql("select registered_as from accusation where code = :code")
                .param("code", code)
                .query(String.class)
                .single();
        assertThat(own.get("told").asText()).contains(number);
        Answer problem = get("office", "/api/problems/" + number);
        assertThat(problem.status()).isEqualTo(200);
        assertThat(problem.text()).contains("夜间施工扰民", "wuzhidong").doesNotContain(secret, code, "jijian");
        assertThat(instance(code)).isNull();
    }

    @Test
    void whatTurnsOutToBeNoneWhileExaminedBecomesAProblemToo() throws Exception {
        String code = reported("jiancha");
        opened("jijian", code);
        completed("jijian", code, "outcome", "receive");
        completed(
                "jijian",
                code,
                "outcome",
                "not-an-accusation",
                "reason",
                "只是建议",
                "title",
                "改进建议",
                "content",
                "建议增加垃圾桶",
                "village",
                "hexing-shangshi",
                "category",
                "policy",
                "urgency",
                "normal");

        assertThat(instance(code)).isNull();
        assertThat(get("jiancha", "/api/accusations/" + code).body().get("told").asText())
                .contains("已作为一般问题登记");
    }

    @Test
    void theEngineKnowsCodeStepAndTimesAndNothingElse() throws Exception {
        String mark = UUID.randomUUID().toString();
        String code = reported(
                "wuzhidong",
                "title",
                mark.substring(0, 30),
                "content",
                "内容" + mark,
                "accused",
                "对象" + mark,
                "contact",
                "联系" + mark,
                "concerns",
                List.of("xiejiandong"));
        engineTables.assertNoTraceOf(mark, mark.substring(0, 30));
        opened("jijian", code);
        completed("jijian", code, "outcome", "receive");
        completed("jijian", code, "outcome", "settled", "reason", "结论" + mark);
        engineTables.assertNoTraceOf(mark, mark.substring(0, 30));

        HistoricProcessInstance ended = engine.getHistoryService()
                .createHistoricProcessInstanceQuery()
                .processInstanceBusinessKey(code)
                .singleResult();
        assertThat(ended.getStartUserId()).isNull();
        assertThat(engine.getHistoryService()
                        .createHistoricVariableInstanceQuery()
                        .processInstanceId(ended.getId())
                        .count())
                .isZero();
        assertThat(engine.getHistoryService()
                        .createUserOperationLogQuery()
                        .processInstanceId(ended.getId())
                        .count())
                .isZero();
        // Beside its own tables no table of the house mentions it.
        assertThat(engineTables.columnsHolding(code))
                .allMatch(column -> column.startsWith("accusation") || column.startsWith("act_"));
    }

    @Test
    void itsTasksAreOfferedToNobodyAndNobodyWorksThemThroughTheEngine() throws Exception {
        String code = reported("wuzhidong");
        String task = task(code).getId();
        assertThat(task(code).getAssignee()).isNull();
        assertThat(engine.getTaskService().getIdentityLinksForTask(task))
                .extracting(IdentityLink::getType)
                .isEmpty();
        assertThat(database.sql("select count(*) from inbox_task where number = :code")
                        .param("code", code)
                        .query(Long.class)
                        .single())
                .isZero();

        for (String person : List.of("jijian", "admin", "office")) {
            engine.getIdentityService()
                    .setAuthentication(
                            person,
                            List.copyOf(directory.account(person).orElseThrow().groups()));
            assertThatThrownBy(() -> engine.getTaskService().complete(task, Map.of("outcome", "receive")))
                    .as(person)
                    .isInstanceOf(RuntimeException.class);
            assertThatThrownBy(() -> engine.getTaskService().claim(task, person))
                    .as(person)
                    .isInstanceOf(RuntimeException.class);
            assertThatThrownBy(() -> engine.getRuntimeService().startProcessInstanceByKey(AccusationProcess.KEY))
                    .as(person)
                    .isInstanceOf(RuntimeException.class);
            engine.getIdentityService().clearAuthentication();
        }
        assertThat(task(code).getId()).isEqualTo(task);
        assertThat(task(code).getAssignee()).isNull();
    }

    @Test
    void noGroupButTheAdministratorsHasAnyRightOnIt() {
        assertThat(engine.getAuthorizationService()
                        .createAuthorizationQuery()
                        .resourceType(Resources.PROCESS_DEFINITION)
                        .resourceId(AccusationProcess.KEY)
                        .count())
                .isZero();
        for (String person : List.of("jijian", "office", "deputy", "jiancha", "wuzhidong")) {
            List<String> groups =
                    List.copyOf(directory.account(person).orElseThrow().groups());
            engine.getIdentityService().setAuthentication(person, groups);
            assertThat(engine.getRepositoryService()
                            .createProcessDefinitionQuery()
                            .processDefinitionKey(AccusationProcess.KEY)
                            .count())
                    .as(person)
                    .isZero();
            assertThatThrownBy(() -> engine.getRuntimeService().startProcessInstanceByKey(AccusationProcess.KEY))
                    .isInstanceOf(RuntimeException.class);
            engine.getIdentityService().clearAuthentication();
        }
    }

    @Test
    void whatIsLateIsToldToReceiversAloneAgainAndAgainAndTheTimerFollowsTheStep() throws Exception {
        String code = reported("wuzhidong");
        long notices = noticesOfEverybody();
        fireReminder(code);
        fireReminder(code);
        assertThat(log(code))
                .containsOnlyOnce("wuzhidong report report")
                .filteredOn(entry -> entry.endsWith("remind"))
                .hasSize(2);
        assertThat(reminders("jijian", code)).isEqualTo(2);
        assertThat(noticesOfEverybody()).isEqualTo(notices);
        assertThat(Caller.as("jijian", port).get("/accusations").body()).contains("超期", code);

        opened("jijian", code);
        assertThat(get("jijian", "/api/accusations/" + code).status()).isEqualTo(200);
        assertThat(database.sql("select count(*) from accusation_reminder where accusation = :code and seen_at is null")
                        .param("code", code)
                        .query(Long.class)
                        .single())
                .isZero();
        var before = watcher(code).getDuedate();
        completed("jijian", code, "outcome", "receive");
        assertThat(watcher(code).getDuedate()).isAfter(before);
        // The timer set before is not due for this step.
        engine.getManagementService().executeJob(watcher(code).getId());
        assertThat(reminders("jijian", code)).isEqualTo(2);
    }

    @Test
    void itsLogAndItsFilesAreKeptAsTheyWereWritten() throws Exception {
        String code = reported("wuzhidong");

        assertThatThrownBy(() -> database.sql("update accusation_event set action = 'x' where accusation = :code")
                        .param("code", code)
                        .update())
                .isInstanceOf(DataIntegrityViolationException.class);
        assertThatThrownBy(() -> database.sql("delete from accusation_event where accusation = :code")
                        .param("code", code)
                        .update())
                .isInstanceOf(DataIntegrityViolationException.class);
        assertThatThrownBy(() -> database.sql("truncate accusation_event").update())
                .isInstanceOf(DataIntegrityViolationException.class);
        assertThatThrownBy(() -> database.sql("delete from accusation_file").update())
                .isInstanceOf(DataIntegrityViolationException.class);
    }

    private String state(String reporter, String code) throws Exception {
        return get(reporter, "/api/accusations/" + code).body().get("state").asText();
    }

    private long reminders(String account, String code) {
        return database.sql("select count(*) from accusation_reminder where accusation = :code and account = :account")
                .param("code", code)
                .param("account", account)
                .query(Long.class)
                .single();
    }

    private long noticesOfEverybody() {
        return database.sql("select count(*) from notice").query(Long.class).single();
    }
}
