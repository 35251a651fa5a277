package minqing.activity.guide;

import static minqing.activity.guide.Gap.Weight.ADVISED;
import static minqing.activity.guide.Gap.Weight.BLOCKING;
import static minqing.activity.guide.Gap.Weight.OPEN;

import java.time.Month;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import minqing.bureau.organization.Account;
import minqing.bureau.organization.Leader;
import minqing.bureau.organization.Role;
import minqing.bureau.organization.Unit;
import minqing.bureau.organization.UnitKind;

/**
 * Whether a bureau can work, from a problem's report to the sealed month: derived from what is set up, never from a mark
 * that somebody set. Whom a step falls to is decided as in the processes.
 */
final class Readiness {

    private static final String UNITS = "/organization/units";
    private static final String ACCOUNTS = "/organization/accounts";
    private static final String LEADERS = "/organization/leaders";
    private static final String VILLAGES = "/organization/villages";
    private static final String PAIRINGS = "/organization/pairings";
    private static final String IMPORT = "/organization/import";
    private static final String RESPONSIBILITY = "/organization/responsibility";
    private static final String CALENDAR = "/calendar";

    /** The State Council publishes the days off of the next year in November. */
    private static final Month NOTICE = Month.NOVEMBER;

    private static final String SEPARATOR = "、";
    private static final int NAMES_SHOWN = 12;

    private final BureauState state;
    private final List<Step> steps;
    private final List<Duty> duties;

    Readiness(BureauState state) {
        this.state = state;
        this.steps = List.of(
                new Step("units", UNITS, units()),
                new Step("accounts", ACCOUNTS, accounts()),
                new Step("leaders", LEADERS, leaders()),
                new Step("pairings", PAIRINGS, pairings()),
                new Step("responsibility", RESPONSIBILITY, responsibility()),
                new Step("calendar", CALENDAR, calendar()),
                new Step("month", month(), months()));
        this.duties = everyDuty();
    }

    /** The steps of setting up, in the order in which one needs the other. */
    public List<Step> steps() {
        return steps;
    }

    /** Who would have each step of the processes. */
    public List<Duty> duties() {
        return duties;
    }

    public BureauState.Tried tried() {
        return state.tried();
    }

    /** Whether a problem can go all its way and a month can be sealed, by anybody at all. */
    public boolean canWork() {
        return steps.stream().noneMatch(Step::blocking);
    }

    /** Whether besides nothing would lie where nobody can take it. */
    public boolean complete() {
        return steps.stream().allMatch(Step::done);
    }

    // ---- the steps

    private List<Gap> units() {
        List<Gap> gaps = new ArrayList<>();
        if (state.of(UnitKind.BUREAU).isEmpty()) {
            gaps.add(Gap.of(BLOCKING, "no-bureau", UNITS + "/new?kind=bureau"));
        }
        if (state.handling().isEmpty()) {
            gaps.add(Gap.of(BLOCKING, "no-section", UNITS + "/new?kind=internal"));
        } else if (state.of(UnitKind.EXTERNAL).isEmpty()) {
            gaps.add(Gap.of(ADVISED, "no-outside-unit", UNITS + "/new?kind=external"));
        }
        return gaps;
    }

    private List<Gap> accounts() {
        List<Gap> gaps = new ArrayList<>();
        role(gaps, Role.OFFICE, BLOCKING);
        role(gaps, Role.APPROVER, BLOCKING);
        role(gaps, Role.SUPERVISOR, ADVISED);
        role(gaps, Role.DISCIPLINE, ADVISED);
        role(gaps, Role.INSPECTOR, ADVISED);
        if (state.members(Role.ADMINISTRATOR.group()).size() == 1) {
            gaps.add(Gap.of(ADVISED, "one-administrator", account(Role.ADMINISTRATOR.group())));
        }
        List<Unit> handling = state.handling();
        boolean somebody = handling.stream()
                .anyMatch(unit -> !state.members(unit.handlers()).isEmpty());
        for (Unit unit : handling) {
            List<Account> handlers = state.members(unit.handlers());
            if (handlers.isEmpty()) {
                gaps.add(Gap.of(somebody ? OPEN : BLOCKING, "no-handler", account(unit.handlers()), unit.name()));
            }
            Reviewers reviewers = reviewers(unit);
            if (!reviewers.without().isEmpty()) {
                gaps.add(Gap.of(OPEN, "no-reviewer", account(unit.heads()), unit.name(), names(reviewers.without())));
            } else if (state.members(unit.heads()).isEmpty()) {
                gaps.add(Gap.of(ADVISED, "no-head", account(unit.heads()), unit.name()));
            } else if (reviewers.instead()) {
                gaps.add(Gap.of(ADVISED, "head-alone", account(unit.handlers()), unit.name()));
            }
        }
        return gaps;
    }

    private void role(List<Gap> gaps, Role role, Gap.Weight weight) {
        if (state.members(role.group()).isEmpty()) {
            gaps.add(Gap.of(weight, "no-" + role.group(), account(role.group())));
        }
    }

