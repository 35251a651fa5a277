package minqing.bureau.access;

import minqing.bureau.organization.Account;
import minqing.bureau.organization.PersonName;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * How people who brought something forward are shown to a reader: in full to those who must know, each reading noted, and
 * masked to everybody else. This is the one masking of the house; who must know, a {@link Visibility} says.
 */
@Component
public class People {

    private final AccessLog accessLog;

    People(AccessLog accessLog) {
        this.accessLog = accessLog;
    }

    /** To one who must know, or to somebody else. */
    public Shown shown(boolean inFull) {
        return new Shown(inFull);
    }

    /** One way of showing people. */
    public final class Shown {

        private final boolean inFull;

        private Shown(boolean inFull) {
            this.inFull = inFull;
        }

        /** Notes the reading where it is one in full; see {@link AccessLog#read}. */
        public Shown noted(Account viewer, String subject, String identifier, String part) {
            if (inFull) {
                accessLog.read(viewer.id(), subject, identifier, part);
            }
            return this;
        }

        public boolean inFull() {
            return inFull;
        }

        /** A name, or the beginning of what was written about the person: {@code 张**} where it is masked. */
        public String name(String written) {
            return inFull ? written : PersonName.masked(written);
        }

        /** How to reach the person, or what was told: nothing where it is masked. */
        public @Nullable String words(@Nullable String written) {
            return inFull ? written : null;
        }
    }
}
