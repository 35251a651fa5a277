package minqing.activity.outing;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import minqing.bureau.access.Visitor;
import org.camunda.bpm.engine.task.Task;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Brings problems home from villages of 徐剑云 and walks their cases as far as a village's file should show them. */
abstract class VillageTest extends OutingTest {

    static final String LEADER = "xujianyun";

    @LocalServerPort
    int port;

    /** An outing of 徐剑云 to the village. */
    Map<String, Object> visit(String village, Object... parts) {
        Map<String, Object> visit = outing(parts);
        visit.put("village", village);
        return visit;
    }

    /** Brings a problem home that 环境监察大队 takes on, and answers its number. */
    String handled(String village, String title, String outcome, String nextStep, String answer) throws Exception {
        String number = brought(village, title);
        work("office", number, "triage", "outcome", "assign", "leadUnit", "jiancha");
        work("jiancha", number, "acknowledge", "outcome", "accept");
        work(
                "jiancha",
                number,
                "handle",
                "outcome",
                outcome,
                "handling",
                "已到现场查看",
                "nextStep",
                nextStep,
                "answer",
                answer,
                "answeredOn",
                today().toString(),
                "answerMethod",
                "telephone");
        work("jiancha-head", number, "review", "outcome", "approve");
        return number;
    }

    String brought(String village, String title) throws Exception {
        Answer entered = post(
                LEADER,
                "/api/outings",
                visit(village, "problems", List.of(problem("title", title, "category", "noise"))));
        assertThat(entered.status()).as(entered.body().toString()).isEqualTo(201);
        String number = entered.body().at("/problems/0/number").asText();
        continueCases(List.of(number));
        return number;
    }

    void work(String account, String number, String step, Object... fields) {
        Task task = engine.getTaskService()
                .createTaskQuery()
                .processInstanceBusinessKey(number)
                .taskDefinitionKey(step)
                .singleResult();
        engine.getIdentityService()
                .setAuthentication(
                        account,
                        new ArrayList<>(directory.account(account).orElseThrow().groups()));
        try {
            engine.getTaskService().complete(task.getId(), fields(fields));
        } finally {
            engine.getIdentityService().clearAuthentication();
        }
        continueCases(List.of(number));
    }

    Document page(String account, String path) throws Exception {
        HttpResponse<String> answer = open(account, path);
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        Document page = Jsoup.parse(answer.body());
        assertThat(page.text()).doesNotContain("outing.", "??");
        return page;
    }

    HttpResponse<String> open(String account, String path) throws Exception {
        Visitor visitor = new Visitor(port);
        visitor.logIn(account, "minqing-demo");
        return visitor.get(path, "Accept", "text/html");
    }
}
