package minqing.platform.engine;

import java.io.InputStream;
import java.util.Collection;
import java.util.Map;
import minqing.platform.fault.Conflict;
import minqing.platform.fault.Forbidden;
import minqing.platform.fault.InvalidInput;
import minqing.platform.fault.Missing;
import org.camunda.bpm.engine.impl.TaskServiceImpl;
import org.camunda.bpm.engine.impl.cmd.AssignTaskCmd;
import org.camunda.bpm.engine.impl.cmd.ClaimTaskCmd;
import org.camunda.bpm.engine.impl.cmd.CompleteTaskCmd;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.task.Attachment;
import org.camunda.bpm.engine.task.Comment;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.engine.variable.VariableMap;
import org.jspecify.annotations.Nullable;

/**
 * The engine's task service with the gate in it, and without the doors that lead past it: tasks outside a process, comments,
 * attachments, names and descriptions would take any text and keep it in the engine's tables, and a delegated task is handed
 * in without being completed.
 */
class GuardedTaskService extends TaskServiceImpl {

    private final SubmissionGuard guard;
    private final Refusals refusals;

    GuardedTaskService(SubmissionGuard guard, Refusals refusals) {
        this.guard = guard;
        this.refusals = refusals;
    }

    @Override
    public void complete(String taskId, Map<String, Object> variables) {
        refusals.translating(
                () -> commandExecutor.execute(new GuardedCompletion(guard, taskId, variables, false, false)));
    }

    @Override
    public VariableMap completeWithVariablesInReturn(
            String taskId, Map<String, Object> variables, boolean deserializeValues) {
        return refusals.translating(() ->
                commandExecutor.execute(new GuardedCompletion(guard, taskId, variables, true, deserializeValues)));
    }

    /** A person takes a task for nobody but himself; handing it to somebody else is {@link #setAssignee}. */
    @Override
    public void claim(String taskId, @Nullable String userId) {
        if (userId == null) {
            setAssignee(taskId, null);
            return;
        }
        String person = commandExecutor.execute(CommandContext::getAuthenticatedUserId);
        if (person != null && !person.equals(userId)) {
            throw refusals.refusal(new Forbidden("engine.task.claim-for-other"));
        }
        checkAccount(userId);
        refusals.translating(() -> commandExecutor.execute(context -> {
            existing(context, taskId);
            return new ClaimTaskCmd(taskId, userId).execute(context);
        }));
    }

    /**
     * Who has taken a task may give it back, for which the engine asks no more than to work on it; everything else is
     * assigning. A task that is offered to nobody is for the one who has it: given back, it would be nobody's for good.
     */
    @Override
    public void setAssignee(String taskId, @Nullable String userId) {
        checkAccount(userId);
        refusals.translating(() -> commandExecutor.execute(context -> {
            TaskEntity task = existing(context, taskId);
            String person = context.getAuthenticatedUserId();
            if (userId == null
                    && person != null
                    && task.getAssignee() != null
                    && task.getCandidates().isEmpty()) {
                throw refusals.refusal(new Conflict("engine.task.not-releasable"));
            }
            boolean givesBack = userId == null && person != null && person.equals(task.getAssignee());
            return (givesBack ? new ClaimTaskCmd(taskId, null) : new AssignTaskCmd(taskId, userId)).execute(context);
        }));
    }

    private TaskEntity existing(CommandContext context, String taskId) {
        TaskEntity task = taskId == null ? null : context.getTaskManager().findTaskById(taskId);
        if (task == null) {
            throw refusals.refusal(new Missing("engine.task.gone"));
        }
        return task;
    }

    @Override
    public void setOwner(String taskId, String userId) {
        checkAccount(userId);
        super.setOwner(taskId, userId);
    }

    @Override
    public void addCandidateUser(String taskId, String userId) {
        checkAccount(userId);
        super.addCandidateUser(taskId, userId);
    }

