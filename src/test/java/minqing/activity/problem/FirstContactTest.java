package minqing.activity.problem;

import static minqing.testing.FormToken.formToken;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;

/** The handler's part of the task page: first contact, extension, link to the outing. */
class FirstContactTest extends CaseTest {

    private static final LocalDate MONDAY = LocalDate.of(2026, 3, 2);

    @Test
    void itIsNotedWithItsDayAndWayAndTakenBackWhileItsLimitRunsOn() throws Exception {
        setDay(MONDAY);
        String number = handling();
        Instant due = caseClock
                .running(problems.get(number), "first-contact", null)
                .orElseThrow()
                .dueAt();
        setDay(MONDAY.plusDays(7));
        assertThat(light(number)).isEqualTo("yellow");

        JsonNode noted = post(
                        "jiancha",
                        "/api/problems/" + number + "/first-contact",
                        Map.of("contactedOn", "2026-03-04", "method", "visit"))
                .body();
        assertThat(noted.get("firstContactMethod").asText()).isEqualTo("visit");
        assertThat(LocalDate.ofInstant(Instant.parse(noted.get("firstContactAt").asText()), clock.getZone()))
                .isEqualTo(LocalDate.of(2026, 3, 4));
        assertThat(noted.get("light").asText()).isEqualTo("none");
        assertThat(noted.get("history").findValuesAsText("reason")).contains("2026-03-04 上门联系");
        assertThat(noted.get("messages").toString())
                .contains("undo-first-contact")
                .doesNotContain("\"first-contact");
        assertThat(page("wuzhidong", "/problems/" + number).text()).contains("首次联系 2026-03-04 上门联系");
        assertThat(post("jiancha", "/api/problems/" + number + "/first-contact", Map.of("method", "visit"))
                        .status())
                .isEqualTo(409);

        assertThat(post("jiancha", "/api/problems/" + number + "/undo-first-contact", Map.of())
                        .status())
                .isEqualTo(200);
        assertThat(problems.get(number).firstContactAt()).isNull();
        assertThat(caseClock.running(problems.get(number), "first-contact", null))
                .hasValueSatisfying(limit -> assertThat(limit.dueAt()).isEqualTo(due));
        assertThat(light(number)).isEqualTo("yellow");
        assertThat(actions(number)).contains("handle undo-first-contact");
        assertThat(post("jiancha", "/api/problems/" + number + "/undo-first-contact", Map.of())
                        .status())
                .isEqualTo(409);
        fire(number, ProblemProcess.WATCHER);
        assertThat(notices("jiancha", number)).contains("first-contact-missed");
    }

    @Test
    void whatIsWrongIsSaidAtItsField() throws Exception {
        String number = handling();
        LocalDate today = LocalDate.now(clock);
        refused(number, Map.of(), "method");
        refused(number, Map.of("method", "pigeon"), "method");
        refused(
                number,
                Map.of("method", "telephone", "contactedOn", today.plusDays(1).toString()),
                "contactedOn");
        refused(
                number,
                Map.of("method", "telephone", "contactedOn", today.minusDays(1).toString()),
                "contactedOn");
        refused(number, Map.of("method", "telephone", "contactedOn", "昨天"), "contactedOn");
        assertThat(problems.get(number).firstContactAt()).isNull();
        assertThat(post("office", "/api/problems/" + number + "/first-contact", Map.of("method", "visit"))
                        .status())
                .isEqualTo(403);
        assertThat(post("jiance", "/api/problems/" + number + "/undo-first-contact", Map.of())
                        .status())
                .isEqualTo(404);
        handle("jiancha", number, "done");
        complete("jiancha-head", number, "review", "outcome", "return", "reason", "补充");
        // The handling counts as the contact; it was not noted as such, and so nothing is to be taken back.
        assertThat(post("jiancha", "/api/problems/" + number + "/undo-first-contact", Map.of())
                        .status())
                .isEqualTo(409);
    }

    private void refused(String number, Map<String, ?> body, String field) throws Exception {
        Answer answer = post("jiancha", "/api/problems/" + number + "/first-contact", body);
        assertThat(answer.status()).as(body.toString()).isEqualTo(422);
        assertThat(answer.body().get("errors").findValuesAsText("field")).containsExactly(field);
    }

