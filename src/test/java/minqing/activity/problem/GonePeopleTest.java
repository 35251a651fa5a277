package minqing.activity.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;

import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import minqing.bureau.access.Visitor;
import minqing.bureau.organization.Accounts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** No case waits for somebody who is gone, and what lies with somebody who is away can be handed to another. */
class GonePeopleTest extends CaseTest {

    private static final String GONE = "gone-person";

    @LocalServerPort
    private int port;

    @Autowired
    private Accounts accounts;

    @Autowired
    private minqing.bureau.organization.Days days;

    @AfterEach
    void theyLeaveNoTrace() {
        engine.getIdentityService().clearAuthentication();
        engine.getIdentityService().deleteUser(GONE);
        database.sql("delete from account_restriction where account = :gone")
                .param("gone", GONE)
                .update();
    }

    @Test
    void whatALeaderWhoIsGoneWasToVerifyGoesToTheNextPairedLeader() throws Exception {
        comes("leader");
        String number = verifying(report(GONE));
        assertThat(task(number, "verify")).isAssignedTo(GONE);
        shut();
        assertThat(task(number, "verify")).isAssignedTo("wuzhidong");
        assertThat(problems.get(number).verifier()).isEqualTo("wuzhidong");
        assertThat(notices("wuzhidong", number)).contains("task-handed-on");
        assertThat(get("office", "/api/tasks/" + task(number, "verify").getId())
                        .body()
                        .get("story")
                        .toString())
                .contains("转交他人", "离任者");
        complete("wuzhidong", number, "verify", "outcome", "resolved", "satisfaction", "satisfied");
        assertThat(status(number)).isEqualTo("closed");
    }

    @Test
    void whereNoOtherLeaderIsPairedTheOfficeNamesOne() throws Exception {
        String village = village("承家村");
        comes("leader");
        String number = verifying(report(GONE, Map.of("village", village)));
        endPairing(village, LocalDate.now(clock));
        try {
            shut();
            assertThat(task(number, "verify")).isNotAssigned().hasCandidateGroup("office");
            assertThat(notices("office", number)).contains("task-handed-on");
            assertThat(transfer("office", number, "verify", "yangyumei").status())
                    .isEqualTo(200);
            assertThat(task(number, "verify")).isAssignedTo("yangyumei");
        } finally {
            endPairing(village, null);
        }
    }

    /** A leader retired from a coming day on is one until then and none from then on, wherever it is asked. */
    @Test
    void aLeaderWhoRetiresOnAComingDayIsOneUntilThen() throws Exception {
        comes("leader");
        database.sql("""
                        insert into leader (account, name, position, unit, ordinal)
                        values (:gone, '离任者', '副局长', 'epb', 99)""").param("gone", GONE).update();
        try {
            LocalDate day = LocalDate.now(clock).plusDays(10);
            Answer retired = send(
                    "admin",
                    org.springframework.test.web.servlet.request.MockMvcRequestBuilders.put(
                                    "/api/organization/leaders/" + GONE)
                            .contentType(org.springframework.http.MediaType.APPLICATION_JSON)
                            .content("{\"name\":\"离任者\",\"position\":\"副局长\",\"unit\":\"epb\",\"retiredOn\":\"" + day
                                    + "\",\"version\":0}"));
            assertThat(retired.status()).as(retired.body().toString()).isEqualTo(200);
            String number = verifying(report(GONE));
            assertThat(task(number, "verify")).isAssignedTo(GONE);
            setTime(day.minusDays(1).atTime(23, 59).atZone(clock.getZone()).toInstant());
            days.begin();
            assertThat(leads(GONE)).isTrue();
            assertThat(task(number, "verify")).isAssignedTo(GONE);

            // At each use, and then with the day's work, for the engine and for what lies with the person.
            setTime(day.atStartOfDay(clock.getZone()).toInstant());
            assertThat(leads(GONE)).isFalse();
            assertThat(directory.members("leader")).extracting(one -> one.id()).doesNotContain(GONE);
            days.begin();
            days.begin();
            assertThat(engine.getIdentityService()
                            .createGroupQuery()
                            .groupMember(GONE)
                            .groupId("leader")
                            .count())
                    .isZero();
            assertThat(task(number, "verify")).isAssignedTo("wuzhidong");
            assertThat(notices("wuzhidong", number)).containsOnlyOnce("task-handed-on");
        } finally {
            database.sql("delete from leader where account = :gone")
                    .param("gone", GONE)
                    .update();
        }
    }

    private boolean leads(String account) throws Exception {
        return directory.account(account).orElseThrow().is(minqing.bureau.organization.Role.LEADER);
    }

    @Test
    void aPairedLeaderWhoseAccountIsShutIsNotNamed() throws Exception {
        comes("leader");
        String number = report(GONE);
        shut();
        assertThat(task(verifying(number), "verify")).isAssignedTo("wuzhidong");
    }

    @Test
    void whatAReporterWhoIsGoneWasToSupplementIsTheOffices() throws Exception {
        comes("unit-jiance");
        String number = report(GONE);
        complete("office", number, "triage", "outcome", "return-to-reporter", "reason", "请补充地点");
        assertThat(task(number, "supplement")).isAssignedTo(GONE);
        shut();
        assertThat(task(number, "supplement")).isNotAssigned().hasCandidateGroup("office");
        complete("office", number, "supplement", "outcome", "resubmit", "content", "村口东侧积水");
        // And one that comes back later never waits for the account at all.
        complete("office", number, "triage", "outcome", "return-to-reporter", "reason", "请再补充");
        assertThat(task(number, "supplement")).isNotAssigned().hasCandidateGroup("office");
    }

