package minqing.activity.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import minqing.bureau.access.Visitor;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What the office takes back: an assignment before it is taken on, and what it had declined. */
class UndoTest extends CaseTest {

    @LocalServerPort
    private int port;

    @Test
    void anAssignmentIsTakenBackBeforeItIsTakenOn() throws Exception {
        String number = assigned("assistingUnits", List.of("jiance"), "complexity", "complex");
        assertThat(get("office", "/api/problems/" + number)
                        .body()
                        .get("messages")
                        .toString())
                .contains("recall");
        Answer answer = post("office", "/api/problems/" + number + "/recall", Map.of("reason", "交错了单位"));
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        continueSteps(number);

        assertThat(status(number)).isEqualTo("triage");
        assertThat(instance(number)).isWaitingAt("triage", "next-reminder").hasPassed("recalled");
        assertThat(problems.get(number).leadUnit()).isNull();
        assertThat(problems.assists(problems.get(number).id())).isEmpty();
        assertThat(notices("jiancha", number)).contains("recalled");
        assertThat(notices("jiancha-head", number)).contains("recalled");
        assertThat(actions(number)).contains("recall recall");
        assertSaid(number, "收回交办", "收回原因", "交错了单位");
        var data = get("office", "/api/tasks/" + task(number, "triage").getId())
                .body()
                .get("data");
        assertThat(data.get("leadUnit").asText()).isEqualTo("jiancha");
        assertThat(data.get("assistingUnits").toString()).contains("jiance");
        assertThat(data.get("complexity").asText()).isEqualTo("complex");
        assertThat(get("office", "/api/problems/" + number)
                        .body()
                        .get("messages")
                        .toString())
                .doesNotContain("recall");

        complete("office", number, "triage", "outcome", "assign", "leadUnit", "jiance");
        complete("jiance", number, "acknowledge", "outcome", "accept");
        assertThat(status(number)).isEqualTo("handle");
    }

    @Test
    void whatIsTakenOnOrStillWithTheOfficeIsNotTakenBack() throws Exception {
        String number = report("wuzhidong");
        assertThat(recall("office", number)).isEqualTo(409);
        complete("office", number, "triage", "outcome", "assign", "leadUnit", "jiancha");
        for (String other : List.of("jiancha", "wuzhidong", "deputy", "supervisor")) {
            assertThat(recall(other, number)).as(other).isEqualTo(403);
        }
        complete("jiancha", number, "acknowledge", "outcome", "accept");
        assertThat(recall("office", number)).isEqualTo(409);
        assertThat(status(number)).isEqualTo("handle");
        assertThat(task(number, "handle")).isAssignedTo("jiancha");
    }

    /** What an approver decided is not the office's to take back: neither while it is decided nor when it is. */
    @Test
    void whatAnApproverDecidesIsNotTakenBack() throws Exception {
        String number = assigned();
        complete("jiancha", number, "acknowledge", "outcome", "object", "reason", "不属本单位");
        complete("office", number, "triage", "outcome", "assign", "leadUnit", "jiance");
        complete("jiance", number, "acknowledge", "outcome", "object", "reason", "不属本单位");
        assertThat(status(number)).isEqualTo("adjudicate");
        assertThat(recall("office", number)).isEqualTo(409);
        complete("deputy", number, "adjudicate", "outcome", "assign", "leadUnit", "wukong", "reason", "职责所在");
        assertThat(recall("office", number)).isEqualTo(409);
        assertThat(status(number)).isEqualTo("handle");
    }

    /** A supervisor's demand moves with the case: after the recall the office has it. */
    @Test
    void anOpenDemandGoesBackWithTheCase() {
        String number = assigned();
        send(
                "supervisor",
                "supervise",
                number,
                "reason",
                "请尽快签收",
                "replyBy",
                LocalDate.now(clock).plusDays(5).toString());
        send("office", "recall", number);
        assertThat(task(number, "reply-supervision")).hasCandidateGroup("office");
        assertThat(status(number)).isEqualTo("triage");
        // Taken back a second time, it is still the one case.
        complete("office", number, "triage", "outcome", "assign", "leadUnit", "jiancha");
        send("office", "recall", number);
        complete("office", number, "triage", "outcome", "decline", "reason", "不属受理范围");
        assertThat(status(number)).isEqualTo("declined");
    }

