package minqing.activity.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import minqing.platform.fault.Conflict;
import minqing.platform.fault.Forbidden;
import minqing.platform.fault.InvalidInput;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.Test;

/** The path of a problem, every outcome of every step. */
class ProblemPathTest extends CaseTest {

    @Test
    void aProblemGoesFromReportToClosure() {
        String number = report("wuzhidong");
        ProcessInstance instance = instance(number);
        assertThat(instance).hasBusinessKey(number).hasPassedInOrder("report", "register", "route");
        assertThat(instance).isWaitingAt("triage");
        assertThat(task(number, "triage")).hasCandidateGroup("office");

        complete("office", number, "triage", "outcome", "assign", "leadUnit", "jiancha");
        assertThat(instance).isWaitingAt("acknowledge");
        assertThat(task(number, "acknowledge")).hasCandidateGroup("unit-jiancha");

        complete("jiancha", number, "acknowledge", "outcome", "accept");
        assertThat(instance).isWaitingAt("handle");
        assertThat(task(number, "handle")).isAssignedTo("jiancha");

        handle("jiancha", number, "done");
        assertThat(instance).isWaitingAt("review");
        assertThat(task(number, "review")).hasCandidateGroup("head-jiancha");

        complete("jiancha-head", number, "review", "outcome", "approve");
        assertThat(instance).isWaitingAt("verify");
        assertThat(task(number, "verify")).isAssignedTo("wuzhidong");

        complete("wuzhidong", number, "verify", "outcome", "resolved", "satisfaction", "satisfied");
        assertThat(instance).isEnded().hasPassed("close", "closed");

        Problem closed = problems.get(number);
        assertThat(closed.status()).isEqualTo(Status.CLOSED);
        assertThat(closed.satisfaction()).isEqualTo("satisfied");
        assertThat(closed.endedAt()).isNotNull();
        assertThat(closed.answer()).isEqualTo("已告知处理结果");
        assertThat(caseClock.running(closed)).isEmpty();
        assertThat(notices("wuzhidong", number)).contains("ended-closed");
    }

    @Test
    void theDecisionTableProposesTheUnitAndTheLimit() {
        String number = report("wuzhidong", Map.of("category", "sanitation"));
        Problem proposed = problems.get(number);
        assertThat(proposed.proposedUnit()).isEqualTo("bieqiao");
        assertThat(proposed.limitAmount()).isEqualTo(15);
        assertThat(proposed.limitUnit()).isEqualTo("WORKING_DAYS");
    }

    @Test
    void whatIsMissingIsAskedOfTheReporterAndComesBack() {
        String number = report("wuzhidong");
        complete("office", number, "triage", "outcome", "return-to-reporter", "reason", "请写明具体位置");
        assertThat(instance(number)).isWaitingAt("supplement");
        assertThat(task(number, "supplement")).isAssignedTo("wuzhidong");
        complete("wuzhidong", number, "supplement", "outcome", "resubmit", "content", "位置在村东头桥边");
        assertThat(instance(number)).isWaitingAt("triage");
        assertThat(problems.get(number).content()).isEqualTo("位置在村东头桥边");
    }

    @Test
    void theReporterMayGiveUpInsteadOfSupplementing() {
        String number = report("wuzhidong");
        ProcessInstance instance = instance(number);
        complete("office", number, "triage", "outcome", "return-to-reporter", "reason", "请写明具体位置");
        complete("wuzhidong", number, "supplement", "outcome", "withdraw", "reason", "群众表示不再反映");
        assertThat(instance).isEnded().hasPassed("withdrawn");
        assertThat(status(number)).isEqualTo("withdrawn");
    }

    @Test
    void whoDoesNotSupplementInTimeLeavesItToTheOffice() {
        String number = report("wuzhidong");
        complete("office", number, "triage", "outcome", "return-to-reporter", "reason", "请写明具体位置");
        fire(number, "supplement-expired");
        assertThat(instance(number)).isWaitingAt("triage").hasPassed("supplement-expired");
        assertThat(LocalDate.now(clock)).isAfter(LocalDate.of(2026, 1, 1));
        assertThat(actions(number)).contains("supplement expired");
    }

