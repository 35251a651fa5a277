package minqing.activity.summary;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.YearMonth;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import minqing.bureau.calendar.SubmissionSchedule;
import minqing.bureau.calendar.SubmissionSchedules;
import minqing.bureau.organization.Account;
import minqing.bureau.organization.Directory;
import minqing.testing.ApplicationTest;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Walks months of the bureau through the real process, timers and save points by hand. Each test takes months of its own. */
abstract class SummaryTest extends ApplicationTest {

    static final String UNIT = "epb";

    /** Years that no other test touches, of which every test takes the next months. */
    private static final List<Integer> MONTHS = Stream.concat(
                    IntStream.rangeClosed(2067, 2083).boxed(),
                    IntStream.rangeClosed(2035, 2038).boxed())
            .toList();

    /** Others, of which every test takes a whole one. */
    private static final List<Integer> WHOLE_YEARS = Stream.of(
                    IntStream.rangeClosed(2084, 2099),
                    IntStream.of(2040, 2042, 2044),
                    IntStream.rangeClosed(2049, 2052),
                    IntStream.rangeClosed(2054, 2057))
            .flatMap(IntStream::boxed)
            .toList();

    private static final AtomicInteger NEXT = new AtomicInteger();

    private static final AtomicInteger YEARS = new AtomicInteger();

    private static final AtomicInteger OUTING = new AtomicInteger();

    @Autowired
    ProcessEngine engine;

    @Autowired
    JdbcClient database;

    @Autowired
    Directory directory;

    @Autowired
    SummaryStart summaryStart;

    @Autowired
    SummaryRepository summaries;

    @Autowired
    SubmissionSchedules schedules;

    @Autowired
    SummaryTimes times;

    @Autowired
    Signing signing;

    @Autowired
    Clock clock;

    @BeforeEach
    void useTheEngine() {
        BpmnAwareTests.init(engine);
        engine.getIdentityService().clearAuthentication();
    }

    @AfterEach
    void signOut() {
        engine.getIdentityService().clearAuthentication();
        BpmnAwareTests.reset();
    }

    /** A month no other test has, nor those beside it. */
    static YearMonth aMonth() {
        int next = NEXT.getAndIncrement();
        return YearMonth.of(year(next / 4, MONTHS), 3 * (next % 4) + 3);
    }

    /** A month of a year no other test has: the year to date is the test's own as well. */
    static YearMonth aMonthOfItsOwnYear() {
        return YearMonth.of(year(YEARS.getAndIncrement(), WHOLE_YEARS), 5);
    }

    private static int year(int next, List<Integer> years) {
        if (next >= years.size()) {
            throw new IllegalStateException(
                    "more months are asked for than the tests of the months have for themselves");
        }
        return years.get(next);
    }

    SubmissionSchedule schedule(YearMonth month) {
        return schedules.of(month);
    }

    // ---- acting as somebody

    <T> T as(String account, Supplier<T> action) {
        Account person = directory.account(account).orElseThrow();
        engine.getIdentityService().setAuthentication(account, List.copyOf(person.groups()));
        try {
            return action.get();
        } finally {
            engine.getIdentityService().clearAuthentication();
        }
    }

    /** Claims where it is only offered, as the inbox does, and completes. */
    void complete(String account, String key, String step, Object... fields) {
        Task task = task(key, step);
        as(account, () -> {
            if (task.getAssignee() == null) {
                engine.getTaskService().claim(task.getId(), account);
            }
            engine.getTaskService().complete(task.getId(), fields(fields));
            return true;
        });
        continueSteps(key);
    }

    /** As the forms read a day. */
    LocalDate today() {
        return LocalDate.now(clock);
    }

    static Map<String, Object> fields(Object... pairs) {
        Map<String, Object> fields = new HashMap<>();
        for (int index = 0; index < pairs.length; index += 2) {
            fields.put((String) pairs[index], pairs[index + 1]);
        }
        return fields;
    }

    // ---- the usual way there

    /** Started at the time to remind. */
    String started(YearMonth month) {
        setTime(times.remindAt(month));
        String key = Summary.key(UNIT, month);
        summaryStart.startIfMissing(key);
        fire(key, "remind-time");
        return key;
    }

