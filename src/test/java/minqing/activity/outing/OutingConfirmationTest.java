package minqing.activity.outing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import minqing.bureau.calendar.Periods;
import minqing.bureau.calendar.SubmissionSchedules;
import minqing.testing.WebappClient;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** An outing entered on a leader's behalf counts when the leader has confirmed it. */
class OutingConfirmationTest extends OutingTest {

    @LocalServerPort
    private int port;

    @Autowired
    private Periods periods;

    @Autowired
    private SubmissionSchedules schedules;

    @Test
    void itCountsWhenTheLeaderHasConfirmedItAndItsProblemsDoNotWait() throws Exception {
        String mark = UUID.randomUUID().toString();
        Answer entered = post(
                "office",
                "/api/outings",
                outing(
                        "leader",
                        "wuzhidong",
                        "labour",
                        List.of(fields("work", mark)),
                        "problems",
                        List.of(problem("contact", "李二"))));
        assertThat(entered.status()).as(entered.body().toString()).isEqualTo(201);
        String number = entered.body().get("id").asText();
        assertThat(entered.body().get("state").asText()).isEqualTo("pending");
        ProcessInstance instance = instance(number);
        assertThat(instance).isWaitingAt(OutingProcess.CONFIRM, OutingProcess.WATCHER);
        assertThat(instance).task(OutingProcess.CONFIRM).isAssignedTo("wuzhidong");
        String problem = entered.body().at("/problems/0/number").asText();
        continueCases(List.of(problem));
        JsonNode reported = get("office", "/api/problems/" + problem).body();
        assertThat(reported.get("reporter").asText()).isEqualTo("wuzhidong");
        assertThat(reported.get("status").asText()).isEqualTo("triage");
        assertThat(values(reported.get("history"), "actor")).contains("wuzhidong", "office");

        assertThat(rows(mark)).isZero();
        assertThat(values(
                        get("wuzhidong", "/api/tasks?box=todo&size=200").body().get("items"), "businessKey"))
                .contains(number);
        assertThat(complete("wuzhidong", number, fields("outcome", "confirm")).status())
                .isEqualTo(200);

        assertThat(instance).isEnded();
        assertThat(instance).hasPassed("count", "counted");
        assertThat(rows(mark)).isEqualTo(1);
        JsonNode counted = get("office", "/api/outings/" + number).body();
        assertThat(counted.get("state").asText()).isEqualTo("counted");
        assertThat(values(counted.get("events"), "action")).containsExactly("enter", "confirm");
        assertThat(notices("office", number)).containsExactly("outing-confirmed");
    }

    @Test
    void theLeaderSendsItBackAndItComesAgainWhenItIsSetRight() throws Exception {
        String number = enter("jiancha", outing("leader", "wuzhidong", "labour", List.of(fields("work", "清沟"))));
        ProcessInstance instance = instance(number);
        assertThat(complete("wuzhidong", number, fields("outcome", "correct")).fields())
                .containsExactly("reason");
        assertThat(complete("wuzhidong", number, fields("outcome", "correct", "reason", "地点写错了"))
                        .status())
                .isEqualTo(200);
        assertThat(instance).isWaitingAt(OutingProcess.CORRECT, OutingProcess.WATCHER);
        assertThat(instance).task(OutingProcess.CORRECT).isAssignedTo("jiancha");
        JsonNode sentBack = get("jiancha", "/api/outings/" + number).body();
        assertThat(sentBack.get("state").asText()).isEqualTo("correcting");
        assertThat(sentBack.get("mayChange").asBoolean()).isTrue();
        JsonNode asked = reasons("jiancha", number);
        assertThat(asked.at("/0/what").asText()).isEqualTo("领导退回更正");
        assertThat(asked.at("/0/who").asText()).isEqualTo(directory.nameOf("wuzhidong"));
        assertThat(asked.at("/0/label").asText()).isEqualTo("需要更正之处");
        assertThat(asked.at("/0/words").asText()).isEqualTo("地点写错了");

        Answer changed = put(
                "jiancha",
                "/api/outings/" + number,
                outing("village", "hexing-wuliting", "version", 1, "reason", "地点更正为五里亭村"));

        assertThat(changed.status()).as(changed.body().toString()).isEqualTo(200);
        assertThat(changed.body().get("state").asText()).isEqualTo("pending");
        assertThat(instance).isWaitingAt(OutingProcess.CONFIRM, OutingProcess.WATCHER);
        assertThat(instance).hasPassed("correction-decision");
        JsonNode again = reasons("wuzhidong", number);
        assertThat(again.at("/0/what").asText()).isEqualTo("更正后再请确认");
        assertThat(again.at("/1/words").asText()).isEqualTo("地点更正为五里亭村");
        assertThat(complete("wuzhidong", number, fields("outcome", "confirm")).status())
                .isEqualTo(200);
        assertThat(instance).isEnded();
        assertThat(values(get("jiancha", "/api/outings/" + number).body().get("events"), "action"))
                .containsExactly("enter", "correct", "change", "resubmit", "confirm");
    }

