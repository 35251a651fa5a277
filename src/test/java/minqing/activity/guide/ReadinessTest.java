package minqing.activity.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import minqing.bureau.organization.Account;
import minqing.bureau.organization.Leader;
import minqing.bureau.organization.Unit;
import minqing.bureau.organization.UnitKind;
import org.junit.jupiter.api.Test;

/** What a bureau of other names than the demonstration's needs before it can work, and what is said of each gap. */
class ReadinessTest {

    private static final Unit BUREAU = new Unit("sthj", "青溪县生态环境局", UnitKind.BUREAU);
    private static final Unit SECTION = new Unit("zhifa", "执法大队", UnitKind.INTERNAL);
    private static final Unit TOWN = new Unit("zhen", "柳塘镇", UnitKind.EXTERNAL);

    private List<Unit> units = List.of(BUREAU, SECTION, TOWN);
    private final Map<String, Account> accounts = new HashMap<>();
    private List<Leader> leaders = List.of(new Leader("luju", "陆局", "局长", 1, "sthj"));
    private int villages = 2;
    private List<String> unpairedLeaders = List.of();
    private List<String> unpairedVillages = List.of();
    private Map<String, Set<String>> proposals = Map.of("", Set.of("zhifa"));
    private Set<Integer> years = Set.of(2026, 2027);
    private List<BureauState.Months> months = List.of(new BureauState.Months(BUREAU, true, List.of("fang")));
    private LocalDate today = LocalDate.of(2026, 11, 30);

    ReadinessTest() {
        account("luju", "leader");
        account("xia", "office");
        account("fang", "approver");
        account("du", "supervisor");
        account("ji", "discipline");
        account("cha", "inspector");
        account("guan", "camunda-admin");
        account("guan2", "camunda-admin");
        account("zhi", "unit-zhifa");
        account("zhi2", "unit-zhifa", "head-zhifa");
        account("zhen", "unit-zhen");
        account("zhen2", "unit-zhen", "head-zhen");
    }

    @Test
    void aBureauWithSomebodyForEachStepIsComplete() {
        Readiness readiness = readiness();
        assertThat(readiness.gaps()).isEmpty();
        assertThat(readiness.complete()).isTrue();
        assertThat(readiness.duties()).noneMatch(Duty::nobody).noneMatch(Duty::instead);
        assertThat(people(readiness, "review")).containsExactly("zhi2、fang", "zhen2、fang");
        assertThat(people(readiness, "sign")).containsExactly("fang");
    }

    @Test
    void anEmptyDatabaseLacksEverythingInTheOrderInWhichOneNeedsTheOther() {
        units = List.of();
        accounts.clear();
        account("guan", "camunda-admin");
        leaders = List.of();
        villages = 0;
        proposals = Map.of();
        months = List.of();
        Readiness readiness = readiness();
        assertThat(readiness.canWork()).isFalse();
        assertThat(readiness.steps().stream().map(Step::key))
                .containsExactly("units", "accounts", "leaders", "pairings", "responsibility", "calendar", "month");
        assertThat(readiness.steps().stream().filter(Step::done).map(Step::key)).containsExactly("calendar");
        assertThat(keys(readiness, Gap.Weight.BLOCKING))
                .containsExactly(
                        "no-bureau",
                        "no-section",
                        "no-office",
                        "no-approver",
                        "no-leaders",
                        "no-villages",
                        "month-without-bureau");
        assertThat(readiness.duties().stream().filter(duty -> !duty.nobody()).map(Duty::key))
                .as("what is for discipline reaches the administrator at least")
                .containsExactly("discipline");
    }

    @Test
    void aUnitWithoutPeopleIsNamedAndTheRestGoesOn() {
        account("zhen");
        account("zhen2");
        Readiness readiness = readiness();
        assertThat(readiness.canWork()).isTrue();
        assertThat(readiness.complete()).isFalse();
        Gap gap = gap(readiness, "no-handler");
        assertThat(gap.weight()).isEqualTo(Gap.Weight.OPEN);
        assertThat(gap.arguments()).containsExactly("柳塘镇");
        assertThat(gap.address()).isEqualTo("/organization/accounts/new?groups=unit-zhen");
        account("zhi");
        account("zhi2");
        assertThat(readiness().canWork()).as("no unit has anybody").isFalse();
    }

    @Test
    void nobodyReviewsTheirOwnWork() {
        account("zhi");
        account("zhi2", "unit-zhifa", "head-zhifa");
        assertThat(keys(readiness(), Gap.Weight.ADVISED)).containsExactly("head-alone");
        assertThat(people(readiness(), "review")).containsExactly("fang", "zhen2、fang");

        account("zhi2", "unit-zhifa", "head-zhifa", "approver");
        account("fang");
        months = List.of(new BureauState.Months(BUREAU, true, List.of("zhi2")));
        assertThat(gap(readiness(), "no-reviewer").arguments()).containsExactly("执法大队", "zhi2");
    }

