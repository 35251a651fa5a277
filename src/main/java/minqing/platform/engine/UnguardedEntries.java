package minqing.platform.engine;

import minqing.platform.fault.Forbidden;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.impl.bpmn.behavior.UserTaskActivityBehavior;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.task.TaskDefinition;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.springframework.stereotype.Component;

/**
 * The second lock behind {@link SubmissionGuard}: in every model, a user task ends and a start event with a form passes only
 * if the guard has let that very one through in the same call. Who finds another way into the engine (a signal to a waiting
 * task, a start by modification, a service that was forgotten) finds the step refused and the transaction undone.
 */
@Component
class UnguardedEntries extends AbstractBpmnParseListener {

    private final Refusals refusals;

    UnguardedEntries(Refusals refusals) {
        this.refusals = refusals;
    }

    @Override
    public void parseUserTask(Element element, ScopeImpl scope, ActivityImpl activity) {
        TaskDefinition definition = ((UserTaskActivityBehavior) activity.getActivityBehavior()).getTaskDefinition();
        definition.addBuiltInTaskListener(TaskListener.EVENTNAME_COMPLETE, this::checkTask);
        activity.addBuiltInListener(ExecutionListener.EVENTNAME_END, (ExecutionListener)
                execution -> checkEnd((ExecutionEntity) execution));
    }

    @Override
    public void parseStartEvent(Element element, ScopeImpl scope, ActivityImpl activity) {
        if (!(scope instanceof ProcessDefinitionEntity definition) || definition.getInitial() != activity) {
            return;
        }
        activity.addBuiltInListener(ExecutionListener.EVENTNAME_START, (ExecutionListener)
                execution -> checkStart((ExecutionEntity) execution));
    }

    private void checkTask(DelegateTask task) {
        if (!Admissions.current().task(task.getId())) {
            throw unguarded();
        }
    }

    private void checkEnd(ExecutionEntity execution) {
        if (!execution.isCanceled() && !Admissions.current().activity(execution.getActivityInstanceId())) {
            throw unguarded();
        }
    }

    private void checkStart(ExecutionEntity execution) {
        ProcessDefinitionEntity definition = execution.getProcessDefinition();
        boolean called = execution.getProcessInstance().getSuperExecution() != null;
        boolean hasForm = definition.getStartFormHandler() != null
                && definition
                                .getStartFormHandler()
                                .createStartFormData(definition)
                                .getCamundaFormRef()
                        != null;
        if (!called && hasForm && !Admissions.current().useStart(definition.getId())) {
            throw unguarded();
        }
    }

    private RuntimeException unguarded() {
        return refusals.refusal(new Forbidden("engine.closed"));
    }
}
