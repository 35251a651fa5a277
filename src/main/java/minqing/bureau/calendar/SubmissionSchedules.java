package minqing.bureau.calendar;

import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import minqing.platform.database.Columns;
import minqing.platform.fault.InvalidInput;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The schedule of every monthly table. A month that has started keeps the schedule it started with (requirements D13a), any
 * other is worked out from the working calendar; the period of each begins the day after the cut-off of the one before.
 */
@Component
public class SubmissionSchedules {

    /** The first month with a table (requirements R7, D5). */
    public static final YearMonth FIRST_MONTH = YearMonth.of(2011, 7);

    /** The day the activity started, and the first day of the first period. */
    public static final LocalDate FIRST_DAY = FIRST_MONTH.atDay(1);

    /** The last month there is a schedule of. */
    public static final YearMonth LAST_MONTH = YearMonth.of(WorkingCalendar.LAST_YEAR, 12);

    private final JdbcClient database;
    private final ScheduleRule rule;
    private final Clock clock;

    SubmissionSchedules(JdbcClient database, WorkingCalendar calendar, Clock clock) {
        this.database = database;
        this.rule = new ScheduleRule(calendar, clock.getZone());
        this.clock = clock;
    }

    /** Whether there is a schedule of the month. */
    public static boolean knows(YearMonth month) {
        return !month.isBefore(FIRST_MONTH) && !month.isAfter(LAST_MONTH);
    }

    /** What is answered to whoever asks for another month. */
    static InvalidInput unknown() {
        return InvalidInput.of("month", "calendar.month", FIRST_MONTH.toString(), LAST_MONTH.toString());
    }

    /**
     * The schedule of a month.
     *
     * @throws InvalidInput naming {@code month} when there is none
     */
    public SubmissionSchedule of(YearMonth month) {
        requireKnown(month);
        return of(month, started(month.minusMonths(1), month));
    }

    private static void requireKnown(YearMonth month) {
        if (!knows(month)) {
            throw unknown();
        }
    }

    private SubmissionSchedule of(YearMonth month, Map<YearMonth, SubmissionSchedule> started) {
        requireKnown(month);
        SubmissionSchedule stored = started.get(month);
        if (stored != null) {
            return stored;
        }
        SubmissionSchedule before = month.equals(FIRST_MONTH) ? null : started.get(month.minusMonths(1));
        return before == null ? rule.of(month) : rule.of(month, before.cutOff().plusDays(1));
    }

    /**
     * The schedule of the month whose period a day falls into.
     *
     * @throws InvalidInput naming {@code month} when the day lies before the activity or after the last schedule
     */
    public SubmissionSchedule containing(LocalDate day) {
        YearMonth month = YearMonth.from(day);
        // Before the database is asked: it holds no day that is far away.
        requireKnown(month);
        Map<YearMonth, SubmissionSchedule> started = started(month.minusMonths(1), month.plusMonths(1));
        SubmissionSchedule schedule = of(month, started);
        return day.isAfter(schedule.cutOff()) ? of(month.plusMonths(1), started) : schedule;
    }

    /** The month starts, if it has not yet: its schedule is stored and does not move again. */
    @Transactional
    SubmissionSchedule start(YearMonth month) {
        SubmissionSchedule schedule = of(month);
        database.sql("""
                        insert into submission_schedule (month, period_from, cut_off, compile_at, due_on)
                        values (:month, :from, :cutOff, :compileAt, :dueOn)
                        on conflict do nothing
                        """)
                .param("month", month.atDay(1))
                .param("from", schedule.periodFrom())
                .param("cutOff", schedule.cutOff())
                .param("compileAt", Columns.timestamp(schedule.compileAt()))
                .param("dueOn", schedule.dueOn())
                .update();
        return of(month);
    }

    /**
     * Starts every month that a change of the year's calendar would move although its period has begun. To be called before
     * the change.
     */
    @Transactional
    void startBegunMonthsOf(int year) {
        LocalDate today = LocalDate.now(clock);
        YearMonth month = YearMonth.of(year, 1);
        // The January after it begins in December.
        for (int count = 0; count <= 12; count++, month = month.plusMonths(1)) {
            if (knows(month) && !of(month).periodFrom().isAfter(today)) {
                start(month);
            }
        }
    }

    private Map<YearMonth, SubmissionSchedule> started(YearMonth first, YearMonth last) {
        return database
                .sql("""
                        select month, period_from, cut_off, compile_at, due_on from submission_schedule
                        where month between :first and :last
                        """)
                .param("first", first.atDay(1))
                .param("last", last.atDay(1))
                .query((row, index) -> new SubmissionSchedule(
                        YearMonth.from(row.getObject("month", LocalDate.class)),
                        row.getObject("period_from", LocalDate.class),
                        row.getObject("cut_off", LocalDate.class),
                        Columns.instant(row, "compile_at"),
                        row.getObject("due_on", LocalDate.class),
                        false))
                .list()
                .stream()
                .collect(Collectors.toMap(SubmissionSchedule::month, Function.identity()));
    }
}
