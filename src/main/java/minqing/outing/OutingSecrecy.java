package minqing.outing;

import static minqing.database.Columns.textArray;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import minqing.access.AccessLog;
import minqing.organization.Account;
import minqing.organization.Organization;
import minqing.organization.Role;
import minqing.organization.Unit;
import minqing.organization.UnitKind;
import minqing.problem.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Who may enter, read and change outings, and who may learn who came to a reception and what was told (requirements,
 * "Secrecy"): the leader who received, the office, the approver of the case it became, and whoever has to set right what he or
 * she entered. Everybody else sees {@code 张**} and the neutral summary. Of a reception that became an accusation nobody else
 * sees even that, and whom it accuses sees nothing of what was told.
 */
@Component
class OutingSecrecy {

    /**
     * Whether the viewer may learn who came to the reception {@code part} of {@code outing}, which {@code became} a problem, as
     * far as the database can tell; parameters: {@link #parameters}.
     */
    static final String KNOWS = "((:office or outing.leader = :me or part.host = :me)"
            + " and coalesce(became.problem, '') <> all(:accusing))";

    /** Whether the viewer may read what the reception was about. */
    static final String READS = "(coalesce(became.problem, '') <> all(:hidden) or " + KNOWS + ")";

    private final Organization organization;
    private final Problems problems;
    private final AccessLog accessLog;

    OutingSecrecy(Organization organization, Problems problems, AccessLog accessLog) {
        this.organization = organization;
        this.problems = problems;
        this.accessLog = accessLog;
    }

    /** Leaders, the office and the people of the bureau's own units; a town's people are not the bureau's staff. */
    boolean mayEnter(Account account) {
        return account.is(Role.LEADER) || account.is(Role.OFFICE) || worksHere(account);
    }

    /** Registers on paper name who came, and what they bring in counts at once. */
    static boolean mayImport(Account account) {
        return account.is(Role.OFFICE);
    }

    private boolean worksHere(Account account) {
        return !account.units().isEmpty()
                && organization.everyUnit().stream()
                        .filter(unit -> unit.kind() != UnitKind.EXTERNAL)
                        .map(Unit::code)
                        .anyMatch(account.units()::contains);
    }

    /** Whether the account reads every outing. */
    static boolean readsEverything(Account viewer) {
        return Stream.of(Role.LEADER, Role.OFFICE, Role.APPROVER, Role.SUPERVISOR, Role.INSPECTOR, Role.DISCIPLINE)
                .anyMatch(viewer::is);
    }

    /** Whoever enters or reads outings also reads up on the villages; what of them is shown is asked for each record. */
    boolean mayReadVillages(Account viewer) {
        return readsEverything(viewer) || mayEnter(viewer);
    }

    boolean mayRead(Account viewer, Outing outing) {
        return readsEverything(viewer)
                || viewer.id().equals(outing.leader())
                || viewer.id().equals(outing.enteredBy());
    }

    /** The leader always, the office unless the leader is about to confirm, whoever entered it while it is sent back. */
    private boolean mayChange(Account account, Outing outing) {
        return switch (outing.state()) {
            case PENDING -> isLeader(account, outing);
            case CORRECTING -> isLeader(account, outing) || account.is(Role.OFFICE) || entered(account, outing);
            case COUNTED -> isLeader(account, outing) || account.is(Role.OFFICE);
            case DELETED -> false;
        };
    }

    /** Whoever changes an outing sees all of it, which nobody may whom it accuses. */
    boolean mayChange(Account account, Outing outing, Parts parts) {
        List<String> became = parts.receptions().stream()
                .map(Parts.Reception::problem)
                .filter(Objects::nonNull)
                .toList();
        return mayChange(account, outing)
                && (became.isEmpty() || became.stream().noneMatch(hiddenFrom(account)::accuses));
    }

    boolean mayDelete(Account account, Outing outing) {
        return switch (outing.state()) {
            case PENDING, CORRECTING ->
                isLeader(account, outing) || account.is(Role.OFFICE) || entered(account, outing);
            case COUNTED -> isLeader(account, outing) || account.is(Role.OFFICE);
            case DELETED -> false;
        };
    }

    /** What {@link #KNOWS} and {@link #READS} are asked with, beside the viewer. */
    Map<String, Object> parameters(Account viewer) {
        Hidden hidden = hiddenFrom(viewer);
        return Map.of(
                "office",
                viewer.is(Role.OFFICE),
                "hidden",
                textArray(hidden.numbers()),
                "accusing",
                textArray(hidden.accusing()));
    }

    /** The accusations among what receptions became of which the viewer must not learn. */
    Hidden hiddenFrom(Account viewer) {
        return new Hidden(problems.accusationsHiddenFrom(viewer));
    }

    /**
     * Accusations somebody must not learn of.
     *
     * @param accusations by number; true for those that accuse the viewer
     */
    record Hidden(Map<String, Boolean> accusations) {

        boolean holds(@Nullable String problem) {
            return problem != null && accusations.containsKey(problem);
        }

        boolean accuses(@Nullable String problem) {
            return problem != null && accusations.getOrDefault(problem, false);
        }

        private Set<String> numbers() {
            return accusations.keySet();
        }

        private Set<String> accusing() {
            return accusations.keySet().stream().filter(this::accuses).collect(Collectors.toSet());
        }
    }

    /** Whether the viewer may read what the reception was about, in neutral words. */
    boolean mayReadReception(Account viewer, Outing outing, Parts.Reception reception, Hidden hidden) {
        return !hidden.holds(reception.problem()) || maySeeVisitor(viewer, outing, reception, hidden);
    }

    boolean maySeeVisitor(Account viewer, Outing outing, Parts.Reception reception, Hidden hidden) {
        return mayRead(viewer, outing)
                && !hidden.accuses(reception.problem())
                && (isLeader(viewer, outing)
                        || viewer.id().equals(reception.host())
                        || viewer.is(Role.OFFICE)
                        || (outing.state() == State.CORRECTING && entered(viewer, outing))
                        || (viewer.is(Role.APPROVER)
                                && reception.problem() != null
                                && problems.maySeeContact(viewer, reception.problem())));
    }

    /** Notes that somebody was shown who came to a reception. */
    void shown(Account viewer, String outing, long reception) {
        accessLog.read(viewer.id(), "outing", outing, "reception/" + reception);
    }

    /** Notes that somebody took a document out of the house that says who came to a reception. */
    void takenOut(Account viewer, String outing, long reception) {
        accessLog.read(viewer.id(), "outing", outing, "reception/" + reception + "/document");
    }

    /** The first character, and nothing that tells the length. */
    static String masked(String name) {
        return name.isBlank() ? "" : name.substring(0, name.offsetByCodePoints(0, 1)) + "**";
    }

    private static boolean isLeader(Account account, Outing outing) {
        return account.id().equals(outing.leader());
    }

    private static boolean entered(Account account, Outing outing) {
        return account.id().equals(outing.enteredBy());
    }
}
