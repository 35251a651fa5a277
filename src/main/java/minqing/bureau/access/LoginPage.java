package minqing.bureau.access;

import minqing.bureau.organization.Demonstration;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The one way in. */
@Controller
class LoginPage {

    private final CurrentUser user;
    private final Demonstration demonstration;

    LoginPage(CurrentUser user, Demonstration demonstration) {
        this.user = user;
        this.demonstration = demonstration;
    }

    @GetMapping("/login")
    String login(
            @RequestParam(required = false) String error,
            @RequestParam(required = false) String logout,
            @RequestParam(required = false) String expired,
            Model model) {
        if (user.find().isPresent()) {
            return "redirect:/";
        }
        model.addAttribute("failed", error != null);
        model.addAttribute("left", logout != null);
        model.addAttribute("expired", expired);
        model.addAttribute("demonstration", demonstration.active());
        return "access/login";
    }
}
