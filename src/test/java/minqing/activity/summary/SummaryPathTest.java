package minqing.activity.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Set;
import minqing.bureau.calendar.PeriodState;
import minqing.bureau.calendar.Periods;
import minqing.bureau.calendar.WorkingCalendar;
import minqing.bureau.organization.Account;
import minqing.platform.engine.AccountLeft;
import minqing.platform.fault.Conflict;
import minqing.platform.fault.InvalidInput;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;

/** The process {@code monthly-summary}: every step, answer, message and timer. */
class SummaryPathTest extends SummaryTest {

    @Autowired
    private SummaryMessages messages;

    @Autowired
    private SummaryProcess process;

    @Autowired
    private ApplicationEventPublisher events;

    @Autowired
    private SummaryRules rules;

    @Autowired
    private SummaryWords words;

    @Autowired
    private Verification verification;

    @Autowired
    private Periods periods;

    @Autowired
    private WorkingCalendar calendar;

    @Test
    void aMonthIsRemindedCompiledCheckedSignedByBothSealedSubmittedAndAccepted() {
        YearMonth month = aMonth();
        LocalDate day = schedule(month).periodFrom();
        labour(outing(month, "wuzhidong", day), day);

        String key = started(month);
        ProcessInstance instance = instance(key);
        assertThat(instance).isWaitingAt("compile-time").hasPassed("remind-leaders");
        assertThat(notices("xiejiandong", key)).containsExactly("summary-remind-leader");
        assertThat(notices("office", key)).containsExactly("summary-remind-office");

        fire(key, "compile-time");
        assertThat(instance).isWaitingAt("check");
        assertThat(statusOf(key)).isEqualTo("checking");
        assertThat(periods.find(UNIT, month).orElseThrow().state()).isEqualTo(PeriodState.CHECKING);
        assertThat(figures(key))
                .containsEntry(Cell.LEADERS, 1)
                .containsEntry(Cell.LABOUR, 1)
                .containsEntry(Cell.FORUMS, 0);

        complete("office", key, "check", "outcome", "present", "remark", "本月汛期");
        assertThat(instance).isWaitingAt("sign");
        assertThat(task(key, "sign").getAssignee()).isEqualTo("deputy");
        complete("deputy", key, "sign", "outcome", "approve");
        assertThat(task(key, "sign").getAssignee()).isEqualTo("director");
        assertThat(periods.find(UNIT, month).orElseThrow().state()).isEqualTo(PeriodState.CHECKING);
        complete("director", key, "sign", "outcome", "approve");

        assertThat(instance).isWaitingAt("submit").hasPassed("seal");
        assertThat(periods.find(UNIT, month).orElseThrow().state()).isEqualTo(PeriodState.SEALED);
        SummaryVersion version = summaries.current(summaries.get(key));
        assertThat(version.sealed()).isTrue();
        assertThat(version.wholeRemark()).isEqualTo("本月汛期");
        assertThat(signing.approving(version))
                .extracting(Signing.Signature::signer)
                .containsExactly("deputy", "director");
        assertThat(verification.verify(summaries.get(key), version).intact()).isTrue();

        complete(
                "office",
                key,
                "submit",
                "outcome",
                "submitted",
                "method",
                "paper",
                "receipt",
                "组织部收",
                "stampedOn",
                today());
        assertThat(instance).isWaitingAt("await-acceptance");
        assertThat(statusOf(key)).isEqualTo("submitted");
        messages.accept(account("office"), key);
        assertThat(instance).isEnded().hasPassed("ended-accepted");
        assertThat(statusOf(key)).isEqualTo("accepted");
        assertThat(events(key))
                .containsExactly("start", "compile", "present", "sign", "sign", "seal", "submit", "accept");
    }