    /** Compiled, before the office. */
    String checking(YearMonth month) {
        String key = started(month);
        fire(key, "compile-time");
        setTime(schedule(month).compileAt().plusSeconds(9 * 3600));
        return key;
    }

    String signing(YearMonth month) {
        String key = checking(month);
        complete("office", key, "check", "outcome", "present");
        return key;
    }

    String sealed(YearMonth month) {
        String key = signing(month);
        complete("deputy", key, "sign", "outcome", "approve");
        complete("director", key, "sign", "outcome", "approve");
        return key;
    }

    String submitted(YearMonth month) {
        String key = sealed(month);
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
        return key;
    }

    // ---- records of a month

    /** An outing that counts in the month; answers its id. */
    long outing(YearMonth month, String leader, LocalDate day) {
        return outing(month, leader, day, day, false, false);
    }

    long outing(YearMonth month, String leader, LocalDate day, LocalDate entered, boolean half, boolean history) {
        int sequence = 700_000 + OUTING.incrementAndGet();
        return database.sql("""
                        insert into outing (year, sequence, number, leader, unit, entered_by, entered_at, date_from, date_to,
                            half_day, theme, kind, village, village_day, state, counted_at, period, late, history, changed_by,
                            changed_at)
                        select :year, :sequence, 'O' || :year || '-' || :sequence, :leader, :unit, :leader, :entered, :day, :day,
                            :half, 'conditions', 'households', (select min(id) from natural_village), true, 'counted', :entered,
                            :period, false, :history, :leader, :entered
                        returning id""")
                .param("year", day.getYear())
                .param("sequence", sequence)
                .param("leader", leader)
                .param("unit", UNIT)
                .param("day", day)
                .param("entered", entered.atTime(12, 0).atZone(clock.getZone()).toOffsetDateTime())
                .param("half", half)
                .param("period", month.atDay(1))
                .param("history", history)
                .query(Long.class)
                .single();
    }

    long labour(long outing, LocalDate day) {
        return database.sql("""
                        insert into outing_labour (outing, ordinal, happened_on, place, work)
                        values (:outing, 1, :day, '田头', '插秧') returning id""")
                .param("outing", outing)
                .param("day", day)
                .query(Long.class)
                .single();
    }

    void reception(long outing, String host, int people, LocalDate day) {
        database.sql("""
                        insert into outing_reception (outing, ordinal, happened_on, place, host, people, collective, summary)
                        select :outing, count(*) + 1, :day, '村委会', :host, :people, :collective, '反映噪声'
                        from outing_reception where outing = :outing""")
                .param("outing", outing)
                .param("day", day)
                .param("host", host)
                .param("people", people)
                .param("collective", people > 1)
                .update();
    }

    void diary(long outing, String seen) {
        database.sql("insert into outing_diary (outing, seen, policy_suggestion) values (:outing, :seen, false)")
                .param("outing", outing)
                .param("seen", seen)
                .update();
    }

    void forum(long outing, LocalDate day, String... leaders) {
        long forum = database.sql("""
                        insert into outing_forum (outing, ordinal, happened_on, place, attendees, topic, closing)
                        values (:outing, 1, :day, '村委会', '村民代表', '环境整治', false) returning id""")
                .param("outing", outing)
                .param("day", day)
                .query(Long.class)
                .single();
        for (String leader : leaders) {
            database.sql("insert into outing_forum_leader (forum, leader) values (:forum, :leader)")
                    .param("forum", forum)
                    .param("leader", leader)
                    .update();
        }
    }

    /** A problem of the ledger with the dates and the end it is given. */
    String problem(LocalDate reported, String status, LocalDate ended) {
        int sequence = 700_000 + OUTING.incrementAndGet();
        String number = reported.getYear() + "-" + sequence;
        database.sql("""
                        insert into problem (year, sequence, number, title, content, village, category, urgency,
                            reporter, reported_at, status, ended_at, answer, answered_on, answer_method, sealed_at,
                            merged_into)
                        select :year, :sequence, :number, '测试' || :number, '内容' || :number,
                            (select min(id) from natural_village), 'noise', 'normal', 'wuzhidong', :reported, :status,
                            cast(:ended as timestamptz), '已答复', :day, 'telephone',
                            case when :status = 'referred' then now() end,
                            (select min(id) from problem)""")
                .param("year", reported.getYear())
                .param("sequence", sequence)
                .param("number", number)
                .param("reported", at(reported))
                .param("status", status)
                .param("ended", ended == null ? null : at(ended))
                .param("day", reported)
                .update();
        return number;
    }