    /** Why the open task of the outing is with the account, as REST says it. */
    private JsonNode reasons(String account, String number) throws Exception {
        JsonNode task = get(account, "/api/tasks/" + task(account, number)).body();
        assertThat(task.path("reasons").isEmpty()).as(task.toString()).isFalse();
        return task.get("reasons");
    }

    @Test
    void whoEnteredItHandsItInAgainUnchangedOrGivesItUp() throws Exception {
        String number = enter("office2", outing("leader", "zhouwei"));
        ProcessInstance instance = instance(number);
        complete("zhouwei", number, fields("outcome", "correct", "reason", "日期不对"));
        assertThat(complete("office2", number, fields("outcome", "resubmit")).status())
                .isEqualTo(200);
        assertThat(instance).isWaitingAt(OutingProcess.CONFIRM, OutingProcess.WATCHER);
        complete("zhouwei", number, fields("outcome", "correct", "reason", "当天没有下去"));
        assertThat(complete("office2", number, fields("outcome", "withdraw")).fields())
                .containsExactly("reason");
        assertThat(complete("office2", number, fields("outcome", "withdraw", "reason", "登记有误"))
                        .status())
                .isEqualTo(200);
        assertThat(instance).isEnded();
        assertThat(instance).hasPassed("given-up");
        assertThat(get("office", "/api/outings/" + number).body().get("state").asText())
                .isEqualTo("deleted");
        assertThat(notices("zhouwei", number)).contains("outing-deleted");
    }

    @Test
    void whatIsDeletedWhileItWaitsIsNotAskedForAnyMore() throws Exception {
        String number = enter("jiancha", outing("leader", "zhouwei"));
        ProcessInstance instance = instance(number);
        assertThat(put("jiancha", "/api/outings/" + number, outing("version", 1, "reason", "改一下"))
                        .status())
                .isEqualTo(409);
        assertThat(post("jiancha2", "/api/outings/" + number + "/delete", fields("version", 1, "reason", "重复"))
                        .status())
                .isEqualTo(404);
        assertThat(post("jiancha", "/api/outings/" + number + "/delete", fields("version", 1, "reason", "重复登记"))
                        .status())
                .isEqualTo(200);
        assertThat(instance).isEnded();
        assertThat(instance).hasPassed("withdrawn", "confirmation-void");
        assertThat(task("zhouwei", number)).isEqualTo("none");
    }

    @Test
    void aReminderComesAfterThreeWorkingDaysAndAgainAndToWhoeverHasIt() throws Exception {
        // Friday; the third working day is Wednesday.
        setDay(LocalDate.of(2026, 5, 15));
        String number = enter("jiancha", outing("leader", "yangyumei"));
        assertThat(localDue(number)).isEqualTo(LocalDateTime.of(2026, 5, 20, 9, 0));
        fireReminder(number);
        assertThat(notices("yangyumei", number)).containsExactly("outing-unconfirmed");
        assertThat(localDue(number)).isEqualTo(LocalDateTime.of(2026, 5, 25, 9, 0));

        setDay(LocalDate.of(2026, 5, 22));
        complete("yangyumei", number, fields("outcome", "correct", "reason", "人数不对"));
        // The timer set before finds that the turn has changed, and waits from then on.
        fireReminder(number);
        assertThat(notices("jiancha", number)).isEmpty();
        assertThat(localDue(number)).isEqualTo(LocalDateTime.of(2026, 5, 27, 9, 0));
        fireReminder(number);
        assertThat(notices("jiancha", number)).containsExactly("outing-uncorrected");
        assertThat(notices("yangyumei", number)).containsExactly("outing-unconfirmed");
    }

