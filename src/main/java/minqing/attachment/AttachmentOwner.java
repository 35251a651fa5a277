package minqing.attachment;

import java.util.Optional;
import minqing.organization.Account;
import org.jspecify.annotations.Nullable;

/**
 * Records of one kind that files can be attached to: a bean per kind, in the module that owns the records. Every other
 * method is asked with the identifier that {@link #canonicalId} answered.
 */
public interface AttachmentOwner {

    /** The kind as it stands in addresses: {@code problems}, {@code outings}. */
    String kind();

    /** The process whose cases these records are, if they are cases: the pages of its tasks show the files too. */
    default @Nullable String processKey() {
        return null;
    }

    /** The record's one identifier, however it was written in an address; empty if there is no such record. */
    Optional<String> canonicalId(String id);

    /** Whether the person may see the record, and therefore its files. */
    boolean mayRead(Account viewer, String id);

    /**
     * Whether somebody who may read the record may also see who brought it forward, and therefore the files that were
     * marked as telling of people. Where no such data is kept, whoever reads the record.
     */
    default boolean maySeePeople(Account viewer, String id) {
        return mayRead(viewer, id);
    }

    /** Whether the record knows who brought it forward: then a file is taken to tell of people unless somebody says no. */
    default boolean knowsPeople(String id) {
        return false;
    }

    /** Whether somebody who may read the record may also attach files to it, as long as it {@link #isOpen}. */
    boolean mayAttach(Account account, String id);

    /** Whether the record still changes: one that ended takes no more files. */
    boolean isOpen(String id);

    /**
     * Locks the record until the transaction ends, so that it does not end while a file is being attached, and two people
     * together do not pass a limit that each of them keeps.
     */
    void lock(String id);
}
