package minqing.activity.problem;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.net.http.HttpResponse;
import java.util.List;
import minqing.testing.Chromium;
import minqing.testing.WebappClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Every page of Cockpit shows to those who look on what they may see, and is refused nothing it asks for. */
class CockpitPagesTest extends CaseTest {

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    private static final String ENGINE = WebappClient.ENGINE;
    private static final String COCKPIT = "/camunda/api/cockpit/plugin/base/default";
    private static final ObjectMapper JSON = new ObjectMapper();

    @LocalServerPort
    private int port;

    /** What the pages ask for, one line a page, as the browser sends it: a body makes it a POST. */
    @ParameterizedTest
    @ValueSource(strings = {"admin", "supervisor", "inspector"})
    void noPageIsRefusedWhatItAsksFor(String account) throws Exception {
        String number = report("wuzhidong");
        String instance = instance(number).getId();
        String definition = instance(number).getProcessDefinitionId();
        String ofInstance = "{\"processInstanceIdIn\":[\"" + instance + "\"]}";
        String ofDefinition = "{\"processDefinitionIdIn\":[\"" + definition + "\"]}";
        WebappClient cockpit = WebappClient.loggedIn(port, account, "minqing-demo");
        for (List<String> question : List.of(
                // 仪表板
                List.of(ENGINE + "/task/count"),
                List.of(ENGINE + "/incident/count"),
                List.of(ENGINE + "/process-instance/count?rootProcessInstances=true"),
                // 流程
                List.of(COCKPIT + "/process-definition/statistics"),
                List.of(COCKPIT + "/process-definition/statistics-count"),
                // 人工任务
                List.of(ENGINE + "/task/count?unassigned=true"),
                List.of(ENGINE + "/task/count?assigned=true"),
                List.of(ENGINE + "/task/count?withCandidateGroups=true&unassigned=true"),
                List.of(ENGINE + "/task/report/candidate-group-count"),
                List.of(ENGINE + "/history/task/count", "{\"unfinished\":true}"),
                // 故障, of a definition and of an instance
                List.of(COCKPIT + "/incident/", ofDefinition),
                List.of(COCKPIT + "/incident/count", ofDefinition),
                List.of(COCKPIT + "/incident/?firstResult=0&maxResults=50", ofInstance),
                List.of(COCKPIT + "/incident", ofInstance),
                // 流程实例, 变量, 人工任务, 作业
                List.of(COCKPIT + "/process-instance/", "{\"processDefinitionId\":\"" + definition + "\"}"),
                List.of(COCKPIT + "/process-instance/count", "{\"processDefinitionId\":\"" + definition + "\"}"),
                List.of(ENGINE + "/variable-instance/", "{\"processInstanceIdIn\":[\"" + instance + "\"]}"),
                List.of(ENGINE + "/task", "{\"processInstanceId\":\"" + instance + "\"}"),
                List.of(ENGINE + "/task/count", "{\"processInstanceId\":\"" + instance + "\"}"),
                List.of(ENGINE + "/job?processInstanceId=" + instance),
                List.of(ENGINE + "/job-definition?processDefinitionId=" + definition),
                List.of(ENGINE + "/external-task?processInstanceId=" + instance),
                // 决策, 部署, 批处理
                List.of(ENGINE + "/decision-definition?latestVersion=true"),
                List.of(ENGINE + "/deployment"),
                List.of(ENGINE + "/batch"))) {
            HttpResponse<String> answer = question.size() == 1
                    ? cockpit.get(question.get(0))
                    : cockpit.post(question.get(0), question.get(1));
            assertThat(answer.statusCode())
                    .as("%s %s: %s", account, question, answer.body())
                    .isEqualTo(200);
        }
        JsonNode listed = JSON.readTree(cockpit.post(ENGINE + "/task", "{\"processInstanceId\":\"" + instance + "\"}")
                .body());
        assertThat(listed).hasSize(1);
        assertThat(listed.get(0).get("name").asText()).isEqualTo("梳理交办");
    }

