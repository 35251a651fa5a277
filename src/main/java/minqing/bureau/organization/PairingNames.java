package minqing.bureau.organization;

import static minqing.bureau.organization.PairingColumn.ADMINISTRATIVE_VILLAGE;
import static minqing.bureau.organization.PairingColumn.LEADER;
import static minqing.bureau.organization.PairingColumn.NATURAL_VILLAGE;
import static minqing.bureau.organization.PairingColumn.PAIRED_COMMUNITY;
import static minqing.bureau.organization.PairingColumn.PARTICIPATING_UNIT;
import static minqing.bureau.organization.PairingColumn.TOWN;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import minqing.platform.fault.InvalidInput;
import org.jspecify.annotations.Nullable;

/**
 * What the names in one pairing table stand for; villages and communities that are not there yet are made, if that is
 * wanted. Each look-up answers null where it has noted a fault.
 */
final class PairingNames {

    private final AdministrativeVillageKeeping parents;
    private final VillageKeeping villages;
    private final CommunityKeeping communities;
    private final FileFaults faults;
    private final String actor;
    private final boolean register;
    private final Map<String, String> unitCodes = new HashMap<>();
    private final Map<String, List<String>> leaderAccounts = new HashMap<>();
    private final Map<String, String> parentIds = new HashMap<>();
    private final Map<String, String> villageIds = new HashMap<>();
    private final Map<String, String> communityIds = new HashMap<>();
    private int registered;

    /**
     * @param actor the administrator's login name
     * @param register whether villages and communities that are not there are made
     */
    PairingNames(
            UnitKeeping units,
            LeaderKeeping leaders,
            AdministrativeVillageKeeping parents,
            VillageKeeping villages,
            CommunityKeeping communities,
            FileFaults faults,
            LocalDate today,
            String actor,
            boolean register) {
        this.parents = parents;
        this.villages = villages;
        this.communities = communities;
        this.faults = faults;
        this.actor = actor;
        this.register = register;
        for (UnitEntry unit : units.all()) {
            unitCodes.put(unit.name(), String.valueOf(unit.code()));
            unitCodes.put(unit.sealName(), String.valueOf(unit.code()));
        }
        leaders.all().stream()
                .filter(leader ->
                        leader.retiredOn() == null || leader.retiredOn().isAfter(today))
                .forEach(leader -> leaderAccounts
                        .computeIfAbsent(leader.unit() + " " + leader.name(), name -> new ArrayList<>())
                        .add(String.valueOf(leader.account())));
        parents.all().stream()
                .filter(parent -> parent.retiredOn() == null)
                .forEach(parent -> parentIds.put(parent.town() + " " + parent.name(), String.valueOf(parent.id())));
        villages.all().stream()
                .filter(village -> village.retiredOn() == null)
                .forEach(village -> villageIds.put(
                        village.administrativeVillage() + " " + village.name(), String.valueOf(village.id())));
        communities.all().stream()
                .filter(community -> community.retiredOn() == null)
                .forEach(community -> communityIds.put(community.name(), String.valueOf(community.id())));
    }

    /** How many villages and communities were made. */
    int registered() {
        return registered;
    }

    @Nullable
    String unit(int line, Map<PairingColumn, String> values) {
        String unit = unitCodes.get(values.get(PARTICIPATING_UNIT));
        if (unit == null) {
            faults.cell(line, PARTICIPATING_UNIT, "organization.import.unknown", values.get(PARTICIPATING_UNIT));
        }
        return unit;
    }

    @Nullable
    String leader(int line, String unit, Map<PairingColumn, String> values) {
        List<String> accounts = leaderAccounts.getOrDefault(unit + " " + values.get(LEADER), List.of());
        if (accounts.size() == 1) {
            return accounts.get(0);
        }
        faults.cell(
                line,
                LEADER,
                accounts.isEmpty() ? "organization.import.unknown" : "organization.import.ambiguous",
                values.get(LEADER));
        return null;
    }

    @Nullable
    String administrativeVillage(int line, Map<PairingColumn, String> values) {
        String name = values.get(ADMINISTRATIVE_VILLAGE);
        String town = values.get(TOWN);
        return found(
                line,
                ADMINISTRATIVE_VILLAGE,
                name,
                parentIds,
                town + " " + name,
                () -> parents.create(actor, new AdministrativeVillageEntry(null, name, town, null, null, null))
                        .id());
    }

    @Nullable
    String village(int line, String parent, Map<PairingColumn, String> values) {
        String name = values.get(NATURAL_VILLAGE);
        return found(
                line,
                NATURAL_VILLAGE,
                name,
                villageIds,
                parent + " " + name,
                () -> villages.create(actor, new VillageEntry(null, parent, name, null, null, null))
                        .id());
    }

    @Nullable
    String community(int line, String name) {
        return found(
                line,
                PAIRED_COMMUNITY,
                name,
                communityIds,
                name,
                () -> communities
                        .create(actor, new CommunityEntry(null, name, null, null, null))
                        .id());
    }

    /** What a village or community may not be called is wrong with the line that calls it so. */
    private @Nullable String found(
            int line,
            PairingColumn column,
            @Nullable String name,
            Map<String, String> known,
            String key,
            Supplier<@Nullable String> creation) {
        if (!known.containsKey(key)) {
            if (!register) {
                faults.cell(line, column, "organization.import.unknown", name);
                return null;
            }
            try {
                known.put(key, String.valueOf(creation.get()));
                registered++;
            } catch (InvalidInput wrong) {
                faults.within(line, column, wrong);
            }
        }
        return known.get(key);
    }
}
