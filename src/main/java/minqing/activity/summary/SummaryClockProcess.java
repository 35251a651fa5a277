package minqing.activity.summary;

import java.util.List;
import java.util.Set;
import minqing.platform.engine.ProcessVariables;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * The process {@code summary-clock} (月度汇总时钟): fires at nine every day, the hour of every reminder, and does what no single
 * month can do for itself.
 */
@Component("summaryClockProcess")
public class SummaryClockProcess implements ProcessVariables {

    /** The key of the process. */
    public static final String KEY = "summary-clock";

    private final SummaryStart summaryStart;
    private final SummaryProcess process;

    SummaryClockProcess(@Lazy SummaryStart summaryStart, SummaryProcess process) {
        this.summaryStart = summaryStart;
        this.process = process;
    }

    @Override
    public String processKey() {
        return KEY;
    }

    @Override
    public Set<String> names() {
        return Set.of("month");
    }

    /** The months that are due and not there. Each is started by a job of its own: one that fails holds up no other. */
    public List<String> missingMonths(DelegateExecution execution) {
        return summaryStart.missing();
    }

    public void startMonth(DelegateExecution execution, String month) {
        summaryStart.startIfMissing(month);
    }

    /** Signatures that wait are offered to whom they may be offered today: authorisations begin, end and are taken back. */
    public void offerSignatures(DelegateExecution execution) {
        process.offerSignatures();
    }
}
