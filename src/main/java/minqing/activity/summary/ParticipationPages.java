package minqing.activity.summary;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import minqing.bureau.access.CurrentUser;
import minqing.bureau.organization.Account;
import minqing.bureau.organization.Directory;
import minqing.bureau.organization.Organization;
import minqing.bureau.organization.Role;
import minqing.platform.fault.Conflict;
import minqing.platform.fault.Fault;
import minqing.platform.fault.InvalidInput;
import org.jspecify.annotations.Nullable;
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

/** The page beside a unit of 组织机构: its first month and its signers, one after another. */
@Controller
@RequestMapping("/organization/units/{code}/summary")
class ParticipationPages {

    private final Participation participation;
    private final SummaryAccess access;
    private final Organization organization;
    private final Directory directory;
    private final CurrentUser user;

    ParticipationPages(
            Participation participation,
            SummaryAccess access,
            Organization organization,
            Directory directory,
            CurrentUser user) {
        this.participation = participation;
        this.access = access;
        this.organization = organization;
        this.directory = directory;
        this.user = user;
    }

    @GetMapping
    String one(@PathVariable String code, Model model) {
        access.requireAdministrator(user.get());
        Participation.Setting setting = participation.of(code);
        return show(setting, setting.firstPeriod(), setting.signers(), model);
    }

    @PostMapping
    ModelAndView change(
            @PathVariable String code,
            @RequestParam(required = false) @Nullable String firstPeriod,
            @RequestParam(required = false) @Nullable List<String> signers,
            Model model,
            RedirectAttributes redirect) {
        access.requireAdministrator(user.get());
        Participation.Setting before = participation.of(code);
        String first = firstPeriod == null || firstPeriod.isBlank() ? null : firstPeriod;
        List<String> chosen = signers == null
                ? List.of()
                : signers.stream().filter(account -> !account.isBlank()).toList();
        try {
            participation.change(user.get().id(), code, first, chosen);
        } catch (InvalidInput | Conflict refusal) {
            model.addAttribute(
                    "faults", refusal instanceof InvalidInput input ? input.faults() : List.<Fault>of(refusal));
            return new ModelAndView(
                    show(before, firstPeriod, chosen, model),
                    model.asMap(),
                    refusal instanceof InvalidInput ? HttpStatus.UNPROCESSABLE_ENTITY : HttpStatus.CONFLICT);
        }
        redirect.addFlashAttribute("saved", true);
        return new ModelAndView("redirect:/organization/units");
    }

    private String show(
            Participation.Setting setting, @Nullable String firstPeriod, List<String> signers, Model model) {
        List<Account> approvers = directory.members(Role.APPROVER.group());
        List<String> steps = new ArrayList<>(signers);
        while (steps.size() < approvers.size()) {
            steps.add("");
        }
        model.addAttribute("setting", setting);
        model.addAttribute(
                "unitName", organization.unit(setting.unit()).orElseThrow().name());
        model.addAttribute("firstPeriod", firstPeriod);
        model.addAttribute("steps", steps);
        model.addAttribute("approvers", approvers);
        model.addAttribute(
                "namesakes",
                approvers.stream()
                        .collect(Collectors.groupingBy(Account::name, Collectors.counting()))
                        .entrySet()
                        .stream()
                        .filter(name -> name.getValue() > 1)
                        .map(Map.Entry::getKey)
                        .toList());
        return "summary/participation";
    }
}
