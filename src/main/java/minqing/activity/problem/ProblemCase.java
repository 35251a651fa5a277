package minqing.activity.problem;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import minqing.bureau.access.People;
import minqing.bureau.organization.Account;
import minqing.bureau.organization.Directory;
import minqing.bureau.organization.Role;
import minqing.bureau.web.PageOf;
import minqing.platform.form.Option;
import minqing.work.inbox.Appointment;
import minqing.work.inbox.CaseSource;
import minqing.work.inbox.CaseStory;
import minqing.work.inbox.Fact;
import minqing.work.inbox.Inbox;
import minqing.work.inbox.Reason;
import minqing.work.inbox.StartedCase;
import minqing.work.inbox.StoryEntry;
import minqing.work.inbox.TaskCard;
import minqing.work.inbox.TaskRef;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What the inbox shows of a problem: its card in the lists, and its story so far on the page of a task. */
@Component
class ProblemCase implements CaseSource {

    /** The process of an outing, whose cases the inbox knows; this module knows no outings. */
    private static final String OUTINGS = "outing-confirmation";

    private static final Set<String> REFERRALS = Set.of("refer-petition", "refer-discipline");

    private final ProblemRepository problems;
    private final CaseClock caseClock;
    private final CaseHistory history;
    private final Supervision supervision;
    private final Extensions extensions;
    private final ProblemRules rules;
    private final Closing closing;
    private final ProblemVisibility visibility;
    private final Directory directory;
    private final Ledger ledger;
    private final CaseReasons reasons;
    private final Inbox inbox;
    private final People people;
    private final ProblemWords words;

    ProblemCase(
            ProblemRepository problems,
            CaseClock caseClock,
            CaseHistory history,
            Supervision supervision,
            Extensions extensions,
            ProblemRules rules,
            Closing closing,
            ProblemVisibility visibility,
            Directory directory,
            Ledger ledger,
            CaseReasons reasons,
            Inbox inbox,
            People people,
            ProblemWords words) {
        this.problems = problems;
        this.caseClock = caseClock;
        this.history = history;
        this.supervision = supervision;
        this.extensions = extensions;
        this.rules = rules;
        this.closing = closing;
        this.visibility = visibility;
        this.directory = directory;
        this.ledger = ledger;
        this.reasons = reasons;
        this.inbox = inbox;
        this.people = people;
        this.words = words;
    }

    @Override
    public String processKey() {
        return ProblemProcess.KEY;
    }

    @Override
    public TaskCard card(TaskRef task) {
        Problem problem = problems.get(task.businessKey());
        String unit = task.elementKey().equals("assist") ? task.unit() : null;
        Optional<CaseClock.Running> limit = caseClock.running(problem, task.elementKey(), unit);
        return new TaskCard(
                problem.title(),
                words.place(problem.village()),
                limit.map(CaseClock.Running::dueAt).orElse(null),
                limit.map(CaseClock.Running::blueAt).orElse(null),
                yellowFrom(problem, task.elementKey()),
                problem.supervisedAt() != null);
    }

    /** Sent back, or the first word with the people is missed: only whoever handles can do something about it. */
    private @Nullable Instant yellowFrom(Problem problem, String step) {
        if (!step.equals("handle")) {
            return null;
        }
        if (problem.sentBackAt() != null) {
            return problem.sentBackAt();
        }
        return caseClock
                .running(problem, "first-contact", null)
                .map(CaseClock.Running::dueAt)
                .orElse(null);
    }

    /** What is sealed lies on nobody's device. */
    @Override
    public Set<String> subjectsForDevices(Set<String> businessKeys) {
        return problems.unsealed(businessKeys);
    }

    @Override
    public boolean mayRead(Account viewer, String businessKey) {
        return problems.find(businessKey)
                .filter(problem -> visibility.mayRead(viewer, problem))
                .isPresent();
    }

    @Override
    public boolean mayTake(Account account, TaskRef task) {
        return problems.find(task.businessKey())
                .filter(problem -> rules.mayTake(account, problem, task.elementKey(), task.unit()))
                .isPresent();
    }

    /** The lead unit's head ends an assisting task, but does not assist; the assisting unit's does where nobody else is left. */
    @Override
    public boolean mayReceive(Account account, TaskRef task) {
        return mayTake(account, task)
                && (!task.elementKey().equals("assist")
                        || (task.unit() != null && (account.handles(task.unit()) || account.heads(task.unit()))));
    }

    @Override
    public List<Account> nominees(TaskRef task) {
        return task.elementKey().equals("verify") ? closing.nominees(task.businessKey()) : List.of();
    }

