package minqing.activity.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;

import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import minqing.bureau.access.Visitor;
import minqing.bureau.organization.Account;
import minqing.bureau.organization.Accounts;
import minqing.bureau.organization.Days;
import minqing.testing.WebappClient;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** No task waits for a group in which nobody is left who could do it: it goes on to those who come next, who are told. */
class LastMemberTest extends CaseTest {

    private static final String GONE = "last-member";

    @LocalServerPort
    private int port;

    @Autowired
    private Accounts accounts;

    @Autowired
    private Days days;

    private final List<Runnable> back = new ArrayList<>();

    /** Every way somebody can go. */
    enum Way {
        DISABLED,
        ROLE_TAKEN,
        DELETED_IN_CAMUNDA_ADMIN,
        ROLE_TAKEN_IN_CAMUNDA_ADMIN,
        DELETED_PAST_EVERYTHING
    }

    @AfterEach
    void theyComeBack() {
        back.forEach(Runnable::run);
        engine.getIdentityService().deleteUser(GONE);
        database.sql("delete from account_restriction where account = :gone")
                .param("gone", GONE)
                .update();
    }

    @ParameterizedTest
    @EnumSource
    void aReviewGoesToTheApproversWhenTheLastHeadGoes(Way way) throws Exception {
        accounts.create(GONE, "离任负责人", "Correct-Horse-42", Set.of("head-jiance"));
        empty("head-jiance", GONE);
        String number = assignedTo("jiance");
        complete("jiance", number, "acknowledge", "outcome", "accept");
        handle("jiance", number, "done");
        assertThat(task(number, "review")).hasCandidateGroup("head-jiance");
        assertThat(offered("deputy", number, "review")).isFalse();

        goes(way);
        assertThat(task(number, "review")).hasCandidateGroup("approver");
        assertThat(notices("deputy", number)).contains("task-handed-on");
        assertThat(notices("director", number)).contains("task-handed-on");
        assertThat(offered("deputy", number, "review")).isTrue();
        assertThat(actions(number)).contains("hand-over pass-on");
        complete("deputy", number, "review", "outcome", "approve");
        assertThat(status(number)).isEqualTo("verify");
    }

    /** The one who goes was not the last, but the only one left whose own work it isn't. */
    @Test
    void aReviewGoesOnWhenWhoIsLeftDidTheWork() {
        accounts.create(GONE, "离任负责人", "Correct-Horse-42", Set.of("head-jiance"));
        String number = assignedTo("jiance");
        complete("jiance-head", number, "acknowledge", "outcome", "accept");
        handle("jiance-head", number, "done");
        assertThat(task(number, "review")).hasCandidateGroup("head-jiance");
        engine.getIdentityService().deleteMembership(GONE, "head-jiance");
        assertThat(task(number, "review")).hasCandidateGroup("approver");
    }

    @Test
    void whatAUnitCantDoIsItsHeadsAndThenTheOffices() {
        String waiting = assignedTo("jiance");
        String begun = assignedTo("jiance");
        complete("jiance", begun, "acknowledge", "outcome", "accept");
        send(
                "supervisor",
                "supervise",
                begun,
                "reason",
                "请报进展",
                "replyBy",
                LocalDate.now(clock).plusDays(5).toString());
        empty("unit-jiance");
        assertThat(task(waiting, "acknowledge")).hasCandidateGroup("head-jiance");
        assertThat(task(begun, "handle")).isNotAssigned().hasCandidateGroup("head-jiance");
        assertThat(task(begun, "reply-supervision")).hasCandidateGroup("head-jiance");
        assertThat(notices("jiance-head", begun)).contains("task-handed-on");

        // The head takes it on, may ask for more time, and does not review it.
        complete("jiance-head", waiting, "acknowledge", "outcome", "accept");
        as(
                "jiance-head",
                () -> engine.getTaskService().claim(task(waiting, "handle").getId(), "jiance-head"));
        send("jiance-head", "request-extension", waiting, "days", 3, "reason", "人手不足");
        handle("jiance-head", waiting, "done");
        assertThat(task(waiting, "review")).hasCandidateGroup("approver");

        empty("head-jiance");
        assertThat(task(begun, "handle")).hasCandidateGroup("office");
        assertThat(notices("office", begun)).contains("task-handed-on");
        // What opens for a unit without anybody opens for the office.
        String opened = assignedTo("jiance");
        assertThat(task(opened, "acknowledge")).hasCandidateGroup("office");
        send("office", "recall", opened);
        assertThat(status(opened)).isEqualTo("triage");
    }

