package minqing.activity.outing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import minqing.activity.problem.Problems;
import minqing.bureau.calendar.Period;
import minqing.bureau.calendar.Periods;
import minqing.bureau.calendar.Posting;
import minqing.bureau.organization.Account;
import minqing.bureau.organization.Directory;
import minqing.bureau.organization.Role;
import minqing.bureau.web.Digests;
import minqing.platform.engine.EngineFaults;
import minqing.platform.fault.Conflict;
import minqing.platform.fault.FieldFault;
import minqing.platform.fault.Forbidden;
import minqing.platform.fault.InvalidInput;
import minqing.platform.fault.Missing;
import minqing.work.inbox.Notices;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Enters outings and corrects them. Outing, parts, the cases of its problems and the wait for the leader's word are one
 * transaction: all of it is there or nothing.
 */
@Service
public class Outings {

    /** The field at fault when a key was used for another outing already. */
    static final String KEY = "Idempotency-Key";

    private final OutingRepository outings;
    private final PartRepository partRows;
    private final OutingHistory history;
    private final OutingChecks checks;
    private final OutingSecrecy secrecy;
    private final OutingProcess process;
    private final OutingWords words;
    private final Problems problems;
    private final ConfidedWords confided;
    private final Periods periods;
    private final Notices notices;
    private final Directory directory;
    private final ObjectMapper json;
    private final Clock clock;

    Outings(
            OutingRepository outings,
            PartRepository partRows,
            OutingHistory history,
            OutingChecks checks,
            OutingSecrecy secrecy,
            OutingProcess process,
            OutingWords words,
            Problems problems,
            ConfidedWords confided,
            Periods periods,
            Notices notices,
            Directory directory,
            ObjectMapper json,
            Clock clock) {
        this.outings = outings;
        this.partRows = partRows;
        this.history = history;
        this.checks = checks;
        this.secrecy = secrecy;
        this.process = process;
        this.words = words;
        this.problems = problems;
        this.confided = confided;
        this.periods = periods;
        this.notices = notices;
        this.directory = directory;
        this.json = json;
        this.clock = clock;
    }

    /**
     * Enters an outing. A leader's own counts at once; one entered on a leader's behalf waits for the leader's confirmation,
     * while the problems it brought home start at once, for the people should not wait; what was told in confidence does wait.
     *
     * @param clientKey what the sender calls it; what was sent before under the same key is not entered again
     * @return the outing's number
     * @throws InvalidInput with everything that is wrong; with {@link #KEY} alone when something else was sent under the key
     */
    @Transactional
    public String enter(Account account, OutingInput input, @Nullable String clientKey) {
        return enterAll(account, input, clientKey).number();
    }

    /** The same, with the codes of what was told in confidence; see {@link #enter}. */
    @Transactional
    public Entered enterAll(Account account, OutingInput input, @Nullable String clientKey) {
        if (!secrecy.mayEnter(account)) {
            throw new Forbidden("outing.enter-forbidden");
        }
        byte[] digest = clientKey == null ? null : digest(input);
        if (clientKey != null) {
            outings.lockKey(account.id(), clientKey);
            Optional<OutingRepository.Sent> before = outings.sentBefore(account.id(), clientKey);
            if (before.isPresent()) {
                if (!before.get().is(digest)) {
                    throw InvalidInput.of(
                            KEY, "outing.sent-before", before.get().number());
                }
                return new Entered(before.get().number(), List.of());
            }
        }
        Entry entry = checks.forEntry(account, input);
        Instant now = clock.instant();
        Posting posting = periods.postingFor(entry.leader().unit(), entry.dateTo());
        boolean own = entry.leader().account().equals(account.id());
        int year = now.atZone(clock.getZone()).getYear();
        Outing outing = outings.insert(new OutingRepository.New(
                year,
                outings.nextSequence(year),
                entry,
                account.id(),
                now,
                own ? State.COUNTED : State.PENDING,
                posting,
                clientKey,
                digest));
        history.record(outing, account.id(), "enter", null);
        List<String> codes = saveParts(account, outing, entry);
        if (!own) {
            process.start(outing);
        }
        return new Entered(outing.number(), codes);
    }

    /**
     * What was made of an entry.
     *
     * @param number of the outing
     * @param codes by which whoever entered it finds what was told in confidence; none when it was entered before
     */
    public record Entered(String number, List<String> codes) {

        public Entered {
            codes = List.copyOf(codes);
        }
    }

    /** The numbers of the problems that an outing brought home, in the order in which they were entered. */
    public List<String> problemsOf(String number) {
        return partRows.problems(outings.get(number).id());
    }