    @Override
    public Optional<Appointment> appointment(TaskRef task) {
        Problem problem = problems.get(task.businessKey());
        return switch (task.elementKey()) {
            case "verify" ->
                Optional.of(closing.verifier(problem.number())
                        .map(Appointment::of)
                        .orElseGet(() -> Appointment.offeredToGroup(Role.OFFICE.group())));
            case "supplement" ->
                Optional.of(directory
                        .usable(problem.reporter())
                        .map(reporter -> Appointment.of(reporter.id()))
                        .orElseGet(() -> Appointment.offeredToGroup(Role.OFFICE.group())));
            default -> Optional.empty();
        };
    }

    /**
     * What a unit can't do any more is its head's, then the office's; the office's work is the approvers', and so is what no
     * head may review. What an approver decides waits for another one.
     */
    @Override
    public List<String> successors(TaskRef task) {
        String lead = problems.get(task.businessKey()).leadUnit();
        List<String> groups = new ArrayList<>();
        switch (task.elementKey()) {
            case "acknowledge", "handle", Supervision.REPLY -> {
                if (lead != null) {
                    groups.add("head-" + lead);
                }
                groups.add(Role.OFFICE.group());
                groups.add(Role.APPROVER.group());
            }
            case "assist" -> groups.add("head-" + task.unit());
            case "triage", "supplement", "verify", "periodic-review", "review" -> groups.add(Role.APPROVER.group());
            default -> {}
        }
        return groups;
    }

    @Override
    public void passedOn(TaskRef task) {
        history.record(
                problems.get(task.businessKey()),
                null,
                "hand-over",
                "pass-on",
                words.of("problem.passed-on", words.step(task.elementKey())));
    }

    /** A leader verifies; whoever is none any more does not. */
    @Override
    public boolean mayKeep(Account holder, TaskRef task) {
        return !task.elementKey().equals("verify") || holder.is(Role.LEADER);
    }

    @Override
    public List<Account> substitutes(TaskRef task) {
        return switch (task.elementKey()) {
            case "verify" -> directory.members(Role.LEADER.group());
            case "supplement" -> directory.members(Role.OFFICE.group());
            default -> List.of();
        };
    }

    @Override
    public void handedOver(TaskRef task, String from, @Nullable String to, String by, @Nullable String reason) {
        history.record(
                problems.get(task.businessKey()),
                by,
                "hand-over",
                to == null ? "give-back" : "hand-over",
                words.of(
                                to == null ? "problem.given-back" : "problem.handed-over",
                                words.step(task.elementKey()),
                                words.person(from),
                                to == null ? "" : words.person(to))
                        + (reason == null ? "" : "\n" + reason));
    }

    @Override
    public List<Reason> reasons(Account viewer, TaskRef task, Instant since) {
        return reasons.of(problems.get(task.businessKey()), task);
    }

    /** To whom it was referred, nothing says but what whoever received it keeps. */
    @Override
    public Optional<Option> remembered(TaskRef task, String outcome) {
        return task.elementKey().equals("triage") && REFERRALS.contains(outcome)
                ? Optional.of(new Option("refer", words.action("triage", "refer")))
                : Optional.empty();
    }

    @Override
    public CaseStory story(Account viewer, String businessKey) {
        Problem problem = shown(viewer, problems.get(businessKey));
        return new CaseStory(problem.number(), problem.title(), facts(viewer, problem), entries(viewer, problem));
    }

    @Override
    public PageOf<StartedCase> startedBy(Account viewer, @Nullable String text, int page, int size) {
        return ledger.startedBy(viewer, text, page, size);
    }

