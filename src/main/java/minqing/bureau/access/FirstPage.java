package minqing.bureau.access;

import java.util.Optional;
import minqing.bureau.organization.Account;

/** Where a person begins after logging in, unless another page was asked for. */
public interface FirstPage {

    /** An address inside this application; empty for the workbench. */
    Optional<String> of(Account account);
}
