package minqing.work.inbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import minqing.platform.engine.AsSystem;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.history.HistoricActivityInstance;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.camunda.bpm.engine.runtime.ActivityInstance;
import org.camunda.bpm.engine.runtime.TransitionInstance;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Where a case stands in its model. Who asks has been checked before: the picture holds no data of the case. */
@Component
class CasePictures {

    private final RuntimeService runtime;
    private final HistoryService history;
    private final RepositoryService repository;
    private final InboxTasks tasks;
    private final TaskEntries entries;
    private final AsSystem asSystem;

    CasePictures(
            RuntimeService runtime,
            HistoryService history,
            RepositoryService repository,
            InboxTasks tasks,
            TaskEntries entries,
            AsSystem asSystem) {
        this.runtime = runtime;
        this.history = history;
        this.repository = repository;
        this.tasks = tasks;
        this.entries = entries;
        this.asSystem = asSystem;
    }

    /**
     * The case in its model.
     *
     * @param current elements where it is now
     * @param passed elements it has been through
     * @param steps its tasks in words, the oldest first
     */
    record Picture(List<String> current, List<String> passed, List<Step> steps) {

        public String currentElements() {
            return String.join(" ", current);
        }

        public String passedElements() {
            return String.join(" ", passed);
        }
    }

    /**
     * A task of the case in words.
     *
     * @param open whether it waits
     * @param who has it or did it
     */
    record Step(String name, boolean open, @Nullable String who) {}

    /** The newest case of that number: a number is only ever given once, save by hand. */
    Optional<HistoricProcessInstance> instance(String processKey, String number) {
        return asSystem.get(() -> history
                .createHistoricProcessInstanceQuery()
                .processDefinitionKey(processKey)
                .processInstanceBusinessKey(number)
                .orderByProcessInstanceStartTime()
                .desc()
                .listPage(0, 1)
                .stream()
                .findFirst());
    }

    Picture picture(String instance, String processKey, String number) {
        return asSystem.get(() -> {
            Set<String> current = new LinkedHashSet<>();
            if (runtime.createProcessInstanceQuery().processInstanceId(instance).count() > 0) {
                collect(runtime.getActivityInstance(instance), current);
            }
            Set<String> passed = new LinkedHashSet<>();
            for (HistoricActivityInstance activity : history.createHistoricActivityInstanceQuery()
                    .processInstanceId(instance)
                    .finished()
                    .list()) {
                if (!activity.isCanceled()) {
                    passed.add(activity.getActivityId());
                }
            }
            passed.removeAll(current);
            return new Picture(List.copyOf(current), List.copyOf(passed), steps(processKey, number, instance));
        });
    }

    private List<Step> steps(String processKey, String number, String instance) {
        List<Step> steps = new ArrayList<>();
        for (TaskRow task : tasks.ofCase(processKey, number)) {
            if (task.instance().equals(instance) && (task.open() || task.completedBy() != null)) {
                steps.add(new Step(
                        task.name(), task.open(), entries.name(task.open() ? task.assignee() : task.completedBy())));
            }
        }
        return steps;
    }

    private static void collect(@Nullable ActivityInstance instance, Set<String> elements) {
        if (instance == null) {
            return;
        }
        ActivityInstance[] children = instance.getChildActivityInstances();
        TransitionInstance[] transitions = instance.getChildTransitionInstances();
        if (children.length == 0 && transitions.length == 0) {
            elements.add(element(instance.getActivityId()));
        }
        for (ActivityInstance child : children) {
            collect(child, elements);
        }
        for (TransitionInstance transition : transitions) {
            elements.add(element(transition.getActivityId()));
        }
    }

    /** The engine knows the rounds of a repeated task under a name of its own. */
    private static String element(String activity) {
        int suffix = activity.indexOf("#multiInstanceBody");
        return suffix < 0 ? activity : activity.substring(0, suffix);
    }

    /** The model as deployed. */
    String model(String definition) {
        return asSystem.get(() -> {
            try (InputStream model = repository.getProcessModel(definition)) {
                return new String(model.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        });
    }
}
