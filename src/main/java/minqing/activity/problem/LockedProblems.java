package minqing.activity.problem;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The rows that the transaction under way has locked, as it last read them. Nobody else changes them before it ends, so one
 * reading serves all the steps of a case that run in it.
 */
final class LockedProblems {

    /** The row, if it is locked and unchanged since it was read. */
    Optional<Problem> find(String number) {
        return rows().getOrDefault(number, Optional.empty());
    }

    boolean contains(String number) {
        return rows().containsKey(number);
    }

    /** Keeps what was read of a row that is locked. */
    Problem keep(Problem problem) {
        rows().put(problem.number(), Optional.of(problem));
        return problem;
    }

    /** The transaction has changed the row: it is read again when it is asked for. */
    void changed(String number) {
        rows().replace(number, Optional.empty());
    }

    /** By number; empty for a row that this transaction has changed since. */
    @SuppressWarnings("unchecked")
    private Map<String, Optional<Problem>> rows() {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            return new HashMap<>();
        }
        Map<String, Optional<Problem>> rows =
                (Map<String, Optional<Problem>>) TransactionSynchronizationManager.getResource(this);
        if (rows == null) {
            rows = new HashMap<>();
            TransactionSynchronizationManager.bindResource(this, rows);
            TransactionSynchronizationManager.registerSynchronization(new Ending(this, rows));
        }
        return rows;
    }

    /** Takes the rows along when the transaction ends, and aside while another one runs in between. */
    private record Ending(LockedProblems locked, Map<String, Optional<Problem>> rows)
            implements TransactionSynchronization {

        @Override
        public void suspend() {
            TransactionSynchronizationManager.unbindResource(locked);
        }

        @Override
        public void resume() {
            TransactionSynchronizationManager.bindResource(locked, rows);
        }

        @Override
        public void afterCompletion(int status) {
            TransactionSynchronizationManager.unbindResourceIfPossible(locked);
        }
    }
}
