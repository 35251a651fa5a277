package minqing.testing;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParseListener;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.core.model.CoreModelElement;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.pvm.process.TransitionImpl;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.springframework.stereotype.Component;

/** Notes which flow nodes and sequence flows of each deployed model were passed during the whole test run. */
@Component
public class ModelCoverage extends AbstractProcessEnginePlugin {

    private static final Map<String, Set<String>> ALL = new ConcurrentHashMap<>();
    private static final Map<String, Set<String>> PASSED = new ConcurrentHashMap<>();

    @Override
    public void preInit(ProcessEngineConfigurationImpl configuration) {
        List<BpmnParseListener> listeners = configuration.getCustomPostBPMNParseListeners();
        if (listeners == null) {
            listeners = new java.util.ArrayList<>();
            configuration.setCustomPostBPMNParseListeners(listeners);
        }
        listeners.add(new Noting());
    }

    /** The elements of a process that no test has passed yet. */
    public static Set<String> missed(String processKey) {
        Set<String> missed = new TreeSet<>(ALL.getOrDefault(processKey, Set.of()));
        missed.removeAll(PASSED.getOrDefault(processKey, Set.of()));
        return missed;
    }

    /** How many flow nodes and sequence flows a process has. */
    public static int elements(String processKey) {
        return ALL.getOrDefault(processKey, Set.of()).size();
    }

    private static final class Noting extends AbstractBpmnParseListener {

        @Override
        public void parseRootElement(Element rootElement, List<ProcessDefinitionEntity> definitions) {
            definitions.forEach(definition -> watch(definition.getKey(), definition));
        }

        private static void watch(String key, ScopeImpl scope) {
            for (ActivityImpl activity : scope.getActivities()) {
                note(ALL, key, activity.getActivityId());
                activity.addBuiltInListener(ExecutionListener.EVENTNAME_START, passed(key, activity));
                activity.addBuiltInListener(ExecutionListener.EVENTNAME_END, passed(key, activity));
                activity.getOutgoingTransitions().stream()
                        .map(TransitionImpl.class::cast)
                        .forEach(flow -> {
                            note(ALL, key, flow.getId());
                            flow.addBuiltInListener(ExecutionListener.EVENTNAME_TAKE, passed(key, flow));
                        });
                watch(key, activity);
            }
        }

        private static ExecutionListener passed(String key, CoreModelElement element) {
            return execution -> note(PASSED, key, element.getId());
        }

        private static void note(Map<String, Set<String>> where, String key, String id) {
            // A multi-instance activity has a body of its own, which is the same box in the model.
            where.computeIfAbsent(key, unused -> ConcurrentHashMap.newKeySet())
                    .add(id.replace("#multiInstanceBody", ""));
        }
    }
}
