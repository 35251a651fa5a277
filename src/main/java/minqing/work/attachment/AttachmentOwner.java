package minqing.work.attachment;

import java.util.Optional;
import minqing.bureau.organization.Account;
import minqing.bureau.organization.Role;
import org.jspecify.annotations.Nullable;

/**
 * Records of one kind that files can be attached to: a bean per kind, in the module that owns the records. It says which
 * record an identifier means and who may do what with it; what is the same for every kind stands here.
 *
 * @param <R> the record
 */
public abstract class AttachmentOwner<R> {

    private final String kind;
    private final @Nullable String processKey;

    /**
     * @param kind the kind as it stands in addresses: {@code problems}, {@code outings}
     * @param processKey the process whose cases these records are, if they are cases: the pages of its tasks show the files too
     */
    protected AttachmentOwner(String kind, @Nullable String processKey) {
        this.kind = kind;
        this.processKey = processKey;
    }

    /** The record an identifier means, however it was written in an address; empty if there is none. */
    protected abstract Optional<R> find(String id);

    /** The record's one identifier, without a slash. */
    protected abstract String idOf(R found);

    /** Whether the person may see the record, and therefore its files. */
    protected abstract boolean mayRead(Account viewer, R found);

    /**
     * Whether somebody who may read the record may also see who brought it forward, and therefore the files that were
     * marked as telling of people. Where no such data is kept, whoever reads the record.
     */
    protected boolean maySeePeople(Account viewer, R found) {
        return true;
    }

    /** Whether the record knows who brought it forward: then a file is taken to tell of people unless somebody says no. */
    protected boolean knowsPeople(R found) {
        return false;
    }

    /** Whether somebody who may read the record, and changes things at all, may attach files to it while it {@link #isOpen}. */
    protected abstract boolean mayAttach(Account account, R found);

    /** Whether the record still changes: one that ended takes no more files. */
    protected abstract boolean isOpen(R found);

    /**
     * Locks the record until the transaction ends, so that it does not end while a file is being attached, and two people
     * together do not pass a limit that each of them keeps.
     */
    protected abstract void lock(R found);

    /** Whether files stay for good: none is taken off, and one that follows another says why. The database holds it too. */
    protected boolean keepsFiles() {
        return false;
    }

    final String kind() {
        return kind;
    }

    final @Nullable String processKey() {
        return processKey;
    }

    final Optional<String> canonicalId(String id) {
        return find(id).map(this::idOf);
    }

    final boolean mayRead(Account viewer, String id) {
        return find(id).filter(found -> mayRead(viewer, found)).isPresent();
    }

    final boolean maySeePeople(Account viewer, String id) {
        return find(id).filter(found -> mayRead(viewer, found) && maySeePeople(viewer, found))
                .isPresent();
    }

    final boolean knowsPeople(String id) {
        return find(id).filter(this::knowsPeople).isPresent();
    }

    /** An inspector reads and changes nothing, whatever else he or she may be. */
    final boolean mayAttach(Account account, String id) {
        return !account.is(Role.INSPECTOR)
                && find(id).filter(found -> mayRead(account, found) && mayAttach(account, found))
                        .isPresent();
    }

    final boolean isOpen(String id) {
        return find(id).filter(this::isOpen).isPresent();
    }

    final void lock(String id) {
        find(id).ifPresent(this::lock);
    }
}