    @Test
    void aLeaderNeedsAnAccountAndARole() {
        leaders = List.of(new Leader("luju", "陆局", "局长", 1, "sthj"), new Leader("fangfu", "方副", "副局长", 2, "sthj"));
        assertThat(gap(readiness(), "leader-without-account").arguments()).containsExactly("方副", "fangfu");
        account("fangfu", "office");
        assertThat(gap(readiness(), "leader-without-role").address()).isEqualTo("/organization/accounts/fangfu");
        account("luju");
        assertThat(readiness().canWork()).as("no leader can go anywhere").isFalse();
        account("fangfu", "leader");
        account("cao", "leader");
        assertThat(gap(readiness(), "role-without-leader").arguments()).containsExactly("cao");
    }

    @Test
    void theOnlyOneWhoChecksMustNotSign() {
        account("xia", "office", "approver");
        months = List.of(new BureauState.Months(BUREAU, true, List.of("fang", "xia")));
        assertThat(gap(readiness(), "checker-signs").arguments()).containsExactly("xia");
        account("mei", "office");
        assertThat(readiness().complete()).isTrue();
        months = List.of(new BureauState.Months(BUREAU, false, List.of("fang", "gone")));
        assertThat(gap(readiness(), "signer-gone").arguments()).containsExactly("gone");
        assertThat(gap(readiness(), "no-month").weight()).isEqualTo(Gap.Weight.BLOCKING);
    }

    @Test
    void theTableHasToNameAUnitThatIsThere() {
        proposals = Map.of("water", Set.of("wukong"), "", Set.of("jiancha"));
        assertThat(gap(readiness(), "no-responsibility").weight()).isEqualTo(Gap.Weight.OPEN);
        proposals = Map.of("water", Set.of("zhifa", "wukong"));
        assertThat(gap(readiness(), "responsibility-gone").arguments()).startsWith("wukong");
        assertThat(gap(readiness(), "categories-open").arguments()).startsWith("噪声");
        assertThat(readiness().complete()).isTrue();
    }

    @Test
    void theNoticeOfNextYearIsAskedForWhenItIsOut() {
        years = Set.of(2026);
        assertThat(gap(readiness(), "calendar-next-year").weight()).isEqualTo(Gap.Weight.ADVISED);
        today = LocalDate.of(2026, 10, 31);
        assertThat(readiness().gaps()).isEmpty();
        years = Set.of();
        assertThat(gap(readiness(), "calendar-this-year").weight()).isEqualTo(Gap.Weight.OPEN);
    }

    @Test
    void villagesWithoutALeaderAreNamedAndManyAreCounted() {
        unpairedVillages = List.of("河湾上河");
        assertThat(gap(readiness(), "villages-unpaired").arguments()).startsWith("河湾上河");
        unpairedVillages = new ArrayList<>();
        for (int number = 1; number <= 30; number++) {
            unpairedVillages.add("村" + number);
        }
        Gap many = gap(readiness(), "villages-unpaired.more");
        assertThat(many.arguments().get(0).toString()).endsWith("村12");
        assertThat(many.arguments().get(1)).isEqualTo(30);
        unpairedLeaders = List.of("陆局");
        assertThat(gap(readiness(), "no-pairings").weight()).isEqualTo(Gap.Weight.BLOCKING);
    }

    private void account(String id, String... groups) {
        accounts.put(id, new Account(id, id, Set.of(groups)));
    }

    private Readiness readiness() {
        return new Readiness(new BureauState(
                today,
                units,
                accounts.values().stream()
                        .sorted(java.util.Comparator.comparing(Account::id))
                        .toList(),
                leaders,
                villages,
                unpairedLeaders,
                unpairedVillages,
                List.of(),
                new java.util.TreeMap<>(Map.of("water", "水污染", "noise", "噪声")),
                proposals,
                years,
                months,
                new BureauState.Tried(false, false, false, false, false, false)));
    }

    private static List<String> keys(Readiness readiness, Gap.Weight weight) {
        return readiness
                .gaps()
                .filter(gap -> gap.weight() == weight)
                .map(Gap::key)
                .toList();
    }

    private static Gap gap(Readiness readiness, String key) {
        return readiness
                .gaps()
                .filter(gap -> gap.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new AssertionError(
                        key + " is not among " + readiness.gaps().map(Gap::key).toList()));
    }

    private static List<String> people(Readiness readiness, String duty) {
        return readiness.duties().stream()
                .filter(one -> one.key().equals(duty))
                .map(one ->
                        String.join("、", one.people().stream().map(Account::id).toList()))
                .toList();
    }
}
