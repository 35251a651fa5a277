package minqing.activity.outing;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import minqing.activity.problem.Categories;
import minqing.activity.problem.Problems;
import minqing.bureau.access.CurrentUser;
import minqing.bureau.organization.Account;
import minqing.bureau.organization.Community;
import minqing.bureau.organization.Leader;
import minqing.bureau.organization.Organization;
import minqing.bureau.organization.Village;
import minqing.bureau.web.PageOf;
import minqing.bureau.web.Paging;
import minqing.platform.fault.Conflict;
import minqing.platform.fault.Fault;
import minqing.platform.fault.Forbidden;
import minqing.platform.fault.InvalidInput;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.format.annotation.DateTimeFormat;
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

/** The pages of outings: 记一次下基层, the list, one outing with its corrections, and setting it right. */
@Controller
@RequestMapping("/outings")
class OutingPages {

    private final CurrentUser user;
    private final Outings outings;
    private final OutingView view;
    private final OutingList list;
    private final OutingSecrecy secrecy;
    private final Kinds kinds;
    private final Categories categories;
    private final Problems problems;
    private final Organization organization;
    private final DeviceRules rules;
    private final OutingWords words;
    private final MessageSource messages;
    private final ObjectMapper json;
    private final Clock clock;

    OutingPages(
            CurrentUser user,
            Outings outings,
            OutingView view,
            OutingList list,
            OutingSecrecy secrecy,
            Kinds kinds,
            Categories categories,
            Problems problems,
            Organization organization,
            DeviceRules rules,
            OutingWords words,
            MessageSource messages,
            ObjectMapper json,
            Clock clock) {
        this.user = user;
        this.outings = outings;
        this.view = view;
        this.list = list;
        this.secrecy = secrecy;
        this.kinds = kinds;
        this.categories = categories;
        this.problems = problems;
        this.organization = organization;
        this.rules = rules;
        this.words = words;
        this.messages = messages;
        this.json = json;
        this.clock = clock;
    }

    // ---- entering

    @GetMapping("/new")
    String blank(@RequestParam(required = false) @Nullable String leader, Model model) {
        Account account = user.get();
        requireMayEnter(account);
        Optional<Leader> chosen = leader(leader == null ? account.id() : leader);
        if (chosen.isEmpty()) {
            model.addAttribute("leaders", organization.leaders());
            return "outing/leader";
        }
        OutingForm form = OutingForm.blank(chosen.get().account(), LocalDate.now(clock));
        model.addAllAttributes(described(chosen.get(), form, Map.of()));
        model.addAttribute("key", UUID.randomUUID());
        return "outing/new";
    }

    @PostMapping("/new")
    ModelAndView enter(
            HttpServletRequest request,
            @RequestParam(name = "_key", required = false) @Nullable String key,
            @RequestParam(name = "_add", required = false) @Nullable String add,
            @RequestParam(name = "_remove", required = false) @Nullable String remove,
            RedirectAttributes redirect) {
        Account account = user.get();
        requireMayEnter(account);
        OutingForm form = form(request, add, remove);
        Leader leader = leader(form.value("leader")).orElseThrow(() -> new Forbidden("outing.enter-forbidden"));
        String draft = draftKey(key);
        if (add == null && remove == null) {
            try {
                OutingInput input = form.toInput(json, words);
                String number;
                try {
                    number = outings.enter(account, input, draft);
                } catch (InvalidInput invalid) {
                    throw form.asOnThePage(invalid);
                }
                redirect.addFlashAttribute("done", "entered");
                return new ModelAndView("redirect:/outings/" + number);
            } catch (InvalidInput invalid) {
                Map<String, String> faults = faults(invalid);
                // What was written on a page that had been sent may be sent as another outing.
                String next =
                        faults.containsKey(Outings.KEY) ? UUID.randomUUID().toString() : draft;
                return again("outing/new", leader, form, faults, next);
            }
        }
        return again("outing/new", leader, form, Map.of(), draft);
    }

    // ---- looking

