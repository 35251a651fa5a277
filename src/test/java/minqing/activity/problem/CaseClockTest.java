package minqing.activity.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import minqing.bureau.calendar.LimitUnit;
import minqing.platform.fault.Conflict;
import minqing.work.inbox.TaskRef;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The clock table, on days of March to July 2026 whose make-up days are known. */
class CaseClockTest extends CaseTest {

    private static final LocalDate MONDAY = LocalDate.of(2026, 3, 2);

    @Autowired
    private Ledger ledger;

    @Autowired
    private ProblemCase cases;

    @Test
    void triageHasFiveWorkingDaysThenBlueThenRedThenARepeatEveryThree() {
        setDay(MONDAY);
        String number = report("wuzhidong");
        CaseClock.Running triage = running(number, "triage");
        assertThat(local(triage.dueAt())).isEqualTo(LocalDateTime.of(2026, 3, 9, 23, 59, 59));
        assertThat(local(triage.blueAt())).isEqualTo(LocalDateTime.of(2026, 3, 6, 23, 59, 59));
        assertThat(light(number)).isEqualTo("none");

        assertThat(watcher(number)).isEqualTo(LocalDateTime.of(2026, 3, 9, 9, 0));
        fire(number, ProblemProcess.WATCHER);
        assertThat(light(number)).isEqualTo("blue");
        assertThat(notices("office", number)).containsExactly("due-soon");
        assertThat(notices("supervisor", number)).isEmpty();

        assertThat(watcher(number)).isEqualTo(LocalDateTime.of(2026, 3, 10, 9, 0));
        fire(number, ProblemProcess.WATCHER);
        assertThat(light(number)).isEqualTo("red");
        assertThat(notices("office", number)).containsExactly("due-soon", "overdue");
        assertThat(notices("supervisor", number)).containsExactly("overdue");

        // Three working days later: 11, 12, 13 March.
        assertThat(watcher(number)).isEqualTo(LocalDateTime.of(2026, 3, 13, 9, 0));
        fire(number, ProblemProcess.WATCHER);
        assertThat(notices("supervisor", number)).containsExactly("overdue", "overdue");
        assertThat(watcher(number)).isEqualTo(LocalDateTime.of(2026, 3, 18, 9, 0));
    }

    @Test
    void anApplicationThatWasDownSendsOneNoticeAndGoesOnFromToday() {
        setDay(MONDAY);
        String number = report("wuzhidong");
        setDay(LocalDate.of(2026, 4, 1));
        engine.getManagementService()
                .executeJob(timer(number, ProblemProcess.WATCHER).getId());
        assertThat(notices("office", number)).containsExactly("overdue");
        assertThat(local(timer(number, ProblemProcess.WATCHER).getDuedate().toInstant()))
                .isAfter(LocalDateTime.of(2026, 4, 1, 12, 0));
    }

    @Test
    void theHandlingClockStartsWhenTheUnitTakesTheCaseOn() {
        setDay(MONDAY);
        String number = assigned();
        setDay(LocalDate.of(2026, 3, 4));
        complete("jiancha", number, "acknowledge", "outcome", "accept");
        // Fifteen working days after 4 March; the weekend days do not count.
        assertThat(local(running(number, "handle").dueAt()).toLocalDate()).isEqualTo(LocalDate.of(2026, 3, 25));
        assertThat(local(running(number, "first-contact").dueAt()).toLocalDate())
                .isEqualTo(LocalDate.of(2026, 3, 9));
        assertThat(task(number, "handle").getDueDate().toInstant())
                .isEqualTo(running(number, "handle").dueAt());
    }

    @Test
    void aMissedFirstContactIsYellowUntilItIsMade() {
        setDay(MONDAY);
        String number = handling();
        setDay(LocalDate.of(2026, 3, 6));
        assertThat(light(number)).isEqualTo("yellow");
        assertThat(cardLight(number)).isEqualTo(running(number, "first-contact").dueAt());
        assertThat(watcher(number)).isEqualTo(LocalDateTime.of(2026, 3, 6, 9, 0));
        fire(number, ProblemProcess.WATCHER);
        assertThat(notices("jiancha", number)).contains("first-contact-missed");
        assertThat(notices("supervisor", number)).isEmpty();
        send("jiancha", "first-contact", number);
        assertThat(light(number)).isEqualTo("none");
        assertThat(problems.get(number).firstContactAt()).isNotNull();
    }

