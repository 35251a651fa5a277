package minqing.bureau.organization;

import static minqing.bureau.organization.PairingColumn.NATURAL_VILLAGE;
import static minqing.bureau.organization.PairingColumn.PAIRED_COMMUNITY;
import static minqing.bureau.organization.PairingColumn.VILLAGE_CONTACT;

import java.time.Clock;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import minqing.platform.fault.InvalidInput;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Brings in a pairing table (annex 1) as a whole or not at all. Each row pairs a leader with a natural village and a
 * community and names the village's contact; what is there already stays as it is. The columns may be called as in the
 * data files or in Chinese.
 */
@Service
public class PairingImport {

    /** More rows than any county's pairing table has. */
    static final int MOST_ROWS = 5000;

    private final PairingFile file;
    private final UnitKeeping units;
    private final LeaderKeeping leaders;
    private final AdministrativeVillageKeeping parents;
    private final VillageKeeping villages;
    private final CommunityKeeping communities;
    private final PairingKeeping pairings;
    private final OrganizationChanges changes;
    private final Clock clock;

    PairingImport(
            PairingFile file,
            UnitKeeping units,
            LeaderKeeping leaders,
            AdministrativeVillageKeeping parents,
            VillageKeeping villages,
            CommunityKeeping communities,
            PairingKeeping pairings,
            OrganizationChanges changes,
            Clock clock) {
        this.file = file;
        this.units = units;
        this.leaders = leaders;
        this.parents = parents;
        this.villages = villages;
        this.communities = communities;
        this.pairings = pairings;
        this.changes = changes;
        this.clock = clock;
    }

    /**
     * How a table is to be taken.
     *
     * @param from the day from which rows hold that name none; null: today
     * @param register whether villages and communities that are not there are made
     * @param replace whether present pairings of the table's units that it does not name end on {@code from}
     */
    public record Manner(@Nullable LocalDate from, boolean register, boolean replace) {}

    /**
     * What came of it.
     *
     * @param rows how many rows the table has
     * @param paired how many pairings were made
     * @param ended how many ended
     * @param registered how many villages and communities were made
     */
    public record Outcome(int rows, int paired, int ended, int registered) {}

    /**
     * Takes the table as {@link PairingFile} reads it.
     *
     * @throws InvalidInput with each fault by line and column
     */
    @Transactional
    public Outcome bringIn(String actor, byte[] sent, Manner manner) {
        List<Table.Line> table = file.read(sent);
        changes.oneAtATime();
        LocalDate today = LocalDate.now(clock);
        LocalDate from = manner.from() == null ? today : manner.from();
        EntryCheck check = new EntryCheck("pairing");
        check.day("from", from);
        check.refuse();
        int rows = table.size() - 1;
        if (rows < 1) {
            throw InvalidInput.of("file", "organization.import.empty");
        }
        if (rows > MOST_ROWS) {
            throw InvalidInput.of("file", "organization.import.many", String.valueOf(MOST_ROWS));
        }
        FileFaults faults = new FileFaults();
        PairingNames names = new PairingNames(
                units, leaders, parents, villages, communities, faults, today, actor, manner.register());
        PairingReading reading = new PairingReading(file, names, faults, from);
        reading.read(table);
        Set<String> named = new HashSet<>();
        int paired = pair(actor, reading.ties(), named, faults);
        int ended = manner.replace() ? endOthers(actor, reading.units(), named, from) : 0;
        return new Outcome(rows, paired, ended, names.registered());
    }

    /**
     * Makes the pairings and contacts that are not there.
     *
     * @param named takes each pair that the table names, there before or made now
     * @return how many pairings were made
     */
    private int pair(String actor, List<PairingTie> ties, Set<String> named, FileFaults faults) {
        int paired = 0;
        Set<String> put = new HashSet<>();
        for (PairingTie tie : ties) {
            paired += put(actor, tie, NATURAL_VILLAGE, PairingKeeping.Tie.VILLAGE, tie.village(), faults);
            named.add(tie.leader() + " " + tie.village());
            if (tie.community() != null) {
                String two = tie.leader() + " " + tie.community();
                if (put.add(two + " " + tie.from() + " " + tie.to())) {
                    paired += put(actor, tie, PAIRED_COMMUNITY, PairingKeeping.Tie.COMMUNITY, tie.community(), faults);
                }
                named.add(two);
            }
            if (tie.contact() != null
                    && put.add(tie.parent() + " " + tie.contact() + " " + tie.from() + " " + tie.to())
                    && !pairings.putContact(actor, tie.parent(), tie.contact(), tie.from(), tie.to())) {
                faults.cell(tie.line(), VILLAGE_CONTACT, "organization.import.contact-crossing", tie.contact());
            }
        }
        faults.refuse();
        return paired;
    }

    private int put(
            String actor,
            PairingTie tie,
            PairingColumn column,
            PairingKeeping.Tie kind,
            String other,
            FileFaults faults) {
        PairingKeeping.Put put = pairings.put(actor, kind, tie.leader(), other, tie.from(), tie.to());
        if (put == PairingKeeping.Put.CROSSING) {
            faults.cell(tie.line(), column, "organization.import.crossing");
        }
        return put == PairingKeeping.Put.DONE ? 1 : 0;
    }

    /** Ends the present pairings of the units that the table does not name, on the day or before they have begun. */
    private int endOthers(String actor, Set<String> unitsNamed, Set<String> named, LocalDate day) {
        Set<String> ofTheUnits = leaders.all().stream()
                .filter(leader -> unitsNamed.contains(leader.unit()))
                .map(leader -> String.valueOf(leader.account()))
                .collect(Collectors.toSet());
        int ended = 0;
        for (PairingEntry pairing : pairings.history(null)) {
            String other = pairing.village() == null ? pairing.community() : pairing.village();
            if (pairing.to() == null
                    && ofTheUnits.contains(String.valueOf(pairing.leader()))
                    && !named.contains(pairing.leader() + " " + other)) {
                LocalDate began = Objects.requireNonNull(pairing.from());
                pairings.end(actor, Objects.requireNonNull(pairing.id()), began.isAfter(day) ? began : day);
                ended++;
            }
        }
        return ended;
    }
}