    @Test
    void theReporterMayWithdrawWhileTheOfficeTriages() {
        String number = report("wuzhidong");
        ProcessInstance instance = instance(number);
        send("wuzhidong", "withdraw", number, "reason", "已自行解决");
        assertThat(instance).isEnded().hasPassed("withdrawn-from-triage");
        assertThat(status(number)).isEqualTo("withdrawn");
        assertThatThrownBy(() -> send("wuzhidong", "withdraw", number)).isInstanceOf(Conflict.class);
    }

    @Test
    void theReporterMayWithdrawWhileAskedToSupplement() {
        String number = report("wuzhidong");
        ProcessInstance instance = instance(number);
        complete("office", number, "triage", "outcome", "return-to-reporter", "reason", "请写明具体位置");
        send("wuzhidong", "withdraw", number);
        assertThat(instance).isEnded().hasPassed("withdrawn-from-supplement");
        assertThat(status(number)).isEqualTo("withdrawn");
    }

    @Test
    void nobodyWithdrawsWhatIsAssignedOrSomebodyElses() {
        String number = report("wuzhidong");
        assertThatThrownBy(() -> send("xiejiandong", "withdraw", number)).isInstanceOf(Forbidden.class);
        complete("office", number, "triage", "outcome", "assign", "leadUnit", "jiancha");
        assertThatThrownBy(() -> send("wuzhidong", "withdraw", number)).isInstanceOf(Conflict.class);
        assertThat(instance(number)).isWaitingAt("acknowledge");
    }

    @Test
    void nobodyWithdrawsWhatCameBackToTheOfficeAfterItWasAssignedOrSettled() throws Exception {
        String objected = assigned();
        complete("jiancha", objected, "acknowledge", "outcome", "object", "reason", "属污染防治科");
        assertThat(get("wuzhidong", "/api/problems/" + objected)
                        .body()
                        .get("messages")
                        .toString())
                .doesNotContain("withdraw");
        assertThat(post("wuzhidong", "/api/problems/" + objected + "/withdraw", Map.of("reason", "不再反映"))
                        .status())
                .isEqualTo(409);
        complete("office", objected, "triage", "outcome", "return-to-reporter", "reason", "请写明具体位置");
        assertThatThrownBy(() -> send("wuzhidong", "withdraw", objected)).isInstanceOf(Conflict.class);
        assertRefused(
                Conflict.class,
                "problem.message-late.withdraw",
                () -> complete("wuzhidong", objected, "supplement", "outcome", "withdraw", "reason", "不再反映"));
        complete("wuzhidong", objected, "supplement", "outcome", "resubmit", "content", "位置在村东头");
        assertThat(instance(objected)).isWaitingAt("triage");

        String unsolved = report("office");
        settleOnTheSpot("office", unsolved);
        complete("wuzhidong", unsolved, "verify", "outcome", "not-resolved", "reason", "垃圾仍在");
        assertThat(instance(unsolved)).isWaitingAt("triage");
        assertThatThrownBy(() -> send("office", "withdraw", unsolved)).isInstanceOf(Conflict.class);
    }

    @Test
    void whatWasReportedFirstStaysOnTheCaseHoweverOftenItIsWrittenAnew() throws Exception {
        String number = report("wuzhidong", Map.of("content", "最初反映：养殖场污水直排"));
        complete("office", number, "triage", "outcome", "return-to-reporter", "reason", "请写明具体位置");
        complete("wuzhidong", number, "supplement", "outcome", "resubmit", "content", "第二稿：污水流入村塘");
        complete("office", number, "triage", "outcome", "return-to-reporter", "reason", "请写明时间");
        complete("wuzhidong", number, "supplement", "outcome", "resubmit", "content", "第三稿：夜间排放");
        var one = get("office", "/api/problems/" + number).body();
        assertThat(one.get("content").asText()).isEqualTo("第三稿：夜间排放");
        assertThat(one.get("history").findValuesAsText("reason"))
                .anySatisfy(reason -> assertThat(reason).contains("最初反映：养殖场污水直排"))
                .anySatisfy(reason -> assertThat(reason).contains("第二稿：污水流入村塘"));
    }

