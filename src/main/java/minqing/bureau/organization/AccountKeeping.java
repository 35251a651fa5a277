package minqing.bureau.organization;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import minqing.platform.database.Columns;
import minqing.platform.engine.AccountLeft;
import minqing.platform.fault.Conflict;
import minqing.platform.fault.Missing;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.PasswordPolicyResult;
import org.camunda.bpm.engine.identity.User;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Keeps the people's accounts in the engine's identity tables: made with a password for once, put into groups and taken
 * out, disabled, unlocked. No password is shown or noted anywhere but in the answer to the call that made it up.
 */
@Service
public class AccountKeeping {

    static final String LOGIN = "[a-z0-9]([a-z0-9._-]{0,62}[a-z0-9])?";
    static final int NAME = 30;
    private static final int MADE_UP = 14;

    /** Without the characters that look like others on paper. */
    private static final String LETTERS = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    private final IdentityService identities;
    private final JdbcClient database;
    private final Directory directory;
    private final AccountRestrictions restrictions;
    private final OrganizationChanges changes;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    AccountKeeping(
            IdentityService identities,
            JdbcClient database,
            Directory directory,
            AccountRestrictions restrictions,
            OrganizationChanges changes,
            ApplicationEventPublisher events,
            Clock clock) {
        this.identities = identities;
        this.database = database;
        this.directory = directory;
        this.restrictions = restrictions;
        this.changes = changes;
        this.events = events;
        this.clock = clock;
    }

    /** Everybody with an account, by login name. */
    public List<KeptAccount> all() {
        Set<String> disabled = restrictions.disabled();
        Set<String> due = restrictions.passwordDue();
        Map<String, Instant> locked = locked();
        return directory.accounts().stream()
                .map(account -> new KeptAccount(
                        account.id(),
                        account.name(),
                        new TreeSet<>(account.groups()),
                        disabled.contains(account.id()),
                        due.contains(account.id()),
                        locked.containsKey(account.id())))
                .toList();
    }

    public KeptAccount one(String id) {
        return all().stream()
                .filter(account -> account.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new Missing("fault.missing"));
    }

    /** The groups there are, by identifier: those of roles first, then those of units in the order of lists. */
    public Map<String, String> groups() {
        Map<String, String> names = database.sql("select id_, name_ from act_id_group").query().listOfRows().stream()
                .collect(Collectors.toMap(
                        row -> String.valueOf(row.get("id_")), row -> String.valueOf(row.get("name_"))));
        Set<String> ordered = new LinkedHashSet<>();
        for (Role role : Role.values()) {
            ordered.add(role.group());
        }
        ordered.addAll(database.sql("""
                        select prefix || code from unit cross join (values (1, 'unit-'), (2, 'head-')) as kind (place, prefix)
                        order by ordinal, code, place
                        """).query(String.class).list());
        ordered.addAll(new TreeSet<>(names.keySet()));
        Map<String, String> groups = new LinkedHashMap<>();
        ordered.stream().filter(names::containsKey).forEach(id -> groups.put(id, names.get(id)));
        return groups;
    }

    /**
     * Makes an account.
     *
     * @param password to be used once; empty: one is made up
     * @return the password that was made up; null where one was given
     */
    @Transactional
    public @Nullable String create(
            String actor,
            @Nullable String id,
            @Nullable String name,
            @Nullable String password,
            Collection<String> groups) {
        changes.oneAtATime();
        EntryCheck check = new EntryCheck("account");
        String login = check.identifier("account", id, LOGIN);
        if (login == null && check.isFaultless()) {
            check.fault("account", "organization.fault.required");
        }
        if (login != null && directory.account(login).isPresent()) {
            check.fault("account", "organization.fault.taken");
        }
        String shown = check.text("name", name, NAME);
        known(check, groups);
        User user = identities.newUser(login == null ? "nobody" : login);
        user.setFirstName(shown);
        user.setLastName("");
        boolean given = password != null && !password.isEmpty();
        if (given) {
            judge(check, String.valueOf(password), user);
        }
        check.refuse();
        String first = given ? String.valueOf(password) : madeUp(user);
        user.setPassword(first);
        identities.saveUser(user);
        restrictions.disabled(user.getId(), false);
        restrictions.passwordDue(user.getId(), true);
        changes.note(actor, "account", user.getId(), "create", null, null, shown);
        for (String group : new TreeSet<>(groups)) {
            identities.createMembership(user.getId(), group);
            changes.note(actor, "account", user.getId(), "change", "groups", null, group);
        }
        return given ? null : first;
    }

    /**
     * Gives an account its name and groups.
     *
     * @param known the groups it had when the administrator looked
     * @throws Conflict when it has others by now
     */
    @Transactional
    public void change(String actor, String id, @Nullable String name, Collection<String> groups, Set<String> known) {
        changes.oneAtATime();
        KeptAccount before = one(id);
        if (!before.groups().equals(new TreeSet<>(known))) {
            throw new Conflict("organization.overtaken");
        }
        EntryCheck check = new EntryCheck("account");
        String shown = check.text("name", name, NAME);
        known(check, groups);
        boolean administers = before.groups().contains(Role.ADMINISTRATOR.group());
        if (administers && !groups.contains(Role.ADMINISTRATOR.group()) && actor.equals(id)) {
            check.fault("groups", "organization.fault.own-account");
        }
        if (before.disabled() && !groups.isEmpty()) {
            check.fault("groups", "organization.fault.disabled");
        }
        check.refuse();
        if (!shown.equals(before.name())) {
            User user = user(id);
            user.setFirstName(shown);
            user.setLastName("");
            identities.saveUser(user);
            changes.note(actor, "account", id, "change", "name", before.name(), shown);
        }
        for (String group : groups().keySet()) {
            put(actor, id, group, groups.contains(group));
        }
    }

