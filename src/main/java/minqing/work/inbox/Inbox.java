package minqing.work.inbox;

import java.util.List;
import java.util.Optional;
import minqing.bureau.organization.Account;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The open tasks of a case. Everything joins the transaction of the caller. */
@Component
public class Inbox {

    private final InboxTasks tasks;
    private final CaseSources sources;
    private final ObjectProvider<ProcessEngine> engine;

    Inbox(InboxTasks tasks, CaseSources sources, ObjectProvider<ProcessEngine> engine) {
        this.tasks = tasks;
        this.sources = sources;
        this.engine = engine;
    }

    /** Asks for the cards of all open tasks of the case again: dates or mark have changed. The engine's due dates follow. */
    @Transactional
    public void refresh(String processKey, String businessKey) {
        sources.of(processKey).ifPresent(source -> {
            for (TaskRow task : tasks.open(processKey, businessKey)) {
                TaskCard card = source.card(task.ref());
                tasks.describe(task.id(), card);
                setDue(task.id(), card);
            }
        });
    }

    /** No list of tasks says any more what the case is about, but these words instead. */
    @Transactional
    public void withhold(String processKey, String businessKey, String instead) {
        tasks.withhold(processKey, businessKey, instead);
    }

    private void setDue(String taskId, TaskCard card) {
        ProcessEngineConfigurationImpl configuration =
                (ProcessEngineConfigurationImpl) engine.getObject().getProcessEngineConfiguration();
        configuration.getCommandExecutorTxRequired().execute(context -> {
            TaskEntity task = context.runWithoutAuthorization(
                    () -> context.getTaskManager().findTaskById(taskId));
            if (task != null) {
                task.setDueDate(InboxListener.date(card.dueAt()));
                task.triggerUpdateEvent();
            }
            return true;
        });
    }

    /** Whether the person may read about a case of another module; false for a process that tells the inbox nothing. */
    @Transactional(readOnly = true)
    public boolean mayRead(Account viewer, String processKey, String businessKey) {
        return sources.mayRead(viewer, processKey, businessKey);
    }

    /** The open tasks of the case, the oldest first. */
    @Transactional(readOnly = true)
    public List<OpenTask> openTasks(String processKey, String businessKey) {
        return tasks.open(processKey, businessKey).stream().map(this::openTask).toList();
    }

    /** The task if it still waits. */
    @Transactional(readOnly = true)
    public Optional<OpenTask> openTask(String taskId) {
        return tasks.find(taskId).filter(TaskRow::open).map(this::openTask);
    }

    private OpenTask openTask(TaskRow task) {
        Candidates candidates = tasks.candidates(task.id());
        return new OpenTask(
                task.id(),
                task.processKey(),
                task.elementKey(),
                task.number(),
                task.unit(),
                task.assignee(),
                candidates.users(),
                candidates.groups());
    }
}
