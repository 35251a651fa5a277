package minqing.worlds;

import static minqing.worlds.Person.fields;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import minqing.platform.engine.TimeConfiguration;

/**
 * A month of work by chance: outings, problems on every path, one summary sealed and the next one running. With it go
 * accusations by each way in, made where a world accuses; where it does not, the same people do the same ordinary work at the
 * same moments, or what is paired with it.
 */
final class Month {

    /** The ways in, which can also be tried one by one. */
    enum Plot {
        REPORTED,
        BROUGHT_HOME,
        RECEIVED,
        REFERRED,
        REFERRED_RECEPTION,
        UNCONFIRMED,
        NOT_ONE
    }

    /** How those who would receive an accusation stand to it; the seed says which. */
    private enum Receivers {
        THE_DISCIPLINE_OFFICER,
        APPROVERS_TOO,
        APPROVERS_ONLY
    }

    static final YearMonth SEALED = YearMonth.of(2026, 11);
    static final YearMonth RUNNING = YearMonth.of(2026, 12);
    static final LocalDate FIRST = LocalDate.of(2026, 10, 26);
    static final LocalDate LAST = LocalDate.of(2026, 11, 27);

    /** Everybody of the demonstration bureau. */
    static final List<String> EVERYBODY = List.of(
            "wuzhidong",
            "xiejiandong",
            "yangyumei",
            "zhouwei",
            "xujianyun",
            "office",
            "office2",
            "jijian",
            "deputy",
            "director",
            "supervisor",
            "inspector",
            "jiancha",
            "jiancha2",
            "jiancha-head",
            "jiance",
            "jiance-head",
            "wukong",
            "wukong-head",
            "bieqiao",
            "bieqiao-head",
            "admin");

    private static final Map<String, List<String>> VILLAGES = Map.of(
            "wuzhidong", List.of("hexing-shangshi", "hexing-wuliting", "hexing-xishenwei"),
            "xiejiandong", List.of("xiaoshiqiao-kangxi", "xiaoshiqiao-beishe", "xiaoshiqiao-qiantang"),
            "yangyumei", List.of("xiaoshiqiao-chenjia", "xiaoshiqiao-goudong", "xiaoshiqiao-gouxi"),
            "zhouwei", List.of("daocheng-duihe", "daocheng-yaojia", "daocheng-jinjia"),
            "xujianyun", List.of("daocheng-tongjia", "daocheng-qianjia", "daocheng-xujia"));

    private static final List<String> CATEGORIES = List.of("water", "air", "noise", "waste", "sanitation", "other");

    private static final List<String> MATTERS =
            List.of("夜间施工噪声扰民", "沟渠淤塞污水外溢", "垃圾房清运不及时", "秸秆露天焚烧烟气大", "小作坊气味刺鼻", "河埠头水面漂浮垃圾");

    /** In minutes: what is due at nine is due. */
    private static final int MORNING = 9 * 60 + 1;

    private interface Deed {
        void in(World world, LocalDate day) throws Exception;
    }

    private record Step(Instant at, LocalDate day, String what, Deed deed) {}

    private final Random random;
    private final WaysIn ways = new WaysIn();
    private final Set<Plot> plots;
    private final Receivers receivers;
    private final List<LocalDate> days = FIRST.datesUntil(LAST.plusDays(1))
            .filter(day -> day.getDayOfWeek() != DayOfWeek.SATURDAY && day.getDayOfWeek() != DayOfWeek.SUNDAY)
            .toList();
    private final List<String> leaders;
    private final List<String> units;
    private final List<String> toBeAccused;
    private final String staff;
    private final Set<String> referring = new LinkedHashSet<>();
    private final List<Step> steps = new ArrayList<>();
    private int matters;

