package minqing.platform.engine;

import java.util.HashSet;
import java.util.Set;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.interceptor.Session;
import org.camunda.bpm.engine.impl.interceptor.SessionFactory;

/** Remembers, for the length of one call of the engine, which tasks and starts the guard has let through. */
final class Admissions implements Session {

    private final Set<String> tasks = new HashSet<>();
    private final Set<String> activities = new HashSet<>();
    private final Set<String> starts = new HashSet<>();

    static Admissions current() {
        return Context.getCommandContext().getSession(Admissions.class);
    }

    void admitTask(String taskId, String activityInstanceId) {
        tasks.add(taskId);
        activities.add(activityInstanceId);
    }

    boolean task(String taskId) {
        return tasks.contains(taskId);
    }

    boolean activity(String activityInstanceId) {
        return activities.contains(activityInstanceId);
    }

    void admitStart(String processDefinitionId) {
        starts.add(processDefinitionId);
    }

    /** One admission is good for one start. */
    boolean useStart(String processDefinitionId) {
        return starts.remove(processDefinitionId);
    }

    @Override
    public void flush() {
        // Nothing of it is stored.
    }

    @Override
    public void close() {
        // Nothing to give back.
    }

    static final class Factory implements SessionFactory {

        @Override
        public Class<?> getSessionType() {
            return Admissions.class;
        }

        @Override
        public Session openSession() {
            return new Admissions();
        }
    }
}
