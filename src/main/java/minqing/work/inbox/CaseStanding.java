package minqing.work.inbox;

import java.util.List;
import minqing.bureau.access.CurrentUser;
import minqing.bureau.organization.Account;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Where a case stands, for whoever reads it: any page about a case shows it with one line,
 * {@code <section th:replace="~{inbox/parts :: standing('problem-handling', ${number})}"></section>}.
 */
@Component("caseStanding")
class CaseStanding {

    /**
     * A step that waits.
     *
     * @param mine whether the reader may do it now
     * @param movable whether the reader may hand it from whoever has it to somebody else
     */
    record Step(TaskEntry task, boolean mine, boolean movable) {}

    private final InboxTasks tasks;
    private final TaskEntries entries;
    private final TaskWork work;
    private final CaseSources sources;
    private final CurrentUser user;

    CaseStanding(InboxTasks tasks, TaskEntries entries, TaskWork work, CaseSources sources, CurrentUser user) {
        this.tasks = tasks;
        this.entries = entries;
        this.work = work;
        this.sources = sources;
        this.user = user;
    }

    /** The open steps of the case, the oldest first; none to whom the case is hidden. */
    @Transactional(readOnly = true)
    public List<Step> of(String processKey, String number) {
        Account reader = user.get();
        if (!sources.mayRead(reader, processKey, number)) {
            return List.of();
        }
        return tasks.open(processKey, number).stream()
                .map(row -> new Step(
                        entries.entry(row),
                        work.has(reader, row) && sources.mayTake(reader, row.ref()),
                        work.mayHandOver(reader, row)
                                && !work.eligible(reader, row).isEmpty()))
                .toList();
    }
}