    @Test
    void whatWasDeclinedIsTakenOnAgainUnderItsNumber() throws Exception {
        String number = report("wuzhidong");
        complete("office", number, "triage", "outcome", "decline", "reason", "不属受理范围");
        assertThat(instance(number)).isNull();
        assertThat(post("office", "/api/problems/" + number + "/reinstate", Map.of())
                        .status())
                .isEqualTo(422);
        assertThat(post("jiancha", "/api/problems/" + number + "/reinstate", Map.of("reason", "x"))
                        .status())
                .isIn(403, 404);
        setTime(clock.instant().plusSeconds(60));
        LocalDate today = LocalDate.now(clock);
        Answer answer = post("office", "/api/problems/" + number + "/reinstate", Map.of("reason", "群众补充了材料"));
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        continueSteps(number);

        assertThat(status(number)).isEqualTo("triage");
        assertThat(problems.get(number).endedAt()).isNull();
        assertThat(instance(number)).isWaitingAt("triage", "next-reminder").hasPassed("reinstated");
        assertThat(notices("wuzhidong", number)).contains("ended-declined", "reinstated");
        assertThat(actions(number)).contains("triage decline", "reinstate reinstate");
        assertSaid(number, "恢复受理", "恢复受理的理由", "群众补充了材料");
        CaseClock.Running limit =
                caseClock.running(problems.get(number), "triage", null).orElseThrow();
        assertThat(limit.startedAt().atZone(clock.getZone()).toLocalDate()).isEqualTo(today);
        assertThat(post("office", "/api/problems/" + number + "/reinstate", Map.of("reason", "再次"))
                        .status())
                .isEqualTo(409);
        assertThat(get("supervisor", "/api/problems?text=" + number)
                        .body()
                        .get("total")
                        .asInt())
                .isEqualTo(1);

        // It goes its whole way, and may be declined and taken on again.
        complete("office", number, "triage", "outcome", "decline", "reason", "仍不属受理范围");
        setTime(clock.instant().plusSeconds(60));
        send("office", "reinstate", number, "reason", "上级要求受理");
        complete("office", number, "triage", "outcome", "assign", "leadUnit", "jiancha");
        complete("jiancha", number, "acknowledge", "outcome", "accept");
        handle("jiancha", number, "done");
        complete("jiancha-head", number, "review", "outcome", "approve");
        complete("wuzhidong", number, "verify", "outcome", "resolved", "satisfaction", "satisfied");
        assertThat(status(number)).isEqualTo("closed");
    }

    /** The engine starts no second case under one number. */
    @Test
    void nobodyStartsACaseAnewPastTheLedger() {
        String number = report("wuzhidong");
        complete("office", number, "triage", "outcome", "decline", "reason", "不属受理范围");
        assertRefused(
                minqing.platform.fault.Conflict.class,
                "problem.message-late.reinstate",
                () -> as(
                        "office", () -> engine.getRuntimeService().startProcessInstanceByMessage("reinstate", number)));
        assertThat(instance(number)).isNull();
    }

    @Test
    void thePageOffersBoth() throws Exception {
        String number = assigned();
        Visitor office = new Visitor(port);
        office.logIn("office", "minqing-demo");
        String page = office.get("/problems/" + number, "Accept", "text/html").body();
        assertThat(page).contains("/problems/" + number + "/recall", "收回交办");
        assertThat(office.get("/problems/" + number + "/recall", "Accept", "text/html")
                        .body())
                .contains("收回原因");
        assertThat(office.post(
                                "/problems/" + number + "/recall",
                                Map.of("_csrf", office.tokenOn("/problems/" + number + "/recall"), "reason", ""))
                        .statusCode())
                .isEqualTo(302);
        continueSteps(number);
        complete("office", number, "triage", "outcome", "decline", "reason", "不属受理范围");
        assertThat(office.get("/problems/" + number, "Accept", "text/html").body())
                .contains("恢复受理")
                .doesNotContain("/recall");
        String empty = office.post(
                        "/problems/" + number + "/reinstate",
                        Map.of("_csrf", office.tokenOn("/problems/" + number + "/reinstate"), "reason", ""))
                .body();
        assertThat(empty).contains("请填写");
        assertThat(office.post(
                                "/problems/" + number + "/reinstate",
                                Map.of("_csrf", office.tokenOn("/problems/" + number + "/reinstate"), "reason", "再受理"))
                        .statusCode())
                .isEqualTo(302);
    }

    /** Whoever triages it next reads at its top why it is back. */
    private void assertSaid(String number, String what, String label, String words) throws Exception {
        JsonNode reason = get("office", "/api/tasks/" + task(number, "triage").getId())
                .body()
                .at("/reasons/0");
        assertThat(reason.path("what").asText()).isEqualTo(what);
        assertThat(reason.path("who").asText()).isEqualTo(directory.nameOf("office"));
        assertThat(reason.path("label").asText()).isEqualTo(label);
        assertThat(reason.path("words").asText()).isEqualTo(words);
    }

    private int recall(String account, String number) throws Exception {
        return post(account, "/api/problems/" + number + "/recall", Map.of()).status();
    }
}
