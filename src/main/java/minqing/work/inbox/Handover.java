package minqing.work.inbox;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import minqing.bureau.organization.Account;
import minqing.bureau.organization.DayBegan;
import minqing.bureau.organization.Directory;
import minqing.bureau.organization.Role;
import minqing.platform.engine.AccountLeft;
import minqing.platform.engine.AsSystem;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Lets no task wait for somebody who is gone. What was taken from an offer goes back to it; what was for one person goes to
 * whom the process names now. What is offered to a group in which nobody is left who could do it goes to those who come next.
 * It happens in the transaction in which the person goes, and those whose turn it is are told.
 */
@Component
class Handover {

    private final InboxTasks tasks;
    private final CaseSources sources;
    private final Directory directory;
    private final Notices notices;
    private final AsSystem asSystem;
    private final TaskService taskService;
    private final Clock clock;

    Handover(
            InboxTasks tasks,
            CaseSources sources,
            Directory directory,
            Notices notices,
            AsSystem asSystem,
            @Lazy TaskService taskService,
            Clock clock) {
        this.tasks = tasks;
        this.sources = sources;
        this.directory = directory;
        this.notices = notices;
        this.asSystem = asSystem;
        this.taskService = taskService;
        this.clock = clock;
    }

    @EventListener
    void left(AccountLeft left) {
        for (String id : tasks.waitingFor(left.account())) {
            tasks.lockCaseOf(id);
            tasks.find(id).filter(TaskRow::open).ifPresent(task -> handOn(task, left));
            passOn(id);
        }
        if (!left.groups().isEmpty()) {
            tasks.offeredTo(left.groups()).forEach(this::passOn);
        }
    }

    /** Whatever became of people past all that, nothing waits for nobody longer than a day. */
    @EventListener
    void dayBegan(DayBegan began) {
        List<Account> people = directory.accounts().stream()
                .filter(account -> directory.usable(account.id()).isPresent())
                .toList();
        List<String> accounts = people.stream().map(Account::id).toList();
        tasks.holdersBeside(accounts).forEach(gone -> left(new AccountLeft(gone, gone)));
        Set<String> groups =
                people.stream().flatMap(person -> person.groups().stream()).collect(Collectors.toSet());
        tasks.offeredToNobody(accounts, groups).forEach(this::passOn);
    }

    /** A task that nobody is left to do goes to those who come next by the rule of its process, and they are told. */
    private void passOn(String id) {
        tasks.lockCaseOf(id);
        tasks.find(id)
                .filter(task -> task.open()
                        && task.assignee() == null
                        && sources.of(task.processKey()).isPresent())
                .filter(task -> !isAnybodyLeft(task.ref(), tasks.candidates(id)))
                .ifPresent(task -> successor(task.ref(), tasks.candidates(id))
                        .ifPresentOrElse(
                                next -> {
                                    asSystem.run(() -> taskService.addCandidateGroup(id, next));
                                    sources.passedOn(task.ref());
                                    notices.send(
                                            "task-handed-on", task.processKey(), task.number(), able(task.ref(), next));
                                },
                                () -> tellAdministrators(task.ref())));
    }

    private Optional<String> successor(TaskRef task, Candidates offered) {
        return sources.successors(task).stream()
                .filter(group -> !offered.groups().contains(group))
                .filter(group -> !able(task, group).isEmpty())
                .findFirst();
    }

    private boolean isAnybodyLeft(TaskRef task, Candidates offered) {
        return offered.users().stream().anyMatch(user -> isAble(task, user))
                || offered.groups().stream()
                        .flatMap(group -> directory.members(group).stream())
                        .anyMatch(member -> isAble(task, member.id()));
    }

    private List<String> able(TaskRef task, String group) {
        return directory.members(group).stream()
                .map(Account::id)
                .filter(member -> isAble(task, member))
                .toList();
    }

