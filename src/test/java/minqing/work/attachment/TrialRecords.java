package minqing.work.attachment;

import java.util.Optional;
import minqing.bureau.organization.Account;
import minqing.bureau.organization.Role;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Records as features have them. What their identifier begins with says what they are like: {@code hidden} from all but the
 * office, {@code ended}, {@code failing} when they are committed.
 */
@Component
class TrialRecords extends AttachmentOwner<TrialRecords.Trial> {

    /** A record that is nothing but its identifier. */
    record Trial(String id) {}

    private final JdbcClient database;

    TrialRecords(JdbcClient database) {
        super("trials", null);
        this.database = database;
    }

    @Override
    protected Optional<Trial> find(String id) {
        return id.matches("[A-Za-z0-9-]{1,60}")
                ? Optional.of(new Trial(id.toLowerCase(java.util.Locale.ROOT)))
                : Optional.empty();
    }

    @Override
    protected String idOf(Trial found) {
        return found.id();
    }

    @Override
    protected boolean mayRead(Account viewer, Trial found) {
        return !found.id().startsWith("hidden") || viewer.is(Role.OFFICE);
    }

    @Override
    protected boolean mayAttach(Account account, Trial found) {
        return true;
    }

    @Override
    protected boolean isOpen(Trial found) {
        return !found.id().startsWith("ended");
    }

    @Override
    protected void lock(Trial found) {
        Object unused = database.sql("select pg_advisory_xact_lock(hashtextextended(:id, 8))")
                .param("id", "trial record " + found.id())
                .query((row, index) -> index)
                .single();
        if (found.id().startsWith("failing")) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void beforeCommit(boolean readOnly) {
                    throw new IllegalStateException("this record is never committed");
                }
            });
        }
    }
}
