package minqing.activity.problem;

import java.util.Optional;
import minqing.bureau.organization.Account;
import minqing.work.inbox.WorkbenchNotice;
import org.springframework.stereotype.Component;

/** Links from the to-do list, which is always empty for users who only read, to what they can read. */
@Component
class ReadersNotice implements WorkbenchNotice {

    @Override
    public Optional<Words> of(Account account) {
        return account.onlyReads()
                ? Optional.of(new Words("problem.only-reads", ReadersStart.LEDGER, "ledger.title"))
                : Optional.empty();
    }
}
