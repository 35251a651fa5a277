package minqing.activity.problem;

import static minqing.platform.database.Columns.instant;
import static minqing.platform.database.Columns.instantOrNull;
import static minqing.platform.database.Columns.timestamp;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import minqing.bureau.calendar.Deadline;
import minqing.bureau.calendar.Deadlines;
import minqing.bureau.calendar.LimitUnit;
import minqing.bureau.calendar.TimeLimit;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The clocks of a case: which limit runs since when and until when, and when the next notice about one is due. The
 * watcher's timer, the lights and the rates all read these rows; nothing else knows a date.
 */
@Component
class CaseClock {

    /** How far ahead the watcher looks when no clock runs; a clock that starts pulls its timer forward. */
    private static final Duration NOTHING_DUE = Duration.ofDays(90);

    private final JdbcClient database;
    private final Deadlines deadlines;
    private final TimeLimits limits;
    private final Clock clock;

    CaseClock(JdbcClient database, Deadlines deadlines, TimeLimits limits, Clock clock) {
        this.database = database;
        this.deadlines = deadlines;
        this.limits = limits;
        this.clock = clock;
    }

    /** Starts the limit of a step now; where it runs already it goes on unchanged (a return changes no clock). */
    void start(Problem problem, String kind, @Nullable String unit, TimeLimit limit) {
        start(problem, kind, unit, limit, deadlines.from(clock.instant(), limit));
    }

    void start(Problem problem, String step) {
        start(problem, step, null, limits.of(step));
    }

    /**
     * An assisting unit's limit runs as long as the handling itself: one that is asked again after a return has what is left
     * of it, for a return changes no clock.
     */
    void startBesideHandling(Problem problem, String kind, String unit, TimeLimit otherwise) {
        Optional<Running> handling = running(problem, "handle", null);
        TimeLimit limit = handling.map(Running::limit).orElse(otherwise);
        Instant since = handling.map(Running::startedAt).orElseGet(clock::instant);
        start(problem, kind, unit, limit, deadlines.from(since, limit));
    }

    /** Starts a limit that ends with a day somebody named. */
    void startUntil(Problem problem, String kind, LocalDate day) {
        Instant now = clock.instant();
        int days = (int) ChronoUnit.DAYS.between(day(now), day);
        start(problem, kind, null, new TimeLimit(days, LimitUnit.CALENDAR_DAYS), deadlines.until(now, day));
    }

    private void start(Problem problem, String kind, @Nullable String unit, TimeLimit limit, Deadline deadline) {
        database.sql("""
                        insert into problem_deadline (problem, kind, unit, limit_amount, limit_unit, started_at, due_at,
                                                      blue_at, next_notice_at)
                        values (:problem, :kind, :unit, :amount, :limitUnit, :startedAt, :dueAt, :blueAt, :noticeAt)
                        on conflict (problem, kind, coalesce(unit, '')) where ended_at is null do nothing""")
                .param("problem", problem.id())
                .param("kind", kind)
                .param("unit", unit)
                .param("amount", limit.amount())
                .param("limitUnit", limit.unit().name())
                .param("startedAt", timestamp(deadline.startedAt()))
                .param("dueAt", timestamp(deadline.dueAt()))
                .param("blueAt", timestamp(deadline.blueAt()))
                .param("noticeAt", timestamp(firstNotice(kind, deadline)))
                .update();
    }

    /** Ends a limit; {@code kept} tells later whether that was in time. A limit that doesn't run is left alone. */
    void end(Problem problem, String kind, @Nullable String unit) {
        database.sql("""
                        update problem_deadline set ended_at = :now, next_notice_at = null
                        where problem = :problem and kind = :kind and unit is not distinct from :unit::text
                          and ended_at is null""")
                .param("now", timestamp(clock.instant()))
                .param("problem", problem.id())
                .param("kind", kind)
                .param("unit", unit)
                .update();
    }

