package minqing.problem;

import java.util.Optional;
import minqing.access.FirstPage;
import minqing.organization.Account;
import org.springframework.stereotype.Component;

/** Whoever only reads begins at the ledger: nothing is ever to be done by them. */
@Component
class ReadersStart implements FirstPage {

    static final String LEDGER = "/problems";

    @Override
    public Optional<String> of(Account account) {
        return account.onlyReads() ? Optional.of(LEDGER) : Optional.empty();
    }
}
