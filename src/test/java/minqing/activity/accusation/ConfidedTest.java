package minqing.activity.accusation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import minqing.activity.outing.Confided;
import minqing.activity.outing.ConfidedWords;
import minqing.activity.problem.DisciplineReferrals;
import minqing.activity.problem.ReferredToDiscipline;
import minqing.platform.fault.InvalidInput;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionOperations;

/** What comes from an outing, from a reception and from a problem that the office refers. */
class ConfidedTest extends AccusationTest {

    @Autowired
    private ConfidedWords confided;

    @Autowired
    private DisciplineReferrals referrals;

    @Autowired
    private TransactionOperations transaction;

    @Test
    void whatAnUnconfirmedOutingBroughtWaitsAndNobodyButWhoEnteredItSeesIt() throws Exception {
        String outing = outing();
        List<String> codes = take(outing, false, "jiancha", words("一"), words("二"));

        assertThat(codes).hasSize(2);
        for (String code : codes) {
            assertThat(instance(code)).isNull();
            assertThat(receives("jijian", code)).isFalse();
            assertThat(get("jijian", "/api/accusations/" + code).status()).isEqualTo(404);
            assertThat(get("wuzhidong", "/api/accusations/" + code).status()).isEqualTo(404);
            assertThat(get("jiancha", "/api/accusations/" + code)
                            .body()
                            .get("state")
                            .asText())
                    .isEqualTo("waiting");
        }
        assertThat(confided.waiting(outing, "jiancha")).isEqualTo(2);
        assertThat(confided.waiting(outing, "wuzhidong")).isZero();

        transaction.executeWithoutResult(status -> confided.confirmed(outing));

        for (String code : codes) {
            assertThat(task(code).getTaskDefinitionKey()).isEqualTo("receive");
            assertThat(receives("jijian", code)).isTrue();
            assertThat(get("wuzhidong", "/api/accusations/" + code).status()).isEqualTo(404);
        }
        assertThat(confided.waiting(outing, "jiancha")).isZero();
    }

    @Test
    void whatADroppedOutingBroughtIsGoneAndWhatHasBegunGoesOn() throws Exception {
        String outing = outing();
        String begun = take(outing, true, "wuzhidong", words("一")).get(0);
        String waiting = take(outing, false, "jiancha", words("二")).get(0);

        transaction.executeWithoutResult(status -> confided.dropped(outing));

        assertThat(task(begun)).isNotNull();
        assertThat(instance(waiting)).isNull();
        assertThat(get("jijian", "/api/accusations/" + waiting).status()).isEqualTo(404);
        assertThat(get("jiancha", "/api/accusations/" + waiting)
                        .body()
                        .get("state")
                        .asText())
                .isEqualTo("ended");
        transaction.executeWithoutResult(status -> confided.confirmed(outing));
        assertThat(instance(waiting)).isNull();
    }

    @Test
    void whatIsWrongIsSaidByTheFieldsOfTheWords() {
        assertThat(confided.faults("wuzhidong", words("一"))).isEmpty();
        assertThat(confided.faults(
                        "wuzhidong",
                        new Confided("", "内容", List.of("nobody-known"), null, "no-village", false, null, false, null)))
                .extracting(fault -> fault.field())
                .containsExactlyInAnyOrder("title", "concerns", "village");
        assertThat(confided.faults(
                        "wuzhidong", new Confided("题", "内容", List.of(), null, null, false, null, false, null)))
                .extracting(fault -> fault.field())
                .containsExactly("accused");
    }

    @Test
    void aReceptionOfAConfirmedOutingIsWhereItCameFrom() throws Exception {
        Confided told =
                new Confided("题", "内容", List.of("zhouwei"), null, "hexing-shangshi", true, "来访人电话", true, 4711L);
        String code = take(outing(), true, "wuzhidong", told).get(0);

        assertThat(receives("jijian", code)).isFalse();
        opened("deputy", code);
        JsonNode whole = get("deputy", "/api/accusations/" + code).body();
        assertThat(whole.get("origin").asText()).isEqualTo("reception");
        assertThat(whole.get("content").get("reception").asLong()).isEqualTo(4711L);
        assertThat(whole.get("content").get("contact").asText()).isEqualTo("来访人电话");
        assertThat(whole.get("content").get("concerns").get(0).asText()).isEqualTo("zhouwei");
    }