    /** An outing that somebody may read: whether it counts by now, and the rows of its receptions. */
    public record Standing(String number, boolean counts, List<Long> receptions) {

        public Standing {
            receptions = List.copyOf(receptions);
        }
    }

    /** Where an outing stands, until the caller's transaction ends; empty where there is none for the account. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Optional<Standing> standing(Account viewer, String number) {
        return outings.find(number)
                .filter(outing -> secrecy.mayRead(viewer, outing))
                .map(outing -> outings.lock(outing.number()))
                .filter(outing -> outing.state() != State.DELETED)
                .map(outing -> new Standing(
                        outing.number(),
                        outing.state() == State.COUNTED,
                        partRows.of(outing.id()).receptions().stream()
                                .map(Parts.Reception::id)
                                .toList()));
    }

    /** How much of what the account itself was told in confidence waits for the outing to count. */
    int confidedBy(Account account, String number) {
        return confided.waiting(number, account.id());
    }

    private byte[] digest(OutingInput input) {
        try {
            return Digests.of(json.writeValueAsBytes(input));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("what was read can be written", impossible);
        }
    }

    /**
     * Enters outings out of registers on paper, which the office alone brings in. They count at once and wait for nobody's
     * word, as anything else entered on a leader's behalf does: the paper is the official register, and the leader has
     * signed it. What belongs to an outing of the same leader, day and place joins it, unless that is counted in another
     * month or has a diary already. One that only says that the leader was there is not entered beside another that says so.
     *
     * @param entries none of them with a problem
     * @return how many outings were made
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public int enterSigned(Account account, List<Entry> entries) {
        Map<Visit, List<Outing>> there = new HashMap<>();
        outings.lockCounted(
                        entries.stream().map(entry -> entry.leader().account()).collect(Collectors.toSet()),
                        entries.stream().map(Entry::date).collect(Collectors.toSet()))
                .forEach(outing -> Visit.of(outing)
                        .forEach(visit -> there.computeIfAbsent(visit, key -> new ArrayList<>())
                                .add(outing)));
        Map<String, Posting> postings = new HashMap<>();
        List<Signed> made = new ArrayList<>();
        for (Entry entry : entries) {
            if (entry.isBare() && there.containsKey(Visit.of(entry))) {
                continue;
            }
            // While its month's lock is held nothing changes where a day is counted.
            Posting posting = postings.computeIfAbsent(
                    entry.leader().unit() + " " + entry.date(),
                    key -> periods.postingFor(entry.leader().unit(), entry.dateTo()));
            boolean joined = there.getOrDefault(Visit.of(entry), List.of()).stream()
                    .filter(outing -> posting.equals(new Posting(outing.period(), outing.late(), outing.history())))
                    .anyMatch(outing -> join(account, outing.number(), entry));
            if (!joined) {
                made.add(new Signed(entry, posting));
            }
        }
        if (made.isEmpty()) {
            return 0;
        }
        Instant now = clock.instant();
        int year = now.atZone(clock.getZone()).getYear();
        int sequence = outings.nextSequences(year, made.size());
        String reason = words.of("outing.import.reason");
        for (Signed signed : made) {
            Outing outing = outings.insert(new OutingRepository.New(
                    year, sequence++, signed.entry(), account.id(), now, State.COUNTED, signed.posting(), null, null));
            history.record(outing, account.id(), "enter", reason);
            saveParts(account, outing, signed.entry());
        }
        return made.size();
    }

    /**
     * Adds leaders to forums that are there already: who attended a forum of somebody else has it in a register of his or her
     * own. It stays one forum of the month it is counted in, closed or not, for no figure of a month changes by it (D3).
     *
     * @param attendance the accounts of those who attended as well, by forum
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void attendSigned(Account account, Map<OutingRepository.StoredForum, Set<String>> attendance) {
        attendance.forEach((forum, leaders) -> {
            Outing outing = outings.lock(forum.number());
            history.keep(
                    outing,
                    partRows.of(outing.id()),
                    partRows.visitors(outing.id()),
                    account.id(),
                    "change",
                    words.of("outing.import.reason"));
            outings.touch(outing, account.id(), clock.instant());
            leaders.forEach(leader -> partRows.saveAttendance(forum.id(), leader));
            tell("outing-changed", account, outing);
        });
    }

    /** Adds the parts of the entry to the outing, if they have room there. */
    private boolean join(Account account, String number, Entry entry) {
        // Another row of the same import may have joined it just before.
        Outing outing = outings.get(number);
        Parts parts = partRows.of(outing.id());
        Map<Long, Parts.Visitor> visitors = partRows.visitors(outing.id());
        if (!entry.fitsInto(parts)) {
            return false;
        }
        history.keep(outing, parts, visitors, account.id(), "change", words.of("outing.import.reason"));
        outings.touch(outing, account.id(), clock.instant());
        saveParts(account, outing, entry.behind(parts, visitors));
        if (!outing.enteredBy().equals(account.id())) {
            tell("outing-changed", account, outing);
        }
        return true;
    }