    @GetMapping
    String list(
            @RequestParam(required = false) @Nullable String leader,
            @RequestParam(required = false) @Nullable String village,
            @RequestParam(required = false) @Nullable String kind,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String text,
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate from,
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate to,
            Paging paging,
            Model model) {
        Account account = user.get();
        OutingList.Filter filter = OutingApi.filter(leader, village, null, kind, null, state, null, text, from, to);
        PageOf<OutingList.Line> lines = list.search(account, filter, paging);
        model.addAttribute("filter", filter);
        model.addAttribute("lines", lines.items());
        model.addAttribute("total", lines.total());
        model.addAttribute("paging", paging);
        model.addAttribute("leaders", organization.everyLeader());
        model.addAttribute("villages", organization.villages());
        model.addAttribute("kinds", kinds.kinds());
        model.addAttribute("states", List.of("counted", "pending", "correcting", "deleted"));
        model.addAttribute("mayEnter", secrecy.mayEnter(account));
        model.addAttribute("mayReadVillages", secrecy.mayReadVillages(account));
        return "outing/list";
    }

    @GetMapping("/{number}")
    String one(@PathVariable String number, Model model) {
        Account account = user.get();
        OutingView.Detail outing = view.detail(account, number);
        model.addAttribute("outing", outing);
        model.addAttribute("mayReadVillages", secrecy.mayReadVillages(account));
        model.addAttribute("categories", categories.all());
        model.addAttribute("registered", registered(account, outing));
        return "outing/outing";
    }

    /** Those of the outing's problems that stand in the register, and so come out as annex 4. */
    private Set<String> registered(Account viewer, OutingView.Detail outing) {
        return outing.problems().stream()
                .map(Problems.Known::number)
                .filter(problem -> problems.registered(viewer, problem).isPresent())
                .collect(Collectors.toSet());
    }

    @GetMapping("/{number}/history")
    String history(@PathVariable String number, Model model) {
        model.addAttribute("number", number);
        model.addAttribute("earlier", view.earlier(user.get(), number));
        return "outing/history";
    }

    // ---- setting right

    @GetMapping("/{number}/edit")
    String edit(@PathVariable String number, Model model) {
        OutingView.Detail outing = view.detail(user.get(), number);
        requireMayChange(outing);
        OutingForm form = OutingForm.of(outing);
        model.addAllAttributes(described(anyLeader(outing.leader()), form, Map.of()));
        model.addAttribute("outing", outing);
        model.addAttribute("waiting", outings.confidedBy(user.get(), number));
        return "outing/edit";
    }

    @PostMapping("/{number}/edit")
    ModelAndView change(
            @PathVariable String number,
            HttpServletRequest request,
            @RequestParam(name = "_add", required = false) @Nullable String add,
            @RequestParam(name = "_remove", required = false) @Nullable String remove,
            RedirectAttributes redirect) {
        Account account = user.get();
        OutingView.Detail outing = view.changed(account, number);
        requireMayChange(outing);
        OutingForm form = form(request, add, remove);
        Map<String, String> faults = new LinkedHashMap<>();
        String refusal = null;
        if (add == null && remove == null) {
            try {
                OutingInput input = form.toInput(json, words);
                try {
                    outings.change(account, number, input);
                } catch (InvalidInput invalid) {
                    throw form.asOnThePage(invalid);
                }
                redirect.addFlashAttribute("done", "changed");
                return new ModelAndView("redirect:/outings/" + number);
            } catch (InvalidInput invalid) {
                faults.putAll(faults(invalid));
            } catch (Conflict conflict) {
                refusal = words(conflict);
            }
        }
        ModelAndView again = again("outing/edit", anyLeader(outing.leader()), form, faults, null);
        again.addObject("outing", outing);
        again.addObject("waiting", outings.confidedBy(account, number));
        again.addObject("refusal", refusal);
        if (refusal != null) {
            again.setStatus(HttpStatus.CONFLICT);
        }
        return again;
    }

    @PostMapping("/{number}/delete")
    String delete(
            @PathVariable String number,
            @RequestParam(required = false) @Nullable Integer version,
            @RequestParam(required = false) @Nullable String reason,
            RedirectAttributes redirect) {
        try {
            outings.delete(user.get(), number, version, reason);
            redirect.addFlashAttribute("done", "deleted");
        } catch (InvalidInput | Conflict refused) {
            redirect.addFlashAttribute("refusal", words(refused));
        }
        return "redirect:/outings/" + number;
    }

