package minqing.bureau.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import minqing.bureau.organization.Accounts;
import minqing.testing.ApplicationTest;
import minqing.testing.WebappClient;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Single sign-on into Tasklist, Cockpit and Admin, and what each role may do there. */
class WebappsTest extends ApplicationTest {

    private static final String PASSWORD = "minqing-demo";
    private static final String ENGINE = "/camunda/api/engine/engine/default";

    @LocalServerPort
    private int port;

    @Autowired
    private Accounts accounts;

    @Autowired
    private IdentityService identities;

    @Autowired
    private TaskService tasks;

    @Autowired
    private RepositoryService repository;

    @Autowired
    private RuntimeService runtime;

    @Autowired
    private Rights rights;

    @Autowired
    private JdbcClient database;

    private Visitor visitor;

    @BeforeEach
    void somebodyComes() {
        visitor = new Visitor(port);
    }

    @AfterEach
    void theyLeaveNoTrace() {
        identities.deleteUser("webapp-change");
        identities.deleteUser("webapp-made");
    }

    @ParameterizedTest(name = "{0}: tasklist {1}, cockpit {2}, admin {3}")
    @CsvSource({
        "wuzhidong,    200, 403, 403",
        "office,       200, 403, 403",
        "jijian,       200, 403, 403",
        "deputy,       200, 403, 403",
        "supervisor,   200, 200, 403",
        "inspector,    403, 200, 403",
        "jiancha,      200, 403, 403",
        "jiancha-head, 200, 403, 403",
        "bieqiao,      200, 403, 403",
        "admin,        200, 200, 200",
    })
    void eachRoleReachesItsWebapps(String account, int tasklist, int cockpit, int admin) throws Exception {
        visitor.logIn(account, PASSWORD);
        assertThat(visitor.get("/camunda/app/tasklist/default/").statusCode()).isEqualTo(tasklist);
        assertThat(visitor.get("/camunda/app/cockpit/default/").statusCode()).isEqualTo(cockpit);
        assertThat(visitor.get("/camunda/app/admin/default/").statusCode()).isEqualTo(admin);
        assertThat(visitor.get("/camunda/api/admin/auth/user/default").body())
                .contains("\"userId\":\"" + account + "\"");
    }

    @Test
    void theAddressWithoutAnEngineLeadsToTheWebapp() throws Exception {
        visitor.logIn("office", PASSWORD);
        HttpResponse<String> short_ = visitor.get("/camunda/app/tasklist/");
        assertThat(short_.statusCode()).isEqualTo(302);
        assertThat(short_.headers().firstValue("Location"))
                .hasValueSatisfying(location -> assertThat(location).endsWith("/camunda/app/tasklist/default/"));
    }

    @Test
    void whoMayNotUseAWebappIsToldSoOnAPageWithAWayBack() throws Exception {
        visitor.logIn("office", PASSWORD);
        HttpResponse<String> refused = visitor.get("/camunda/app/admin/default/", "Accept", "text/html");
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("无权访问", "返回工作台", "演示系统").doesNotContain("??");
        assertThat(visitor.get("/access-denied").statusCode()).isEqualTo(404);
    }