    /** What is known of the case, in the order of annex 4; personal data masked for whoever must not see it. */
    List<Fact> facts(Account viewer, Problem problem) {
        boolean withheld = !visibility.mayReadContent(viewer, problem);
        List<Fact> facts = new ArrayList<>();
        fact(facts, "status", words.status(problem.status().code()));
        fact(facts, "place", words.place(problem.village()));
        fact(facts, "category", words.category(problem.category()));
        fact(facts, "urgency", words.of("problem.urgency." + problem.urgency()));
        fact(facts, "content", problem.content());
        if (problem.outing() != null) {
            facts.add(new Fact(words.of("problem.fact.outing"), problem.outing(), outingAddress(viewer, problem)));
        }
        contact(viewer, problem, true).ifPresent(contact -> {
            if (visibility.maySeeContact(viewer, problem)) {
                facts.add(Fact.personal(words.of("problem.fact.contact"), contact));
            } else {
                fact(facts, "contact", contact);
            }
        });
        fact(facts, "reporter", words.person(problem.reporter()) + "　" + words.moment(problem.reportedAt()));
        fact(facts, "leadUnit", words.unit(problem.leadUnit()));
        fact(
                facts,
                "assistingUnits",
                problems.assists(problem.id()).stream()
                        .map(assist -> words.unit(assist.unit()) + "（" + words.of("problem.assist." + assist.state())
                                + "）" + (assist.result() == null || withheld ? "" : "：" + assist.result()))
                        .collect(Collectors.joining("；")));
        fact(facts, "limit", limit(problem));
        extensions
                .of(problem)
                .ifPresent(request -> fact(
                        facts,
                        "extension",
                        words.of(
                                "problem.extension",
                                words.extension(request),
                                words.of("problem.extension."
                                        + Optional.ofNullable(request.decision())
                                                .orElse("open")),
                                withheld ? words.of("problem.sealed") : request.reason())));
        fact(facts, "firstContact", firstContact(problem));
        if (problem.handledLate()) {
            fact(facts, "late", words.of("problem.late"));
        }
        fact(facts, "handling", problem.handling());
        fact(facts, "nextStep", problem.nextStep());
        if (problem.answer() != null) {
            fact(
                    facts,
                    "answer",
                    words.day(problem.answeredOn()) + "　" + words.of("problem.answer-method." + problem.answerMethod())
                            + "　" + problem.answer());
        }
        if (problem.satisfaction() != null) {
            fact(facts, "satisfaction", words.of("problem.satisfaction." + problem.satisfaction()));
        }
        (withheld ? List.<Supervision.Demand>of() : supervision.of(problem))
                .forEach(demand -> fact(
                        facts,
                        "supervision",
                        words.of(
                                "problem.supervision",
                                demand.demand(),
                                words.day(demand.replyBy()),
                                demand.reply() == null ? words.of("problem.supervision.open") : demand.reply())));
        related(facts, viewer, "recurrenceOf", problem.recurrenceOf());
        related(facts, viewer, "mergedInto", problem.mergedInto());
        ledger.alike(viewer, problem)
                .forEach(alike -> facts.add(new Fact(
                        words.of("problem.fact.alike"),
                        words.of(
                                "problem.alike",
                                alike.number(),
                                alike.title(),
                                words.status(alike.status().code()),
                                Math.round(alike.likeness() * 100)),
                        address(alike.number()))));
        return facts;
    }

    /** The problem as the viewer reads it: what is sealed to the viewer says nothing. */
    Problem shown(Account viewer, Problem problem) {
        return visibility.mayReadContent(viewer, problem) ? problem : problem.withheld(words.of("problem.sealed"));
    }

    /**
     * Who brought the problem forward, as the viewer is shown it.
     *
     * @param inFull whether it may be shown in full at all; then the reading is noted
     */
    Optional<String> contact(Account viewer, Problem problem, boolean inFull) {
        if (!visibility.mayReadContent(viewer, problem)) {
            return Optional.empty();
        }
        return problems.contact(problem.id())
                .map(contact -> people.shown(inFull && visibility.maySeeContact(viewer, problem))
                        .noted(viewer, "problem", problem.number(), "contact")
                        .name(contact));
    }

    /** What happened; of a case that is sealed to the viewer without what was said to it. */
    List<CaseHistory.Entry> history(Account viewer, Problem problem) {
        List<CaseHistory.Entry> entries = history.of(problem.id());
        return visibility.mayReadContent(viewer, problem)
                ? entries
                : entries.stream().map(CaseHistory.Entry::withoutWords).toList();
    }

    List<StoryEntry> entries(Account viewer, Problem problem) {
        return history(viewer, problem).stream()
                .map(entry -> new StoryEntry(
                        entry.at(),
                        words.person(entry.actor()),
                        words.happened(entry.step(), entry.action()),
                        entry.fromUnit() == null ? null : words.unit(entry.fromUnit()),
                        entry.toUnit() == null ? null : words.unit(entry.toUnit()),
                        entry.reason()))
                .toList();
    }

    /** The page of the outing that brought the case home; none for a reader who may not read it. */
    @Nullable
    String outingAddress(Account viewer, Problem problem) {
        String outing = problem.outing();
        return outing != null && inbox.mayRead(viewer, OUTINGS, outing) ? "/outings/" + outing : null;
    }

    /** When and how the people were first spoken to, in words; null before that. */
    @Nullable
    String firstContact(Problem problem) {
        return problem.firstContactAt() == null
                ? null
                : words.contact(problem.firstContactAt(), problem.firstContactMethod());
    }

    private String limit(Problem problem) {
        if (problem.limitAmount() == null || problem.limitUnit() == null) {
            return "";
        }
        String amount = words.of("problem.limit." + problem.limitUnit(), problem.limitAmount());
        return caseClock
                .running(problem, "handle", null)
                .map(running -> words.of("problem.limit-running", amount, words.moment(running.dueAt())))
                .orElse(amount);
    }

    private void related(List<Fact> facts, Account viewer, String key, @Nullable Long other) {
        if (other != null) {
            problems.find(other)
                    .filter(problem -> visibility.mayRead(viewer, problem))
                    .ifPresent(problem -> facts.add(
                            new Fact(words.of("problem.fact." + key), problem.number(), address(problem.number()))));
        }
    }

    private static String address(String number) {
        return "/problems/" + number;
    }

    private void fact(List<Fact> facts, String key, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            facts.add(new Fact(words.of("problem.fact." + key), value));
        }
    }
}
