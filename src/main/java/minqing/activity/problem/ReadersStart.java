package minqing.activity.problem;

import java.util.Optional;
import minqing.bureau.access.FirstPage;
import minqing.bureau.organization.Account;
import org.springframework.stereotype.Component;

/** The ledger is the first page of users who only read: they never have tasks. */
@Component
class ReadersStart implements FirstPage {

    static final String LEDGER = "/problems";

    @Override
    public Optional<String> of(Account account) {
        return account.onlyReads() ? Optional.of(LEDGER) : Optional.empty();
    }
}
