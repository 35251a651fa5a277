package minqing.activity.accusation;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import minqing.activity.accusation.Accusations.From;
import minqing.bureau.access.CurrentUser;
import minqing.bureau.organization.Account;
import minqing.bureau.web.Confirmations;
import minqing.platform.engine.EngineFaults;
import minqing.platform.fault.Conflict;
import minqing.platform.fault.Fault;
import minqing.platform.fault.Forbidden;
import minqing.platform.fault.InvalidInput;
import minqing.platform.fault.Missing;
import minqing.platform.form.FormContext;
import minqing.platform.form.FormField;
import minqing.platform.form.FormParameters;
import minqing.platform.form.FormSchema;
import minqing.platform.form.FormSchemas;
import minqing.platform.form.FormValidator;
import minqing.platform.form.FormViews;
import minqing.work.attachment.CheckedFiles;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The pages of accusations: what a receiver has to do, one's own, the report, and one of them with its step. */
@Controller
@RequestMapping("/accusations")
class AccusationPages {

    /** The number of the page shown, so that sending it twice makes one. */
    private static final String SUBMISSION = "_submission";

    /** The step whose form was shown. */
    private static final String STEP = "step";

    private static final String DONE = "done";
    private static final String OUTCOME = "outcome";

    private final CurrentUser user;
    private final Accusations service;
    private final AccusationView view;
    private final AccusationFiles files;
    private final CheckedFiles checkedFiles;
    private final FormSchemas forms;
    private final FormViews views;
    private final FormValidator validator;
    private final Confirmations confirmations;
    private final MessageSource messages;

    AccusationPages(
            CurrentUser user,
            Accusations service,
            AccusationView view,
            AccusationFiles files,
            CheckedFiles checkedFiles,
            FormSchemas forms,
            FormViews views,
            FormValidator validator,
            Confirmations confirmations,
            MessageSource messages) {
        this.user = user;
        this.service = service;
        this.view = view;
        this.files = files;
        this.checkedFiles = checkedFiles;
        this.forms = forms;
        this.views = views;
        this.validator = validator;
        this.confirmations = confirmations;
        this.messages = messages;
    }

    @GetMapping
    String received(Model model) {
        Account account = user.get();
        List<AccusationView.Line> waiting = view.received(account, false);
        model.addAttribute("lines", waiting);
        model.addAttribute("late", view.late(waiting));
        model.addAttribute("ended", view.received(account, true));
        return "accusation/received";
    }

    @GetMapping("/own")
    String own(Model model) {
        Account account = user.get();
        model.addAttribute("lines", view.own(account));
        model.addAttribute("mayReport", Accusations.mayReport(account));
        return "accusation/own";
    }

    @GetMapping("/new")
    String ask(Model model) {
        Account account = reporter();
        model.addAttribute("submission", UUID.randomUUID());
        model.addAttribute("form", views.untouched(forms.get(Accusations.FORM), report(account)));
        return "accusation/new";
    }

    @PostMapping("/new")
    String report(
            @RequestParam(name = SUBMISSION, required = false) @Nullable String submission,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model,
            RedirectAttributes next) {
        Account account = reporter();
        Map<String, Object> values = FormParameters.values(request.getParameterMap());
        String code;
        try {
            code = service.report(account, values, () -> From.REPORT, uuid(submission));
        } catch (RuntimeException thrown) {
            Fault fault = refused(thrown, response);
            model.addAttribute("submission", fault instanceof Conflict ? UUID.randomUUID() : submission);
            model.addAttribute("form", views.again(forms.get(Accusations.FORM), report(account), values, fault));
            return "accusation/new";
        }
        next.addFlashAttribute(DONE, "reported");
        return "redirect:/accusations/" + code;
    }

    @GetMapping("/{code}")
    String one(@PathVariable String code, Model model) {
        return show(code, null, null, model);
    }

    @GetMapping("/{code}/edit")
    String edit(@PathVariable String code, Model model) {
        Account account = user.get();
        Accusation waiting = service.ownWaiting(account, code);
        model.addAttribute("code", waiting.code());
        model.addAttribute("form", views.again(forms.get(Accusations.FORM), report(account), service.entered(waiting)));
        return "accusation/edit";
    }