    /** Lets the limit that ended last run on as if it had not been ended. */
    void resume(Problem problem, String kind) {
        last(problem, kind)
                .filter(limit -> running(problem, kind, null).isEmpty())
                .ifPresent(limit -> database.sql("""
                                update problem_deadline set ended_at = null, next_notice_at = :noticeAt where id = :id""")
                        .param(
                                "noticeAt",
                                timestamp(firstNotice(
                                        kind, new Deadline(limit.startedAt(), limit.dueAt(), limit.blueAt()))))
                        .param("id", limit.id())
                        .update());
    }

    /** The latest limit of a kind, running or ended. */
    Optional<Running> last(Problem problem, String kind) {
        return database.sql(
                        "select * from problem_deadline where problem = :problem and kind = :kind order by id desc limit 1")
                .param("problem", problem.id())
                .param("kind", kind)
                .query(CaseClock::read)
                .optional();
    }

    void endAll(Problem problem) {
        database.sql("""
                        update problem_deadline set ended_at = :now, next_notice_at = null
                        where problem = :problem and ended_at is null""")
                .param("now", timestamp(clock.instant()))
                .param("problem", problem.id())
                .update();
    }

    /**
     * Moves every running limit of the work itself, handling and assisting, by so many days: working days for an ordinary
     * problem, calendar days for a complex one and for one that was reckoned in hours.
     */
    void extend(Problem problem, int days) {
        running(problem).stream()
                .filter(limit -> limit.kind().equals("handle") || limit.kind().equals("assist"))
                .forEach(limit -> {
                    TimeLimit longer = longer(limit, days, Boolean.TRUE.equals(problem.complex()));
                    Deadline deadline = deadlines.from(limit.startedAt(), longer);
                    database.sql("""
                                    update problem_deadline set limit_amount = :amount, limit_unit = :limitUnit,
                                           due_at = :dueAt, blue_at = :blueAt, next_notice_at = :noticeAt, notices = 0
                                    where id = :id""")
                            .param("amount", longer.amount())
                            .param("limitUnit", longer.unit().name())
                            .param("dueAt", timestamp(deadline.dueAt()))
                            .param("blueAt", timestamp(deadline.blueAt()))
                            .param("noticeAt", timestamp(firstNotice(limit.kind(), deadline)))
                            .param("id", limit.id())
                            .update();
                });
    }

    /** What the limit of the handling would be if it were extended by so many days; empty while none runs. */
    Optional<Instant> extended(Problem problem, int days) {
        return running(problem, "handle", null)
                .map(limit -> deadlines
                        .from(limit.startedAt(), longer(limit, days, Boolean.TRUE.equals(problem.complex())))
                        .dueAt());
    }

    /** In what the days of an extension are reckoned now: working days, or days of the calendar. */
    LimitUnit extensionUnit(Problem problem) {
        boolean working = running(problem, "handle", null)
                .map(limit -> longer(limit, 1, Boolean.TRUE.equals(problem.complex())))
                .filter(limit -> limit.unit() == LimitUnit.WORKING_DAYS)
                .isPresent();
        return working ? LimitUnit.WORKING_DAYS : LimitUnit.CALENDAR_DAYS;
    }

    /** A complex problem that was reopened has working days for it, and is extended by calendar days all the same. */
    private TimeLimit longer(Running limit, int days, boolean complex) {
        TimeLimit given = limit.limit();
        if (given.unit() == LimitUnit.HOURS) {
            return new TimeLimit(given.amount() + days * 24, LimitUnit.HOURS);
        }
        if (complex && given.unit() == LimitUnit.WORKING_DAYS) {
            int lasts = (int) ChronoUnit.DAYS.between(day(limit.startedAt()), day(limit.dueAt()));
            return new TimeLimit(lasts + days, LimitUnit.CALENDAR_DAYS);
        }
        return new TimeLimit(given.amount() + days, given.unit());
    }

    private LocalDate day(Instant instant) {
        return instant.atZone(clock.getZone()).toLocalDate();
    }

