package minqing.activity.summary;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import minqing.bureau.access.CurrentUser;
import minqing.bureau.calendar.Periods;
import minqing.bureau.calendar.SubmissionSchedules;
import minqing.bureau.organization.Account;
import minqing.bureau.organization.Directory;
import minqing.bureau.organization.Role;
import minqing.bureau.web.Confirmations;
import minqing.bureau.web.PageOf;
import minqing.bureau.web.Paging;
import minqing.platform.fault.Fault;
import minqing.platform.fault.InvalidInput;
import minqing.platform.fault.Missing;
import minqing.platform.form.Written;
import minqing.work.inbox.Inbox;
import minqing.work.inbox.OpenTask;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The year at a glance, the month with its table and versions, the records behind a cell, and the signing substitutes. */
@Controller
class SummaryPages {

    private static final String ONE = "/summaries/{unit}/" + SummaryApi.MONTH;

    private final SummaryRepository summaries;
    private final SummaryView view;
    private final SummaryStart start;
    private final SummaryMessages messages;
    private final SummaryAccess access;
    private final Verification verification;
    private final Signing signing;
    private final Periods periods;
    private final Counting counting;
    private final SummaryRules rules;
    private final Inbox inbox;
    private final Directory directory;
    private final Confirmations confirmations;
    private final TransactionTemplate whole;
    private final CurrentUser user;
    private final Clock clock;

    SummaryPages(
            SummaryRepository summaries,
            SummaryView view,
            SummaryStart start,
            SummaryMessages messages,
            SummaryAccess access,
            Verification verification,
            Signing signing,
            Periods periods,
            Counting counting,
            SummaryRules rules,
            Inbox inbox,
            Directory directory,
            Confirmations confirmations,
            TransactionTemplate whole,
            CurrentUser user,
            Clock clock) {
        this.summaries = summaries;
        this.view = view;
        this.start = start;
        this.messages = messages;
        this.access = access;
        this.verification = verification;
        this.signing = signing;
        this.periods = periods;
        this.counting = counting;
        this.rules = rules;
        this.inbox = inbox;
        this.directory = directory;
        this.confirmations = confirmations;
        this.whole = whole;
        this.user = user;
        this.clock = clock;
    }

    @GetMapping("/summaries")
    String year(
            @RequestParam(required = false) @Nullable Integer year,
            @RequestParam(required = false) @Nullable String unit,
            Model model) {
        Account account = user.get();
        access.requireRead(account, "");
        int shown = year == null ? LocalDate.now(clock).getYear() : year;
        if (shown < SubmissionSchedules.FIRST_MONTH.getYear() || shown > SubmissionSchedules.LAST_MONTH.getYear()) {
            throw InvalidInput.of(
                    "year",
                    "summary.month-wrong",
                    SubmissionSchedules.FIRST_MONTH.toString(),
                    SubmissionSchedules.LAST_MONTH.toString());
        }
        List<String> units = periods.units();
        String chosen = unit != null && units.contains(unit) ? unit : units.isEmpty() ? null : units.get(0);
        model.addAttribute("year", shown);
        model.addAttribute("units", units);
        model.addAttribute("unit", chosen);
        List<SummaryView.MonthOfYear> months = chosen == null ? List.of() : view.year(chosen, shown);
        model.addAttribute("months", months);
        model.addAttribute(
                "drawn",
                months.stream()
                        .anyMatch(month ->
                                month.started() != null && month.started().figures() != null));
        model.addAttribute("cells", cells());
        model.addAttribute("today", LocalDate.now(clock));
        model.addAttribute("office", account.is(Role.OFFICE));
        model.addAttribute("approver", account.is(Role.APPROVER));
        return "summary/year";
    }

    @GetMapping(ONE)
    String month(@PathVariable String unit, @PathVariable String month, Model model) {
        String key = key(unit, month);
        access.requireRead(user.get(), key);
        Optional<Summary> summary = summaries.find(key);
        if (summary.isPresent()) {
            return show(summary.get(), model);
        }
        model.addAttribute("running", running(unit, month).orElseThrow(() -> new Missing("summary.missing", key)));
        model.addAttribute("cells", cells());
        return "summary/running";
    }

    private Optional<SummaryView.Running> running(String unit, String month) {
        return view.running(unit, SummaryApi.month(month));
    }

