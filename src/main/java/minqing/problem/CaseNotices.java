package minqing.problem;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import minqing.inbox.Notices;
import minqing.organization.Account;
import minqing.organization.Directory;
import minqing.organization.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Who is told what about a case. A notice carries the case's number and its kind, never a name or a word of the case;
 * an accusation sends none but to the discipline officers and the reporter.
 */
@Component
class CaseNotices {

    private final Notices notices;
    private final Directory directory;
    private final CaseHistory history;

    CaseNotices(Notices notices, Directory directory, CaseHistory history) {
        this.notices = notices;
        this.directory = directory;
        this.history = history;
    }

    /** 80 % of a limit is used: whoever holds the step. */
    void dueSoon(Problem problem, CaseClock.Running limit) {
        send("due-soon", problem, holders(problem, limit.kind(), limit.unit()));
    }

    /** A limit is missed: whoever holds the step, the head of the unit and the supervisor; a milestone: the holder. */
    void overdue(Problem problem, CaseClock.Running limit) {
        Set<String> told = new LinkedHashSet<>(holders(problem, limit.kind(), limit.unit()));
        if (limit.kind().equals("first-contact")) {
            send("first-contact-missed", problem, told);
            return;
        }
        String unit = limit.unit() != null ? limit.unit() : problem.leadUnit();
        if (unit != null) {
            told.addAll(members("head-" + unit));
        }
        told.addAll(members(Role.SUPERVISOR.group()));
        send("overdue", problem, told);
    }

    void toHeads(String kind, Problem problem) {
        send(kind, problem, members("head-" + problem.leadUnit()));
    }

    void toUnit(String kind, Problem problem) {
        send(
                kind,
                problem,
                Stream.concat(
                                members("unit-" + problem.leadUnit()).stream(),
                                members("head-" + problem.leadUnit()).stream())
                        .toList());
    }

    /** Whoever handles the case, or the whole unit while nobody does. */
    void toHandlers(String kind, Problem problem) {
        send(kind, problem, holders(problem, "handle", null));
    }

    void to(String kind, Problem problem, Collection<String> accounts) {
        send(kind, problem, accounts);
    }

    /** Whoever has the case before them at this moment. */
    void toHolders(String kind, Problem problem, Collection<CaseClock.Running> running) {
        Set<String> told = new LinkedHashSet<>();
        running.forEach(limit -> told.addAll(holders(problem, limit.kind(), limit.unit())));
        send(kind, problem, told);
    }

    void toReporters(String kind, Problem merged, Problem root) {
        send(kind, merged, Set.of(merged.reporter()));
        send("absorbed", root, Set.of(root.reporter()));
    }

    void accusationReferred(Problem problem, List<Account> officers) {
        notices.send(
                "accusation-referred",
                ProblemProcess.KEY,
                problem.number(),
                officers.stream().map(Account::id).toList());
    }

    /** The reporter learns how it ended; a merge was told already, and who withdrew knows. */
    void ended(Problem problem, Status status) {
        if (status != Status.MERGED && status != Status.WITHDRAWN) {
            notices.send("ended-" + status.code(), ProblemProcess.KEY, problem.number(), Set.of(problem.reporter()));
        }
    }

    private void send(String kind, Problem problem, Collection<String> accounts) {
        if (!problem.accusation()) {
            notices.send(kind, ProblemProcess.KEY, problem.number(), new LinkedHashSet<>(accounts));
        }
    }

    private List<String> holders(Problem problem, String step, @Nullable String unit) {
        return switch (step) {
            case "triage", "periodic-review" -> members(Role.OFFICE.group());
            case "supplement" -> List.of(problem.reporter());
            case "adjudicate", "approve-extension" -> members(Role.APPROVER.group());
            case "acknowledge" -> members("unit-" + problem.leadUnit());
            case "assist" -> members("unit-" + unit);
            case "review" ->
                members("head-" + problem.leadUnit()).stream()
                        .filter(head -> !history.workers(problem.id()).contains(head))
                        .toList();
            case "verify" ->
                Stream.concat(Stream.ofNullable(problem.verifier()), members(Role.OFFICE.group()).stream())
                        .limit(problem.verifier() == null ? Long.MAX_VALUE : 1)
                        .toList();
            default -> problem.handler() != null ? List.of(problem.handler()) : members("unit-" + problem.leadUnit());
        };
    }

    private List<String> members(String group) {
        return directory.members(group).stream().map(Account::id).toList();
    }
}
