package minqing.activity.problem;

import static minqing.testing.FormToken.formToken;
import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;

/**
 * Why a task of a case is with somebody: who sent it, when and with which words stands at its top and in REST, and after a return
 * the form holds what was entered before.
 */
class ReasonsTest extends CaseTest {

    @Test
    void whatTheOfficeAssignsWithItsOpinionIsReadWhereItIsTakenOnHandledAndAssisted() throws Exception {
        String number = assigned("assistingUnits", List.of("jiance"), "opinion", "请先联系群众，三日内到现场");
        assertReason("jiancha", number, "acknowledge", 0, "梳理交办：交办", "office", "拟办意见", "请先联系群众，三日内到现场");

        complete("jiancha", number, "acknowledge", "outcome", "accept");
        assertReason("jiancha", number, "handle", 0, "签收", "jiancha", null, null);
        assertReason("jiancha", number, "handle", 1, "梳理交办：交办", "office", "拟办意见", "请先联系群众，三日内到现场");
        assertReason("jiance", number, "assist", 1, "梳理交办：交办", "office", "拟办意见", "请先联系群众，三日内到现场");
        assertThat(page("wuzhidong", "/problems/" + number)
                        .select(".inbox-story")
                        .text())
                .contains("请先联系群众，三日内到现场");
    }

    @Test
    void theReporterIsNamedToTheOfficeAndReadsWhatIsToBeSupplemented() throws Exception {
        String number = report("wuzhidong");
        assertReason("office", number, "triage", 0, "反映：反映问题", "wuzhidong", null, null);

        complete("office", number, "triage", "outcome", "return-to-reporter", "reason", "请写明具体位置");
        assertReason("wuzhidong", number, "supplement", 0, "梳理交办：退回补充", "office", "补充要求", "请写明具体位置");
        assertThat(data("wuzhidong", number, "supplement").get("content").asText())
                .isEqualTo(problems.get(number).content());

        String before = problems.get(number).content();
        complete("wuzhidong", number, "supplement", "outcome", "resubmit", "content", "村东头桥边");
        assertReason("office", number, "triage", 0, "补充情况：补充后再报", "wuzhidong", "说明", "补充前的内容：" + before);
        assertReason("office", number, "triage", 1, "梳理交办：退回补充", "office", "补充要求", "请写明具体位置");
    }

    @Test
    void anObjectionIsReadByTheOfficeWhichFindsItsAssignmentFilledIn() throws Exception {
        String number = assigned("assistingUnits", List.of("jiance"), "complexity", "complex", "opinion", "请依法查处");
        complete("jiancha", number, "acknowledge", "outcome", "object", "reason", "属污染防治科职责");

        assertReason("office", number, "triage", 0, "签收：提出异议", "jiancha", "异议理由", "属污染防治科职责");
        JsonNode data = data("office", number, "triage");
        assertThat(data.get("assistingUnits").toString()).isEqualTo("[\"jiance\"]");
        assertThat(data.get("complexity").asText()).isEqualTo("complex");
        assertThat(data.get("opinion").asText()).isEqualTo("请依法查处");
        assertThat(data.path("leadUnit").asText()).isNotEqualTo("jiancha");
        assertThat(taskPage("office", number, "triage")
                        .select("textarea[name=opinion]")
                        .text())
                .isEqualTo("请依法查处");

        complete("office", number, "triage", "outcome", "assign", "leadUnit", "wukong");
        assertReason("wukong", number, "acknowledge", 1, "签收：提出异议", "jiancha", "异议理由", "属污染防治科职责");
        complete("wukong", number, "acknowledge", "outcome", "object", "reason", "不在我科");
        assertReason("director", number, "adjudicate", 0, "签收：提出异议", "wukong", "异议理由", "不在我科");
        assertReason("director", number, "adjudicate", 1, "签收：提出异议", "jiancha", "异议理由", "属污染防治科职责");

        complete(
                "director",
                number,
                "adjudicate",
                "outcome",
                "assign",
                "leadUnit",
                "jiancha",
                "reason",
                "属执法事项",
                "opinion",
                "由大队长牵头");
        assertThat(instance(number)).isWaitingAt("handle");
        assertReason("jiancha", number, "handle", 0, "裁定：裁定交办", "director", "裁定理由", "属执法事项\n拟办意见：由大队长牵头");
    }