    java.time.OffsetDateTime at(LocalDate day) {
        return day.atTime(12, 0).atZone(clock.getZone()).toOffsetDateTime();
    }

    Map<Cell, Integer> figures(String key) {
        Summary summary = summaries.get(key);
        return summaries.figures(summaries.current(summary), "period");
    }

    Map<Cell, Integer> yearFigures(String key) {
        Summary summary = summaries.get(key);
        return summaries.figures(summaries.current(summary), "year");
    }

    // ---- looking

    ProcessInstance instance(String key) {
        return engine.getRuntimeService()
                .createProcessInstanceQuery()
                .processDefinitionKey(SummaryProcess.KEY)
                .processInstanceBusinessKey(key)
                .singleResult();
    }

    Task task(String key, String step) {
        List<Task> open = tasks(key, step);
        if (open.size() != 1) {
            throw new AssertionError(key + " has " + open.size() + " tasks " + step + ", open are "
                    + tasks(key, null).stream().map(Task::getTaskDefinitionKey).toList());
        }
        return open.get(0);
    }

    List<Task> tasks(String key, @org.jspecify.annotations.Nullable String step) {
        var query = engine.getTaskService().createTaskQuery().processInstanceBusinessKey(key);
        return (step == null ? query : query.taskDefinitionKey(step)).list();
    }

    String statusOf(String key) {
        return summaries.get(key).status().code();
    }

    List<String> notices(String account, String key) {
        return database.sql("select kind from notice where recipient = :account and number = :number order by id")
                .param("account", account)
                .param("number", key)
                .query(String.class)
                .list();
    }

    List<String> events(String key) {
        return summaries.events(summaries.get(key)).stream()
                .map(SummaryRepository.Event::action)
                .toList();
    }

    /** Does something while an account is in a group it is usually not in, or not in one it is in. */
    void whileMember(String account, String group, boolean member, Runnable action) {
        boolean usually = directory.account(account).orElseThrow().groups().contains(group);
        membership(account, group, member);
        try {
            action.run();
        } finally {
            membership(account, group, usually);
        }
    }

    private void membership(String account, String group, boolean member) {
        if (directory.account(account).orElseThrow().groups().contains(group) == member) {
            return;
        }
        if (member) {
            engine.getIdentityService().createMembership(account, group);
        } else {
            engine.getIdentityService().deleteMembership(account, group);
        }
    }

    // ---- time

    void continueSteps(String key) {
        ProcessInstance instance = instance(key);
        for (List<Job> jobs = messages(instance); !jobs.isEmpty(); jobs = messages(instance(key))) {
            jobs.forEach(job -> engine.getManagementService().executeJob(job.getId()));
        }
    }

    private List<Job> messages(@org.jspecify.annotations.Nullable ProcessInstance instance) {
        return instance == null
                ? List.of()
                : engine.getManagementService()
                        .createJobQuery()
                        .processInstanceId(instance.getId())
                        .messages()
                        .list();
    }

    @org.jspecify.annotations.Nullable
    Job timer(String key, String activity) {
        return engine.getManagementService()
                .createJobQuery()
                .processInstanceId(instance(key).getId())
                .activityId(activity)
                .timers()
                .singleResult();
    }

    /** Moves the clock to the moment a timer is due, and lets it fire. */
    void fire(String key, String activity) {
        Job timer = timer(key, activity);
        if (timer == null) {
            throw new AssertionError("no timer " + activity + " of " + key);
        }
        setTime(timer.getDuedate().toInstant());
        engine.getManagementService().executeJob(timer.getId());
        continueSteps(key);
    }

    static void setTime(Instant instant) {
        ClockUtil.setCurrentTime(Date.from(instant));
    }

    Instant moment(LocalDate day, int hour) {
        return day.atTime(LocalTime.of(hour, 0)).atZone(clock.getZone()).toInstant();
    }
}