    /** By way of REST an employee cannot overtake the leader's confirmation either. */
    @Test
    void reportedOnAnUnconfirmedOutingItWaitsAndOnOneThatCantBeReadItIsRefused() throws Exception {
        Answer entered = post(
                "jiancha",
                "/api/outings",
                Map.of(
                        "leader", "wuzhidong",
                        "date", LocalDate.now(clock).toString(),
                        "kind", "households",
                        "village", "hexing-shangshi"));
        assertThat(entered.status()).as(entered.text()).isEqualTo(201);
        String number = entered.body().get("id").asText();

        Answer reported = post("jiancha", "/api/accusations", report("outing", number));
        assertThat(reported.status()).as(reported.text()).isEqualTo(201);
        assertThat(reported.body().get("state").asText()).isEqualTo("waiting");
        assertThat(instance(reported.body().get("code").asText())).isNull();

        confirmed(number);
        assertThat(task(reported.body().get("code").asText()).getTaskDefinitionKey())
                .isEqualTo("receive");

        Answer hidden = post("jiance", "/api/accusations", report("outing", number));
        Answer missing = post("jiance", "/api/accusations", report("outing", "O1999-0001"));
        assertThat(hidden.status()).isEqualTo(422);
        assertThat(hidden.text().replace(number, "O1999-0001")).isEqualTo(missing.text());
        assertThat(post("jiancha", "/api/accusations", report("outing", number, "reception", 99999999))
                        .status())
                .isEqualTo(422);
        assertThat(post("jiancha", "/api/accusations", report("outing", 7)).status())
                .isEqualTo(422);
        assertThat(post("jiancha", "/api/accusations", report("outing", number, "reception", 1.5))
                        .status())
                .isEqualTo(422);
        assertThat(post("jiancha", "/api/accusations", report("reception", 7)).status())
                .isEqualTo(422);
    }

    /** From the outing's own entry to the receiver, by way of the leader's confirmation. */
    @Test
    void whatAnEmployeeEntersInTheOutingReachesReceiversWhenTheLeaderHasConfirmed() throws Exception {
        String mark = UUID.randomUUID().toString();
        Answer entered = post(
                "jiancha",
                "/api/outings",
                Map.of(
                        "leader",
                        "wuzhidong",
                        "date",
                        LocalDate.now(clock).toString(),
                        "kind",
                        "households",
                        "village",
                        "hexing-shangshi",
                        "problems",
                        List.of(Map.of(
                                "accusation",
                                true,
                                "title",
                                "检举",
                                "content",
                                mark,
                                "concerns",
                                List.of("zhouwei"),
                                "contact",
                                "来访人"))));
        assertThat(entered.status()).as(entered.text()).isEqualTo(201);
        String code = database.sql("select code from accusation where content = :mark")
                .param("mark", mark)
                .query(String.class)
                .single();
        assertThat(entered.text()).contains(code);
        String number = entered.body().get("id").asText();
        for (String person : List.of("wuzhidong", "office", "zhouwei", "jijian")) {
            assertThat(get(person, "/api/outings/" + number).text()).as(person).doesNotContain(code, mark);
        }
        assertThat(instance(code)).isNull();
        confirmed(number);
        assertThat(receives("jijian", code)).isTrue();
        opened("jijian", code);
        assertThat(get("jijian", "/api/accusations/" + code)
                        .body()
                        .get("content")
                        .get("outing")
                        .asText())
                .isEqualTo(number);
    }

    /** From triage: the problem ends as any referred one, the accusation is there, and the case of the problem is over. */
    @Test
    void whatTheOfficeRefersAtTriageReachesReceiversAndNobodyElse() throws Exception {
        String mark = UUID.randomUUID().toString();
        Answer reported = post(
                "wuzhidong",
                "/api/problems",
                Map.of("title", "一般问题", "content", mark, "village", "hexing-shangshi", "category", "noise"));
        String number = reported.body().get("number").asText();
        engine.getManagementService()
                .createJobQuery()
                .messages()
                .list()
                .forEach(job -> engine.getManagementService().executeJob(job.getId()));
        String triage = engine.getTaskService()
                .createTaskQuery()
                .processInstanceBusinessKey(number)
                .taskDefinitionKey("triage")
                .singleResult()
                .getId();
        Answer everybody = post(
                "office",
                "/api/tasks/" + triage + "/complete",
                Map.of("outcome", "refer-discipline", "accused", "何正平、沈立新、陆永明、高志远和系统管理员", "reason", "疑似检举"));
        assertThat(everybody.status()).as(everybody.text()).isEqualTo(422);
        assertThat(everybody.text()).contains("上级纪检机关");
        Answer referred = post(
                "office",
                "/api/tasks/" + triage + "/complete",
                Map.of("outcome", "refer-discipline", "accused", "某老板", "reason", "疑似检举"));
        assertThat(referred.status()).as(referred.text()).isLessThan(300);

        String code = database.sql("select code from accusation where content = :mark")
                .param("mark", mark)
                .query(String.class)
                .single();
        assertThat(receives("jijian", code)).isTrue();
        opened("jijian", code);
        assertThat(get("jijian", "/api/accusations/" + code).text()).contains(number, mark, "疑似检举");
        assertThat(get("office", "/api/problems/" + number).body().get("status").asText())
                .isEqualTo("referred");
        assertThat(get("office", "/api/accusations/" + code).status()).isEqualTo(404);
    }