    @Test
    void aMonthStartedEarlyRemindsAtItsTimeAndOneStartedAfterThatDayNotAtAll() {
        YearMonth month = aMonth();
        setTime(moment(schedule(month).periodFrom(), 8));
        summaryStart.startIfMissing(Summary.key(UNIT, month));
        String key = Summary.key(UNIT, month);
        continueSteps(key);
        assertThat(instance(key)).isWaitingAt("remind-time");
        assertThat(notices("xiejiandong", key)).isEmpty();
        assertThat(timer(key, "remind-time").getDuedate().toInstant()).isEqualTo(times.remindAt(month));
        fire(key, "remind-time");
        assertThat(notices("xiejiandong", key)).containsExactly("summary-remind-leader");

        YearMonth late = aMonth();
        setTime(times.remindAt(late).plusSeconds(86_400));
        summaryStart.startIfMissing(Summary.key(UNIT, late));
        String missed = Summary.key(UNIT, late);
        continueSteps(missed);
        assertThat(instance(missed)).isWaitingAt("compile-time").hasNotPassed("remind-leaders");
    }

    @Test
    void whatIsSubmittedNamesAPlausibleDateOfTheSeal() {
        String key = sealed(aMonth());
        LocalDate day = today();
        setTime(moment(day.plusDays(1), 9));

        assertThatThrownBy(() -> complete("office", key, "submit", "outcome", "submitted"))
                .hasMessageContaining("盖章日期");
        assertThatThrownBy(
                        () -> complete("office", key, "submit", "outcome", "submitted", "stampedOn", day.minusDays(1)))
                .hasMessageContaining("盖章日期");
        assertThatThrownBy(
                        () -> complete("office", key, "submit", "outcome", "submitted", "stampedOn", day.plusDays(2)))
                .hasMessageContaining("盖章日期");
        assertThatThrownBy(() -> complete(
                        "office",
                        key,
                        "submit",
                        "outcome",
                        "submitted",
                        "submittedOn",
                        day,
                        "stampedOn",
                        day.plusDays(1)))
                .hasMessageContaining("盖章日期");
        assertThatThrownBy(() -> complete(
                        "office",
                        key,
                        "submit",
                        "outcome",
                        "submitted",
                        "submittedOn",
                        day.minusDays(1),
                        "stampedOn",
                        day))
                .hasMessageContaining("报送日期");
        assertThat(instance(key)).isWaitingAt("submit");
        complete("office", key, "submit", "outcome", "submitted", "submittedOn", day.plusDays(1), "stampedOn", day);
        assertThat(statusOf(key)).isEqualTo("submitted");
    }

    @Test
    void aLateStartSkipsTheReminder() {
        YearMonth month = aMonth();
        setTime(schedule(month).compileAt().plusSeconds(60));
        summaryStart.startIfMissing(Summary.key(UNIT, month));
        String key = Summary.key(UNIT, month);
        fire(key, "compile-time");

        assertThat(instance(key)).isWaitingAt("check").hasNotPassed("remind-leaders");
        assertThat(notices("xiejiandong", key)).isEmpty();
        assertThat(figures(key).values()).containsOnly(0);
    }

    @Test
    void whatTheOfficeCorrectsIsReadByCompilingAnewAndCannotBePresentedBefore() {
        YearMonth month = aMonth();
        LocalDate day = schedule(month).periodFrom();
        long outing = outing(month, "wuzhidong", day);
        String key = checking(month);
        labour(outing, day);

        assertThatThrownBy(() -> complete("office", key, "check", "outcome", "present"))
                .hasMessageContaining("重新汇总");
        assertThat(figures(key)).containsEntry(Cell.LABOUR, 0);

        complete("office", key, "check", "outcome", "recompile");
        assertThat(instance(key)).isWaitingAt("check");
        assertThat(figures(key)).containsEntry(Cell.LABOUR, 1);
        complete("office", key, "check", "outcome", "present");
        assertThat(instance(key)).isWaitingAt("sign");
    }

