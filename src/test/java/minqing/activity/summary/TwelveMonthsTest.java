package minqing.activity.summary;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import minqing.bureau.calendar.SubmissionSchedule;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * A year on the engine's clock, with random outings, problems, returns and downtimes of the application: every month is
 * submitted in time, and the months add up to what the registers hold.
 */
class TwelveMonthsTest extends SummaryTest {

    private static final List<String> LEADERS =
            List.of("wuzhidong", "xiejiandong", "yangyumei", "zhouwei", "xujianyun");

    @Autowired
    private SummaryMessages messages;

    @Autowired
    private Verification verification;

    @Test
    void everyMonthIsSubmittedInTimeAndTheMonthsAddUpToTheRegisters() {
        int year = aMonthOfItsOwnYear().getYear();
        Random random = new Random(20110701);
        Map<Cell, Integer> entered = new EnumMap<>(Cell.class);
        Map<Cell, Integer> summed = new EnumMap<>(Cell.class);

        for (int number = 1; number <= 12; number++) {
            YearMonth month = YearMonth.of(year, number);
            SubmissionSchedule schedule = schedule(month);
            enter(month, schedule, random, entered);
            // Down at the time to remind or even at the cut-off, the application starts the month when it is back.
            Instant back = random.nextInt(3) == 0
                    ? schedule.compileAt().plusSeconds(3600L * random.nextInt(12))
                    : times.remindAt(month).plusSeconds(60);
            setTime(back);
            summaryStart.startIfMissing(Summary.key(UNIT, month));
            String key = Summary.key(UNIT, month);
            if (timer(key, "remind-time") != null) {
                fire(key, "remind-time");
            }
            fire(key, "compile-time");
            setTime(schedule.compileAt().isAfter(back) ? schedule.compileAt().plusSeconds(3600) : back);
            walk(key, random);

            Summary summary = summaries.get(key);
            assertThat(summary.redAt()).as(key).isNull();
            assertThat(summary.status()).as(key).isEqualTo(Summary.Status.ACCEPTED);
            summaries
                    .figures(summaries.current(summary), "period")
                    .forEach((cell, value) -> summed.merge(cell, value, Integer::sum));
            assertThat(verification.verify(summary, summaries.current(summary)).intact())
                    .as(key)
                    .isTrue();
        }

        for (Cell cell : Cell.values()) {
            if (cell != Cell.LEADERS) {
                assertThat(summed.getOrDefault(cell, 0)).as(cell.code()).isEqualTo(entered.getOrDefault(cell, 0));
            }
        }
        Map<Cell, Integer> wholeYear = yearFigures(Summary.key(UNIT, YearMonth.of(year, 12)));
        entered.forEach(
                (cell, value) -> assertThat(wholeYear.get(cell)).as(cell.code()).isEqualTo(value));
        assertThat(wholeYear.get(Cell.LEADERS)).isBetween(1, LEADERS.size());
    }

    private void enter(YearMonth month, SubmissionSchedule schedule, Random random, Map<Cell, Integer> entered) {
        int days = (int) (schedule.cutOff().toEpochDay() - schedule.periodFrom().toEpochDay()) + 1;
        for (int count = random.nextInt(6); count > 0; count--) {
            LocalDate day = schedule.periodFrom().plusDays(random.nextInt(days));
            String leader = LEADERS.get(random.nextInt(LEADERS.size()));
            long outing = outing(month, leader, day);
            if (random.nextBoolean()) {
                labour(outing, day);
                entered.merge(Cell.LABOUR, 1, Integer::sum);
            }
            if (random.nextBoolean()) {
                int people = 1 + random.nextInt(5);
                reception(outing, leader, people, day);
                entered.merge(Cell.VISITORS, people, Integer::sum);
            }
            if (random.nextBoolean()) {
                diary(outing, "民情日记" + month + "-" + count);
                entered.merge(Cell.DIARIES, 1, Integer::sum);
            }
            if (random.nextInt(3) == 0) {
                forum(outing, day, leader);
                entered.merge(Cell.FORUMS, 1, Integer::sum);
            }
        }
        for (int count = random.nextInt(4); count > 0; count--) {
            LocalDate day = schedule.periodFrom().plusDays(random.nextInt(days));
            boolean closed = random.nextBoolean();
            problem(day, closed ? "closed" : "handle", closed ? day : null);
            entered.merge(Cell.COLLECTED, 1, Integer::sum);
            if (closed) {
                entered.merge(Cell.RESOLVED, 1, Integer::sum);
            }
        }
    }

    /** Check, signatures with now and then a return, submission, now and then sent back once, acceptance. */
    private void walk(String key, Random random) {
        boolean mayReturn = random.nextInt(3) == 0;
        boolean mayBeSentBack = random.nextInt(4) == 0;
        for (int step = 0; instance(key) != null && step < 40; step++) {
            List<Task> open = tasks(key, null);
            if (open.isEmpty()) {
                if (mayBeSentBack) {
                    mayBeSentBack = false;
                    messages.sendBack(directory.account("office").orElseThrow(), key, "请补充备注");
                    continueSteps(key);
                } else {
                    messages.accept(directory.account("office").orElseThrow(), key);
                }
                continue;
            }
            Task task = open.get(0);
            switch (task.getTaskDefinitionKey()) {
                case "check" -> complete("office", key, "check", "outcome", "present");
                case "sign" -> {
                    boolean sendBack = mayReturn && "director".equals(task.getAssignee());
                    mayReturn = mayReturn && !sendBack;
                    if (sendBack) {
                        complete(task.getAssignee(), key, "sign", "outcome", "return", "reason", "再核一遍");
                    } else {
                        complete(task.getAssignee(), key, "sign", "outcome", "approve");
                    }
                }
                case "submit" -> complete("office", key, "submit", "outcome", "submitted", "stampedOn", today());
                default -> throw new AssertionError(task.getTaskDefinitionKey());
            }
        }
    }
}