    @Test
    void thePeopleMayHaveBeenToldOnTheDayOfTheOutingThoughItWasEnteredLater() throws Exception {
        LocalDate today = LocalDate.now(clock);
        Map<String, Object> outing = Map.of(
                "date",
                today.minusDays(5).toString(),
                "dateTo",
                today.minusDays(3).toString(),
                "kind",
                "households",
                "village",
                village(WU_VILLAGE),
                "receptions",
                List.of(Map.of(
                        "date",
                        today.minusDays(4).toString(),
                        "visitor",
                        "王大明",
                        "matter",
                        "反映垃圾清运",
                        "summary",
                        "垃圾清运不及时" + java.util.UUID.randomUUID(),
                        "problem",
                        Map.of("category", "sanitation"))),
                "problems",
                List.of(Map.of(
                        "title", "村口积水", "content", "雨后积水" + java.util.UUID.randomUUID(), "category", "sanitation")));
        var entered = post("wuzhidong", "/api/outings", outing).body();
        String received = entered.at("/receptions/0/problem").asText();
        String seen = entered.get("problems").findValuesAsText("number").stream()
                .filter(number -> !number.equals(received))
                .findFirst()
                .orElseThrow();
        settledOn(received, today.minusDays(5), 422);
        settledOn(received, today.minusDays(4), 200);
        settledOn(seen, today.minusDays(6), 422);
        settledOn(seen, today.minusDays(5), 200);
        settledOn(report("wuzhidong"), today.minusDays(1), 422);
    }

    private void settledOn(String number, LocalDate told, int status) throws Exception {
        continueSteps(number);
        Answer answer = post(
                "office",
                "/api/tasks/" + task(number, "triage").getId() + "/complete",
                Map.of(
                        "outcome",
                        "resolve-on-the-spot",
                        "handling",
                        "当场协调清运",
                        "answer",
                        "已当面说明",
                        "answeredOn",
                        told.toString(),
                        "answerMethod",
                        "face-to-face"));
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(status);
        if (status == 422) {
            assertThat(answer.body().get("errors").findValuesAsText("field")).containsExactly("answeredOn");
        }
    }

    @Test
    void aDuplicateIsMergedIntoTheOpenProblemAndBothReportersAreTold() {
        String first = report("wuzhidong");
        String second = report("xiejiandong");
        ProcessInstance instance = instance(second);
        complete("office", second, "triage", "outcome", "merge", "into", first);
        assertThat(instance).isEnded().hasPassed("merged");
        assertThat(status(second)).isEqualTo("merged");
        assertThat(problems.get(second).mergedInto())
                .isEqualTo(problems.get(first).id());
        assertThat(instance(first)).isWaitingAt("triage");
        assertThat(notices("xiejiandong", second)).containsExactly("merged");
        assertThat(notices("wuzhidong", first)).containsExactly("absorbed");
    }

    @Test
    void aMergeIsFollowedToItsRoot() {
        String root = report("wuzhidong");
        String middle = report("xiejiandong");
        complete("office", middle, "triage", "outcome", "merge", "into", root);
        String last = report("yangyumei");
        complete("office", last, "triage", "outcome", "merge", "into", middle);
        assertThat(problems.get(last).mergedInto()).isEqualTo(problems.get(root).id());
    }

    @Test
    void nothingIsMergedIntoWhatIsOverIsItselfOrDoesNotExist() {
        String over = report("wuzhidong");
        complete("office", over, "triage", "outcome", "decline", "reason", "不属环保职责");
        String number = report("wuzhidong");
        assertRefused(
                InvalidInput.class,
                "problem.merge-ended",
                () -> complete("office", number, "triage", "outcome", "merge", "into", over));
        assertRefused(
                InvalidInput.class,
                "problem.merge-itself",
                () -> complete("office", number, "triage", "outcome", "merge", "into", number));
        assertRefused(
                InvalidInput.class,
                "problem.merge-missing",
                () -> complete("office", number, "triage", "outcome", "merge", "into", "2099-9999"));
        assertThat(instance(number)).isWaitingAt("triage");
        assertThat(problems.get(number).mergedInto()).isNull();
    }

    @Test
    void aPetitionIsReferredAndEndsSo() {
        String number = report("wuzhidong");
        ProcessInstance instance = instance(number);
        complete("office", number, "triage", "outcome", "refer-petition", "reason", "属信访事项");
        assertThat(instance).isEnded().hasPassed("referred");
        assertThat(status(number)).isEqualTo("referred");
        assertThat(notices("wuzhidong", number)).containsExactly("ended-referred");
    }

