package minqing.platform.database;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionExecution;
import org.springframework.transaction.TransactionExecutionListener;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** After the disk was full: the first transaction that wrote something and is committed shows that it is no longer. */
@Component
class WritesAgain implements TransactionExecutionListener {

    private final Storage storage;
    private final JdbcClient database;

    WritesAgain(Storage storage, JdbcClient database) {
        this.storage = storage;
        this.database = database;
    }

    @Override
    public void beforeCommit(TransactionExecution transaction) {
        if (storage.isFull() && TransactionSynchronizationManager.isSynchronizationActive() && hasWritten()) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    storage.written();
                }
            });
        }
    }

    /** A transaction has a number once it has written. */
    private boolean hasWritten() {
        return database.sql("select pg_current_xact_id_if_assigned() is not null")
                .query(Boolean.class)
                .single();
    }
}
