package minqing.bureau.administration;

import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import minqing.bureau.web.Confirmations;
import minqing.platform.fault.Conflict;
import minqing.platform.fault.Fault;
import minqing.platform.fault.Forbidden;
import minqing.platform.fault.InvalidInput;
import minqing.platform.fault.Missing;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The forms in which an administrator enters and changes one thing. */
@Controller
@RequestMapping("/organization")
class EntryPages {

    private static final String KIND =
            "{kind:units|leaders|administrative-villages|villages|communities|pairings|contacts}";

    private final Administrator administrator;
    private final Map<String, Kept> kinds;
    private final Confirmations confirmations;
    private final TransactionTemplate whole;
    private final MessageSource messages;

    EntryPages(
            Administrator administrator,
            List<Kept> kinds,
            Confirmations confirmations,
            TransactionTemplate whole,
            MessageSource messages) {
        this.administrator = administrator;
        this.whole = whole;
        this.confirmations = confirmations;
        this.kinds = kinds.stream().collect(Collectors.toMap(Kept::key, Function.identity()));
        this.messages = messages;
    }

    @GetMapping("/" + KIND + "/new")
    ModelAndView begin(@PathVariable String kind, HttpServletRequest request) {
        administrator.get();
        return page(kind, null, request, null);
    }

    @GetMapping("/" + KIND + "/{id}")
    ModelAndView open(@PathVariable String kind, @PathVariable String id, HttpServletRequest request) {
        administrator.get();
        return page(kind, id, request, null);
    }

    @PostMapping("/" + KIND + "/new")
    ModelAndView create(@PathVariable String kind, HttpServletRequest request, RedirectAttributes redirect) {
        return save(kind, null, request, redirect);
    }

    @PostMapping("/" + KIND + "/{id}")
    ModelAndView change(
            @PathVariable String kind,
            @PathVariable String id,
            HttpServletRequest request,
            RedirectAttributes redirect) {
        return save(kind, id, request, redirect);
    }

    private ModelAndView save(
            String kind, @Nullable String id, HttpServletRequest request, RedirectAttributes redirect) {
        String actor = administrator.get();
        Kept kept = kept(kind);
        try {
            whole.executeWithoutResult(transaction -> {
                Optional<Runnable> question = id == null
                        ? Optional.empty()
                        : ends(kind, kept, id, request).map(name -> () -> confirmEnd(kind, id, name, request));
                kept.save(actor, id, new Submitted(kept.subject(), request.getParameterMap()));
                // Asked when it is certain that it can be done; without a yes nothing of it stays.
                question.ifPresent(Runnable::run);
            });
        } catch (Forbidden | Missing elsewhere) {
            throw elsewhere;
        } catch (Fault fault) {
            return page(kind, id, request, fault);
        }
        redirect.addFlashAttribute("saved", true);
        return new ModelAndView("redirect:/organization/" + kept.list());
    }

    /** The name of what ends by this entry and did not before. */
    private static Optional<String> ends(String kind, Kept kept, String id, HttpServletRequest request) {
        String day = request.getParameter(end(kind));
        if (day == null
                || day.isBlank()
                || kept.fields(id).stream().noneMatch(field -> field.key().equals(end(kind)))) {
            return Optional.empty();
        }
        Map<String, List<String>> before = kept.values(id, new Submitted(kept.subject(), Map.of()));
        return before.getOrDefault(end(kind), List.of()).contains(day)
                ? Optional.empty()
                : Optional.of(before.getOrDefault("name", List.of()).stream()
                        .findFirst()
                        .orElse(""));
    }

    /** Asks for confirmation, with the consequences, before something ends on a day. */
    private void confirmEnd(String kind, String id, String name, HttpServletRequest request) {
        confirmations.require(
                request,
                "/organization/" + kind + "/" + id,
                "administration.confirm." + kind,
                name,
                request.getParameter(end(kind)));
    }

    private static String end(String kind) {
        return kind.equals("pairings") ? "to" : "retiredOn";
    }

    private ModelAndView page(String kind, @Nullable String id, HttpServletRequest request, @Nullable Fault fault) {
        Kept kept = kept(kind);
        Submitted sent = new Submitted(kept.subject(), request.getParameterMap());
        List<Field> fields = kept.fields(id);
        Map<String, List<String>> values = new HashMap<>(kept.values(id, sent));
        if (fault != null) {
            fields.stream()
                    .filter(field -> field.look() != Field.Look.FIXED)
                    .forEach(field -> values.put(field.key(), sent.all(field.key())));
        }
        ModelAndView page = new ModelAndView("administration/entry");
        page.addObject("tab", kept.list());
        page.addObject("heading", "administration." + kept.subject() + (id == null ? ".new" : ".one"));
        page.addObject(
                "address",
                "/organization/" + kind + "/" + Optional.ofNullable(id).orElse("new"));
        page.addObject("back", "/organization/" + kept.list());
        page.addObject("entry", EntryView.of(messages, kept.subject(), fields, values, fault));
        if (fault != null) {
            page.setStatus(status(fault));
        }
        return page;
    }

    static HttpStatus status(Fault fault) {
        return fault instanceof InvalidInput
                ? HttpStatus.UNPROCESSABLE_ENTITY
                : fault instanceof Conflict ? HttpStatus.CONFLICT : HttpStatus.BAD_REQUEST;
    }

    private Kept kept(String kind) {
        Kept kept = kinds.get(kind);
        if (kept == null) {
            throw new Missing("fault.missing");
        }
        return kept;
    }
}
