package minqing.activity.outing;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import minqing.activity.problem.Problems;
import minqing.bureau.organization.Account;
import minqing.bureau.organization.DatedPairings;
import minqing.bureau.organization.Directory;
import minqing.bureau.organization.Leader;
import minqing.bureau.organization.Organization;
import minqing.bureau.organization.PairingEntry;
import minqing.bureau.organization.PairingKeeping;
import minqing.bureau.organization.PairingTables;
import minqing.bureau.organization.Village;
import minqing.bureau.web.PageOf;
import minqing.bureau.web.Paging;
import minqing.platform.fault.Forbidden;
import minqing.platform.fault.InvalidInput;
import minqing.platform.fault.Missing;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * All there is on a village (一村一档), and the page a leader takes along (行前一页纸), the same for the pages and REST. Of
 * problems and outings everybody finds what the ledger and the registers show them; who came to a reception is masked for all.
 */
@Component
class VillageFiles {

    /** As much as one sheet of paper holds; the rest is a number and the village's file. */
    private static final int OPEN_ON_THE_PAGE = 10;

    private static final int PROMISES_ON_THE_PAGE = 6;
    private static final int TO_VERIFY_ON_THE_PAGE = 6;
    private static final Paging SUGGESTIONS_ON_THE_PAGE = new Paging(0, 4);
    private static final Paging VISITS_ON_THE_PAGE = new Paging(0, 5);

    private final Organization organization;
    private final PairingKeeping pairings;
    private final PairingTables tables;
    private final Directory directory;
    private final Problems problems;
    private final OutingList list;
    private final OutingRepository outings;
    private final PartRepository partRows;
    private final OutingView view;
    private final OutingSecrecy secrecy;
    private final OutingWords words;
    private final Clock clock;

    VillageFiles(
            Organization organization,
            PairingKeeping pairings,
            PairingTables tables,
            Directory directory,
            Problems problems,
            OutingList list,
            OutingRepository outings,
            PartRepository partRows,
            OutingView view,
            OutingSecrecy secrecy,
            OutingWords words,
            Clock clock) {
        this.organization = organization;
        this.pairings = pairings;
        this.tables = tables;
        this.directory = directory;
        this.problems = problems;
        this.list = list;
        this.outings = outings;
        this.partRows = partRows;
        this.view = view;
        this.secrecy = secrecy;
        this.words = words;
        this.clock = clock;
    }

    /** The villages of today, those the viewer is paired with first. */
    @Transactional(readOnly = true)
    public List<Line> list(Account viewer) {
        requireMayRead(viewer);
        Map<String, List<String>> leaders = new HashMap<>();
        for (DatedPairings.Row row : tables.today().rows()) {
            row.villages().stream()
                    .flatMap(group -> group.villages().stream())
                    .forEach(village -> leaders.computeIfAbsent(village.id(), id -> new ArrayList<>())
                            .add(row.leader().name()));
        }
        List<String> own = organization.pairedVillages(viewer.id(), today()).stream()
                .map(Village::id)
                .toList();
        Map<String, Long> open = problems.openByVillage(viewer);
        Map<String, LocalDate> visits = list.lastVisits(viewer);
        return organization.villages().stream()
                .map(village -> new Line(
                        village.id(),
                        village.name(),
                        village.administrativeVillage(),
                        village.town(),
                        own.contains(village.id()),
                        leaders.getOrDefault(village.id(), List.of()),
                        open.getOrDefault(village.id(), 0L),
                        visits.get(village.id())))
                .sorted(Comparator.comparing((Line line) -> !line.own()))
                .toList();
    }

    /** The village's file, with one page of the outings there. */
    @Transactional(readOnly = true)
    public File file(Account viewer, String id, Paging paging) {
        Village village = village(viewer, id);
        LocalDate today = today();
        return new File(
                village.id(),
                village.name(),
                village.administrativeVillage(),
                village.town(),
                organization.contact(id, today).orElse(null),
                pairings(id, today),
                problems.openIn(viewer, id),
                problems.endedIn(viewer, id, Paging.first()),
                problems.recurringIn(viewer, id),
                list.search(viewer, counted(id), paging).map(line -> visited(viewer, line.outing())));
    }