    private List<Gap> leaders() {
        List<Gap> gaps = new ArrayList<>();
        if (state.leaders().isEmpty()) {
            gaps.add(Gap.of(BLOCKING, "no-leaders", LEADERS + "/new"));
            return gaps;
        }
        Map<String, Account> usable = state.accounts().stream().collect(Collectors.toMap(Account::id, one -> one));
        List<Leader> unable = new ArrayList<>();
        for (Leader leader : state.leaders()) {
            Account account = usable.get(leader.account());
            if (account == null || !account.is(Role.LEADER)) {
                unable.add(leader);
            }
        }
        Gap.Weight weight = unable.size() == state.leaders().size() ? BLOCKING : OPEN;
        for (Leader leader : unable) {
            gaps.add(
                    usable.containsKey(leader.account())
                            ? Gap.of(
                                    weight,
                                    "leader-without-role",
                                    ACCOUNTS + "/" + leader.account(),
                                    leader.name(),
                                    leader.account())
                            : Gap.of(
                                    weight,
                                    "leader-without-account",
                                    ACCOUNTS + "/new?account=" + leader.account(),
                                    leader.name(),
                                    leader.account()));
        }
        Set<String> registered = state.leaders().stream().map(Leader::account).collect(Collectors.toSet());
        state.members(Role.LEADER.group()).stream()
                .filter(account -> !registered.contains(account.id()))
                .forEach(account -> gaps.add(Gap.of(
                        ADVISED, "role-without-leader", LEADERS + "/new?account=" + account.id(), account.name())));
        return gaps;
    }

    private List<Gap> pairings() {
        List<Gap> gaps = new ArrayList<>();
        if (state.villages() == 0) {
            gaps.add(Gap.of(BLOCKING, "no-villages", IMPORT));
            return gaps;
        }
        if (!state.leaders().isEmpty()
                && state.unpairedLeaders().size() == state.leaders().size()) {
            gaps.add(Gap.of(BLOCKING, "no-pairings", IMPORT));
            return gaps;
        }
        list(gaps, "leaders-unpaired", PAIRINGS + "/new", state.unpairedLeaders());
        list(gaps, "villages-unpaired", PAIRINGS + "/new", state.unpairedVillages());
        list(gaps, "villages-without-contact", VILLAGES, state.villagesWithoutContact());
        return gaps;
    }

    private static void list(List<Gap> gaps, String key, String address, List<String> names) {
        if (!names.isEmpty()) {
            String shown = names.stream().limit(NAMES_SHOWN).collect(Collectors.joining(SEPARATOR));
            gaps.add(Gap.of(ADVISED, names.size() > NAMES_SHOWN ? key + ".more" : key, address, shown, names.size()));
        }
    }

    /** The table proposes; the office decides. So one that says nothing of some categories costs time, no case. */
    private List<Gap> responsibility() {
        Set<String> there = state.handling().stream().map(Unit::code).collect(Collectors.toSet());
        Set<String> named = new LinkedHashSet<>();
        state.proposals().values().forEach(named::addAll);
        if (named.stream().noneMatch(there::contains)) {
            return List.of(Gap.of(OPEN, "no-responsibility", RESPONSIBILITY));
        }
        List<Gap> gaps = new ArrayList<>();
        Set<String> gone = new TreeSet<>(named);
        gone.removeAll(there);
        list(gaps, "responsibility-gone", RESPONSIBILITY, List.copyOf(gone));
        Set<String> forAny = state.proposals().getOrDefault("", Set.of());
        if (forAny.stream().noneMatch(there::contains)) {
            list(
                    gaps,
                    "categories-open",
                    RESPONSIBILITY,
                    state.categories().entrySet().stream()
                            .filter(category -> state.proposals().getOrDefault(category.getKey(), Set.of()).stream()
                                    .noneMatch(there::contains))
                            .map(Map.Entry::getValue)
                            .toList());
        }
        return gaps;
    }

    private List<Gap> calendar() {
        List<Gap> gaps = new ArrayList<>();
        int year = state.today().getYear();
        if (!state.publishedYears().contains(year)) {
            gaps.add(Gap.of(OPEN, "calendar-this-year", CALENDAR + "?year=" + year, String.valueOf(year)));
        }
        if (state.today().getMonth().compareTo(NOTICE) >= 0
                && !state.publishedYears().contains(year + 1)) {
            gaps.add(Gap.of(ADVISED, "calendar-next-year", CALENDAR + "?year=" + (year + 1), String.valueOf(year + 1)));
        }
        return gaps;
    }

    private String month() {
        return state.of(UnitKind.BUREAU).stream()
                .findFirst()
                .map(unit -> summary(unit.code()))
                .orElse(UNITS);
    }

