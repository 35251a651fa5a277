package minqing.activity.outing;

import static minqing.testing.FormToken.formToken;
import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import minqing.bureau.organization.Accounts;
import minqing.platform.engine.AccountLeft;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.transaction.support.TransactionOperations;

/** No outing waits for the word or the correction of somebody who is gone. */
class GonePeopleOfOutingsTest extends OutingTest {

    private static final String HELPER = "gone-helper";

    @Autowired
    private Accounts accounts;

    @Autowired
    private ApplicationEventPublisher events;

    @Autowired
    private TransactionOperations transaction;

    /** What somebody entered, another one confirms. */
    @Test
    void whatWaitsForALeaderWhoIsGoneIsConfirmedByTheOffice() throws Exception {
        String number = enter("office2", outing("leader", "xujianyun"));
        try {
            goes("xujianyun");
            assertThat(task(number)).isNotAssigned().hasCandidateGroup("office");
            assertThat(notices("office", number)).contains("task-handed-on");
            assertThat(answer("office2", number, Map.of("outcome", "confirm")).status())
                    .isEqualTo(403);
            assertThat(answer("office", number, Map.of("outcome", "confirm")).status())
                    .isEqualTo(200);
        } finally {
            comesBack("xujianyun");
        }
        JsonNode outing = get("office", "/api/outings/" + number).body();
        assertThat(outing.get("state").asText()).isEqualTo("counted");
        assertThat(values(outing.get("events"), "action")).containsExactly("enter", "hand-over", "confirm");
    }

    @Test
    void whereThereIsNoOfficeAnyMoreAnApproverConfirms() throws Exception {
        String number = enter("jiancha", outing("leader", "xujianyun"));
        try {
            for (String member : java.util.List.of("office", "office2")) {
                engine.getIdentityService().deleteMembership(member, "office");
            }
            goes("xujianyun");
            assertThat(task(number)).isNotAssigned().hasCandidateGroup("approver");
            assertThat(notices("deputy", number)).contains("task-handed-on");
            assertThat(answer("deputy", number, Map.of("outcome", "confirm")).status())
                    .isEqualTo(200);
        } finally {
            comesBack("xujianyun");
            for (String member : java.util.List.of("office", "office2")) {
                engine.getIdentityService().createMembership(member, "office");
            }
        }
    }

    @Test
    void whatOpensForALeaderWhoIsGoneOpensForTheOfficeWhichMayAlsoDeleteIt() throws Exception {
        try {
            goes("xujianyun");
            String number = enter("jiancha", outing("leader", "xujianyun"));
            assertThat(task(number)).isNotAssigned().hasCandidateGroup("office");
            assertThat(post(
                                    "office",
                                    "/api/outings/" + number + "/delete",
                                    Map.of("version", 1, "reason", "领导已离任，记录作废"))
                            .status())
                    .isEqualTo(200);
            assertThat(task(number)).isNull();
        } finally {
            comesBack("xujianyun");
        }
    }

    @Test
    void whatWaitsForACorrectionBySomebodyWhoIsGoneIsTheOffices() throws Exception {
        accounts.create(HELPER, "离任经办", "Correct-Horse-42", Set.of("unit-jiancha"));
        try {
            String number = json.readTree(http.perform(MockMvcRequestBuilders.post("/api/outings")
                                    .with(user(HELPER))
                                    .with(formToken())
                                    .contentType(MediaType.APPLICATION_JSON)
                                    .content(json.writeValueAsString(outing("leader", "zhouwei"))))
                            .andReturn()
                            .getResponse()
                            .getContentAsString())
                    .get("id")
                    .asText();
            Map<String, Object> back = Map.of("outcome", "correct", "reason", "日期不对");
            assertThat(answer("zhouwei", number, back).status()).isEqualTo(200);
            assertThat(task(number)).isAssignedTo(HELPER);
            goes(HELPER);
            assertThat(task(number)).isNotAssigned().hasCandidateGroup("office");
            Answer changed =
                    put("office", "/api/outings/" + number, outing("version", 1, "halfDay", true, "reason", "更正为半天"));
            assertThat(changed.status()).as(changed.body().toString()).isEqualTo(200);
            assertThat(task(number)).isAssignedTo("zhouwei");
            // Sent back once more, it never waits for the account.
            assertThat(answer("zhouwei", number, back).status()).isEqualTo(200);
            assertThat(task(number)).isNotAssigned().hasCandidateGroup("office");
            assertThat(answer("office", number, Map.of("outcome", "withdraw", "reason", "记录有误"))
                            .status())
                    .isEqualTo(200);
        } finally {
            engine.getIdentityService().deleteUser(HELPER);
            comesBack(HELPER);
        }
    }

    private Task task(String number) {
        return engine.getTaskService()
                .createTaskQuery()
                .processInstanceBusinessKey(number)
                .singleResult();
    }

    private Answer answer(String account, String number, Map<String, ?> fields) throws Exception {
        return post(account, "/api/tasks/" + task(number).getId() + "/complete", fields);
    }

    /** Without the way of an administrator, which would change the demonstration's password for good. */
    private void goes(String account) {
        transaction.executeWithoutResult(status -> {
            database.sql("""
                            insert into account_restriction (account, disabled_at) values (:account, now())
                            on conflict (account) do update set disabled_at = excluded.disabled_at""").param("account", account).update();
            events.publishEvent(new AccountLeft(account, "admin"));
        });
    }

    private void comesBack(String account) {
        database.sql("delete from account_restriction where account = :account")
                .param("account", account)
                .update();
    }
}
