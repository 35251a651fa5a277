package minqing.activity.guide;

import java.time.Clock;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import minqing.activity.problem.Categories;
import minqing.activity.problem.ProposedUnits;
import minqing.activity.summary.Participation;
import minqing.bureau.calendar.CalendarNotices;
import minqing.bureau.calendar.WorkingCalendar;
import minqing.bureau.organization.AdministrativeVillageEntry;
import minqing.bureau.organization.AdministrativeVillageKeeping;
import minqing.bureau.organization.ContactEntry;
import minqing.bureau.organization.Directory;
import minqing.bureau.organization.Leader;
import minqing.bureau.organization.Organization;
import minqing.bureau.organization.PairingEntry;
import minqing.bureau.organization.PairingKeeping;
import minqing.bureau.organization.Unit;
import minqing.bureau.organization.UnitKind;
import minqing.bureau.organization.Village;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads what is set up. */
@Component
class BureauReader {

    private final Organization organization;
    private final Directory directory;
    private final PairingKeeping pairings;
    private final AdministrativeVillageKeeping administrativeVillages;
    private final Categories categories;
    private final ProposedUnits proposed;
    private final CalendarNotices notices;
    private final Participation participation;
    private final JdbcClient database;
    private final Clock clock;

    BureauReader(
            Organization organization,
            Directory directory,
            PairingKeeping pairings,
            AdministrativeVillageKeeping administrativeVillages,
            Categories categories,
            ProposedUnits proposed,
            CalendarNotices notices,
            Participation participation,
            JdbcClient database,
            Clock clock) {
        this.organization = organization;
        this.directory = directory;
        this.pairings = pairings;
        this.administrativeVillages = administrativeVillages;
        this.categories = categories;
        this.proposed = proposed;
        this.notices = notices;
        this.participation = participation;
        this.database = database;
        this.clock = clock;
    }

    BureauState read() {
        LocalDate today = LocalDate.now(clock);
        List<Unit> units = organization.units();
        List<Leader> leaders = organization.leaders();
        List<Village> villages = organization.villages();
        List<PairingEntry> paired = pairings.history(null).stream()
                .filter(pairing -> pairing.village() != null && holds(pairing.from(), pairing.to(), today))
                .toList();
        Set<String> pairedLeaders =
                paired.stream().map(PairingEntry::leader).map(String::valueOf).collect(Collectors.toSet());
        Set<String> pairedVillages =
                paired.stream().map(PairingEntry::village).map(String::valueOf).collect(Collectors.toSet());
        return new BureauState(
                today,
                units,
                directory.accounts(),
                leaders,
                villages.size(),
                leaders.stream()
                        .filter(leader -> !pairedLeaders.contains(leader.account()))
                        .map(Leader::name)
                        .toList(),
                villages.stream()
                        .filter(village -> !pairedVillages.contains(village.id()))
                        .map(village -> village.administrativeVillage() + village.name())
                        .toList(),
                withoutContact(today),
                categories.all().stream()
                        .collect(Collectors.toMap(
                                Categories.Category::code,
                                Categories.Category::name,
                                (one, other) -> one,
                                LinkedHashMap::new)),
                proposed.byCategory(),
                Stream.of(today.getYear(), today.getYear() + 1)
                        .filter(WorkingCalendar::knows)
                        .filter(notices::published)
                        .collect(Collectors.toSet()),
                units.stream()
                        .filter(unit -> unit.kind() == UnitKind.BUREAU)
                        .map(this::months)
                        .toList(),
                tried());
    }

    private BureauState.Months months(Unit unit) {
        Participation.Setting setting = participation.of(unit.code());
        return new BureauState.Months(unit, setting.firstPeriod() != null, setting.signers());
    }

    private List<String> withoutContact(LocalDate today) {
        Set<String> named = pairings.contacts().stream()
                .filter(contact -> holds(contact.from(), contact.to(), today))
                .map(ContactEntry::administrativeVillage)
                .map(String::valueOf)
                .collect(Collectors.toSet());
        return administrativeVillages.all().stream()
                .filter(village ->
                        village.retiredOn() == null || village.retiredOn().isAfter(today))
                .filter(village -> !named.contains(String.valueOf(village.id())))
                .map(AdministrativeVillageEntry::name)
                .map(String::valueOf)
                .toList();
    }

    private BureauState.Tried tried() {
        return database.sql("""
                        select exists (select 1 from outing where state = 'counted') as outing,
                               exists (select 1 from problem) as problem,
                               exists (select 1 from problem where lead_unit is not null) as assigned,
                               exists (select 1 from problem where status = 'closed') as closed,
                               exists (select 1 from summary where status <> 'waiting') as compiled,
                               exists (select 1 from summary
                                       where status in ('sealed', 'submitted', 'accepted', 'ended')) as sealed
                        """).query(BureauState.Tried.class).single();
    }

    private static boolean holds(@Nullable LocalDate from, @Nullable LocalDate to, LocalDate day) {
        return (from == null || !from.isAfter(day)) && (to == null || to.isAfter(day));
    }
}
