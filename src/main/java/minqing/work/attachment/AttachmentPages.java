package minqing.work.attachment;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Locale;
import minqing.bureau.access.CurrentUser;
import minqing.platform.fault.Conflict;
import minqing.platform.fault.Fault;
import minqing.platform.fault.Forbidden;
import minqing.platform.fault.InvalidInput;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * What the list of files on a page sends. Without script one comes back to the page, which says what was done or refused;
 * with script only the list is exchanged, and what is typed elsewhere on the page stays.
 */
@Controller
class AttachmentPages {

    private static final String FAULTS = "attachmentFaults";
    private static final String PERSONAL = "personal";
    private static final String DONE = "attachmentDone";

    /** Which record's list says so. */
    private static final String AT = "attachmentAt";

    private final CurrentUser user;
    private final Attachments attachments;
    private final AttachmentList list;
    private final MessageSource messages;

    AttachmentPages(CurrentUser user, Attachments attachments, AttachmentList list, MessageSource messages) {
        this.user = user;
        this.attachments = attachments;
        this.list = list;
        this.messages = messages;
    }

    @PostMapping("/attachments/{kind}/{id}")
    String attach(
            @PathVariable String kind,
            @PathVariable String id,
            @RequestParam(name = Intake.FIELD, required = false) @Nullable List<MultipartFile> files,
            @RequestParam(required = false) @Nullable String reason,
            @RequestParam(name = PERSONAL, defaultValue = "false") boolean personal,
            @RequestParam(name = "_" + PERSONAL, required = false) @Nullable String asked,
            @RequestParam(required = false) @Nullable String back,
            @RequestHeader(name = "HX-Request", defaultValue = "false") boolean exchanged,
            HttpServletResponse response,
            Model model,
            RedirectAttributes redirect) {
        return answer(
                () -> attachments.attach(
                        user.get(),
                        kind,
                        id,
                        files == null ? List.of() : files,
                        reason,
                        // A box that is not ticked sends nothing; beside it stands that it was there.
                        personal || asked != null ? personal : null),
                "attachment.done.attached",
                new Place(kind, id, back, exchanged),
                response,
                model,
                redirect);
    }

    @PostMapping("/attachments/{kind}/{id}/{attachment}/remove")
    String remove(
            @PathVariable String kind,
            @PathVariable String id,
            @PathVariable long attachment,
            @RequestParam(required = false) @Nullable String reason,
            @RequestParam(required = false) @Nullable String back,
            @RequestHeader(name = "HX-Request", defaultValue = "false") boolean exchanged,
            HttpServletResponse response,
            Model model,
            RedirectAttributes redirect) {
        return answer(
                () -> attachments.remove(user.get(), attachment, reason),
                "attachment.done.removed",
                new Place(kind, id, back, exchanged),
                response,
                model,
                redirect);
    }

    /** Where the form stands. */
    private record Place(String kind, String id, @Nullable String back, boolean exchanged) {}

    private String answer(
            Runnable act,
            String done,
            Place place,
            HttpServletResponse response,
            Model model,
            RedirectAttributes redirect) {
        List<String> faults = List.of();
        try {
            act.run();
        } catch (InvalidInput | Conflict | Forbidden refusal) {
            faults = words(refusal);
            response.setStatus(status(refusal).value());
        }
        if (!place.exchanged()) {
            response.setStatus(HttpStatus.OK.value());
            redirect.addFlashAttribute(faults.isEmpty() ? DONE : FAULTS, faults.isEmpty() ? done : faults);
            redirect.addFlashAttribute(AT, place.id());
            return "redirect:" + AttachmentList.ownPage(place.back()) + "#" + list.anchor(place.kind(), place.id());
        }
        model.addAttribute(faults.isEmpty() ? DONE : FAULTS, faults.isEmpty() ? done : faults);
        model.addAttribute(AT, place.id());
        model.addAttribute("view", list.of(place.kind(), place.id()));
        return "attachment/list :: files(view=${view})";
    }

    private static HttpStatus status(Fault fault) {
        if (fault instanceof InvalidInput) {
            return HttpStatus.UNPROCESSABLE_ENTITY;
        }
        return fault instanceof Forbidden ? HttpStatus.FORBIDDEN : HttpStatus.CONFLICT;
    }

    private List<String> words(Fault fault) {
        List<? extends MessageSourceResolvable> all =
                fault instanceof InvalidInput input ? input.faults() : List.of(fault);
        return all.stream()
                .map(one -> messages.getMessage(one, Locale.SIMPLIFIED_CHINESE))
                .toList();
    }
}
