package minqing.work.inbox;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
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
import minqing.platform.form.FormParameters;
import minqing.platform.form.FormSchema;
import minqing.platform.form.FormViews;
import minqing.platform.form.Written;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The page of a task, and what can be done there without script. What is refused comes back on the same page. */
@Controller
class TaskPages {

    private final InboxTasks tasks;
    private final TaskWork work;
    private final TaskDetails details;
    private final TaskEntries entries;
    private final CasePictures pictures;
    private final CaseParts parts;
    private final CaseSources sources;
    private final FormViews views;
    private final Confirmations confirmations;
    private final CurrentUser user;

    TaskPages(
            InboxTasks tasks,
            TaskWork work,
            TaskDetails details,
            TaskEntries entries,
            CasePictures pictures,
            CaseParts parts,
            CaseSources sources,
            FormViews views,
            Confirmations confirmations,
            CurrentUser user) {
        this.tasks = tasks;
        this.work = work;
        this.details = details;
        this.entries = entries;
        this.pictures = pictures;
        this.parts = parts;
        this.sources = sources;
        this.views = views;
        this.confirmations = confirmations;
        this.user = user;
    }

    @GetMapping("/tasks/{id}")
    String task(@PathVariable String id, Model model) {
        return show(id, null, null, model);
    }

    @PostMapping("/tasks/{id}")
    String complete(
            @PathVariable String id,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model,
            RedirectAttributes told) {
        Map<String, Object> values = FormParameters.values(request.getParameterMap());
        if (Confirmations.isDenied(request)) {
            return show(id, values, null, model);
        }
        confirm(id, values, request);
        try {
            work.complete(user.get(), id, values);
        } catch (RuntimeException thrown) {
            model.addAttribute("written", Written.texts(request.getParameterMap()));
            return refused(id, values, thrown, response, model);
        }
        tasks.find(id).ifPresent(done -> told.addFlashAttribute("completed", done));
        return "redirect:/";
    }

    /** Asks once more where the form says what follows the outcome that was chosen, and nothing is wrong with the rest. */
    private void confirm(String id, Map<String, Object> values, HttpServletRequest request) {
        Account account = user.get();
        TaskRow task = work.visible(account, id);
        if (details.rights(account, task).complete()) {
            details.form(task)
                    .flatMap(form -> details.toConfirm(form, values, TaskForms.context(account, task)))
                    .ifPresent(outcome ->
                            confirmations.requireOf(request, "/tasks/" + id, outcome.label(), outcome.follows()));
        }
    }

    @PostMapping("/tasks/{id}/claim")
    String claim(@PathVariable String id, HttpServletResponse response, Model model) {
        return acted("redirect:/tasks/" + id, id, () -> work.claim(user.get(), id), response, model);
    }

    @PostMapping("/tasks/{id}/release")
    String release(@PathVariable String id, HttpServletResponse response, Model model) {
        return acted("redirect:/tasks/" + id, id, () -> work.release(user.get(), id), response, model);
    }

    @PostMapping("/tasks/{id}/transfer")
    String transfer(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String assignee,
            @RequestParam(required = false) @Nullable String reason,
            HttpServletResponse response,
            Model model,
            RedirectAttributes told) {
        return acted(
                "redirect:/",
                id,
                () -> {
                    work.transfer(user.get(), id, assignee, reason);
                    tasks.find(id).ifPresent(task -> {
                        told.addFlashAttribute("transferred", task);
                        told.addFlashAttribute("transferredTo", entries.name(task.assignee()));
                    });
                },
                response,
                model);
    }

    /** The model of the task's case, for the picture. */
    @GetMapping(path = "/tasks/{id}/model", produces = MediaType.APPLICATION_XML_VALUE)
    ResponseEntity<String> model(@PathVariable String id) {
        TaskRow task = work.visible(user.get(), id);
        return ResponseEntity.ok().contentType(CasePages.XML).body(pictures.model(task.definition()));
    }

    private String acted(String next, String id, Runnable act, HttpServletResponse response, Model model) {
        try {
            act.run();
        } catch (RuntimeException thrown) {
            return refused(id, null, thrown, response, model);
        }
        return next;
    }

    private String refused(
            String id,
            @Nullable Map<String, Object> values,
            RuntimeException thrown,
            HttpServletResponse response,
            Model model) {
        Fault fault = EngineFaults.behind(thrown).orElseThrow(() -> thrown);
        if (fault instanceof Missing) {
            throw fault;
        }
        response.setStatus(status(fault).value());
        return show(id, values, fault, model);
    }

    private static HttpStatus status(Fault fault) {
        if (fault instanceof InvalidInput) {
            return HttpStatus.UNPROCESSABLE_ENTITY;
        }
        return fault instanceof Forbidden ? HttpStatus.FORBIDDEN : HttpStatus.CONFLICT;
    }

    private String show(String id, @Nullable Map<String, Object> values, @Nullable Fault fault, Model model) {
        Account account = user.get();
        TaskRow task = work.visible(account, id);
        TaskDetails.Rights rights = details.rights(account, task);
        FormSchema form = rights.complete() ? details.form(task).orElse(null) : null;
        FormContext context = TaskForms.context(account, task);
        boolean atTheForm = fault != null && values != null && rights.complete();
        model.addAttribute("task", details.entry(account, task));
        model.addAttribute("numberInWords", sources.numberInWords(task.processKey(), task.number()));
        model.addAttribute("rights", rights);
        model.addAttribute("reasons", details.reasons(account, task));
        if (form != null && values != null && fault != null && atTheForm) {
            model.addAttribute("form", views.again(form, context, values, fault));
        } else if (form != null && values != null && fault == null) {
            model.addAttribute("form", views.again(form, context, values));
        } else if (form != null) {
            model.addAttribute("form", views.untouched(form, context));
        }
        if (rights.complete()) {
            model.addAttribute("next", details.next(task, form, context));
        }
        if (fault instanceof InvalidInput invalid && !atTheForm) {
            model.addAttribute("transferFault", invalid.faults().get(0));
        } else if (fault != null && (!atTheForm || form == null)) {
            model.addAttribute("refusal", fault);
        } else if (!task.open()) {
            model.addAttribute("state", work.ended(task));
        } else if (rights.ownWork()) {
            model.addAttribute("state", new Forbidden("inbox.task.own-work"));
        } else if (task.assignee() != null && !task.heldBy(account.id())) {
            model.addAttribute("state", new Conflict("inbox.task.taken", entries.name(task.assignee())));
        }
        details.story(account, task).ifPresent(story -> model.addAttribute("story", story));
        model.addAttribute("subjects", parts.templates(task.processKey(), true));
        model.addAttribute("parts", parts.templates(task.processKey(), false));
        model.addAttribute("picture", pictures.picture(task.instance(), task.processKey(), task.number()));
        model.addAttribute("modelAddress", "/tasks/" + task.id() + "/model");
        return "inbox/task";
    }
}
