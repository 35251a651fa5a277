package minqing.bureau.administration;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** An administrator keeps accounts; a password given away is good for one login. */
class AccountKeepingTest extends ApplicationTest {

    private static final String ACCOUNTS = "/organization/accounts";
    private static final String OWN = "Own-Choice-2026";

    @LocalServerPort
    private int port;

    @Autowired
    private Directory directory;

    @Autowired
    private IdentityService identities;

    @Autowired
    private JdbcClient database;

    private Visitor admin;
    private String token;

    @BeforeEach
    void theAdministratorComes() throws Exception {
        admin = Client.as("admin", port).visitor();
        token = admin.tokenOn(ACCOUNTS + "/new");
    }

    /** Other tests look at who belongs to a group. */
    @AfterEach
    void theyLeaveNoTrace() {
        directory.accounts().stream()
                .filter(account -> account.id().startsWith("made-"))
                .forEach(account -> identities.deleteUser(account.id()));
    }

    @Test
    void aPasswordThatWasMadeUpIsShownOnceAndGoodForOneLogin() throws Exception {
        HttpResponse<String> made = create("made-once", "新来者", "", "unit-jiance");
        assertThat(made.statusCode()).isEqualTo(201);
        assertThat(made.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
        String password = Jsoup.parse(made.body()).select("code").text();
        assertThat(password).hasSizeGreaterThanOrEqualTo(14);
        assertThat(admin.get(ACCOUNTS).body())
                .contains("新来者", "待改初始密码", "环境监测站经办人")
                .doesNotContain(password);
        assertThat(admin.get(ACCOUNTS + "/made-once").body()).doesNotContain(password);
        assertThat(admin.get("/organization/changes").body()).doesNotContain(password);

        Visitor person = new Visitor(port);
        assertThat(location(person.logIn("made-once", password))).doesNotContain("error");
        for (String page : List.of("/", "/problems", "/camunda/app/tasklist/default/")) {
            HttpResponse<String> sent = person.get(page, "Accept", "text/html");
            assertThat(sent.statusCode()).as(page).isEqualTo(302);
            assertThat(location(sent)).as(page).endsWith("/password");
        }
        assertThat(person.get("/api/me").statusCode()).isEqualTo(403);
        assertThat(new Visitor(port)
                        .get("/api/problems", Visitor.basic("made-once", password))
                        .body())
                .contains("请先修改初始密码");

        String own = person.tokenOn("/password");
        Document refused = Jsoup.parse(person.post(
                        "/password", Map.of("_csrf", own, "present", "wrong", "password", "short", "again", "other"))
                .body());
        assertThat(refused.select("#present-error").text()).as(refused.text()).isEqualTo("“现在的密码”不正确。");
        assertThat(refused.select("#password-error").text()).contains("至少 10 个字符");
        assertThat(refused.select("#again-error").text()).contains("不一致");
        assertThat(refused.select("input[type=password]"))
                .hasSize(3)
                .allMatch(input -> input.attr("value").isEmpty());
        assertThat(Jsoup.parse(person.post(
                                        "/password",
                                        Map.of(
                                                "_csrf",
                                                own,
                                                "present",
                                                password,
                                                "password",
                                                password,
                                                "again",
                                                password))
                                .body())
                        .select("#password-error")
                        .text())
                .contains("不能与现在的密码相同");
        HttpResponse<String> chosen =
                person.post("/password", Map.of("_csrf", own, "present", password, "password", OWN, "again", OWN));
        assertThat(chosen.statusCode()).isEqualTo(302);
        assertThat(person.get("/", "Accept", "text/html").statusCode()).isEqualTo(200);
        assertThat(person.get("/api/me").body()).contains("\"name\":\"新来者\"", "unit-jiance");
        assertThat(location(new Visitor(port).logIn("made-once", password))).contains("error");
        assertThat(database.sql(
                                "select string_agg(coalesce(before, '') || coalesce(after, ''), ' ') from organization_change")
                        .query(String.class)
                        .single())
                .doesNotContain(password, OWN);
    }

    @Test
    void aPasswordThatWasGivenHasToBeStrongAndIsNotShown() throws Exception {
        HttpResponse<String> weak = create("made-weak", "弱密码", "minqing-demo", "office");
        assertThat(weak.statusCode()).isEqualTo(422);
        Document page = Jsoup.parse(weak.body());
        assertThat(page.select("#entry-password-error").text()).contains("“密码”不符合要求");
        assertThat(page.select("#entry-password").attr("value")).isEmpty();
        assertThat(page.select("input[name=groups][checked]").eachAttr("value")).containsExactly("office");
        assertThat(directory.account("made-weak")).isEmpty();
        HttpResponse<String> strong = create("made-weak", "强密码", "Correct-Horse-42", "office");
        assertThat(strong.statusCode()).isEqualTo(302);
        assertThat(directory.account("made-weak").orElseThrow().groups()).containsExactly("office");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Upper", "张三", "a b", "-a", "../x", "admin", "a\u0000b"})
    void aLoginNameThatCannotBeIsRefusedBesideTheField(String login) throws Exception {
        HttpResponse<String> refused = create(login, "某人", "", "office");
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(Jsoup.parse(refused.body()).select("#entry-account-error").text())
                .contains("“用户名”");
    }

    @Test
    void aGroupThatDoesNotExistIsRefused() throws Exception {
        assertThat(create("made-group", "某人", "", "no-such-group").statusCode()).isEqualTo(422);
        assertThat(directory.account("made-group")).isEmpty();
    }

    @Test
    void aPersonIsPutIntoGroupsAndTakenOutUnlessSomebodyElseWasFaster() throws Exception {
        create("made-moved", "调动者", "Correct-Horse-42", "office");
        HttpResponse<String> moved = admin.post(
                ACCOUNTS + "/made-moved",
                Map.of("_csrf", token, "name", "调动人", "groups", "supervisor", "known", "office"));
        assertThat(moved.statusCode()).isEqualTo(302);
        assertThat(directory.account("made-moved").orElseThrow().groups()).containsExactly("supervisor");
        assertThat(directory.nameOf("made-moved")).isEqualTo("调动人");
        HttpResponse<String> late = admin.post(
                ACCOUNTS + "/made-moved",
                Map.of("_csrf", token, "name", "调动人", "groups", "inspector", "known", "office"));
        assertThat(late.statusCode()).isEqualTo(409);
        assertThat(late.body()).contains("刚刚被他人更改");
        assertThat(Jsoup.parse(late.body())
                        .select("input[name=groups][checked]")
                        .eachAttr("value"))
                .containsExactly("supervisor");
    }

    @Test
    void aDisabledAccountIsOutAtOnceAndComesBackWithANewPassword() throws Exception {
        create("made-out", "离任者", "Correct-Horse-42", "office");
        Visitor person = new Visitor(port);
        person.logIn("made-out", "Correct-Horse-42");
        String own = person.tokenOn("/password");
        person.post("/password", Map.of("_csrf", own, "present", "Correct-Horse-42", "password", OWN, "again", OWN));
        assertThat(person.get("/api/me").statusCode()).isEqualTo(200);

        // The first tap tells what follows and does nothing.
        HttpResponse<String> asked = admin.post(ACCOUNTS + "/made-out/disable", Map.of("_csrf", token));
        assertThat(asked.statusCode()).isEqualTo(200);
        assertThat(asked.body()).contains("确认停用账户", "离任者（made-out）立即退出登录");
        assertThat(person.get("/api/me").statusCode()).isEqualTo(200);
        assertThat(admin.post(ACCOUNTS + "/made-out/disable", Map.of("_csrf", token, "_confirmed", "yes"))
                        .statusCode())
                .isEqualTo(302);
        assertThat(person.get("/api/me").statusCode()).isEqualTo(401);
        assertThat(new Visitor(port)
                        .get("/api/me", Visitor.basic("made-out", OWN))
                        .statusCode())
                .isEqualTo(401);
        assertThat(location(new Visitor(port).logIn("made-out", OWN))).contains("error");
        assertThat(directory.members("office"))
                .extracting(account -> account.id())
                .doesNotContain("made-out");
        assertThat(directory.nameOf("made-out")).isEqualTo("离任者");
        assertThat(admin.post(ACCOUNTS + "/made-out/disable", Map.of("_csrf", token))
                        .statusCode())
                .isEqualTo(409);

        HttpResponse<String> reset = admin.post(ACCOUNTS + "/made-out/reset", Map.of("_csrf", token));
        String password = Jsoup.parse(reset.body()).select("code").text();
        Visitor back = new Visitor(port);
        back.logIn("made-out", password);
        assertThat(back.get("/password").statusCode()).isEqualTo(200);
    }

    @Test
    void aNewPasswordEndsEveryOtherLogin() throws Exception {
        create("made-twice", "两处登录", "Correct-Horse-42", "office");
        Visitor here = new Visitor(port);
        Visitor elsewhere = new Visitor(port);
        here.logIn("made-twice", "Correct-Horse-42");
        elsewhere.logIn("made-twice", "Correct-Horse-42");
        choose(here, "Correct-Horse-42", OWN);
        assertThat(here.get("/api/me").statusCode()).isEqualTo(200);
        assertThat(elsewhere.get("/api/me").statusCode()).isEqualTo(401);
        assertThat(elsewhere.get("/password", "Accept", "text/html").statusCode())
                .isEqualTo(302);

        elsewhere.logIn("made-twice", OWN);
        choose(here, OWN, OWN + "!");
        assertThat(elsewhere.get("/api/me").statusCode()).isEqualTo(401);
        assertThat(here.get("/api/me").statusCode()).isEqualTo(200);
        // And one given by the administrator ends them all.
        admin.post(ACCOUNTS + "/made-twice/reset", Map.of("_csrf", token));
        assertThat(here.get("/api/me").statusCode()).isEqualTo(401);
    }

    private static void choose(Visitor person, String present, String next) throws Exception {
        HttpResponse<String> chosen = person.post(
                "/password",
                Map.of("_csrf", person.tokenOn("/password"), "present", present, "password", next, "again", next));
        assertThat(chosen.statusCode()).isEqualTo(302);
    }

    @Test
    void aLockedAccountIsOpenedByTheAdministrator() throws Exception {
        create("made-locked", "锁定者", "Correct-Horse-42", "office");
        for (int attempt = 0; attempt < 6; attempt++) {
            new Visitor(port).logIn("made-locked", "wrong");
        }
        assertThat(location(new Visitor(port).logIn("made-locked", "Correct-Horse-42")))
                .contains("error");
        assertThat(Jsoup.parse(admin.get(ACCOUNTS).body())
                        .select("tr:contains(made-locked)")
                        .text())
                .contains("已锁定");
        assertThat(admin.post(ACCOUNTS + "/made-locked/unlock", Map.of("_csrf", token))
                        .statusCode())
                .isEqualTo(302);
        assertThat(location(new Visitor(port).logIn("made-locked", "Correct-Horse-42")))
                .doesNotContain("error");
    }

    @Test
    void administratorsCannotShutThemselvesOut() throws Exception {
        HttpResponse<String> disabled = admin.post(ACCOUNTS + "/admin/disable", Map.of("_csrf", token));
        assertThat(disabled.statusCode()).isEqualTo(409);
        assertThat(disabled.body()).contains("不能停用自己的账户");
        HttpResponse<String> demoted =
                admin.post(ACCOUNTS + "/admin", Map.of("_csrf", token, "name", "系统管理员", "known", "camunda-admin"));
        assertThat(demoted.statusCode()).isEqualTo(422);
        assertThat(demoted.body()).contains("不能在“所属组”中取消自己的系统管理员身份");
        assertThat(admin.get(ACCOUNTS).statusCode()).isEqualTo(200);
    }

    private HttpResponse<String> create(String login, String name, String password, String group) throws Exception {
        return admin.post(
                ACCOUNTS + "/new",
                Map.of("_csrf", token, "account", login, "name", name, "password", password, "groups", group));
    }

    private static String location(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElse("");
    }
}