    @Override
    public void addCandidateGroup(String taskId, String groupId) {
        checkAccount(groupId);
        super.addCandidateGroup(taskId, groupId);
    }

    @Override
    public void addUserIdentityLink(String taskId, String userId, String identityLinkType) {
        checkAccount(userId);
        checkAccount(identityLinkType);
        super.addUserIdentityLink(taskId, userId, identityLinkType);
    }

    @Override
    public void addGroupIdentityLink(String taskId, String groupId, String identityLinkType) {
        checkAccount(groupId);
        checkAccount(identityLinkType);
        super.addGroupIdentityLink(taskId, groupId, identityLinkType);
    }

    /** The engine keeps whatever text it is given for an account; only what can be one may be kept. */
    private void checkAccount(@Nullable String id) {
        if (id != null && !Identifiers.accepts(id)) {
            throw refusals.refusal(InvalidInput.of("userId", "engine.account"));
        }
    }

    @Override
    public void delegateTask(String taskId, String userId) {
        throw closed();
    }

    @Override
    public void resolveTask(String taskId, Map<String, Object> variables) {
        throw closed();
    }

    @Override
    public void resolveTask(String taskId) {
        throw closed();
    }

    @Override
    public Task newTask(String taskId) {
        throw closed();
    }

    @Override
    public void saveTask(Task task) {
        throw closed();
    }

    @Override
    public void setName(String taskId, String name) {
        throw closed();
    }

    @Override
    public void setDescription(String taskId, String description) {
        throw closed();
    }

    @Override
    public void deleteTask(String taskId, String deleteReason) {
        throw closed();
    }

    @Override
    public void deleteTasks(Collection<String> taskIds, String deleteReason) {
        throw closed();
    }

    @Override
    public Comment createComment(String taskId, String processInstance, String message) {
        throw closed();
    }

    @Override
    public void updateTaskComment(String taskId, String commentId, String message) {
        throw closed();
    }

    @Override
    public void updateProcessInstanceComment(String processInstanceId, String commentId, String message) {
        throw closed();
    }

    @Override
    public Attachment createAttachment(
            String attachmentType,
            String taskId,
            String processInstanceId,
            String attachmentName,
            String attachmentDescription,
            InputStream content) {
        throw closed();
    }

    @Override
    public Attachment createAttachment(
            String attachmentType,
            String taskId,
            String processInstanceId,
            String attachmentName,
            String attachmentDescription,
            String url) {
        throw closed();
    }

    @Override
    public void saveAttachment(Attachment attachment) {
        throw closed();
    }

    @Override
    public void handleBpmnError(String taskId, String errorCode, String errorMessage, Map<String, Object> variables) {
        throw closed();
    }

    @Override
    public void handleBpmnError(String taskId, String errorCode, String errorMessage) {
        throw closed();
    }

    @Override
    public void handleBpmnError(String taskId, String errorCode) {
        throw closed();
    }

    @Override
    public void handleEscalation(String taskId, String escalationCode, Map<String, Object> variables) {
        throw closed();
    }

    @Override
    public void handleEscalation(String taskId, String escalationCode) {
        throw closed();
    }

    private RuntimeException closed() {
        return refusals.refusal(new Forbidden("engine.closed"));
    }

    /** The engine's own completion, with the gate before it in the same transaction. */
    private static final class GuardedCompletion extends CompleteTaskCmd {

        private static final long serialVersionUID = 1L;

        private final transient SubmissionGuard guard;
        private final transient @Nullable Map<String, Object> submitted;

        private GuardedCompletion(
                SubmissionGuard guard,
                String taskId,
                @Nullable Map<String, Object> submitted,
                boolean returnVariables,
                boolean deserialize) {
            super(taskId, null, returnVariables, deserialize);
            this.guard = guard;
            this.submitted = submitted;
        }

        @Override
        public VariableMap execute(CommandContext context) {
            variables = guard.admitTask(context, taskId, submitted);
            return super.execute(context);
        }
    }
}
