package minqing.bureau.calendar;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import minqing.platform.database.Columns;
import minqing.platform.fault.Conflict;
import minqing.platform.fault.InvalidInput;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The months of the units and their states: open, checking, sealed (requirements D13, D13a). A month comes into being when it
 * is started or first posted to.
 *
 * <p>Whoever posts or changes a record shares a lock on its month until the transaction ends, whoever changes the month's
 * state waits for all of them: a record stands on one side of a cut-off, never on both. What was posted before the state
 * changed is there to be compiled, what comes after is posted to the next month.
 */
@Component
public class Periods {

    private static final String PERIOD = """
            select unit, month, period_from, cut_off, compile_at, due_on, state
            from period join submission_schedule using (month)
            """;

    private final JdbcClient database;
    private final SubmissionSchedules schedules;
    private final Clock clock;

    Periods(JdbcClient database, SubmissionSchedules schedules, Clock clock) {
        this.database = database;
        this.schedules = schedules;
        this.clock = clock;
    }

    // ---- who takes part, and since when

    /** The units that send a monthly table, in the order of annex 1. */
    public List<String> units() {
        return database.sql("""
                        select participation.unit from participation join unit on unit.code = participation.unit
                        order by unit.ordinal
                        """).query(String.class).list();
    }

    /** The first month the unit sends a table of; empty until that is decided, and for a unit that sends none. */
    public Optional<YearMonth> firstPeriod(String unit) {
        return database.sql("select first_period from participation where unit = :unit and first_period is not null")
                .param("unit", unit)
                .query(LocalDate.class)
                .optional()
                .map(YearMonth::from);
    }

    /** The unit takes part; from which month on is decided later. Nothing happens when it does already. */
    @Transactional
    public void takePart(String unit) {
        database.sql("insert into participation (unit) values (:unit) on conflict (unit) do nothing")
                .param("unit", unit)
                .update();
    }

    /**
     * Decides the first month the unit sends a table of.
     *
     * @throws Conflict when one of its months has been cut off: what was counted stays counted
     */
    @Transactional
    public void goLive(String unit, YearMonth first) {
        requireKnown(first);
        takePart(unit);
        database.sql("select unit from participation where unit = :unit for update")
                .param("unit", unit)
                .query(String.class)
                .single();
        if (firstPeriod(unit).filter(first::equals).isPresent()) {
            return;
        }
        boolean closed = database.sql("select exists (select from period where unit = :unit and state <> 'open')")
                .param("unit", unit)
                .query(Boolean.class)
                .single();
        if (closed) {
            throw new Conflict("calendar.period.live");
        }
        database.sql("update participation set first_period = :first where unit = :unit")
                .param("unit", unit)
                .param("first", first.atDay(1))
                .update();
    }

    // ---- records

    /**
     * Where a record is counted: in the month its day falls into while that is open, else in the next open one. The caller's
     * transaction stores the record; until it ends the month can't be closed.
     *
     * @param unit the participating unit, by its code
     * @param happenedOn today or earlier, not before the activity
     * @throws InvalidInput naming {@code date} when the day lies in the future or before the activity
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Posting postingFor(String unit, LocalDate happenedOn) {
        LocalDate today = LocalDate.now(clock);
        if (happenedOn.isAfter(today)) {
            throw InvalidInput.of("date", "calendar.period.future");
        }
        if (happenedOn.isBefore(SubmissionSchedules.FIRST_DAY)) {
            throw InvalidInput.of("date", "calendar.period.before", SubmissionSchedules.FIRST_DAY.toString());
        }
        YearMonth happenedIn = schedules.containing(happenedOn).month();
        if (isHistory(unit, happenedIn)) {
            return new Posting(happenedIn, false, true);
        }
        // Every month before today's is past its cut-off.
        YearMonth month = schedules.containing(today).month();
        Period period = shared(unit, month);
        while (!isOpen(period)) {
            month = month.plusMonths(1);
            period = shared(unit, month);
        }
        return new Posting(month, happenedOn.isBefore(period.schedule().periodFrom()), false);
    }

    /**
     * Makes sure that a record of the month may be changed, and that it stays so until the caller's transaction ends:
     * everybody may change what is open, the office what is being checked, nobody what is sealed. Records of before the first
     * table are in no month's table and stay changeable.
     *
     * @param unit the participating unit, by its code
     * @param office whether the person belongs to the office
     * @throws Conflict when it may not
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void requireChangeable(String unit, YearMonth month, boolean office) {
        requireKnown(month);
        if (isHistory(unit, month)) {
            return;
        }
        Period period = shared(unit, month);
        if (period.state() == PeriodState.SEALED) {
            throw refusal("sealed", month);
        }
        if (!office && !isOpen(period)) {
            throw refusal("checking", month);
        }
    }

    /** The month of the unit, when it has come into being. */
    public Optional<Period> find(String unit, YearMonth month) {
        return database.sql(PERIOD + " where unit = :unit and month = :month")
                .param("unit", unit)
                .param("month", month.atDay(1))
                .query(Periods::read)
                .optional();
    }

    // ---- the course of a month

