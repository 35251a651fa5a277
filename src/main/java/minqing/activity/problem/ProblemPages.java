package minqing.activity.problem;

import jakarta.servlet.http.HttpServletRequest;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import minqing.bureau.access.CurrentUser;
import minqing.bureau.organization.Account;
import minqing.bureau.organization.Organization;
import minqing.bureau.organization.UnitKind;
import minqing.bureau.web.PageOf;
import minqing.bureau.web.Paging;
import minqing.platform.fault.Conflict;
import minqing.platform.fault.Fault;
import minqing.platform.fault.Forbidden;
import minqing.platform.fault.InvalidInput;
import minqing.platform.fault.Missing;
import minqing.platform.form.FormContext;
import minqing.platform.form.FormParameters;
import minqing.platform.form.FormSchemas;
import minqing.platform.form.FormValidator;
import minqing.platform.form.FormView;
import minqing.platform.form.FormViews;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The ledger's pages: the list with its filters, one problem with its history, and the messages to a case. */
@Controller
@RequestMapping("/problems")
class ProblemPages {

    private static final String MESSAGE =
            "{message:withdraw|recall|reinstate|urge|supervise|request-extension|first-contact}";

    private static final String EXTENSION = "request-extension";
    private static final String UNDO = "undo-first-contact";

    /** The task whose page a message was sent from. */
    private static final String TASK = "_task";

    private static final Pattern TASK_ID = Pattern.compile("[A-Za-z0-9-]{1,64}");

    private final CurrentUser user;
    private final Ledger ledger;
    private final CaseView cases;
    private final CaseMessages messages;
    private final Categories categories;
    private final Organization organization;
    private final FormSchemas forms;
    private final FormViews views;
    private final FormValidator validator;
    private final ProblemWords words;

    ProblemPages(
            CurrentUser user,
            Ledger ledger,
            CaseView cases,
            CaseMessages messages,
            Categories categories,
            Organization organization,
            FormSchemas forms,
            FormViews views,
            FormValidator validator,
            ProblemWords words) {
        this.user = user;
        this.ledger = ledger;
        this.cases = cases;
        this.messages = messages;
        this.categories = categories;
        this.organization = organization;
        this.forms = forms;
        this.views = views;
        this.validator = validator;
        this.words = words;
    }

    @GetMapping
    String list(
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(required = false) @Nullable String unit,
            @RequestParam(required = false) @Nullable String village,
            @RequestParam(required = false) @Nullable String category,
            @RequestParam(required = false) @Nullable String light,
            @RequestParam(required = false) @Nullable Boolean late,
            @RequestParam(required = false) @Nullable String text,
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate from,
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate to,
            Paging paging,
            Model model) {
        Ledger.Filter filter = ProblemApi.filter(status, unit, village, category, light, late, text, from, to);
        PageOf<Ledger.Row> rows = ledger.search(user.get(), filter, paging.page(), paging.size());
        model.addAttribute("filter", filter);
        model.addAttribute("rows", rows.items());
        model.addAttribute("names", words.names());
        model.addAttribute("total", rows.total());
        model.addAttribute("paging", paging);
        model.addAttribute("statuses", statuses());
        model.addAttribute("categories", categories.all());
        model.addAttribute(
                "units",
                organization.everyUnit().stream()
                        .filter(one -> one.kind() != UnitKind.BUREAU)
                        .toList());
        model.addAttribute("villages", organization.everyVillage());
        model.addAttribute("lights", List.of("red", "yellow", "blue"));
        return "problem/ledger";
    }

    @GetMapping("/{number}")
    String one(@PathVariable String number, Model model) {
        model.addAttribute("problem", cases.page(user.get(), number));
        return "problem/problem";
    }

    @GetMapping("/{number}/" + MESSAGE)
    String ask(@PathVariable String number, @PathVariable String message, Model model) {
        model.addAttribute("problem", cases.page(user.get(), number));
        model.addAttribute("message", message);
        model.addAttribute("form", views.untouched(forms.get(message), context(user.get(), message, number)));
        if (message.equals(EXTENSION)) {
            model.addAttribute("terms", cases.extensionTerms(user.get(), number));
        }
        return "problem/message";
    }

