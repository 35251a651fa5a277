package minqing.activity.outing;

import java.time.LocalDate;
import minqing.activity.problem.Problems;
import minqing.bureau.access.CurrentUser;
import minqing.bureau.organization.Account;
import minqing.bureau.organization.Organization;
import minqing.bureau.web.PageOf;
import minqing.bureau.web.Paging;
import minqing.platform.fault.Missing;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** The pages of the registers: filter, search, page, open, print. */
@Controller
class RegisterPages {

    private final CurrentUser user;
    private final Registers registers;
    private final Problems problems;
    private final Organization organization;

    RegisterPages(CurrentUser user, Registers registers, Problems problems, Organization organization) {
        this.user = user;
        this.registers = registers;
        this.problems = problems;
        this.organization = organization;
    }

    @GetMapping("/registers")
    String first() {
        return "redirect:/registers/labour";
    }

    @GetMapping("/registers/{register}")
    String register(
            @PathVariable String register,
            @RequestParam(required = false) @Nullable String leader,
            @RequestParam(required = false) @Nullable String text,
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate from,
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate to,
            Paging paging,
            Model model) {
        Account account = user.get();
        Registers.Filter filter = RegistersApi.filter(leader, text, from, to);
        PageOf<?> rows = switch (register) {
            case "labour" -> registers.labour(account, filter, paging);
            case "receptions" -> registers.receptions(account, filter, paging);
            case "forums" -> registers.forums(account, filter, paging);
            case "diaries" -> registers.diaries(account, filter, paging);
            case "problems" -> problems.register(account, filter.ofProblems(), paging);
            default -> throw new Missing("outing.register-missing");
        };
        model.addAttribute("register", register);
        model.addAttribute("filter", filter);
        model.addAttribute("rows", rows.items());
        model.addAttribute("total", rows.total());
        model.addAttribute("paging", paging);
        model.addAttribute(
                "unmasked",
                rows.items().stream().anyMatch(row -> row instanceof Registers.ReceptionRow shown && !shown.masked()));
        model.addAttribute("leaders", organization.everyLeader());
        model.addAttribute(
                "importing",
                OutingSecrecy.mayImport(account) && PaperRegister.of(register).isPresent());
        return "outing/register";
    }
}
