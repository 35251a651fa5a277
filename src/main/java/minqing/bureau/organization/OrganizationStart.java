package minqing.bureau.organization;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import minqing.bureau.calendar.Periods;
import minqing.bureau.calendar.SubmissionSchedules;
import minqing.platform.database.ConfiguredPath;
import org.camunda.bpm.engine.IdentityService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Brings the organization before anybody can log in: the demonstration where it is due, or the bureau's own data files,
 * and the groups of all roles and units. All of it or none, and again at every start without harm.
 */
@Component
class OrganizationStart implements InitializingBean {

    private static final Logger LOG = LoggerFactory.getLogger(OrganizationStart.class);

    private static final String DEMONSTRATION = "classpath:data/";
    private static final String DEMONSTRATION_ACCOUNTS = "data/demonstration-accounts.csv";
    private static final String DEMONSTRATION_PASSWORD = "minqing-demo";

    private final OrganizationData data;
    private final Organization organization;
    private final UnitGroups groups;
    private final Demonstration demonstration;
    private final Periods periods;
    private final SubmissionSchedules schedules;
    private final Clock clock;
    private final IdentityService identities;
    private final JdbcClient database;
    private final TransactionOperations transaction;
    private final String directory;
    private boolean done;

    OrganizationStart(
            OrganizationData data,
            Organization organization,
            UnitGroups groups,
            Demonstration demonstration,
            Periods periods,
            SubmissionSchedules schedules,
            Clock clock,
            IdentityService identities,
            JdbcClient database,
            TransactionOperations transaction,
            @Value("${minqing.organization-data:}") String directory) {
        this.data = data;
        this.organization = organization;
        this.groups = groups;
        this.demonstration = demonstration;
        this.periods = periods;
        this.schedules = schedules;
        this.clock = clock;
        this.identities = identities;
        this.database = database;
        this.transaction = transaction;
        this.directory = directory;
    }

    @Override
    public void afterPropertiesSet() {
        transaction.executeWithoutResult(status -> {
            if (demonstration.due()) {
                data.load(DEMONSTRATION);
            } else if (!directory.isBlank()) {
                data.load("file:" + ConfiguredPath.of(directory.strip(), "MINQING_ORGANIZATION_DATA") + "/");
            }
            groups.make();
            participants();
            if (demonstration.due()) {
                demonstrationAccounts();
                demonstration.remember();
            }
        });
        done = true;
        if (demonstration.refused()) {
            LOG.warn("MINQING_DEMO=true, but the database already has units or accounts: no demonstration is loaded");
        } else if (demonstration.active()) {
            LOG.warn(
                    "演示系统 This is the demonstration; its password is published. Reachable from {}",
                    demonstration.confined() ? "this machine only (127.0.0.1)" : "wherever the configuration allows");
        }
    }

    void requireDone() {
        if (!done) {
            throw new IllegalStateException("the organization is not loaded yet");
        }
    }

    /** The bureau sends the monthly table, in the demonstration from the month on that is running when it comes. */
    private void participants() {
        for (Unit unit : organization.units()) {
            if (unit.kind() == UnitKind.BUREAU) {
                periods.takePart(unit.code());
                if (demonstration.due()) {
                    periods.goLive(
                            unit.code(),
                            schedules.containing(LocalDate.now(clock)).month());
                }
            }
        }
    }

    /** All have one password, which is hashed once: so many hashes would take the first start some seconds. */
    private void demonstrationAccounts() {
        List<Map<String, String>> rows = Table.read(new ClassPathResource(DEMONSTRATION_ACCOUNTS));
        String first = rows.get(0).getOrDefault("account", "");
        for (Map<String, String> row : rows) {
            String account = row.getOrDefault("account", "");
            Accounts.create(
                    identities,
                    account,
                    row.getOrDefault("family_name", ""),
                    row.getOrDefault("given_name", ""),
                    account.equals(first) ? DEMONSTRATION_PASSWORD : null,
                    Set.of(row.getOrDefault("groups", "").split(" ")),
                    true);
        }
        database.sql("""
                        update act_id_user account set pwd_ = hashed.pwd_, salt_ = hashed.salt_ from act_id_user hashed
                        where hashed.id_ = :first and account.pwd_ is null""").param("first", first).update();
    }
}