    @Test
    void urgentProblemsHaveTwentyFourHours() {
        setDay(MONDAY);
        String number = report("wuzhidong", Map.of("urgency", "urgent"));
        complete("office", number, "triage", "outcome", "assign", "leadUnit", "jiancha");
        complete("jiancha", number, "acknowledge", "outcome", "accept");
        CaseClock.Running handle = running(number, "handle");
        assertThat(handle.limit().unit()).isEqualTo(LimitUnit.HOURS);
        assertThat(local(handle.dueAt())).isEqualTo(LocalDateTime.of(2026, 3, 3, 12, 0));
    }

    @Test
    void aComplexProblemHasSixtyDaysAndNeverEndsOnADayOff() {
        setDay(LocalDate.of(2026, 3, 3));
        String number = handling("complexity", "complex");
        // The sixtieth day is 2 May, in the Labour Day holiday.
        CaseClock.Running handle = running(number, "handle");
        assertThat(handle.limit().amount()).isEqualTo(60);
        assertThat(local(handle.dueAt()).toLocalDate()).isEqualTo(LocalDate.of(2026, 5, 6));
    }

    @Test
    void aReturnLeavesTheClockAloneAndTurnsTheLightYellow() {
        setDay(MONDAY);
        String number = handling();
        Instant due = running(number, "handle").dueAt();
        handle("jiancha", number, "done");
        complete("jiancha-head", number, "review", "outcome", "return", "reason", "没有说明原因");
        assertThat(running(number, "handle").dueAt()).isEqualTo(due);
        assertThat(light(number)).isEqualTo("yellow");
        handle("jiancha", number, "done");
        complete("jiancha-head", number, "review", "outcome", "approve");
        assertThat(caseClock.running(problems.get(number), "handle", null)).isEmpty();
        assertThat(problems.get(number).clockStoppedAt()).isNotNull();
        assertThat(light(number)).isEqualTo("none");
    }

    @Test
    void anObjectionGivesTheNewUnitTheFullClock() {
        setDay(MONDAY);
        String number = assigned();
        complete("jiancha", number, "acknowledge", "outcome", "object", "reason", "不属本队");
        assertThat(caseClock.running(problems.get(number), "acknowledge", null)).isEmpty();
        setDay(LocalDate.of(2026, 3, 9));
        complete("office", number, "triage", "outcome", "assign", "leadUnit", "wukong");
        assertThat(local(running(number, "acknowledge").dueAt()).toLocalDate()).isEqualTo(LocalDate.of(2026, 3, 16));
    }

    @Test
    void anOverdueHandlingIsKnownToHandlerHeadAndSupervisor() {
        setDay(MONDAY);
        String number = handling();
        send("jiancha", "first-contact", number);
        fire(number, ProblemProcess.WATCHER);
        assertThat(notices("jiancha", number)).contains("due-soon");
        fire(number, ProblemProcess.WATCHER);
        assertThat(notices("jiancha", number)).contains("overdue");
        assertThat(notices("jiancha-head", number)).contains("overdue");
        assertThat(notices("supervisor", number)).contains("overdue");
        assertThat(light(number)).isEqualTo("red");
    }

    @Test
    void anApprovedExtensionMovesTheWatcherAndTheLight() {
        setDay(MONDAY);
        String number = handling();
        send("jiancha", "first-contact", number);
        send("jiancha", "request-extension", number, "days", 5, "reason", "等待监测报告");
        complete("deputy", number, "approve-extension", "outcome", "approve");
        // Twenty working days after 2 March, with Qingming on Monday 6 April off: 30 March.
        assertThat(local(running(number, "handle").dueAt()).toLocalDate()).isEqualTo(LocalDate.of(2026, 3, 30));
        assertThat(watcher(number)).isEqualTo(LocalDateTime.of(2026, 3, 25, 9, 0));
    }

    @Test
    void noticesWaitForOfficeHoursWhenTheApplicationStartsOnADayOff() {
        setDay(MONDAY);
        String number = report("wuzhidong");
        // Blue was due on Monday 9 March; the application was down until Saturday the 14th, at night.
        setTime(LocalDateTime.of(2026, 3, 14, 22, 0).atZone(clock.getZone()).toInstant());
        engine.getManagementService()
                .executeJob(timer(number, ProblemProcess.WATCHER).getId());
        assertThat(notices("office", number)).isEmpty();
        assertThat(watcher(number)).isEqualTo(LocalDateTime.of(2026, 3, 16, 9, 0));
        fire(number, ProblemProcess.WATCHER);
        fire(number, ProblemProcess.WATCHER);
        assertThat(notices("office", number)).containsExactly("overdue", "overdue");
        assertThat(actions(number)).containsOnlyOnce("triage overdue");
    }

