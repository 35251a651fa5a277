package minqing.problem;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import minqing.engine.ClosedCases;
import minqing.organization.Account;
import minqing.organization.Directory;
import minqing.organization.Organization;
import minqing.organization.Role;
import minqing.organization.Unit;
import org.springframework.stereotype.Component;

/**
 * Who may see what (requirements, "Secrecy"): a problem, the person who brought it forward, and above all an accusation,
 * which the accused person, the accused unit and everyone in it must never be given, copied on or able to find.
 */
@Component
class Secrecy implements ClosedCases {

    private final ProblemRepository problems;
    private final CaseHistory history;
    private final Directory directory;
    private final Organization organization;
    private final OpenWork openWork;

    Secrecy(
            ProblemRepository problems,
            CaseHistory history,
            Directory directory,
            Organization organization,
            OpenWork openWork) {
        this.problems = problems;
        this.history = history;
        this.directory = directory;
        this.organization = organization;
        this.openWork = openWork;
    }

    boolean mayRead(Account viewer, Problem problem) {
        if (problem.accusation()) {
            return (viewer.is(Role.DISCIPLINE)
                            || viewer.id().equals(problem.reporter())
                            || openWork.offered(viewer, problem.number()))
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
        Set<String> ownUnits = new TreeSet<>(account.units());
        return problems.accused(problem.id()).stream().anyMatch(accused -> switch (accused.kind()) {
            case "account" ->
                accused.value().equals(account.id())
                        || directory
                                .account(accused.value())
                                .filter(named -> ownUnits.stream().anyMatch(named::heads))
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

    /** The discipline officers who may be given an accusation; where it names them all, the approvers it doesn't name. */
    List<Account> disciplineOfficers(Problem problem) {
        List<Account> officers = unnamed(Role.DISCIPLINE, problem);
        return officers.isEmpty() ? unnamed(Role.APPROVER, problem) : officers;
    }

    private List<Account> unnamed(Role role, Problem problem) {
        return directory.members(role.group()).stream()
                .filter(account -> !barred(account, problem))
                .toList();
    }

    /** Whom the reporter's words name, as far as they are known here: by id, by name, by unit code or unit name. */
    List<ProblemRepository.Accused> named(String words) {
        List<ProblemRepository.Accused> named = new java.util.ArrayList<>();
        named.add(new ProblemRepository.Accused("words", words));
        for (Unit unit : organization.everyUnit()) {
            if (words.equals(unit.code()) || words.contains(unit.name())) {
                named.add(new ProblemRepository.Accused("unit", unit.code()));
            }
        }
        for (Account account : directory.accounts()) {
            if (words.equals(account.id()) || words.contains(account.name())) {
                named.add(new ProblemRepository.Accused("account", account.id()));
            }
        }
        return named;
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
