package minqing.platform.engine;

import java.sql.SQLException;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import minqing.platform.fault.Fault;
import org.camunda.bpm.engine.OptimisticLockingException;

/**
 * What is remembered of a failed job: a message an operator can read and where it happened, but not what the failing code
 * said. An exception's own message may quote the row it stumbled over, and the engine would keep it in its tables and show
 * it in Cockpit. It names the kinds of the exceptions, SQL states, and the words of a {@link Fault}, which carry no data.
 */
final class JobFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private static final int DEPTH = 30;

    private JobFailure(String message, Throwable failure) {
        super(message, null, false, true);
        setStackTrace(root(failure).getStackTrace());
    }

    /** Being overtaken is no failure: the engine tries again at no cost, and must recognise it to do so. */
    static Throwable of(Throwable failure, Refusals refusals) {
        if (failure instanceof OptimisticLockingException || failure instanceof JobFailure) {
            return failure;
        }
        Optional<Fault> fault = EngineFaults.behind(failure);
        String kinds = chain(failure).map(JobFailure::kind).distinct().collect(Collectors.joining(" ← "));
        return new JobFailure(
                fault.map(refusals::words)
                        .map(words -> words + "（" + kinds + "）")
                        .orElse(kinds),
                failure);
    }

    private static String kind(Throwable thrown) {
        String name = thrown.getClass().getSimpleName();
        return thrown instanceof SQLException sql ? name + " " + sql.getSQLState() : name;
    }

    private static Throwable root(Throwable failure) {
        return chain(failure).reduce((outer, inner) -> inner).orElse(failure);
    }

    private static Stream<Throwable> chain(Throwable failure) {
        return Stream.iterate(failure, thrown -> thrown != null, Throwable::getCause)
                .limit(DEPTH);
    }
}
