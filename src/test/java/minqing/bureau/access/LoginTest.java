package minqing.bureau.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Map;
import minqing.bureau.organization.Accounts;
import minqing.testing.ApplicationTest;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The one way in: form, Basic, the lock, the session, the token against forged requests, the headers. */
class LoginTest extends ApplicationTest {

    private static final String PASSWORD = "Correct-Horse-42";

    @LocalServerPort
    private int port;

    @Autowired
    private Accounts accounts;

    @Autowired
    private IdentityService identities;

    @Autowired
    private JdbcClient database;

    private Visitor visitor;

    @BeforeEach
    void somebodyComes() {
        visitor = new Visitor(port);
        accounts.create("login-test", "甲乙", PASSWORD, java.util.Set.of("office"));
    }

    /** Other tests look at who belongs to a group. */
    @AfterEach
    void theyLeaveNoTrace() {
        identities.deleteUser("login-test");
        identities.deleteUser("login-twin");
        identities.deleteUser("login-gone");
    }

    @Test
    void whoOnlyReadsBeginsAtTheLedgerAndIsLedThereFromTheEmptyList() throws Exception {
        assertThat(location(visitor.logIn("inspector", "minqing-demo"))).endsWith("/problems");
        assertThat(Jsoup.parse(visitor.get("/").body()).select(".workbench-notice a[href=/problems]"))
                .hasSize(1);
    }

    @Test
    void whoIsNotLoggedInIsLedToTheLoginAndBackToThePageAskedFor() throws Exception {
        HttpResponse<String> asked = visitor.get("/swagger-ui/index.html", "Accept", "text/html");
        assertThat(asked.statusCode()).isEqualTo(302);
        assertThat(location(asked)).endsWith("/login");
        HttpResponse<String> answer = visitor.logIn("login-test", PASSWORD);
        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(location(answer)).endsWith("/swagger-ui/index.html");
        assertThat(visitor.get("/swagger-ui/index.html").statusCode()).isEqualTo(200);
    }

    @Test
    void theLoginPageIsChineseAndNeedsNoScript() throws Exception {
        var page = Jsoup.parse(visitor.get("/login").body());
        assertThat(page.title()).isEqualTo("登录 · 民情");
        assertThat(page.select("label").eachText()).containsExactly("用户名", "密码");
        // The one script forgets what this device kept for whoever has left, and sends the token that counts now.
        assertThat(page.select("script").eachAttr("src"))
                .singleElement(org.assertj.core.api.InstanceOfAssertFactories.STRING)
                .matches("/js/outbox-[0-9a-f]{32}\\.js");
        assertThat(page.text()).contains("演示系统").doesNotContain("??");
        assertThat(visitor.get(page.select("link[rel=stylesheet]").attr("href")).statusCode())
                .isEqualTo(200);
        assertThat(visitor.cookie("JSESSIONID")).isEmpty();
    }

    @Test
    void afterTheLoginSomebodyIsKnownAndAfterTheLogoutNobody() throws Exception {
        HttpResponse<String> answer = visitor.logIn("login-test", PASSWORD);
        assertThat(location(answer)).endsWith("/");
        assertThat(visitor.get("/api/me").body())
                .contains(
                        "\"id\":\"login-test\"",
                        "\"name\":\"甲乙\"",
                        "\"groups\":[\"office\"]",
                        "\"roles\":[\"office\"]");
        assertThat(location(visitor.get("/login"))).endsWith("/");
        HttpResponse<String> left = visitor.post("/logout", Map.of("_csrf", token()));
        assertThat(location(left)).endsWith("/login?logout");
        assertThat(visitor.get("/login?logout").body()).contains("您已退出登录");
        assertThat(visitor.get("/api/me").statusCode()).isEqualTo(401);
    }

    @Test
    void unknownWrongAndLockedHearTheSame() throws Exception {
        String wrong = refusal("login-test", "Wrong-Horse-42");
        assertThat(wrong).startsWith("用户名或密码不正确");
        assertThat(refusal("nobody-at-all", PASSWORD)).isEqualTo(wrong);
        fail(PatientLock.ATTEMPTS - 1);
        assertThat(refusal("login-test", PASSWORD)).isEqualTo(wrong);
    }

    @Test
    void aFewSlipsLockNobodyOut() throws Exception {
        fail(PatientLock.ATTEMPTS - 1);
        assertThat(location(visitor.logIn("login-test", PASSWORD))).endsWith("/");
        assertThat(attempts()).isZero();
    }