    Month(long seed, Set<Plot> plots) {
        this.random = new Random(seed);
        this.plots = plots;
        this.receivers = Receivers.values()[Math.floorMod(seed, Receivers.values().length)];
        this.leaders = shuffled(VILLAGES.keySet());
        this.units = shuffled(List.of("jiancha", "jiance", "wukong"));
        this.staff = units.get(2);
        this.toBeAccused = new ArrayList<>(shuffled(EVERYBODY));
        toBeAccused.removeAll(List.of(reporter(), staff, "jijian"));
        if (receivers != Receivers.THE_DISCIPLINE_OFFICER) {
            toBeAccused.removeAll(List.of("deputy", "director"));
        }
        ordinaryWork();
        accusations();
        theSummary();
        steps.sort(Comparator.comparing(Step::at));
    }

    private List<String> shuffled(Iterable<String> all) {
        List<String> list = new ArrayList<>(
                new TreeSet<>(all instanceof List<String> ordered ? ordered : List.copyOf((Set<String>) all)));
        Collections.shuffle(list, random);
        return list;
    }

    // ---- who is who

    /** Who reports every accusation that is reported. */
    private String reporter() {
        return leaders.get(0);
    }

    /**
     * Everybody who neither reported one nor receives one. Whoever reported a problem that is referred reported an accusation,
     * unless it names them.
     */
    List<String> outsiders() {
        List<String> outsiders = new ArrayList<>(EVERYBODY);
        outsiders.removeAll(List.of(reporter(), staff));
        outsiders.removeAll(referring);
        switch (receivers) {
            case THE_DISCIPLINE_OFFICER -> outsiders.remove("jijian");
            case APPROVERS_TOO -> outsiders.removeAll(List.of("jijian", "deputy", "director"));
            case APPROVERS_ONLY -> outsiders.removeAll(List.of("deputy", "director"));
        }
        return outsiders;
    }

    /**
     * A few of {@link #outsiders}: a named handler and a named leader who worked on what they are named in, one who watches, and
     * one by chance.
     */
    List<String> fewOutsiders() {
        Set<String> few = new LinkedHashSet<>(List.of(units.get(0), leaders.get(1)));
        few.add(random.nextBoolean() ? "supervisor" : "inspector");
        List<String> others = new ArrayList<>(outsiders());
        others.removeAll(few);
        Collections.shuffle(others, random);
        few.add(others.get(0));
        return List.copyOf(few);
    }

    // ---- playing it

    static Instant beginning() {
        return moment(FIRST.minusDays(1), 10 * 60);
    }

    void play(World world) throws Exception {
        for (String account : EVERYBODY) {
            world.person(account);
        }
        for (Step step : steps) {
            world.moveTo(step.at());
            try {
                step.deed().in(world, step.day());
            } catch (Exception | AssertionError failed) {
                throw new AssertionError(
                        step.at() + " " + step.what() + (world.accuses() ? ", with" : ", without") + " accusations",
                        failed);
            }
            world.moveTo(step.at());
        }
        world.moveTo(end());
    }

    static Instant end() {
        return moment(LAST, 18 * 60);
    }

    private static Instant moment(LocalDate day, int minute) {
        return day.atStartOfDay(TimeConfiguration.ZONE).plusMinutes(minute).toInstant();
    }

    /** At a moment that nothing else has. */
    private void on(int day, int minute, String what, Deed deed) {
        LocalDate date = days.get(day);
        Instant at = moment(date, minute).plusSeconds(2);
        while (taken(at)) {
            at = at.plusSeconds(1);
        }
        steps.add(new Step(at, date, what, deed));
    }

    private boolean taken(Instant at) {
        return steps.stream().anyMatch(step -> step.at().equals(at));
    }

    /** One after the other from a day on: some days later each, or, when the month is over, some minutes. */
    private final class Sequence {

        private int day;
        private int minute = MORNING + 5 + random.nextInt(6 * 60);

        private Sequence(int day) {
            this.day = day;
        }

