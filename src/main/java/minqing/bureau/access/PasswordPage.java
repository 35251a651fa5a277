package minqing.bureau.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import minqing.bureau.organization.AccountKeeping;
import minqing.bureau.organization.AccountRestrictions;
import minqing.platform.fault.InvalidInput;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Where a person chooses the password of his or her own; whoever came in with one for once can go nowhere else. */
@Controller
@RequestMapping(PasswordPage.PATH)
class PasswordPage {

    static final String PATH = "/password";

    private final CurrentUser user;
    private final AccountKeeping accounts;
    private final AccountRestrictions restrictions;
    private final MessageSource messages;
    private final SecurityContextRepository logins = new HttpSessionSecurityContextRepository();

    PasswordPage(CurrentUser user, AccountKeeping accounts, AccountRestrictions restrictions, MessageSource messages) {
        this.user = user;
        this.accounts = accounts;
        this.restrictions = restrictions;
        this.messages = messages;
    }

    @GetMapping
    String ask(Model model) {
        model.addAttribute("due", restrictions.isPasswordDue(user.get().id()));
        model.addAttribute("errors", Map.of());
        model.addAttribute("fields", List.of("present", "password", "again"));
        return "access/password";
    }

    @PostMapping
    ModelAndView choose(
            HttpServletRequest request,
            HttpServletResponse response,
            @RequestParam(required = false) @Nullable String present,
            @RequestParam(required = false) @Nullable String password,
            @RequestParam(required = false) @Nullable String again) {
        String id = user.get().id();
        try {
            accounts.choose(id, present, accounts.isPassword(id, present), password, again);
        } catch (InvalidInput wrong) {
            ModelAndView page = new ModelAndView("access/password", HttpStatus.UNPROCESSABLE_ENTITY);
            page.addObject("due", restrictions.isPasswordDue(id));
            page.addObject("fields", List.of("present", "password", "again"));
            page.addObject(
                    "errors",
                    wrong.faults().stream()
                            .collect(Collectors.toMap(
                                    fault -> fault.field(),
                                    fault -> messages.getMessage(fault, Locale.SIMPLIFIED_CHINESE),
                                    (one, other) -> one)));
            return page;
        }
        stayIn(id, request, response);
        return new ModelAndView("redirect:/");
    }

    /** The new password ends every login made with the old one, except the one in which it was chosen. */
    private void stayIn(String id, HttpServletRequest request, HttpServletResponse response) {
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(new Login(
                id,
                restrictions.passwordSeal(id),
                SecurityContextHolder.getContext().getAuthentication().getDetails()));
        request.changeSessionId();
        logins.saveContext(context, request, response);
    }
}