    @Test
    void aRecordCorrectedDuringSigningStopsTheSignature() {
        YearMonth month = aMonth();
        LocalDate day = schedule(month).periodFrom();
        long outing = outing(month, "wuzhidong", day);
        String key = signing(month);
        complete("deputy", key, "sign", "outcome", "approve");
        labour(outing, day);

        assertThatThrownBy(() -> complete("director", key, "sign", "outcome", "approve"))
                .hasMessageContaining("登记有变动");
        assertThat(periods.find(UNIT, month).orElseThrow().state()).isEqualTo(PeriodState.CHECKING);
        complete("director", key, "sign", "outcome", "return", "reason", "登记有变动");
        assertThat(instance(key)).isWaitingAt("check");
    }

    @Test
    void aReturnGoesBackToTheCheckKeepsTheTimersAndAllSignAgain() {
        YearMonth month = aMonth();
        String key = signing(month);
        complete("deputy", key, "sign", "outcome", "approve");
        complete("director", key, "sign", "outcome", "return", "reason", "备注写明原因");

        assertThat(instance(key)).isWaitingAt("check");
        assertThat(notices("office", key)).contains("summary-sent-back");
        assertThat(timer(key, "due-soon")).isNotNull();
        assertThat(timer(key, "past-due")).isNotNull();
        assertThat(timer(key, "noon")).isNull();

        complete("office", key, "check", "outcome", "present", "remark", "原因如下");
        complete("deputy", key, "sign", "outcome", "approve");
        complete("director", key, "sign", "outcome", "approve");
        SummaryVersion version = summaries.current(summaries.get(key));
        assertThat(signing.signatures(version))
                .extracting(Signing.Signature::decision)
                .containsExactly("approve", "return", "approve", "approve");
        assertThat(signing.approving(version)).hasSize(2);
    }

    @Test
    void aReturnNeedsAReason() {
        String key = signing(aMonth());

        assertThatThrownBy(() -> complete("deputy", key, "sign", "outcome", "return"))
                .hasMessageContaining("退回理由");
    }

    @Test
    void nobodySignsTheirOwnCheckAndNobodyBothSteps() {
        YearMonth month = aMonth();
        String key = signing(month);
        Summary summary = summaries.get(key);

        assertThat(rules.mayTake(account("deputy"), summary, "check")).isFalse();
        assertThat(rules.mayTake(account("office2"), summary, "check")).isTrue();
        assertThat(rules.mayTake(new Account("office", "x", Set.of("office", "approver")), summary, "sign"))
                .isFalse();
        assertThat(rules.mayTake(account("deputy"), summary, "sign")).isTrue();
        complete("deputy", key, "sign", "outcome", "approve");
        assertThat(rules.mayTake(account("deputy"), summaries.get(key), "sign")).isFalse();
        assertThatThrownBy(() -> complete("deputy", key, "sign", "outcome", "approve"))
                .isInstanceOf(RuntimeException.class);
        assertThat(signing.signatures(summaries.current(summary))).hasSize(1);
    }

    @Test
    void oneWorkingDayBeforeItIsDueWhoeverHoldsItAndTheSupervisorAreTold() {
        YearMonth month = aMonth();
        String key = signing(month);

        assertThat(timer(key, "due-soon").getDuedate().toInstant())
                .isEqualTo(moment(calendar.lastWorkingDayBefore(schedule(month).dueOn()), 9));
        fire(key, "due-soon");
        assertThat(notices("deputy", key)).containsExactly("summary-due-soon");
        assertThat(notices("supervisor", key)).containsExactly("summary-due-soon");
        assertThat(notices("director", key)).isEmpty();
        assertThat(instance(key)).isWaitingAt("sign");
    }

