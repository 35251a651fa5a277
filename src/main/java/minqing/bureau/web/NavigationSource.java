package minqing.bureau.web;

import java.util.List;
import minqing.bureau.organization.Account;

/**
 * Further entries of the navigation: a bean of the module to which they lead. Every page asks for them, so they have to come from
 * an index.
 */
public interface NavigationSource {

    /** The entries that the person has, in their order, with how many things wait there. */
    List<NavigationItem> items(Account account);
}