    @Test
    void whatSomebodyTookFromAnOfferGoesBackToIt() throws Exception {
        comes("unit-jiancha");
        String number = assigned();
        complete(GONE, number, "acknowledge", "outcome", "accept");
        assertThat(task(number, "handle")).isAssignedTo(GONE);
        shut();
        assertThat(task(number, "handle")).isNotAssigned().hasCandidateGroup("unit-jiancha");
        assertThat(problems.get(number).handler()).isNull();
        assertThat(notices("jiancha2", number)).contains("task-handed-on");
        handle("jiancha2", number, "done");
    }

    @Test
    void whoLeavesAUnitKeepsNothingOfIts() throws Exception {
        comes("unit-jiancha");
        String number = assigned();
        complete(GONE, number, "acknowledge", "outcome", "accept");
        Visitor admin = admin();
        HttpResponse<String> moved = admin.post(
                "/organization/accounts/" + GONE,
                Map.of(
                        "_csrf",
                        admin.tokenOn("/organization/accounts"),
                        "name",
                        "调离者",
                        "groups",
                        "unit-jiance",
                        "known",
                        "unit-jiancha"));
        assertThat(moved.statusCode()).as(moved.body()).isEqualTo(302);
        assertThat(task(number, "handle")).isNotAssigned();
    }

    @Test
    void whatLiesWithSomebodyWhoIsAwayIsHandedOverByTheOffice() throws Exception {
        String number = verifying();
        String id = task(number, "verify").getId();
        assertThat(transfer("jiancha", number, "verify", "yangyumei").status()).isIn(403, 409);
        assertThat(transfer("inspector", number, "verify", "yangyumei").status())
                .isEqualTo(409);
        assertThat(transfer("office", number, "verify", "jiancha").status()).isEqualTo(422);
        assertThat(get("office", "/api/tasks/" + id)
                        .body()
                        .get("transferableTo")
                        .toString())
                .contains("yangyumei")
                .doesNotContain("jiancha");
        assertThat(transfer("office", number, "verify", "yangyumei").status()).isEqualTo(200);
        assertThat(task(number, "verify")).isAssignedTo("yangyumei");
        assertThat(notices("yangyumei", number)).contains("task-transferred");
        assertThat(notices("wuzhidong", number)).contains("task-taken-over");
        assertThat(actions(number)).contains("hand-over hand-over");
        complete("yangyumei", number, "verify", "outcome", "resolved", "satisfaction", "satisfied");
    }

    /** Who may not read a case sees that something waits, and no word of it. */
    @Test
    void anAdministratorHandsOverWithoutReadingTheCase() throws Exception {
        String number = report("wuzhidong", Map.of("title", "不给管理员看的标题"));
        complete("office", number, "triage", "outcome", "assign", "leadUnit", "jiancha");
        complete("jiancha", number, "acknowledge", "outcome", "accept");
        String id = task(number, "handle").getId();
        Visitor admin = admin();
        assertThat(held(admin, "jiancha")).contains(number, "您无权查看").doesNotContain("不给管理员看的标题");
        assertThat(admin.get("/tasks/" + id, "Accept", "text/html").body())
                .contains("转交给")
                .doesNotContain("不给管理员看的标题");
        Answer moved = transfer("admin", number, "handle", "jiancha2");
        assertThat(moved.status()).isEqualTo(200);
        assertThat(moved.body().toString()).doesNotContain("不给管理员看的标题");
        assertThat(task(number, "handle")).isAssignedTo("jiancha2");
        Visitor handler = new Visitor(port);
        handler.logIn("jiancha", "minqing-demo");
        assertThat(handler.get("/people/jiancha2/tasks", "Accept", "text/html").statusCode())
                .isEqualTo(403);
    }

    private String held(Visitor visitor, String account) throws Exception {
        HttpResponse<String> page = visitor.get("/people/" + account + "/tasks", "Accept", "text/html");
        assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
        return page.body();
    }

    private String verifying(String number) {
        complete("office", number, "triage", "outcome", "assign", "leadUnit", "jiancha");
        complete("jiancha", number, "acknowledge", "outcome", "accept");
        handle("jiancha", number, "done");
        complete("jiancha-head", number, "review", "outcome", "approve");
        return number;
    }

    private void comes(String group) {
        accounts.create(GONE, "离任者", "Correct-Horse-42", Set.of(group));
    }

    private Visitor admin() throws Exception {
        Visitor admin = new Visitor(port);
        admin.logIn("admin", "minqing-demo");
        return admin;
    }

    private void shut() throws Exception {
        Visitor admin = admin();
        HttpResponse<String> done = admin.post(
                "/organization/accounts/" + GONE + "/disable",
                Map.of("_csrf", admin.tokenOn("/organization/accounts"), "_confirmed", "yes"));
        assertThat(done.statusCode()).as(done.body()).isEqualTo(302);
    }

    private Answer transfer(String account, String number, String step, String to) throws Exception {
        return post(account, "/api/tasks/" + task(number, step).getId() + "/transfer", Map.of("assignee", to));
    }
}
