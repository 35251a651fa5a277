package minqing.activity.problem;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import minqing.bureau.access.CurrentUser;
import minqing.bureau.organization.Account;
import minqing.bureau.web.PageOf;
import minqing.bureau.web.Paging;
import minqing.platform.fault.InvalidInput;
import minqing.platform.form.FormContext;
import minqing.platform.form.FormSchemas;
import minqing.platform.form.FormValidator;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Problems over REST: report, search, one with its history, and the messages to a case. */
@RestController
@RequestMapping("/api")
@Tag(name = "problems", description = "The problem ledger (annex 4)")
class ProblemApi {

    private static final List<String> LIGHTS = List.of("none", "blue", "yellow", "red");

    private final CurrentUser user;
    private final ProblemProcess process;
    private final CaseMessages messages;
    private final Ledger ledger;
    private final CaseView cases;
    private final Categories categories;
    private final FormSchemas forms;
    private final FormValidator validator;
    private final ProblemWords words;
    private final Clock clock;

    ProblemApi(
            CurrentUser user,
            ProblemProcess process,
            CaseMessages messages,
            Ledger ledger,
            CaseView cases,
            Categories categories,
            FormSchemas forms,
            FormValidator validator,
            ProblemWords words,
            Clock clock) {
        this.user = user;
        this.process = process;
        this.messages = messages;
        this.ledger = ledger;
        this.cases = cases;
        this.categories = categories;
        this.forms = forms;
        this.validator = validator;
        this.words = words;
        this.clock = clock;
    }

    @GetMapping("/categories")
    @Operation(summary = "The kinds of problems")
    PageOf<Categories.Category> categories() {
        List<Categories.Category> all = categories.all();
        return new PageOf<>(all, all.size());
    }

    @PostMapping("/problems")
    @Operation(summary = "Report a problem: title content village category urgency contact recurrenceOf")
    ResponseEntity<CaseView.Detail> report(@RequestBody Map<String, Object> report) {
        Account account = user.get();
        String number = process.start(report);
        return ResponseEntity.created(URI.create("/api/problems/" + number)).body(cases.changed(account, number));
    }

    @GetMapping("/problems")
    @Operation(summary = "Search the ledger; status is one status, or open or ended for all of either kind")
    PageOf<Line> search(
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(required = false) @Nullable String unit,
            @RequestParam(required = false) @Nullable String village,
            @RequestParam(required = false) @Nullable String category,
            @RequestParam(required = false) @Nullable String light,
            @Parameter(description = "whether the handling was late at any of the head's approvals")
                    @RequestParam(required = false)
                    @Nullable
                    Boolean late,
            @RequestParam(required = false) @Nullable String text,
            @RequestParam(required = false) @Nullable LocalDate from,
            @RequestParam(required = false) @Nullable LocalDate to,
            Paging paging) {
        PageOf<Ledger.Row> rows = ledger.search(
                user.get(),
                filter(status, unit, village, category, light, late, text, from, to),
                paging.page(),
                paging.size());
        ProblemWords.Names names = words.names();
        return rows.map(row -> line(row, names));
    }

    @GetMapping("/problems/{number}")
    @Operation(
            summary =
                    "One problem with its history; the contact is masked as the caller requires, and reading it in full is logged")
    CaseView.Detail one(@PathVariable String number) {
        return cases.detail(user.get(), number);
    }

    @PostMapping(
            "/problems/{number}/{message:withdraw|recall|reinstate|urge|supervise|request-extension|first-contact}")
    @Operation(
            summary =
                    "Send a message to a case: withdraw, recall an assignment, reinstate what was declined, urge, supervise, ask for "
                            + "an extension (days reason explained), or note the first word with the people (contactedOn, today where "
                            + "left out; method: telephone visit on-site message other)")
    CaseView.Detail send(
            @PathVariable String number,
            @PathVariable String message,
            @RequestBody(required = false) @Nullable Map<String, Object> body) {
        Account account = user.get();
        Map<String, Object> values = validator.validate(
                forms.get(message),
                body == null ? Map.of() : body,
                new FormContext(account.id(), ProblemProcess.KEY, message, null, number));
        messages.send(account, message, number, new SubmittedForm(values));
        return cases.changed(account, number);
    }

    @PostMapping("/problems/{number}/undo-first-contact")
    @Operation(summary = "Take back a first contact that was noted by mistake; its limit runs on")
    CaseView.Detail undoFirstContact(@PathVariable String number) {
        Account account = user.get();
        messages.send(account, "undo-first-contact", number, new SubmittedForm(Map.of()));
        return cases.changed(account, number);
    }

    static Ledger.Filter filter(
            @Nullable String status,
            @Nullable String unit,
            @Nullable String village,
            @Nullable String category,
            @Nullable String light,
            @Nullable Boolean late,
            @Nullable String text,
            @Nullable LocalDate from,
            @Nullable LocalDate to) {
        String wanted = blankToNull(status);
        if (wanted != null && !wanted.equals("open") && !wanted.equals("ended") && !Status.exists(wanted)) {
            throw InvalidInput.of("status", "problem.filter-status", wanted);
        }
        String shown = blankToNull(light);
        if (shown != null && !LIGHTS.contains(shown)) {
            throw InvalidInput.of("light", "problem.filter-light", shown);
        }
        return new Ledger.Filter(
                wanted,
                blankToNull(unit),
                blankToNull(village),
                blankToNull(category),
                shown,
                late,
                blankToNull(text),
                from,
                to);
    }

    static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    private Line line(Ledger.Row row, ProblemWords.Names names) {
        return new Line(
                row.number(),
                row.title(),
                row.village(),
                names.place(row.village()),
                row.category(),
                row.urgency(),
                row.status().code(),
                row.leadUnit(),
                row.light(),
                row.dueAt() == null ? null : row.dueAt().atZone(clock.getZone()).toLocalDate(),
                row.supervised(),
                row.late(),
                row.reporter(),
                row.reportedAt(),
                row.endedAt());
    }

    /**
     * One line of the ledger.
     *
     * @param light {@code none blue yellow red}
     * @param dueOn the day of the nearest running limit
     * @param late whether the handling was late at any of the head's approvals
     */
    record Line(
            String number,
            String title,
            String village,
            String place,
            String category,
            String urgency,
            String status,
            @Nullable String leadUnit,
            String light,
            @Nullable LocalDate dueOn,
            boolean supervised,
            boolean late,
            String reporter,
            Instant reportedAt,
            @Nullable Instant endedAt) {}
}
