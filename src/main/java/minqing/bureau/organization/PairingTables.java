package minqing.bureau.organization;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Answers who was, is or will be paired with whom on a day (annex 1). */
@Component
public class PairingTables {

    private final JdbcClient database;
    private final Organization organization;
    private final Clock clock;

    PairingTables(JdbcClient database, Organization organization, Clock clock) {
        this.database = database;
        this.organization = organization;
        this.clock = clock;
    }

    /** The table of today. */
    public DatedPairings today() {
        return on(LocalDate.now(clock));
    }

    /** The table of a day. A leader without any pairing stands in it while taking part, but not in a table of the past. */
    public DatedPairings on(LocalDate day) {
        Map<String, Unit> units = organization.everyUnit().stream().collect(Collectors.toMap(Unit::code, unit -> unit));
        Set<String> present = day.isBefore(LocalDate.now(clock)) ? Set.of() : takingPart(day);
        Map<String, String> contacts = contacts(day);
        List<DatedPairings.Row> rows = new ArrayList<>();
        for (Leader leader : organization.everyLeader()) {
            List<Village> villages = organization.pairedVillages(leader.account(), day);
            List<Community> communities = organization.pairedCommunities(leader.account(), day);
            Unit unit = units.get(leader.unit());
            boolean paired = !villages.isEmpty() || !communities.isEmpty();
            if (unit != null && (paired || present.contains(leader.account()))) {
                rows.add(new DatedPairings.Row(unit, leader, grouped(villages, contacts), communities));
            }
        }
        return new DatedPairings(day, rows);
    }

    private static List<DatedPairings.VillageGroup> grouped(List<Village> villages, Map<String, String> contacts) {
        Map<String, List<Village>> byParent = villages.stream()
                .collect(Collectors.groupingBy(PairingTables::parent, LinkedHashMap::new, Collectors.toList()));
        return byParent.entrySet().stream()
                .map(group -> new DatedPairings.VillageGroup(
                        group.getKey(),
                        group.getValue().get(0).administrativeVillage(),
                        group.getValue().get(0).town(),
                        contacts.get(group.getKey()),
                        group.getValue()))
                .toList();
    }

    /** A natural village's key holds its parent's. */
    private static String parent(Village village) {
        return village.id().substring(0, village.id().indexOf('-'));
    }

    private Set<String> takingPart(LocalDate day) {
        return Set.copyOf(database.sql("select account from leader where retired_on is null or retired_on > :day")
                .param("day", day)
                .query(String.class)
                .list());
    }

    private Map<String, String> contacts(LocalDate day) {
        return database
                .sql("""
                        select administrative_village, name from village_contact
                        where valid_from <= :day and (valid_to is null or valid_to > :day)
                        """)
                .param("day", day)
                .query((row, index) -> Map.entry(row.getString("administrative_village"), row.getString("name")))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
