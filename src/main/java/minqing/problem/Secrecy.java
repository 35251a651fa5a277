package minqing.problem;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import minqing.engine.ClosedCases;
import minqing.organization.Account;
import minqing.organization.Directory;
import minqing.organization.KnownNames;
import minqing.organization.Role;
import org.springframework.stereotype.Component;

/**
 * Who may see what (requirements, "Secrecy"): a problem, the person who brought it forward, and above all an accusation,
 * which the accused person, the accused unit and everyone in it must never be given, copied on or able to find.
 */
@Component
class Secrecy implements ClosedCases {

    /** Who receives accusations, and who does where one names everybody before. */
    private static final List<Role> RECEIVERS =
            List.of(Role.DISCIPLINE, Role.APPROVER, Role.SUPERVISOR, Role.ADMINISTRATOR);

    /** With fewer characters an ending says what kind of unit it is, not which. */
    private static final int SHORTEST_ENDING = 3;

    private final ProblemRepository problems;
    private final CaseHistory history;
    private final Directory directory;
    private final KnownNames names;
    private final OpenWork openWork;

    Secrecy(ProblemRepository problems, CaseHistory history, Directory directory, KnownNames names, OpenWork openWork) {
        this.problems = problems;
        this.history = history;
        this.directory = directory;
        this.names = names;
        this.openWork = openWork;
    }

    boolean mayRead(Account viewer, Problem problem) {
        if (problem.accusation()) {
            return (viewer.is(Role.DISCIPLINE)
                            || viewer.id().equals(problem.reporter())
                            || openWork.offered(viewer, problem.number())
                            || receives(viewer, problem))
                    && !barred(viewer, problem);
        }
        return viewer.readsEverything() || viewer.id().equals(problem.reporter()) || concerns(viewer, problem);
    }

    /**
     * Whether the account may learn who brought the problem forward: the leader who received it, the office and the
     * approver of the case; its handler and verifier while their task is open; of an accusation the discipline officer
     * and the reporter alone.
     */
    boolean maySeeContact(Account viewer, Problem problem) {
        if (!mayRead(viewer, problem)) {
            return false;
        }
        if (problem.accusation() || viewer.id().equals(problem.reporter()) || viewer.is(Role.OFFICE)) {
            return true;
        }
        if (viewer.is(Role.APPROVER)
                && (history.acted(problem.id(), viewer.id()) || openWork.offered(viewer, problem.number()))) {
            return true;
        }
        return openWork.held(viewer.id(), problem.number(), Set.of("handle", "verify"));
    }

    /** Whether an accusation names this account, its unit, or the head under whom it works. */
    boolean barred(Account account, Problem problem) {
        return barred(account, problems.accused(problem.id()));
    }

    private boolean barred(Account account, Collection<ProblemRepository.Accused> named) {
        Set<String> ownUnits = account.units();
        return named.stream().anyMatch(accused -> switch (accused.kind()) {
            case "account" ->
                accused.value().equals(account.id())
                        || directory
                                .account(accused.value())
                                .filter(other -> ownUnits.stream().anyMatch(other::heads))
                                .isPresent();
            case "unit" -> ownUnits.contains(accused.value());
            default -> false;
        });
    }

    /** The accounts whose being accused bars the person: the person's own and those of the heads above. */
    Set<String> namesThatBar(Account account) {
        Set<String> names = new TreeSet<>(Set.of(account.id()));
        account.units().stream()
                .flatMap(unit -> directory.members("head-" + unit).stream())
                .map(Account::id)
                .forEach(names::add);
        return names;
    }

    /** The accusations that name the person, the unit, or the head under whom the person works, and what went into them. */
    @Override
    public Set<String> closedTo(Account person) {
        return problems.accusationsNaming(namesThatBar(person), person.units());
    }

    /** Whoever watches in Cockpit would learn of an accusation there by its number alone; administrators see everything there. */
    @Override
    public Set<String> untoldTo(Account person) {
        Set<String> untold = new TreeSet<>(closedTo(person));
        if (person.watches() && !person.is(Role.ADMINISTRATOR)) {
            problems.openAccusations().stream()
                    .filter(accusation -> !mayRead(person, accusation))
                    .map(Problem::number)
                    .forEach(untold::add);
        }
        return untold;
    }

    /** Who may be given an accusation; see {@link #receivers(Collection)}. */
    List<Account> receivers(Problem problem) {
        return receivers(problems.accused(problem.id()));
    }

    /**
     * The discipline officers whom an accusation does not name; where it names them all, the approvers, then the supervisors,
     * and in the end the administrators, so that it does not lie unseen. Empty when it names every one of these.
     */
    List<Account> receivers(Collection<ProblemRepository.Accused> named) {
        return RECEIVERS.stream()
                .map(role -> directory.members(role.group()).stream()
                        .filter(account -> !barred(account, named))
                        .toList())
                .filter(unnamed -> !unnamed.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    private boolean receives(Account viewer, Problem problem) {
        return receivers(problem).stream().anyMatch(receiver -> receiver.id().equals(viewer.id()));
    }

    /**
     * Whom the reporter's words name, as far as they are known here: by id or unit code, or by any name they bear or bore,
     * however it is written, a unit also by the ending of its name.
     */
    List<ProblemRepository.Accused> named(String words) {
        List<ProblemRepository.Accused> named = new ArrayList<>();
        named.add(new ProblemRepository.Accused("words", words));
        Map<String, Set<String>> units = names.ofUnits();
        units.forEach((unit, known) -> {
            if (names(words, unit, known) || namesByEnding(words, unit, units)) {
                named.add(new ProblemRepository.Accused("unit", unit));
            }
        });
        names.ofAccounts().forEach((account, known) -> {
            if (names(words, account, known)) {
                named.add(new ProblemRepository.Accused("account", account));
            }
        });
        return named;
    }

    /** People leave out how a unit's name begins (监察大队 for 市监察大队): an ending that only this unit's names have is enough. */
    private static boolean namesByEnding(String words, String unit, Map<String, Set<String>> units) {
        String written = KnownNames.comparable(words);
        Set<String> others = units.entrySet().stream()
                .filter(other -> !other.getKey().equals(unit))
                .flatMap(other -> other.getValue().stream())
                .map(KnownNames::comparable)
                .collect(Collectors.toSet());
        return units.get(unit).stream()
                .map(KnownNames::comparable)
                .flatMap(name -> IntStream.rangeClosed(1, name.length() - SHORTEST_ENDING)
                        .mapToObj(name::substring))
                .filter(written::contains)
                .anyMatch(ending -> others.stream().noneMatch(other -> other.endsWith(ending)));
    }

    private static boolean names(String words, String identifier, Collection<String> known) {
        String written = KnownNames.comparable(words);
        return written.equals(identifier)
                || known.stream()
                        .map(KnownNames::comparable)
                        .anyMatch(name -> !name.isEmpty() && written.contains(name));
    }

    private boolean concerns(Account viewer, Problem problem) {
        Set<String> units = viewer.units();
        if (units.isEmpty()) {
            return false;
        }
        return (problem.leadUnit() != null && units.contains(problem.leadUnit()))
                || problems.assists(problem.id()).stream().anyMatch(assist -> units.contains(assist.unit()))
                || history.of(problem.id()).stream()
                        .anyMatch(entry -> entry.toUnit() != null && units.contains(entry.toUnit()));
    }
}
