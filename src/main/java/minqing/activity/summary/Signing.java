package minqing.activity.summary;

import static minqing.platform.database.Columns.instant;
import static minqing.platform.database.Columns.timestamp;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import minqing.bureau.organization.Account;
import minqing.bureau.organization.Directory;
import minqing.bureau.organization.Role;
import minqing.platform.fault.Conflict;
import minqing.platform.fault.FieldFault;
import minqing.platform.fault.InvalidInput;
import minqing.platform.fault.Missing;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Who signs a summary: the approvers in their order, each for themselves or, after noon of the due date, through the
 * substitute they authorised beforehand. Nothing is ever signed by a timer.
 */
@Service
class Signing {

    /** A deputy director and the director sign (D1), unless an administrator set another order. */
    private static final int FEWEST = 2;

    private final JdbcClient database;
    private final Directory directory;
    private final Clock clock;

    Signing(JdbcClient database, Directory directory, Clock clock) {
        this.database = database;
        this.directory = directory;
        this.clock = clock;
    }

    /** The accounts that sign for a unit, one after another; without an order of its own every approver, by login name. */
    List<String> order(String unit) {
        List<String> order = orderSet(unit);
        return order.isEmpty()
                ? directory.members(Role.APPROVER.group()).stream()
                        .map(Account::id)
                        .toList()
                : order;
    }

    /** The order an administrator set; empty without one. */
    private List<String> orderSet(String unit) {
        return database.sql("select account from signing_step where unit = :unit order by step")
                .param("unit", unit)
                .query(String.class)
                .list();
    }

    /** Whether the unit has an order of its own. */
    boolean hasOrder(String unit) {
        return database.sql("select exists (select 1 from signing_step where unit = :unit)")
                .param("unit", unit)
                .query(Boolean.class)
                .single();
    }

    /**
     * Sets the order in which approvers sign.
     *
     * @throws InvalidInput when it is empty, names somebody twice or somebody who is no approver
     */
    @Transactional
    void setOrder(String unit, List<String> accounts) {
        if (accounts.isEmpty() || new HashSet<>(accounts).size() != accounts.size()) {
            throw InvalidInput.of("signers", "summary.signing.order");
        }
        for (String account : accounts) {
            if (!isApprover(account)) {
                throw new InvalidInput(List.of(new FieldFault("signers", "summary.signing.no-approver", account)));
            }
        }
        database.sql("delete from signing_step where unit = :unit")
                .param("unit", unit)
                .update();
        for (int step = 1; step <= accounts.size(); step++) {
            database.sql("insert into signing_step (unit, step, account) values (:unit, :step, :account)")
                    .param("unit", unit)
                    .param("step", step)
                    .param("account", accounts.get(step - 1))
                    .update();
        }
    }

    /** Who may sign in an approver's place on a day, authorised before that day and still in an office that may. */
    List<String> substitutes(String principal, LocalDate day) {
        return database
                .sql("""
                        select distinct substitute from signing_substitute
                        where principal = :principal and revoked_at is null and :day between valid_from and valid_to
                          and authorised_at < :today
                        order by substitute""")
                .param("principal", principal)
                .param("day", day)
                .param("today", timestamp(day.atStartOfDay(clock.getZone()).toInstant()))
                .query(String.class)
                .list()
                .stream()
                .filter(this::mayStandIn)
                .toList();
    }

    /**
     * An approver authorises somebody to sign in their place; it counts from the day after it is given.
     *
     * @throws InvalidInput when the days are wrong or the person can't be a substitute
     */
    @Transactional
    void authorise(Account principal, String substitute, LocalDate from, LocalDate to) {
        LocalDate today = LocalDate.now(clock);
        if (to.isBefore(from) || to.isBefore(today)) {
            throw InvalidInput.of("validTo", "summary.signing.days");
        }
        if (!mayStandIn(substitute) || substitute.equals(principal.id())) {
            throw InvalidInput.of("substitute", "summary.signing.no-substitute");
        }
        database.sql("""
                        insert into signing_substitute (principal, substitute, valid_from, valid_to, authorised_at)
                        values (:principal, :substitute, :from, :to, :now)""")
                .param("principal", principal.id())
                .param("substitute", substitute)
                .param("from", from)
                .param("to", to)
                .param("now", timestamp(clock.instant()))
                .update();
    }

    @Transactional
    void revoke(Account principal, long id) {
        int changed = database.sql("""
                        update signing_substitute set revoked_at = :now
                        where id = :id and principal = :principal and revoked_at is null""")
                .param("now", timestamp(clock.instant()))
                .param("id", id)
                .param("principal", principal.id())
                .update();
        if (changed == 0) {
            throw new Missing("summary.signing.no-authorisation");
        }
    }

