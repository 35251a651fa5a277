package minqing.activity.outing;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Collection;
import minqing.activity.outing.OutingInput.ReceptionProblem;
import minqing.activity.problem.Problems;
import minqing.bureau.organization.Account;
import minqing.bureau.organization.Directory;
import minqing.bureau.organization.Organization;
import minqing.platform.fault.FieldFault;
import minqing.platform.fault.InvalidInput;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Holds what was sent against every rule of an outing and its parts, and tells all that is wrong at once. */
@Component
class OutingChecks {

    static final int LONGEST_TEXT = 4000;
    static final int LONGEST_SUMMARY = 200;
    static final int LONGEST_PLACE = 100;
    static final int LONGEST_NAME = 200;
    static final int LONGEST_TIME = 50;
    static final int LONGEST_REMARK = 500;
    static final int LONGEST_REASON = 500;

    /** As many parts of one kind as anybody ever enters. */
    static final int MOST_PARTS = 50;

    private final Organization organization;
    private final Directory directory;
    private final Kinds kinds;
    private final Problems problems;
    private final ConfidedWords taker;
    private final OutingWords words;
    private final Clock clock;

    OutingChecks(
            Organization organization,
            Directory directory,
            Kinds kinds,
            Problems problems,
            ConfidedWords taker,
            OutingWords words,
            Clock clock) {
        this.organization = organization;
        this.directory = directory;
        this.kinds = kinds;
        this.problems = problems;
        this.taker = taker;
        this.words = words;
        this.clock = clock;
    }

    /**
     * An outing to be entered.
     *
     * @throws InvalidInput with everything that is wrong
     */
    Entry forEntry(Account account, OutingInput input) {
        OutingFaults faults = new OutingFaults(words);
        if (input.version() != null) {
            faults.fault("version", "fault.field.unknown");
        }
        if (input.reason() != null) {
            faults.fault("reason", "fault.field.unknown");
        }
        return check(present(), faults, null, null).entry(account, input, input.leader());
    }

    /**
     * An outing out of a register on paper.
     *
     * @param catalogue of {@link #ever}, read once for the whole register
     * @throws InvalidInput with everything that is wrong
     */
    Entry forImport(Account account, OutingInput input, Catalogue catalogue) {
        return check(catalogue, new OutingFaults(words), null, null).entry(account, input, input.leader());
    }

    /** What there is today. */
    private Catalogue present() {
        return new Catalogue(
                organization.leaders(),
                organization.villages(),
                organization.communities(),
                kinds.kinds(),
                kinds.themes());
    }

    /** What there ever was: old registers name leaders who have left, and villages and communities that are no more. */
    Catalogue ever() {
        return new Catalogue(
                organization.everyLeader(),
                organization.everyVillage(),
                organization.everyCommunity(),
                kinds.kinds(),
                kinds.themes());
    }

    /**
     * A change of an outing; who went stays.
     *
     * @throws InvalidInput with everything that is wrong
     */
    Entry forChange(Account account, OutingInput input, Outing outing, Parts parts) {
        OutingFaults faults = new OutingFaults(words);
        if (input.version() == null) {
            faults.required("version");
        }
        faults.text("reason", input.reason());
        if (input.leader() != null && !input.leader().equals(outing.leader())) {
            faults.fault("leader", "outing.leader-stays");
        }
        return check(present(), faults, outing, parts).entry(account, input, outing.leader());
    }

    private OutingCheck check(
            Catalogue catalogue, OutingFaults faults, @Nullable Outing outing, @Nullable Parts parts) {
        return new OutingCheck(
                organization,
                directory,
                problems,
                taker,
                words,
                LocalDate.now(clock),
                catalogue,
                faults,
                outing,
                parts);
    }

    /** Why something is changed or removed. */
    String reason(@Nullable String reason) {
        OutingFaults faults = new OutingFaults(words);
        String checked = faults.text("reason", reason);
        faults.refuse();
        return checked;
    }

    /**
     * Reasons are read by everybody who reads the outing.
     *
     * @throws InvalidInput naming {@code reason} when it names somebody who came
     */
    void requireNeutral(@Nullable String reason, Collection<Parts.Visitor> visitors) {
        if (visitors.stream().anyMatch(visitor -> visitor.isNamedIn(reason))) {
            throw InvalidInput.of("reason", "outing.names-visitor", words.label("reason"));
        }
    }

    /** The report of a problem that a stored reception becomes. */
    Entry.ProblemEntry problemOf(Outing outing, Parts.Reception reception, @Nullable ReceptionProblem input) {
        OutingFaults faults = new OutingFaults(words);
        if (reception.summary() == null) {
            faults.fault("summary", "outing.summary-for-problem");
        }
        Entry.ProblemEntry problem = new ReportCheck(faults, problems)
                .ofReception(
                        "problem",
                        input == null ? new ReceptionProblem(null, null, null, null) : input,
                        reception.summary(),
                        outing.village());
        Account leader = directory.account(outing.leader()).orElseThrow();
        // Its fields are sent by themselves here, not within an outing.
        problems.faults(leader, problem.report())
                .forEach(fault -> faults.add(new FieldFault(fault.field(), fault.messageKey(), fault.arguments())));
        faults.refuse();
        return problem;
    }
}