    /** What an extension of so many days would mean, while they are typed. */
    @GetMapping("/{number}/extension-outlook")
    String outlook(@PathVariable String number, @RequestParam(required = false) @Nullable String days, Model model) {
        model.addAttribute("outlook", cases.extensionOutlook(user.get(), number, days));
        return "problem/desk :: outlook(words=${outlook})";
    }

    @PostMapping("/{number}/" + MESSAGE)
    ModelAndView send(
            @PathVariable String number,
            @PathVariable String message,
            @RequestParam(name = TASK, required = false) @Nullable String task,
            @RequestHeader(name = "HX-Request", defaultValue = "false") boolean exchanged,
            HttpServletRequest request,
            RedirectAttributes redirect) {
        Account account = user.get();
        FormContext context = context(account, message, number);
        Map<String, ?> submitted = FormParameters.values(request.getParameterMap());
        try {
            messages.send(
                    account,
                    message,
                    number,
                    new SubmittedForm(validator.validate(forms.get(message), submitted, context)));
        } catch (Fault fault) {
            if (fault instanceof Missing) {
                throw fault;
            }
            if (exchanged) {
                return refusedDesk(number, message, fault, views.again(forms.get(message), context, submitted, fault));
            }
            ModelAndView again = new ModelAndView("problem/message", status(fault));
            again.addObject("problem", cases.page(account, number));
            again.addObject("message", message);
            again.addObject("form", views.again(forms.get(message), context, submitted, fault));
            if (message.equals(EXTENSION)) {
                again.addObject("terms", cases.extensionTerms(account, number));
            }
            return again;
        }
        return sent(number, message, task, exchanged, redirect);
    }

    @PostMapping("/{number}/undo-first-contact")
    ModelAndView undoFirstContact(
            @PathVariable String number,
            @RequestParam(name = TASK, required = false) @Nullable String task,
            @RequestHeader(name = "HX-Request", defaultValue = "false") boolean exchanged,
            RedirectAttributes redirect) {
        try {
            messages.send(user.get(), UNDO, number, new SubmittedForm(Map.of()));
        } catch (Conflict | Forbidden late) {
            if (exchanged) {
                return refusedDesk(number, UNDO, late, null);
            }
            throw late;
        }
        return sent(number, UNDO, task, exchanged, redirect);
    }

    /** Back where it was sent from: the desk alone with script, else the task or the case. */
    private ModelAndView sent(
            String number, String message, @Nullable String task, boolean exchanged, RedirectAttributes redirect) {
        if (exchanged) {
            return desk(number, HttpStatus.OK).addObject("sent", message);
        }
        redirect.addFlashAttribute("sent", message);
        return new ModelAndView(
                task != null && TASK_ID.matcher(task).matches()
                        ? "redirect:/tasks/" + task
                        : "redirect:/problems/" + number);
    }

    /** What was refused: at its fields in its form, or in words where the form is not to be sent any more. */
    private static ModelAndView refusedDesk(String number, String message, Fault fault, @Nullable FormView form) {
        ModelAndView desk = desk(number, status(fault));
        if (fault instanceof InvalidInput && form != null) {
            return desk.addObject("refused", message).addObject("refusedForm", form);
        }
        return desk.addObject("deskFault", fault);
    }

    /** The handler's part of the task's page. */
    private static ModelAndView desk(String number, HttpStatus status) {
        return new ModelAndView("problem/desk :: desk(number=${number})", status).addObject("number", number);
    }

    private static HttpStatus status(Fault fault) {
        if (fault instanceof InvalidInput) {
            return HttpStatus.UNPROCESSABLE_ENTITY;
        }
        return fault instanceof Forbidden ? HttpStatus.FORBIDDEN : HttpStatus.CONFLICT;
    }

    private static FormContext context(Account account, String message, String number) {
        return new FormContext(account.id(), ProblemProcess.KEY, message, null, number);
    }

    private Map<String, String> statuses() {
        Map<String, String> statuses = new LinkedHashMap<>();
        statuses.put("open", words.status("open"));
        statuses.put("ended", words.status("ended"));
        for (Status status : Status.values()) {
            statuses.put(status.code(), words.status(status.code()));
        }
        return statuses;
    }
}