    /** After a notice went out: the overdue notice follows the blue one, then one every few working days. */
    void noticed(Running limit) {
        Instant now = clock.instant();
        boolean overdue = !now.isBefore(limit.dueAt());
        Instant next = overdue
                ? deadlines.noticeAt(deadlines
                        .from(now, new TimeLimit(limits.overdueRepeat(), LimitUnit.WORKING_DAYS))
                        .dueAt()
                        .minus(Duration.ofDays(1)))
                : deadlines.noticeAt(limit.dueAt());
        database.sql("update problem_deadline set notices = notices + :more, next_notice_at = :next where id = :id")
                .param("more", overdue ? 1 : 0)
                .param("next", timestamp(next))
                .param("id", limit.id())
                .update();
    }

    /**
     * Whether notices may go out now. If not (the application was down when they were due and starts at night or on a day
     * off), those that are due wait for the next nine o'clock of a working day.
     */
    boolean noticesMayGoOut(Problem problem) {
        Instant now = clock.instant();
        if (deadlines.mayNotify(now)) {
            return true;
        }
        database.sql("""
                        update problem_deadline set next_notice_at = :next
                        where problem = :problem and ended_at is null and next_notice_at <= :now""")
                .param("next", timestamp(deadlines.noticeAt(now)))
                .param("problem", problem.id())
                .param("now", timestamp(now))
                .update();
        return false;
    }

    /** When the next notice may go out after an instant: nine o'clock of a working day. */
    Instant noticeAt(Instant instant) {
        return deadlines.noticeAt(instant);
    }

    List<Running> running(Problem problem) {
        return database.sql(
                        "select * from problem_deadline where problem = :problem and ended_at is null order by due_at, id")
                .param("problem", problem.id())
                .query(CaseClock::read)
                .list();
    }

    Optional<Running> running(Problem problem, String kind, @Nullable String unit) {
        return running(problem).stream()
                .filter(limit -> limit.kind().equals(kind) && java.util.Objects.equals(limit.unit(), unit))
                .findFirst();
    }

    /** The limits whose notice is due by now. */
    List<Running> due(Problem problem) {
        Instant now = clock.instant();
        return running(problem).stream()
                .filter(limit ->
                        limit.nextNoticeAt() != null && !limit.nextNoticeAt().isAfter(now))
                .toList();
    }

    /** When the watcher of the case has to look again. */
    Instant nextNotice(Problem problem) {
        return running(problem).stream()
                .map(Running::nextNoticeAt)
                .filter(java.util.Objects::nonNull)
                .min(Instant::compareTo)
                .orElseGet(() -> clock.instant().plus(NOTHING_DUE));
    }

    private Instant firstNotice(String kind, Deadline deadline) {
        // A missed first contact is a yellow light, and that is when a word is due; there is nothing to say before.
        Instant due = kind.equals("first-contact") ? deadline.dueAt() : deadline.blueAt();
        Instant now = clock.instant();
        return deadlines.noticeAt(due.isBefore(now) ? now : due);
    }

    private static Running read(ResultSet row, int index) throws SQLException {
        return new Running(
                row.getLong("id"),
                row.getString("kind"),
                row.getString("unit"),
                new TimeLimit(row.getInt("limit_amount"), LimitUnit.valueOf(row.getString("limit_unit"))),
                instant(row, "started_at"),
                instant(row, "due_at"),
                instant(row, "blue_at"),
                instantOrNull(row, "next_notice_at"),
                row.getInt("notices"));
    }

    /**
     * A limit that runs.
     *
     * @param kind the step it belongs to, or {@code first-contact}
     * @param unit the assisting unit whose limit it is
     * @param notices how many notices went out since it was missed
     */
    record Running(
            long id,
            String kind,
            @Nullable String unit,
            TimeLimit limit,
            Instant startedAt,
            Instant dueAt,
            Instant blueAt,
            @Nullable Instant nextNoticeAt,
            int notices) {}
}
