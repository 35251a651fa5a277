package minqing.activity.problem;

import static java.util.Map.entry;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import minqing.work.inbox.Reason;
import minqing.work.inbox.TaskRef;
import org.springframework.stereotype.Component;

/**
 * Why a task of a case lies where it lies. It is read from the case's history, so it shows nothing that the case's page does
 * not show.
 */
@Component
class CaseReasons {

    /** The steps whose completion opens a task of a step. */
    private static final Map<String, Set<String>> SENDERS = Map.ofEntries(
            entry("triage", Set.of("report", "supplement", "acknowledge", "verify", "triage", "recall", "reinstate")),
            entry("supplement", Set.of("triage")),
            entry("acknowledge", Set.of("triage")),
            entry("adjudicate", Set.of("acknowledge")),
            entry("handle", Set.of("acknowledge", "adjudicate", "review", "verify", "periodic-review")),
            entry("assist", Set.of("acknowledge", "adjudicate", "review", "verify", "periodic-review")),
            entry("review", Set.of("handle")),
            entry("verify", Set.of("review", "triage")),
            entry("periodic-review", Set.of("review", "periodic-review")),
            entry("approve-extension", Set.of("request-extension")),
            entry(Supervision.REPLY, Set.of("supervise")));

    /** What else the holder of the step should know: the latest entry of each kind and unit. */
    private static final Map<String, Set<String>> SAID = Map.of(
            "triage", Set.of("acknowledge object", "triage return-to-reporter", "verify not-resolved"),
            "acknowledge", Set.of("acknowledge object"),
            "adjudicate", Set.of("acknowledge object"),
            "handle",
                    Set.of(
                            "triage assign",
                            "adjudicate assign",
                            "approve-extension approve",
                            "approve-extension refuse"),
            "assist", Set.of("triage assign", "adjudicate assign"),
            "review", Set.of("assist done", "assist waive", "review return"),
            "verify", Set.of("verify not-resolved"),
            "periodic-review", Set.of("handle cannot-yet"));

    /** What a step notes beside what it decides; nobody is sent anything by it. */
    private static final Set<String> NOTES =
            Set.of("answer", "assist", "first-contact", "undo-first-contact", "overdue", "objection-lapsed", "absorb");

    private final CaseHistory history;
    private final Supervision supervision;
    private final ProblemWords words;

    CaseReasons(CaseHistory history, Supervision supervision, ProblemWords words) {
        this.history = history;
        this.supervision = supervision;
        this.words = words;
    }

    /**
     * The sender first, then what else was said, the latest first: words that still count, what was urged since, and the demand
     * of a supervisor that is still to be answered.
     */
    List<Reason> of(Problem problem, TaskRef task) {
        List<CaseHistory.Entry> entries = history.of(problem.id());
        int sender = sender(entries, task.elementKey());
        List<CaseHistory.Entry> said = new ArrayList<>(said(entries, task));
        if (sender >= 0) {
            said.remove(entries.get(sender));
        }
        entries.stream()
                .skip(sender + 1L)
                .filter(entry -> entry.action().equals("urge"))
                .forEach(said::add);
        // A demand stands for itself, with the day until which it is to be answered.
        boolean demanded = task.elementKey().equals(Supervision.REPLY);
        List<Reason> demands =
                supervision.open(problem).stream().map(this::demand).toList();
        List<Reason> first = demanded ? demands : sender < 0 ? List.of() : List.of(reason(entries.get(sender)));
        Stream<Reason> others =
                Stream.concat(said.stream().map(this::reason), demanded ? Stream.empty() : demands.stream());
        return Stream.concat(
                        first.stream(), others.sorted((one, other) -> other.at().compareTo(one.at())))
                .toList();
    }

    private static int sender(List<CaseHistory.Entry> entries, String step) {
        Set<String> senders = SENDERS.getOrDefault(step, Set.of());
        for (int index = entries.size() - 1; index >= 0; index--) {
            CaseHistory.Entry entry = entries.get(index);
            if (senders.contains(entry.step()) && !NOTES.contains(entry.action())) {
                return index;
            }
        }
        return -1;
    }

    private static List<CaseHistory.Entry> said(List<CaseHistory.Entry> entries, TaskRef task) {
        Set<String> counts = SAID.getOrDefault(task.elementKey(), Set.of());
        Map<String, CaseHistory.Entry> last = new LinkedHashMap<>();
        for (CaseHistory.Entry entry : entries) {
            String kind = entry.step() + " " + entry.action();
            if (counts.contains(kind) && entry.reason() != null) {
                // Only the latest assignment counts; each unit has its own objections and results.
                last.put(entry.action().equals("assign") ? "assign" : kind + " " + entry.fromUnit(), entry);
            } else if (entry.action().equals("assign")) {
                last.remove("assign");
            }
        }
        return List.copyOf(last.values());
    }

    private Reason reason(CaseHistory.Entry entry) {
        return new Reason(
                entry.at(),
                words.person(entry.actor()),
                words.happened(entry.step(), entry.action()),
                entry.reason() == null ? null : words.label(entry.step(), entry.action()),
                entry.reason());
    }

    private Reason demand(Supervision.Demand demand) {
        return new Reason(
                demand.at(),
                words.person(demand.by()),
                words.of("problem.reason.demand", words.day(Objects.requireNonNull(demand.replyBy()))),
                words.label("supervise", "supervise"),
                demand.demand());
    }
}