    @PostMapping("/{code}/edit")
    String mend(
            @PathVariable String code,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model,
            RedirectAttributes next) {
        Account account = user.get();
        Map<String, Object> values = FormParameters.values(request.getParameterMap());
        try {
            service.mend(account, code, values);
        } catch (RuntimeException thrown) {
            Fault fault = refused(thrown, response);
            if (!(fault instanceof InvalidInput)) {
                return show(code, null, fault, model);
            }
            model.addAttribute("code", code);
            model.addAttribute("form", views.again(forms.get(Accusations.FORM), report(account), values, fault));
            return "accusation/edit";
        }
        next.addFlashAttribute(DONE, "mended");
        return "redirect:/accusations/" + code;
    }

    @PostMapping("/{code}/withdraw")
    String withdraw(
            @PathVariable String code,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model,
            RedirectAttributes next) {
        Account account = user.get();
        try {
            Accusation waiting = service.ownWaiting(account, code);
            confirmations.require(request, "/accusations/" + waiting.code(), "accusation.confirm.withdraw");
            service.withdraw(account, code);
        } catch (Conflict begun) {
            return show(code, null, refused(begun, response), model);
        }
        next.addFlashAttribute(DONE, "withdrawn");
        return "redirect:/accusations/own";
    }

    @PostMapping("/{code}/open")
    String open(@PathVariable String code) {
        service.open(user.get(), code);
        return "redirect:/accusations/" + code;
    }

    @PostMapping("/{code}/recuse")
    String recuse(
            @PathVariable String code,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model,
            RedirectAttributes next) {
        Account account = user.get();
        Accusation accusation = service.received(account, code);
        confirmations.require(request, "/accusations/" + accusation.code(), "accusation.confirm.recuse");
        try {
            service.recuse(account, code);
        } catch (RuntimeException thrown) {
            return show(code, null, refused(thrown, response), model);
        }
        next.addFlashAttribute(DONE, "recused");
        return "redirect:/accusations";
    }

    @PostMapping("/{code}/take")
    String take(@PathVariable String code, HttpServletResponse response, Model model, RedirectAttributes next) {
        try {
            service.take(user.get(), code);
        } catch (RuntimeException thrown) {
            return show(code, null, refused(thrown, response), model);
        }
        next.addFlashAttribute(DONE, "taken");
        return "redirect:/accusations/" + code;
    }

    @PostMapping("/{code}/complete")
    String complete(
            @PathVariable String code,
            @RequestParam(name = STEP, required = false) @Nullable String step,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model,
            RedirectAttributes next) {
        Account account = user.get();
        Map<String, Object> values = new HashMap<>(FormParameters.values(request.getParameterMap()));
        values.remove(STEP);
        if (Confirmations.isDenied(request)) {
            return show(code, values, null, model);
        }
        Accusation accusation = service.received(account, code);
        Stage shown = stage(step);
        confirm(account, accusation, shown, values, request);
        try {
            service.complete(account, code, shown, values);
        } catch (RuntimeException thrown) {
            return show(code, values, refused(thrown, response), model);
        }
        next.addFlashAttribute(DONE, "completed");
        return "redirect:/accusations/" + accusation.code();
    }

    /** Asks once more before what can't be taken back, where nothing is wrong with the rest. */
    private void confirm(
            Account account,
            Accusation accusation,
            @Nullable Stage shown,
            Map<String, Object> values,
            HttpServletRequest request) {
        if ((shown != null && shown != accusation.stage())
                || !service.mayComplete(account, accusation)
                || !(values.get(OUTCOME) instanceof String chosen)) {
            return;
        }
        FormSchema form = service.form(accusation.stage());
        FormField outcome = form.field(OUTCOME).orElseThrow();
        if (outcome.follows(chosen) == null) {
            return;
        }
        try {
            Map<String, Object> unused = validator.validate(form, values, service.context(account, accusation));
        } catch (InvalidInput faulty) {
            return;
        }
        String what = outcome.options().stream()
                .filter(option -> option.value().equals(chosen))
                .map(option -> option.label())
                .findFirst()
                .orElse(chosen);
        // The step is sent again with the yes: what was confirmed of one step is never done to the next.
        confirmations.requireOf(
                request, "/accusations/" + accusation.code(), what, String.valueOf(outcome.follows(chosen)));
    }