    @Test
    void whatTheHeadReturnsComesWithTheReasonAndEverythingThatWasEntered() throws Exception {
        String number = handling("assistingUnits", List.of("jiance"));
        completeAssist("jiance", number, "jiance", "outcome", "done", "result", "已监测两次");
        LocalDate yesterday = LocalDate.now(clock);
        complete(
                "jiancha",
                number,
                "handle",
                "outcome",
                "cannot-yet",
                "handling",
                "管网未通，暂用吸污车",
                "nextStep",
                "列入明年计划",
                "answer",
                "已说明原因",
                "answeredOn",
                yesterday.toString(),
                "answerMethod",
                "face-to-face");
        assertReason("jiancha-head", number, "review", 0, "办理：暂不能解决", "jiancha", "解决处理情况", "管网未通，暂用吸污车");
        assertReason("jiancha-head", number, "review", 1, "协办：协办完成", "jiance", "协办情况", "已监测两次");

        complete(
                "jiancha-head",
                number,
                "review",
                "outcome",
                "return",
                "reason",
                "请附整改照片",
                "assistingUnits",
                List.of("jiance"));
        assertReason("jiancha", number, "handle", 0, "审核：退回重办", "jiancha-head", "退回理由", "请附整改照片");
        assertReason("jiance", number, "assist", 0, "审核：退回重办", "jiancha-head", "退回理由", "请附整改照片");

        JsonNode data = data("jiancha", number, "handle");
        assertThat(data.get("outcome").asText()).isEqualTo("cannot-yet");
        assertThat(data.get("handling").asText()).isEqualTo("管网未通，暂用吸污车");
        assertThat(data.get("nextStep").asText()).isEqualTo("列入明年计划");
        assertThat(data.get("answer").asText()).isEqualTo("已说明原因");
        assertThat(data.get("answeredOn").asText()).isEqualTo(yesterday.toString());
        assertThat(data.get("answerMethod").asText()).isEqualTo("face-to-face");
        Document again = taskPage("jiancha", number, "handle");
        assertThat(again.select("textarea[name=answer]").text()).isEqualTo("已说明原因");
        assertThat(again.select("input[name=answeredOn]").val()).isEqualTo(yesterday.toString());
        assertThat(again.select("select[name=answerMethod] option[selected]").val())
                .isEqualTo("face-to-face");
        assertThat(again.select("input[name=outcome][checked]").val()).isEqualTo("cannot-yet");
        assertThat(data("jiance", number, "assist").get("result").asText()).isEqualTo("已监测两次");
        assertThat(taskPage("jiance", number, "assist")
                        .select("textarea[name=result]")
                        .text())
                .isEqualTo("已监测两次");

        completeAssist("jiance", number, "jiance", "outcome", "done", "result", "已监测三次");
        handle("jiancha", number, "done");
        assertThat(words("jiancha-head", number, "review")).contains("请附整改照片", "已监测三次");
        assertThat(words("jiancha-head", number, "review")).doesNotContain("已监测两次");
    }

    @Test
    void theHeadsOpinionIsReadByTheVerifierWhoseWordsComeBackToTheHandler() throws Exception {
        String number = handling();
        handle("jiancha", number, "done");
        complete("jiancha-head", number, "review", "outcome", "approve", "opinion", "同意，请重点问夜间情况");
        assertReason("wuzhidong", number, "verify", 0, "审核：同意", "jiancha-head", "审核意见", "同意，请重点问夜间情况");
        assertThat(get("wuzhidong", "/api/problems/" + number)
                        .body()
                        .get("history")
                        .findValuesAsText("reason"))
                .contains("同意，请重点问夜间情况");

        complete("wuzhidong", number, "verify", "outcome", "not-resolved", "reason", "夜里仍有噪声");
        assertThat(instance(number)).isWaitingAt("handle");
        assertReason("jiancha", number, "handle", 0, "回访核实：未解决，重新办理", "wuzhidong", "未解决的情况", "夜里仍有噪声");
        assertThat(data("jiancha", number, "handle").get("answer").asText()).isEqualTo("已告知处理结果");

        handle("jiancha", number, "done");
        complete("jiancha-head", number, "review", "outcome", "approve");
        assertThat(words("wuzhidong", number, "verify")).containsExactly("夜里仍有噪声");
    }

