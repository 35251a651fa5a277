package minqing.platform.engine;

/** A decision table gave no answer: there is none, no row applies, or a row can't be evaluated. */
public final class DecisionFailed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DecisionFailed(String table, Throwable cause) {
        super("the decision table " + table + " gave no answer", cause);
    }

    DecisionFailed(String table) {
        super("no row of the decision table " + table + " applies");
    }
}
