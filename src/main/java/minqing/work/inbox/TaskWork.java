package minqing.work.inbox;

import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import minqing.bureau.organization.Account;
import minqing.bureau.organization.Directory;
import minqing.platform.engine.EngineFaults;
import minqing.platform.fault.Conflict;
import minqing.platform.fault.Forbidden;
import minqing.platform.fault.InvalidInput;
import minqing.platform.fault.Missing;
import org.camunda.bpm.engine.FormService;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cmd.AssignTaskCmd;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What can be done with a task. Each act first locks the open tasks of the case and then looks at how things stand, so that
 * of two people who want the same task one gets it and the other hears from whom.
 */
@Component
public class TaskWork {

    /** A timer or Tasklist may move the same case at the same moment; then the act is tried again on what it left. */
    private static final int TRIES = 3;

    private static final int LONGEST_REASON = 500;

    private final InboxTasks tasks;
    private final CaseSources sources;
    private final Directory directory;
    private final Notices notices;
    private final TaskService taskService;
    private final FormService formService;
    private final ProcessEngineConfigurationImpl engine;
    private final TransactionTemplate transaction;
    private final Clock clock;

    TaskWork(
            InboxTasks tasks,
            CaseSources sources,
            Directory directory,
            Notices notices,
            ProcessEngine engine,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.tasks = tasks;
        this.sources = sources;
        this.directory = directory;
        this.notices = notices;
        this.clock = clock;
        this.taskService = engine.getTaskService();
        this.formService = engine.getFormService();
        this.engine = (ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration();
        this.transaction = new TransactionTemplate(transactions);
        // A call with an idempotency key runs in a transaction already: then a try is undone to a savepoint.
        this.transaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
    }

    /** Takes an offered task; to have it already is no mistake. */
    void claim(Account account, String id) {
        attempt(account, id, task -> {
            requireMayTake(account, task);
            if (!task.heldBy(account.id())) {
                taskService.claim(id, account.id());
            }
        });
    }

    /** Gives a task back to those it is offered to. */
    void release(Account account, String id) {
        attempt(account, id, task -> {
            if (!task.heldBy(account.id())) {
                throw new Conflict("inbox.task.not-held");
            }
            if (tasks.candidates(id).isEmpty()) {
                throw new Conflict("inbox.task.not-releasable");
            }
            assign(id, null);
        });
    }

    /**
     * Hands a task to another one of those it is offered to, or to somebody the case lets name. A task of somebody who is
     * away is handed over by whoever the case lets do that; the one it is taken from is told, and the case remembers it.
     *
     * @param reason what the other one should know, shown at the top of the task
     */
    void transfer(Account account, String id, @Nullable String to, @Nullable String reason) {
        String said = said(reason);
        attempt(account, id, this::transferable, task -> {
            if (to == null || to.isBlank()) {
                throw InvalidInput.of("assignee", "inbox.transfer.required");
            }
            if (eligible(account, task).stream().noneMatch(one -> one.id().equals(to))) {
                throw InvalidInput.of("assignee", "inbox.transfer.not-eligible");
            }
            String from = task.assignee();
            boolean ofAnother = mayHandOver(account, task);
            assign(id, to);
            tasks.transferred(id, clock.instant(), account.id(), from, to, said);
            if (!to.equals(account.id())) {
                notices.send("task-transferred", task.processKey(), task.number(), List.of(to));
            }
            if (ofAnother && from != null) {
                notices.send("task-taken-over", task.processKey(), task.number(), List.of(from));
                sources.handedOver(task.ref(), from, to, account.id(), said);
            }
        });
    }

    private static @Nullable String said(@Nullable String reason) {
        if (reason == null || reason.isBlank()) {
            return null;
        }
        String said = reason.strip();
        if (said.length() > LONGEST_REASON || said.indexOf('\0') >= 0) {
            throw InvalidInput.of("reason", "inbox.transfer.reason-too-long", LONGEST_REASON);
        }
        return said;
    }

    /** Completes a task with what was filled in; one that nobody has is taken by the way. */
    public void complete(Account account, String id, Map<String, ?> values) {
        attempt(account, id, task -> {
            requireMayTake(account, task);
            if (!task.heldBy(account.id())) {
                taskService.claim(id, account.id());
            }
            formService.submitTaskForm(id, new TreeMap<>(values));
        });
    }

    /** Whether the person may hand the task of somebody else to a third one. */
    boolean mayHandOver(Account account, TaskRow task) {
        return task.open()
                && task.assignee() != null
                && !task.heldBy(account.id())
                && sources.mayHandOver(account, task.ref());
    }

    /** Whom a task can be handed to, by name: others it is offered to or who can be named, unless it would be their own work. */
    List<Account> eligible(Account account, TaskRow task) {
        Map<String, Account> accounts = new TreeMap<>();
        Candidates candidates = tasks.candidates(task.id());
        candidates.groups().stream()
                .flatMap(group -> directory.members(group).stream())
                .forEach(one -> accounts.put(one.id(), one));
        candidates.users().stream()
                .flatMap(user -> directory.account(user).stream())
                .forEach(one -> accounts.put(one.id(), one));
        sources.nominees(task.ref()).forEach(one -> accounts.put(one.id(), one));
        if (mayHandOver(account, task)) {
            sources.substitutes(task.ref()).forEach(one -> accounts.put(one.id(), one));
        }
        return accounts.values().stream()
                .filter(one -> !task.heldBy(one.id()))
                .filter(one -> directory.usable(one.id()).isPresent())
                .filter(one -> sources.mayReceive(one, task.ref()))
                .sorted(Comparator.comparing(Account::id))
                .toList();
    }

    /** Whether the person may work on the task now, without looking at whether it would be their own work. */
    boolean has(Account account, TaskRow task) {
        return task.open()
                && (task.heldBy(account.id())
                        || task.assignee() == null
                                && tasks.candidates(task.id()).include(account));
    }

    /** Whether the task can go back to where it came from. */
    boolean isOffered(TaskRow task) {
        return !tasks.candidates(task.id()).isEmpty();
    }

    /**
     * The task, if the person may know of it.
     *
     * @throws Missing otherwise, whether it exists or not
     */
    TaskRow visible(Account account, String id) {
        return tasks.find(id)
                .filter(task -> mayKnow(account, task))
                .orElseThrow(() -> new Missing("inbox.task.missing"));
    }

    private boolean mayKnow(Account account, TaskRow task) {
        if (sources.mayRead(account, task.processKey(), task.number()) || mayHandOver(account, task)) {
            return true;
        }
        boolean concerned =
                task.heldBy(account.id()) || tasks.candidates(task.id()).include(account);
        // What is over is the case's own.
        return task.open()
                ? concerned
                : sources.of(task.processKey()).isEmpty() && (concerned || byThem(account, task));
    }

    private static boolean byThem(Account account, TaskRow task) {
        return account.id().equals(task.completedBy());
    }

    private void attempt(Account account, String id, Consumer<TaskRow> act) {
        attempt(account, id, this::workable, act);
    }

    private void attempt(Account account, String id, BiFunction<Account, String, TaskRow> look, Consumer<TaskRow> act) {
        for (int attempt = 1; ; attempt++) {
            try {
                transaction.executeWithoutResult(status -> {
                    tasks.lockCaseOf(id);
                    act.accept(look.apply(account, id));
                });
                return;
            } catch (RuntimeException thrown) {
                if (!overtaken(thrown)) {
                    throw thrown;
                }
                if (attempt == TRIES) {
                    throw new Conflict("inbox.task.overtaken");
                }
            }
        }
    }

    private TaskRow transferable(Account account, String id) {
        TaskRow task = visible(account, id);
        return mayHandOver(account, task) ? task : workable(account, id);
    }

    private TaskRow workable(Account account, String id) {
        TaskRow task = visible(account, id);
        if (!task.open()) {
            throw ended(task);
        }
        if (task.heldBy(account.id())) {
            return task;
        }
        if (task.assignee() != null) {
            throw new Conflict("inbox.task.taken", directory.nameOf(task.assignee()));
        }
        if (!tasks.candidates(id).include(account)) {
            throw new Forbidden("inbox.task.not-offered");
        }
        return task;
    }

    Conflict ended(TaskRow task) {
        return task.completedBy() == null
                ? new Conflict("inbox.task.cancelled")
                : new Conflict("inbox.task.done", directory.nameOf(task.completedBy()));
    }

    private void requireMayTake(Account account, TaskRow task) {
        if (!sources.mayTake(account, task.ref())) {
            throw new Forbidden("inbox.task.own-work");
        }
    }

    /** Past the engine's own permissions: whoever is offered a task may not assign it there, here they have been checked. */
    private void assign(String id, @Nullable String assignee) {
        engine.getCommandExecutorTxRequired()
                .execute(context ->
                        context.runWithoutAuthorization(() -> new AssignTaskCmd(id, assignee).execute(context)));
    }

    /** Somebody moved the case between our look and our write. */
    private static boolean overtaken(RuntimeException thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof OptimisticLockingException || cause instanceof ConcurrencyFailureException) {
                return true;
            }
        }
        return EngineFaults.behind(thrown)
                .filter(fault -> fault.key().equals("engine.overtaken"))
                .isPresent();
    }
}
