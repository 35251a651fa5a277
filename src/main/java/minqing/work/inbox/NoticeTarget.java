package minqing.work.inbox;

import minqing.bureau.organization.Account;

/** What a notice tells of, where that is no case: a bean per kind of thing. */
public interface NoticeTarget {

    /** What {@link Notices} are given in the place of a process. */
    String key();

    /** The thing as people call it. */
    String inWords(String number);

    /** Whether the person may open the page of the thing. */
    boolean mayOpen(Account viewer);

    /** The page of the thing. */
    String address();
}
