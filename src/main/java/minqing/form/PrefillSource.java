package minqing.form;

import java.util.Map;

/**
 * What a process already knows about the case when it shows a form: a bean per process. The values are shown and stored
 * nowhere; the source masks what this person must not see.
 */
public interface PrefillSource {

    String processKey();

    /** Field key → value, of the type the validator would answer for that field; other keys are ignored. */
    Map<String, Object> values(FormContext context);
}