    @Test
    void fiveFailuresLockAndTimeOpensAgain() throws Exception {
        Date now = new Date(1_800_000_000_000L);
        ClockUtil.setCurrentTime(now);
        fail(PatientLock.ATTEMPTS);
        assertThat(location(visitor.logIn("login-test", PASSWORD))).endsWith("/login?error");
        ClockUtil.setCurrentTime(new Date(now.getTime() + 59_000));
        assertThat(location(visitor.logIn("login-test", PASSWORD))).endsWith("/login?error");
        ClockUtil.setCurrentTime(new Date(now.getTime() + 60_000));
        assertThat(location(visitor.logIn("login-test", PASSWORD))).endsWith("/");
    }

    @Test
    void eachFurtherFailureDoublesTheLockUpToHalfAnHour() throws Exception {
        Date now = new Date(1_800_000_000_000L);
        ClockUtil.setCurrentTime(now);
        fail(PatientLock.ATTEMPTS);
        ClockUtil.setCurrentTime(new Date(now.getTime() + 60_000));
        fail(1);
        ClockUtil.setCurrentTime(new Date(now.getTime() + 60_000 + 119_000));
        assertThat(location(visitor.logIn("login-test", PASSWORD))).endsWith("/login?error");
        ClockUtil.setCurrentTime(new Date(now.getTime() + 60_000 + 120_000));
        assertThat(location(visitor.logIn("login-test", PASSWORD))).endsWith("/");
        assertThat(PatientLock.delay(5)).isEqualTo(Duration.ofMinutes(1));
        assertThat(PatientLock.delay(9)).isEqualTo(Duration.ofMinutes(16));
        assertThat(PatientLock.delay(10)).isEqualTo(Duration.ofMinutes(30));
        assertThat(PatientLock.delay(5000)).isEqualTo(Duration.ofMinutes(30));
    }

    @Test
    void basicAndTheFormShareOneLock() throws Exception {
        for (int attempt = 0; attempt < PatientLock.ATTEMPTS; attempt++) {
            assertThat(visitor.get("/api/me", Visitor.basic("login-test", "wrong"))
                            .statusCode())
                    .isEqualTo(401);
        }
        assertThat(attempts()).isEqualTo(PatientLock.ATTEMPTS);
        assertThat(visitor.get("/api/me", Visitor.basic("login-test", PASSWORD)).statusCode())
                .isEqualTo(401);
        assertThat(location(visitor.logIn("login-test", PASSWORD))).endsWith("/login?error");
    }

    @Test
    void manyGuessesAtOnceAreCountedOneByOne() throws Exception {
        var guesses = java.util.stream.IntStream.range(0, 12)
                .mapToObj(number -> java.util.concurrent.CompletableFuture.supplyAsync(() -> {
                    try {
                        return new Visitor(port)
                                .get("/api/me", Visitor.basic("login-test", "wrong"))
                                .statusCode();
                    } catch (java.io.IOException | InterruptedException failure) {
                        throw new IllegalStateException(failure);
                    }
                }))
                .toList();
        for (var guess : guesses) {
            assertThat(guess.get()).isEqualTo(401);
        }
        // The rest came to a locked door and was not even tried.
        assertThat(attempts()).isEqualTo(PatientLock.ATTEMPTS);
    }

