package minqing.bureau.administration;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import minqing.bureau.organization.AdministrativeVillageKeeping;
import minqing.bureau.organization.CommunityKeeping;
import minqing.bureau.organization.ContactEntry;
import minqing.bureau.organization.LeaderKeeping;
import minqing.bureau.organization.Organization;
import minqing.bureau.organization.OrganizationChanges;
import minqing.bureau.organization.PairingEntry;
import minqing.bureau.organization.PairingFile;
import minqing.bureau.organization.PairingImport;
import minqing.bureau.organization.PairingKeeping;
import minqing.bureau.organization.Village;
import minqing.bureau.organization.VillageKeeping;
import minqing.bureau.web.Paging;
import minqing.platform.document.DocumentFile;
import minqing.platform.fault.InvalidInput;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The lists an administrator keeps, the import of a pairing table, and who changed what. */
@Controller
@RequestMapping("/organization")
class OrganizationPages {

    private final Administrator administrator;
    private final Organization organization;
    private final Map<String, KeepingForm<?>> forms;
    private final LeaderKeeping leaders;
    private final AdministrativeVillageKeeping parents;
    private final VillageKeeping villages;
    private final CommunityKeeping communities;
    private final PairingKeeping pairings;
    private final PairingImport imports;
    private final PairingFile pairingFile;
    private final OrganizationChanges changes;
    private final MessageSource messages;
    private final Clock clock;

    OrganizationPages(
            Administrator administrator,
            Organization organization,
            List<KeepingForm<?>> forms,
            LeaderKeeping leaders,
            AdministrativeVillageKeeping parents,
            VillageKeeping villages,
            CommunityKeeping communities,
            PairingKeeping pairings,
            PairingImport imports,
            PairingFile pairingFile,
            OrganizationChanges changes,
            MessageSource messages,
            Clock clock) {
        this.administrator = administrator;
        this.organization = organization;
        this.forms = forms.stream().collect(Collectors.toMap(Kept::key, Function.identity()));
        this.leaders = leaders;
        this.parents = parents;
        this.villages = villages;
        this.communities = communities;
        this.pairings = pairings;
        this.imports = imports;
        this.pairingFile = pairingFile;
        this.changes = changes;
        this.messages = messages;
        this.clock = clock;
    }

    @GetMapping
    String entrance() {
        administrator.get();
        return "redirect:/organization/units";
    }

    @GetMapping("/{kind:units|leaders|communities}")
    String list(@PathVariable String kind, Model model) {
        administrator.get();
        KeepingForm<?> form = Objects.requireNonNull(forms.get(kind));
        model.addAttribute("tab", kind);
        model.addAttribute("another", "administration." + form.subject() + ".new");
        model.addAttribute(
                "columns",
                form.columns().stream()
                        .map(column -> AdministrationWords.label(messages, form.subject(), column))
                        .toList());
        model.addAttribute("rows", form.rows());
        return "administration/list";
    }

    @GetMapping("/villages")
    String villages(Model model) {
        administrator.get();
        LocalDate today = LocalDate.now(clock);
        model.addAttribute("parents", parents.all());
        model.addAttribute(
                "villages",
                villages.all().stream().collect(Collectors.groupingBy(village -> village.administrativeVillage())));
        model.addAttribute(
                "contacts",
                pairings.contacts().stream()
                        .filter(contact -> contact.to() == null || contact.to().isAfter(today))
                        .collect(Collectors.groupingBy(ContactEntry::administrativeVillage)));
        return "administration/villages";
    }

    /** The pairings that hold or will, or with {@code all} those that ended, too. */
    @GetMapping("/pairings")
    String pairings(
            @RequestParam(required = false) @Nullable String leader,
            @RequestParam(defaultValue = "false") boolean all,
            Model model) {
        administrator.get();
        LocalDate today = LocalDate.now(clock);
        String wanted = leader == null || leader.isBlank() ? null : leader;
        model.addAttribute(
                "pairings",
                pairings.history(wanted).stream()
                        .filter(pairing -> all || goesOn(pairing, today))
                        .toList());
        model.addAttribute("today", today);
        model.addAttribute("leader", wanted);
        model.addAttribute("all", all);
        Map<String, String> leaderNames = new LinkedHashMap<>();
        leaders.all().forEach(one -> leaderNames.put(String.valueOf(one.account()), String.valueOf(one.name())));
        model.addAttribute("leaders", leaderNames);
        model.addAttribute("others", others());
        return "administration/pairings";
    }

    @GetMapping("/changes")
    String changes(Paging paging, Model model) {
        administrator.get();
        model.addAttribute("changes", changes.latest(paging.offset(), paging.size()));
        model.addAttribute("total", changes.count());
        model.addAttribute("paging", paging);
        return "administration/changes";
    }

    @GetMapping("/import")
    String importing(Model model) {
        administrator.get();
        model.addAttribute("from", LocalDate.now(clock));
        model.addAttribute("faults", List.of());
        return "administration/import";
    }

    @PostMapping("/import")
    ModelAndView bringIn(
            @RequestParam @Nullable MultipartFile file,
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate from,
            @RequestParam(defaultValue = "false") boolean register,
            @RequestParam(defaultValue = "false") boolean replace,
            RedirectAttributes redirect)
            throws IOException {
        String actor = administrator.get();
        try {
            if (file == null || file.isEmpty()) {
                throw InvalidInput.of("file", "organization.import.empty");
            }
            redirect.addFlashAttribute(
                    "outcome",
                    imports.bringIn(actor, file.getBytes(), new PairingImport.Manner(from, register, replace)));
        } catch (InvalidInput wrong) {
            ModelAndView again = new ModelAndView("administration/import", HttpStatus.UNPROCESSABLE_ENTITY);
            again.addObject("from", from == null ? LocalDate.now(clock) : from);
            again.addObject("register", register);
            again.addObject("replace", replace);
            again.addObject(
                    "faults",
                    wrong.faults().stream()
                            .map(fault -> messages.getMessage(fault, Locale.SIMPLIFIED_CHINESE))
                            .toList());
            return again;
        }
        return new ModelAndView("redirect:/organization/pairings");
    }

    /** Today's pairings in the columns of an import, to be changed and brought in again. */
    @GetMapping("/pairings.csv")
    ResponseEntity<byte[]> table() {
        administrator.get();
        return ResponseEntity.ok()
                .contentType(new MediaType("text", "csv", StandardCharsets.UTF_8))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename("pairing.csv")
                                .build()
                                .toString())
                .body(pairingFile.written().getBytes(StandardCharsets.UTF_8));
    }

    /** An empty table to fill in. */
    @GetMapping("/pairings.xlsx")
    ResponseEntity<byte[]> template() {
        administrator.get();
        DocumentFile template = pairingFile.template();
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(template.mediaType()))
                .header(HttpHeaders.CONTENT_DISPOSITION, template.contentDisposition())
                .body(template.content());
    }

    private static boolean goesOn(PairingEntry pairing, LocalDate today) {
        return pairing.to() == null || pairing.to().isAfter(today);
    }

    /** Villages and communities by identifier, as people call them. */
    private Map<String, String> others() {
        Map<String, String> names = organization.everyVillage().stream()
                .collect(Collectors.toMap(
                        Village::id, village -> village.administrativeVillage() + " " + village.name()));
        communities.all().forEach(community -> names.put(String.valueOf(community.id()), community.name()));
        return names;
    }
}
