package minqing.work.inbox;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import minqing.platform.engine.DeployedForms;
import minqing.platform.engine.SystemProcesses;
import minqing.platform.form.FormContext;
import minqing.platform.form.FormOptions;
import minqing.platform.form.Option;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.db.DbEntity;
import org.camunda.bpm.engine.impl.db.entitymanager.DbEntityManager;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.task.IdentityLink;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Keeps the inbox in step with the engine, in the engine's transaction. It runs after the model's own listeners, so that a
 * case has already written the dates of the task when its card is asked for.
 */
@Component
class InboxListener implements TaskListener {

    /** What it wants to hear of after the model's own listeners. */
    static final Set<String> EVENTS =
            Set.of(EVENTNAME_CREATE, EVENTNAME_ASSIGNMENT, EVENTNAME_UPDATE, EVENTNAME_COMPLETE);

    private static final String OUTCOME = "outcome";
    private static final String UNIT = "unit";

    private final InboxTasks tasks;
    private final CaseSources sources;
    private final DeployedForms forms;
    private final FormOptions options;
    private final Handover handover;
    private final SystemProcesses systemProcesses;
    private final Clock clock;

    InboxListener(
            InboxTasks tasks,
            CaseSources sources,
            DeployedForms forms,
            FormOptions options,
            Handover handover,
            SystemProcesses systemProcesses,
            Clock clock) {
        this.tasks = tasks;
        this.sources = sources;
        this.forms = forms;
        this.options = options;
        this.handover = handover;
        this.systemProcesses = systemProcesses;
        this.clock = clock;
    }

    @Override
    public void notify(DelegateTask task) {
        if (systemProcesses.contains(processKey((TaskEntity) task))) {
            return;
        }
        switch (task.getEventName()) {
            case EVENTNAME_CREATE -> created((TaskEntity) task);
            case EVENTNAME_ASSIGNMENT, EVENTNAME_UPDATE ->
                tasks.assign(task.getId(), task.getAssignee(), candidates(task));
            case EVENTNAME_COMPLETE -> completed((TaskEntity) task);
            case EVENTNAME_DELETE -> tasks.end(task.getId(), clock.instant(), null, null, null);
            default -> throw new IllegalArgumentException(task.getEventName());
        }
    }

    private void created(TaskEntity task) {
        TaskRef ref =
                new TaskRef(task.getId(), processKey(task), task.getTaskDefinitionKey(), businessKey(task), unit(task));
        handover.opening(task, ref);
        TaskCard card = sources.of(ref.processKey())
                .map(source -> source.card(ref))
                .orElseGet(() -> new TaskCard("", "", instant(task.getDueDate()), null, null, false));
        tasks.insert(
                new TaskRow(
                        ref.taskId(),
                        task.getProcessInstanceId(),
                        task.getProcessDefinitionId(),
                        ref.processKey(),
                        ref.elementKey(),
                        Objects.requireNonNullElse(task.getName(), ref.elementKey()),
                        ref.businessKey(),
                        ref.unit(),
                        card.subject(),
                        card.place(),
                        card.supervised(),
                        task.getAssignee(),
                        card.dueAt(),
                        card.blueAt(),
                        card.yellowFrom(),
                        clock.instant(),
                        null,
                        null,
                        null,
                        null),
                candidates(task));
        task.setDueDate(date(card.dueAt()));
    }

    private void completed(TaskEntity task) {
        String user = Context.getCommandContext().getAuthenticatedUserId();
        Object submitted = task.getVariable(OUTCOME);
        String outcome = submitted instanceof String text ? text : null;
        Option remembered = outcome == null ? null : remembered(task, outcome);
        String person = user == null ? task.getAssignee() : user;
        if (remembered != null) {
            tasks.end(task.getId(), clock.instant(), person, remembered.value(), remembered.label());
        } else {
            String name = outcome == null ? null : outcomeName(task, user, outcome);
            tasks.end(task.getId(), clock.instant(), person, outcome, name);
        }
    }

    private @Nullable Option remembered(TaskEntity task, String outcome) {
        TaskRef ref =
                new TaskRef(task.getId(), processKey(task), task.getTaskDefinitionKey(), businessKey(task), unit(task));
        return sources.of(ref.processKey())
                .flatMap(source -> source.remembered(ref, outcome))
                .orElse(null);
    }

    /** What the person read when choosing; the form may have changed when somebody looks at it later. */
    private @Nullable String outcomeName(TaskEntity task, @Nullable String user, String outcome) {
        FormContext context = new FormContext(
                Objects.requireNonNullElse(user, ""),
                processKey(task),
                task.getTaskDefinitionKey(),
                task.getId(),
                businessKey(task));
        return forms.of(Context.getCommandContext(), task)
                .flatMap(schema -> schema.field(OUTCOME))
                .map(field -> options.options(field, context))
                .flatMap(choices -> choices.stream()
                        .filter(choice -> choice.value().equals(outcome))
                        .map(Option::label)
                        .findFirst())
                .orElse(null);
    }

    static Candidates candidates(DelegateTask task) {
        List<String> users = new ArrayList<>();
        List<String> groups = new ArrayList<>();
        DbEntityManager entities = Context.getCommandContext().getDbEntityManager();
        for (IdentityLink link : task.getCandidates()) {
            // A link just taken away is still among the task's until the engine has written.
            if (link instanceof DbEntity entity && entities.isDeleted(entity)) {
                continue;
            }
            Optional.ofNullable(link.getUserId()).ifPresent(users::add);
            Optional.ofNullable(link.getGroupId()).ifPresent(groups::add);
        }
        return Candidates.of(users, groups);
    }

    private static String processKey(TaskEntity task) {
        return task.getProcessDefinition().getKey();
    }

    private static String businessKey(TaskEntity task) {
        return Objects.requireNonNullElse(task.getExecution().getProcessBusinessKey(), "");
    }

    private static @Nullable String unit(TaskEntity task) {
        return task.getVariable(UNIT) instanceof String unit ? unit : null;
    }

    static @Nullable Date date(@Nullable Instant instant) {
        return instant == null ? null : Date.from(instant);
    }

    private static @Nullable Instant instant(@Nullable Date date) {
        return date == null ? null : date.toInstant();
    }
}
