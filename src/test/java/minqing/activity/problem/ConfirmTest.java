package minqing.activity.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import minqing.bureau.access.Visitor;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What can't easily be taken back is asked once more, without script too; and where one signs nothing is chosen beforehand. */
class ConfirmTest extends CaseTest {

    @LocalServerPort
    private int port;

    @ParameterizedTest
    @CsvSource({"decline, 不予受理, declined", "refer-petition, 转信访部门, referred"})
    void theFirstTapTellsWhatFollowsAndDoesNothing(String outcome, String words, String ends) throws Exception {
        String number = report("wuzhidong");
        Visitor office = office();
        String address = "/tasks/" + task(number, "triage").getId();
        Map<String, String> filled = filled(office, address, "outcome", outcome, "reason", "不属“本局”职责\n第二行");
        filled.put("_draft", "confirmed1");

        HttpResponse<String> asked = office.post(address, filled);
        assertThat(asked.statusCode()).isEqualTo(200);
        Document page = Jsoup.parse(asked.body());
        assertThat(page.select("h1").text()).isEqualTo("确认" + words + "？");
        assertThat(page.select("main").text()).contains("反映人会收到通知");
        assertThat(status(number)).isEqualTo("triage");
        assertThat(task(number, "triage").getAssignee()).isNull();

        // 返回修改 shows again what was filled in, and does nothing either.
        Map<String, String> sent = sent(page);
        sent.put("_confirmed", "no");
        Document back = Jsoup.parse(office.post(address, sent).body());
        assertThat(back.select("input[name=outcome][checked]").val()).isEqualTo(outcome);
        assertThat(back.select("textarea[name=reason]").val()).isEqualTo("不属“本局”职责\n第二行");
        assertThat(status(number)).isEqualTo("triage");

        sent.put("_confirmed", "yes");
        HttpResponse<String> done = office.post(address, sent);
        assertThat(done.statusCode()).isEqualTo(302);
        // The browser forgets its draft only now.
        assertThat(done.headers().allValues("Set-Cookie"))
                .anyMatch(cookie -> cookie.startsWith("MINQING-HANDED-IN=confirmed1;"));
        continueSteps(number);
        assertThat(status(number)).isEqualTo(ends);
    }

    /** Form faults come before the confirmation; harmless outcomes need none; REST never asks. */
    @Test
    void nobodyIsAskedForNothing() throws Exception {
        String number = report("wuzhidong");
        Visitor office = office();
        String address = "/tasks/" + task(number, "triage").getId();
        HttpResponse<String> faulty = office.post(address, filled(office, address, "outcome", "decline", "reason", ""));
        assertThat(faulty.statusCode()).isEqualTo(422);
        assertThat(faulty.body()).contains("请填写");
        assertThat(office.post(address, filled(office, address, "outcome", "return-to-reporter", "reason", "请补充地点"))
                        .statusCode())
                .isEqualTo(302);
        complete("wuzhidong", number, "supplement", "outcome", "resubmit", "content", "村东头");
        assertThat(post(
                                "office",
                                "/api/tasks/" + task(number, "triage").getId() + "/complete",
                                Map.of("outcome", "decline", "reason", "不属职责"))
                        .status())
                .isEqualTo(200);
        assertThat(status(number)).isEqualTo("declined");
    }

    /** Of several answers a person chooses one; the only one there is, is chosen. */
    @Test
    void nothingIsChosenBeforehandWhereOneSigns() throws Exception {
        String number = handling("assistingUnits", List.of("jiance"));
        assertNothingChosen("jiancha", number, "handle");
        Document assist = page("jiance", number, "assist");
        assertThat(assist.select("input[name=outcome]")).hasSize(1);
        assertThat(assist.select("input[name=outcome][checked]").val()).isEqualTo("done");
        send("jiancha", "request-extension", number, "days", 5, "reason", "需要取样");
        assertNothingChosen("deputy", number, "approve-extension");
        completeAssist("jiance", number, "jiance", "outcome", "done", "result", "已监测");
        handle("jiancha", number, "done");
        assertNothingChosen("jiancha-head", number, "review");
        assertThat(post("jiancha-head", "/api/tasks/" + task(number, "review").getId() + "/complete", Map.of())
                        .status())
                .isEqualTo(422);
        complete("jiancha-head", number, "review", "outcome", "approve");
        assertNothingChosen("wuzhidong", number, "verify");
        // In Tasklist neither: what an earlier step left behind is no answer to this one.
        assertThat(as(
                        "wuzhidong",
                        () -> engine.getFormService()
                                .getTaskFormVariables(task(number, "verify").getId())))
                .doesNotContainKey("outcome");
    }

