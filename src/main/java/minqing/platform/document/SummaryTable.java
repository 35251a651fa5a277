package minqing.platform.document;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Annex 6: the monthly table, with the year to date on a second sheet. The sums of the last row are made from the rows.
 *
 * @param unit who submits it, beside the place for the seal
 * @param date the date beside the seal; null leaves room to write it
 * @param period what the figures of the month cover
 * @param rows one per participating unit
 * @param yearToDate the same units over {@code yearPeriod}; leaders are counted once
 * @param version 1 for the first, one more after each return
 * @param verificationCode a short code of the sealed snapshot; null marks the table as a draft
 */
public record SummaryTable(
        String unit,
        @Nullable LocalDate date,
        Period period,
        List<Row> rows,
        Period yearPeriod,
        List<Row> yearToDate,
        int version,
        @Nullable String verificationCode)
        implements Annex {

    public SummaryTable {
        rows = List.copyOf(rows);
        yearToDate = List.copyOf(yearToDate);
    }

    /** Both days included. */
    public record Period(LocalDate from, LocalDate until) {}

    /**
     * One unit's figures, in the order of the columns.
     *
     * @param leaders 下基层领导（名）
     * @param labour 参加生产劳动（人次）
     * @param visitors 接待群众来访（人次）
     * @param collected 收集问题（个）
     * @param resolved 解决问题（个）
     * @param diaries 撰写民情日记（篇）
     * @param forums 召开座谈会（个）
     */
    public record Row(
            String unit,
            int leaders,
            int labour,
            int visitors,
            int collected,
            int resolved,
            int diaries,
            int forums,
            String remarks) {

        List<Integer> figures() {
            return List.of(leaders, labour, visitors, collected, resolved, diaries, forums);
        }
    }
}
