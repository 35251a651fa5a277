package minqing.platform.engine;

import minqing.platform.fault.Forbidden;
import org.camunda.bpm.engine.impl.context.Context;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** The processes in which no person works; see {@link SystemProcess}. */
@Component
public class SystemProcesses {

    private final ObjectProvider<SystemProcess> processes;
    private final Refusals refusals;

    /** The processes are looked up late: the modules behind them need the engine that is being built with this. */
    SystemProcesses(ObjectProvider<SystemProcess> processes, Refusals refusals) {
        this.processes = processes;
        this.refusals = refusals;
    }

    public boolean contains(@Nullable String key) {
        return processes.stream().anyMatch(one -> one.systemProcessKey().equals(key));
    }

    /** Called where the engine is about to change something of the process: a person may not. */
    void refuseToPeople(@Nullable String key) {
        if (byAPerson() && contains(key)) {
            throw refusals.refusal(new Forbidden("engine.system-process"));
        }
    }

    static boolean byAPerson() {
        return Context.getCommandContext().getAuthenticatedUserId() != null;
    }
}