    @Test
    void whatIsNotTheBureausIsDeclinedWithAReason() {
        String number = report("wuzhidong");
        ProcessInstance instance = instance(number);
        complete("office", number, "triage", "outcome", "decline", "reason", "不属环保职责");
        assertThat(instance).isEnded().hasPassed("declined");
        assertThat(status(number)).isEqualTo("declined");
        assertThat(notices("wuzhidong", number)).containsExactly("ended-declined");
    }

    @Test
    void whatTheLeaderSettledOnTheSpotIsConfirmedByTheOfficeAndClosed() {
        String number = report("wuzhidong");
        ProcessInstance instance = instance(number);
        settleOnTheSpot("office", number);
        assertThat(instance).isEnded().hasPassed("reported-by-triager", "close").hasNotPassed("verify");
        assertThat(status(number)).isEqualTo("closed");
        assertThat(problems.get(number).handling()).isEqualTo("当场协调清运");
    }

    @Test
    void whoReportedAndSettledOnTheSpotIsVerifiedBySomebodyElse() {
        String number = report("office");
        settleOnTheSpot("office", number);
        assertThat(instance(number)).isWaitingAt("verify");
        // The reporter is no leader: the first paired leader of the village in annex 1.
        assertThat(task(number, "verify")).isAssignedTo("wuzhidong");
    }

    @Test
    void whatWasSettledOnTheSpotAndIsNotResolvedGoesBackToTheOfficeForAUnit() {
        String number = report("office");
        settleOnTheSpot("office", number);
        complete("wuzhidong", number, "verify", "outcome", "not-resolved", "reason", "垃圾仍在");
        assertThat(instance(number)).isWaitingAt("triage").hasPassed("has-lead-unit");
        assertThat(problems.get(number).reopenings()).isEqualTo(1);
        complete("office", number, "triage", "outcome", "assign", "leadUnit", "jiancha");
        complete("jiancha", number, "acknowledge", "outcome", "accept");
        assertThat(instance(number)).isWaitingAt("handle");
        handle("jiancha", number, "done");
        complete("jiancha-head", number, "review", "outcome", "approve");
        // What the office told the people the first time stays on the case beside what they were told in the end.
        assertThat(actions(number)).contains("triage answer", "handle answer", "verify not-resolved");
    }

    @Test
    void aUnitMayObjectOnceAndTheOfficeAssignsAnew() {
        String number = assigned();
        complete("jiancha", number, "acknowledge", "outcome", "object", "reason", "属污染防治科");
        assertThat(instance(number)).isWaitingAt("triage").hasPassed("second-objection");
        assertThat(problems.get(number).objections()).isEqualTo(1);
        // The unit that objected is not proposed again.
        assertThat(problems.get(number).proposedUnit()).isNull();
        complete("office", number, "triage", "outcome", "assign", "leadUnit", "wukong");
        assertThat(task(number, "acknowledge")).hasCandidateGroup("unit-wukong");
    }

    @Test
    void theSecondObjectionIsAdjudicatedAndHandlingStartsAtOnce() {
        String number = objectedTwice("wukong", "wukong");
        assertThat(instance(number)).isWaitingAt("adjudicate");
        assertThat(task(number, "adjudicate")).hasCandidateGroup("approver");
        complete("deputy", number, "adjudicate", "outcome", "assign", "leadUnit", "jiance", "reason", "以监测为主");
        assertThat(instance(number)).isWaitingAt("handle");
        assertThat(task(number, "handle")).hasCandidateGroup("unit-jiance").isNotAssigned();
        assertThat(caseClock.running(problems.get(number), "handle", null)).isPresent();
    }

    @Test
    void theSecondObjectionOfATownIsEscalated() {
        String number = assigned();
        ProcessInstance instance = instance(number);
        complete("jiancha", number, "acknowledge", "outcome", "object", "reason", "属乡镇");
        complete("office", number, "triage", "outcome", "assign", "leadUnit", "bieqiao");
        complete("bieqiao", number, "acknowledge", "outcome", "object", "reason", "不属本镇");
        assertThat(instance).isEnded().hasPassed("external-unit", "escalate");
        assertThat(status(number)).isEqualTo("escalated");
    }

