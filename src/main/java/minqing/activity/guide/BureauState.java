package minqing.activity.guide;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import minqing.bureau.organization.Account;
import minqing.bureau.organization.Leader;
import minqing.bureau.organization.Unit;
import minqing.bureau.organization.UnitKind;

/**
 * What is set up today, as far as the processes need it.
 *
 * @param units in their order; those that are retired are left out
 * @param accounts that can be used, by login name
 * @param leaders who take part, in annex 1's order
 * @param villages how many natural villages there are
 * @param unpairedLeaders names of leaders whom no village is paired with
 * @param unpairedVillages names of villages that no leader is paired with
 * @param villagesWithoutContact names of administrative villages
 * @param categories names of the categories of problems, by code
 * @param proposals which units the decision table names for a category; under an empty code those for any category
 * @param publishedYears this year and the next, where the State Council's notice is in
 * @param months what is set for the monthly tables, one for each participating unit
 * @param tried what has been done so far
 */
record BureauState(
        LocalDate today,
        List<Unit> units,
        List<Account> accounts,
        List<Leader> leaders,
        int villages,
        List<String> unpairedLeaders,
        List<String> unpairedVillages,
        List<String> villagesWithoutContact,
        Map<String, String> categories,
        Map<String, Set<String>> proposals,
        Set<Integer> publishedYears,
        List<Months> months,
        Tried tried) {

    /**
     * The monthly tables of a unit.
     *
     * @param decided whether the first month is decided
     * @param signers login names in the order in which they sign
     */
    record Months(Unit unit, boolean decided, List<String> signers) {}

    /** What has been done with the system, beside everything that is secret. */
    record Tried(boolean outing, boolean problem, boolean assigned, boolean closed, boolean compiled, boolean sealed) {

        /** Whether everything has been done once. */
        public boolean everything() {
            return outing && problem && assigned && closed && compiled && sealed;
        }
    }

    List<Unit> of(UnitKind kind) {
        return units.stream().filter(unit -> unit.kind() == kind).toList();
    }

    /** The units that problems are assigned to. */
    List<Unit> handling() {
        return units.stream().filter(unit -> unit.kind() != UnitKind.BUREAU).toList();
    }

    List<Account> members(String group) {
        return accounts.stream()
                .filter(account -> account.groups().contains(group))
                .toList();
    }
}
