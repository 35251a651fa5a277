package minqing.activity.summary;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import minqing.bureau.calendar.Periods;
import minqing.bureau.calendar.SubmissionSchedule;
import minqing.bureau.calendar.SubmissionSchedules;
import minqing.bureau.calendar.WorkingCalendar;
import minqing.work.inbox.Inbox;
import minqing.work.inbox.OpenTask;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** A month, and a year of months, as pages and REST show them. */
@Component
class SummaryView {

    private final SummaryRepository summaries;
    private final SummaryTimes times;
    private final Signing signing;
    private final Submitting submitting;
    private final Corrections corrections;
    private final Anomalies anomalies;
    private final Compilation compilation;
    private final Counting counting;
    private final SummaryWords words;
    private final Periods periods;
    private final Inbox inbox;
    private final WorkingCalendar calendar;
    private final Clock clock;

    SummaryView(
            SummaryRepository summaries,
            SummaryTimes times,
            Signing signing,
            Submitting submitting,
            Corrections corrections,
            Anomalies anomalies,
            Compilation compilation,
            Counting counting,
            SummaryWords words,
            Periods periods,
            Inbox inbox,
            WorkingCalendar calendar,
            Clock clock) {
        this.summaries = summaries;
        this.times = times;
        this.signing = signing;
        this.submitting = submitting;
        this.corrections = corrections;
        this.anomalies = anomalies;
        this.compilation = compilation;
        this.counting = counting;
        this.words = words;
        this.periods = periods;
        this.inbox = inbox;
        this.calendar = calendar;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    Detail detail(Summary summary) {
        SubmissionSchedule schedule = times.schedule(summary.month());
        Optional<SummaryVersion> version = summaries.latest(summary);
        return new Detail(
                summary.unit(),
                words.unit(summary.unit()),
                summary.month().toString(),
                summary.status().code(),
                summary.version(),
                light(summary),
                summary.redAt() != null,
                schedule.periodFrom(),
                schedule.cutOff(),
                offset(schedule.compileAt()),
                summary.dueOn(),
                daysLeft(summary),
                holders(summary),
                version.map(SummaryVersion::hash).orElse(null),
                version.map(SummaryVersion::code)
                        .filter(code -> !code.isEmpty())
                        .orElse(null),
                version.map(compiled -> figures(compiled, "period")).orElse(null),
                version.map(compiled -> figures(compiled, "year")).orElse(null),
                version.map(SummaryVersion::wholeRemark).orElse(""),
                previous(summary).map(before -> figures(before, "period")).orElse(null),
                odd(summary),
                versions(summary),
                corrections.of(summary).stream().map(SummaryView::line).toList(),
                summaries.events(summary).stream()
                        .map(event -> new EventLine(
                                event.version(),
                                offset(event.at()),
                                event.actor(),
                                words.person(event.actor()),
                                event.action(),
                                words.of("summary.event." + event.action()),
                                event.reason()))
                        .toList());
    }

    /** What looks odd about the records of a month that is not compiled yet. */
    List<AnomalyLine> oddSoFar(Summary summary) {
        SubmissionSchedule schedule = times.schedule(summary.month());
        return lines(anomalies
                .of(new Counting.Scope(
                        summary.unit(), summary.month(), schedule.periodFrom(), schedule.cutOff(), clock.instant()))
                .stream()
                // Who has nothing is told apart.
                .filter(anomaly -> !anomaly.records().isEmpty())
                .toList());
    }

    /**
     * The table as far as the registers go by now, of a month that has begun for its unit and is not compiled yet; empty for any
     * other. Nothing of it is kept.
     */
    @Transactional(readOnly = true)
    Optional<Running> running(String unit, YearMonth month) {
        if (!isRunning(unit, month)) {
            return Optional.empty();
        }
        SubmissionSchedule schedule = times.schedule(month);
        Counted counted = compilation.soFar(unit, month);
        return Optional.of(new Running(
                unit,
                words.unit(unit),
                month.toString(),
                schedule.periodFrom(),
                schedule.cutOff(),
                offset(schedule.compileAt()),
                schedule.dueOn(),
                byCode(counted.period()),
                byCode(counted.year()),
                previous(unit, month).map(before -> figures(before, "period")).orElse(null),
                counted.records()));
    }

    private boolean isRunning(String unit, YearMonth month) {
        return SubmissionSchedules.knows(month)
                && periods.firstPeriod(unit)
                        .filter(first -> !first.isAfter(month))
                        .isPresent()
                && !times.schedule(month).periodFrom().isAfter(LocalDate.now(clock))
                && summaries.find(unit, month).flatMap(summaries::latest).isEmpty();
    }

    /** Whether the application itself is about to go on with it: to compile it, to compile it anew, or to seal it. */
    boolean isAtWork(Summary summary) {
        return switch (summary.status()) {
            case WAITING -> !clock.instant().isBefore(times.compileAt(summary.month()));
            case RETURNED, SEALING -> true;
            case CHECKING -> inbox.openTasks(SummaryProcess.KEY, summary.key()).isEmpty();
            default -> false;
        };
    }

    /** Whose outings of the period are counted in a later month, and how many, in words; empty where there are none. */
    List<String> postedLater(Summary summary) {
        SubmissionSchedule schedule = times.schedule(summary.month());
        SummaryVersion version = summaries.latest(summary).orElse(null);
        return counting
                .postedLater(
                        summary.unit(),
                        summary.month(),
                        version == null ? schedule.periodFrom() : version.periodFrom(),
                        version == null ? schedule.cutOff() : version.cutOff())
                .stream()
                .map(later -> words.of(
                        "summary.posted-later",
                        words.person(later.leader()),
                        later.outings(),
                        words.month(later.postedTo())))
                .toList();
    }

    /** What looks odd about the last version compiled. */
    List<AnomalyLine> odd(Summary summary) {
        return summaries
                .latest(summary)
                .map(compiled -> lines(summaries.anomalies(compiled)))
                .orElse(List.of());
    }

    private List<AnomalyLine> lines(List<Anomaly> found) {
        return found.stream()
                .map(anomaly -> new AnomalyLine(
                        anomaly.kind(), anomaly.leader(), anomaly.day(), anomaly.records(), words.anomaly(anomaly)))
                .toList();
    }

    /** A line of the list: without what stands behind the figures. */
    Line line(Summary summary) {
        SubmissionSchedule schedule = times.schedule(summary.month());
        Optional<SummaryVersion> version = summaries.latest(summary);
        return new Line(
                summary.unit(),
                summary.month().toString(),
                summary.status().code(),
                summary.version(),
                light(summary),
                summary.redAt() != null,
                schedule.periodFrom(),
                schedule.cutOff(),
                offset(schedule.compileAt()),
                summary.dueOn(),
                daysLeft(summary),
                holders(summary),
                version.map(SummaryVersion::hash).orElse(null),
                version.map(compiled -> figures(compiled, "period")).orElse(null));
    }

    /** The twelve months of a year for a unit: those that have started, and when the others will. */
    List<MonthOfYear> year(String unit, int year) {
        Optional<YearMonth> first = periods.firstPeriod(unit);
        Map<YearMonth, Summary> started = new LinkedHashMap<>();
        summaries.all(year, unit).forEach(summary -> started.put(summary.month(), summary));
        List<MonthOfYear> months = new ArrayList<>();
        for (int month = 1; month <= 12; month++) {
            YearMonth of = YearMonth.of(year, month);
            Summary summary = started.get(of);
            SubmissionSchedule schedule = SubmissionSchedules.knows(of) ? times.schedule(of) : null;
            months.add(new MonthOfYear(
                    of.toString(),
                    words.month(of),
                    summary == null ? null : line(summary),
                    schedule == null ? null : schedule.dueOn(),
                    schedule == null ? null : schedule.cutOff(),
                    schedule != null && schedule.provisional(),
                    first.isPresent() && !of.isBefore(first.get()),
                    isRunning(unit, of)));
        }
        return months;
    }

    /** The records behind a cell: as many as it says, for everybody who reads the table. */
    List<CountedRecord> records(SummaryVersion version, Cell cell) {
        return summaries.records(version, cell);
    }

    /** The same of a month that is not compiled yet. */
    List<CountedRecord> records(Running running, Cell cell) {
        return Compilation.sorted(running.records()).stream()
                .filter(record -> record.cell() == cell)
                .toList();
    }

    /** The last sealed table of the month before, to compare with. */
    Optional<SummaryVersion> previous(Summary summary) {
        return previous(summary.unit(), summary.month());
    }

    private Optional<SummaryVersion> previous(String unit, YearMonth month) {
        return summaries.find(unit, month.minusMonths(1)).flatMap(summaries::latest);
    }

    Map<String, Integer> figures(SummaryVersion version, String sheet) {
        return byCode(summaries.figures(version, sheet));
    }

    private static Map<String, Integer> byCode(Map<Cell, Integer> read) {
        Map<String, Integer> figures = new LinkedHashMap<>();
        Arrays.stream(Cell.values()).forEach(cell -> figures.put(cell.code(), read.getOrDefault(cell, 0)));
        return figures;
    }

    /**
     * What the inbox shows of its tasks, until it is out; a later version that is late makes a task red, never the month
     * (D14).
     */
    private String light(Summary summary) {
        if (isOut(summary)) {
            return "none";
        }
        return summary.version() > 1 ? "yellow" : times.lights(summary).at(clock.instant());
    }

    private static boolean isOut(Summary summary) {
        return summary.status() == Summary.Status.SUBMITTED || summary.status().ended();
    }

    private @Nullable Integer daysLeft(Summary summary) {
        return isOut(summary) ? null : calendar.workingDaysBetween(LocalDate.now(clock), summary.dueOn());
    }

    /** Who has it before them: names of persons, or the office. */
    List<String> holders(Summary summary) {
        Set<String> holders = new LinkedHashSet<>();
        for (OpenTask task : inbox.openTasks(SummaryProcess.KEY, summary.key())) {
            if (task.elementKey().equals("telephone")) {
                continue;
            }
            if (task.assignee() != null) {
                holders.add(words.person(task.assignee()));
            } else if (!task.users().isEmpty()) {
                task.users().forEach(user -> holders.add(words.person(user)));
            } else {
                holders.add(words.of("summary.office"));
            }
        }
        return List.copyOf(holders);
    }

    private List<VersionLine> versions(Summary summary) {
        return summaries.versions(summary).stream()
                .map(version -> new VersionLine(
                        version.version(),
                        offset(version.compiledAt()),
                        version.dueOn(),
                        version.checkedBy(),
                        version.sealedAt() == null ? null : offset(version.sealedAt()),
                        version.hash(),
                        version.code(),
                        figures(version, "period"),
                        signing.signatures(version).stream()
                                .map(signature -> new SignatureLine(
                                        signature.round(),
                                        signature.step(),
                                        signature.principal(),
                                        signature.signer(),
                                        words.signature(signature.principal(), signature.signer()),
                                        signature.decision(),
                                        signature.reason(),
                                        offset(signature.at())))
                                .toList(),
                        submitting.of(version).map(this::submission).orElse(null)))
                .toList();
    }

    private SubmissionLine submission(Submitting.Submission submission) {
        return new SubmissionLine(
                submission.submittedOn(),
                submission.method(),
                submission.receipt(),
                submission.stampedOn(),
                submission.submittedBy(),
                submission.acceptedAt() == null ? null : offset(submission.acceptedAt()),
                submission.returnedAt() == null ? null : offset(submission.returnedAt()),
                submission.returnReason());
    }

    private static CorrectionLine line(Corrections.Correction correction) {
        return new CorrectionLine(
                correction.cell().code(),
                correction.difference(),
                correction.reason(),
                correction.by(),
                correction.postedTo().toString());
    }

    private OffsetDateTime offset(Instant instant) {
        return Objects.requireNonNull(instant).atZone(clock.getZone()).toOffsetDateTime();
    }

    /**
     * A month in a list.
     *
     * @param light {@code none blue yellow red}
     * @param late whether the first version missed the 25th, for good
     * @param daysLeft working days until it is due, negative after; none once it is submitted
     * @param holders who has it before them
     * @param hash of the last version, once sealed
     * @param figures the official cells of the last version compiled
     */
    record Line(
            String unit,
            String month,
            String status,
            int version,
            String light,
            boolean late,
            LocalDate periodFrom,
            LocalDate cutOff,
            OffsetDateTime compileAt,
            LocalDate dueOn,
            @Nullable Integer daysLeft,
            List<String> holders,
            @Nullable String hash,
            @Nullable Map<String, Integer> figures) {}

    /**
     * One month whole.
     *
     * @param code the short verification code printed on the documents
     * @param year the year to date
     * @param before the figures of the month before
     */
    record Detail(
            String unit,
            String unitName,
            String month,
            String status,
            int version,
            String light,
            boolean late,
            LocalDate periodFrom,
            LocalDate cutOff,
            OffsetDateTime compileAt,
            LocalDate dueOn,
            @Nullable Integer daysLeft,
            List<String> holders,
            @Nullable String hash,
            @Nullable String code,
            @Nullable Map<String, Integer> figures,
            @Nullable Map<String, Integer> year,
            String remark,
            @Nullable Map<String, Integer> before,
            List<AnomalyLine> anomalies,
            List<VersionLine> versions,
            List<CorrectionLine> corrections,
            List<EventLine> history) {}

    /**
     * A month that is not compiled yet, as far as it has come.
     *
     * @param records what stands behind the figures; shown only through {@link #records(Running, Cell)}
     */
    record Running(
            String unit,
            String unitName,
            String month,
            LocalDate periodFrom,
            LocalDate cutOff,
            OffsetDateTime compileAt,
            LocalDate dueOn,
            Map<String, Integer> figures,
            Map<String, Integer> year,
            @Nullable Map<String, Integer> before,
            List<CountedRecord> records) {}

    /** An anomaly with its words. */
    record AnomalyLine(String kind, String leader, @Nullable LocalDate day, List<String> records, String words) {}

    /** A version with its signatures and what became of it. */
    record VersionLine(
            int version,
            OffsetDateTime compiledAt,
            LocalDate dueOn,
            @Nullable String checkedBy,
            @Nullable OffsetDateTime sealedAt,
            @Nullable String hash,
            String code,
            Map<String, Integer> figures,
            List<SignatureLine> signatures,
            @Nullable SubmissionLine submission) {}

    /** A signature; {@code words} names both where somebody signed in another's place. */
    record SignatureLine(
            int round,
            int step,
            String principal,
            String signer,
            String words,
            String decision,
            @Nullable String reason,
            OffsetDateTime at) {}

    /** How a version was submitted. */
    record SubmissionLine(
            LocalDate submittedOn,
            String method,
            @Nullable String receipt,
            @Nullable LocalDate stampedOn,
            String submittedBy,
            @Nullable OffsetDateTime acceptedAt,
            @Nullable OffsetDateTime returnedAt,
            @Nullable String returnReason) {}

    /** A correction of this month, and the month that carries it. */
    record CorrectionLine(String cell, int difference, String reason, String by, String postedTo) {}

    /** An entry of the history. */
    record EventLine(
            int version,
            OffsetDateTime at,
            @Nullable String actor,
            String who,
            String action,
            String words,
            @Nullable String reason) {}

    /**
     * A month of the year at a glance.
     *
     * @param started its line once it has started
     * @param participating whether the unit sends a table of it
     * @param running whether its period has begun and nothing is compiled yet
     */
    record MonthOfYear(
            String month,
            String words,
            @Nullable Line started,
            @Nullable LocalDate dueOn,
            @Nullable LocalDate cutOff,
            boolean provisional,
            boolean participating,
            boolean running) {}
}
