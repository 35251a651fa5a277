package minqing.platform.engine;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import minqing.platform.fault.Conflict;
import minqing.platform.fault.Forbidden;
import minqing.platform.form.FormContext;
import minqing.platform.form.Option;
import minqing.platform.form.OptionSource;
import minqing.platform.form.PrefillSource;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.springframework.stereotype.Component;

/** What stands behind the model {@code engine-trial}: a rule, steps that remember what they saw, options and known values. */
@Component("engineTrial")
public class EngineTrial implements SubmissionRule, ProcessVariables, OptionSource, PrefillSource {

    public static final String KEY = "engine-trial";

    /** What the steps saw, by process instance. */
    public final Map<String, Map<String, Object>> seen = new ConcurrentHashMap<>();

    /** What the automatic step throws, if anything. */
    volatile RuntimeException failure;

    @Override
    public String processKey() {
        return KEY;
    }

    @Override
    public void check(Submission submission) {
        if ("forbidden".equals(submission.values().get("outcome"))) {
            throw new Forbidden("engine.closed");
        }
        if ("overtaken".equals(submission.values().get("reason"))) {
            throw new Conflict("engine.overtaken");
        }
    }

    @Override
    public Set<String> names() {
        return Set.of("trialUnit", "trialUnits", "trialOutcome");
    }

    @Override
    public String key() {
        return "engineTrialPlaces";
    }

    @Override
    public List<Option> options(FormContext context) {
        return List.of(new Option("chenjia", "陈家村"), new Option("wangjia", "王家村"));
    }

    @Override
    public Map<String, Object> values(FormContext context) {
        return Map.of("reason", "已知情况 " + context.user(), "title", "预填标题");
    }

    /** Called by the model. */
    public void reported(DelegateExecution execution) {
        remember(execution.getProcessInstanceId(), execution.getVariables());
    }

    /** Called by the model. */
    public void handled(DelegateTask task) {
        remember(task.getProcessInstanceId(), task.getVariables());
        if ("断电".equals(task.getVariable("reason"))) {
            throw new Conflict("engine.overtaken");
        }
        task.getExecution().setVariable("trialOutcome", task.getVariable("outcome"));
    }

    /** Called by the model. */
    public void urged(DelegateExecution execution) {
        if (execution.hasVariable("remark")) {
            remember(execution.getProcessInstanceId(), Map.of("urged", execution.getVariable("remark")));
        }
    }

    /** Called by the model. */
    public void automatic(DelegateExecution execution) {
        if (failure != null) {
            throw failure;
        }
    }

    private void remember(String instance, Map<String, Object> variables) {
        seen.merge(instance, new LinkedHashMap<>(variables), (earlier, later) -> {
            Map<String, Object> both = new LinkedHashMap<>(earlier);
            both.putAll(later);
            return both;
        });
    }
}