    @Test
    void theObjectionEndsWithTheFifthDayAndTheHeadHearsOfItAtNine() {
        setDay(MONDAY);
        String number = assigned();
        assertThat(local(timer(number, "objection-lapsed").getDuedate().toInstant()))
                .isEqualTo(LocalDateTime.of(2026, 3, 10, 9, 0));
        setTime(LocalDateTime.of(2026, 3, 10, 0, 30).atZone(clock.getZone()).toInstant());
        assertRefused(
                Conflict.class,
                "problem.objection-lapsed",
                () -> complete("jiancha", number, "acknowledge", "outcome", "object", "reason", "属污染防治科"));
        fire(number, "objection-lapsed");
        assertThat(notices("jiancha-head", number)).contains("objection-lapsed");
    }

    @Test
    void everyAssistingUnitHasADeadlineOfItsOwnThatAnExtensionMovesAndAReturnLeavesAlone() {
        setDay(MONDAY);
        String number = handling("assistingUnits", List.of("jiance", "wukong"));
        Instant due = running(number, "handle").dueAt();
        assertThat(assist(number, "jiance").dueAt()).isEqualTo(due);
        assertThat(assist(number, "wukong").dueAt()).isEqualTo(due);
        completeAssist("wukong", number, "wukong", "outcome", "done", "result", "已出方案");
        assertThat(caseClock.running(problems.get(number), "assist", "wukong")).isEmpty();

        setDay(LocalDate.of(2026, 3, 5));
        send("jiancha", "request-extension", number, "days", 5, "reason", "等待监测报告");
        complete("deputy", number, "approve-extension", "outcome", "approve");
        Instant later = running(number, "handle").dueAt();
        assertThat(later).isAfter(due);
        assertThat(assist(number, "jiance").dueAt()).isEqualTo(later);
        Task task = task(number, "assist");
        assertThat(task.getDueDate().toInstant()).isEqualTo(later);
        assertThat(database.sql("select due_at from inbox_task where id = :id")
                        .param("id", task.getId())
                        .query(java.sql.Timestamp.class)
                        .single()
                        .toInstant())
                .isEqualTo(later);

        completeAssist("jiance", number, "jiance", "outcome", "done", "result", "已取样");
        handle("jiancha", number, "done");
        setDay(LocalDate.of(2026, 3, 12));
        complete(
                "jiancha-head",
                number,
                "review",
                "outcome",
                "return",
                "reason",
                "数据不全",
                "assistingUnits",
                List.of("jiance"));
        assertThat(running(number, "handle").dueAt()).isEqualTo(later);
        assertThat(assist(number, "jiance").dueAt()).isEqualTo(later);
    }

    @Test
    void aDemandIsRemindedOfByItsOwnDateAndColoursNoLight() {
        setDay(MONDAY);
        String number = handling();
        send("jiancha", "first-contact", number);
        send("supervisor", "supervise", number, "reason", "请说明进展", "replyBy", "2026-03-04");
        Instant replyBy = running(number, "reply-supervision").dueAt();
        assertThat(local(replyBy)).isEqualTo(LocalDateTime.of(2026, 3, 4, 23, 59, 59));
        assertThat(task(number, "reply-supervision").getDueDate().toInstant()).isEqualTo(replyBy);
        setTime(LocalDateTime.of(2026, 3, 5, 9, 0).atZone(clock.getZone()).toInstant());
        engine.getManagementService()
                .executeJob(timer(number, ProblemProcess.WATCHER).getId());
        assertThat(notices("jiancha", number)).contains("overdue");
        assertThat(notices("jiancha-head", number)).contains("overdue");
        assertThat(notices("supervisor", number)).contains("overdue");
        assertThat(light(number)).isEqualTo("none");
        complete("jiancha", number, "reply-supervision", "outcome", "replied", "reply", "明日到场");
        assertThat(caseClock.running(problems.get(number), "reply-supervision", null))
                .isEmpty();
    }