    @PostMapping("/{number}/receptions/{reception}/problem")
    String makeProblem(
            @PathVariable String number,
            @PathVariable long reception,
            @RequestParam(required = false) @Nullable String category,
            RedirectAttributes redirect) {
        try {
            String problem = outings.makeProblem(
                    user.get(), number, reception, new OutingInput.ReceptionProblem(category, null, null, null));
            redirect.addFlashAttribute("done", "problem");
            redirect.addFlashAttribute("problem", problem);
        } catch (InvalidInput | Conflict refused) {
            redirect.addFlashAttribute("refusal", words(refused));
        }
        return "redirect:/outings/" + number;
    }

    // ---- what the pages need

    private static OutingForm form(HttpServletRequest request, @Nullable String add, @Nullable String remove) {
        OutingForm form = remove == null
                ? OutingForm.of(request.getParameterMap())
                : OutingForm.without(request.getParameterMap(), remove);
        if (add != null) {
            form.add(add);
        }
        return form;
    }

    private ModelAndView again(
            String page, Leader leader, OutingForm form, Map<String, String> faults, @Nullable String key) {
        ModelAndView again = new ModelAndView(page, faults.isEmpty() ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_ENTITY);
        again.addAllObjects(described(leader, form, faults));
        again.addObject("key", key);
        return again;
    }

    /** What the form shows: the leader's own villages first, every other after them. */
    private Map<String, Object> described(Leader leader, OutingForm form, Map<String, String> faults) {
        LocalDate today = LocalDate.now(clock);
        List<Village> own = organization.pairedVillages(leader.account(), today);
        Set<String> ownIds = own.stream().map(Village::id).collect(Collectors.toSet());
        List<Community> communities = organization.pairedCommunities(leader.account(), today);
        Set<String> ownCommunities = communities.stream().map(Community::id).collect(Collectors.toSet());
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("form", form);
        model.put("faults", faults);
        model.put("leader", leader);
        model.put("unitName", words.unit(leader.unit()));
        model.put("onBehalf", !leader.account().equals(user.get().id()));
        model.put("ownVillages", own);
        model.put(
                "otherVillages",
                organization.villages().stream()
                        .filter(village -> !ownIds.contains(village.id()))
                        .toList());
        model.put("ownCommunities", communities);
        model.put(
                "otherCommunities",
                organization.communities().stream()
                        .filter(community -> !ownCommunities.contains(community.id()))
                        .toList());
        model.put("kinds", kinds.kinds());
        model.put("themes", kinds.themes());
        model.put("categories", categories.all());
        model.put(
                "otherLeaders",
                organization.leaders().stream()
                        .filter(other -> !other.account().equals(leader.account()))
                        .toList());
        model.put("today", today);
        model.put("rules", rules.of(user.get()));
        return model;
    }

    /** The key of a draft; whatever else was sent in its place is none. */
    private static String draftKey(@Nullable String key) {
        try {
            return UUID.fromString(key == null ? "" : key).toString();
        } catch (IllegalArgumentException none) {
            return UUID.randomUUID().toString();
        }
    }

    private Optional<Leader> leader(String account) {
        return organization.leaders().stream()
                .filter(leader -> leader.account().equals(account))
                .findFirst();
    }

    private Leader anyLeader(String account) {
        return organization.leader(account).orElseThrow();
    }

    private void requireMayEnter(Account account) {
        if (!secrecy.mayEnter(account)) {
            throw new Forbidden("outing.enter-forbidden");
        }
    }

    private static void requireMayChange(OutingView.Detail outing) {
        if (!outing.mayChange()) {
            throw outing.state().equals(State.PENDING.code())
                    ? new Conflict("outing.waits-for-leader", outing.id())
                    : new Forbidden("outing.change-forbidden", outing.id());
        }
    }

    private Map<String, String> faults(InvalidInput invalid) {
        Map<String, String> faults = new LinkedHashMap<>();
        invalid.faults()
                .forEach(fault ->
                        faults.putIfAbsent(fault.field(), messages.getMessage(fault, Locale.SIMPLIFIED_CHINESE)));
        return faults;
    }

    private String words(Fault fault) {
        return fault instanceof InvalidInput invalid
                ? String.join("；", faults(invalid).values())
                : messages.getMessage(fault, Locale.SIMPLIFIED_CHINESE);
    }
}