        Sequence then(String what, Deed deed) {
            on(day, minute, what, deed);
            int later = day + 1 + random.nextInt(2);
            if (later < days.size()) {
                day = later;
                minute = MORNING + 5 + random.nextInt(6 * 60);
            } else {
                minute += 5 + random.nextInt(5);
            }
            return this;
        }
    }

    private static void complete(World world, String account, String name, String step, Object... fields)
            throws Exception {
        world.person(account)
                .post("/api/tasks/" + world.task(world.remembered(name), step) + "/complete", fields(fields));
    }

    private String matter() {
        matters++;
        return MATTERS.get(random.nextInt(MATTERS.size())) + "，第" + matters + "件";
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    // ---- ordinary work

    private void ordinaryWork() {
        for (int day = 0; day < days.size(); day++) {
            // What is due in the morning is done in the morning.
            LocalDate date = days.get(day);
            steps.add(new Step(moment(date, MORNING), date, "the morning", (world, today) -> {}));
        }
        for (int index = 0; index < 6; index++) {
            problem("ordinary-" + index, one(leaders), random.nextInt(17));
        }
        problem("late", one(leaders), 21);
        for (String leader : leaders) {
            String village = one(VILLAGES.get(leader));
            String work = matter();
            new Sequence(random.nextInt(19))
                    .then(
                            "an outing",
                            (world, day) -> world.person(leader)
                                    .post(
                                            "/api/outings",
                                            outing(
                                                    village,
                                                    day,
                                                    "labour",
                                                    List.of(Map.of("work", "清理河道，" + work)),
                                                    "receptions",
                                                    List.of(reception(work)),
                                                    "forums",
                                                    List.of(Map.of("attendees", "村民代表9人", "topic", work)),
                                                    "diary",
                                                    Map.of("seen", "村口" + work))));
        }
    }

    private static Map<String, Object> outing(String village, LocalDate day, Object... parts) {
        Map<String, Object> outing = fields("date", day.toString(), "kind", "households", "village", village);
        outing.putAll(fields(parts));
        return outing;
    }

    private static Map<String, Object> reception(String matter) {
        return fields("visitor", "王大明", "contact", "0000-7654321", "matter", matter, "summary", "反映" + matter);
    }

    private Sequence reported(String name, String leader, int day) {
        String matter = matter();
        String village = one(VILLAGES.get(leader));
        String category = one(CATEGORIES);
        return new Sequence(day)
                .then(
                        "a report",
                        (world, today) -> world.remember(
                                name,
                                world.person(leader)
                                        .post(
                                                "/api/problems",
                                                fields(
                                                        "title",
                                                        matter,
                                                        "content",
                                                        "群众反映" + matter + "，希望尽快解决",
                                                        "village",
                                                        village,
                                                        "category",
                                                        category,
                                                        "urgency",
                                                        "normal",
                                                        "contact",
                                                        "李小红（化名） 0000-1112223"))
                                        .at("/number")
                                        .asText()));
    }

    private void problem(String name, String leader, int day) {
        Sequence case0 = reported(name, leader, day);
        String unit = one(units);
        switch (random.nextInt(5)) {
            case 0 ->
                case0.then(
                        "declined",
                        (world, today) ->
                                complete(world, "office", name, "triage", "outcome", "decline", "reason", "不属本局职责"));
            case 1 ->
                case0.then(
                                "returned",
                                (world, today) -> complete(
                                        world,
                                        "office2",
                                        name,
                                        "triage",
                                        "outcome",
                                        "return-to-reporter",
                                        "reason",
                                        "请补充地点"))
                        .then(
                                "mended",
                                (world, today) -> complete(
                                        world,
                                        leader,
                                        name,
                                        "supplement",
                                        "outcome",
                                        "resubmit",
                                        "content",
                                        "已补充地点：村口第二家"));
            case 2 -> assigned(case0, name, unit);
            default ->
                assigned(case0, name, unit)
                        .then(
                                "taken on",
                                (world, today) -> complete(world, unit, name, "acknowledge", "outcome", "accept"))
                        .then(
                                "handled",
                                (world, today) -> complete(
                                        world,
                                        unit,
                                        name,
                                        "handle",
                                        "outcome",
                                        "done",
                                        "handling",
                                        "已到现场处理",
                                        "answer",
                                        "已告知处理结果",
                                        "answeredOn",
                                        today.toString(),
                                        "answerMethod",
                                        "telephone"))
                        .then(
                                "reviewed",
                                (world, today) -> complete(world, unit + "-head", name, "review", "outcome", "approve"))
                        .then(
                                "verified",
                                (world, today) -> complete(
                                        world,
                                        leader,
                                        name,
                                        "verify",
                                        "outcome",
                                        "resolved",
                                        "satisfaction",
                                        "satisfied"));
        }
    }

    private Sequence assigned(Sequence sequence, String name, String unit) {
        return sequence.then(
                "assigned",
                (world, today) -> complete(
                        world,
                        "office2",
                        name,
                        "triage",
                        "outcome",
                        "assign",
                        "leadUnit",
                        unit,
                        "assistingUnits",
                        List.of(),
                        "complexity",
                        "ordinary"));
    }

    private void theSummary() {
        int afterCutOff = days.indexOf(LocalDate.of(2026, 11, 23));
        String name = "the summary";
        String key = "epb/" + SEALED;
        LocalDate day = days.get(afterCutOff);
        Deed check = (world, today) -> {
            world.remember(name, key);
            complete(world, "office", name, "check", "outcome", "present");
        };
        steps.add(new Step(moment(day, 17 * 60 + 31), day, "checked", check));
        steps.add(new Step(
                moment(day, 17 * 60 + 32),
                day,
                "signed",
                (world, today) -> complete(world, "deputy", name, "sign", "outcome", "approve")));
        steps.add(new Step(
                moment(day, 17 * 60 + 33),
                day,
                "sealed",
                (world, today) -> complete(world, "director", name, "sign", "outcome", "approve")));
    }

    // ---- accusations

    private Accusation said(String village, String... more) {
        String words = "反映有人" + matter() + "中收受好处";
        Set<String> named = new LinkedHashSet<>(List.of(more));
        if (!toBeAccused.isEmpty()) {
            named.add(toBeAccused.remove(0));
        }
        if (receivers == Receivers.APPROVERS_ONLY) {
            named.add("jijian");
        }
        return new Accusation(
                words,
                words + "，群众意见很大",
                village,
                List.copyOf(named),
                receivers == Receivers.APPROVERS_TOO && random.nextBoolean());
    }

    private void accusations() {
        for (Plot plot : Plot.values()) {
            if (plots.contains(plot)) {
                // Once in the month that is sealed, and once in the month that runs.
                accusation(plot, plot + " ", random.nextInt(8));
                accusation(plot, plot + " lately ", 20);
            }
        }
    }

    private void accusation(Plot plot, String name, int day) {
        switch (plot) {
            case REPORTED -> reportedOne(name, day);
            case BROUGHT_HOME -> broughtHome(name, day);
            case RECEIVED -> received(name, day);
            case REFERRED -> referred(name, day);
            case REFERRED_RECEPTION -> referredReception(name, day);
            case UNCONFIRMED -> unconfirmed(name, day);
            case NOT_ONE -> notOne(name, day);
        }
    }

    private static void secretly(World world, Secret secret) throws Exception {
        if (world.accuses()) {
            secret.happens();
        }
    }

    private interface Secret {
        void happens() throws Exception;
    }

    private Sequence received(Sequence sequence, String name, Accusation said) {
        String by = receiver(said);
        if (receivers == Receivers.APPROVERS_ONLY) {
            sequence.then(
                    "stepped back", (world, today) -> secretly(world, () -> ways.stepBack(world, name, "deputy")));
        }
        return sequence.then("received", (world, today) -> secretly(world, () -> ways.receive(world, name, by)));
    }

    private String receiver(Accusation said) {
        return switch (receivers) {
            case THE_DISCIPLINE_OFFICER -> "jijian";
            case APPROVERS_TOO -> said.bypassing() ? "deputy" : "jijian";
            case APPROVERS_ONLY -> "director";
        };
    }

    private void decided(Sequence sequence, String name, Accusation said) {
        String outcome = random.nextBoolean() ? "settled" : "refer-upwards";
        received(sequence, name, said)
                .then(
                        "settled",
                        (world, today) -> secretly(world, () -> ways.settle(world, name, receiver(said), outcome)));
    }

    private void reportedOne(String name, int day) {
        Accusation said = said(one(VILLAGES.get(reporter())));
        Sequence sequence = new Sequence(day)
                .then("accused", (world, today) -> secretly(world, () -> ways.report(world, name, reporter(), said)))
                .then("proved", (world, today) -> secretly(world, () -> ways.attach(world, name, reporter())));
        decided(sequence, name, said);
        // The same words from somebody else: nothing may be found to be alike.
        String other = leaders.get(2);
        new Sequence(day + 3)
                .then(
                        "said again",
                        (world, today) -> world.remember(
                                name + "again",
                                world.person(other)
                                        .post(
                                                "/api/problems",
                                                fields(
                                                        "title",
                                                        said.title(),
                                                        "content",
                                                        said.content(),
                                                        "village",
                                                        said.village(),
                                                        "category",
                                                        "other"))
                                        .at("/number")
                                        .asText()));
    }

    private void broughtHome(String name, int day) {
        String village = one(VILLAGES.get(reporter()));
        Accusation said = said(village);
        String work = matter();
        Sequence sequence = new Sequence(day).then("an outing", (world, today) -> {
            Map<String, Object> outing = outing(village, today, "labour", List.of(Map.of("work", work)));
            secretly(world, () -> outing.put("problems", List.of(ways.broughtHome(said))));
            JsonNode entered = world.person(reporter()).post("/api/outings", outing);
            secretly(world, () -> ways.remember(world, name, entered));
        });
        decided(sequence, name, said);
    }

    private void received(String name, int day) {
        String village = one(VILLAGES.get(reporter()));
        Accusation said = said(village);
        String matter = matter();
        Sequence sequence = new Sequence(day).then("a reception", (world, today) -> {
            Map<String, Object> reception = reception(matter);
            List<Map<String, Object>> receptions = List.of(
                    world.accuses() ? ways.received(reception, said) : ways.receivedOrdinarily(reception),
                    reception(matter + "，另一件"));
            JsonNode entered =
                    world.person(reporter()).post("/api/outings", outing(village, today, "receptions", receptions));
            world.remember(name + "outing", entered.at("/id").asText());
            world.remember(name + "reception", entered.at("/receptions/0/id").asText());
            secretly(world, () -> ways.remember(world, name, entered));
        });
        if (random.nextBoolean()) {
            decided(sequence, name, said);
        }
    }

    /** An ordinary problem at first, with which those it will name have much to do. */
    private void referred(String name, int day) {
        String leader = leaders.get(3);
        String urging = leaders.get(1);
        String unit = units.get(0);
        Accusation said = said("", unit, urging, "supervisor");
        if (!said.accused().contains(leader)) {
            referring.add(leader);
        }
        String problem = name + "problem";
        Sequence sequence = assigned(reported(problem, leader, day), problem, unit)
                .then(
                        "urged",
                        (world, today) -> world.person(urging)
                                .post("/api/problems/" + world.remembered(problem) + "/urge", fields("reason", "请抓紧")))
                .then(
                        "supervised",
                        (world, today) -> world.person("supervisor")
                                .post(
                                        "/api/problems/" + world.remembered(problem) + "/supervise",
                                        fields(
                                                "reason",
                                                "请尽快办理",
                                                "replyBy",
                                                today.plusDays(9).toString())))
                .then(
                        "objected",
                        (world, today) ->
                                complete(world, unit, problem, "acknowledge", "outcome", "object", "reason", "不属于本单位"))
                .then("referred", (world, today) -> refer(world, problem, name, said));
        decided(sequence, name, said);
    }

    private void refer(World world, String problem, String name, Accusation said) throws Exception {
        List<Object> answer = new ArrayList<>(
                List.of("outcome", world.accuses() ? "refer-discipline" : "refer-petition", "reason", "应由有关部门办理"));
        secretly(
                world,
                () -> ways.referred(world, said).forEach((field, value) -> {
                    answer.add(field);
                    answer.add(value);
                }));
        complete(world, "office", problem, "triage", answer.toArray());
        secretly(world, () -> ways.rememberReferred(world, name, world.remembered(problem)));
    }

    /** The leader who held the reception is who is named. */
    private void referredReception(String name, int day) {
        String leader = leaders.get(1);
        String village = one(VILLAGES.get(leader));
        Accusation said = said("", leader);
        String problem = name + "problem";
        String matter = matter();
        Sequence sequence = new Sequence(day)
                .then("a reception", (world, today) -> {
                    JsonNode entered = world.person(leader)
                            .post("/api/outings", outing(village, today, "receptions", List.of(reception(matter))));
                    world.remember(name + "outing", entered.at("/id").asText());
                    world.remember(
                            name + "reception", entered.at("/receptions/0/id").asText());
                })
                .then(
                        "made a problem",
                        (world, today) -> world.remember(
                                problem,
                                world.person(leader)
                                        .post(
                                                "/api/outings/" + world.remembered(name + "outing") + "/receptions/"
                                                        + world.remembered(name + "reception") + "/problem",
                                                fields("category", "other"))
                                        .at("/receptions/0/problem")
                                        .asText()))
                .then("referred", (world, today) -> refer(world, problem, name, said));
        decided(sequence, name, said);
    }

    /** Entered by staff; the first is confirmed, the other one waits. */
    private void unconfirmed(String name, int day) {
        String leader = leaders.get(1);
        String village = one(VILLAGES.get(leader));
        Accusation said = said(village);
        Accusation alsoSaid = said(village);
        String matter = matter();
        Sequence sequence = new Sequence(day).then("entered by staff", (world, today) -> {
            Map<String, Object> reception = reception(matter);
            Map<String, Object> outing = outing(village, today, "leader", leader);
            outing.put(
                    "receptions",
                    List.of(world.accuses() ? ways.received(reception, alsoSaid) : ways.receivedOrdinarily(reception)));
            secretly(world, () -> outing.put("problems", List.of(ways.broughtHome(said))));
            JsonNode entered = world.person(staff).post("/api/outings", outing);
            world.remember(name + "outing", entered.at("/id").asText());
            world.remember(name + "reception", entered.at("/receptions/0/id").asText());
            secretly(world, () -> ways.remember(world, name, entered));
        });
        if (!name.contains("lately")) {
            sequence.then(
                    "confirmed",
                    (world, today) -> complete(world, leader, name + "outing", "confirm-outing", "outcome", "confirm"));
            decided(sequence, name, said);
        }
    }

    private void notOne(String name, int day) {
        Accusation said = said(one(VILLAGES.get(reporter())));
        String unit = units.get(1);
        Sequence sequence = new Sequence(day)
                .then("accused", (world, today) -> secretly(world, () -> ways.report(world, name, reporter(), said)));
        received(sequence, name, said).then("found not to be one", (world, today) -> {
            if (world.accuses()) {
                ways.release(world, name, receiver(said), said);
            } else {
                world.remember(
                        name + "problem",
                        world.person(reporter())
                                .post("/api/problems", ways.ordinary(said))
                                .at("/number")
                                .asText());
            }
        });
        assigned(sequence, name + "problem", unit);
    }
}
