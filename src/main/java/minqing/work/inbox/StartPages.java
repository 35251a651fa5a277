package minqing.work.inbox;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.UUID;
import minqing.bureau.access.CurrentUser;
import minqing.bureau.organization.Account;
import minqing.platform.engine.EngineFaults;
import minqing.platform.fault.Fault;
import minqing.platform.fault.Forbidden;
import minqing.platform.fault.InvalidInput;
import minqing.platform.fault.Missing;
import minqing.platform.form.FormParameters;
import minqing.platform.form.FormViews;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Starts a case with the start form of its process. */
@Controller
class StartPages {

    /** The number of the form shown, so that sending it twice starts one case. */
    private static final String SUBMISSION = "_submission";

    private final TaskForms forms;
    private final FormViews views;
    private final Submissions submissions;
    private final CaseSources sources;
    private final CurrentUser user;

    StartPages(TaskForms forms, FormViews views, Submissions submissions, CaseSources sources, CurrentUser user) {
        this.forms = forms;
        this.views = views;
        this.submissions = submissions;
        this.sources = sources;
        this.user = user;
    }

    @GetMapping("/start/{processKey}")
    String form(@PathVariable String processKey, Model model) {
        Account account = user.get();
        TaskForms.Start start = forms.start(account, processKey);
        model.addAttribute("start", start);
        model.addAttribute("submission", UUID.randomUUID());
        model.addAttribute("form", views.untouched(start.schema(), start.context(account)));
        return "inbox/start";
    }

    @PostMapping("/start/{processKey}")
    String submit(
            @PathVariable String processKey,
            @RequestParam(name = SUBMISSION, required = false) @Nullable String submission,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model,
            RedirectAttributes next) {
        Account account = user.get();
        TaskForms.Start start = forms.start(account, processKey);
        Map<String, Object> values = FormParameters.values(request.getParameterMap());
        try {
            next.addAttribute(
                    "number",
                    submissions.once(account.id(), processKey, submission, values, () -> forms.submit(start, values)));
        } catch (RuntimeException thrown) {
            Fault fault = EngineFaults.behind(thrown).orElseThrow(() -> thrown);
            HttpStatus status = fault instanceof InvalidInput
                    ? HttpStatus.UNPROCESSABLE_ENTITY
                    : fault instanceof Forbidden ? HttpStatus.FORBIDDEN : HttpStatus.CONFLICT;
            response.setStatus(status.value());
            model.addAttribute("start", start);
            // What was written on a page that had been sent may be sent as another one.
            boolean other = fault.key().equals(Submissions.OTHER);
            model.addAttribute("submission", other ? UUID.randomUUID() : submission);
            model.addAttribute("form", views.again(start.schema(), start.context(account), values, fault));
            return "inbox/start";
        }
        return "redirect:/start/" + processKey + "/sent";
    }

    /** Tells the number. Somebody else's number, or one made up, tells nothing. */
    @GetMapping("/start/{processKey}/sent")
    String sent(@PathVariable String processKey, @RequestParam(defaultValue = "") String number, Model model) {
        Account account = user.get();
        model.addAttribute("start", forms.start(account, processKey));
        boolean readable = sources.mayRead(account, processKey, number);
        if (!readable && sources.of(processKey).isPresent()) {
            throw new Missing("inbox.case.missing");
        }
        model.addAttribute("number", readable ? number : "");
        model.addAttribute("address", InboxPages.address(processKey, number));
        return "inbox/sent";
    }
}
