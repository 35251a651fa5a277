package minqing.work.inbox;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import minqing.bureau.organization.Account;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** The sources of all processes. They are looked up late: they need the engine, and the engine's listeners need them. */
@Component
class CaseSources {

    private final ObjectProvider<CaseSource> sources;
    private final ObjectProvider<NoticeTarget> targets;

    CaseSources(ObjectProvider<CaseSource> sources, ObjectProvider<NoticeTarget> targets) {
        this.sources = sources;
        this.targets = targets;
    }

    /** None for a process that tells the inbox nothing but its tasks. */
    Optional<CaseSource> of(String processKey) {
        return sources.stream()
                .filter(source -> source.processKey().equals(processKey))
                .findFirst();
    }

    List<CaseSource> all() {
        return sources.orderedStream().toList();
    }

    boolean mayRead(Account viewer, String processKey, String number) {
        return !number.isEmpty()
                && of(processKey).map(source -> source.mayRead(viewer, number)).orElse(false);
    }

    /** What notices tell of and is no case; empty for a process. */
    Optional<NoticeTarget> target(String key) {
        return targets.stream().filter(target -> target.key().equals(key)).findFirst();
    }

    /** Whether the person may open what a notice tells of. */
    boolean mayOpen(Account viewer, String key, String number) {
        return target(key).map(target -> target.mayOpen(viewer)).orElseGet(() -> mayRead(viewer, key, number));
    }

    /** The number of a case as people say it, or the name of what a notice tells of. */
    String numberInWords(String processKey, String number) {
        return of(processKey)
                .map(source -> source.numberInWords(number))
                .or(() -> target(processKey).map(target -> target.inWords(number)))
                .orElse(number);
    }

    /** Those of the tasks whose subject may be kept on a person's own device, by their ids. */
    Set<String> forDevices(Collection<TaskEntry> tasks) {
        Map<String, Set<String>> numbers = tasks.stream()
                .collect(Collectors.groupingBy(
                        TaskEntry::processKey, Collectors.mapping(TaskEntry::businessKey, Collectors.toSet())));
        Map<String, Set<String>> kept = new HashMap<>();
        numbers.forEach((process, keys) -> kept.put(
                process,
                of(process).map(source -> source.subjectsForDevices(keys)).orElse(Set.of())));
        return tasks.stream()
                .filter(task -> task.readable()
                        && kept.getOrDefault(task.processKey(), Set.of()).contains(task.businessKey()))
                .map(TaskEntry::id)
                .collect(Collectors.toSet());
    }

    List<Account> nominees(TaskRef task) {
        return of(task.processKey()).map(source -> source.nominees(task)).orElse(List.of());
    }

    List<Account> substitutes(TaskRef task) {
        return of(task.processKey()).map(source -> source.substitutes(task)).orElse(List.of());
    }

    Optional<Appointment> appointment(TaskRef task) {
        return of(task.processKey()).flatMap(source -> source.appointment(task));
    }

    /** No for a process that tells the inbox nothing: nobody could say whose own work it would be. */
    boolean mayHandOver(Account account, TaskRef task) {
        return of(task.processKey())
                .filter(source -> source.mayHandOver(account, task))
                .isPresent();
    }

    List<String> successors(TaskRef task) {
        return of(task.processKey()).map(source -> source.successors(task)).orElse(List.of());
    }

    void passedOn(TaskRef task) {
        of(task.processKey()).ifPresent(source -> source.passedOn(task));
    }

    boolean mayKeep(Account holder, TaskRef task) {
        return of(task.processKey()).map(source -> source.mayKeep(holder, task)).orElse(true);
    }

    void handedOver(TaskRef task, String from, @Nullable String to, String by, @Nullable String reason) {
        of(task.processKey()).ifPresent(source -> source.handedOver(task, from, to, by, reason));
    }

    boolean mayReceive(Account account, TaskRef task) {
        return of(task.processKey())
                .map(source -> source.mayReceive(account, task))
                .orElse(true);
    }

    boolean mayTake(Account account, TaskRef task) {
        return of(task.processKey())
                .map(source -> source.mayTake(account, task))
                .orElse(true);
    }
}
