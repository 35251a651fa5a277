package minqing.activity.outing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import minqing.bureau.access.Visitor;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The pages of outings as a browser without script uses them. */
class OutingPagesTest extends OutingTest {

    @LocalServerPort
    private int port;

    @Test
    void aLeaderFindsTheOwnVillagesFirstAndNothingKnownToType() throws Exception {
        Document page = page("wuzhidong", "/outings/new");
        assertThat(page.select("#date").val()).isEqualTo(today().toString());
        assertThat(page.select("input[name=leader]").val()).isEqualTo("wuzhidong");
        assertThat(page.select(".outing-who").text()).contains("吴志东", "市环境保护局", "局领导班子成员");
        assertThat(page.select("#village optgroup").first().attr("label")).isEqualTo("结对村");
        assertThat(page.select("#village optgroup").first().select("option").eachText())
                .containsExactly("合星村 上市村", "合星村 五里亭村", "合星村 西神圩村", "合星村 史家棚村", "合星村 承家村");
        assertThat(page.select("details.outing-part")).hasSize(5).noneMatch(part -> part.hasAttr("open"));
        assertThat(page.select("script:not([src]), [style], [onclick]")).isEmpty();
        assertThat(page.text()).doesNotContain("outing.", "??");
    }

    @Test
    void staffChooseTheLeaderFirst() throws Exception {
        Document page = page("office", "/outings/new");
        assertThat(page.select(".list-group a").eachText()).first().asString().contains("吴志东");
        assertThat(page.select(".list-group a")).hasSize(5);
        Document chosen = page("office", page.select(".list-group a").first().attr("href"));
        assertThat(chosen.select(".alert-info").text()).contains("经领导本人确认后才计入");
        assertThat(visitor("inspector")
                        .get("/outings/new", "Accept", "text/html")
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void anOutingIsEnteredWithoutScriptAndNeverTwice() throws Exception {
        String mark = UUID.randomUUID().toString();
        Visitor visitor = visitor("wuzhidong");
        Document blank =
                Jsoup.parse(visitor.get("/outings/new", "Accept", "text/html").body());
        Map<String, String> fields = fieldsOf(blank);
        fields.put("village", VILLAGE);
        fields.put("labour[0].work", "清沟" + mark);
        fields.put("_add", "labour");
        Document more = Jsoup.parse(visitor.post("/outings/new", fields).body());
        assertThat(more.select("[data-part=labour] [data-entry]")).hasSize(2);
        assertThat(more.select("[data-part=labour]").hasAttr("open")).isTrue();
        assertThat(more.getElementById("labour[0].work").val()).isEqualTo("清沟" + mark);

        fields = fieldsOf(more);
        fields.put("labour[1].work", "植树" + mark);
        fields.put("receptions[0].visitor", "王大明");
        fields.put("receptions[0].people", "三");
        HttpResponse<String> refused = visitor.post("/outings/new", fields);
        assertThat(refused.statusCode()).isEqualTo(422);
        Document again = Jsoup.parse(refused.body());
        assertThat(again.select("[data-outing-faults]").text()).contains("来访人数应为整数");
        assertThat(again.getElementById("receptions[0].people").hasClass("is-invalid"))
                .isTrue();

        fields = fieldsOf(again);
        fields.put("receptions[0].people", "3");
        refused = visitor.post("/outings/new", fields);
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(Jsoup.parse(refused.body()).select("[data-outing-faults]").text())
                .contains("请填写接访（第 1 条）的信访事由");

        fields = fieldsOf(Jsoup.parse(refused.body()));
        fields.put("receptions[0].matter", "反映淤积");
        HttpResponse<String> sent = visitor.post("/outings/new", fields);
        assertThat(sent.statusCode()).isEqualTo(302);
        String address = sent.headers().firstValue("Location").orElseThrow();
        HttpResponse<String> twice = visitor.post("/outings/new", fields);
        assertThat(twice.headers().firstValue("Location").orElseThrow()).isEqualTo(address);
        Document one = Jsoup.parse(visitor.get(address.replaceAll("^https?://[^/]+", ""), "Accept", "text/html")
                .body());
        assertThat(one.text())
                .contains("清沟" + mark, "植树" + mark, "王大明", "3 人", "反映淤积")
                .doesNotContain("outing.");
        assertThat(get("wuzhidong", "/api/outings?text=" + mark)
                        .body()
                        .get("total")
                        .asInt())
                .isEqualTo(1);
    }

    /** Back in the browser shows the page that was sent, to be written on again. */
    @Test
    void anotherOutingOnThePageThatWasSentIsNotSwallowed() throws Exception {
        String mark = UUID.randomUUID().toString();
        Visitor visitor = visitor("wuzhidong");
        Map<String, String> fields = fieldsOf(
                Jsoup.parse(visitor.get("/outings/new", "Accept", "text/html").body()));
        fields.put("village", VILLAGE);
        fields.put("labour[0].work", "清沟" + mark);
        String first = visitor.post("/outings/new", fields)
                .headers()
                .firstValue("Location")
                .orElseThrow();
        fields.put("labour[0].work", "植树" + mark);
        HttpResponse<String> other = visitor.post("/outings/new", fields);
        assertThat(other.statusCode()).isEqualTo(422);
        Document page = Jsoup.parse(other.body());
        assertThat(page.select("[data-outing-faults]").text())
                .contains("此页已提交为记录 " + first.replaceAll(".*/", ""), "尚未提交");
        assertThat(page.getElementById("labour[0].work").val()).isEqualTo("植树" + mark);
        // The way of the script under the same key is told the same.
        String[] headers = {
            "X-CSRF-TOKEN", visitor.cookie("MINQING-CSRF").orElseThrow(), "Idempotency-Key", fields.get("_key")
        };
        HttpResponse<String> byScript = visitor.post("/api/outings", fields, headers);
        assertThat(byScript.statusCode()).isEqualTo(422);
        assertThat(byScript.body()).contains("\"field\":\"Idempotency-Key\"");

        Map<String, String> again = fieldsOf(page);
        assertThat(again.get("_key")).isNotEqualTo(fields.get("_key"));
        String second = visitor.post("/outings/new", again)
                .headers()
                .firstValue("Location")
                .orElseThrow();
        assertThat(second).isNotEqualTo(first);
        assertThat(get("wuzhidong", "/api/outings?text=" + mark)
                        .body()
                        .get("total")
                        .asInt())
                .isEqualTo(2);
    }

    @Test
    void whatADeviceKeptIsSentByItsKeyAndStoredOnce() throws Exception {
        String mark = UUID.randomUUID().toString();
        Visitor visitor = visitor("wuzhidong");
        Map<String, String> fields = fieldsOf(
                Jsoup.parse(visitor.get("/outings/new", "Accept", "text/html").body()));
        String key = fields.get("_key");
        fields.put("village", VILLAGE);
        fields.put("forums[0].topic", "议题" + mark);
        String[] headers = {"X-CSRF-TOKEN", visitor.cookie("MINQING-CSRF").orElseThrow(), "Idempotency-Key", key};
        HttpResponse<String> refused = visitor.post("/api/outings", fields, headers);
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("forums[0].attendees");
        fields.put("forums[0].attendees", "村民代表");
        HttpResponse<String> first = visitor.post("/api/outings", fields, headers);
        assertThat(first.statusCode()).as(first.body()).isEqualTo(201);
        HttpResponse<String> second = visitor.post("/api/outings", fields, headers);
        assertThat(second.statusCode()).isEqualTo(201);
        assertThat(json.readTree(second.body()).get("id"))
                .isEqualTo(json.readTree(first.body()).get("id"));
        // And once more the plain way, as if the script had died in between.
        assertThat(visitor.post("/outings/new", fields).headers().firstValue("Location"))
                .hasValueSatisfying(address -> assertThat(address).endsWith("/outings/" + id(first)));
        assertThat(get("wuzhidong", "/api/outings?text=" + mark)
                        .body()
                        .get("total")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void anOutingIsSetRightOnItsPageAndTheLoserIsTold() throws Exception {
        String number = enter(
                "wuzhidong",
                outing(
                        "labour",
                        List.of(fields("work", "清沟"), fields("work", "除草")),
                        "receptions",
                        List.of(reception("people", 5, "summary", "清淤诉求")),
                        "forums",
                        List.of(fields("topic", "题", "attendees", "众", "leaders", List.of("zhouwei"))),
                        "diary",
                        fields("seen", "见闻", "policySuggestion", true)));
        Visitor office = visitor("office");
        Document edit = Jsoup.parse(office.get("/outings/" + number + "/edit", "Accept", "text/html")
                .body());
        Map<String, String> fields = fieldsOf(edit);
        assertThat(fields).containsEntry("receptions[0].visitor", "王大明").containsEntry("labour[1].work", "除草");
        Map<String, String> late = new LinkedHashMap<>(fields);
        fields.put("labour[1].work", "除草三亩");
        assertThat(office.post("/outings/" + number + "/edit", fields).statusCode())
                .isEqualTo(422);
        fields.put("reason", "按记录本核对");
        HttpResponse<String> saved = office.post("/outings/" + number + "/edit", fields);
        assertThat(saved.statusCode()).isEqualTo(302);
        JsonNode now = get("wuzhidong", "/api/outings/" + number).body();
        assertThat(values(now.get("labour"), "work")).containsExactly("清沟", "除草三亩");
        assertThat(now.at("/receptions/0/people").asInt()).isEqualTo(5);
        assertThat(now.at("/forums/0/leaders")).hasSize(2);
        assertThat(now.at("/diary/policySuggestion").asBoolean()).isTrue();
        late.put("reason", "另一处");
        HttpResponse<String> loser = office.post("/outings/" + number + "/edit", late);
        assertThat(loser.statusCode()).isEqualTo(409);
        assertThat(Jsoup.parse(loser.body()).select(".alert-danger").text()).contains("重新打开", "打开最新内容");
        Document history = page("wuzhidong", "/outings/" + number + "/history");
        assertThat(history.text()).contains("第 1 版，更正前", "按记录本核对", "除草", "见闻");
        assertThat(history.text()).doesNotContain("outing.");
    }

    @Test
    void aReceptionBecomesAProblemWithOneChoiceAndAnOutingIsDeletedWithAReason() throws Exception {
        String number = enter("wuzhidong", outing("receptions", List.of(reception("summary", "清淤诉求"))));
        Visitor leader = visitor("wuzhidong");
        Document one = Jsoup.parse(
                leader.get("/outings/" + number, "Accept", "text/html").body());
        Element make = one.select("form.outing-make").first();
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("_csrf", make.select("input[name=_csrf]").val());
        fields.put("category", "water");
        assertThat(leader.post(make.attr("action"), fields).statusCode()).isEqualTo(302);
        Document made = Jsoup.parse(
                leader.get("/outings/" + number, "Accept", "text/html").body());
        assertThat(made.text()).contains("已转为问题");
        assertThat(made.select("form.outing-make")).isEmpty();
        Element delete = made.select("form[action$=/delete]").first();
        fields.put("version", delete.select("input[name=version]").val());
        fields.put("reason", "");
        leader.post(delete.attr("action"), fields);
        assertThat(get("wuzhidong", "/api/outings/" + number)
                        .body()
                        .get("state")
                        .asText())
                .isEqualTo("counted");
        fields.put("reason", "重复登记");
        leader.post(delete.attr("action"), fields);
        Document deleted = Jsoup.parse(
                leader.get("/outings/" + number, "Accept", "text/html").body());
        assertThat(deleted.text()).contains("已删除", "重复登记");
    }

    @Test
    void theListAndEveryRegisterShowWhatCountsAndLeadToIt() throws Exception {
        String mark = UUID.randomUUID().toString();
        String number = enter(
                "wuzhidong",
                outing(
                        "labour",
                        List.of(fields("work", mark)),
                        "receptions",
                        List.of(reception("summary", mark)),
                        "forums",
                        List.of(fields("topic", mark, "attendees", "众")),
                        "diary",
                        fields("seen", mark),
                        "problems",
                        List.of(problem("content", mark))));
        for (String viewer : List.of("office", "inspector", "wuzhidong")) {
            Document list = page(viewer, "/outings?text=" + mark);
            assertThat(list.select("tbody tr")).hasSize(1);
            assertThat(list.select("tbody a").attr("href")).isEqualTo("/outings/" + number);
            assertThat(list.text()).contains("劳动 1　接访 1　座谈 1　日记 1　问题 1").doesNotContain("outing.");
            for (String register : List.of("labour", "receptions", "forums", "diaries", "problems")) {
                Document page = page(viewer, "/registers/" + register + "?text=" + mark);
                assertThat(page.select("tbody tr")).as(viewer + " " + register).hasSize(1);
                // Whoever may know what was told reads that, and not the neutral summary.
                boolean told = register.equals("receptions") && !viewer.equals("inspector");
                assertThat(page.text())
                        .as(viewer + " " + register)
                        .contains("吴志东", told ? "王大明" : mark)
                        .doesNotContain("outing.");
                assertThat(page.select("tbody a").attr("href"))
                        .startsWith(register.equals("problems") ? "/problems/" : "/outings/" + number);
            }
        }
        assertThat(page("office", "/registers/receptions?text=" + mark).text()).contains("王大明");
        assertThat(page("inspector", "/registers/receptions?text=" + mark).text())
                .contains("王**")
                .doesNotContain("王大明");
        assertThat(visitor("office")
                        .get("/registers/weather", "Accept", "text/html")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void theTaskLeadsToTheOutingAndTheOutingToTheTask() throws Exception {
        String number = enter("office", outing("leader", "zhouwei", "labour", List.of(fields("work", "清沟"))));
        Document outing = page("zhouwei", "/outings/" + number);
        String task = outing.select("a[href^=/tasks/]").attr("href");
        Document page = page("zhouwei", task);
        assertThat(page.select("a[href=/outings/" + number + "]").text()).isEqualTo("打开记录");
        assertThat(page.text()).contains("清沟", "待领导确认", "确认代录").doesNotContain("outing.");
    }

    @Test
    void whoConfirmsReadsTheWholeOutingAboveTheForm() throws Exception {
        String number = enter(
                "office",
                outing(
                        "leader",
                        "zhouwei",
                        "labour",
                        List.of(fields("work", "清沟三百米")),
                        "receptions",
                        List.of(reception("visitor", "欧阳晓岚", "text", "已当面解释", "summary", "清淤诉求")),
                        "forums",
                        List.of(fields("topic", "水渠怎么修", "attendees", "村民代表", "text", "大家同意分段修")),
                        "diary",
                        fields("seen", "渠水不畅", "opinions", "先修上游"),
                        "problems",
                        List.of(problem("title", "水渠漏水要修"))));
        continueCases(values(get("zhouwei", "/api/outings/" + number).body().get("problems"), "number"));
        String task =
                page("zhouwei", "/outings/" + number).select("a[href^=/tasks/]").attr("href");
        String problem = values(get("zhouwei", "/api/outings/" + number).body().get("problems"), "number")
                .get(0);

        Document page = page("zhouwei", task);

        Element whole = page.select(".outing-whole").first();
        assertThat(whole.text())
                .contains("清沟三百米", "欧阳晓岚", "已当面解释", "大家同意分段修", "渠水不畅", "先修上游", problem + " 水渠漏水要修", "打开记录");
        assertThat(page.select(".outing-whole ~ section form[action=" + task + "]"))
                .as("the form comes after it")
                .hasSize(1);
        assertThat(page.select(".watermark")).hasSize(1);
        assertThat(database.sql("select count(*) from access_log where account = 'zhouwei' and identifier = :number")
                        .param("number", number)
                        .query(Long.class)
                        .single())
                .as("each reading in full is noted")
                .isPositive();
        assertThat(visitor("jiancha").get(task, "Accept", "text/html").statusCode())
                .isEqualTo(404);
    }

    @Test
    void whoGoesToTheVillagesBeginsAnOutingFromAnEmptyInbox() throws Exception {
        assertThat(page("zhouwei", "/")
                        .select("a[data-enter][href=/outings/new]")
                        .text())
                .isEqualTo("记一次下基层");
        assertThat(page("inspector", "/").select("a[data-enter]")).isEmpty();
    }

    @Test
    void theListLeavesOutWhatThereIsNoneOf() throws Exception {
        String mark = UUID.randomUUID().toString();
        String number = enter("wuzhidong", outing("labour", List.of(fields("work", mark))));
        Document list = page("wuzhidong", "/outings?text=" + mark);
        assertThat(list.select("tbody tr")).hasSize(1);
        assertThat(list.select("tbody tr").text()).contains(number, "劳动 1").doesNotContain("接访", "座谈", "日记", "问题");
    }

    private String id(HttpResponse<String> response) {
        try {
            return json.readTree(response.body()).get("id").asText();
        } catch (com.fasterxml.jackson.core.JsonProcessingException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    private Visitor visitor(String account) throws Exception {
        Visitor visitor = new Visitor(port);
        visitor.logIn(account, "minqing-demo");
        return visitor;
    }

    private Document page(String account, String path) throws Exception {
        HttpResponse<String> answer = visitor(account).get(path, "Accept", "text/html");
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return Jsoup.parse(answer.body());
    }

    /** What a browser would send of the page's form; of boxes that several share a name with, the first ticked one. */
    private static Map<String, String> fieldsOf(Document page) {
        Map<String, String> fields = new LinkedHashMap<>();
        Element form = page.select("form:has(.outing-fields)").first();
        for (Element field : form.select("input[name], textarea[name], select[name]")) {
            boolean box = field.attr("type").equals("checkbox");
            if (!box || field.hasAttr("checked")) {
                fields.putIfAbsent(
                        field.attr("name"),
                        field.tagName().equals("select")
                                ? field.select("option[selected]").isEmpty()
                                        ? field.select("option").first().val()
                                        : field.select("option[selected]")
                                                .first()
                                                .val()
                                : field.val());
            }
        }
        return fields;
    }
}
