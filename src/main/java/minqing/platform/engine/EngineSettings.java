package minqing.platform.engine;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import minqing.platform.database.StartInTurn;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParseListener;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cfg.multitenancy.TenantCommandChecker;
import org.camunda.bpm.engine.impl.cmd.DefaultJobRetryCmd;
import org.camunda.bpm.engine.impl.history.HistoryLevel;
import org.camunda.bpm.engine.impl.interceptor.SessionFactory;
import org.camunda.bpm.engine.impl.jobexecutor.ExecuteJobHelper;
import org.camunda.bpm.engine.variable.Variables;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * How the engine is set, in one place and after the starter's own defaults. Thread counts, which go with the connection
 * pool, stand in {@code application.yaml}; {@link JobThreads} checks that they fit.
 */
@Component
@Order(EngineSettings.AFTER_THE_STARTER)
class EngineSettings extends AbstractProcessEnginePlugin {

    static final int AFTER_THE_STARTER = 100;

    private static final Logger LOG = LoggerFactory.getLogger(EngineSettings.class);

    private final SubmissionGuard guard;
    private final FormAnswers answers;
    private final PersistentVariables variables;
    private final UnguardedEntries unguarded;
    private final SystemProcessChecker systemProcesses;
    private final Refusals refusals;
    private final ApplicationEventPublisher events;
    private final ObjectProvider<TransactionOperations> transaction;
    private final StartInTurn turn;

    EngineSettings(
            SubmissionGuard guard,
            FormAnswers answers,
            PersistentVariables variables,
            UnguardedEntries unguarded,
            SystemProcessChecker systemProcesses,
            Refusals refusals,
            ApplicationEventPublisher events,
            ObjectProvider<TransactionOperations> transaction,
            StartInTurn turn) {
        this.guard = guard;
        this.answers = answers;
        this.variables = variables;
        this.unguarded = unguarded;
        this.systemProcesses = systemProcesses;
        this.refusals = refusals;
        this.events = events;
        this.transaction = transaction;
        this.turn = turn;
    }

    @Override
    public void preInit(ProcessEngineConfigurationImpl engine) {
        turn.take();
        guardSubmissions(engine);
        closeScripting(engine);
        setHistory(engine);
        setJobs(engine);
        setAuthorization(engine);
        // The numbers the engine counts about itself are for its maker's licence, not for the bureau.
        engine.setMetricsEnabled(false);
        engine.setTaskMetricsEnabled(false);
        engine.setDbMetricsReporterActivate(false);
        engine.setJdbcBatchProcessing(true);
        engine.setHostname(hostname());
        // Refusals are everyday; who calls logs what is worth logging, and the engine would log every refused form as
        // an error.
        engine.setEnableCmdExceptionLogging(false);
        engine.setEnableReducedJobExceptionLogging(true);
    }

    @Override
    public void postInit(ProcessEngineConfigurationImpl engine) {
        engine.setVariableTypes(variables.guard(engine.getVariableSerializers()));
    }

    /** Which node did what, by its name; the engine's own choice is an address that may change while it runs. */
    private static String hostname() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException unnamed) {
            return "localhost";
        }
    }

    private void guardSubmissions(ProcessEngineConfigurationImpl engine) {
        engine.setTaskService(new GuardedTaskService(guard, refusals));
        engine.setFormService(new GuardedFormService(guard, answers, refusals));
        engine.setRuntimeService(new GuardedRuntimeService(guard, refusals));
        engine.setIdentityService(new WatchfulIdentityService(events, transaction::getObject));
        List<SessionFactory> sessions = new ArrayList<>();
        if (engine.getCustomSessionFactories() != null) {
            sessions.addAll(engine.getCustomSessionFactories());
        }
        sessions.add(new Admissions.Factory());
        engine.setCustomSessionFactories(sessions);
        List<BpmnParseListener> listeners = new ArrayList<>();
        if (engine.getCustomPreBPMNParseListeners() != null) {
            listeners.addAll(engine.getCustomPreBPMNParseListeners());
        }
        // First of all listeners: a step of the model must not see what the guard did not let through.
        listeners.add(0, unguarded);
        engine.setCustomPreBPMNParseListeners(listeners);
        engine.setStandaloneTasksEnabled(false);
        engine.setDefaultSerializationFormat(Variables.SerializationDataFormats.JSON.getName());
        // A list that a step only reads must not be written back because it looks changed.
        engine.setImplicitVariableUpdateDetectionEnabled(false);
    }

    private static void closeScripting(ProcessEngineConfigurationImpl engine) {
        engine.setScriptEngineResolver(new NoScripts());
        engine.setEnableFetchScriptEngineFromProcessApplication(false);
        engine.setEnableScriptEngineLoadExternalResources(false);
        engine.setEnableScriptCompilation(false);
        engine.setAutoStoreScriptVariables(false);
        engine.setEnableExpressionsInAdhocQueries(false);
        engine.setEnableExpressionsInStoredQueries(false);
        engine.setJavaSerializationFormatEnabled(false);
        engine.setDeserializationTypeValidationEnabled(true);
        engine.setEnableXxeProcessing(false);
    }

    private void setHistory(ProcessEngineConfigurationImpl engine) {
        List<HistoryLevel> levels = new ArrayList<>();
        if (engine.getCustomHistoryLevels() != null) {
            levels.addAll(engine.getCustomHistoryLevels());
        }
        levels.add(new HistoryWithoutForms());
        engine.setCustomHistoryLevels(levels);
        engine.setHistory(HistoryWithoutForms.NAME);
        engine.setHistoryEventProducer(new DiscreetHistory(refusals));
        // No default that would hide a model which forgot to say how long it is remembered: its deployment fails.
        engine.setEnforceHistoryTimeToLive(true);
        // At night, by the bureau's clock whatever the machine's.
        engine.setHistoryCleanupBatchWindowStartTime("01:00+0800");
        engine.setHistoryCleanupBatchWindowEndTime("05:00+0800");
        engine.setHistoryCleanupBatchSize(500);
        engine.setHistoryCleanupDegreeOfParallelism(1);
        engine.setHistoryCleanupMetricsEnabled(false);
        engine.setBatchOperationHistoryTimeToLive("P30D");
        engine.setHistoryCleanupJobLogTimeToLive("P30D");
    }

    private void setJobs(ProcessEngineConfigurationImpl engine) {
        // Soon, then not so soon, then once more when whatever was down is up again; then an incident asks for a
        // person.
        engine.setFailedJobRetryTimeCycle("PT1M,PT10M,PT1H");
        engine.setFailedJobCommandFactory(
                (jobId, failure) -> new DefaultJobRetryCmd(jobId, JobFailure.of(failure, refusals)));
        ExecuteJobHelper.LOGGING_HANDLER =
                (jobId, failure) -> LOG.warn("Job {} failed", jobId, JobFailure.of(failure, refusals));
        // Every node runs the same application and any job. Were the executor aware of deployments, a node would leave
        // alone
        // what an earlier version of the application has deployed, and the timers of its open cases would never fire.
        engine.setJobExecutorDeploymentAware(false);
    }

    private void setAuthorization(ProcessEngineConfigurationImpl engine) {
        engine.setAuthorizationEnabled(true);
        engine.setCommandCheckers(new ArrayList<>(List.of(new TenantCommandChecker(), systemProcesses)));
        // Who is offered a task may claim, release and hand it in: not assign it to others, change or delete it.
        engine.setDefaultUserPermissionNameForTask("TASK_WORK");
    }
}