    @PostMapping("/{code}/files")
    String attach(
            @PathVariable String code,
            @RequestParam(name = "files", required = false) @Nullable List<MultipartFile> sent,
            HttpServletResponse response,
            Model model,
            RedirectAttributes next) {
        try {
            List<AccusationFiles.StoredFile> unused = files.attach(user.get(), code, sent == null ? List.of() : sent);
        } catch (RuntimeException thrown) {
            return show(code, null, refused(thrown, response), model);
        }
        next.addFlashAttribute(DONE, "attached");
        return "redirect:/accusations/" + code;
    }

    private String show(String code, @Nullable Map<String, Object> written, @Nullable Fault fault, Model model) {
        Account account = user.get();
        AccusationView.Detail detail = view.detail(account, code);
        Accusation accusation = service.find(code).orElseThrow(Accusations::missing);
        model.addAttribute("accusation", detail);
        boolean atTheForm = false;
        AccusationView.Content content = detail.content();
        if (content != null) {
            model.addAttribute("concerns", view.whomItConcerns(content));
            model.addAttribute("place", view.place(content.village()));
        }
        if (detail.work() != null && !detail.work().outcomes().isEmpty()) {
            FormSchema form = service.form(accusation.stage());
            FormContext context = service.context(account, accusation);
            if (written == null) {
                model.addAttribute("form", views.untouched(form, context));
            } else if (fault == null || fault instanceof Conflict) {
                model.addAttribute("form", views.again(form, context, written));
            } else {
                atTheForm = true;
                model.addAttribute("form", views.again(form, context, written, fault));
            }
        }
        if (detail.work() != null) {
            model.addAttribute("holders", view.holders(accusation));
        }
        if (fault != null && !atTheForm) {
            model.addAttribute("refusals", words(fault));
        }
        model.addAttribute("mayAttach", files.mayAttach(account, accusation) && detail.files() != null);
        model.addAttribute("accept", CheckedFiles.accept());
        model.addAttribute("hint", checkedFiles.hint());
        return "accusation/accusation";
    }

    private List<String> words(Fault fault) {
        return fault instanceof InvalidInput invalid
                ? invalid.faults().stream()
                        .map(one -> messages.getMessage(one, Locale.SIMPLIFIED_CHINESE))
                        .toList()
                : List.of(messages.getMessage(fault, Locale.SIMPLIFIED_CHINESE));
    }

    /** What was refused, with the status to say so; what is missing stays missing. */
    private static Fault refused(RuntimeException thrown, HttpServletResponse response) {
        Fault fault = EngineFaults.behind(thrown).orElseThrow(() -> thrown);
        if (fault instanceof Missing) {
            throw fault;
        }
        HttpStatus status = fault instanceof InvalidInput
                ? HttpStatus.UNPROCESSABLE_ENTITY
                : fault instanceof Forbidden ? HttpStatus.FORBIDDEN : HttpStatus.CONFLICT;
        response.setStatus(status.value());
        return fault;
    }

    private Account reporter() {
        Account account = user.get();
        if (!Accusations.mayReport(account)) {
            throw new Forbidden("accusation.report-forbidden");
        }
        return account;
    }

    private static FormContext report(Account account) {
        return new FormContext(account.id(), AccusationProcess.KEY, "accusation-made", null, null);
    }

    private static @Nullable Stage stage(@Nullable String step) {
        return step == null
                ? null
                : List.of(Stage.values()).stream()
                        .filter(one -> one.code().equals(step))
                        .findFirst()
                        .orElse(null);
    }

    private static @Nullable UUID uuid(@Nullable String id) {
        return Optional.ofNullable(id)
                .filter(given -> given.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"))
                .map(UUID::fromString)
                .orElse(null);
    }
}