    /** Who was where on a day. */
    private record Visit(
            String leader,
            LocalDate day,
            @Nullable String village,
            @Nullable String community) {

        static Visit of(Entry entry) {
            return new Visit(entry.leader().account(), entry.date(), entry.village(), entry.community());
        }

        static Set<Visit> of(Outing outing) {
            Set<Visit> visits = new HashSet<>();
            if (outing.village() != null) {
                visits.add(new Visit(outing.leader(), outing.date(), outing.village(), null));
            }
            if (outing.community() != null) {
                visits.add(new Visit(outing.leader(), outing.date(), null, outing.community()));
            }
            return visits;
        }
    }

    /** What is to be stored, and where it is counted. */
    private record Signed(Entry entry, Posting posting) {}

    /**
     * Changes an outing; what it said before is kept. What is counted in a closed month is not changed any more.
     *
     * @throws Conflict when somebody else was faster, or its month is closed
     */
    @Transactional
    public void change(Account account, String number, OutingInput input) {
        Outing outing = changeable(account, number);
        Parts parts = partRows.of(outing.id());
        Entry entry = checks.forChange(account, input, outing, parts);
        requireVersion(outing, Objects.requireNonNull(input.version()));
        requireOpen(account, outing);
        String reason = Objects.requireNonNull(input.reason()).strip();
        Map<Long, Parts.Visitor> visitors = partRows.visitors(outing.id());
        checks.requireNeutral(reason, visitors.values());
        if (entry.receptions() != null) {
            checks.requireNeutral(
                    reason,
                    entry.receptions().stream()
                            .map(Entry.ReceptionEntry::visitor)
                            .toList());
        }
        history.keep(outing, parts, visitors, account.id(), "change", reason);
        outings.update(outing, entry, posting(outing, entry), account.id(), clock.instant());
        saveParts(account, outing, entry);
        tell("outing-changed", account, outing);
        if (outing.state().unconfirmed()) {
            process.handInAgain(number, account);
            process.refresh(number);
        }
    }

    /** Deletes an outing: it counts nowhere any more, and what it said is kept. Its problems go on by themselves. */
    @Transactional
    public void delete(Account account, String number, @Nullable Integer version, @Nullable String why) {
        Outing outing = readable(account, outings.lock(number));
        if (!secrecy.mayDelete(account, outing)) {
            throw refusal(outing);
        }
        String reason = checks.reason(why);
        if (version == null) {
            throw InvalidInput.of("version", "outing.required", words.label("version"));
        }
        requireVersion(outing, version);
        requireOpen(account, outing);
        history.keep(outing, partRows.of(outing.id()), partRows.visitors(outing.id()), account.id(), "delete", reason);
        outings.deleted(outing, account.id(), clock.instant());
        if (outing.state().unconfirmed()) {
            process.withdraw(number);
            confided.dropped(number);
        }
        tell("outing-deleted", account, outing);
    }

    /**
     * Makes a problem of a reception; only its neutral summary goes along.
     *
     * @return the problem's number
     */
    @Transactional
    public String makeProblem(
            Account account, String number, long reception, OutingInput.@Nullable ReceptionProblem input) {
        Outing outing = changeable(account, number);
        Parts.Reception found = partRows.of(outing.id()).receptions().stream()
                .filter(one -> one.id() == reception)
                .findFirst()
                .orElseThrow(() -> new Missing("outing.part-gone", number));
        if (found.problem() != null) {
            throw problems.known(account, List.of(found.problem())).isEmpty()
                    ? new Conflict("outing.already-a-problem", number)
                    : new Conflict("outing.became-a-problem", found.problem());
        }
        String problem = report(account, outing, checks.problemOf(outing, found, input));
        partRows.saveProblem(outing.id(), problem, reception);
        noteDays(outing);
        history.record(outing, account.id(), "problem", null);
        return problem;
    }

    /** The outing, if the account may read it. */
    Outing readable(Account account, String number) {
        return readable(account, outings.get(number));
    }

    private Outing readable(Account account, Outing outing) {
        if (!secrecy.mayRead(account, outing)) {
            throw new Missing("outing.missing", outing.number());
        }
        return outing;
    }

    private Outing changeable(Account account, String number) {
        Outing outing = readable(account, outings.lock(number));
        if (!secrecy.mayChange(account, outing)) {
            throw refusal(outing);
        }
        return outing;
    }

