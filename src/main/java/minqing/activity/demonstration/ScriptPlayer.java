package minqing.activity.demonstration;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import minqing.activity.outing.OutingInput;
import minqing.activity.outing.Outings;
import minqing.activity.problem.Problems;
import minqing.activity.summary.SummaryMessages;
import minqing.activity.summary.SummaryStart;
import minqing.bureau.organization.Account;
import minqing.bureau.organization.Directory;
import minqing.platform.engine.Replay;
import minqing.work.inbox.Inbox;
import minqing.work.inbox.OpenTask;
import minqing.work.inbox.TaskWork;
import org.springframework.stereotype.Component;

/** What a person can do, as the pages and REST do it for them. */
@Component
class ScriptPlayer {

    private final Outings outings;
    private final Problems problems;
    private final TaskWork work;
    private final Inbox inbox;
    private final SummaryMessages summaries;
    private final SummaryStart months;
    private final Directory directory;
    private final Replay replay;
    private final ObjectMapper json;
    private final Map<String, Account> accounts = new HashMap<>();

    ScriptPlayer(
            Outings outings,
            Problems problems,
            TaskWork work,
            Inbox inbox,
            SummaryMessages summaries,
            SummaryStart months,
            Directory directory,
            Replay replay,
            ObjectMapper json) {
        this.outings = outings;
        this.problems = problems;
        this.work = work;
        this.inbox = inbox;
        this.summaries = summaries;
        this.months = months;
        this.directory = directory;
        this.replay = replay;
        this.json = json;
    }

    /** Returns the outing's number. */
    String enter(String who, Map<String, Object> outing) {
        OutingInput input = json.convertValue(outing, OutingInput.class);
        return as(who, account -> outings.enter(account, input, null));
    }

    /** The numbers of the problems that an outing brought home, in the order in which they were entered. */
    List<String> problemsOf(String outing) {
        return outings.problemsOf(outing);
    }

    /** Returns the problem's number. */
    String report(String who, Map<String, Object> report) {
        return as(who, account -> problems.report(report));
    }

    void send(String who, String message, String number, Map<String, Object> values) {
        as(who, account -> {
            problems.send(account, message, number, values);
            return number;
        });
    }

    /** Completes the open task of the step that the person may have. */
    void complete(String who, String process, String number, String step, Map<String, Object> values) {
        as(who, account -> {
            String task = inbox.openTasks(process, number).stream()
                    .filter(open -> open.elementKey().equals(step) && isFor(account, open))
                    .map(OpenTask::taskId)
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException(who + " has no task " + step + " of " + number));
            work.complete(account, task, values);
            return number;
        });
    }

    void accept(String who, String month) {
        as(who, account -> {
            summaries.accept(account, month);
            return month;
        });
    }

    void sendBack(String who, String month, String reason) {
        as(who, account -> {
            summaries.sendBack(account, month, reason);
            return month;
        });
    }

    /** What the clock of the months does every morning. Returns the business keys of those it started. */
    List<String> startMonths() {
        return months.startMissing();
    }

    private static boolean isFor(Account account, OpenTask task) {
        return account.id().equals(task.assignee())
                || task.assignee() == null
                        && (task.users().contains(account.id())
                                || task.groups().stream().anyMatch(account.groups()::contains));
    }

    private <T> T as(String who, Function<Account, T> action) {
        Account account =
                accounts.computeIfAbsent(who, id -> directory.usable(id).orElseThrow());
        return replay.as(account.id(), account.groups(), () -> action.apply(account));
    }
}
