package minqing.platform.form;

import java.util.Map;
import java.util.Set;

/**
 * What a process already knows about the case when it shows a form: a bean per process. The values are shown and stored
 * nowhere; the source masks what this person must not see.
 */
public interface PrefillSource {

    String processKey();

    /** Field key → value, of the type the validator would answer for that field; other keys are ignored. */
    Map<String, Object> values(FormContext context);

    /**
     * Told when values were handed to the person of the context, in the transaction that hands them out; asking for the
     * {@link #values} alone shows nobody anything.
     *
     * @param keys the fields handed out
     */
    default void shown(FormContext context, Set<String> keys) {}
}
