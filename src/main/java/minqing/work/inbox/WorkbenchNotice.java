package minqing.work.inbox;

import java.util.Optional;
import minqing.bureau.organization.Account;

/** Something that a person should know before working, shown above the to-do list. */
public interface WorkbenchNotice {

    Optional<Words> of(Account account);

    /**
     * What is shown.
     *
     * @param key of the sentence in the messages
     * @param address of the page that says more; empty for none
     * @param linkKey of the link's words
     */
    record Words(String key, String address, String linkKey) {}
}
