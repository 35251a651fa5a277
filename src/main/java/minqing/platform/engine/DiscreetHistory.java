package minqing.platform.engine;

import org.camunda.bpm.engine.impl.history.event.HistoryEvent;
import org.camunda.bpm.engine.impl.history.producer.CacheAwareHistoryEventProducer;
import org.camunda.bpm.engine.runtime.Job;

/** The engine's history, with failures told as {@link JobFailure} tells them. */
class DiscreetHistory extends CacheAwareHistoryEventProducer {

    private final Refusals refusals;

    DiscreetHistory(Refusals refusals) {
        this.refusals = refusals;
    }

    @Override
    public HistoryEvent createHistoricJobLogFailedEvt(Job job, Throwable exception) {
        return super.createHistoricJobLogFailedEvt(job, JobFailure.of(exception, refusals));
    }
}