    /**
     * Puts an account into a group or takes it out; where it is there already, nothing happens. When somebody leaves a
     * group, the engine's identity service tells those who hand the person's tasks on.
     */
    void put(String actor, String id, String group, boolean member) {
        boolean now =
                identities.createUserQuery().userId(id).memberOfGroup(group).count() > 0;
        if (member && !now) {
            identities.createMembership(id, group);
            changes.note(actor, "account", id, "change", "groups", null, group);
        } else if (!member && now) {
            identities.deleteMembership(id, group);
            changes.note(actor, "account", id, "change", "groups", group, null);
        }
    }

    /**
     * Shuts an account: it loses its groups and its password, and whoever is logged in with it is out at the next step.
     * The account stays, for what was done with it goes on naming it; what waits for it goes to others.
     */
    @Transactional
    public void disable(String actor, String id) {
        changes.oneAtATime();
        KeptAccount before = one(id);
        if (actor.equals(id)) {
            throw new Conflict("organization.own-account");
        }
        if (before.disabled()) {
            throw new Conflict("organization.disabled-already");
        }
        // First of all: nothing goes to an account that is about to lose its groups one after another.
        restrictions.disabled(id, true);
        for (String group : before.groups()) {
            put(actor, id, group, false);
        }
        User user = user(id);
        user.setPassword(madeUp(user));
        identities.saveUser(user);
        changes.note(actor, "account", id, "change", "disabled", false, true);
        events.publishEvent(new AccountLeft(id, actor));
    }

    /**
     * Gives an account a new password for once, opens it where it was locked or disabled.
     *
     * @param password empty: one is made up
     * @return the password that was made up; null where one was given
     */
    @Transactional
    public @Nullable String reset(String actor, String id, @Nullable String password) {
        changes.oneAtATime();
        KeptAccount before = one(id);
        User user = user(id);
        boolean given = password != null && !password.isEmpty();
        if (given) {
            EntryCheck check = new EntryCheck("account");
            judge(check, String.valueOf(password), user);
            check.refuse();
        }
        String next = given ? String.valueOf(password) : madeUp(user);
        user.setPassword(next);
        identities.saveUser(user);
        identities.unlockUser(id);
        restrictions.disabled(id, false);
        restrictions.passwordDue(id, true);
        changes.note(actor, "account", id, "change", "password", null, null);
        if (before.disabled()) {
            changes.note(actor, "account", id, "change", "disabled", true, false);
        }
        return given ? null : next;
    }

    /** Opens an account that was locked by wrong passwords. */
    @Transactional
    public void unlock(String actor, String id) {
        one(id);
        identities.unlockUser(id);
        changes.note(actor, "account", id, "change", "unlocked", null, null);
    }

    /**
     * Whether it is the person's password. Wrong ones count toward the lock, so this is asked outside of the transaction
     * that a refusal rolls back.
     */
    public boolean isPassword(String id, @Nullable String password) {
        return password != null && !password.isEmpty() && identities.checkPassword(id, password);
    }

    /**
     * Gives a person the password of his or her own choice.
     *
     * @param present the password there is
     * @param known what {@link #isPassword} said of it
     */
    @Transactional
    public void choose(
            String id, @Nullable String present, boolean known, @Nullable String next, @Nullable String again) {
        EntryCheck check = new EntryCheck("account");
        if (!known) {
            check.fault("present", "organization.fault.password-wrong");
        }
        User user = user(id);
        if (next == null || next.isEmpty()) {
            check.fault("password", "organization.fault.required");
        } else if (next.equals(present)) {
            check.fault("password", "organization.fault.password-same");
        } else {
            judge(check, next, user);
        }
        if (next != null && !next.equals(again)) {
            check.fault("again", "organization.fault.password-again");
        }
        check.refuse();
        // What a person may do for oneself: the engine's rules let each change one's own account.
        user.setPassword(next);
        identities.saveUser(user);
        restrictions.passwordDue(id, false);
        changes.note(id, "account", id, "change", "password", null, null);
    }

    private void known(EntryCheck check, Collection<String> groups) {
        if (!groups().keySet().containsAll(groups)) {
            check.fault("groups", "organization.fault.unknown");
        }
    }

    private void judge(EntryCheck check, String password, User user) {
        PasswordPolicyResult result = identities.checkPasswordAgainstPolicy(password, user);
        if (!result.isValid()) {
            check.fault("password", "organization.fault.password-weak");
        }
    }

    private String madeUp(User user) {
        while (true) {
            StringBuilder password = new StringBuilder();
            for (int index = 0; index < MADE_UP; index++) {
                password.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
            }
            if (identities.checkPasswordAgainstPolicy(password.toString(), user).isValid()) {
                return password.toString();
            }
        }
    }

    private User user(String id) {
        User user = identities.createUserQuery().userId(id).singleResult();
        if (user == null) {
            throw new Missing("fault.missing");
        }
        return user;
    }

    private Map<String, Instant> locked() {
        return database
                .sql(
                        "select id_, lock_exp_time_ at time zone current_setting('timezone') as until from act_id_user where lock_exp_time_ is not null")
                .query((row, index) -> Map.entry(row.getString("id_"), Columns.instant(row, "until")))
                .list()
                .stream()
                .filter(entry -> entry.getValue().isAfter(clock.instant()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /**
     * An account as an administrator sees it.
     *
     * @param disabled it may not be used
     * @param passwordDue its password was given by an administrator and not yet replaced
     * @param locked by wrong passwords, for the time being
     */
    public record KeptAccount(
            String id, String name, TreeSet<String> groups, boolean disabled, boolean passwordDue, boolean locked) {}
}