    private static RuntimeException refusal(Outing outing) {
        return switch (outing.state()) {
            case DELETED -> new Conflict("outing.is-deleted", outing.number());
            case PENDING -> new Conflict("outing.waits-for-leader", outing.number());
            case CORRECTING, COUNTED -> new Forbidden("outing.change-forbidden", outing.number());
        };
    }

    private void requireVersion(Outing outing, int seen) {
        if (outing.version() != seen) {
            throw new Conflict(
                    "outing.overtaken",
                    outing.number(),
                    words.person(outing.changedBy()),
                    words.moment(outing.changedAt()));
        }
    }

    /** What does not count yet stands in no month's table. */
    private void requireOpen(Account account, Outing outing) {
        if (outing.state() == State.COUNTED) {
            periods.requireChangeable(outing.unit(), outing.period(), account.is(Role.OFFICE));
        }
    }

    /**
     * Where the changed outing is counted: where it was, unless its last day moved. While the office still corrects a month
     * that is being checked, what happened up to its cut-off stays in it.
     */
    private Posting posting(Outing outing, Entry entry) {
        if (entry.dateTo().equals(outing.dateTo())) {
            return new Posting(outing.period(), outing.late(), outing.history());
        }
        Posting posting = periods.postingFor(outing.unit(), entry.dateTo());
        Optional<Period> counted = periods.find(outing.unit(), outing.period());
        boolean stays = outing.state() == State.COUNTED
                && !outing.history()
                && !posting.history()
                && counted.filter(period ->
                                !entry.dateTo().isAfter(period.schedule().cutOff()))
                        .isPresent();
        return stays
                ? new Posting(
                        outing.period(),
                        entry.dateTo().isBefore(counted.orElseThrow().schedule().periodFrom()),
                        false)
                : posting;
    }

    /** The codes of what was told in confidence. */
    private List<String> saveParts(Account account, Outing outing, Entry entry) {
        if (entry.labour() != null) {
            partRows.saveLabour(outing.id(), entry.labour());
        }
        List<Long> receptions = new ArrayList<>();
        if (entry.receptions() != null) {
            List<Long> ids = partRows.saveReceptions(outing.id(), entry.receptions());
            receptions.addAll(ids);
            for (int index = 0; index < ids.size(); index++) {
                Entry.ProblemEntry problem = entry.receptions().get(index).problem();
                if (problem != null) {
                    partRows.saveProblem(outing.id(), report(account, outing, problem), ids.get(index));
                }
            }
        }
        if (entry.forums() != null) {
            partRows.saveForums(outing.id(), entry.forums());
        }
        if (entry.diary() != null) {
            partRows.saveDiary(outing.id(), entry.diary().diary());
        }
        for (Entry.ProblemEntry problem : entry.problems()) {
            partRows.saveProblem(outing.id(), report(account, outing, problem), null);
        }
        noteDays(outing);
        return confide(account, outing, entry, receptions);
    }

    /** Nothing of it stays here. Before a leader has confirmed the outing, nothing of it begins. */
    private List<String> confide(Account account, Outing outing, Entry entry, List<Long> receptions) {
        if (entry.confided().isEmpty()) {
            return List.of();
        }
        List<Confided> told = entry.confided().stream()
                .map(one -> one.words().at(one.reception() == null ? null : receptions.get(one.reception())))
                .toList();
        return confided.take(outing.number(), outing.state() == State.COUNTED, account.id(), told);
    }

    /** The problems know on which day they came up, whenever the outing was entered or set right. */
    private void noteDays(Outing outing) {
        partRows.problemDays(outing.id()).forEach(problems::happened);
    }

    /** Starts the case; what its rules find wrong is named where it stands in the outing. */
    private String report(Account account, Outing outing, Entry.ProblemEntry problem) {
        Account leader = directory.account(outing.leader()).orElseThrow();
        try {
            return problems.report(leader, account, outing.number(), problem.report());
        } catch (RuntimeException refused) {
            if (EngineFaults.behind(refused).orElse(null) instanceof InvalidInput invalid) {
                List<FieldFault> faults = new ArrayList<>();
                invalid.faults()
                        .forEach(fault -> faults.add(
                                new FieldFault(problem.field(fault.field()), fault.messageKey(), fault.arguments())));
                throw new InvalidInput(faults);
            }
            throw refused;
        }
    }

    /** The leader learns what others did to an outing that bears the leader's name. */
    private void tell(String kind, Account by, Outing outing) {
        if (!by.id().equals(outing.leader())) {
            notices.send(kind, OutingProcess.KEY, outing.number(), Set.of(outing.leader()));
        }
    }
}