    /**
     * Refuses a month before the unit's first one.
     *
     * @throws Conflict when it lies before the first month of the unit
     */
    public void requireTaken(String unit, YearMonth month) {
        if (isHistory(unit, month)) {
            throw refusal("history", month);
        }
    }

    /**
     * The month starts; its schedule does not move any more. Nothing happens when it has.
     *
     * @throws Conflict when its period has not begun, or lies before the first month of the unit
     */
    @Transactional
    public Period start(String unit, YearMonth month) {
        requireKnown(month);
        requireTaken(unit, month);
        if (schedules.of(month).periodFrom().isAfter(LocalDate.now(clock))) {
            throw refusal("not-begun", month);
        }
        create(unit, month);
        return find(unit, month).orElseThrow();
    }

    /**
     * The cut-off: from now on the office checks. Nothing happens while it does.
     *
     * @throws Conflict before the cut-off, and when the month is sealed
     */
    @Transactional
    public void beginChecking(String unit, YearMonth month) {
        start(unit, month);
        Period period = exclusive(unit, month);
        switch (period.state()) {
            case OPEN -> {
                if (clock.instant().isBefore(period.schedule().compileAt())) {
                    throw refusal("still-open", month);
                }
                change(period, PeriodState.CHECKING);
            }
            case CHECKING -> {}
            case SEALED -> throw refusal("sealed", month);
        }
    }

    /**
     * Signed by all: the month is closed. Nothing happens when it is.
     *
     * @throws Conflict when it has not been checked
     */
    @Transactional
    public void seal(String unit, YearMonth month) {
        Period period = exclusive(unit, month);
        switch (period.state()) {
            case OPEN -> throw refusal("unchecked", month);
            case CHECKING -> change(period, PeriodState.SEALED);
            case SEALED -> {}
        }
    }

    /**
     * Sent back before it was accepted: the office checks again (requirements D14). Nothing happens while it does.
     *
     * @throws Conflict when the month was never cut off
     */
    @Transactional
    public void reopenForReturn(String unit, YearMonth month) {
        Period period = exclusive(unit, month);
        switch (period.state()) {
            case OPEN -> throw refusal("unchecked", month);
            case CHECKING -> {}
            case SEALED -> change(period, PeriodState.CHECKING);
        }
    }

    private boolean isHistory(String unit, YearMonth month) {
        return firstPeriod(unit).filter(month::isBefore).isPresent();
    }

    /** The time is looked at when the lock is held: whoever waited for it may have waited beyond the cut-off. */
    private boolean isOpen(Period period) {
        return period.state() == PeriodState.OPEN
                && clock.instant().isBefore(period.schedule().compileAt());
    }

    private Period shared(String unit, YearMonth month) {
        create(unit, month);
        return locked(unit, month, "share").orElseThrow();
    }

    private Period exclusive(String unit, YearMonth month) {
        requireKnown(month);
        return locked(unit, month, "update").orElseThrow(() -> refusal("not-begun", month));
    }

    private Optional<Period> locked(String unit, YearMonth month, String strength) {
        return database.sql(PERIOD + " where unit = :unit and month = :month for " + strength + " of period")
                .param("unit", unit)
                .param("month", month.atDay(1))
                .query(Periods::read)
                .optional();
    }

    private void create(String unit, YearMonth month) {
        if (find(unit, month).isPresent()) {
            return;
        }
        schedules.start(month);
        int created = database.sql(
                        "insert into period (unit, month) values (:unit, :month) on conflict (unit, month) do nothing")
                .param("unit", unit)
                .param("month", month.atDay(1))
                .update();
        if (created > 0) {
            note(unit, month, null, PeriodState.OPEN);
        }
    }

    private void change(Period period, PeriodState state) {
        String unit = period.unit();
        YearMonth month = period.schedule().month();
        database.sql("update period set state = :state where unit = :unit and month = :month")
                .param("unit", unit)
                .param("month", month.atDay(1))
                .param("state", state.code())
                .update();
        note(unit, month, period.state(), state);
    }

    private void note(String unit, YearMonth month, @Nullable PeriodState from, PeriodState to) {
        database.sql("""
                        insert into period_change (unit, month, from_state, to_state, changed_at)
                        values (:unit, :month, :from, :to, :at)
                        """)
                .param("unit", unit)
                .param("month", month.atDay(1))
                .param("from", from == null ? null : from.code())
                .param("to", to.code())
                .param("at", Columns.timestamp(clock.instant()))
                .update();
    }

    private static Conflict refusal(String reason, YearMonth month) {
        return new Conflict(
                "calendar.period." + reason, String.valueOf(month.getYear()), String.valueOf(month.getMonthValue()));
    }

    private static void requireKnown(YearMonth month) {
        if (!SubmissionSchedules.knows(month)) {
            throw SubmissionSchedules.unknown();
        }
    }

    private static Period read(ResultSet row, int index) throws SQLException {
        return new Period(
                row.getString("unit"),
                new SubmissionSchedule(
                        YearMonth.from(row.getObject("month", LocalDate.class)),
                        row.getObject("period_from", LocalDate.class),
                        row.getObject("cut_off", LocalDate.class),
                        Columns.instant(row, "compile_at"),
                        row.getObject("due_on", LocalDate.class),
                        false),
                PeriodState.of(row.getString("state")));
    }
}