    @Test
    void aReferredProblemBecomesOneInTheSameTransaction() throws Exception {
        String mark = UUID.randomUUID().toString();
        transaction.executeWithoutResult(status -> referrals.take(referred(mark, List.of("zhouwei"), "wuzhidong")));
        String code = codeOf(mark);

        assertThat(receives("jijian", code)).isTrue();
        opened("jijian", code);
        JsonNode whole = get("jijian", "/api/accusations/" + code).body();
        assertThat(whole.get("origin").asText()).isEqualTo("problem");
        assertThat(whole.get("content").get("problem").asText()).isEqualTo("2099-0001");
        assertThat(whole.get("log").toString()).contains("转来理由" + mark, "office");
        // The triager is told nothing more, the reporter not whom the triager picked.
        assertThat(get("office", "/api/accusations/" + code).status()).isEqualTo(404);
        JsonNode own = get("wuzhidong", "/api/accusations/" + code).body();
        assertThat(own.get("state").asText()).isEqualTo("received");
        assertThat(own.toString()).doesNotContain("zhouwei", "转来理由");
    }

    @Test
    void aReporterWhomTheReferredProblemConcernsNeverFindsIt() throws Exception {
        String mark = UUID.randomUUID().toString();
        transaction.executeWithoutResult(status -> referrals.take(referred(mark, List.of("wuzhidong"), "wuzhidong")));
        String code = codeOf(mark);

        assertThat(get("wuzhidong", "/api/accusations/" + code).status()).isEqualTo(404);
        assertThat(get("wuzhidong", "/api/accusations?size=200").text()).doesNotContain(code);
    }

    @Test
    void aReferralThatNobodyCouldReceiveIsRefusedAndOneThatFailsLeavesNothing() {
        String mark = UUID.randomUUID().toString();
        assertThatThrownBy(() -> transaction.executeWithoutResult(status -> referrals.take(
                        referred(mark, List.of("jijian", "deputy", "director", "supervisor", "admin"), "wuzhidong"))))
                .isInstanceOfSatisfying(
                        InvalidInput.class,
                        invalid -> assertThat(invalid.faults().get(0).field()).isEqualTo("accused"));
        transaction.executeWithoutResult(status -> {
            referrals.take(referred(mark, List.of("zhouwei"), "wuzhidong"));
            status.setRollbackOnly();
        });
        assertThat(database.sql("select count(*) from accusation where title = :title")
                        .param("title", mark)
                        .query(Long.class)
                        .single())
                .isZero();
    }

    private static ReferredToDiscipline referred(String mark, List<String> concerns, String reporter) {
        return new ReferredToDiscipline(
                1,
                "2099-0001",
                mark,
                "内容" + mark,
                "hexing-shangshi",
                "other",
                reporter,
                Set.of(reporter),
                Instant.EPOCH,
                null,
                null,
                "office",
                concerns,
                null,
                "转来理由" + mark,
                List.of(),
                List.of());
    }

    private String codeOf(String title) {
        return database.sql("select code from accusation where title = :title")
                .param("title", title)
                .query(String.class)
                .single();
    }

    private List<String> take(String outing, boolean confirmed, String reporter, Confided... words) {
        return Objects.requireNonNull(
                transaction.execute(status -> confided.take(outing, confirmed, reporter, List.of(words))));
    }

    private static Confided words(String mark) {
        return new Confided("题" + mark, "内容" + mark, List.of(), "某企业老板", null, false, null, false, null);
    }

    private static String outing() {
        return "T" + UUID.randomUUID().toString().substring(0, 8);
    }
}
