package minqing.organization;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import minqing.calendar.Periods;
import minqing.calendar.SubmissionSchedules;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.Group;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.MessageSource;
import org.springframework.core.io.ClassPathResource;
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
    private final Demonstration demonstration;
    private final Periods periods;
    private final SubmissionSchedules schedules;
    private final Clock clock;
    private final IdentityService identities;
    private final TransactionOperations transaction;
    private final MessageSource messages;
    private final String directory;
    private boolean done;

    OrganizationStart(
            OrganizationData data,
            Organization organization,
            Demonstration demonstration,
            Periods periods,
            SubmissionSchedules schedules,
            Clock clock,
            IdentityService identities,
            TransactionOperations transaction,
            MessageSource messages,
            @Value("${minqing.organization-data:}") String directory) {
        this.data = data;
        this.organization = organization;
        this.demonstration = demonstration;
        this.periods = periods;
        this.schedules = schedules;
        this.clock = clock;
        this.identities = identities;
        this.transaction = transaction;
        this.messages = messages;
        this.directory = directory;
    }

    @Override
    public void afterPropertiesSet() {
        transaction.executeWithoutResult(status -> {
            if (demonstration.due()) {
                data.load(DEMONSTRATION);
            } else if (!directory.isBlank()) {
                data.load("file:" + directory.strip().replaceAll("/*$", "/"));
            }
            groups();
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

    private void groups() {
        for (Role role : Role.values()) {
            group(role.group(), "organization.role." + role.group());
        }
        for (Unit unit : organization.units()) {
            if (unit.kind() != UnitKind.BUREAU) {
                group(unit.handlers(), "organization.handlers", unit.name());
                group(unit.heads(), "organization.heads", unit.name());
            }
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

    private void group(String id, String nameKey, Object... arguments) {
        String name = messages.getMessage(nameKey, arguments, Locale.SIMPLIFIED_CHINESE);
        Group group = identities.createGroupQuery().groupId(id).singleResult();
        if (group == null) {
            group = identities.newGroup(id);
        } else if (name.equals(group.getName())) {
            return;
        }
        group.setName(name);
        group.setType(Role.ADMINISTRATOR.group().equals(id) ? "SYSTEM" : "WORKFLOW");
        identities.saveGroup(group);
    }

    private void demonstrationAccounts() {
        for (Map<String, String> row : Table.read(new ClassPathResource(DEMONSTRATION_ACCOUNTS))) {
            Accounts.create(
                    identities,
                    row.getOrDefault("account", ""),
                    row.getOrDefault("family_name", ""),
                    row.getOrDefault("given_name", ""),
                    DEMONSTRATION_PASSWORD,
                    Set.of(row.getOrDefault("groups", "").split(" ")),
                    true);
        }
    }
}