    @Test
    void whatIsUrgedAndDemandedIsReadUntilItIsAnsweredOrPassedOn() throws Exception {
        String number = handling();
        send("office", "urge", number, "reason", "群众今天又来电");
        send(
                "supervisor",
                "supervise",
                number,
                "reason",
                "请说明进展",
                "replyBy",
                LocalDate.now(clock).plusDays(5).toString());
        assertThat(words("jiancha", number, "handle")).contains("群众今天又来电", "请说明进展");
        assertThat(reasons("jiancha", number, "handle").findValuesAsText("label"))
                .contains("催办要求", "督办要求");
        // What was urged before the demand does not belong to it; what is urged since does, after the demand itself.
        assertThat(words("jiancha", number, "reply-supervision")).containsExactly("请说明进展");
        send("office", "urge", number, "reason", "督办已过两天");
        assertThat(words("jiancha", number, "reply-supervision")).containsExactly("请说明进展", "督办已过两天");
        assertThat(words("jiancha", number, "handle")).contains("群众今天又来电", "请说明进展", "督办已过两天");

        complete("jiancha", number, "reply-supervision", "outcome", "replied", "reply", "已联系");
        assertThat(words("jiancha", number, "handle")).contains("群众今天又来电").doesNotContain("请说明进展");
        handle("jiancha", number, "done");
        assertThat(words("jiancha-head", number, "review")).doesNotContain("群众今天又来电");
    }

    @Test
    void theApproverReadsWhyAndUntilWhenBeforeDeciding() throws Exception {
        String number = handling();
        send("jiancha", "request-extension", number, "days", 5, "reason", "等待监测报告");
        assertReason("director", number, "approve-extension", 0, "申请延期：申请", "jiancha", "延期理由", "等待监测报告");

        LocalDate now = LocalDate.ofInstant(running(number).dueAt(), clock.getZone());
        LocalDate then =
                LocalDate.ofInstant(caseClock.extended(problems.get(number), 5).orElseThrow(), clock.getZone());
        assertThat(then).isAfter(now.plusDays(4));
        String outlook = "5 个工作日，到期日由 " + now + " 改为 " + then;
        assertThat(data("director", number, "approve-extension").get("newDue").asText())
                .isEqualTo(outlook);
        assertThat(taskPage("director", number, "approve-extension").text()).contains(outlook);

        complete("director", number, "approve-extension", "outcome", "approve", "opinion", "同意，务必按期");
        assertThat(LocalDate.ofInstant(running(number).dueAt(), clock.getZone()))
                .isEqualTo(then);
        assertThat(words("jiancha", number, "handle")).contains("同意，务必按期");
        assertThat(page("jiancha", "/problems/" + number).text()).contains("申请延长 5 个工作日（已同意）", "同意，务必按期");

        String refused = handling("complexity", "complex");
        send("jiancha", "request-extension", refused, "days", 20, "reason", "设备未到");
        assertThat(data("director", refused, "approve-extension").get("newDue").asText())
                .startsWith("20 天，到期日由 ");
        complete("director", refused, "approve-extension", "outcome", "refuse", "reason", "时间足够");
        assertThat(words("jiancha", refused, "handle")).contains("时间足够");
    }

    @Test
    void whatCantBeSolvedYetComesToTheOfficeWithItsReasonsAndBackWithTheOffices() throws Exception {
        String number = handling();
        handle("jiancha", number, "cannot-yet");
        complete("jiancha-head", number, "review", "outcome", "approve", "opinion", "确无条件");
        fire(number, "review-interval");
        assertReason("office", number, "periodic-review", 0, "审核：同意", "jiancha-head", "审核意见", "确无条件");
        assertThat(words("office", number, "periodic-review")).contains("已到现场处理");
        complete("office", number, "periodic-review", "outcome", "handle", "reason", "管网已通，可以办理");
        assertReason("jiancha", number, "handle", 0, "定期复核：重新办理", "office", "复核情况", "管网已通，可以办理");
    }

