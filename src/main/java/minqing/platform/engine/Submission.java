package minqing.platform.engine;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a person handed in at a start event or a user task, after its form has accepted it.
 *
 * @param processKey the process it belongs to
 * @param elementId the start event or user task of the model
 * @param taskId the task; none at a start
 * @param businessKey the case; none at a start that numbers its case itself
 * @param user the account that hands it in; never anonymous
 * @param values the typed, cleaned values by field key; may hold personal data, so never to be written to a log
 */
public record Submission(
        String processKey,
        String elementId,
        @Nullable String taskId,
        @Nullable String businessKey,
        String user,
        Map<String, Object> values) {

    /** Names no value: a submission that ends up in a message or a log gives nothing away. */
    @Override
    public String toString() {
        return "Submission[" + processKey + "/" + elementId + ", task " + taskId + ", case " + businessKey + "]";
    }
}
