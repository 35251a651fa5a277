package minqing.activity.guide;

import minqing.bureau.access.CurrentUser;
import minqing.bureau.organization.Account;
import minqing.bureau.organization.Role;
import minqing.platform.fault.Forbidden;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The administrator's page that leads from an empty database to a bureau that can work. */
@Controller
class GuidePages {

    private final Guide guide;
    private final CurrentUser user;

    GuidePages(Guide guide, CurrentUser user) {
        this.guide = guide;
        this.user = user;
    }

    @GetMapping(Guide.ADDRESS)
    String show(Model model) {
        requireAdministrator(user.get());
        Readiness readiness = guide.readiness();
        model.addAttribute("readiness", readiness);
        model.addAttribute(
                "next",
                readiness.steps().stream()
                        .filter(step -> !step.done())
                        .findFirst()
                        .orElse(null));
        return "guide/start";
    }

    static void requireAdministrator(Account account) {
        if (!account.is(Role.ADMINISTRATOR)) {
            throw new Forbidden("guide.forbidden");
        }
    }
}
