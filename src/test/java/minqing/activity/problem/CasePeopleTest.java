package minqing.activity.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import minqing.platform.fault.Forbidden;
import minqing.testing.WebappClient;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Who has a case before them: handing over, naming, nobody's own work, and two people at the same moment. */
class CasePeopleTest extends CaseTest {

    @LocalServerPort
    private int port;

    @Test
    void whoTakesOverAHandlingIsRemindedOfItAndNoClockChanges() throws Exception {
        String number = handling();
        var before = caseClock.running(problems.get(number));
        assertThat(transfer("jiancha", number, "handle", "jiancha2").status()).isEqualTo(200);
        assertThat(caseClock.running(problems.get(number))).isEqualTo(before);
        assertThat(problems.get(number).handler()).isEqualTo("jiancha2");
        send("office", "urge", number);
        assertThat(notices("jiancha2", number)).contains("urged");
        assertThat(notices("jiancha", number)).doesNotContain("urged");
        send("supervisor", "supervise", number, "reason", "请说明进展");
        assertThat(task(number, "reply-supervision")).isAssignedTo("jiancha2");
    }

    @Test
    void whereNoLeaderIsPairedTheOfficeNamesAnyLeaderWhoDidNotWorkOnTheCase() throws Exception {
        String village = village("承家村");
        endPairing(village, LocalDate.now(clock));
        engine.getIdentityService().createMembership("xujianyun", "unit-jiancha");
        try {
            String number = report("jiance", Map.of("village", village));
            complete("office", number, "triage", "outcome", "assign", "leadUnit", "jiancha");
            complete("jiancha", number, "acknowledge", "outcome", "accept");
            assertThat(transfer("jiancha", number, "handle", "xujianyun").status())
                    .isEqualTo(200);
            handle("xujianyun", number, "done");
            complete("jiancha-head", number, "review", "outcome", "approve");
            assertThat(task(number, "verify")).isNotAssigned().hasCandidateGroup("office");

            Answer ownWork = transfer("office", number, "verify", "xujianyun");
            assertThat(ownWork.status()).isEqualTo(422);
            assertThat(ownWork.body().get("errors").findValuesAsText("field")).containsExactly("assignee");
            assertThat(transfer("office", number, "verify", "jiance").status()).isEqualTo(422);
            assertThat(transfer("office", number, "verify", "yangyumei").status())
                    .isEqualTo(200);

            assertThat(task(number, "verify")).isAssignedTo("yangyumei");
            assertThat(problems.get(number).verifier()).isEqualTo("yangyumei");
            send("office", "urge", number);
            assertThat(notices("yangyumei", number)).contains("task-transferred", "urged");
            complete("yangyumei", number, "verify", "outcome", "resolved", "satisfaction", "satisfied");
            assertThat(status(number)).isEqualTo("closed");
        } finally {
            engine.getIdentityService().deleteMembership("xujianyun", "unit-jiancha");
            endPairing(village, null);
        }
    }

    @Test
    void aLeaderWhomTheRuleNamesVerifiesInPerson() throws Exception {
        String number = verifying();
        assertThat(transfer("wuzhidong", number, "verify", "yangyumei").status())
                .isEqualTo(422);
        assertThat(task(number, "verify")).isAssignedTo("wuzhidong");
    }

    @Test
    void theReporterWhoHandledIsNotAskedToVerify() {
        engine.getIdentityService().createMembership("wuzhidong", "unit-jiancha");
        try {
            String number = report("wuzhidong", Map.of("village", village("上市村")));
            complete("office", number, "triage", "outcome", "assign", "leadUnit", "jiancha");
            complete("wuzhidong", number, "acknowledge", "outcome", "accept");
            handle("wuzhidong", number, "done");
            complete("jiancha-head", number, "review", "outcome", "approve");
            assertThat(task(number, "verify").getAssignee()).isNotEqualTo("wuzhidong");
        } finally {
            engine.getIdentityService().deleteMembership("wuzhidong", "unit-jiancha");
        }
    }