    @Test
    void aUnitThatKeepsSilentLosesItsObjectionAndItsHeadIsTold() {
        String number = assigned();
        fire(number, "objection-lapsed");
        assertThat(instance(number)).isWaitingAt("acknowledge").hasPassed("tell-head", "head-told");
        assertThat(notices("jiancha-head", number)).contains("objection-lapsed");
        assertRefused(
                Conflict.class,
                "problem.objection-lapsed",
                () -> complete("jiancha", number, "acknowledge", "outcome", "object", "reason", "属污染防治科"));
        complete("jiancha", number, "acknowledge", "outcome", "accept");
        assertThat(instance(number)).isWaitingAt("handle");
    }

    @Test
    void reviewWaitsForEveryAssistingUnit() {
        String number = handling("assistingUnits", List.of("jiance", "wukong"));
        assertThat(tasks(number, "assist")).hasSize(2);
        handle("jiancha", number, "done");
        assertThat(tasks(number, "review")).isEmpty();
        completeAssist("jiance", number, "jiance", "outcome", "done", "result", "已取样监测");
        assertThat(tasks(number, "review")).isEmpty();
        completeAssist("jiancha-head", number, "wukong", "outcome", "waive", "reason", "不需要技术方案");
        assertThat(instance(number)).isWaitingAt("review").hasPassed("assist");
        assertThat(problems.assists(problems.get(number).id()))
                .extracting(ProblemRepository.Assist::state)
                .containsExactlyInAnyOrder("done", "waived");
    }

    @Test
    void onlyTheAssistingUnitReportsAndOnlyTheLeadHeadWaives() {
        String number = handling("assistingUnits", List.of("jiance"));
        assertRefused(
                Forbidden.class,
                "problem.waive-forbidden",
                () -> completeAssist("jiance", number, "jiance", "outcome", "waive", "reason", "不想做"));
        assertRefused(
                Forbidden.class,
                "problem.assist-forbidden",
                () -> completeAssist("jiancha-head", number, "jiance", "outcome", "done", "result", "代填"));
        assertThat(tasks(number, "assist")).hasSize(1);
    }

    @Test
    void aReturnGoesBackToTheHandlerAndNamesWhoAssistsAgain() {
        String number = handling("assistingUnits", List.of("jiance", "wukong"));
        completeAssist("jiance", number, "jiance", "outcome", "done", "result", "已取样");
        completeAssist("wukong", number, "wukong", "outcome", "done", "result", "已出方案");
        handle("jiancha", number, "done");
        complete(
                "jiancha-head",
                number,
                "review",
                "outcome",
                "return",
                "reason",
                "监测数据不全",
                "assistingUnits",
                List.of("jiance"));
        assertThat(task(number, "handle")).isAssignedTo("jiancha");
        assertThat(tasks(number, "assist")).hasSize(1);
        assertThat(problems.get(number).returns()).isEqualTo(1);
        assertThat(notices("jiancha", number)).contains("returned");
        completeAssist("jiance", number, "jiance", "outcome", "done", "result", "已补测");
        handle("jiancha", number, "done");
        assertThat(instance(number)).isWaitingAt("review");
    }

    @Test
    void nobodyReviewsTheirOwnHandling() {
        String number = report("wuzhidong");
        complete("office", number, "triage", "outcome", "assign", "leadUnit", "jiancha");
        // The head holds the unit's group as well and handles the case in person.
        complete("jiancha-head", number, "acknowledge", "outcome", "accept");
        handle("jiancha-head", number, "done");
        assertThat(task(number, "review")).hasCandidateGroup("approver");
        complete("deputy", number, "review", "outcome", "approve");
        assertThat(instance(number)).isWaitingAt("verify");
    }

