package minqing.activity.problem;

import minqing.bureau.organization.Account;
import minqing.bureau.organization.Role;
import minqing.work.inbox.NoticeTarget;
import org.springframework.stereotype.Component;

/** The table of time limits as a notice names it. It has no page of its own: Cockpit shows it, with its versions. */
@Component
class LimitsTable implements NoticeTarget {

    private static final String DECISIONS = "/camunda/app/cockpit/default/#/decisions";

    private final ProblemWords words;

    LimitsTable(ProblemWords words) {
        this.words = words;
    }

    @Override
    public String key() {
        return HandlingLimits.TABLE;
    }

    @Override
    public String inWords(String number) {
        return words.of("problem.limits-table");
    }

    @Override
    public boolean mayOpen(Account viewer) {
        return viewer.is(Role.ADMINISTRATOR);
    }

    @Override
    public String address() {
        return DECISIONS;
    }
}
