package minqing.platform.engine;

import minqing.platform.fault.Fault;
import org.camunda.bpm.engine.impl.form.validator.FormFieldValidationException;

/** The engine's REST interface answers this type, and hardly any other, with 400 where a form is submitted. */
final class SubmissionRefused extends FormFieldValidationException implements Refusal {

    private static final long serialVersionUID = 1L;

    private final Fault fault;
    private final String words;

    SubmissionRefused(Fault fault, String words) {
        super(fault.key(), words, fault);
        this.fault = fault;
        this.words = words;
    }

    @Override
    public Fault fault() {
        return fault;
    }

    @Override
    public String words() {
        return words;
    }
}