    /** To look on is to read: no task can be worked for that, and none is in Tasklist. */
    @ParameterizedTest
    @ValueSource(strings = {"supervisor", "inspector"})
    void whoLooksOnReadsOrdinaryTasksAndWorksNone(String account) throws Exception {
        WebappClient cockpit = WebappClient.loggedIn(port, account, "minqing-demo");
        long before = count(cockpit);
        long unassigned = open(cockpit, "unassigned");
        long assigned = open(cockpit, "assigned");
        JsonNode groups = groups(cockpit);
        String number = report("wuzhidong");
        String task = task(number, "triage").getId();
        assertThat(count(cockpit)).isEqualTo(before + 1);
        assertThat(open(cockpit, "unassigned")).isEqualTo(unassigned + 1);
        assertThat(open(cockpit, "assigned")).isEqualTo(assigned);
        assertThat(ofGroup(groups(cockpit), "办公室")).isEqualTo(ofGroup(groups, "办公室") + 1);
        assertThat(cockpit.get(ENGINE + "/task/" + task).statusCode()).isEqualTo(200);
        String filter = JSON.readTree(
                        cockpit.get(ENGINE + "/filter?resourceType=Task").body())
                .get(0)
                .get("id")
                .asText();
        assertThat(cockpit.get(ENGINE + "/filter/" + filter + "/list?maxResults=1000")
                        .body())
                .doesNotContain(task);
        assertThat(cockpit.post(ENGINE + "/filter/" + filter + "/list", "{}").body())
                .doesNotContain(task);
        for (String work : List.of("/claim", "/complete", "/submit-form")) {
            HttpResponse<String> refused = cockpit.post(
                    ENGINE + "/task/" + task + work,
                    work.equals("/claim")
                            ? "{\"userId\":\"" + account + "\"}"
                            : "{\"variables\":{\"outcome\":{\"value\":\"decline\"},\"reason\":{\"value\":\"x\"}}}");
            assertThat(refused.statusCode()).as(work + refused.body()).isIn(400, 403);
            assertThat(refused.body()).as(work).containsPattern("\\p{IsHan}").doesNotContain("does not have one of");
        }
        assertThat(status(number)).isEqualTo("triage");
        complete("office", number, "triage", "outcome", "decline", "reason", "不属本局职责");
        assertThat(count(cockpit)).isEqualTo(before);
    }

    /** The two pages that were dead for those who look on, in a real browser. */
    @Test
    void theTasksAndIncidentsOfACaseOpenInTheBrowser() {
        String number = report("wuzhidong");
        CHROMIUM.expect("Load timeout for modules");
        Page page = CHROMIUM.login(CHROMIUM.desktop(), port, "supervisor");
        String cockpit = "http://localhost:" + port + "/camunda/app/cockpit/default/#";
        page.navigate(cockpit + "/process-instance/" + instance(number).getId() + "/runtime");
        page.getByText("用户任务", new Page.GetByTextOptions().setExact(true)).click();
        PlaywrightAssertions.assertThat(page.locator("td").getByText("梳理交办").first())
                .isVisible();
        page.getByText("故障", new Page.GetByTextOptions().setExact(true)).click();
        PlaywrightAssertions.assertThat(page.getByText("没有故障").first()).isVisible();
        page.navigate(cockpit + "/tasks");
        PlaywrightAssertions.assertThat(page.locator("td", new Page.LocatorOptions().setHasText("办公室"))
                        .first())
                .isVisible();
    }

    private long count(WebappClient cockpit) throws Exception {
        return JSON.readTree(cockpit.get(ENGINE + "/task/count").body())
                .get("count")
                .asLong();
    }

    private static long open(WebappClient cockpit, String which) throws Exception {
        return JSON.readTree(
                        cockpit.post(ENGINE + "/history/task/count", "{\"unfinished\":true,\"" + which + "\":true}")
                                .body())
                .get("count")
                .asLong();
    }

    private JsonNode groups(WebappClient cockpit) throws Exception {
        return JSON.readTree(
                cockpit.get(ENGINE + "/task/report/candidate-group-count").body());
    }

    private static long ofGroup(JsonNode groups, String group) {
        for (JsonNode one : groups) {
            if (group.equals(one.get("groupName").asText())) {
                return one.get("taskCount").asLong();
            }
        }
        return 0;
    }
}
