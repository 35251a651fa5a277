package minqing.platform.engine;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.history.HistoricDecisionInstance;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.camunda.bpm.engine.migration.MigrationPlan;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Cases that began on an older model, for a release that must not let them go on there. Ordinarily they end where they began. */
@Component
public class OlderCases {

    private static final Logger LOG = LoggerFactory.getLogger(OlderCases.class);

    private final RepositoryService repository;
    private final RuntimeService runtime;
    private final HistoryService history;
    private final AsSystem asSystem;

    OlderCases(
            @Lazy RepositoryService repository,
            @Lazy RuntimeService runtime,
            @Lazy HistoryService history,
            AsSystem asSystem) {
        this.repository = repository;
        this.runtime = runtime;
        this.history = history;
        this.asSystem = asSystem;
    }

    /** Deletes a case from runtime and history; no step and no listener of its model hears of it. */
    public void delete(String processKey, String businessKey) {
        asSystem.run(() -> {
            for (ProcessInstance instance : runtime.createProcessInstanceQuery()
                    .processDefinitionKey(processKey)
                    .processInstanceBusinessKey(businessKey)
                    .list()) {
                runtime.deleteProcessInstance(instance.getId(), null, true, true, true);
            }
            for (HistoricProcessInstance ended : history.createHistoricProcessInstanceQuery()
                    .processDefinitionKey(processKey)
                    .processInstanceBusinessKey(businessKey)
                    .list()) {
                for (HistoricDecisionInstance decision : history.createHistoricDecisionInstanceQuery()
                        .processInstanceId(ended.getId())
                        .list()) {
                    history.deleteHistoricDecisionInstanceByInstanceId(decision.getId());
                }
                history.deleteHistoricProcessInstance(ended.getId());
            }
        });
    }

    /**
     * Moves open cases to the latest model from every older one that has the element. Where each stands stays: its tasks, timers
     * and messages have the same names there.
     *
     * @return how many were moved
     */
    public int moveToLatest(String processKey, String element) {
        return asSystem.get(() -> {
            List<ProcessInstance> cases = runtime.createProcessInstanceQuery()
                    .processDefinitionKey(processKey)
                    .list();
            if (cases.isEmpty()) {
                return 0;
            }
            ProcessDefinition latest = repository
                    .createProcessDefinitionQuery()
                    .processDefinitionKey(processKey)
                    .latestVersion()
                    .singleResult();
            Map<String, List<ProcessInstance>> open = cases.stream()
                    .filter(instance -> !instance.getProcessDefinitionId().equals(latest.getId()))
                    .collect(Collectors.groupingBy(ProcessInstance::getProcessDefinitionId));
            int moved = 0;
            for (Map.Entry<String, List<ProcessInstance>> older : open.entrySet()) {
                if (repository.getBpmnModelInstance(older.getKey()).getModelElementById(element) != null) {
                    moved += move(older.getKey(), latest.getId(), older.getValue());
                }
            }
            return moved;
        });
    }

    private int move(String from, String to, List<ProcessInstance> instances) {
        MigrationPlan plan =
                runtime.createMigrationPlan(from, to).mapEqualActivities().build();
        int moved = 0;
        for (ProcessInstance instance : instances) {
            try {
                runtime.newMigration(plan)
                        .processInstanceIds(instance.getId())
                        .skipCustomListeners()
                        .skipIoMappings()
                        .execute();
                moved++;
            } catch (RuntimeException impossible) {
                LOG.error(
                        "the case {} stays on the model {}: {}",
                        instance.getBusinessKey(),
                        from,
                        impossible.getClass().getName());
            }
        }
        return moved;
    }
}
