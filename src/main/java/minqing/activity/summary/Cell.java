package minqing.activity.summary;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The figures of a row of annex 6, in the order of its columns. */
enum Cell {
    /** 下基层领导（名）: distinct leaders with at least one outing (D9). */
    LEADERS,
    /** 参加生产劳动（人次）: one per leader and labour event (D10). */
    LABOUR,
    /** 接待群众来访（人次）: people received, a joint reception once under its host (D11). */
    VISITORS,
    /** 收集问题（个）: by registration date, without merged, declined and withdrawn ones (D12). */
    COLLECTED,
    /** 解决问题（个）: by confirmed closing date (D12). */
    RESOLVED,
    /** 撰写民情日记（篇）. */
    DIARIES,
    /** 召开座谈会（个）: a joint forum once (D3). */
    FORUMS;

    /** As clients, the database and message keys know it. */
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Cell> of(String code) {
        return Arrays.stream(values()).filter(cell -> cell.code().equals(code)).findFirst();
    }
}
