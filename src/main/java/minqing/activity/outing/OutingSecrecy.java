package minqing.activity.outing;

import java.util.List;
import minqing.bureau.access.AccessLog;
import minqing.bureau.organization.Account;
import minqing.bureau.organization.Directory;
import minqing.bureau.organization.Organization;
import minqing.bureau.organization.Role;
import org.springframework.stereotype.Component;

/**
 * Who may enter, read and change outings, and who may learn who came to a reception and what was told (requirements,
 * "Secrecy"): the leader who received, the office, the approver of the case it became, and whoever has to set right what he or
 * she entered. Everybody else sees {@code 张**} and the neutral summary.
 */
@Component
class OutingSecrecy {

    private final Organization organization;
    private final Directory directory;
    private final OutingVisibility visibility;
    private final AccessLog accessLog;

    OutingSecrecy(Organization organization, Directory directory, OutingVisibility visibility, AccessLog accessLog) {
        this.organization = organization;
        this.directory = directory;
        this.visibility = visibility;
        this.accessLog = accessLog;
    }

    /** Leaders, the office and the people of the bureau's own units; a town's people are not the bureau's staff. */
    boolean mayEnter(Account account) {
        return account.is(Role.LEADER) || account.is(Role.OFFICE) || organization.employs(account);
    }

    /** Registers on paper name who came, and what they bring in counts at once. */
    static boolean mayImport(Account account) {
        return account.is(Role.OFFICE);
    }

    /** Whoever enters or reads outings also reads up on the villages; what of them is shown is asked for each record. */
    boolean mayReadVillages(Account viewer) {
        return viewer.readsEverything() || mayEnter(viewer);
    }

    boolean mayRead(Account viewer, Outing outing) {
        return visibility.outing().allows(viewer, outing);
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

    /** Whoever has to do with it adds files; an inspector changes nothing. */
    boolean mayAttach(Account account, Outing outing) {
        return !account.is(Role.INSPECTOR)
                && (account.is(Role.OFFICE) || isLeader(account, outing) || entered(account, outing));
    }

    /** It is the leader's own word; of one who is gone the office says what it knows, but nobody what he or she entered. */
    boolean mayConfirm(Account account, Outing outing) {
        return isLeader(account, outing)
                || isGone(outing.leader()) && actsForOffice(account, outing) && !entered(account, outing);
    }

    /** Whoever entered it sets it right; of one who is gone the office does. */
    boolean mayCorrect(Account account, Outing outing) {
        return entered(account, outing) || isGone(outing.enteredBy()) && actsForOffice(account, outing);
    }

    /** Where the office has nobody but who entered it, an approver acts for it. */
    private boolean actsForOffice(Account account, Outing outing) {
        return account.is(Role.OFFICE)
                || account.is(Role.APPROVER)
                        && directory.members(Role.OFFICE.group()).stream().allMatch(member -> entered(member, outing));
    }

    boolean isGone(String account) {
        return directory.usable(account).isEmpty();
    }

    boolean maySeeVisitor(Account viewer, Outing outing, Parts.Reception reception) {
        return visibility.visitor().allows(viewer, new OutingVisibility.Held(outing, reception));
    }

    /** Whether the viewer may learn who came to each of the outing's receptions; a file of it may tell of any of them. */
    boolean maySeeVisitors(Account viewer, Outing outing, List<Parts.Reception> receptions) {
        return mayRead(viewer, outing)
                && (receptions.isEmpty()
                        ? knowsEverybody(viewer, outing)
                        : receptions.stream().allMatch(reception -> maySeeVisitor(viewer, outing, reception)));
    }

    private static boolean knowsEverybody(Account viewer, Outing outing) {
        return isLeader(viewer, outing)
                || viewer.is(Role.OFFICE)
                || (outing.state() == State.CORRECTING && entered(viewer, outing));
    }

    /** Notes that somebody took a document out of the house that says who came to a reception. */
    void takenOut(Account viewer, String outing, long reception) {
        accessLog.read(viewer.id(), "outing", outing, "reception/" + reception + "/document");
    }

    private static boolean isLeader(Account account, Outing outing) {
        return account.id().equals(outing.leader());
    }

    private static boolean entered(Account account, Outing outing) {
        return account.id().equals(outing.enteredBy());
    }
}
