package minqing.activity.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionSynchronizationUtils;

class LockedProblemsTest {

    private static final String NUMBER = "2026-0007";

    private final LockedProblems locked = new LockedProblems();
    private final Problem problem = mock(Problem.class);

    @BeforeEach
    void inATransaction() {
        when(problem.number()).thenReturn(NUMBER);
        TransactionSynchronizationManager.initSynchronization();
    }

    @AfterEach
    void ended() {
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.clearSynchronization();
        }
    }

    @Test
    void whatWasReadUnderTheLockIsKnownUntilItIsChanged() {
        assertThat(locked.contains(NUMBER)).isFalse();
        locked.keep(problem);
        assertThat(locked.find(NUMBER)).containsSame(problem);
        locked.changed(NUMBER);
        assertThat(locked.find(NUMBER)).isEmpty();
        assertThat(locked.contains(NUMBER)).as("it is still locked").isTrue();
    }

    @Test
    void aChangeOfARowThatIsNotLockedIsNoLock() {
        locked.changed(NUMBER);
        assertThat(locked.contains(NUMBER)).isFalse();
    }

    @Test
    void nothingIsKnownAfterTheTransaction() {
        locked.keep(problem);
        TransactionSynchronizationUtils.triggerAfterCompletion(TransactionSynchronization.STATUS_ROLLED_BACK);
        assertThat(locked.contains(NUMBER)).isFalse();
    }

    @Test
    void aTransactionInBetweenKnowsNothingOfIt() {
        locked.keep(problem);
        TransactionSynchronization ending =
                TransactionSynchronizationManager.getSynchronizations().get(0);
        ending.suspend();
        assertThat(locked.contains(NUMBER)).isFalse();
        TransactionSynchronizationUtils.triggerAfterCompletion(TransactionSynchronization.STATUS_COMMITTED);
        ending.resume();
        assertThat(locked.find(NUMBER)).containsSame(problem);
        ending.afterCompletion(TransactionSynchronization.STATUS_COMMITTED);
    }

    @Test
    void withoutATransactionNothingIsKept() {
        TransactionSynchronizationManager.clearSynchronization();
        locked.keep(problem);
        assertThat(locked.contains(NUMBER)).isFalse();
    }
}
