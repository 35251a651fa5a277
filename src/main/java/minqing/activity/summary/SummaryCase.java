package minqing.activity.summary;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import minqing.bureau.organization.Account;
import minqing.bureau.organization.Role;
import minqing.bureau.web.PageOf;
import minqing.work.inbox.CaseSource;
import minqing.work.inbox.CaseStory;
import minqing.work.inbox.Fact;
import minqing.work.inbox.Reason;
import minqing.work.inbox.StartedCase;
import minqing.work.inbox.StoryEntry;
import minqing.work.inbox.TaskCard;
import minqing.work.inbox.TaskRef;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What the inbox shows of a summary. */
@Component
class SummaryCase implements CaseSource {

    private static final Set<String> RETURNED = Set.of("send-back", "return");

    private static final Set<String> SIGNED = Set.of("sign", "sign-for");

    private final SummaryRepository summaries;
    private final SummaryTimes times;
    private final SummaryRules rules;
    private final SummaryWords words;
    private final SummaryView view;

    SummaryCase(
            SummaryRepository summaries, SummaryTimes times, SummaryRules rules, SummaryWords words, SummaryView view) {
        this.summaries = summaries;
        this.times = times;
        this.rules = rules;
        this.words = words;
        this.view = view;
    }

    @Override
    public String processKey() {
        return SummaryProcess.KEY;
    }

    @Override
    public TaskCard card(TaskRef task) {
        Summary summary = summaries.get(task.businessKey());
        SummaryTimes.Lights lights = times.lights(summary);
        return new TaskCard(
                subject(summary),
                summary.version() == 1
                        ? words.unit(summary.unit())
                        : words.of("summary.place", words.unit(summary.unit()), String.valueOf(summary.version())),
                lights.redFrom(),
                lights.blueFrom(),
                lights.yellowFrom(),
                false);
    }

    /** Of every version: what was said of an earlier one is not said of the last. */
    private String subject(Summary summary) {
        return words.of("summary.subject", words.month(summary.month()));
    }

    /** 环境保护局 2026年11月 */
    @Override
    public String numberInWords(String businessKey) {
        return words.key(businessKey);
    }

    @Override
    public Set<String> subjectsForDevices(Set<String> businessKeys) {
        return businessKeys;
    }

    @Override
    public boolean mayRead(Account viewer, String businessKey) {
        return viewer.readsSummaries() && summaries.find(businessKey).isPresent();
    }

    @Override
    public boolean mayTake(Account account, TaskRef task) {
        return summaries
                .find(task.businessKey())
                .filter(summary -> rules.mayTake(account, summary, task.elementKey()))
                .isPresent();
    }

    /** What the office can't do any more is the administrators', who see to it that somebody can. */
    @Override
    public List<String> successors(TaskRef task) {
        return List.of(Role.ADMINISTRATOR.group());
    }

    @Override
    public CaseStory story(Account viewer, String businessKey) {
        Summary summary = summaries.get(businessKey);
        List<Fact> facts = new ArrayList<>();
        String address = "/summaries/" + summary.key();
        facts.add(new Fact(words.of("summary.fact.table"), words.of("summary.open"), address));
        facts.add(new Fact(
                words.of("summary.fact.status"), words.status(summary.status().code())));
        List<String> holders = view.holders(summary);
        if (!holders.isEmpty()) {
            facts.add(new Fact(words.of("summary.column.holder"), String.join("、", holders)));
        }
        if (summary.version() > 1) {
            facts.add(new Fact(
                    words.of("summary.fact.version"), words.of("summary.version", String.valueOf(summary.version()))));
        }
        facts.add(new Fact(words.of("summary.fact.due"), words.day(summary.dueOn())));
        Optional<SummaryVersion> version = summaries.latest(summary);
        version.ifPresent(compiled -> {
            facts.add(new Fact(
                    words.of("summary.fact.period"),
                    words.day(compiled.periodFrom()) + "—" + words.day(compiled.cutOff())));
            Map<Cell, Integer> figures = summaries.figures(compiled, "period");
            Map<Cell, Integer> before = view.previous(summary)
                    .map(previous -> summaries.figures(previous, "period"))
                    .orElse(Map.of());
            for (Cell cell : Cell.values()) {
                facts.add(new Fact(
                        words.cell(cell.code()),
                        words.compared(figures.getOrDefault(cell, 0), before.get(cell)),
                        address + "/cells/" + cell.code()));
            }
            if (!compiled.wholeRemark().isEmpty()) {
                facts.add(new Fact(words.of("summary.fact.remark"), compiled.wholeRemark()));
            }
        });
        return new CaseStory(summary.key(), subject(summary), facts, entries(summary));
    }

    List<StoryEntry> entries(Summary summary) {
        return summaries.events(summary).stream()
                .map(event -> new StoryEntry(
                        event.at(),
                        words.person(event.actor()),
                        words.of("summary.event." + event.action()),
                        null,
                        null,
                        event.reason()))
                .toList();
    }

    /**
     * Who sent the table and what they wrote: why it was returned before, and the opinions of those who have signed.
     */
    @Override
    public List<Reason> reasons(Account viewer, TaskRef task, Instant since) {
        List<SummaryRepository.Event> events = summaries.events(summaries.get(task.businessKey()));
        return switch (task.elementKey()) {
            case "check" -> reasons(events, Set.of("compile", "send-back", "return", "recompile"), RETURNED);
            case "sign" -> {
                List<Reason> sent = new ArrayList<>(reasons(events, Set.of("present"), Set.of()));
                sent.addAll(signatures(events));
                sent.addAll(reasons(events, RETURNED, Set.of()));
                yield sent;
            }
            case "submit" -> {
                List<Reason> sent = new ArrayList<>(reasons(events, Set.of("seal"), Set.of()));
                sent.addAll(signatures(events));
                yield sent;
            }
            case "telephone" -> reasons(events, Set.of("present", "sign", "sign-for"), Set.of());
            default -> List.of();
        };
    }

    /** The last of the senders, and the last of the others unless it is the same. */
    private List<Reason> reasons(List<SummaryRepository.Event> events, Set<String> senders, Set<String> others) {
        return Stream.of(senders, others)
                .flatMap(
                        actions -> events.stream()
                                .filter(event -> actions.contains(event.action()))
                                .reduce((first, second) -> second)
                                .stream())
                .distinct()
                .map(this::reason)
                .toList();
    }

    /** Those given since the table was last presented, the latest first. */
    private List<Reason> signatures(List<SummaryRepository.Event> events) {
        List<Reason> signatures = new ArrayList<>();
        for (SummaryRepository.Event event : events) {
            if (event.action().equals("present")) {
                signatures.clear();
            } else if (SIGNED.contains(event.action())) {
                signatures.add(0, reason(event));
            }
        }
        return signatures;
    }

    private Reason reason(SummaryRepository.Event event) {
        return new Reason(
                event.at(),
                words.person(event.actor()),
                words.of("summary.event." + event.action()),
                event.reason() == null ? null : words.of("summary.words." + event.action()),
                event.reason());
    }

    /** Nobody starts a month as their own; what the office starts by hand is the bureau's. */
    @Override
    public PageOf<StartedCase> startedBy(Account viewer, @Nullable String text, int page, int size) {
        return new PageOf<>(List.of(), 0);
    }
}
