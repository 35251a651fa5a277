package minqing.activity.outing;

import minqing.bureau.access.CurrentUser;
import minqing.bureau.organization.Account;
import minqing.bureau.web.Paging;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The villages, the file of each (一村一档), and the page to take along (行前一页纸). */
@Controller
@RequestMapping("/villages")
class VillagePages {

    private final CurrentUser user;
    private final VillageFiles villages;

    VillagePages(CurrentUser user, VillageFiles villages) {
        this.user = user;
        this.villages = villages;
    }

    @GetMapping
    String list(Model model) {
        model.addAttribute("villages", villages.list(user.get()));
        return "outing/villages";
    }

    @GetMapping("/{id}")
    String one(@PathVariable String id, Paging paging, Model model) {
        VillageFiles.File file = villages.file(user.get(), id, paging);
        model.addAttribute("village", file);
        model.addAttribute("total", file.visits().total());
        model.addAttribute("paging", paging);
        return "outing/village";
    }

    @GetMapping("/{id}/visit")
    String visit(@PathVariable String id, @RequestParam(required = false) @Nullable String leader, Model model) {
        Account account = user.get();
        VillageFiles.Visit visit = villages.visit(account, id, leader);
        model.addAttribute("visit", visit);
        model.addAttribute("goes", account.id().equals(visit.leader()));
        return "outing/visit";
    }
}