    @GetMapping(ONE + "/cells/{column}")
    String cell(
            @PathVariable String unit,
            @PathVariable String month,
            @PathVariable String column,
            @RequestParam(required = false) @Nullable Integer version,
            Paging paging,
            Model model) {
        String key = key(unit, month);
        access.requireRead(user.get(), key);
        Cell cell = Cell.of(column).orElseThrow(() -> new Missing("summary.cell-missing", column));
        Optional<Summary> summary = summaries.find(key);
        Optional<SummaryVersion> compiled =
                summary.flatMap(of -> version == null ? summaries.latest(of) : summaries.version(of, version));
        Optional<SummaryView.Running> running = version == null ? running(unit, month) : Optional.empty();
        List<CountedRecord> counted = compiled.map(of -> view.records(of, cell))
                .or(() -> running.map(of -> view.records(of, cell)))
                .orElseThrow(() -> new Missing(summary.isEmpty() ? "summary.missing" : "summary.not-compiled", key));
        PageOf<CountedRecord> records = PageOf.of(counted, paging);
        model.addAttribute("unit", unit);
        model.addAttribute("month", month);
        model.addAttribute("cell", cell.code());
        model.addAttribute("running", running.isPresent());
        model.addAttribute("records", records.items());
        model.addAttribute(
                "periodFrom",
                compiled.map(SummaryVersion::periodFrom)
                        .or(() -> running.map(SummaryView.Running::periodFrom))
                        .orElseThrow());
        model.addAttribute("outings", summaries.outings(records.items()));
        model.addAttribute("total", records.total());
        model.addAttribute("paging", paging);
        return "summary/records";
    }

    @PostMapping(ONE)
    ModelAndView start(@PathVariable String unit, @PathVariable String month, HttpServletRequest request) {
        Account account = user.get();
        access.requireRead(account, unit + "/" + month);
        access.requireOffice(account);
        start.requireStartable(unit, SummaryApi.month(month));
        confirm(request, unit, month, "start");
        start.startByHand(unit, SummaryApi.month(month), account.id());
        return new ModelAndView("redirect:/summaries/" + unit + "/" + month);
    }

    @PostMapping(ONE + "/accept")
    ModelAndView accept(
            @PathVariable String unit, @PathVariable String month, HttpServletRequest request, Model model) {
        return acted(
                unit,
                month,
                model,
                Map.of(),
                confirmed(request, unit, month, "accept", () -> messages.accept(user.get(), key(unit, month))));
    }

    @PostMapping(ONE + "/return")
    ModelAndView sendBack(
            @PathVariable String unit,
            @PathVariable String month,
            @RequestParam(defaultValue = "") String reason,
            HttpServletRequest request,
            Model model) {
        return acted(
                unit,
                month,
                model,
                Map.of("returnReason", reason),
                confirmed(
                        request, unit, month, "return", () -> messages.sendBack(user.get(), key(unit, month), reason)));
    }

    @PostMapping(ONE + "/correct")
    ModelAndView correct(
            @PathVariable String unit,
            @PathVariable String month,
            @RequestParam(defaultValue = "") String cell,
            @RequestParam(defaultValue = "") String difference,
            @RequestParam(defaultValue = "") String reason,
            Model model) {
        Map<String, String> typed = Map.of("cell", cell, "difference", difference, "reason", reason);
        return acted(unit, month, model, typed, () -> messages.correct(user.get(), key(unit, month), typed));
    }

    @GetMapping(ONE + "/verify")
    String verify(
            @PathVariable String unit,
            @PathVariable String month,
            @RequestParam(required = false) @Nullable Integer version,
            Model model) {
        Summary summary = found(unit, month);
        SummaryVersion sealed = summaries.versions(summary).stream()
                .filter(SummaryVersion::sealed)
                .filter(one -> version == null || version == one.version())
                .findFirst()
                .orElseThrow(() -> new Missing("summary.not-sealed", summary.key()));
        model.addAttribute("verified", verification.verify(summary, sealed));
        return show(summary, model);
    }

    // ---- substitutes

    @GetMapping("/signing")
    String substitutes(Model model) {
        Account account = approver();
        model.addAttribute("authorisations", signing.authorisations(account));
        model.addAttribute(
                "candidates",
                java.util.stream.Stream.of(Role.APPROVER, Role.LEADER)
                        .flatMap(role -> directory.members(role.group()).stream())
                        .filter(one -> !one.id().equals(account.id()))
                        .distinct()
                        .toList());
        model.addAttribute("tomorrow", LocalDate.now(clock).plusDays(1));
        return "summary/signing";
    }

    @PostMapping("/signing")
    ModelAndView authorise(
            @RequestParam(defaultValue = "") String substitute,
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable
                    LocalDate validFrom,
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate validTo,
            Model model) {
        Account account = approver();
        try {
            if (validFrom == null || validTo == null) {
                throw InvalidInput.of("validTo", "summary.signing.days");
            }
            signing.authorise(account, substitute, validFrom, validTo);
        } catch (InvalidInput invalid) {
            model.addAttribute("faults", invalid.faults());
            return new ModelAndView(substitutes(model), model.asMap(), HttpStatus.UNPROCESSABLE_ENTITY);
        }
        return new ModelAndView("redirect:/signing");
    }