    @Test
    void whatAnAssistingUnitCantDoIsItsHeads() {
        String number = handling("assistingUnits", List.of("jiance"));
        empty("unit-jiance");
        assertThat(task(number, "assist")).hasCandidateGroup("head-jiance");
        assertThat(notices("jiance-head", number)).contains("task-handed-on");
        completeAssist("jiance-head", number, "jiance", "outcome", "done", "result", "已监测");
        assertThat(tasks(number, "assist")).isEmpty();
    }

    @Test
    void theOfficesWorkIsTheApproversWhereThereIsNoOfficeAnyMore() {
        String triage = report("wuzhidong");
        String supplement = report("jiancha");
        complete("office", supplement, "triage", "outcome", "return-to-reporter", "reason", "请补充");
        empty("office");
        assertThat(task(triage, "triage")).hasCandidateGroup("approver");
        assertThat(notices("director", triage)).contains("task-handed-on");
        complete("director", triage, "triage", "outcome", "assign", "leadUnit", "jiance");
        assertThat(status(triage)).isEqualTo("acknowledge");
        String later = report("wuzhidong");
        assertThat(task(later, "triage")).hasCandidateGroup("approver");
        assertThat(notices("deputy", later)).contains("task-handed-on");
        assertThat(task(supplement, "supplement")).isAssignedTo("jiancha");
    }

    /** What an approver decides nobody else does: the administrators are told, once, and who becomes an approver has it. */
    @Test
    void whereNobodyComesNextTheAdministratorsAreTold() {
        String number = handling();
        send("jiancha", "request-extension", number, "days", 5, "reason", "需要取样");
        empty("approver");
        days.begin();
        assertThat(notices("admin", number)).containsExactly("task-nobody");
        accounts.create(GONE, "新任领导", "Correct-Horse-42", Set.of("approver"));
        assertThat(offered(GONE, number, "approve-extension")).isTrue();
    }

    private String assignedTo(String unit) {
        String number = report("wuzhidong");
        complete("office", number, "triage", "outcome", "assign", "leadUnit", unit);
        return number;
    }

    private boolean offered(String account, String number, String step) {
        Task task = task(number, step);
        return as(
                        account,
                        () -> engine.getTaskService()
                                .createTaskQuery()
                                .taskId(task.getId())
                                .taskCandidateUser(account)
                                .count())
                == 1;
    }

    /** Takes everybody out of a group until the test is over. */
    private void empty(String group, String... but) {
        for (Account member : directory.members(group)) {
            if (!List.of(but).contains(member.id())) {
                back.add(() -> engine.getIdentityService().createMembership(member.id(), group));
                engine.getIdentityService().deleteMembership(member.id(), group);
            }
        }
    }

    private void goes(Way way) throws Exception {
        switch (way) {
            case DISABLED -> page("/organization/accounts/" + GONE + "/disable", Map.of("_confirmed", "yes"));
            case ROLE_TAKEN -> page("/organization/accounts/" + GONE, Map.of("name", "离任负责人", "known", "head-jiance"));
            case DELETED_IN_CAMUNDA_ADMIN -> webapp("/user/" + GONE);
            case ROLE_TAKEN_IN_CAMUNDA_ADMIN -> webapp("/group/head-jiance/members/" + GONE);
            case DELETED_PAST_EVERYTHING -> {
                database.sql("delete from act_id_membership where user_id_ = :gone")
                        .param("gone", GONE)
                        .update();
                days.begin();
            }
        }
    }

    private void page(String address, Map<String, String> fields) throws Exception {
        Visitor admin = new Visitor(port);
        admin.logIn("admin", "minqing-demo");
        Map<String, String> sent = new java.util.HashMap<>(fields);
        sent.put("_csrf", admin.tokenOn("/organization/accounts"));
        HttpResponse<String> done = admin.post(address, sent);
        assertThat(done.statusCode()).as(done.body()).isEqualTo(302);
    }

    private void webapp(String address) {
        HttpResponse<String> done =
                WebappClient.loggedIn(port, "admin", "minqing-demo").send("DELETE", WebappClient.ENGINE + address, "");
        assertThat(done.statusCode()).as(done.body()).isEqualTo(204);
    }
}