    @Test
    void whoEnteredAProblemOnALeadersBehalfDoesNotCloseItAlone() throws Exception {
        String number = enteredByTheOffice();
        settleOnTheSpot("office", number);
        assertThat(task(number, "verify")).isAssignedTo("wuzhidong");
        complete("wuzhidong", number, "verify", "outcome", "resolved", "satisfaction", "satisfied");
        assertThat(status(number)).isEqualTo("closed");

        String other = enteredByTheOffice();
        settleOnTheSpot("office2", other);
        assertThat(status(other)).isEqualTo("closed");
    }

    private String enteredByTheOffice() throws Exception {
        Answer entered = post(
                "office",
                "/api/outings",
                Map.of(
                        "leader",
                        "wuzhidong",
                        "date",
                        LocalDate.now(clock).toString(),
                        "kind",
                        "households",
                        "village",
                        village(WU_VILLAGE),
                        "problems",
                        List.of(Map.of(
                                "title",
                                "村口积水",
                                "content",
                                "雨后积水" + java.util.UUID.randomUUID(),
                                "category",
                                "sanitation"))));
        assertThat(entered.status()).as(entered.body().toString()).isEqualTo(201);
        String number = entered.body().at("/problems/0/number").asText();
        continueSteps(number);
        return number;
    }

    @Test
    void whoHandledDoesNotDecideWhetherToHandleAgain() {
        engine.getIdentityService().createMembership("office2", "unit-jiancha");
        try {
            String number = assigned();
            complete("office2", number, "acknowledge", "outcome", "accept");
            handle("office2", number, "cannot-yet");
            complete("jiancha-head", number, "review", "outcome", "approve");
            fire(number, "review-interval");
            assertOwnWork("office2", number, "periodic-review", "outcome", "stay", "reason", "管网尚未开工");
            complete("office", number, "periodic-review", "outcome", "stay", "reason", "管网尚未开工");
        } finally {
            engine.getIdentityService().deleteMembership("office2", "unit-jiancha");
        }
    }

    @Test
    void neitherAUnitThatObjectedNorWhoAssignedItAdjudicates() {
        engine.getIdentityService().createMembership("deputy", "unit-jiancha");
        engine.getIdentityService().createMembership("office2", "approver");
        try {
            String number = report("wuzhidong");
            complete("office2", number, "triage", "outcome", "assign", "leadUnit", "jiancha");
            complete("jiancha", number, "acknowledge", "outcome", "object", "reason", "不属本队");
            complete("office", number, "triage", "outcome", "assign", "leadUnit", "wukong");
            complete("wukong", number, "acknowledge", "outcome", "object", "reason", "也不属本科");
            assertOwnWork("deputy", number, "adjudicate", "outcome", "assign", "leadUnit", "wukong", "reason", "以治理为主");
            assertOwnWork(
                    "office2", number, "adjudicate", "outcome", "assign", "leadUnit", "wukong", "reason", "以治理为主");
            complete("director", number, "adjudicate", "outcome", "assign", "leadUnit", "wukong", "reason", "以治理为主");
            assertThat(instance(number)).isWaitingAt("handle");
        } finally {
            engine.getIdentityService().deleteMembership("deputy", "unit-jiancha");
            engine.getIdentityService().deleteMembership("office2", "approver");
        }
    }

    @Test
    void whoHandlesDoesNotDecideOnTheExtensionAColleagueAskedFor() {
        engine.getIdentityService().createMembership("jiancha", "approver");
        try {
            String number = handling();
            send("jiancha2", "request-extension", number, "days", 5, "reason", "等待监测报告");
            assertOwnWork("jiancha", number, "approve-extension", "outcome", "approve");
            complete("director", number, "approve-extension", "outcome", "approve");
        } finally {
            engine.getIdentityService().deleteMembership("jiancha", "approver");
        }
    }

