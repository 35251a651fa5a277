package minqing.activity.accusation;

import java.util.ArrayList;
import java.util.List;
import minqing.bureau.organization.Account;
import minqing.bureau.organization.Role;
import minqing.bureau.web.NavigationItem;
import minqing.bureau.web.NavigationSource;
import org.springframework.stereotype.Component;

/** The way to one's own accusations for everybody who may report, and to those received for receivers alone. */
@Component
class AccusationNavigation implements NavigationSource {

    private final Accusations accusations;

    AccusationNavigation(Accusations accusations) {
        this.accusations = accusations;
    }

    @Override
    public List<NavigationItem> items(Account account) {
        List<NavigationItem> items = new ArrayList<>();
        int waiting = accusations.toWorkOn(account).size();
        // Discipline officers have the entry always: that it is there tells nothing. Others have it while they receive.
        if (account.is(Role.DISCIPLINE) || waiting > 0) {
            items.add(new NavigationItem("accusations", "accusation.nav.received", "/accusations", false, waiting));
        }
        if (account.works() && Accusations.mayReport(account)) {
            items.add(new NavigationItem("own-accusations", "accusation.nav.own", "/accusations/own", false, 0));
        }
        return items;
    }
}