    private List<Gap> months() {
        if (state.months().isEmpty()) {
            return List.of(Gap.of(BLOCKING, "month-without-bureau", UNITS + "/new?kind=bureau"));
        }
        List<Gap> gaps = new ArrayList<>();
        Map<String, Account> approvers = new LinkedHashMap<>();
        state.members(Role.APPROVER.group()).forEach(account -> approvers.put(account.id(), account));
        Set<String> checkers =
                state.members(Role.OFFICE.group()).stream().map(Account::id).collect(Collectors.toSet());
        for (BureauState.Months months : state.months()) {
            String address = summary(months.unit().code());
            if (!months.decided()) {
                gaps.add(Gap.of(BLOCKING, "no-month", address, months.unit().name()));
            }
            List<String> gone = months.signers().stream()
                    .filter(signer -> !approvers.containsKey(signer))
                    .toList();
            if (!gone.isEmpty()) {
                gaps.add(Gap.of(OPEN, "signer-gone", address, String.join(SEPARATOR, gone)));
            }
            if (checkers.size() == 1 && months.signers().containsAll(checkers)) {
                gaps.add(Gap.of(OPEN, "checker-signs", address, names(state.members(Role.OFFICE.group()))));
            }
        }
        return gaps;
    }

    // ---- who would have what

    private List<Duty> everyDuty() {
        List<Duty> all = new ArrayList<>();
        Set<String> registered = state.leaders().stream().map(Leader::account).collect(Collectors.toSet());
        List<Account> going = state.members(Role.LEADER.group()).stream()
                .filter(account -> registered.contains(account.id()))
                .toList();
        all.add(new Duty("outing", null, going, false));
        all.add(new Duty("triage", null, state.members(Role.OFFICE.group()), false));
        for (Unit unit : state.handling()) {
            all.add(new Duty("handle", unit.name(), state.members(unit.handlers()), false));
            Reviewers reviewers = reviewers(unit);
            all.add(new Duty("review", unit.name(), reviewers.people(), reviewers.instead()));
        }
        List<Account> approvers = state.members(Role.APPROVER.group());
        all.add(new Duty("decide", null, approvers, false));
        all.add(new Duty("verify", null, going, false));
        all.add(new Duty("supervise", null, state.members(Role.SUPERVISOR.group()), false));
        all.add(receivers());
        all.add(new Duty("check", null, state.members(Role.OFFICE.group()), false));
        for (BureauState.Months months : state.months()) {
            all.add(new Duty(
                    "sign",
                    state.months().size() > 1 ? months.unit().name() : null,
                    months.signers().stream()
                            .flatMap(signer -> approvers.stream()
                                    .filter(account -> account.id().equals(signer)))
                            .toList(),
                    false));
        }
        all.add(new Duty("submit", null, state.members(Role.OFFICE.group()), false));
        return List.copyOf(all);
    }

    /** Where there is no discipline officer, those who come next receive what is meant for them, as in the process. */
    private Duty receivers() {
        List<Role> roles = List.of(Role.DISCIPLINE, Role.APPROVER, Role.SUPERVISOR, Role.ADMINISTRATOR);
        Role first = roles.stream()
                .filter(role -> !state.members(role.group()).isEmpty())
                .findFirst()
                .orElse(Role.DISCIPLINE);
        return new Duty("discipline", null, state.members(first.group()), first != Role.DISCIPLINE);
    }

    /**
     * Who reviews for a unit.
     *
     * @param people accounts that can review the work of at least one handler
     * @param instead whether only approvers can review, for every handler
     * @param without the handlers whose work nobody could review
     */
    private record Reviewers(List<Account> people, boolean instead, List<Account> without) {}

    /** The unit's heads, unless they worked on it themselves; then the approvers, none of them on their own work. */
    private Reviewers reviewers(Unit unit) {
        List<Account> heads = state.members(unit.heads());
        List<Account> approvers = state.members(Role.APPROVER.group());
        Set<Account> people = new LinkedHashSet<>();
        List<Account> without = new ArrayList<>();
        List<Account> handlers = state.members(unit.handlers());
        int instead = 0;
        for (Account handler : handlers) {
            List<Account> others = without(heads, handler);
            if (others.isEmpty()) {
                instead++;
                others = without(approvers, handler);
            }
            if (others.isEmpty() && !approvers.isEmpty()) {
                without.add(handler);
            }
            people.addAll(others);
        }
        List<Account> headsFirst = Stream.concat(
                        heads.stream().filter(people::contains),
                        people.stream().filter(person -> !heads.contains(person)))
                .toList();
        return new Reviewers(headsFirst, instead > 0 && instead == handlers.size(), without);
    }

    private static List<Account> without(List<Account> people, Account one) {
        return people.stream().filter(person -> !person.id().equals(one.id())).toList();
    }

    private static String names(List<Account> people) {
        return people.stream().map(Account::name).collect(Collectors.joining(SEPARATOR));
    }

    private static String account(String group) {
        return ACCOUNTS + "/new?groups=" + group;
    }

    private static String summary(String unit) {
        return UNITS + "/" + unit + "/summary";
    }

    /** Everything missing, step by step. */
    Stream<Gap> gaps() {
        return steps.stream().flatMap(step -> step.gaps().stream());
    }
}
