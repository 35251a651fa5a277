package minqing.activity.problem;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import minqing.bureau.organization.Account;
import minqing.bureau.organization.Directory;
import minqing.bureau.organization.Role;
import minqing.work.inbox.Notices;
import minqing.work.inbox.OpenTask;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Who is told what about a case. A notice carries the case's number and its kind, never a name or a word of the case.
 */
@Component
class CaseNotices {

    /** The steps that a unit answers for, and so its head; the others are the office's, an approver's or a leader's. */
    private static final Set<String> OF_THE_UNIT =
            Set.of("acknowledge", "handle", "assist", "review", Supervision.REPLY);

    private final Notices notices;
    private final Directory directory;
    private final CaseHistory history;
    private final OpenWork openWork;

    CaseNotices(Notices notices, Directory directory, CaseHistory history, OpenWork openWork) {
        this.notices = notices;
        this.directory = directory;
        this.history = history;
        this.openWork = openWork;
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
        if (unit != null && OF_THE_UNIT.contains(limit.kind()) && !withTheOffice(problem, limit.kind())) {
            told.addAll(members("head-" + unit));
        }
        told.addAll(members(Role.SUPERVISOR.group()));
        send("overdue", problem, told);
    }

    /** A demand that is put to the office is none of the unit's, which objected. */
    private boolean withTheOffice(Problem problem, String kind) {
        return openWork.of(problem.number(), kind, null).stream()
                .anyMatch(task -> task.groups().contains(Role.OFFICE.group()));
    }

    void toOffice(String kind, Problem problem) {
        send(kind, problem, members(Role.OFFICE.group()));
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
        send(kind, problem, handlers(problem));
    }

    void to(String kind, Problem problem, Collection<String> accounts) {
        send(kind, problem, accounts);
    }

    /** Whoever has the case before them at this moment; while it waits for its next review, whoever handled it. */
    void toHolders(String kind, Problem problem) {
        List<OpenTask> open = openWork.of(problem.number());
        send(
                kind,
                problem,
                open.isEmpty()
                        ? handlers(problem)
                        : open.stream().flatMap(task -> holders(problem, task)).toList());
    }

    void toReporter(String kind, Problem problem) {
        send(kind, problem, Set.of(problem.reporter()));
    }

    void toReporters(String kind, Problem merged, Problem root) {
        send(kind, merged, Set.of(merged.reporter()));
        send("absorbed", root, Set.of(root.reporter()));
    }

    /** The reporter learns how it ended; a merge was told already, and who withdrew knows. */
    void ended(Problem problem, Status status) {
        if (status != Status.MERGED && status != Status.WITHDRAWN) {
            notices.send("ended-" + status.code(), ProblemProcess.KEY, problem.number(), Set.of(problem.reporter()));
        }
    }

    private void send(String kind, Problem problem, Collection<String> accounts) {
        notices.send(kind, ProblemProcess.KEY, problem.number(), new LinkedHashSet<>(accounts));
    }

    /** Who has the task of a step, or is offered it; while there is none, whoever handles the case or else the unit. */
    private List<String> holders(Problem problem, String step, @Nullable String unit) {
        List<OpenTask> open = openWork.of(problem.number(), step.equals("first-contact") ? "handle" : step, unit);
        return open.isEmpty()
                ? handlers(problem)
                : open.stream()
                        .flatMap(task -> holders(problem, task))
                        .distinct()
                        .toList();
    }

    private Stream<String> holders(Problem problem, OpenTask task) {
        if (task.assignee() != null) {
            return Stream.of(task.assignee());
        }
        Stream<String> offered = Stream.concat(
                task.users().stream(),
                task.groups().stream()
                        // The head of the lead unit may waive an assist; to do it is the assisting unit's.
                        .filter(group -> task.unit() == null || group.equals("unit-" + task.unit()))
                        .flatMap(group -> members(group).stream()));
        Set<String> workers = task.elementKey().equals("review") ? history.workers(problem.id()) : Set.of();
        return offered.filter(account -> !workers.contains(account));
    }

    private List<String> handlers(Problem problem) {
        return problem.handler() != null ? List.of(problem.handler()) : members("unit-" + problem.leadUnit());
    }

    private List<String> members(String group) {
        return directory.members(group).stream().map(Account::id).toList();
    }
}