    @Test
    void atNoonOfTheDueDateTheOfficeTelephonesAndAnAuthorisedSubstituteSignsBothNamed() {
        YearMonth month = aMonth();
        setTime(moment(schedule(month).periodFrom(), 9));
        signing.authorise(
                account("director"),
                "xujianyun",
                schedule(month).periodFrom(),
                schedule(month).dueOn());
        String key = signing(month);
        complete("deputy", key, "sign", "outcome", "approve");
        assertThat(rules.mayTake(account("xujianyun"), summaries.get(key), "sign"))
                .isFalse();
        assertThat(task(key, "sign").getAssignee()).isEqualTo("director");

        fire(key, "noon");
        Task sign = task(key, "sign");
        assertThat(sign.getAssignee()).isNull();
        assertThat(notices("xujianyun", key)).contains("summary-noon");
        assertThat(instance(key)).isWaitingAt("sign", "telephone");
        complete("office", key, "telephone", "outcome", "not-reached", "note", "在外开会");

        complete("xujianyun", key, "sign", "outcome", "approve");
        SummaryVersion version = summaries.current(summaries.get(key));
        assertThat(signing.approving(version))
                .extracting(Signing.Signature::principal, Signing.Signature::signer)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("deputy", "deputy"),
                        org.assertj.core.groups.Tuple.tuple("director", "xujianyun"));
        assertThat(words.signature("director", "xujianyun"))
                .contains("受")
                .contains(directory.nameOf("director"))
                .contains(directory.nameOf("xujianyun"));
        assertThat(events(key)).contains("telephone-not-reached", "sign-for");
    }

    @Test
    void whatIsTakenBackAfterNoonIsNoLongerOfferedAndCannotBeSigned() {
        YearMonth month = aMonth();
        setTime(moment(schedule(month).periodFrom(), 9));
        LocalDate due = schedule(month).dueOn();
        signing.authorise(account("deputy"), "xujianyun", schedule(month).periodFrom(), due);
        String key = signing(month);
        fire(key, "noon");
        assertThat(rules.mayTake(account("xujianyun"), summaries.get(key), "sign"))
                .isTrue();
        as("xujianyun", () -> {
            engine.getTaskService().claim(task(key, "sign").getId(), "xujianyun");
            return true;
        });

        messages.revoke(
                account("deputy"),
                signing.authorisations(account("deputy")).get(0).id());
        assertThat(task(key, "sign").getAssignee()).isEqualTo("deputy");
        assertThat(rules.mayTake(account("xujianyun"), summaries.get(key), "sign"))
                .isFalse();
        assertThatThrownBy(() -> complete("xujianyun", key, "sign", "outcome", "approve"))
                .isInstanceOf(RuntimeException.class);
        complete("deputy", key, "sign", "outcome", "approve");
    }

    @Test
    void anAuthorisationEndsWithItsLastDayAndALaterOneBeginsTheDayAfterItIsGiven() {
        YearMonth month = aMonth();
        setTime(moment(schedule(month).periodFrom(), 9));
        LocalDate due = schedule(month).dueOn();
        signing.authorise(account("deputy"), "xujianyun", schedule(month).periodFrom(), due);
        String key = signing(month);
        fire(key, "noon");
        Summary summary = summaries.get(key);
        assertThat(rules.mayTake(account("xujianyun"), summary, "sign")).isTrue();

        setTime(moment(due, 20));
        signing.authorise(account("deputy"), "yangyumei", due.plusDays(1), due.plusDays(3));
        setTime(moment(due.plusDays(1), 9));
        process.offerSignatures();
        assertThat(rules.mayTake(account("xujianyun"), summary, "sign")).isFalse();
        assertThat(rules.mayTake(account("yangyumei"), summary, "sign")).isTrue();
        assertThat(engine.getTaskService()
                        .getIdentityLinksForTask(task(key, "sign").getId()))
                .extracting(link -> link.getUserId())
                .containsExactlyInAnyOrder("deputy", "yangyumei");
        complete("yangyumei", key, "sign", "outcome", "approve");
        assertThat(task(key, "sign").getAssignee()).isEqualTo("director");
    }

    @Test
    void whoeverCheckedInAnEarlierRoundSignsForNobody() {
        YearMonth month = aMonth();
        setTime(moment(schedule(month).periodFrom(), 9));
        signing.authorise(
                account("deputy"),
                "xujianyun",
                schedule(month).periodFrom(),
                schedule(month).dueOn());
        String key = signing(month);
        fire(key, "noon");
        Summary summary = summaries.get(key);
        assertThat(rules.mayTake(account("xujianyun"), summary, "sign")).isTrue();

        summaries.event(summary, "xujianyun", "recompile", null);
        assertThat(rules.mayTake(account("xujianyun"), summary, "sign")).isFalse();
    }

    @Test
    void whoBecomesAnApproverWhileATableIsSignedChangesNothingInIt() {
        String key = signing(aMonth());
        whileMember("bieqiao", "approver", true, () -> {
            complete("deputy", key, "sign", "outcome", "approve");
            assertThat(task(key, "sign").getAssignee()).isEqualTo("director");
            assertThat(rules.mayTake(account("bieqiao"), summaries.get(key), "sign"))
                    .isFalse();
            complete("director", key, "sign", "outcome", "approve");
        });
        assertThat(instance(key)).isWaitingAt("submit");
    }

    @Test
    void whatTheOfficeCantDoAnyMoreIsTheAdministrators() {
        String key = checking(aMonth());
        whileMember("office", "office", false, () -> {
            assertThat(notices("admin", key)).doesNotContain("task-handed-on");
            whileMember("office2", "office", false, () -> {
                assertThat(task(key, "check")).hasCandidateGroup("camunda-admin");
                assertThat(notices("admin", key)).contains("task-handed-on");
                complete("admin", key, "check", "outcome", "present");
                complete("deputy", key, "sign", "outcome", "approve");
                complete("director", key, "sign", "outcome", "approve");
                assertThat(task(key, "submit")).hasCandidateGroup("camunda-admin");
            });
        });
    }

    @Test
    void whereAnApproverCanSignNoMoreTheOfficeTakesTheTableBackAndNothingElse() {
        String key = signing(aMonth());
        whileMember("deputy", "approver", false, () -> {
            events.publishEvent(new AccountLeft("deputy", "admin"));
            assertThat(task(key, "sign").getAssignee()).isNull();
            assertThat(rules.mayTake(account("deputy"), summaries.get(key), "sign"))
                    .isFalse();
            assertThatThrownBy(() -> complete("office2", key, "sign", "outcome", "approve"))
                    .hasMessageContaining("只能退回核对");
            complete("office2", key, "sign", "outcome", "return", "reason", "审签领导已调离");
            assertThat(instance(key)).isWaitingAt("check");
            assertThatThrownBy(() -> complete("office", key, "check", "outcome", "present"))
                    .hasMessageContaining("不足两位");
        });
        complete("office", key, "check", "outcome", "present");
        assertThat(task(key, "sign").getAssignee()).isEqualTo("deputy");
    }

    @Test
    void aTableSubmittedOnTheTwentyFifthIsLateAlsoWhereTheTimerHasNotFired() {
        YearMonth month = aMonth();
        String key = sealed(month);
        setTime(moment(month.atDay(25), 1));
        complete("office", key, "submit", "outcome", "submitted", "stampedOn", today());

        assertThat(summaries.get(key).redAt()).isNotNull();
        assertThat(events(key)).containsSubsequence("red", "submit");
    }

    @Test
    void aCorrectionTakesNoMoreThanThereIs() {
        YearMonth month = aMonth();
        LocalDate day = schedule(month).periodFrom();
        labour(outing(month, "wuzhidong", day), day);
        String key = submitted(month);
        messages.accept(account("office"), key);

        messages.correct(account("office"), key, Map.of("cell", "labour", "difference", -1, "reason", "多登"));
        assertThatThrownBy(() -> messages.correct(
                        account("office"), key, Map.of("cell", "labour", "difference", -1, "reason", "多登")))
                .isInstanceOf(InvalidInput.class);
    }

    @Test
    void anAuthorisationGivenOnTheDayItselfIsTooLateAndNothingIsSignedByATimer() {
        YearMonth month = aMonth();
        String key = signing(month);
        setTime(moment(schedule(month).dueOn(), 8));
        signing.authorise(
                account("deputy"),
                "xujianyun",
                schedule(month).dueOn(),
                schedule(month).dueOn());

        fire(key, "noon");
        assertThat(task(key, "sign").getAssignee()).isEqualTo("deputy");
        complete("office", key, "telephone", "outcome", "reached");
        fire(key, "past-due");
        assertThat(signing.signatures(summaries.current(summaries.get(key)))).isEmpty();
        assertThat(instance(key)).isWaitingAt("sign");
    }

    @Test
    void whatIsSignedByNoonNeedsNoTelephone() {
        String key = sealed(aMonth());

        assertThat(instance(key)).isWaitingAt("submit").hasPassed("signing-ends");
        assertThat(timer(key, "noon")).isNull();
        assertThat(tasks(key, "telephone")).isEmpty();
    }

    @Test
    void nobodyIsTelephonedWhileALateTableIsCheckedAndFromTheSigningOnTheApproversAre() {
        YearMonth month = aMonth();
        setTime(moment(schedule(month).dueOn().plusDays(1), 15));
        summaryStart.startIfMissing(Summary.key(UNIT, month));
        String key = Summary.key(UNIT, month);
        fire(key, "compile-time");
        setTime(moment(schedule(month).dueOn().plusDays(1), 15));
        assertThat(instance(key)).isWaitingAt("check").isNotWaitingAt("telephone");
        assertThat(timer(key, "noon")).isNull();

        complete("office", key, "check", "outcome", "present");
        engine.getManagementService().executeJob(timer(key, "noon").getId());
        assertThat(instance(key)).isWaitingAt("sign", "telephone");
        assertThat(notices("office", key)).contains("summary-unsigned").doesNotContain("summary-noon");
        assertThat(signing.signatures(summaries.current(summaries.get(key)))).isEmpty();
    }

    @Test
    void theCallIsTakenBackWithTheReturnRaisedAgainWithTheNextSigningAndTakenBackWithTheLastSignature() {
        YearMonth month = aMonth();
        String key = signing(month);
        fire(key, "noon");
        complete("deputy", key, "sign", "outcome", "approve");
        assertThat(instance(key)).isWaitingAt("sign", "telephone");

        complete("director", key, "sign", "outcome", "return", "reason", "备注写明原因");
        assertThat(instance(key)).isWaitingAt("check").isNotWaitingAt("telephone");
        assertThat(tasks(key, "telephone")).isEmpty();
        complete("office", key, "check", "outcome", "recompile");
        assertThat(instance(key)).isWaitingAt("check").isNotWaitingAt("telephone");

        complete("office", key, "check", "outcome", "present");
        engine.getManagementService().executeJob(timer(key, "noon").getId());
        assertThat(instance(key)).isWaitingAt("sign", "telephone");
        complete("deputy", key, "sign", "outcome", "approve");
        assertThat(tasks(key, "telephone")).hasSize(1);
        complete("director", key, "sign", "outcome", "approve");
        assertThat(instance(key)).isWaitingAt("submit").isNotWaitingAt("telephone");
        assertThat(tasks(key, "telephone")).isEmpty();
        assertThat(signing.approving(summaries.current(summaries.get(key))))
                .extracting(Signing.Signature::signer)
                .containsExactly("deputy", "director");
    }

    @Test
    void aMonthThatBeginsTooLateIsNotSaidToBeDueSoon() {
        YearMonth month = aMonth();
        LocalDate due = schedule(month).dueOn();
        setTime(moment(due, 8));
        summaryStart.startIfMissing(Summary.key(UNIT, month));
        String key = Summary.key(UNIT, month);
        fire(key, "compile-time");
        setTime(moment(due, 8));
        engine.getManagementService().executeJob(timer(key, "due-soon").getId());
        assertThat(notices("office", key)).containsExactly("summary-due-today");

        YearMonth missed = aMonth();
        setTime(moment(missed.atDay(26), 8));
        summaryStart.startIfMissing(Summary.key(UNIT, missed));
        String late = Summary.key(UNIT, missed);
        fire(late, "compile-time");
        setTime(moment(missed.atDay(26), 8));
        engine.getManagementService().executeJob(timer(late, "due-soon").getId());
        engine.getManagementService().executeJob(timer(late, "past-due").getId());
        assertThat(notices("office", late)).containsExactly("summary-past-due");
        assertThat(notices("supervisor", late)).containsExactly("summary-past-due");
    }

    @Test
    void onTheTwentyFifthAnUnsubmittedMonthIsRedForGood() {
        YearMonth month = aMonth();
        String key = signing(month);
        assertThat(timer(key, "past-due").getDuedate().toInstant()).isEqualTo(moment(month.atDay(25), 0));

        fire(key, "past-due");
        assertThat(summaries.get(key).redAt()).isNotNull();
        assertThat(notices("supervisor", key)).contains("summary-past-due");
        complete("deputy", key, "sign", "outcome", "approve");
        complete("director", key, "sign", "outcome", "approve");
        complete("office", key, "submit", "outcome", "submitted", "stampedOn", today());
        assertThat(summaries.get(key).redAt()).isNotNull();
        assertThatThrownBy(() -> database.sql("update summary set red_at = null where id = :id")
                        .param("id", summaries.get(key).id())
                        .update())
                .hasMessageContaining("red light");
    }

    @Test
    void sentBackItBecomesVersionTwoOfTheRecordsAsTheyStandAndTheFirstIsKept() {
        YearMonth month = aMonth();
        LocalDate day = schedule(month).periodFrom();
        long outing = outing(month, "wuzhidong", day);
        String key = submitted(month);
        SummaryVersion first = summaries.current(summaries.get(key));

        messages.sendBack(account("office"), key, "漏登生产劳动");
        LocalDate returned = LocalDate.now(clock);
        continueSteps(key);
        assertThat(instance(key)).isWaitingAt("check");
        Summary summary = summaries.get(key);
        assertThat(summary.version()).isEqualTo(2);
        assertThat(summary.dueOn()).isEqualTo(calendar.plusWorkingDays(returned, 3));
        assertThat(periods.find(UNIT, month).orElseThrow().state()).isEqualTo(PeriodState.CHECKING);

        labour(outing, day);
        complete("office", key, "check", "outcome", "recompile");
        complete("office", key, "check", "outcome", "present");
        fire(key, "past-due");
        assertThat(summaries.get(key).redAt()).isNull();
        complete("deputy", key, "sign", "outcome", "approve");
        complete("director", key, "sign", "outcome", "approve");
        SummaryVersion second = summaries.current(summaries.get(key));
        assertThat(second.previousHash()).isNotNull();
        assertThat(summaries.figures(second, "period")).containsEntry(Cell.LABOUR, 1);
        SummaryVersion kept = summaries.version(summary, 1).orElseThrow();
        assertThat(kept.hash()).isEqualTo(first.hash());
        assertThat(summaries.figures(kept, "period")).containsEntry(Cell.LABOUR, 0);
        assertThat(verification.verify(summaries.get(key), kept).intact()).isTrue();
        assertThat(verification.verify(summaries.get(key), second).intact()).isTrue();
        complete("office", key, "submit", "outcome", "submitted", "stampedOn", today());
        assertThat(instance(key)).isWaitingAt("await-acceptance");
    }

    @Test
    void neitherAcceptedNorSentBackWithinTenWorkingDaysItEnds() {
        String key = submitted(aMonth());
        assertThat(timer(key, "acceptance-lapsed").getDuedate().toInstant())
                .isEqualTo(calendar.plusWorkingDays(LocalDate.now(clock), 10)
                        .atTime(23, 59, 59)
                        .atZone(clock.getZone())
                        .toInstant());

        ProcessInstance instance = instance(key);
        fire(key, "acceptance-lapsed");
        assertThat(instance).isEnded();
        assertThat(statusOf(key)).isEqualTo("ended");
    }

    @Test
    void messagesThatComeTooEarlyOrTooLateAreRefused() {
        String key = sealed(aMonth());

        assertThatThrownBy(() -> messages.accept(account("office"), key)).isInstanceOf(Conflict.class);
        assertThatThrownBy(() -> messages.sendBack(account("office"), key, "x")).isInstanceOf(Conflict.class);
        assertThatThrownBy(() -> messages.correct(account("office"), key, correction(1)))
                .isInstanceOf(Conflict.class);
        complete("office", key, "submit", "outcome", "submitted", "stampedOn", today());
        messages.accept(account("office"), key);
        assertThatThrownBy(() -> messages.accept(account("office"), key)).isInstanceOf(Conflict.class);
        assertThatThrownBy(() -> messages.sendBack(account("office"), key, "x")).isInstanceOf(Conflict.class);
    }

    @Test
    void aCorrectionIsCarriedByTheOpenMonthWithItsReason() {
        YearMonth month = aMonthOfItsOwnYear();
        String key = submitted(month);
        messages.accept(account("office"), key);
        messages.correct(account("office"), key, correction(2));

        YearMonth next = schedules.containing(LocalDate.now(clock)).month();
        assertThat(next).isAfter(month);
        String following = checking(next);
        assertThat(figures(following)).containsEntry(Cell.COLLECTED, 2);
        assertThat(yearFigures(following)).containsEntry(Cell.COLLECTED, 2);
        assertThat(summaries.current(summaries.get(following)).wholeRemark())
                .contains("更正")
                .contains(month.getMonthValue() + "月")
                .contains("+2")
                .contains("漏登");
        assertThat(figures(key)).containsEntry(Cell.COLLECTED, 0);
    }

    @Test
    void theClockOfTheMonthsStartsEachMissingMonthByItself() {
        YearMonth month = periods.firstPeriod(UNIT).orElseThrow().plusMonths(20);
        setTime(times.remindAt(month).minusSeconds(60));
        tick();
        assertThat(summaries.find(UNIT, month)).isEmpty();
        assertThat(summaries.find(UNIT, month.minusMonths(1))).isPresent();

        // The clock fires at nine, the hour of every reminder: the month starts that day and not the next.
        assertThat(times.remindAt(month).atZone(clock.getZone()).getHour()).isEqualTo(9);
        setTime(times.remindAt(month));
        ProcessInstance tick = tick();
        assertThat(tick).isEnded().hasPassed("every-day", "start-missing", "offer-signatures", "all-started");
        assertThat(summaries.find(UNIT, month)).isPresent();
        assertThat(instance(Summary.key(UNIT, month))).isNotNull();
    }

    /** A day's round of the clock, every job of it. */
    private ProcessInstance tick() {
        ProcessInstance tick = engine.getRuntimeService().startProcessInstanceByKey(SummaryClockProcess.KEY);
        for (List<Job> jobs = jobs(tick); !jobs.isEmpty(); jobs = jobs(tick)) {
            jobs.forEach(job -> engine.getManagementService().executeJob(job.getId()));
        }
        return tick;
    }

    private List<Job> jobs(ProcessInstance instance) {
        return engine.getManagementService()
                .createJobQuery()
                .processInstanceId(instance.getId())
                .list();
    }

    private Map<String, Object> correction(int difference) {
        return Map.of("cell", "collected", "difference", difference, "reason", "漏登");
    }

    private Account account(String id) {
        return directory.account(id).orElseThrow();
    }
}