    @Test
    void onlyTheLeaderConfirmsByWhateverWay() throws Exception {
        String number = enter("office", outing("leader", "xujianyun"));
        String task = task("xujianyun", number);
        for (String other : List.of("office", "wuzhidong", "deputy", "inspector")) {
            assertThat(post(other, "/api/tasks/" + task + "/complete", Map.of("outcome", "confirm"))
                            .status())
                    .as(other)
                    .isBetween(403, 409);
        }
        WebappClient office = WebappClient.loggedIn(port, "office", "minqing-demo");
        assertThat(office.post(
                                WebappClient.ENGINE + "/task/" + task + "/submit-form",
                                "{\"variables\":{\"outcome\":{\"value\":\"confirm\",\"type\":\"String\"}}}")
                        .statusCode())
                .isBetween(400, 403);
        assertThat(office.post(
                                WebappClient.ENGINE + "/process-definition/key/" + OutingProcess.KEY + "/start",
                                "{\"businessKey\":\"" + number + "\"}")
                        .statusCode())
                .isBetween(400, 409);
        assertThat(instance(number)).isWaitingAt(OutingProcess.CONFIRM, OutingProcess.WATCHER);
        WebappClient leader = WebappClient.loggedIn(port, "xujianyun", "minqing-demo");
        assertThat(leader.post(
                                WebappClient.ENGINE + "/task/" + task + "/submit-form",
                                "{\"variables\":{\"outcome\":{\"value\":\"confirm\",\"type\":\"String\"}}}")
                        .statusCode())
                .isEqualTo(204);
        assertThat(get("office", "/api/outings/" + number).body().get("state").asText())
                .isEqualTo("counted");
    }

    @Test
    void whatIsConfirmedAfterItsMonthWasClosedIsPostedToTheNextAndMarkedLate() throws Exception {
        YearMonth first = YearMonth.of(2041, 3);
        LocalDate day = schedules.of(first).cutOff();
        database.sql("insert into participation (unit, first_period) values ('epb', null) on conflict do nothing")
                .update();
        setDay(day);
        String own = enter("yangyumei", outing());
        String number = enter("office", outing("leader", "yangyumei"));
        assertThat(get("office", "/api/outings/" + number).body().get("period").asText())
                .isEqualTo("2041-03");
        setDay(day.plusDays(1));
        periods.beginChecking("epb", first);

        complete("yangyumei", number, fields("outcome", "confirm"));

        JsonNode late = get("office", "/api/outings/" + number).body();
        assertThat(late.get("period").asText()).isEqualTo("2041-04");
        assertThat(late.get("late").asBoolean()).isTrue();
        assertThat(late.get("date").asText()).isEqualTo(day.toString());
        JsonNode inTime = get("office", "/api/outings/" + own).body();
        assertThat(inTime.get("period").asText()).isEqualTo("2041-03");
        assertThat(inTime.get("late").asBoolean()).isFalse();
    }

    private ProcessInstance instance(String number) {
        return engine.getRuntimeService()
                .createProcessInstanceQuery()
                .processInstanceBusinessKey(number)
                .singleResult();
    }

    private LocalDateTime localDue(String number) {
        return LocalDateTime.ofInstant(reminder(number).getDuedate().toInstant(), clock.getZone());
    }

    private void fireReminder(String number) {
        var timer = reminder(number);
        setTime(timer.getDuedate().toInstant());
        engine.getManagementService().executeJob(timer.getId());
    }

    private int rows(String mark) throws Exception {
        return get("office", "/api/registers/labour?text=" + mark)
                .body()
                .get("total")
                .asInt();
    }
}
