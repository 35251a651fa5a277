package minqing.work.inbox;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import minqing.bureau.organization.Account;
import minqing.bureau.organization.Role;
import minqing.bureau.web.PageOf;
import minqing.platform.form.Option;
import org.jspecify.annotations.Nullable;

/** What the inbox shows of the cases of one process: a bean per process. */
public interface CaseSource {

    String processKey();

    /** Asked when the task is created, after the model's own listeners, and again on {@link Inbox#refresh}. */
    TaskCard card(TaskRef task);

    /** The number of a case as people say it; where it is a business key of the engine's kind, in words. */
    default String numberInWords(String businessKey) {
        return businessKey;
    }

    /** Whether the person may read about the case at all. */
    boolean mayRead(Account viewer, String businessKey);

    /** False if the person, though the task is offered to them, must not do it: nobody judges their own work. */
    boolean mayTake(Account account, TaskRef task);

    /** False if the person, though allowed to have a word in the task, is not one to whom it is handed to be done. */
    default boolean mayReceive(Account account, TaskRef task) {
        return mayTake(account, task);
    }

    /**
     * Whom a task may be handed to besides those it is offered to, before {@link #mayTake} has its say: where the office has
     * to name somebody.
     */
    default List<Account> nominees(TaskRef task) {
        return List.of();
    }

    /**
     * Whom the process itself names for the task as things stand now. Empty for a task that is simply offered to the
     * candidates of its model.
     */
    default Optional<Appointment> appointment(TaskRef task) {
        return Optional.empty();
    }

    /**
     * The groups a task goes to in turn when nobody is left who could do it of those it is offered to; the first that has
     * somebody gets it. Where none has, the administrators are told.
     */
    default List<String> successors(TaskRef task) {
        return List.of();
    }

    /** A task went to a group of the {@link #successors}: the case remembers it. */
    default void passedOn(TaskRef task) {}

    /** Whether somebody whom the task was given to keeps it after leaving a group. */
    default boolean mayKeep(Account holder, TaskRef task) {
        return true;
    }

    /**
     * Whether the person may hand a task that somebody else has to a third one, because its holder is away. It goes to those
     * it is offered to, the {@link #nominees} and the {@link #substitutes}, before {@link #mayTake} has its say.
     */
    default boolean mayHandOver(Account account, TaskRef task) {
        return account.is(Role.OFFICE) || account.is(Role.ADMINISTRATOR);
    }

    /** Who may stand in for the one person the task is for. */
    default List<Account> substitutes(TaskRef task) {
        return List.of();
    }

    /**
     * A task was taken from somebody who is gone or away: the case remembers it.
     *
     * @param to who has it now; none: it is offered
     * @param by who did it, or shut the account
     * @param reason what was said to it
     */
    default void handedOver(TaskRef task, String from, @Nullable String to, String by, @Nullable String reason) {}

    /**
     * Why a task is open: who sent it and what they wrote, the sender first, then what was said to its holder, the latest
     * first. Nothing that the case's own page does not show this reader; only asked of those who {@link #mayRead}.
     *
     * @param since when the task opened
     */
    default List<Reason> reasons(Account viewer, TaskRef task, Instant since) {
        return List.of();
    }

    /**
     * What is remembered of how a task was completed, where that is not simply the choice of its form: who did it finds it in
     * the list of what is done.
     */
    default Optional<Option> remembered(TaskRef task, String outcome) {
        return Optional.empty();
    }

    /**
     * Those of the cases whose subject may be kept on a person's own device, to be read where there is no network. None unless
     * a process says so: what lies on a device is out of everybody's hands.
     *
     * @param businessKeys of cases that are in the person's inbox
     */
    default Set<String> subjectsForDevices(Set<String> businessKeys) {
        return Set.of();
    }

    /** The case for this reader; only asked of those who {@link #mayRead}. */
    CaseStory story(Account viewer, String businessKey);

    /**
     * The cases the person started, the newest first.
     *
     * @param text part of number, subject or place; none: all
     * @param page from 0
     * @param size how many items a page has; more than a client may ask for, where several processes' lists are merged
     */
    PageOf<StartedCase> startedBy(Account viewer, @Nullable String text, int page, int size);
}
