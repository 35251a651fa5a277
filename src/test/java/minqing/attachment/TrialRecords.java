package minqing.attachment;

import java.util.Optional;
import minqing.organization.Account;
import minqing.organization.Role;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Records as features have them. What their identifier begins with says what they are like: {@code hidden} from all but the
 * office, {@code ended}, {@code failing} when they are committed.
 */
@Component
class TrialRecords implements AttachmentOwner {

    private final JdbcClient database;

    TrialRecords(JdbcClient database) {
        this.database = database;
    }

    @Override
    public String kind() {
        return "trials";
    }

    @Override
    public Optional<String> canonicalId(String id) {
        return id.matches("[A-Za-z0-9-]{1,60}") ? Optional.of(id.toLowerCase(java.util.Locale.ROOT)) : Optional.empty();
    }

    @Override
    public boolean mayRead(Account viewer, String id) {
        return !id.startsWith("hidden") || viewer.is(Role.OFFICE);
    }

    @Override
    public boolean mayAttach(Account account, String id) {
        return !account.is(Role.INSPECTOR);
    }

    @Override
    public boolean isOpen(String id) {
        return !id.startsWith("ended");
    }

    @Override
    public void lock(String id) {
        Object unused = database.sql("select pg_advisory_xact_lock(hashtextextended(:id, 8))")
                .param("id", "trial record " + id)
                .query((row, index) -> index)
                .single();
        if (id.startsWith("failing")) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void beforeCommit(boolean readOnly) {
                    throw new IllegalStateException("this record is never committed");
                }
            });
        }
    }
}
