package minqing.activity.summary;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import minqing.bureau.calendar.SubmissionSchedules;
import minqing.platform.document.DocumentFile;
import minqing.platform.document.Documents;
import minqing.platform.document.Format;
import minqing.platform.document.OutputOptions;
import minqing.platform.document.SummaryTable;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Annex 6 of a version as .docx, .xlsx (with the year to date on a second sheet) and .pdf. */
@Component
class SummaryDocuments {

    private final SummaryRepository summaries;
    private final SubmissionSchedules schedules;
    private final SummaryWords words;
    private final Documents documents;
    private final Clock clock;

    SummaryDocuments(
            SummaryRepository summaries,
            SubmissionSchedules schedules,
            SummaryWords words,
            Documents documents,
            Clock clock) {
        this.summaries = summaries;
        this.schedules = schedules;
        this.words = words;
        this.documents = documents;
        this.clock = clock;
    }

    /** The three documents of a version that is being sealed, by extension. */
    Map<String, byte[]> make(Summary summary, SummaryVersion version, String hash, Instant sealedAt) {
        Map<String, byte[]> made = new LinkedHashMap<>();
        SummaryTable table = table(summary, version, SummaryVersion.code(hash), day(sealedAt));
        for (Format format : Format.values()) {
            made.put(
                    format.extension(),
                    documents
                            .file(name(summary, version), List.of(table), format, OutputOptions.at(sealedAt))
                            .content());
        }
        return made;
    }

    /** A version that is not sealed yet, as a draft without code and date. */
    DocumentFile draft(Summary summary, SummaryVersion version, Format format) {
        return documents.file(
                name(summary, version),
                List.of(table(summary, version, null, null)),
                format,
                OutputOptions.at(version.compiledAt()));
    }

    /** Without extension. */
    String name(Summary summary, SummaryVersion version) {
        return words.of("summary.file", words.month(summary.month()), String.valueOf(version.version()));
    }

    static Format format(String extension) {
        return Format.valueOf(extension.toUpperCase(Locale.ROOT));
    }

    private SummaryTable table(
            Summary summary, SummaryVersion version, @Nullable String code, @Nullable LocalDate date) {
        LocalDate yearFrom = schedules
                .of(java.time.YearMonth.of(summary.month().getYear(), firstMonth(summary)))
                .periodFrom();
        String unit = words.sealName(summary.unit());
        return new SummaryTable(
                unit,
                date,
                new SummaryTable.Period(version.periodFrom(), version.cutOff()),
                List.of(row(unit, summaries.figures(version, "period"), version.wholeRemark())),
                new SummaryTable.Period(yearFrom, version.cutOff()),
                List.of(row(unit, summaries.figures(version, "year"), "")),
                version.version(),
                code);
    }

    /** The activity began in July 2011. */
    private static int firstMonth(Summary summary) {
        return summary.month().getYear() == SubmissionSchedules.FIRST_MONTH.getYear()
                ? SubmissionSchedules.FIRST_MONTH.getMonthValue()
                : 1;
    }

    private static SummaryTable.Row row(String unit, Map<Cell, Integer> figures, String remarks) {
        return new SummaryTable.Row(
                unit,
                figures.getOrDefault(Cell.LEADERS, 0),
                figures.getOrDefault(Cell.LABOUR, 0),
                figures.getOrDefault(Cell.VISITORS, 0),
                figures.getOrDefault(Cell.COLLECTED, 0),
                figures.getOrDefault(Cell.RESOLVED, 0),
                figures.getOrDefault(Cell.DIARIES, 0),
                figures.getOrDefault(Cell.FORUMS, 0),
                remarks);
    }

    private LocalDate day(Instant instant) {
        return instant.atZone(clock.getZone()).toLocalDate();
    }
}
