package minqing.platform.engine;

import java.util.Map;
import org.camunda.bpm.engine.variable.VariableMap;

/**
 * What a message brings to a process to be used up in the same transaction. It is seen by the steps the message leads to and
 * stored nowhere; a value to be kept is declared in {@link ProcessVariables} and set by the step.
 */
public final class PassingVariables {

    private PassingVariables() {}

    /** For the variables of a message correlation; the values may be personal data. */
    public static VariableMap of(Map<String, Object> values) {
        return SubmittedValues.submitted(values);
    }
}
