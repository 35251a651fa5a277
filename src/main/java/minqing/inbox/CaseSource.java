package minqing.inbox;

import java.util.List;
import minqing.organization.Account;
import minqing.web.PageOf;
import org.jspecify.annotations.Nullable;

/** What the inbox shows of the cases of one process: a bean per process. */
public interface CaseSource {

    String processKey();

    /** Asked when the task is created, after the model's own listeners, and again on {@link Inbox#refresh}. */
    TaskCard card(TaskRef task);

    /** Whether the person may read about the case at all. */
    boolean mayRead(Account viewer, String businessKey);

    /** False if the person, though the task is offered to them, must not do it: nobody judges their own work. */
    boolean mayTake(Account account, TaskRef task);

    /**
     * Whom a task may be handed to besides those it is offered to, before {@link #mayTake} has its say: where the office has
     * to name somebody.
     */
    default List<Account> nominees(TaskRef task) {
        return List.of();
    }

    /** The case for this reader; only asked of those who {@link #mayRead}. */
    CaseStory story(Account viewer, String businessKey);

    /**
     * The cases the person started, the newest first.
     *
     * @param text part of number, subject or place; none: all
     * @param page from 0
     */
    PageOf<StartedCase> startedBy(Account viewer, @Nullable String text, int page, int size);
}
     * @param size how many items a page has; more than a client may ask for, where several processes' lists are merged
