package minqing.bureau.web;

import minqing.bureau.organization.Account;

/**
 * The number beside an entry of the navigation. Every page asks for it, so it has to come from an index.
 * Implemented by the module that knows, as a bean.
 */
public interface NavigationCount {

    /** The key of the entry: {@code todo} or {@code informed}, or another one of the frame's. */
    String entry();

    /** How many wait for the person; 0 shows nothing. */
    long count(Account account);
}