    @Test
    void anExtensionIsDecidedByAnApproverAndMovesTheDeadline() {
        String number = handling();
        LocalDate before = dueOn(number, "handle");
        send("jiancha", "request-extension", number, "days", 5, "reason", "等待监测报告", "explained", "已上门说明");
        assertThat(instance(number)).isWaitingAt("handle", "approve-extension");
        complete("deputy", number, "approve-extension", "outcome", "approve");
        assertThat(instance(number)).isWaitingAt("handle").hasPassed("extend", "extended");
        assertThat(dueOn(number, "handle")).isAfter(before.plusDays(4));
        assertThat(notices("jiancha", number)).contains("extension-approved");
        assertThat(notices("wuzhidong", number)).contains("extended");
        assertThat(actions(number)).containsSubsequence("request-extension request", "approve-extension approve");
        assertThat(problems.get(number).sentBackAt()).isNull();
        assertThat(task(number, "handle").getDueDate().toInstant())
                .isEqualTo(caseClock
                        .running(problems.get(number), "handle", null)
                        .orElseThrow()
                        .dueAt());
        assertThatThrownBy(() -> send("jiancha", "request-extension", number, "days", 5, "reason", "再延"))
                .isInstanceOf(Conflict.class);
    }

    @Test
    void aRefusedExtensionChangesNothing() {
        String number = handling();
        LocalDate before = dueOn(number, "handle");
        send("jiancha", "request-extension", number, "days", 15, "reason", "等待监测报告");
        complete("deputy", number, "approve-extension", "outcome", "refuse", "reason", "抓紧办理");
        assertThat(instance(number)).isWaitingAt("handle").hasPassed("extension-refused");
        assertThat(dueOn(number, "handle")).isEqualTo(before);
    }

    @Test
    void aRequestStillOpenWhenHandlingEndsLapses() {
        String number = handling();
        send("jiancha", "request-extension", number, "days", 5, "reason", "等待监测报告");
        handle("jiancha", number, "done");
        assertThat(instance(number)).isWaitingAt("review");
        assertThat(actions(number)).contains("approve-extension lapse");
    }

    @Test
    void anOrdinaryProblemIsExtendedByFifteenDaysAtMost() {
        String number = handling();
        assertThatThrownBy(() -> send("jiancha", "request-extension", number, "days", 16, "reason", "太久"))
                .isInstanceOf(InvalidInput.class);
        assertThat(tasks(number, "approve-extension")).isEmpty();
    }

    @Test
    void whatCannotBeSolvedYetIsLookedAtEveryThreeMonths() {
        String number = handling();
        LocalDate today = LocalDate.now(clock);
        handle("jiancha", number, "cannot-yet");
        complete("jiancha-head", number, "review", "outcome", "approve");
        assertThat(instance(number)).isWaitingAt("review-interval");
        assertThat(status(number)).isEqualTo("waiting");
        assertThat(caseClock.running(problems.get(number))).isEmpty();
        assertThat(timer(number, "review-interval").getDuedate().toInstant())
                .isAfter(today.plusMonths(3).atStartOfDay(clock.getZone()).toInstant());

        fire(number, "review-interval");
        assertThat(instance(number)).isWaitingAt("periodic-review");
        complete("office", number, "periodic-review", "outcome", "stay", "reason", "管网尚未开工");
        assertThat(instance(number)).isWaitingAt("review-interval");

        fire(number, "review-interval");
        complete("office", number, "periodic-review", "outcome", "handle", "reason", "管网已完工");
        assertThat(instance(number)).isWaitingAt("handle");
        assertThat(problems.get(number).reopenings()).isEqualTo(1);
    }

    @Test
    void whatThePeopleCallUnsolvedIsHandledAgain() {
        String number = verifying();
        complete("wuzhidong", number, "verify", "outcome", "not-resolved", "reason", "夜间仍在施工");
        assertThat(instance(number)).isWaitingAt("handle");
        Problem reopened = problems.get(number);
        assertThat(reopened.reopenings()).isEqualTo(1);
        assertThat(reopened.clockStoppedAt()).isNull();
        assertThat(caseClock
                        .running(reopened, "handle", null)
                        .orElseThrow()
                        .limit()
                        .amount())
                .isEqualTo(10);
    }

    @Test
    void dissatisfactionWithAMatterSettledIsRecordedAndDoesNotReopen() {
        String number = verifying();
        ProcessInstance instance = instance(number);
        complete(
                "wuzhidong", number, "verify", "outcome", "resolved", "satisfaction", "not-satisfied", "opinion", "太慢");
        assertThat(instance).isEnded();
        assertThat(problems.get(number).satisfaction()).isEqualTo("not-satisfied");
    }