    @Test
    void whatEndsFromADayOnIsAskedOnceMore() throws Exception {
        Visitor admin = new Visitor(port);
        admin.logIn("admin", "minqing-demo");
        String address = "/organization/communities/new";
        Map<String, String> made = filled(admin, address, "name", "确认试验社区", "id", "confirmtrial");
        assertThat(admin.post(address, made).statusCode()).isEqualTo(302);
        String id = database.sql("select id from community where name = '确认试验社区'")
                .query(String.class)
                .single();
        String one = "/organization/communities/" + id;
        Map<String, String> ended =
                sent(Jsoup.parse(admin.get(one, "Accept", "text/html").body()));
        String day = LocalDate.now(clock).toString();
        ended.put("retiredOn", day);
        // Nobody is asked about what can't be done.
        Map<String, String> nameless = new HashMap<>(ended);
        nameless.put("name", "");
        assertThat(admin.post(one, nameless).statusCode()).isEqualTo(422);
        HttpResponse<String> asked = admin.post(one, ended);
        assertThat(asked.statusCode()).isEqualTo(200);
        assertThat(asked.body()).contains("确认停用社区", "确认试验社区从 " + day + " 起停用");
        assertThat(retired(id)).isFalse();
        Map<String, String> confirmed = sent(Jsoup.parse(asked.body()));
        confirmed.put("_confirmed", "yes");
        assertThat(admin.post(one, confirmed).statusCode()).isEqualTo(302);
        assertThat(retired(id)).isTrue();
        // What has ended already is not asked for again when something else is changed.
        Map<String, String> renamed =
                sent(Jsoup.parse(admin.get(one, "Accept", "text/html").body()));
        renamed.put("name", "确认试验社区二");
        assertThat(admin.post(one, renamed).statusCode()).isEqualTo(302);
    }

    private boolean retired(String id) {
        return database.sql("select retired_on is not null from community where id = :id")
                .param("id", id)
                .query(Boolean.class)
                .single();
    }

    private void assertNothingChosen(String account, String number, String step) throws Exception {
        Document page = page(account, number, step);
        assertThat(page.select("input[name=outcome]").size()).as(step).isGreaterThan(1);
        assertThat(page.select("input[name=outcome][checked]")).as(step).isEmpty();
    }

    private Document page(String account, String number, String step) throws Exception {
        Visitor person = new Visitor(port);
        person.logIn(account, "minqing-demo");
        return Jsoup.parse(person.get("/tasks/" + task(number, step).getId(), "Accept", "text/html")
                .body());
    }

    private Visitor office() throws Exception {
        Visitor office = new Visitor(port);
        office.logIn("office", "minqing-demo");
        return office;
    }

    private static Map<String, String> filled(Visitor visitor, String address, String... fields) throws Exception {
        Map<String, String> filled = new HashMap<>(Map.of("_csrf", visitor.tokenOn(address)));
        for (int index = 0; index < fields.length; index += 2) {
            filled.put(fields[index], fields[index + 1]);
        }
        return filled;
    }

    /** What the page's form sends. */
    private static Map<String, String> sent(Document page) {
        Map<String, String> sent = new HashMap<>();
        page.select("main form[method=post] input[name], main form[method=post] select[name]")
                .forEach(input -> sent.put(
                        input.attr("name"),
                        input.tagName().equals("select")
                                ? input.select("option[selected]").attr("value")
                                : input.attr("value")));
        return sent;
    }
}
