package minqing.platform.engine;

import minqing.platform.fault.Forbidden;
import org.camunda.bpm.engine.AuthorizationException;

/** The engine's REST interface answers this type with 403 everywhere. */
final class SubmissionForbidden extends AuthorizationException implements Refusal {

    private static final long serialVersionUID = 1L;

    private final Forbidden fault;
    private final String words;

    SubmissionForbidden(Forbidden fault, String words) {
        super(words);
        initCause(fault);
        this.fault = fault;
        this.words = words;
    }

    @Override
    public Forbidden fault() {
        return fault;
    }

    @Override
    public String words() {
        return words;
    }
}
