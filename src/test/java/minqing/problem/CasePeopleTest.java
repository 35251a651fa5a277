package minqing.problem;

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
import minqing.fault.Forbidden;
import org.junit.jupiter.api.Test;

/** Who has a case before them: handing over, naming, nobody's own work, and two people at the same moment. */
class CasePeopleTest extends CaseTest {

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