    @Test
    void whatThePeopleWereToldBeforeStaysOnTheCaseWhenItIsReopened() {
        String number = verifying();
        complete("wuzhidong", number, "verify", "outcome", "not-resolved", "reason", "夜间仍在施工");
        assertThat(problems.get(number).answer()).isEqualTo("已告知处理结果");
        complete(
                "jiancha",
                number,
                "handle",
                "outcome",
                "done",
                "handling",
                "已责令停工",
                "answer",
                "第二次答复",
                "answeredOn",
                LocalDate.now(clock).toString(),
                "answerMethod",
                "in-writing");
        assertThat(problems.get(number).answer()).isEqualTo("第二次答复");
        assertThat(database.sql("""
                        select reason from problem_event e join problem p on p.id = e.problem
                        where p.number = :number and e.action = 'answer' order by e.id""").param("number", number).query(String.class).list())
                .satisfiesExactly(
                        first -> assertThat(first).contains("电话答复", "已告知处理结果"),
                        second -> assertThat(second).contains("书面答复", "第二次答复"));
    }

    @Test
    void aHeadWhoFoundAnAssistNeedlessStillReviewsTheWorkOfOthers() {
        String number = handling("assistingUnits", List.of("jiance"));
        completeAssist("jiancha-head", number, "jiance", "outcome", "waive", "reason", "不需要监测");
        handle("jiancha", number, "done");
        assertThat(task(number, "review")).hasCandidateGroup("head-jiancha");
        complete("jiancha-head", number, "review", "outcome", "approve");
        assertThat(instance(number)).isWaitingAt("verify");
    }

    @Test
    void urgingACaseThatWaitsTellsWhoeverHandledIt() {
        String number = handling();
        handle("jiancha", number, "cannot-yet");
        complete("jiancha-head", number, "review", "outcome", "approve");
        send("xiejiandong", "urge", number);
        assertThat(notices("jiancha", number)).contains("urged");
    }

    @Test
    void urgingTellsWhoeverHoldsTheCase() {
        String number = handling();
        send("office", "urge", number, "reason", "群众又来电");
        assertThat(instance(number)).isWaitingAt("handle").hasPassed("send-urge", "urge-sent");
        assertThat(notices("jiancha", number)).contains("urged");
        assertThatThrownBy(() -> send("jiancha", "urge", number)).isInstanceOf(Forbidden.class);
    }

    @Test
    void aSupervisedCaseIsMarkedAndItsHandlerReplies() {
        String number = handling();
        send("supervisor", "supervise", number, "reason", "请说明进展");
        assertThat(instance(number)).isWaitingAt("handle", "reply-supervision");
        assertThat(problems.get(number).supervisedAt()).isNotNull();
        assertThat(notices("jiancha", number)).contains("supervised");
        assertThatThrownBy(() -> send("supervisor", "supervise", number, "reason", "再督"))
                .isInstanceOf(Conflict.class);
        complete("jiancha", number, "reply-supervision", "outcome", "replied", "reply", "已联系群众，明日到场");
        assertThat(instance(number)).isWaitingAt("handle").hasPassed("supervision-replied");
        assertThat(notices("supervisor", number)).contains("supervision-replied");
    }

    @Test
    void theOfficeAnswersForWhatItSettledOnTheSpot() throws Exception {
        String number = report("office");
        settleOnTheSpot("office", number);
        assertThat(post("supervisor", "/api/problems/" + number + "/supervise", Map.of("reason", "请说明如何解决"))
                        .status())
                .isEqualTo(200);
        assertThat(task(number, "reply-supervision"))
                .hasCandidateGroup("office")
                .isNotAssigned();
        assertThat(notices("office2", number)).contains("supervised");
        complete("office2", number, "reply-supervision", "outcome", "replied", "reply", "已当场清运");
        assertThat(notices("supervisor", number)).contains("supervision-replied");
        assertThat(instance(number)).isWaitingAt("verify");

        // Not solved after all: the unit that is found for it answers the next demand.
        send("supervisor", "supervise", number, "reason", "请说明现状");
        complete("wuzhidong", number, "verify", "outcome", "not-resolved", "reason", "垃圾仍在");
        complete("office", number, "triage", "outcome", "assign", "leadUnit", "jiancha");
        assertThat(offeredTo(number, "reply-supervision")).containsExactly("unit-jiancha");
    }