    /** What an approver authorised and has not taken back, the latest first. */
    List<Authorisation> authorisations(Account principal) {
        return database.sql("""
                        select id, substitute, valid_from, valid_to, authorised_at from signing_substitute
                        where principal = :principal and revoked_at is null and valid_to >= :today order by id desc""")
                .param("principal", principal.id())
                .param("today", LocalDate.now(clock))
                .query((row, index) -> new Authorisation(
                        row.getLong("id"),
                        row.getString("substitute"),
                        row.getObject("valid_from", LocalDate.class),
                        row.getObject("valid_to", LocalDate.class),
                        instant(row, "authorised_at")))
                .list();
    }

    // ---- signatures

    /**
     * Keeps who is to sign the round that begins: whoever becomes or ceases to be an approver meanwhile changes nothing in it.
     *
     * @throws Conflict when one of them can't sign, or fewer than two are left where no order is set: it is the administrator's
     *     to mend
     */
    @Transactional
    void begin(Summary summary, SummaryVersion version) {
        List<String> order = order(summary.unit());
        if (order.size() < FEWEST && orderSet(summary.unit()).isEmpty()) {
            throw new Conflict("summary.signing.too-few");
        }
        order.stream().filter(account -> !isApprover(account)).findFirst().ifPresent(account -> {
            throw new Conflict("summary.signing.unable", directory.nameOf(account));
        });
        for (int step = 1; step <= order.size(); step++) {
            database.sql("""
                            insert into summary_signing (version, round, step, principal)
                            values (:version, :round, :step, :principal)""")
                    .param("version", version.id())
                    .param("round", summary.round())
                    .param("step", step)
                    .param("principal", order.get(step - 1))
                    .update();
        }
    }

    /** Whose signatures the present round needs, one after another. */
    List<String> principals(Summary summary, SummaryVersion version) {
        return database.sql("""
                        select principal from summary_signing where version = :version and round = :round order by step""")
                .param("version", version.id())
                .param("round", summary.round())
                .query(String.class)
                .list();
    }

    /** Whose signature is the next one of the present round; empty when all have signed. */
    Optional<String> next(Summary summary, SummaryVersion version) {
        return principals(summary, version).stream()
                .skip(signatures(version, summary.round()).size())
                .findFirst();
    }

    /** Whether somebody may sign for themselves: an account that is disabled has no groups any more. */
    boolean isApprover(String account) {
        return directory.account(account).filter(one -> one.is(Role.APPROVER)).isPresent();
    }

    private boolean mayStandIn(String account) {
        return directory
                .account(account)
                .filter(one -> one.is(Role.APPROVER) || one.is(Role.LEADER))
                .isPresent();
    }

    /**
     * Keeps a decision; the step is the next one of the round.
     *
     * @throws Conflict when the person has signed a step of this round already
     */
    void sign(
            Summary summary,
            SummaryVersion version,
            String principal,
            String signer,
            String decision,
            @Nullable String reason) {
        int step = 1 + signatures(version, summary.round()).size();
        database.sql("""
                        insert into summary_signature (version, round, step, principal, signer, decision, reason, at)
                        values (:version, :round, :step, :principal, :signer, :decision, :reason, :at)""")
                .param("version", version.id())
                .param("round", summary.round())
                .param("step", step)
                .param("principal", principal)
                .param("signer", signer)
                .param("decision", decision)
                .param("reason", reason)
                .param("at", timestamp(clock.instant()))
                .update();
    }

    List<Signature> signatures(SummaryVersion version, int round) {
        return signatures(version).stream()
                .filter(signature -> signature.round() == round)
                .toList();
    }

    /** Every signature and return of the version, the first one first. */
    List<Signature> signatures(SummaryVersion version) {
        return database.sql("""
                        select round, step, principal, signer, decision, reason, at from summary_signature
                        where version = :version order by round, step""")
                .param("version", version.id())
                .query((row, index) -> new Signature(
                        row.getInt("round"),
                        row.getInt("step"),
                        row.getString("principal"),
                        row.getString("signer"),
                        row.getString("decision"),
                        row.getString("reason"),
                        instant(row, "at")))
                .list();
    }

    /** The signatures under the version as it is sealed: the last round's. */
    List<Signature> approving(SummaryVersion version) {
        List<Signature> all = signatures(version);
        Optional<Integer> last = all.stream().map(Signature::round).max(Integer::compare);
        return all.stream()
                .filter(signature -> Optional.of(signature.round()).equals(last))
                .filter(signature -> signature.decision().equals("approve"))
                .toList();
    }

    /** Who has already signed in the present round. */
    Set<String> signersOf(Summary summary, SummaryVersion version) {
        return signatures(version, summary.round()).stream()
                .map(Signature::signer)
                .collect(Collectors.toSet());
    }

    /** A decision; signed for {@code principal} by {@code signer}, who may be somebody else (受委托). */
    record Signature(
            int round,
            int step,
            String principal,
            String signer,
            String decision,
            @Nullable String reason,
            Instant at) {}

    /** That somebody may sign in one's place. */
    record Authorisation(long id, String substitute, LocalDate validFrom, LocalDate validTo, Instant authorisedAt) {}
}
