package minqing.activity.problem;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import minqing.bureau.organization.Account;
import minqing.bureau.organization.Directory;
import minqing.bureau.organization.Organization;
import minqing.bureau.organization.Role;
import minqing.bureau.organization.Unit;
import minqing.platform.engine.DecisionTables;
import minqing.work.inbox.NoticeTarget;
import minqing.work.inbox.Notices;
import org.springframework.stereotype.Component;

/**
 * Who is told that a decision table is wrong: the office, which triages without a proposal meanwhile, and the
 * administrators, who mend it. Once for each cause, until the table is deployed anew.
 */
@Component
class DecisionNotices implements NoticeTarget {

    /** The page of the table. */
    static final String PAGE = "/organization/responsibility";

    private final Notices notices;
    private final Directory directory;
    private final Organization organization;
    private final DecisionTables tables;

    DecisionNotices(Notices notices, Directory directory, Organization organization, DecisionTables tables) {
        this.notices = notices;
        this.directory = directory;
        this.organization = organization;
        this.tables = tables;
    }

    /** The table proposes a unit that is not registered, is retired, or is the bureau itself. */
    void unknownUnit(String code) {
        send("responsible-unit-unknown", ResponsibleUnits.TABLE, code, members(Role.OFFICE, Role.ADMINISTRATOR));
    }

    void responsibleUnitFailed() {
        send(
                "responsible-unit-failed",
                ResponsibleUnits.TABLE,
                ResponsibleUnits.TABLE,
                members(Role.OFFICE, Role.ADMINISTRATOR));
    }

    /** A unit that rows of the table name is or will be no more. */
    void retiredUnit(String code) {
        send("responsible-unit-retired", ResponsibleUnits.TABLE, code, members(Role.ADMINISTRATOR));
    }

    void limitFailed() {
        send(
                "handling-limit-failed",
                HandlingLimits.TABLE,
                HandlingLimits.TABLE,
                members(Role.OFFICE, Role.ADMINISTRATOR));
    }

    private void send(String kind, String table, String cause, List<String> accounts) {
        notices.sendOnce(kind, table, cause, accounts, tables.since(table).orElse(Instant.EPOCH));
    }

    private List<String> members(Role... roles) {
        return Stream.of(roles)
                .flatMap(role -> directory.members(role.group()).stream())
                .map(Account::id)
                .distinct()
                .toList();
    }

    // ---- how the inbox shows it

    @Override
    public String key() {
        return ResponsibleUnits.TABLE;
    }

    @Override
    public String inWords(String code) {
        return organization.unit(code).map(Unit::name).orElse(code);
    }

    @Override
    public boolean mayOpen(Account viewer) {
        return viewer.is(Role.ADMINISTRATOR);
    }

    @Override
    public String address() {
        return PAGE;
    }
}