    private boolean isAble(TaskRef task, String user) {
        return directory
                .usable(user)
                .filter(account -> sources.mayReceive(account, task))
                .isPresent();
    }

    private void tellAdministrators(TaskRef task) {
        if (sources.of(task.processKey()).isPresent()) {
            notices.sendUnlessTold(
                    "task-nobody",
                    task.processKey(),
                    task.businessKey(),
                    directory.members(Role.ADMINISTRATOR.group()).stream()
                            .map(Account::id)
                            .toList());
        }
    }

    private void handOn(TaskRow task, AccountLeft left) {
        Candidates offered = tasks.candidates(task.id());
        Optional<Appointment> named = sources.appointment(task.ref());
        if (mayStay(task, offered, named, left.account()) || named.isEmpty() && offered.isEmpty()) {
            return;
        }
        String to = named.map(Appointment::assignee).orElse(null);
        List<String> users = new ArrayList<>(named.map(Appointment::users).orElse(List.of()));
        List<String> groups = new ArrayList<>(named.map(Appointment::groups).orElse(List.of()));
        users.removeAll(offered.users());
        groups.removeAll(offered.groups());
        asSystem.run(() -> {
            users.forEach(user -> taskService.addCandidateUser(task.id(), user));
            groups.forEach(group -> taskService.addCandidateGroup(task.id(), group));
            if (offered.users().contains(left.account())) {
                taskService.deleteCandidateUser(task.id(), left.account());
            }
            if (task.assignee() != null || to != null) {
                taskService.setAssignee(task.id(), to);
            }
        });
        if (task.heldBy(left.account())) {
            tasks.transferred(task.id(), clock.instant(), left.actor(), left.account(), to, null);
            sources.handedOver(task.ref(), left.account(), to, left.actor(), null);
            tell(task, to);
        }
    }

    /** Somebody who only left a group keeps what is for him or her all the same. */
    private boolean mayStay(TaskRow task, Candidates offered, Optional<Appointment> named, String account) {
        Account person = directory.usable(account).orElse(null);
        if (person == null) {
            return false;
        }
        if (named.filter(appointment -> appointment.includes(person)).isPresent()
                || sources.nominees(task.ref()).contains(person)) {
            return true;
        }
        return offered.isEmpty() ? sources.mayKeep(person, task.ref()) : named.isEmpty() && offered.include(person);
    }

    private void tell(TaskRow task, @Nullable String to) {
        Candidates offered = tasks.candidates(task.id());
        notices.send(
                "task-handed-on",
                task.processKey(),
                task.number(),
                to != null
                        ? List.of(to)
                        : Stream.concat(
                                        offered.users().stream(),
                                        offered.groups().stream()
                                                .flatMap(group -> directory.members(group).stream())
                                                .map(Account::id))
                                .filter(user -> directory.usable(user).isPresent())
                                .collect(Collectors.toCollection(TreeSet::new)));
    }

    /** A task that opens for somebody who is gone opens for whom the process names in that person's place. */
    void opening(TaskEntity task, TaskRef ref) {
        String assignee = task.getAssignee();
        if (assignee != null && directory.usable(assignee).isEmpty()) {
            sources.appointment(ref).ifPresent(appointment -> {
                task.setAssignee(appointment.assignee());
                appointment.users().forEach(task::addCandidateUser);
                appointment.groups().forEach(task::addCandidateGroup);
            });
        }
        Candidates offered = InboxListener.candidates(task);
        if (task.getAssignee() == null && sources.of(ref.processKey()).isPresent() && !isAnybodyLeft(ref, offered)) {
            successor(ref, offered)
                    .ifPresentOrElse(
                            next -> {
                                task.addCandidateGroup(next);
                                sources.passedOn(ref);
                                notices.send("task-handed-on", ref.processKey(), ref.businessKey(), able(ref, next));
                            },
                            () -> tellAdministrators(ref));
        }
    }
}
