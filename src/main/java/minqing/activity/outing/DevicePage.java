package minqing.activity.outing;

import minqing.bureau.access.CurrentUser;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/**
 * What a person's own device keeps: outings that wait for a network or were refused, and the subjects of the tasks read last.
 * The page itself holds nothing of it; {@code js/device.js} shows what the device has. Where there is no network, a browser that
 * has been here before shows this page in the place of any other.
 */
@Controller
class DevicePage {

    private final CurrentUser user;
    private final OutingSecrecy secrecy;

    DevicePage(CurrentUser user, OutingSecrecy secrecy) {
        this.user = user;
        this.secrecy = secrecy;
    }

    @GetMapping("/device")
    String device(Model model) {
        model.addAttribute("mayEnter", secrecy.mayEnter(user.get()));
        return "outing/device";
    }
}
