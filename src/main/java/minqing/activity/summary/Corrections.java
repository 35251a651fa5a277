package minqing.activity.summary;

import static minqing.platform.database.Columns.instant;
import static minqing.platform.database.Columns.timestamp;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import minqing.bureau.calendar.Periods;
import minqing.bureau.calendar.Posting;
import minqing.platform.fault.Conflict;
import minqing.platform.fault.InvalidInput;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Corrections (更正) of a month whose table is accepted: the table stays as it is, the difference goes into the next open month
 * with its reason in 备注 (D14).
 */
@Service
class Corrections {

    private final JdbcClient database;
    private final SummaryRepository summaries;
    private final Periods periods;
    private final Clock clock;

    Corrections(JdbcClient database, SummaryRepository summaries, Periods periods, Clock clock) {
        this.database = database;
        this.summaries = summaries;
        this.periods = periods;
        this.clock = clock;
    }

    /**
     * Posts a difference to the month that is open now.
     *
     * @throws Conflict while the table has not been accepted: then it can still be sent back
     * @throws InvalidInput when more is taken away than the cell holds
     */
    @Transactional
    void correct(String key, String actor, Cell cell, int difference, String reason) {
        Summary summary = summaries.lock(key);
        if (!summary.status().ended()) {
            throw new Conflict("summary.correct-early", key);
        }
        int stands = summaries.figures(summaries.current(summary), "period").getOrDefault(cell, 0)
                + of(summary).stream()
                        .filter(earlier -> earlier.cell() == cell)
                        .mapToInt(Correction::difference)
                        .sum();
        if (stands + difference < 0) {
            throw InvalidInput.of("difference", "summary.correct.below-zero", stands);
        }
        Posting posting = periods.postingFor(summary.unit(), LocalDate.now(clock));
        database.sql("""
                        insert into summary_correction (summary, cell, difference, reason, by, at, posted_to)
                        values (:summary, :cell, :difference, :reason, :by, :at, :postedTo)""")
                .param("summary", summary.id())
                .param("cell", cell.code())
                .param("difference", difference)
                .param("reason", reason)
                .param("by", actor)
                .param("at", timestamp(clock.instant()))
                .param("postedTo", posting.period().atDay(1))
                .update();
        summaries.event(summary, actor, "correct", reason);
    }

    /** What a month carries of earlier ones, in the order it was posted. */
    List<Correction> postedTo(String unit, YearMonth month) {
        return database.sql("""
                        select c.*, s.month from summary_correction c join summary s on s.id = c.summary
                        where s.unit = :unit and c.posted_to = :month order by c.id""")
                .param("unit", unit)
                .param("month", month.atDay(1))
                .query(Corrections::read)
                .list();
    }

    /** The corrections of a month's own table. */
    List<Correction> of(Summary summary) {
        return database.sql("""
                        select c.*, s.month from summary_correction c join summary s on s.id = c.summary
                        where s.id = :summary order by c.id""")
                .param("summary", summary.id())
                .query(Corrections::read)
                .list();
    }

    private static Correction read(ResultSet row, int index) throws SQLException {
        return new Correction(
                row.getLong("id"),
                YearMonth.from(row.getObject("month", LocalDate.class)),
                Cell.of(row.getString("cell")).orElseThrow(),
                row.getInt("difference"),
                row.getString("reason"),
                row.getString("by"),
                instant(row, "at"),
                YearMonth.from(row.getObject("posted_to", LocalDate.class)));
    }

    /** A difference to the table of {@code month}, carried by that of {@code postedTo}. */
    record Correction(
            long id,
            YearMonth month,
            Cell cell,
            int difference,
            String reason,
            String by,
            Instant at,
            YearMonth postedTo) {}
}