    @Test
    void theHandlersTaskHasItAndNobodyElsesPage() throws Exception {
        String number = handling();
        String task = "/tasks/" + task(number, "handle").getId();
        Document desk = page("jiancha", task);
        assertThat(desk.select("#problem-desk").text()).contains("首次联系 尚未登记 期限 ", "按工作日计，最多延长 15 个工作日；现到期 ");
        for (String account : List.of("office", "wuzhidong", "director", "jiance", "inspector")) {
            MockHttpServletResponse other = pageOf(account, MockMvcRequestBuilders.get(task));
            assertThat(Jsoup.parse(other.getContentAsString(StandardCharsets.UTF_8))
                            .select("#problem-desk"))
                    .as(account)
                    .isEmpty();
        }

        MockHttpServletResponse missing = pageOf(
                "jiancha",
                MockMvcRequestBuilders.post("/problems/" + number + "/first-contact")
                        .header("HX-Request", "true"));
        assertThat(missing.getStatus()).isEqualTo(422);
        Document refused = Jsoup.parse(missing.getContentAsString(StandardCharsets.UTF_8));
        assertThat(refused.select(".invalid-feedback").text()).contains("联系方式");
        assertThat(refused.select("details[open]")).hasSize(1);

        MockHttpServletResponse noted = pageOf(
                "jiancha",
                MockMvcRequestBuilders.post("/problems/" + number + "/first-contact")
                        .param("method", "telephone")
                        .param("_task", task(number, "handle").getId()));
        assertThat(noted.getRedirectedUrl()).isEqualTo(task);
        assertThat(page("jiancha", task).select("#problem-desk").text())
                .contains("已于 " + LocalDate.now(clock) + " 电话联系", "登记有误，撤销");

        MockHttpServletResponse late = pageOf(
                "jiancha",
                MockMvcRequestBuilders.post("/problems/" + number + "/first-contact")
                        .param("method", "telephone")
                        .header("HX-Request", "true"));
        assertThat(late.getStatus()).isEqualTo(409);
        assertThat(late.getContentAsString(StandardCharsets.UTF_8)).contains("已登记过首次联系");
        MockHttpServletResponse undone = pageOf(
                "jiancha",
                MockMvcRequestBuilders.post("/problems/" + number + "/undo-first-contact")
                        .header("HX-Request", "true"));
        assertThat(undone.getStatus()).isEqualTo(200);
        assertThat(undone.getContentAsString(StandardCharsets.UTF_8)).contains("尚未登记");
    }

    @Test
    void theOutingIsALinkForWhoeverMayReadIt() throws Exception {
        LocalDate today = LocalDate.now(clock);
        JsonNode entered = post(
                        "wuzhidong",
                        "/api/outings",
                        Map.of(
                                "date",
                                today.toString(),
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
                                        "sanitation"))))
                .body();
        String outing = entered.get("id").asText();
        String number = entered.at("/problems/0/number").asText();
        continueSteps(number);
        complete("office", number, "triage", "outcome", "assign", "leadUnit", "jiancha");
        complete("jiancha", number, "acknowledge", "outcome", "accept");
        Document desk = page("jiancha", "/tasks/" + task(number, "handle").getId());
        assertThat(desk.select("#problem-desk").text()).contains(outing);
        assertThat(desk.select("a[href=/outings/" + outing + "]")).isEmpty();
        assertThat(page("jiancha", "/problems/" + number).select("a[href=/outings/" + outing + "]"))
                .isEmpty();
        assertThat(page("wuzhidong", "/problems/" + number).select("a[href=/outings/" + outing + "]"))
                .isNotEmpty();
    }

    @Test
    void theNewDueDateIsSaidWhileTheDaysAreTyped() throws Exception {
        setDay(MONDAY);
        String ordinary = handling();
        String complex = handling("complexity", "complex");
        assertThat(outlook("jiancha", ordinary, "5")).isEqualTo("同意后：5 个工作日，到期日由 2026-03-23 改为 2026-03-30");
        assertThat(outlook("jiancha", complex, "10")).startsWith("同意后：10 天，到期日由 2026-05-06 改为 2026-05-11");
        assertThat(outlook("jiancha", ordinary, "16")).isEmpty();
        assertThat(outlook("jiancha", ordinary, "0")).isEmpty();
        assertThat(outlook("jiancha", ordinary, "五")).isEmpty();
        assertThat(outlook("jiancha", ordinary, "99999999999")).isEmpty();
        assertThat(page("jiancha", "/problems/" + complex + "/request-extension")
                        .text())
                .contains("按日历天（到期遇休息日顺延）计，最多延长 30 天");
        assertThat(pageOf("jiance", MockMvcRequestBuilders.get("/problems/" + ordinary + "/extension-outlook"))
                        .getStatus())
                .isEqualTo(404);

        Answer tooLong =
                post("jiancha", "/api/problems/" + ordinary + "/request-extension", Map.of("days", 16, "reason", "等待"));
        assertThat(tooLong.status()).isEqualTo(422);
        assertThat(tooLong.body().toString()).contains("延长天数不能超过 15 个工作日");
        send("jiancha", "request-extension", ordinary, "days", 5, "reason", "等待监测报告");
        assertThat(page("jiancha", "/tasks/" + task(ordinary, "handle").getId())
                        .select("#problem-desk")
                        .text())
                .contains("申请延长 5 个工作日（待审批）：等待监测报告", "到期日由 2026-03-23 改为 2026-03-30")
                .doesNotContain("提交延期申请");
    }

    private String outlook(String account, String number, String days) throws Exception {
        MockHttpServletResponse response = pageOf(
                account,
                MockMvcRequestBuilders.get("/problems/" + number + "/extension-outlook")
                        .param("days", days));
        assertThat(response.getStatus()).isEqualTo(200);
        return Jsoup.parse(response.getContentAsString(StandardCharsets.UTF_8)).text();
    }

    private String light(String number) throws Exception {
        return get("office", "/api/problems/" + number).body().get("light").asText();
    }

    private Document page(String account, String address) throws Exception {
        MockHttpServletResponse response = pageOf(account, MockMvcRequestBuilders.get(address));
        assertThat(response.getStatus()).as(account + " " + address).isEqualTo(200);
        return Jsoup.parse(response.getContentAsString(StandardCharsets.UTF_8));
    }

    private MockHttpServletResponse pageOf(String account, MockHttpServletRequestBuilder request) throws Exception {
        return http.perform(request.accept(MediaType.TEXT_HTML)
                        .with(formToken())
                        .with(user(account).roles("USER")))
                .andReturn()
                .getResponse();
    }
}
