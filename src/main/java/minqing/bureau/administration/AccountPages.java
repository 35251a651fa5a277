package minqing.bureau.administration;

import jakarta.servlet.http.HttpServletRequest;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import minqing.bureau.organization.AccountKeeping;
import minqing.bureau.web.Confirmations;
import minqing.platform.fault.Conflict;
import minqing.platform.fault.Fault;
import minqing.platform.fault.Forbidden;
import minqing.platform.fault.Missing;
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
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The accounts as an administrator keeps them. A password that was made up is shown once, in the answer that made it. */
@Controller
@RequestMapping("/organization/accounts")
class AccountPages {

    private static final String SUBJECT = "account";
    private static final String LIST = "redirect:/organization/accounts";

    private final Administrator administrator;
    private final AccountKeeping accounts;
    private final Confirmations confirmations;
    private final MessageSource messages;

    AccountPages(
            Administrator administrator, AccountKeeping accounts, Confirmations confirmations, MessageSource messages) {
        this.administrator = administrator;
        this.accounts = accounts;
        this.confirmations = confirmations;
        this.messages = messages;
    }

    @GetMapping
    String list(Model model) {
        administrator.get();
        model.addAttribute("accounts", accounts.all());
        model.addAttribute("groups", accounts.groups());
        return "administration/accounts";
    }

    /** An empty entry, or one with the login name and the groups that a page asks for. */
    @GetMapping("/new")
    ModelAndView begin(
            @RequestParam(required = false) @Nullable String account,
            @RequestParam(required = false) @Nullable List<String> groups) {
        administrator.get();
        Map<String, List<String>> values = new LinkedHashMap<>();
        values.put("account", account == null ? List.of() : List.of(account));
        values.put("groups", groups == null ? List.of() : groups);
        return page(null, values, null);
    }

    @PostMapping("/new")
    ModelAndView create(HttpServletRequest request, RedirectAttributes redirect) {
        String actor = administrator.get();
        Submitted sent = new Submitted(SUBJECT, request.getParameterMap());
        try {
            String password = accounts.create(
                    actor, sent.text("account"), sent.text("name"), sent.text("password"), sent.all("groups"));
            return made(String.valueOf(sent.text("account")).strip(), password, redirect);
        } catch (Fault fault) {
            return again(null, sent, fault);
        }
    }

    @GetMapping("/{id}")
    ModelAndView open(@PathVariable String id) {
        administrator.get();
        return page(id, shown(id), null);
    }

    @PostMapping("/{id}")
    ModelAndView change(@PathVariable String id, HttpServletRequest request, RedirectAttributes redirect) {
        String actor = administrator.get();
        Submitted sent = new Submitted(SUBJECT, request.getParameterMap());
        String known = sent.text("known");
        try {
            accounts.change(
                    actor,
                    id,
                    sent.text("name"),
                    sent.all("groups"),
                    known == null || known.isBlank() ? Set.of() : new HashSet<>(List.of(known.split(" "))));
        } catch (Fault fault) {
            return again(id, sent, fault);
        }
        redirect.addFlashAttribute("saved", true);
        return new ModelAndView(LIST);
    }

    @PostMapping("/{id}/{deed:reset|disable|unlock}")
    ModelAndView act(
            @PathVariable String id,
            @PathVariable String deed,
            @RequestParam(required = false) @Nullable String password,
            HttpServletRequest request,
            RedirectAttributes redirect) {
        String actor = administrator.get();
        // What can't be done is refused at once.
        if (deed.equals("disable") && !actor.equals(id) && !accounts.one(id).disabled()) {
            confirmations.require(
                    request,
                    "/organization/accounts/" + id,
                    "administration.accounts.disable.confirm",
                    accounts.one(id).name(),
                    id);
        }
        try {
            if (deed.equals("reset")) {
                return made(id, accounts.reset(actor, id, password), redirect);
            }
            if (deed.equals("disable")) {
                accounts.disable(actor, id);
            } else {
                accounts.unlock(actor, id);
            }
        } catch (Forbidden | Missing elsewhere) {
            throw elsewhere;
        } catch (Fault fault) {
            ModelAndView page = page(id, shown(id), fault);
            page.setStatus(EntryPages.status(fault));
            return page;
        }
        redirect.addFlashAttribute("saved", true);
        return new ModelAndView(LIST);
    }

    private ModelAndView made(String id, @Nullable String password, RedirectAttributes redirect) {
        if (password == null) {
            redirect.addFlashAttribute("saved", true);
            return new ModelAndView(LIST);
        }
        ModelAndView page = new ModelAndView("administration/password", HttpStatus.CREATED);
        page.addObject("kept", accounts.one(id));
        page.addObject("password", password);
        return page;
    }

    private ModelAndView again(@Nullable String id, Submitted sent, Fault fault) {
        if (fault instanceof Forbidden || fault instanceof Missing) {
            throw fault;
        }
        Map<String, List<String>> values = new LinkedHashMap<>(id == null ? Map.of() : shown(id));
        fields(id).stream()
                .filter(field -> field.look() != Field.Look.FIXED)
                .forEach(field -> values.put(field.key(), sent.all(field.key())));
        if (fault instanceof Conflict && id != null) {
            // What was overtaken is entered anew on top of what is there now.
            values.putAll(shown(id));
        }
        ModelAndView page = page(id, values, fault);
        page.setStatus(EntryPages.status(fault));
        return page;
    }

    private Map<String, List<String>> shown(String id) {
        AccountKeeping.KeptAccount account = accounts.one(id);
        return Map.of(
                "account", List.of(account.id()),
                "name", List.of(account.name()),
                "groups", List.copyOf(account.groups()),
                "known", List.of(String.join(" ", account.groups())));
    }

    private List<Field> fields(@Nullable String id) {
        List<Choice> groups = accounts.groups().entrySet().stream()
                .map(group -> new Choice(group.getKey(), group.getValue()))
                .toList();
        return id == null
                ? List.of(
                        Field.text("account"),
                        Field.text("name"),
                        Field.optional("password", Field.Look.PASSWORD),
                        Field.checks("groups", groups))
                : List.of(
                        Field.fixed("account"),
                        Field.text("name"),
                        Field.checks("groups", groups),
                        Field.hidden("known"));
    }

    private ModelAndView page(@Nullable String id, Map<String, List<String>> values, @Nullable Fault fault) {
        ModelAndView page = new ModelAndView("administration/account");
        page.addObject("heading", "administration.account" + (id == null ? ".new" : ".one"));
        page.addObject("address", "/organization/accounts/" + (id == null ? "new" : id));
        page.addObject("entry", EntryView.of(messages, SUBJECT, fields(id), values, fault));
        if (id != null) {
            page.addObject("kept", accounts.one(id));
        }
        return page;
    }
}