    /**
     * What a leader should know before going there.
     *
     * @param account the leader who goes; null: the viewer, or for staff the first leader paired with the village
     */
    @Transactional(readOnly = true)
    public Visit visit(Account viewer, String id, @Nullable String account) {
        Village village = village(viewer, id);
        LocalDate today = today();
        List<Leader> paired = organization.pairedLeaders(id, today);
        Leader leader = goes(viewer, paired, account).orElse(null);
        List<Problems.Standing> open = problems.openIn(viewer, id);
        return new Visit(
                village.id(),
                village.name(),
                village.administrativeVillage(),
                village.town(),
                today,
                leader == null ? null : leader.account(),
                leader == null ? null : leader.name(),
                organization.contact(id, today).orElse(null),
                paired.stream().map(this::person).toList(),
                first(toVerify(leader, open), TO_VERIFY_ON_THE_PAGE),
                first(open, OPEN_ON_THE_PAGE),
                first(promises(open), PROMISES_ON_THE_PAGE),
                list.suggestions(viewer, id, SUGGESTIONS_ON_THE_PAGE),
                list.search(viewer, counted(id), VISITS_ON_THE_PAGE).map(line -> visit(line.outing())));
    }

    /** Next steps that were announced, and what people were told of that which can't be solved yet. */
    private static List<Promise> promises(List<Problems.Standing> open) {
        List<Promise> promises = new ArrayList<>();
        for (Problems.Standing problem : open) {
            if (problem.waiting() && problem.answer() != null) {
                promises.add(
                        new Promise(problem.number(), problem.title(), true, problem.answer(), problem.answeredOn()));
            }
            if (problem.nextStep() != null) {
                promises.add(new Promise(
                        problem.number(), problem.title(), false, problem.nextStep(), problem.answeredOn()));
            }
        }
        return promises;
    }

    private List<Problems.Verification> toVerify(@Nullable Leader leader, List<Problems.Standing> open) {
        return leader == null
                ? List.of()
                : directory
                        .account(leader.account())
                        .map(account -> problems.toVerify(account, open))
                        .orElse(List.of());
    }

    private Optional<Leader> goes(Account viewer, List<Leader> paired, @Nullable String account) {
        if (account != null && !account.isBlank()) {
            return Optional.of(organization
                    .leader(account)
                    .orElseThrow(() -> InvalidInput.of("leader", "outing.unknown-leader", words.label("leader"))));
        }
        Optional<Leader> own = organization.leader(viewer.id());
        return own.isPresent() ? own : paired.stream().findFirst();
    }

    private List<Pairing> pairings(String village, LocalDate today) {
        return pairings.history(null).stream()
                .filter(pairing -> village.equals(pairing.village()))
                // What was called off before it began never was.
                .filter(pairing -> !Objects.equals(pairing.from(), pairing.to()))
                .map(pairing -> pairing(pairing, today))
                .sorted(Comparator.comparing((Pairing pairing) -> !pairing.now()))
                .toList();
    }

    private Pairing pairing(PairingEntry pairing, LocalDate today) {
        Leader leader = organization.leader(String.valueOf(pairing.leader())).orElseThrow();
        LocalDate from = Objects.requireNonNull(pairing.from());
        LocalDate to = pairing.to();
        return new Pairing(
                leader.account(),
                leader.name(),
                words.unit(leader.unit()),
                leader.position(),
                from,
                to,
                !from.isAfter(today) && (to == null || to.isAfter(today)));
    }

    private Person person(Leader leader) {
        return new Person(leader.account(), leader.name(), words.unit(leader.unit()), leader.position());
    }

    private Visited visited(Account viewer, Outing outing) {
        Parts parts = partRows.of(outing.id());
        return new Visited(
                visit(outing),
                parts.labour(),
                view.maskedReceptions(viewer, outing, parts),
                parts.forums(),
                parts.diary());
    }

