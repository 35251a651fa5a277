package minqing.activity.audit;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import minqing.activity.outing.OutingProcess;
import minqing.activity.problem.ProblemProcess;
import minqing.activity.summary.SummaryProcess;
import minqing.bureau.organization.Account;
import minqing.bureau.organization.Role;
import minqing.bureau.web.PageOf;
import minqing.bureau.web.Paging;
import minqing.work.inbox.CaseSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriUtils;

/** The audit trail as a page: in words, with the way to each record that the reader may open. */
@Controller
class AuditPages {

    private static final Pattern PROBLEM = Pattern.compile("\\d{4}-\\d+");
    private static final Pattern OUTING = Pattern.compile("O\\d{4}-\\d+");

    /** The lists of the organization an administrator keeps, by the kind of record. */
    private static final Map<String, String> KEPT = Map.of(
            "unit", "units",
            "leader", "leaders",
            "administrative-village", "administrative-villages",
            "village", "villages",
            "community", "communities",
            "account", "accounts");

    private final Audit audit;
    private final AuditWords words;
    private final ObjectProvider<CaseSource> cases;

    AuditPages(Audit audit, AuditWords words, ObjectProvider<CaseSource> cases) {
        this.audit = audit;
        this.words = words;
        this.cases = cases;
    }

    @GetMapping("/audit")
    String search(
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate from,
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate to,
            @RequestParam(name = "user", required = false) @Nullable String account,
            @RequestParam(required = false) @Nullable String action,
            @RequestParam(required = false) @Nullable String subject,
            @RequestParam(required = false) @Nullable String number,
            Paging paging,
            Model model) {
        Account reader = audit.reader();
        AuditTrail.Filter filter = audit.filter(from, to, account, action, subject, number);
        PageOf<AuditTrail.Entry> entries = audit.search(filter, paging);
        Map<String, String> people = words.people();
        Map<String, Optional<String>> addresses = new HashMap<>();
        model.addAttribute("filter", filter);
        model.addAttribute("actions", AuditTrail.ACTIONS);
        model.addAttribute("subjects", AuditTrail.SUBJECTS);
        model.addAttribute(
                "people",
                people.entrySet().stream()
                        .map(one -> new Person(one.getKey(), one.getValue()))
                        .sorted(Comparator.comparing(Person::account))
                        .toList());
        model.addAttribute("known", filter.user() == null || people.containsKey(filter.user()));
        model.addAttribute(
                "lines",
                entries.items().stream()
                        .map(entry -> line(
                                entry,
                                people,
                                addresses.computeIfAbsent(
                                        entry.subject() + " " + entry.identifier(), key -> address(reader, entry))))
                        .toList());
        model.addAttribute("total", entries.total());
        model.addAttribute("paging", paging);
        return "audit/trail";
    }

    private Line line(AuditTrail.Entry entry, Map<String, String> people, Optional<String> address) {
        String account = entry.account();
        return new Line(
                AuditWords.moment(entry.at()),
                account,
                account == null ? null : people.getOrDefault(account, account),
                words.action(entry),
                words.subject(entry),
                words.record(entry, people),
                words.part(entry),
                address.orElse(null));
    }

    /** Where the record can be read; empty where there is no page for it, or none for this reader. */
    private Optional<String> address(Account reader, AuditTrail.Entry entry) {
        String identifier = entry.identifier();
        return switch (entry.subject()) {
            case "problem" -> of(reader, ProblemProcess.KEY, "/problems/", identifier);
            case "outing" -> of(reader, OutingProcess.KEY, "/outings/", identifier);
            case "summary" -> of(reader, SummaryProcess.KEY, "/summaries/", identifier);
            case "attachment" ->
                PROBLEM.matcher(identifier).matches()
                        ? of(reader, ProblemProcess.KEY, "/problems/", identifier)
                        : OUTING.matcher(identifier).matches()
                                ? of(reader, OutingProcess.KEY, "/outings/", identifier)
                                : Optional.empty();
            case "calendar" -> reader.is(Role.ADMINISTRATOR) ? Optional.of("/calendar") : Optional.empty();
            default ->
                Optional.ofNullable(KEPT.get(entry.subject()))
                        .filter(list -> reader.is(Role.ADMINISTRATOR))
                        .map(list -> "/organization/" + list + "/" + UriUtils.encodePathSegment(identifier, "UTF-8"));
        };
    }

    private Optional<String> of(Account reader, String process, String pages, String number) {
        return cases.stream()
                .filter(source -> source.processKey().equals(process))
                .filter(source -> source.mayRead(reader, number))
                .findFirst()
                .map(source -> pages + number);
    }

    /** Somebody who can be asked for. */
    record Person(String account, String name) {}

    /**
     * An entry in words.
     *
     * @param name of who did it; null, as {@code account}, where the system did
     * @param address of the record; null where the reader can't open it
     */
    record Line(
            String at,
            @Nullable String account,
            @Nullable String name,
            String action,
            String subject,
            String record,
            String part,
            @Nullable String address) {}
}