    @Test
    void nobodyTakesTheirOwnWorkInTasklist() {
        engine.getIdentityService().createMembership("deputy", "unit-jiancha");
        try {
            String number = assigned();
            complete("deputy", number, "acknowledge", "outcome", "accept");
            handle("deputy", number, "done");
            complete("jiancha-head", number, "review", "outcome", "return", "reason", "没有说明原因");
            engine.getIdentityService().createMembership("deputy", "head-jiancha");
            handle("deputy", number, "done");
            String task = task(number, "review").getId();
            WebappClient tasklist = WebappClient.loggedIn(port, "deputy", "minqing-demo");
            var refused = tasklist.post(WebappClient.ENGINE + "/task/" + task + "/claim", "{\"userId\":\"deputy\"}");
            assertThat(refused.statusCode()).as(refused.body()).isEqualTo(403);
            assertThat(task(number, "review")).isNotAssigned();
        } finally {
            engine.getIdentityService().deleteMembership("deputy", "unit-jiancha");
            engine.getIdentityService().deleteMembership("deputy", "head-jiancha");
        }
    }

    /** Neither taken nor completed. */
    private void assertOwnWork(String account, String number, String step, Object... fields) {
        String task = task(number, step).getId();
        assertRefused(
                Forbidden.class,
                "problem.own-work",
                () -> as(account, () -> engine.getTaskService().claim(task, account)));
        assertRefused(Forbidden.class, "problem.own-work", () -> complete(account, number, step, fields));
        assertThat(task(number, step)).isNotAssigned();
    }

    @Test
    void whoAskedForAnExtensionDoesNotDecideOnIt() {
        engine.getIdentityService().createMembership("jiancha", "approver");
        try {
            String number = handling();
            send("jiancha", "request-extension", number, "days", 5, "reason", "等待监测报告");
            assertRefused(
                    Forbidden.class,
                    "problem.own-work",
                    () -> complete("jiancha", number, "approve-extension", "outcome", "approve"));
            complete("director", number, "approve-extension", "outcome", "approve");
            assertThat(actions(number)).contains("approve-extension approve");
        } finally {
            engine.getIdentityService().deleteMembership("jiancha", "approver");
        }
    }

    @Test
    void ofTwoWhoDecideAtTheSameMomentOneDoesAndTheOtherHearsWho() throws Exception {
        ExecutorService people = Executors.newFixedThreadPool(2);
        try {
            for (int round = 0; round < 4; round++) {
                String number = report("wuzhidong");
                String path = "/api/tasks/" + task(number, "triage").getId() + "/complete";
                CyclicBarrier together = new CyclicBarrier(2);
                List<Callable<Answer>> decisions = new ArrayList<>();
                for (String person : List.of("office", "office2")) {
                    decisions.add(() -> {
                        together.await();
                        return post(person, path, Map.of("outcome", "decline", "reason", "不属环保职责"));
                    });
                }
                List<Answer> answers = new ArrayList<>();
                for (Future<Answer> answer : people.invokeAll(decisions)) {
                    answers.add(answer.get());
                }
                assertThat(answers).extracting(Answer::status).containsExactlyInAnyOrder(200, 409);
                String winner = directory.nameOf(answers.get(0).status() == 200 ? "office" : "office2");
                assertThat(answers)
                        .filteredOn(answer -> answer.status() == 409)
                        .allSatisfy(lost ->
                                assertThat(lost.body().get("detail").asText()).contains(winner));
                assertThat(actions(number)).containsOnlyOnce("triage decline").containsOnlyOnce("end declined");
            }
        } finally {
            people.shutdownNow();
        }
    }

    private Answer transfer(String account, String number, String step, String to) throws Exception {
        return post(account, "/api/tasks/" + task(number, step).getId() + "/transfer", Map.of("assignee", to));
    }
}
