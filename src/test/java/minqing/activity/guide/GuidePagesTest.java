package minqing.activity.guide;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.util.Map;
import minqing.bureau.access.Visitor;
import minqing.bureau.organization.Directory;
import minqing.testing.ApplicationTest;
import org.camunda.bpm.engine.IdentityService;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The guide says what is missing from what is there, and ticks itself. */
class GuidePagesTest extends ApplicationTest {

    private static final String[] ADMIN = Visitor.basic("admin", "minqing-demo");

    @LocalServerPort
    private int port;

    @Autowired
    private JdbcClient database;

    @Autowired
    private IdentityService identities;

    @Autowired
    private Directory directory;

    private Visitor admin;

    @BeforeEach
    void theAdministratorComes() throws Exception {
        admin = new Visitor(port);
        admin.logIn("admin", "minqing-demo");
    }

    /** Other tests look at the bureau of annex 1 alone. */
    @AfterEach
    void whatWasMadeHereIsGone() {
        database.sql("update unit set retired_on = '2020-01-01' where code like 'guided%'")
                .update();
        directory.accounts().stream()
                .filter(account -> account.id().startsWith("guided"))
                .forEach(account -> identities.deleteUser(account.id()));
    }

    @Test
    void aUnitWithoutPeopleIsNamedUntilSomebodyIsThere() throws Exception {
        Visitor caller = new Visitor(port);
        assertThat(caller.postJson(
                                "/api/organization/units",
                                "{\"code\":\"guided\",\"name\":\"向导科\",\"sealName\":\"向导科全称\",\"kind\":\"internal\"}",
                                ADMIN)
                        .statusCode())
                .isEqualTo(201);
        Document guide = page("/start");
        assertThat(guide.select("main h1").text()).isEqualTo("启用向导");
        assertThat(guide.text()).doesNotContain("??", "guide.");
        assertThat(gap(guide, "no-handler")).contains("“向导科经办人”没有人：交给向导科的问题没有人签收、办理。");
        assertThat(guide.select("#step-accounts .badge").text()).isEqualTo("未完成");
        assertThat(guide.select("[data-duty=handle]:contains(向导科) .guide-nobody")
                        .text())
                .isEqualTo("没有人");
        assertThat(page("/").select(".workbench-notice").text()).isEqualTo("还有事项设置不全，有的工作交下去没有人能接。 启用向导");
        assertThat(page("/").select(".workbench-notice a").attr("href")).isEqualTo("/start");
        JsonNode before = readiness(caller);
        assertThat(before.at("/canWork").asBoolean()).as("of the others").isTrue();
        assertThat(before.at("/complete").asBoolean()).isFalse();

        String address = guide.select("[data-gap=no-handler]:contains(向导科) a").attr("href");
        Document entry = page(address);
        assertThat(entry.select("input[name=groups][checked]").eachAttr("value"))
                .containsExactly("unit-guided");
        String token = entry.select("input[name=_csrf]").attr("value");
        assertThat(admin.post(
                                "/organization/accounts/new",
                                Map.of("_csrf", token, "account", "guided", "name", "向一", "groups", "unit-guided"))
                        .statusCode())
                .isEqualTo(201);
        Document after = page("/start");
        assertThat(gap(after, "no-handler")).doesNotContain("向导科");
        assertThat(gap(after, "no-head")).contains("“向导科负责人”没有人");
        assertThat(after.select("[data-duty=handle]:contains(向导科) td").eachText())
                .contains("向一");
        assertThat(after.select("[data-duty=review]:contains(向导科) td").last().text())
                .as("approvers review where there is no head")
                .endsWith("（代）");
    }

    @Test
    void untilTheBureauCanWorkAnAdministratorBeginsWithTheGuideAndOthersAreToldCalmly() throws Exception {
        Visitor office = new Visitor(port);
        office.logIn("office", "minqing-demo");
        assertThat(office.get("/", "Accept", "text/html").body()).doesNotContain("系统尚在设置");
        var before = database.sql("select first_period from participation where unit = 'epb'")
                .query(java.time.LocalDate.class)
                .single();
        try {
            database.sql("update participation set first_period = null where unit = 'epb'")
                    .update();
            assertThat(gap(page("/start"), "no-month")).contains("没有定首个汇总月份");
            Visitor another = new Visitor(port);
            assertThat(location(another.logIn("admin", "minqing-demo"))).endsWith("/start");
            Visitor asked = new Visitor(port);
            asked.get("/organization/units", "Accept", "text/html");
            assertThat(location(asked.logIn("admin", "minqing-demo")))
                    .as("the page asked for comes first")
                    .contains("/organization/units");
            Visitor workbench = new Visitor(port);
            workbench.get("/?a=%7B%7C", "Accept", "text/html");
            assertThat(location(workbench.logIn("admin", "minqing-demo"))).endsWith("/start");
            assertThat(page("/").select(".workbench-notice").text()).startsWith("系统还没有设置完");
            Document told = Jsoup.parse(office.get("/", "Accept", "text/html").body());
            assertThat(told.select(".workbench-notice").text()).isEqualTo("系统尚在设置，部分事项暂时无人办理，请稍候或联系系统管理员。");
            assertThat(location(new Visitor(port).logIn("office", "minqing-demo")))
                    .doesNotContain("/start");
        } finally {
            database.sql("update participation set first_period = :before where unit = 'epb'")
                    .param("before", before)
                    .update();
        }
        assertThat(gap(page("/start"), "no-month")).isEmpty();
        assertThat(office.get("/", "Accept", "text/html").body()).doesNotContain("系统尚在设置");
    }

    @Test
    void onlyAnAdministratorIsLed() throws Exception {
        Visitor office = new Visitor(port);
        office.logIn("office", "minqing-demo");
        assertThat(office.get("/start", "Accept", "text/html").statusCode()).isEqualTo(403);
        assertThat(office.get("/api/organization/readiness").statusCode()).isEqualTo(403);
        JsonNode readiness = readiness(new Visitor(port));
        assertThat(readiness.at("/canWork").asBoolean()).isTrue();
        assertThat(readiness.at("/steps").findValuesAsText("message")).noneMatch(words -> words.contains("{"));
        assertThat(page("/organization/units").select("a[href=/start]").text()).isEqualTo("启用向导");
    }

    private JsonNode readiness(Visitor caller) throws Exception {
        return new ObjectMapper()
                .readTree(caller.get("/api/organization/readiness", ADMIN).body());
    }

    private Document page(String path) throws Exception {
        HttpResponse<String> answer = admin.get(path, "Accept", "text/html");
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return Jsoup.parse(answer.body());
    }

    private static String gap(Document guide, String key) {
        return guide.select("[data-gap=" + key + "]").text();
    }

    private static String location(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElse("");
    }
}
