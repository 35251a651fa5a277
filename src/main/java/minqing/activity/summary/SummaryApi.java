package minqing.activity.summary;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import minqing.bureau.access.CurrentUser;
import minqing.bureau.calendar.SubmissionSchedules;
import minqing.bureau.organization.Account;
import minqing.bureau.web.PageOf;
import minqing.bureau.web.Paging;
import minqing.platform.fault.Conflict;
import minqing.platform.fault.InvalidInput;
import minqing.platform.fault.Missing;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The monthly tables over REST. */
@RestController
@RequestMapping("/api/summaries")
@Tag(name = "summaries", description = "The monthly table (annex 6)")
class SummaryApi {

    static final String MONTH = "{month:\\d\\d\\d\\d-\\d\\d}";

    private final SummaryRepository summaries;
    private final SummaryView view;
    private final SummaryStart start;
    private final SummaryMessages messages;
    private final SummaryAccess access;
    private final Verification verification;
    private final SummaryFiles files;
    private final CurrentUser user;

    SummaryApi(
            SummaryRepository summaries,
            SummaryView view,
            SummaryStart start,
            SummaryMessages messages,
            SummaryAccess access,
            Verification verification,
            SummaryFiles files,
            CurrentUser user) {
        this.summaries = summaries;
        this.view = view;
        this.start = start;
        this.messages = messages;
        this.access = access;
        this.verification = verification;
        this.files = files;
        this.user = user;
    }

    @GetMapping
    @Operation(summary = "The monthly tables, the latest month first")
    PageOf<SummaryView.Line> list(
            @RequestParam(required = false) @Nullable Integer year,
            @RequestParam(required = false) @Nullable String unit,
            Paging paging) {
        Account account = user.get();
        if (!account.readsSummaries()) {
            return new PageOf<>(List.of(), 0);
        }
        return PageOf.of(summaries.all(year, unit), paging).map(view::line);
    }

    @GetMapping("/{unit}/" + MONTH)
    @Operation(summary = "One month with its figures, versions, signatures and history")
    SummaryView.Detail one(@PathVariable String unit, @PathVariable String month) {
        return view.detail(found(unit, month));
    }

    @GetMapping("/{unit}/" + MONTH + ".{format:docx|xlsx|pdf}")
    @Operation(summary = "The table as a document: of a sealed version as it was made then; version for an earlier one")
    ResponseEntity<byte[]> document(
            @PathVariable String unit,
            @PathVariable String month,
            @PathVariable String format,
            @RequestParam(required = false) @Nullable Integer version) {
        Summary summary = found(unit, month);
        return files.answer(summary, version(summary, version), format);
    }

    @PostMapping("/{unit}/" + MONTH)
    @Operation(summary = "Start a month that is missing (office)")
    ResponseEntity<SummaryView.Detail> start(@PathVariable String unit, @PathVariable String month) {
        Account account = user.get();
        access.requireRead(account, unit + "/" + month);
        access.requireOffice(account);
        start.startByHand(unit, month(month), account.id());
        return ResponseEntity.created(URI.create("/api/summaries/" + unit + "/" + month))
                .body(view.detail(found(unit, month)));
    }

    @GetMapping("/{unit}/" + MONTH + "/cells/{column}")
    @Operation(summary = "The records behind a cell: leaders labour visitors collected resolved diaries forums")
    PageOf<CellRecord> cell(
            @PathVariable String unit,
            @PathVariable String month,
            @PathVariable String column,
            @RequestParam(required = false) @Nullable Integer version,
            Paging paging) {
        Summary summary = found(unit, month);
        Cell cell = Cell.of(column).orElseThrow(() -> new Missing("summary.cell-missing", column));
        SummaryVersion of = version(summary, version);
        PageOf<CountedRecord> records = PageOf.of(view.records(of, cell), paging);
        Map<String, String> outings = summaries.outings(records.items());
        return records.map(record -> new CellRecord(
                record.kind(),
                record.record(),
                outings.get(record.kind() + record.record()),
                record.leader(),
                record.day(),
                record.happenedBefore(of.periodFrom()),
                record.amount()));
    }

    @PostMapping("/{unit}/" + MONTH + "/accept")
    @Operation(summary = "The table was accepted (office)")
    SummaryView.Detail accept(@PathVariable String unit, @PathVariable String month) {
        messages.accept(user.get(), key(unit, month));
        return view.detail(found(unit, month));
    }

    @PostMapping("/{unit}/" + MONTH + "/return")
    @Operation(summary = "The table was sent back, with a reason (office): the next version begins")
    SummaryView.Detail sendBack(
            @PathVariable String unit,
            @PathVariable String month,
            @RequestBody(required = false) @Nullable Map<String, Object> body) {
        Object reason = body == null ? null : body.get("reason");
        messages.sendBack(user.get(), key(unit, month), reason == null ? null : reason.toString());
        return view.detail(found(unit, month));
    }

    @PostMapping("/{unit}/" + MONTH + "/correct")
    @Operation(summary = "Post a correction of an accepted table to the open month: cell difference reason (office)")
    SummaryView.Detail correct(
            @PathVariable String unit, @PathVariable String month, @RequestBody Map<String, Object> body) {
        messages.correct(user.get(), key(unit, month), body);
        return view.detail(found(unit, month));
    }

    @GetMapping("/{unit}/" + MONTH + "/verify")
    @Operation(summary = "Recompute the last sealed version and compare it with the seal; the first difference, if any")
    Verification.Result verify(
            @PathVariable String unit,
            @PathVariable String month,
            @RequestParam(required = false) @Nullable Integer version) {
        Summary summary = found(unit, month);
        SummaryVersion sealed = (version == null
                        ? summaries.versions(summary).stream()
                                .filter(SummaryVersion::sealed)
                                .findFirst()
                        : Optional.of(version(summary, version)).filter(SummaryVersion::sealed))
                .orElseThrow(() -> new Conflict("summary.not-sealed", summary.key()));
        return verification.verify(summary, sealed);
    }

    private Summary found(String unit, String month) {
        String key = key(unit, month);
        access.requireRead(user.get(), key);
        return summaries.get(key);
    }

    private SummaryVersion version(Summary summary, @Nullable Integer version) {
        return (version == null ? summaries.latest(summary) : summaries.version(summary, version))
                .orElseThrow(() -> new Missing("summary.not-compiled", summary.key()));
    }

    private static String key(String unit, String month) {
        return Summary.key(unit, month(month));
    }

    static YearMonth month(String month) {
        try {
            YearMonth read = YearMonth.parse(month);
            if (SubmissionSchedules.knows(read)) {
                return read;
            }
        } catch (DateTimeException wrong) {
            // Answered below like a month without a table.
        }
        throw InvalidInput.of(
                "month",
                "summary.month-wrong",
                SubmissionSchedules.FIRST_MONTH.toString(),
                SubmissionSchedules.LAST_MONTH.toString());
    }

    /**
     * A record behind a cell: what kind, which one, whose, when, and what it adds.
     *
     * @param outing the number of the outing it is a part of
     * @param late whether it happened before the period and was posted to it (补报)
     */
    record CellRecord(
            String kind,
            String id,
            @Nullable String outing,
            @Nullable String leader,
            @Nullable LocalDate day,
            boolean late,
            int amount) {}
}