    @Test
    void aDemandGoesWithTheCaseToWhoeverHasIt() {
        String number = assigned();
        send("supervisor", "supervise", number, "reason", "请说明进展");
        assertThat(offeredTo(number, "reply-supervision")).containsExactly("unit-jiancha");
        CaseClock.Running promised = demanded(number);
        complete("jiancha", number, "acknowledge", "outcome", "object", "reason", "属污染防治科");
        assertThat(offeredTo(number, "reply-supervision")).containsExactly("office");
        assertThat(notices("office", number)).contains("supervised");
        complete("office", number, "triage", "outcome", "assign", "leadUnit", "wukong");
        assertThat(instance(number))
                .isWaitingAt("acknowledge", "reply-supervision")
                .hasPassed("demand-moved");
        assertThat(offeredTo(number, "reply-supervision")).containsExactly("unit-wukong");
        assertThat(notices("wukong-head", number)).contains("supervised");
        assertThat(demanded(number)).isEqualTo(promised);

        complete("wukong", number, "acknowledge", "outcome", "object", "reason", "也不属本科");
        complete("deputy", number, "adjudicate", "outcome", "assign", "leadUnit", "jiance", "reason", "以监测为主");
        assertThat(offeredTo(number, "reply-supervision")).containsExactly("unit-jiance");
        complete("jiance", number, "reply-supervision", "outcome", "replied", "reply", "今日取样");
        assertThat(instance(number)).isWaitingAt("handle");
        assertThat(notices("supervisor", number)).containsOnlyOnce("supervision-replied");
        assertThat(caseClock.running(problems.get(number), "reply-supervision", null))
                .isEmpty();
    }

    @Test
    void aCaseThatClosesTakesItsOpenDemandWithIt() {
        String number = verifying();
        ProcessInstance instance = instance(number);
        send("supervisor", "supervise", number, "reason", "请说明进展");
        complete("wuzhidong", number, "verify", "outcome", "resolved", "satisfaction", "basically");
        assertThat(instance).isEnded();
        assertThat(tasks(number, null)).isEmpty();
    }

    @Test
    void whereNoLeaderIsPairedTheOfficeNamesWhoVerifies() {
        String village = village("承家村");
        // The pairing is over for as long as the test runs; nobody else uses this village.
        endPairing(village, LocalDate.now(clock));
        try {
            String number = report("jiance", Map.of("village", village));
            complete("office", number, "triage", "outcome", "assign", "leadUnit", "jiancha");
            complete("jiancha", number, "acknowledge", "outcome", "accept");
            handle("jiancha", number, "done");
            complete("jiancha-head", number, "review", "outcome", "approve");
            assertThat(task(number, "verify")).isNotAssigned().hasCandidateGroup("office");
            complete("office2", number, "verify", "outcome", "resolved", "satisfaction", "satisfied");
            assertThat(status(number)).isEqualTo("closed");
        } finally {
            endPairing(village, null);
        }
    }

    // ---- helpers

    private List<String> offeredTo(String number, String step) {
        return engine
                .getTaskService()
                .getIdentityLinksForTask(task(number, step).getId())
                .stream()
                .map(link -> link.getGroupId())
                .filter(java.util.Objects::nonNull)
                .toList();
    }

    private CaseClock.Running demanded(String number) {
        return caseClock
                .running(problems.get(number), "reply-supervision", null)
                .orElseThrow();
    }

    private String objectedTwice(String second, String secondHandler) {
        String number = assigned();
        complete("jiancha", number, "acknowledge", "outcome", "object", "reason", "不属本队");
        complete("office", number, "triage", "outcome", "assign", "leadUnit", second);
        complete(secondHandler, number, "acknowledge", "outcome", "object", "reason", "也不属本科");
        return number;
    }

    private LocalDate dueOn(String number, String kind) {
        return caseClock
                .running(problems.get(number), kind, null)
                .orElseThrow()
                .dueAt()
                .atZone(clock.getZone())
                .toLocalDate();
    }
}
