package minqing.activity.summary;

import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import minqing.bureau.calendar.Period;
import minqing.bureau.calendar.Periods;
import minqing.bureau.calendar.SubmissionSchedule;
import minqing.bureau.calendar.SubmissionSchedules;
import minqing.platform.fault.Conflict;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Compiles a period into a version: figures, the records behind them, what looks odd. As often as need be until it is signed. */
@Service
class Compilation {

    private final SummaryRepository summaries;
    private final Periods periods;
    private final SubmissionSchedules schedules;
    private final Counting counting;
    private final Anomalies anomalies;
    private final Corrections corrections;
    private final MessageSource messages;
    private final Clock clock;

    Compilation(
            SummaryRepository summaries,
            Periods periods,
            SubmissionSchedules schedules,
            Counting counting,
            Anomalies anomalies,
            Corrections corrections,
            MessageSource messages,
            Clock clock) {
        this.summaries = summaries;
        this.periods = periods;
        this.schedules = schedules;
        this.counting = counting;
        this.anomalies = anomalies;
        this.corrections = corrections;
        this.messages = messages;
        this.clock = clock;
    }

    /** The cut-off and the count, in one transaction: what is posted later is posted to the next month. */
    @Transactional
    public void compile(String key) {
        Summary summary = summaries.lock(key);
        periods.beginChecking(summary.unit(), summary.month());
        Period period = period(summary);
        Instant now = clock.instant();
        Counting.Scope scope = scope(summary, period, now);
        List<Corrections.Correction> posted = corrections.postedTo(summary.unit(), summary.month());
        Counted counted = counting.count(scope, anomalies.of(scope));
        summaries.compiled(
                summary,
                period.schedule().periodFrom(),
                period.schedule().cutOff(),
                now,
                posted.stream().map(this::words).collect(Collectors.joining("；")),
                counted);
        summaries.event(summary, null, "compile", null);
    }

    /** What the registers of a month amount to by now, counted as {@link #compile} will count it, and kept nowhere. */
    Counted soFar(String unit, YearMonth month) {
        SubmissionSchedule schedule =
                periods.find(unit, month).map(Period::schedule).orElseGet(() -> schedules.of(month));
        return counting.count(
                new Counting.Scope(unit, month, schedule.periodFrom(), schedule.cutOff(), clock.instant()), List.of());
    }

    /**
     * Makes sure that the registers of the period still say what was compiled; the year to date is of the day it was compiled.
     *
     * @throws Conflict when a record of the period was corrected since; then the period is to be compiled anew
     */
    void requireUnchanged(Summary summary, SummaryVersion version) {
        List<CountedRecord> now =
                sorted(counting.count(scope(summary, period(summary), version.compiledAt()), List.of())
                        .records());
        List<CountedRecord> then = sorted(summaries.records(version, null));
        boolean same = now.size() == then.size()
                && IntStream.range(0, now.size())
                        .allMatch(index -> then.get(index).sameAs(now.get(index)));
        if (!same) {
            throw new Conflict("summary.changed-since", summary.key());
        }
    }

    /** Counts the registers as they stood when the version was compiled. */
    Counted recount(Summary summary, SummaryVersion version) {
        return counting.count(
                new Counting.Scope(
                        summary.unit(), summary.month(), version.periodFrom(), version.cutOff(), version.compiledAt()),
                List.of());
    }

    static List<CountedRecord> sorted(List<CountedRecord> records) {
        return records.stream()
                .sorted(java.util.Comparator.comparing(CountedRecord::cell)
                        .thenComparing(CountedRecord::kind)
                        .thenComparing(CountedRecord::record))
                .toList();
    }

    private Period period(Summary summary) {
        return periods.find(summary.unit(), summary.month()).orElseThrow();
    }

    private static Counting.Scope scope(Summary summary, Period period, Instant asOf) {
        return new Counting.Scope(
                summary.unit(),
                summary.month(),
                period.schedule().periodFrom(),
                period.schedule().cutOff(),
                asOf);
    }

    /** 更正2026年5月收集问题+1（漏登） */
    private String words(Corrections.Correction correction) {
        YearMonth of = correction.month();
        return messages.getMessage(
                "summary.correction.remark",
                new Object[] {
                    String.valueOf(of.getYear()),
                    String.valueOf(of.getMonthValue()),
                    messages.getMessage("summary.cell." + correction.cell().code(), null, Locale.SIMPLIFIED_CHINESE),
                    correction.difference() > 0
                            ? "+" + correction.difference()
                            : String.valueOf(correction.difference()),
                    correction.reason()
                },
                Locale.SIMPLIFIED_CHINESE);
    }
}