    @Test
    void theWebappsOwnLoginAndTheSetupOfAFirstAdministratorAreShut() throws Exception {
        visitor.logIn("admin", PASSWORD);
        String token = webappToken();
        assertThat(visitor.post(
                                "/camunda/api/admin/auth/user/default/login/admin",
                                java.util.Map.of("username", "admin", "password", PASSWORD),
                                "X-XSRF-TOKEN",
                                token)
                        .statusCode())
                .isEqualTo(403);
        assertThat(visitor.postJson("/camunda/api/admin/setup/default/user/create", "{}", "X-XSRF-TOKEN", token)
                        .statusCode())
                .isEqualTo(403);
        Visitor stranger = new Visitor(port);
        assertThat(stranger.post(
                                "/camunda/api/admin/auth/user/default/login/admin",
                                java.util.Map.of("username", "admin", "password", PASSWORD))
                        .statusCode())
                .isEqualTo(401);
        assertThat(stranger.postJson("/camunda/api/admin/setup/default/user/create", "{}")
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void aChangeThroughAWebappNeedsItsToken() throws Exception {
        visitor.logIn("office", PASSWORD);
        String token = webappToken();
        assertThat(visitor.postJson(ENGINE + "/task/count", "{}", "X-XSRF-TOKEN", token)
                        .statusCode())
                .isEqualTo(200);
        assertThat(visitor.postJson(ENGINE + "/task/count", "{}").statusCode()).isEqualTo(403);
    }

    @Test
    void aStrangerReachesNothingOfTheEngine() throws Exception {
        for (String path : List.of("/engine", "/engine/default/task", "/engine/default/user")) {
            assertThat(visitor.get("/camunda/api/engine" + path).statusCode())
                    .as(path)
                    .isEqualTo(401);
        }
        assertThat(visitor.get("/camunda/api/engine/engine/default/task", Visitor.basic("office", PASSWORD))
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void signingOutOfAWebappIsSigningOutOfEverything() throws Exception {
        visitor.logIn("office", PASSWORD);
        String token = webappToken();
        assertThat(visitor.post("/camunda/api/admin/auth/user/default/logout", java.util.Map.of())
                        .statusCode())
                .isEqualTo(403);
        visitor.logIn("office", PASSWORD);
        token = webappToken();
        assertThat(visitor.post(
                                "/camunda/api/admin/auth/user/default/logout",
                                java.util.Map.of(),
                                "X-XSRF-TOKEN",
                                token)
                        .statusCode())
                .isEqualTo(200);
        assertThat(visitor.get("/api/me").statusCode()).isEqualTo(401);
        assertThat(visitor.get("/camunda/app/tasklist/default/").statusCode()).isEqualTo(302);
    }

    @Test
    void theNextPersonInTheSameBrowserIsTheNextPersonInTheWebapps() throws Exception {
        visitor.logIn("admin", PASSWORD);
        assertThat(visitor.get("/camunda/app/admin/default/").statusCode()).isEqualTo(200);
        visitor.get("/login");
        String token = visitor.cookie(CsrfTokens.COOKIE).orElseThrow();
        visitor.post("/login", java.util.Map.of("username", "office", "password", PASSWORD), CsrfTokens.HEADER, token);
        assertThat(visitor.get("/camunda/api/admin/auth/user/default").body())
                .contains("\"userId\":\"office\"")
                .doesNotContain("cockpit");
        assertThat(visitor.get(ENGINE + "/user/count").body()).isEqualTo("{\"count\":1}");
    }

    @Test
    void aRightTakenAwayIsGoneInTheWebappsWithTheNextRequest() throws Exception {
        accounts.create("webapp-change", "庚辛", "Correct-Horse-42", Set.of("supervisor"));
        visitor.logIn("webapp-change", "Correct-Horse-42");
        assertThat(visitor.get("/camunda/app/cockpit/default/").statusCode()).isEqualTo(200);
        identities.deleteMembership("webapp-change", "supervisor");
        assertThat(visitor.get("/camunda/app/cockpit/default/").statusCode()).isEqualTo(403);
    }

    @Test
    void theWebappsBringTheirContentSecurityPolicyAndTheirTokenIsSecureOverHttps() throws Exception {
        visitor.logIn("office", PASSWORD);
        HttpResponse<String> page = visitor.get("/camunda/app/tasklist/default/", "X-Forwarded-Proto", "https");
        assertThat(page.headers().allValues("Content-Security-Policy"))
                .hasSize(1)
                .allSatisfy(policy -> assertThat(policy).contains("'nonce-", "frame-ancestors 'none'"));
        assertThat(page.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(page.headers().firstValue("Strict-Transport-Security")).isPresent();
        assertThat(page.headers().allValues("Set-Cookie"))
                .filteredOn(cookie -> cookie.startsWith("XSRF-TOKEN"))
                .hasSize(1)
                .allSatisfy(cookie -> assertThat(cookie).contains("Secure", "SameSite=Lax"));
    }

    @Test
    void everyWebappLeadsToTheOneLoginInsteadOfItsOwn() throws Exception {
        visitor.logIn("admin", PASSWORD);
        for (String webapp : List.of("tasklist", "cockpit", "admin", "welcome")) {
            assertThat(visitor.get("/camunda/app/" + webapp + "/scripts/config.js")
                            .body())
                    .as(webapp)
                    .contains("'../../../js/webapps'");
        }
        assertThat(visitor.get("/js/webapps.js").body()).contains("#/login");
        assertThat(visitor.get("/api/demonstration").body()).isEqualTo("{\"active\":true,\"label\":\"演示系统\"}");
    }

    @Test
    void theFilterShowsMyTasksAndMyGroupsAndNobodyElses() throws Exception {
        String deployment = repository
                .createDeployment()
                .addModelInstance(
                        "webapps-trial.bpmn",
                        Bpmn.createExecutableProcess("webapps-trial")
                                .camundaHistoryTimeToLiveString("P1D")
                                .startEvent()
                                .userTask("work")
                                .endEvent()
                                .done())
                .deploy()
                .getId();
        try {
            Task mine = task();
            tasks.setAssignee(mine.getId(), "jiancha");
            Task ours = task();
            tasks.addCandidateGroup(ours.getId(), "unit-jiancha");
            Task theirs = task();
            tasks.addCandidateGroup(theirs.getId(), "unit-jiance");
            visitor.logIn("jiancha", PASSWORD);
            String filters = visitor.get(ENGINE + "/filter?resourceType=Task").body();
            assertThat(filters).contains("\"name\":\"待办\"");
            String filter = filters.replaceFirst(".*\"id\":\"([^\"]+)\".*", "$1");
            assertThat(visitor.get(ENGINE + "/filter/" + filter + "/list").body())
                    .contains(mine.getId(), ours.getId())
                    .doesNotContain(theirs.getId());
            assertThat(visitor.get(ENGINE + "/task/" + theirs.getId()).statusCode())
                    .isIn(403, 404);
            Visitor supervisor = new Visitor(port);
            supervisor.logIn("supervisor", PASSWORD);
            assertThat(supervisor.get(ENGINE + "/task").body())
                    .doesNotContain(mine.getId(), ours.getId(), theirs.getId());
        } finally {
            repository.deleteDeployment(deployment, true);
        }
    }

    @Test
    void onlyAdministratorsSeeAndMakeAccounts() throws Exception {
        String created = "{\"profile\":{\"id\":\"webapp-made\",\"firstName\":\"壬\",\"lastName\":\"癸\"},"
                + "\"credentials\":{\"password\":\"%s\"}}";
        visitor.logIn("supervisor", PASSWORD);
        assertThat(visitor.postJson(
                                ENGINE + "/user/create",
                                created.formatted("Correct-Horse-42"),
                                "X-XSRF-TOKEN",
                                webappToken())
                        .statusCode())
                .isEqualTo(403);
        Visitor admin = new Visitor(port);
        admin.logIn("admin", PASSWORD);
        admin.get("/camunda/app/admin/default/");
        String token = admin.cookie("XSRF-TOKEN").orElseThrow();
        assertThat(admin.postJson(ENGINE + "/user/create", created.formatted("weak"), "X-XSRF-TOKEN", token)
                        .statusCode())
                .isEqualTo(400);
        assertThat(identities.createUserQuery().userId("webapp-made").count()).isZero();
        assertThat(admin.postJson(ENGINE + "/user/create", created.formatted("Correct-Horse-42"), "X-XSRF-TOKEN", token)
                        .statusCode())
                .isEqualTo(204);
        Visitor made = new Visitor(port);
        made.logIn("webapp-made", "Correct-Horse-42");
        assertThat(made.get("/api/me").body()).contains("\"name\":\"壬癸\"");
    }

    @Test
    void whoHasAnAccountChangesItsPasswordAndNothingElseOfIt() {
        accounts.create("webapp-change", "甲", "Correct-Horse-42", Set.of("unit-jiancha"));
        WebappClient person = WebappClient.loggedIn(port, "webapp-change", "Correct-Horse-42");
        String own = ENGINE + "/user/webapp-change";
        assertThat(person.send(
                                "PUT",
                                own + "/profile",
                                "{\"id\":\"webapp-change\",\"firstName\":\"周\",\"lastName\":\"伟\"}")
                        .statusCode())
                .isEqualTo(403);
        assertThat(person.send("DELETE", own, "").statusCode()).isEqualTo(403);
        assertThat(person.send("PUT", ENGINE + "/group/office/members/webapp-change", "")
                        .statusCode())
                .isEqualTo(403);
        assertThat(person.send("PUT", own + "/credentials", credentials("Correct-Horse-42", "weak"))
                        .statusCode())
                .isEqualTo(400);
        assertThat(person.send("PUT", own + "/credentials", credentials("Correct-Horse-42", "Other-Horse-43"))
                        .statusCode())
                .isEqualTo(204);
        assertThat(identities.checkPassword("webapp-change", "Other-Horse-43")).isTrue();
        // Logins made with the old password are over, wherever it was changed.
        assertThat(person.get("/api/me").statusCode()).isEqualTo(401);
        assertThat(WebappClient.loggedIn(port, "webapp-change", "Other-Horse-43")
                        .get("/api/me")
                        .body())
                .contains("\"name\":\"甲\"")
                .doesNotContain("office");
    }

    private static String credentials(String old, String next) {
        return "{\"password\":\"" + next + "\",\"authenticatedUserPassword\":\"" + old + "\"}";
    }

    @Test
    void whatCockpitAsksForIsAnsweredToWhoMayOpenIt() throws Exception {
        String statistics = "/camunda/api/cockpit/plugin/base/default/process-definition/statistics";
        visitor.logIn("jiancha", PASSWORD);
        assertThat(visitor.get(statistics).statusCode()).isEqualTo(403);
        Visitor supervisor = new Visitor(port);
        supervisor.logIn("supervisor", PASSWORD);
        assertThat(supervisor.get(statistics).statusCode()).isEqualTo(200);
    }

    @Test
    void writingTheRightsDownAgainAddsNone() {
        long before = authorizations();
        rights.grant();
        assertThat(authorizations()).isEqualTo(before).isPositive();
    }

    @Test
    void inspectorsMayStartAndChangeNothing() {
        assertThat(database.sql("""
                                select count(*) from act_ru_authorization
                                where group_id_ = 'inspector' and resource_type_ = 8 and perms_ <> 2
                                """).query(Integer.class).single()).isZero();
        identities.setAuthentication("inspector", List.of("inspector"));
        try {
            assertThat(isAuthorized("inspector", "inspector")).isFalse();
            assertThat(isAuthorized("office", "office")).isTrue();
        } finally {
            identities.clearAuthentication();
        }
    }

    @Autowired
    private org.camunda.bpm.engine.AuthorizationService authorizations;

    private boolean isAuthorized(String account, String group) {
        return authorizations.isUserAuthorized(
                account,
                List.of(group),
                org.camunda.bpm.engine.authorization.Permissions.CREATE_INSTANCE,
                org.camunda.bpm.engine.authorization.Resources.PROCESS_DEFINITION,
                "problem-handling");
    }

    private long authorizations() {
        return database.sql("select count(*) from act_ru_authorization")
                .query(Long.class)
                .single();
    }

    /** Nobody hands anything in here: an operator sets a case down before its task. */
    private Task task() {
        return tasks.createTaskQuery()
                .processInstanceId(runtime.createProcessInstanceByKey("webapps-trial")
                        .startBeforeActivity("work")
                        .execute()
                        .getId())
                .singleResult();
    }

    private String webappToken() throws Exception {
        visitor.get("/camunda/app/welcome/default/");
        return visitor.cookie("XSRF-TOKEN").orElseThrow();
    }
}