    @Test
    void whoHandsATaskToSomebodySaysWhy() throws Exception {
        String number = handling();
        String task = task(number, "handle").getId();
        assertThat(post(
                                "jiancha",
                                "/api/tasks/" + task + "/transfer",
                                Map.of("assignee", "jiancha2", "reason", "我明天起休假"))
                        .status())
                .isEqualTo(200);
        assertReason("jiancha2", number, "handle", 0, "转交", "jiancha", "转交说明", "我明天起休假");

        MockHttpServletResponse handed = http.perform(MockMvcRequestBuilders.post("/tasks/" + task + "/transfer")
                        .param("assignee", "jiancha")
                        .param("reason", "本人出差，请收回")
                        .with(formToken())
                        .with(user("office").roles("USER")))
                .andReturn()
                .getResponse();
        assertThat(handed.getStatus()).isEqualTo(302);
        assertReason(
                "jiancha",
                number,
                "handle",
                0,
                "转交（原由" + directory.nameOf("jiancha2") + "办理）",
                "office",
                "转交说明",
                "本人出差，请收回");
        assertThat(page("office", "/problems/" + number).select(".inbox-story").text())
                .contains("本人出差，请收回");

        Answer tooLong = post(
                "jiancha",
                "/api/tasks/" + task + "/transfer",
                Map.of("assignee", "jiancha2", "reason", "长".repeat(501)));
        assertThat(tooLong.status()).isEqualTo(422);
        assertThat(tooLong.body().get("errors").findValuesAsText("field")).containsExactly("reason");
        assertThat(task(number, "handle").getAssignee()).isEqualTo("jiancha");
    }

    @Test
    void thePetitionersContactIsInNoReason() throws Exception {
        String number = report("wuzhidong", Map.of("contact", "王大明 13812345678"));
        complete("office", number, "triage", "outcome", "assign", "leadUnit", "jiancha", "opinion", "请办理");
        complete("jiancha", number, "acknowledge", "outcome", "accept");
        assertThat(reasons("jiancha", number, "handle").toString()).doesNotContain("13812345678", "王大明");
        Document held = taskPage("jiancha", number, "handle");
        assertThat(held.select("a[href=tel:13812345678]")).isNotEmpty();
        assertThat(taskPage("jiancha2", number, "handle").html()).doesNotContain("13812345678", "王大明");
    }

    // ---- looking

    private void assertReason(
            String account,
            String number,
            String step,
            int index,
            String what,
            String who,
            @Nullable String label,
            @Nullable String words)
            throws Exception {
        JsonNode reason = reasons(account, number, step).path(index);
        assertThat(reason.path("what").asText()).as(reason.toString()).isEqualTo(what);
        assertThat(reason.path("who").asText()).isEqualTo(directory.nameOf(who));
        assertThat(reason.path("at").asText()).matches("20[0-9-]{8}T[0-9:.]+\\+08:00");
        assertThat(reason.path("label").asText(null)).isEqualTo(label);
        assertThat(reason.path("words").asText(null)).isEqualTo(words);
        String shown = taskPage(account, number, step)
                .select(".inbox-reasons li")
                .get(index)
                .wholeText();
        assertThat(shown).contains(what, directory.nameOf(who));
        if (words != null) {
            assertThat(shown).contains(label + "：" + words);
        }
    }

    private JsonNode reasons(String account, String number, String step) throws Exception {
        return one(account, number, step).get("reasons");
    }

    private List<String> words(String account, String number, String step) throws Exception {
        List<String> words = new ArrayList<>();
        reasons(account, number, step).forEach(reason -> {
            if (reason.hasNonNull("words")) {
                words.add(reason.get("words").asText());
            }
        });
        return words;
    }

    private JsonNode data(String account, String number, String step) throws Exception {
        return one(account, number, step).get("data");
    }

    private JsonNode one(String account, String number, String step) throws Exception {
        Answer answer = get(account, "/api/tasks/" + task(number, step).getId());
        assertThat(answer.status()).isEqualTo(200);
        return answer.body();
    }

    private CaseClock.Running running(String number) {
        return caseClock.running(problems.get(number), "handle", null).orElseThrow();
    }

    private Document taskPage(String account, String number, String step) throws Exception {
        return page(account, "/tasks/" + task(number, step).getId());
    }

    private Document page(String account, String address) throws Exception {
        MockHttpServletResponse response = http.perform(MockMvcRequestBuilders.get(address)
                        .accept(MediaType.TEXT_HTML)
                        .with(user(account).roles("USER")))
                .andReturn()
                .getResponse();
        assertThat(response.getStatus()).isEqualTo(200);
        return Jsoup.parse(response.getContentAsString(StandardCharsets.UTF_8));
    }
}
