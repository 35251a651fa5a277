package minqing.activity.problem;

import static minqing.platform.database.Columns.instant;
import static minqing.platform.database.Columns.instantOrNull;
import static minqing.platform.database.Columns.timestamp;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import minqing.bureau.calendar.LimitUnit;
import minqing.platform.fault.Conflict;
import minqing.platform.fault.InvalidInput;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** One extension per case: asked for by the lead unit with a reason, decided by an approver who did not ask. */
@Service
class Extensions {

    private final JdbcClient database;
    private final CaseHistory history;
    private final CaseClock caseClock;
    private final CaseNotices notices;
    private final TimeLimits limits;
    private final ProblemWords words;
    private final Clock clock;

    Extensions(
            JdbcClient database,
            CaseHistory history,
            CaseClock caseClock,
            CaseNotices notices,
            TimeLimits limits,
            ProblemWords words,
            Clock clock) {
        this.database = database;
        this.history = history;
        this.caseClock = caseClock;
        this.notices = notices;
        this.limits = limits;
        this.words = words;
        this.clock = clock;
    }

    /**
     * Keeps the request.
     *
     * @throws Conflict when the case had its one extension, or a request for it, already
     * @throws InvalidInput when it is longer than allowed: 15 days for an ordinary problem, 30 for a complex one
     */
    void request(Problem problem, String actor, SubmittedForm answers) {
        int days = answers.whole("days").orElseThrow();
        int most = most(problem);
        LimitUnit unit = caseClock.extensionUnit(problem);
        if (days > most) {
            throw InvalidInput.of("days", "problem.extension-too-long", words.days(most, unit));
        }
        String reason = answers.text("explained")
                .map(explained -> words.of("problem.extension-explained", answers.required("reason"), explained))
                .orElseGet(() -> answers.required("reason"));
        int stored = database.sql("""
                        insert into problem_extension (problem, days, unit, reason, requested_by, requested_at)
                        values (:problem, :days, :unit, :reason, :by, :at) on conflict (problem) do nothing""")
                .param("problem", problem.id())
                .param("days", days)
                .param("unit", unit.name())
                .param("reason", reason)
                .param("by", actor)
                .param("at", timestamp(clock.instant()))
                .update();
        if (stored == 0) {
            throw new Conflict("problem.extension-once", problem.number());
        }
        history.record(problem, actor, "request-extension", "request", reason);
    }

    void decide(Problem problem, String actor, SubmittedForm answers) {
        String decision = answers.outcome();
        close(problem, decision, actor);
        caseClock.end(problem, "approve-extension", null);
        history.record(problem, actor, "approve-extension", decision, answers.reasonOrOpinion());
        notices.toHandlers(decision.equals("approve") ? "extension-approved" : "extension-refused", problem);
    }

    /** Moves every open deadline of the case by the days that were approved, and lets the people be told. */
    void extend(Problem problem) {
        caseClock.extend(problem, of(problem).orElseThrow().days());
        notices.toReporter("extended", problem);
    }

    /** Handling ended while the request was open: it lapses, and the history says so. */
    void lapse(Problem problem) {
        of(problem).filter(extension -> extension.decision() == null).ifPresent(open -> {
            close(problem, "lapsed", null);
            caseClock.end(problem, "approve-extension", null);
            history.record(problem, null, "approve-extension", "lapse", null);
        });
    }

    Optional<Extension> of(Problem problem) {
        return database.sql("select * from problem_extension where problem = :problem")
                .param("problem", problem.id())
                .query((row, index) -> new Extension(
                        row.getInt("days"),
                        row.getString("unit") == null ? null : LimitUnit.valueOf(row.getString("unit")),
                        row.getString("reason"),
                        row.getString("requested_by"),
                        instant(row, "requested_at"),
                        row.getString("decision"),
                        row.getString("decided_by"),
                        instantOrNull(row, "decided_at")))
                .optional();
    }

    private void close(Problem problem, String decision, @Nullable String actor) {
        database.sql("""
                        update problem_extension set decision = :decision, decided_by = :by, decided_at = :at
                        where problem = :problem and decision is null""")
                .param("decision", decision)
                .param("by", actor)
                .param("at", timestamp(clock.instant()))
                .param("problem", problem.id())
                .update();
    }

    /** The most days the case may be extended by. */
    int most(Problem problem) {
        return Boolean.TRUE.equals(problem.complex()) ? limits.complexExtension() : limits.ordinaryExtension();
    }

    /**
     * What an extension of so many days would mean: {@code 5 个工作日，2026-07-13 到期改为 2026-07-20}; empty where no limit runs
     * or the days are more than allowed or none.
     */
    Optional<String> outlook(Problem problem, int days) {
        if (days < 1 || days > most(problem)) {
            return Optional.empty();
        }
        return caseClock
                .running(problem, "handle", null)
                .map(now -> words.of(
                        "problem.extension-outlook",
                        words.days(days, caseClock.extensionUnit(problem)),
                        words.due(now.dueAt()),
                        words.due(caseClock.extended(problem, days).orElseThrow())));
    }

    /** What an extension of the case is reckoned in and how much it may be, in words; empty where no limit runs. */
    Optional<String> terms(Problem problem) {
        return caseClock
                .running(problem, "handle", null)
                .map(now -> words.of(
                        "problem.extension-terms",
                        words.of("problem.extension-unit." + caseClock.extensionUnit(problem)),
                        words.days(most(problem), caseClock.extensionUnit(problem)),
                        words.due(now.dueAt())));
    }

    /** An extension: {@code decision} is null while it is open, else {@code approve}, {@code refuse} or {@code lapsed}. */
    record Extension(
            int days,
            @Nullable LimitUnit unit,
            String reason,
            String requestedBy,
            Instant requestedAt,
            @Nullable String decision,
            @Nullable String decidedBy,
            @Nullable Instant decidedAt) {}
}