    @Test
    void theSessionAndItsTokenAreNewAfterTheLogin() throws Exception {
        visitor.get("/swagger-ui/index.html", "Accept", "text/html");
        String before = visitor.cookie("JSESSIONID").orElseThrow();
        visitor.logIn("login-test", PASSWORD);
        String after = visitor.cookie("JSESSIONID").orElseThrow();
        assertThat(after).isNotEqualTo(before);
        assertThat(new Visitor(port)
                        .get("/api/me", "Cookie", "JSESSIONID=" + before)
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void aLoginWithoutTheTokenOfThePageIsRefused() throws Exception {
        HttpResponse<String> forged =
                visitor.post("/login", Map.of("username", "login-test", "password", PASSWORD), "Accept", "text/html");
        assertThat(forged.statusCode()).isEqualTo(403);
        assertThat(forged.body()).contains("页面已过期");
        assertThat(visitor.get("/api/me").statusCode()).isEqualTo(401);
    }

    @Test
    void whoSendsAFormAfterTheLoginHasEndedIsToldAndComesBackToItsPage() throws Exception {
        String token = visitor.tokenOn("/login");
        String own = "http://localhost:" + port;
        HttpResponse<String> sent = visitor.post(
                "/password",
                Map.of("_csrf", token, "_draft", "abc"),
                "Accept",
                "text/html",
                "Referer",
                own + "/password");
        assertThat(location(sent)).endsWith("/login?expired=kept");
        assertThat(visitor.get("/login?expired=kept").body()).contains("登录已过期", "已保留在本机");
        assertThat(visitor.get("/login?expired=lost").body()).contains("登录已过期", "请重新填写");
        assertThat(location(visitor.logIn("login-test", PASSWORD))).isIn("/password", own + "/password");
    }

    @Test
    void theLoginLeadsToNoOtherSite() throws Exception {
        String own = "http://localhost:" + port;
        for (String from : List.of(
                "http://evil.example/password",
                own + "//evil.example/",
                own + "/\\evil.example",
                "http://localhost:" + (port + 1) + "/password",
                "http://localhost@evil.example:" + port + "/password",
                "javascript:alert(1)",
                own)) {
            Visitor other = new Visitor(port);
            HttpResponse<String> sent = other.post(
                    "/password", Map.of("_csrf", other.tokenOn("/login")), "Accept", "text/html", "Referer", from);
            assertThat(location(sent)).as(from).endsWith("/login?expired=lost");
            assertThat(location(other.logIn("login-test", PASSWORD))).as(from).isIn("/", own + "/");
        }
    }

    @Test
    void aSessionThatIsGoneIsSaidAndAFirstVisitIsNot() throws Exception {
        assertThat(location(visitor.get("/", "Accept", "text/html"))).endsWith("/login");
        assertThat(location(new Visitor(port).get("/", "Accept", "text/html", "Cookie", "JSESSIONID=gone")))
                .endsWith("/login?expired");
    }

    /** A tap must not send what another site wrote. */
    @Test
    void onlyWhatAPageOfOursSentIsOfferedToBeSentAgain() throws Exception {
        visitor.logIn("login-test", PASSWORD);
        String own = "http://localhost:" + port;
        Map<String, String> written = Map.of("reason", "请抓紧办理", "_account", "login-test");
        for (String[] headers :
                List.of(new String[] {"Sec-Fetch-Site", "same-origin"}, new String[] {"Origin", own}, new String[] {
                    "Referer", own + "/problems"
                })) {
            HttpResponse<String> answer = visitor.post("/problems/2026-9999/urge", written, headers);
            assertThat(answer.statusCode()).isEqualTo(403);
            var form = Jsoup.parse(answer.body()).select("form[action=/problems/2026-9999/urge]");
            assertThat(form.select("textarea[name=reason]").text()).isEqualTo("请抓紧办理");
            HttpResponse<String> again = visitor.post(
                    "/problems/2026-9999/urge",
                    Map.of(
                            "reason",
                            "请抓紧办理",
                            "_account",
                            form.select("[name=_account]").attr("value"),
                            "_csrf",
                            form.select("[name=_csrf]").attr("value")));
            assertThat(again.statusCode()).isEqualTo(404);
        }
        for (String[] headers : List.of(
                new String[] {"Sec-Fetch-Site", "cross-site"},
                new String[] {"Origin", "http://evil.example"},
                new String[] {"Origin", "null"},
                new String[] {"X-Nothing", "said"})) {
            String answer =
                    visitor.post("/problems/2026-9999/urge", written, headers).body();
            assertThat(answer).contains("页面已过期").doesNotContain("请抓紧办理");
        }
        String ofAnother = visitor.post(
                        "/problems/2026-9999/urge",
                        Map.of("reason", "请抓紧办理", "_account", "office"),
                        "Sec-Fetch-Site",
                        "same-origin")
                .body();
        assertThat(ofAnother).contains("页面已过期").doesNotContain("请抓紧办理");
        assertThat(visitor.post(
                                "/password",
                                Map.of("password", "Secret-42-word", "_account", "login-test"),
                                "Sec-Fetch-Site",
                                "same-origin")
                        .body())
                .doesNotContain("Secret-42-word");
    }

    @Test
    void aChangeWithTheSessionAloneIsRefusedOnPagesAndOverRest() throws Exception {
        visitor.logIn("login-test", PASSWORD);
        assertThat(visitor.post("/logout", Map.of()).statusCode()).isEqualTo(403);
        HttpResponse<String> forged = visitor.postJson("/api/me", "{}");
        assertThat(forged.statusCode()).isEqualTo(403);
        assertThat(contentType(forged)).startsWith("application/problem+json");
        assertThat(visitor.get("/api/me").statusCode()).isEqualTo(200);
        // There is nothing to post to, but the token opens the door to that answer.
        String bare = visitor.cookie(CsrfTokens.COOKIE).orElseThrow();
        assertThat(visitor.postJson("/api/me", "{}", CsrfTokens.HEADER, bare).statusCode())
                .isNotEqualTo(403);
        assertThat(visitor.postJson("/api/me", "{}", CsrfTokens.HEADER, token()).statusCode())
                .isNotEqualTo(403);
        assertThat(visitor.postJson(
                                "/api/me",
                                "{}",
                                CsrfTokens.HEADER,
                                (bare.startsWith("0") ? "1" : "0") + bare.substring(1))
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void basicWorksWithoutASessionAndWithoutAToken() throws Exception {
        HttpResponse<String> me = visitor.get("/api/me", Visitor.basic("login-test", PASSWORD));
        assertThat(me.statusCode()).isEqualTo(200);
        assertThat(me.body()).contains("\"id\":\"login-test\"");
        assertThat(me.headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(visitor.postJson("/api/me", "{}", Visitor.basic("login-test", PASSWORD))
                        .statusCode())
                .isNotIn(401, 403);
        assertThat(visitor.get("/v3/api-docs", Visitor.basic("login-test", PASSWORD))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void wrongCredentialsAreNotSavedByAGoodSession() throws Exception {
        visitor.logIn("login-test", PASSWORD);
        assertThat(visitor.get("/api/me", Visitor.basic("login-test", "wrong")).statusCode())
                .isEqualTo(401);
    }

    @Test
    void aCallWithoutLoginIsAProblemThatAProgramCanReadAndABrowserDoesNotPopUp() throws Exception {
        HttpResponse<String> program = visitor.get("/api/me");
        assertThat(program.statusCode()).isEqualTo(401);
        assertThat(contentType(program)).startsWith("application/problem+json");
        assertThat(program.body()).contains("\"status\":401", "请先登录");
        assertThat(program.headers().firstValue("WWW-Authenticate"))
                .hasValueSatisfying(value -> assertThat(value).startsWith("Basic"));
        assertThat(visitor.get("/api/me", "X-Requested-With", "XMLHttpRequest")
                        .headers()
                        .firstValue("WWW-Authenticate"))
                .isEmpty();
        assertThat(visitor.get("/api/me", "Accept", "text/html").headers().firstValue("WWW-Authenticate"))
                .isEmpty();
    }

    @Test
    void aFragmentThatAScriptFetchesSendsThePersonToTheLogin() throws Exception {
        HttpResponse<String> answer = visitor.get("/", "HX-Request", "true");
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("HX-Redirect")).hasValue("/login");
    }

    @Test
    void onlyTheLoginHealthAndStaticFilesAreOpen() throws Exception {
        assertThat(visitor.get("/actuator/health").statusCode()).isEqualTo(200);
        assertThat(visitor.get("/actuator/health").body())
                .startsWith("{\"status\":\"UP\"")
                .doesNotContain("details", "postgres", "free", "path");
        assertThat(visitor.get("/login").statusCode()).isEqualTo(200);
        assertThat(visitor.get("/js/webapps.js").statusCode()).isEqualTo(200);
        for (String closed :
                new String[] {"/v3/api-docs", "/v3/api-docs.yaml", "/api/organization/units", "/actuator/env"}) {
            assertThat(visitor.get(closed).statusCode()).as(closed).isEqualTo(401);
        }
        for (String page :
                new String[] {"/", "/swagger-ui/index.html", "/camunda/app/tasklist/default/", "/elsewhere"}) {
            assertThat(visitor.get(page, "Accept", "text/html").statusCode())
                    .as(page)
                    .isEqualTo(302);
        }
    }

    @Test
    void theEnginesOwnRestInterfaceDoesNotExist() throws Exception {
        assertThat(visitor.get("/engine-rest/user").statusCode()).isEqualTo(401);
        assertThat(visitor.get("/engine-rest/user", Visitor.basic("admin", "minqing-demo"))
                        .statusCode())
                .isEqualTo(401);
        visitor.logIn("admin", "minqing-demo");
        assertThat(visitor.get("/engine-rest/user").statusCode()).isEqualTo(404);
        assertThat(visitor.get("/engine-rest/engine").statusCode()).isEqualTo(404);
    }

    @Test
    void everyAnswerCarriesTheSecurityHeaders() throws Exception {
        for (String path : new String[] {"/login", "/api/me", "/webjars/bootstrap/css/bootstrap.min.css"}) {
            var headers = visitor.get(path).headers();
            assertThat(headers.firstValue("X-Content-Type-Options")).as(path).hasValue("nosniff");
            assertThat(headers.firstValue("Referrer-Policy")).as(path).hasValue("same-origin");
            assertThat(headers.firstValue("X-Frame-Options")).as(path).hasValue("SAMEORIGIN");
            assertThat(headers.firstValue("Permissions-Policy"))
                    .as(path)
                    .hasValueSatisfying(value -> assertThat(value).contains("geolocation=()"));
        }
        assertThat(visitor.get("/login").headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(value -> assertThat(value)
                        .contains("script-src 'self';", "frame-ancestors 'self'", "object-src 'none'")
                        .doesNotContain("unsafe-eval"));
        assertThat(visitor.get("/api/me").headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(value ->
                        assertThat(value).startsWith("default-src 'none';").endsWith("; sandbox"));
        assertThat(visitor.get("/login").headers().firstValue("Strict-Transport-Security"))
                .isEmpty();
    }

    @Test
    void behindAProxyWithHttpsCookiesAreSecureAndTheBrowserStaysWithHttps() throws Exception {
        HttpResponse<String> login = visitor.get("/login", "X-Forwarded-Proto", "https");
        assertThat(login.headers().firstValue("Strict-Transport-Security"))
                .hasValueSatisfying(value -> assertThat(value).contains("max-age=31536000"));
        assertThat(login.headers().allValues("Set-Cookie"))
                .isNotEmpty()
                .allSatisfy(cookie -> assertThat(cookie).contains("; Secure"));
    }

    @Test
    void theSessionCookieIsOutOfReachForScriptsAndOtherSites() throws Exception {
        HttpResponse<String> answer = visitor.logIn("login-test", PASSWORD);
        assertThat(answer.headers().allValues("Set-Cookie"))
                .filteredOn(cookie -> cookie.startsWith("JSESSIONID"))
                .hasSize(1)
                .allSatisfy(cookie -> assertThat(cookie).contains("HttpOnly", "SameSite=Lax"));
    }

    @Test
    void passwordsAreKeptAsBcryptWithASaltOfTheirOwn() {
        accounts.create("login-twin", "丙丁", PASSWORD, java.util.Set.of());
        String one = hash("login-test");
        String other = hash("login-twin");
        assertThat(one).matches("\\{bcrypt}\\$2[aby]\\$1\\d\\$[./A-Za-z0-9]{53}");
        assertThat(other).isNotEqualTo(one);
    }

    @Test
    void whoLosesAGroupLosesItWithTheNextRequestAndWhoseAccountIsGoneIsNobody() throws Exception {
        accounts.create("login-gone", "戊己", PASSWORD, java.util.Set.of("office", "leader"));
        visitor.logIn("login-gone", PASSWORD);
        assertThat(visitor.get("/api/me").body()).contains("\"groups\":[\"leader\",\"office\"]");
        identities.deleteMembership("login-gone", "leader");
        assertThat(visitor.get("/api/me").body()).contains("\"groups\":[\"office\"]");
        identities.deleteUser("login-gone");
        assertThat(visitor.get("/api/me").statusCode()).isEqualTo(401);
        assertThat(visitor.get("/", "Accept", "text/html").statusCode()).isEqualTo(302);
    }

    private void fail(int times) throws Exception {
        for (int attempt = 0; attempt < times; attempt++) {
            assertThat(location(visitor.logIn("login-test", "Wrong-Horse-42"))).endsWith("/login?error");
        }
    }

    private String refusal(String name, String password) throws Exception {
        assertThat(location(visitor.logIn(name, password))).endsWith("/login?error");
        return Jsoup.parse(visitor.get("/login?error").body())
                .select("[role=alert]")
                .text();
    }

    /** A token as pages have it, from the one page that this module has for people who are logged in. */
    private String token() throws Exception {
        HttpResponse<String> refused = visitor.get("/camunda/app/admin/default/", "Accept", "text/html");
        assertThat(refused.statusCode()).isEqualTo(403);
        return Jsoup.parse(refused.body()).select("input[name=_csrf]").attr("value");
    }

    private int attempts() {
        return database.sql("select attempts_ from act_id_user where id_ = 'login-test'")
                .query(Integer.class)
                .single();
    }

    private String hash(String account) {
        return database.sql("select pwd_ from act_id_user where id_ = :id")
                .param("id", account)
                .query(String.class)
                .single();
    }

    private static String location(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElse("");
    }

    private static String contentType(HttpResponse<String> answer) {
        return answer.headers().firstValue("Content-Type").orElse("");
    }
}