    @Test
    void aReopeningGivesTenWorkingDaysAndATimeoutOfTheLeaderIsNotTheUnitsFault() {
        setDay(MONDAY);
        String number = verifying();
        assertThat(local(running(number, "verify").dueAt()).toLocalDate()).isEqualTo(LocalDate.of(2026, 3, 16));
        fire(number, ProblemProcess.WATCHER);
        fire(number, ProblemProcess.WATCHER);
        assertThat(notices("wuzhidong", number)).contains("due-soon", "overdue");
        assertThat(notices("supervisor", number)).contains("overdue");
        assertThat(notices("jiancha-head", number)).doesNotContain("overdue");
        setDay(LocalDate.of(2026, 3, 18));
        complete("wuzhidong", number, "verify", "outcome", "not-resolved", "reason", "夜间仍在施工");
        assertThat(local(running(number, "handle").dueAt()).toLocalDate()).isEqualTo(LocalDate.of(2026, 4, 1));
        assertThat(light(number)).isEqualTo("yellow");
    }

    @Test
    void aComplexProblemThatWasReopenedIsExtendedByCalendarDays() {
        setDay(LocalDate.of(2026, 3, 3));
        String number = handling("complexity", "complex", "assistingUnits", List.of("jiance"));
        completeAssist("jiance", number, "jiance", "outcome", "done", "result", "已取样监测");
        handle("jiancha", number, "done");
        complete("jiancha-head", number, "review", "outcome", "approve");
        complete("wuzhidong", number, "verify", "outcome", "not-resolved", "reason", "夜间仍在施工");
        assertThat(local(running(number, "handle").dueAt()).toLocalDate()).isEqualTo(LocalDate.of(2026, 3, 17));
        send("jiancha", "request-extension", number, "days", 30, "reason", "等待监测报告");
        complete("deputy", number, "approve-extension", "outcome", "approve");
        // Thirty calendar days after 17 March.
        assertThat(local(running(number, "handle").dueAt()).toLocalDate()).isEqualTo(LocalDate.of(2026, 4, 16));
        assertThat(running(number, "handle").limit().unit()).isEqualTo(LimitUnit.CALENDAR_DAYS);
    }

    @Test
    void whereAnApproverReviewsTheApproversAreReminded() {
        setDay(MONDAY);
        String number = report("wuzhidong");
        complete("office", number, "triage", "outcome", "assign", "leadUnit", "jiancha");
        complete("jiancha-head", number, "acknowledge", "outcome", "accept");
        handle("jiancha-head", number, "done");
        send("office", "urge", number);
        assertThat(notices("deputy", number)).containsExactly("urged");
        assertThat(notices("jiancha-head", number)).doesNotContain("urged");
    }

    @Test
    void cannotYetStopsTheClockAndComesBackAsAReopening() {
        setDay(MONDAY);
        String number = handling();
        handle("jiancha", number, "cannot-yet");
        complete("jiancha-head", number, "review", "outcome", "approve");
        assertThat(caseClock.running(problems.get(number))).isEmpty();
        assertThat(problems.get(number).clockStoppedAt()).isNotNull();
        // Three months later, on a working day at nine.
        assertThat(local(timer(number, "review-interval").getDuedate().toInstant()))
                .isEqualTo(LocalDateTime.of(2026, 6, 2, 9, 0));
        fire(number, "review-interval");
        complete("office", number, "periodic-review", "outcome", "handle", "reason", "管网已完工");
        assertThat(running(number, "handle").limit().amount()).isEqualTo(10);
        assertThat(local(running(number, "handle").dueAt()).toLocalDate()).isEqualTo(LocalDate.of(2026, 6, 16));
    }

    private CaseClock.Running assist(String number, String unit) {
        return caseClock.running(problems.get(number), "assist", unit).orElseThrow();
    }

    private CaseClock.Running running(String number, String kind) {
        return caseClock.running(problems.get(number), kind, null).orElseThrow();
    }

    private String light(String number) {
        return ledger.light(problems.get(number));
    }

    /** From when the handler's task is yellow in the inbox. */
    private Instant cardLight(String number) {
        Task task = task(number, "handle");
        return cases.card(new TaskRef(task.getId(), ProblemProcess.KEY, "handle", number, null))
                .yellowFrom();
    }

    private LocalDateTime watcher(String number) {
        return local(timer(number, ProblemProcess.WATCHER).getDuedate().toInstant());
    }

    private LocalDateTime local(Instant instant) {
        return LocalDateTime.ofInstant(instant, clock.getZone());
    }
}
