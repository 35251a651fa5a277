package minqing.outing;

import java.util.Set;
import java.util.stream.Stream;
import minqing.access.AccessLog;
import minqing.organization.Account;
import minqing.organization.Organization;
import minqing.organization.Role;
import minqing.organization.Unit;
import minqing.organization.UnitKind;
import minqing.problem.Problems;
import org.springframework.stereotype.Component;

/**
 * Who may enter, read and change outings, and who may learn who came to a reception and what was told (requirements,
 * "Secrecy"): the leader who received, the office, the approver of the case it became, and whoever has to set right what he or
 * she entered. Everybody else sees {@code 张**} and the neutral summary.
 */
@Component
class OutingSecrecy {

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
    boolean mayChange(Account account, Outing outing) {
        return switch (outing.state()) {
            case PENDING -> isLeader(account, outing);
            case CORRECTING -> isLeader(account, outing) || account.is(Role.OFFICE) || entered(account, outing);
            case COUNTED -> isLeader(account, outing) || account.is(Role.OFFICE);
            case DELETED -> false;
        };
    }

    boolean mayDelete(Account account, Outing outing) {
        return switch (outing.state()) {
            case PENDING, CORRECTING ->
                isLeader(account, outing) || account.is(Role.OFFICE) || entered(account, outing);
            case COUNTED -> isLeader(account, outing) || account.is(Role.OFFICE);
            case DELETED -> false;
        };
    }

    boolean maySeeVisitor(Account viewer, Outing outing, Parts.Reception reception) {
        return mayRead(viewer, outing)
                && (isLeader(viewer, outing)
                        || viewer.id().equals(reception.host())
                        || viewer.is(Role.OFFICE)
                        || (outing.state() == State.CORRECTING && entered(viewer, outing))
                        || (viewer.is(Role.APPROVER)
                                && reception.problem() != null
                                && problems.maySeeContact(viewer, reception.problem())));
    }

    /**
     * Whether a reception must not be found by the viewer at all: it became an accusation that names him or her, and the
     * viewer did not hold it.
     *
     * @param closed the numbers of the problems that are closed to the viewer
     */
    static boolean isHidden(Account viewer, Set<String> closed, Outing outing, Parts.Reception reception) {
        return reception.problem() != null
                && closed.contains(reception.problem())
                && !isLeader(viewer, outing)
                && !viewer.id().equals(reception.host());
    }

    /** The parts of an outing without the receptions that the viewer must not find. */
    Parts visible(Account viewer, Outing outing, Parts parts) {
        if (parts.receptions().stream().allMatch(reception -> reception.problem() == null)) {
            return parts;
        }
        Set<String> closed = problems.closedTo(viewer);
        return new Parts(
                parts.labour(),
                parts.receptions().stream()
                        .filter(reception -> !isHidden(viewer, closed, outing, reception))
                        .toList(),
                parts.forums(),
                parts.diary());
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
