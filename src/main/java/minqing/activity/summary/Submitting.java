package minqing.activity.summary;

import static minqing.platform.database.Columns.dateOrNull;
import static minqing.platform.database.Columns.instantOrNull;
import static minqing.platform.database.Columns.timestamp;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import minqing.bureau.calendar.Periods;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What happens to a sealed version outside: submitted, accepted, or sent back and followed by the next version (D14). */
@Service
class Submitting {

    private final JdbcClient database;
    private final SummaryRepository summaries;
    private final SummaryTimes times;
    private final Periods periods;
    private final Clock clock;

    Submitting(JdbcClient database, SummaryRepository summaries, SummaryTimes times, Periods periods, Clock clock) {
        this.database = database;
        this.summaries = summaries;
        this.times = times;
        this.periods = periods;
        this.clock = clock;
    }

    @Transactional
    public void submitted(
            String key, String actor, LocalDate on, String method, @Nullable String receipt, LocalDate stampedOn) {
        Summary summary = summaries.lock(key);
        SummaryVersion version = summaries.current(summary);
        database.sql("""
                        insert into summary_submission (version, submitted_on, method, receipt, stamped_on, submitted_by,
                                                        recorded_at)
                        values (:version, :on, :method, :receipt, :stampedOn, :by, :now)""")
                .param("version", version.id())
                .param("on", on)
                .param("method", method)
                .param("receipt", receipt)
                .param("stampedOn", stampedOn)
                .param("by", actor)
                .param("now", timestamp(clock.instant()))
                .update();
        if (summary.version() == 1 && !clock.instant().isBefore(times.pastDueAt(summary))) {
            // Late is late, also where the timer has not come round to it.
            summaries.red(summary);
        }
        summaries.status(summary, Summary.Status.SUBMITTED);
        summaries.event(summary, actor, "submit", null);
    }

    @Transactional
    public void accepted(Summary summary, String actor) {
        database.sql("update summary_submission set accepted_at = :now, accepted_by = :by where version = :version")
                .param("now", timestamp(clock.instant()))
                .param("by", actor)
                .param("version", summaries.current(summary).id())
                .update();
        summaries.event(summary, actor, "accept", null);
    }

    @Transactional
    public void returned(Summary summary, String actor, String reason) {
        database.sql("""
                        update summary_submission set returned_at = :now, returned_by = :by, return_reason = :reason
                        where version = :version""")
                .param("now", timestamp(clock.instant()))
                .param("by", actor)
                .param("reason", reason)
                .param("version", summaries.current(summary).id())
                .update();
        summaries.event(summary, actor, "return", reason);
    }

    /** The next version: of the same period's records as they now stand, due three working days after the return. */
    @Transactional
    public void openVersion(String key) {
        Summary summary = summaries.lock(key);
        periods.reopenForReturn(summary.unit(), summary.month());
        summaries.nextVersion(summary, times.dueAfterReturn());
    }

    @Transactional
    public void end(String key, Summary.Status status) {
        Summary summary = summaries.lock(key);
        summaries.status(summary, status);
        if (status == Summary.Status.ENDED) {
            summaries.event(summary, null, "end", null);
        }
    }

    Optional<Submission> of(SummaryVersion version) {
        return database.sql("select * from summary_submission where version = :version")
                .param("version", version.id())
                .query((row, index) -> new Submission(
                        row.getObject("submitted_on", LocalDate.class),
                        row.getString("method"),
                        row.getString("receipt"),
                        dateOrNull(row, "stamped_on"),
                        row.getString("submitted_by"),
                        instantOrNull(row, "accepted_at"),
                        instantOrNull(row, "returned_at"),
                        row.getString("return_reason")))
                .optional();
    }

    /** How a version was submitted and what came back. */
    record Submission(
            LocalDate submittedOn,
            String method,
            @Nullable String receipt,
            @Nullable LocalDate stampedOn,
            String submittedBy,
            @Nullable Instant acceptedAt,
            @Nullable Instant returnedAt,
            @Nullable String returnReason) {}
}