    private Went visit(Outing outing) {
        return new Went(
                outing.number(),
                outing.date(),
                outing.dateTo(),
                outing.leader(),
                words.person(outing.leader()),
                words.kind(outing.kind()));
    }

    private static OutingList.Filter counted(String village) {
        return new OutingList.Filter(null, village, null, null, null, State.COUNTED.code(), null, null, null, null);
    }

    private static <T> PageOf<T> first(List<T> all, int size) {
        return PageOf.of(all, new Paging(0, size));
    }

    private Village village(Account viewer, String id) {
        requireMayRead(viewer);
        return organization.village(id).orElseThrow(() -> new Missing("outing.village-missing", id));
    }

    private void requireMayRead(Account viewer) {
        if (!secrecy.mayReadVillages(viewer)) {
            throw new Forbidden("outing.villages-forbidden");
        }
    }

    private LocalDate today() {
        return LocalDate.now(clock);
    }

    /**
     * A village in the list.
     *
     * @param own whether the viewer is paired with it
     * @param leaders the names of those paired with it today
     * @param open how many open problems the viewer may know of
     * @param visitedOn the last day of the last visit the viewer may know of
     */
    @Schema(name = "VillageLine")
    record Line(
            String id,
            String name,
            String administrativeVillage,
            String town,
            boolean own,
            List<String> leaders,
            long open,
            @Nullable LocalDate visitedOn) {}

    /**
     * The file of a village.
     *
     * @param contact the contact of its administrative village
     * @param pairings those of today first
     * @param open the worst light first
     * @param ended the latest of those that ended
     * @param visits one page of the outings there, the latest first
     */
    @Schema(name = "VillageFile")
    record File(
            String id,
            String name,
            String administrativeVillage,
            String town,
            @Nullable String contact,
            List<Pairing> pairings,
            List<Problems.Standing> open,
            PageOf<Problems.Standing> ended,
            List<Problems.Recurring> recurring,
            PageOf<Visited> visits) {}

    /** A leader paired with the village; {@code to} is the first day on which it held no longer. */
    @Schema(name = "VillagePairing")
    record Pairing(
            String leader,
            String name,
            String unit,
            String position,
            LocalDate from,
            @Nullable LocalDate to,
            boolean now) {}

    /** A visit and what belongs to it; people who came are masked. */
    @Schema(name = "VillageRecord")
    record Visited(
            Went visit,
            List<Parts.Labour> labour,
            List<OutingView.ReceptionView> receptions,
            List<Parts.Forum> forums,
            Parts.@Nullable Diary diary) {}

    /** Who went there when, and what for. */
    @Schema(name = "VillageVisit")
    record Went(String outing, LocalDate date, LocalDate dateTo, String leader, String name, String kindName) {}

    /**
     * The page a leader takes along; lists hold as much as one sheet does, and how much there is.
     *
     * @param day the day it was made
     * @param leader who goes
     * @param verify what this leader is to ask people about
     */
    @Schema(name = "VisitSheet")
    record Visit(
            String id,
            String name,
            String administrativeVillage,
            String town,
            LocalDate day,
            @Nullable String leader,
            @Nullable String leaderName,
            @Nullable String contact,
            List<Person> leaders,
            PageOf<Problems.Verification> verify,
            PageOf<Problems.Standing> open,
            PageOf<Promise> promises,
            PageOf<OutingList.Suggestion> suggestions,
            PageOf<Went> visits) {}

    /** A leader as annex 1 knows the leader. */
    @Schema(name = "PairedLeader")
    record Person(String leader, String name, String unit, String position) {}

    /**
     * What the people were promised.
     *
     * @param cannotYet whether they were told that it can't be solved yet, and why
     * @param on the day they were told
     */
    @Schema(name = "VillagePromise")
    record Promise(
            String number,
            String title,
            boolean cannotYet,
            String text,
            @Nullable LocalDate on) {}
}