    @PostMapping("/signing/{id}/revoke")
    String revoke(@PathVariable long id) {
        messages.revoke(approver(), id);
        return "redirect:/signing";
    }

    private Account approver() {
        Account account = user.get();
        if (!account.is(Role.APPROVER)) {
            throw new Missing("summary.signing.no-authorisation");
        }
        return account;
    }

    // ---- one month

    /** Asks once it is certain that it can be done; without a yes nothing of it stays. */
    private Runnable confirmed(HttpServletRequest request, String unit, String month, String what, Runnable act) {
        return () -> whole.executeWithoutResult(status -> {
            act.run();
            confirm(request, unit, month, what);
        });
    }

    private void confirm(HttpServletRequest request, String unit, String month, String what) {
        confirmations.require(
                request,
                what.equals("start") ? "/summaries?unit=" + unit : "/summaries/" + unit + "/" + month,
                "summary." + what + ".confirm",
                month.substring(0, 4),
                SummaryApi.month(month).getMonthValue());
    }

    private ModelAndView acted(String unit, String month, Model model, Map<String, String> typed, Runnable act) {
        Summary summary = found(unit, month);
        try {
            act.run();
        } catch (Fault fault) {
            if (fault instanceof Missing) {
                throw fault;
            }
            model.addAttribute("typed", typed);
            if (!(fault instanceof InvalidInput)) {
                // The form may be gone with the state it belonged to.
                model.addAttribute(
                        "written",
                        typed.values().stream().filter(Written::isText).toList());
            }
            model.addAttribute("faults", faults(fault));
            HttpStatus status = fault instanceof InvalidInput
                    ? HttpStatus.UNPROCESSABLE_ENTITY
                    : fault instanceof minqing.platform.fault.Forbidden ? HttpStatus.FORBIDDEN : HttpStatus.CONFLICT;
            return new ModelAndView(show(summary, model), model.asMap(), status);
        }
        return new ModelAndView("redirect:/summaries/" + unit + "/" + month);
    }

    private static List<org.springframework.context.MessageSourceResolvable> faults(Fault fault) {
        return fault instanceof InvalidInput invalid ? new ArrayList<>(invalid.faults()) : List.of(fault);
    }

    private String show(Summary summary, Model model) {
        Account account = user.get();
        model.addAttribute("summary", view.detail(summary));
        model.addAttribute("cells", cells());
        model.addAttribute("office", account.is(Role.OFFICE));
        model.addAttribute("myTask", myTask(account, summary));
        model.addAttribute("working", view.isAtWork(summary));
        model.addAttribute("later", view.postedLater(summary));
        model.addAttribute(
                "running", view.running(summary.unit(), summary.month()).orElse(null));
        model.addAttribute(
                "scans",
                summaries.versions(summary).stream()
                        .filter(SummaryVersion::sealed)
                        .collect(Collectors.toMap(
                                SummaryVersion::version, version -> SummaryScans.id(summary, version))));
        // Before the cut-off whoever sees to it that nothing is missing sees what is, and what looks odd already.
        if (summary.status() == Summary.Status.WAITING && (account.is(Role.OFFICE) || account.is(Role.SUPERVISOR))) {
            model.addAttribute("missing", counting.missing(summary.unit(), summary.month()));
            model.addAttribute("odd", view.oddSoFar(summary));
        }
        if (!model.containsAttribute("typed")) {
            model.addAttribute("typed", new LinkedHashMap<String, String>());
        }
        return "summary/month";
    }

    /** The task of the month that the person could do now. */
    private @Nullable String myTask(Account account, Summary summary) {
        return inbox.openTasks(SummaryProcess.KEY, summary.key()).stream()
                .filter(task -> offered(account, task) && rules.mayTake(account, summary, task.elementKey()))
                .map(OpenTask::taskId)
                .findFirst()
                .orElse(null);
    }

    private static boolean offered(Account account, OpenTask task) {
        return task.assignee() != null
                ? task.assignee().equals(account.id())
                : task.users().contains(account.id()) || task.groups().stream().anyMatch(account.groups()::contains);
    }

    private Summary found(String unit, String month) {
        String key = key(unit, month);
        access.requireRead(user.get(), key);
        return summaries.get(key);
    }

    private static String key(String unit, String month) {
        return Summary.key(unit, SummaryApi.month(month));
    }

    private static List<String> cells() {
        return Arrays.stream(Cell.values()).map(Cell::code).toList();
    }
}
