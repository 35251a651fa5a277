package minqing.activity.statistics;

import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import minqing.activity.outing.OutingProcess;
import minqing.activity.problem.ProblemWords;
import minqing.activity.problem.Problems;
import minqing.bureau.organization.Account;
import minqing.bureau.organization.Leader;
import minqing.bureau.organization.Organization;
import minqing.bureau.organization.Unit;
import minqing.bureau.web.PageOf;
import minqing.bureau.web.Paging;
import minqing.work.inbox.CaseSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponentsBuilder;

/** The figures of a calendar year on one page, and behind each figure the page of its records. */
@Controller
class StatisticsPages {

    private static final String YEAR = "/statistics/{year:[0-9][0-9][0-9][0-9]}";

    private final Statistics statistics;
    private final Problems problems;
    private final ObjectProvider<CaseSource> cases;
    private final Organization organization;
    private final ProblemWords words;
    private final Clock clock;

    StatisticsPages(
            Statistics statistics,
            Problems problems,
            ObjectProvider<CaseSource> cases,
            Organization organization,
            ProblemWords words,
            Clock clock) {
        this.statistics = statistics;
        this.problems = problems;
        this.cases = cases;
        this.organization = organization;
        this.words = words;
        this.clock = clock;
    }

    @GetMapping("/statistics")
    String thisYear() {
        Account unused = statistics.reader();
        return "redirect:/statistics/" + LocalDate.now(clock).getYear();
    }

    @GetMapping(YEAR)
    String year(@PathVariable int year, Model model) {
        Account reader = statistics.reader();
        ProblemFigures.Figures figures = statistics.problems(year);
        List<LeaderLine> leaders = statistics.leaders(year).stream()
                .map(leader -> line(year, leader))
                .toList();
        addYear(model, year);
        model.addAttribute("today", LocalDate.now(clock));
        model.addAttribute("first", year <= Statistics.firstYear());
        model.addAttribute("last", year >= Statistics.lastYear());
        model.addAttribute("measures", LeaderQuotas.MEASURES);
        model.addAttribute("leaders", leaders);
        model.addAttribute(
                "own",
                leaders.stream()
                        .filter(line -> line.leader().equals(reader.id()))
                        .findFirst()
                        .orElse(null));
        model.addAttribute(
                "groups",
                Map.of(
                        "all", List.of(line(year, figures.all(), null)),
                        "units",
                                figures.units().stream()
                                        .map(rates -> line(year, rates, "unit"))
                                        .toList(),
                        "villages",
                                figures.villages().stream()
                                        .map(rates -> line(year, rates, "village"))
                                        .toList()));
        return "statistics/year";
    }

    @GetMapping(YEAR + "/problems/{measure}")
    String problems(
            @PathVariable int year,
            @PathVariable String measure,
            @RequestParam(required = false) @Nullable String unit,
            @RequestParam(required = false) @Nullable String village,
            Paging paging,
            Model model) {
        Account reader = statistics.reader();
        PageOf<String> numbers = statistics.problems(year, measure, unit, village, paging);
        Map<String, Problems.Known> known = problems.known(reader, numbers.items()).stream()
                .collect(Collectors.toMap(Problems.Known::number, Function.identity()));
        addYear(model, year);
        model.addAttribute("measure", measure);
        model.addAttribute(
                "unit",
                unit == null ? null : organization.unit(unit).map(Unit::name).orElse(unit));
        model.addAttribute("village", village == null ? null : words.place(village));
        model.addAttribute(
                "records",
                numbers.items().stream()
                        .map(number -> new ProblemLine(number, known.get(number)))
                        .toList());
        model.addAttribute("total", numbers.total());
        model.addAttribute("paging", paging);
        return "statistics/problems";
    }

    @GetMapping(YEAR + "/leaders/{leader}/{measure}")
    String outings(
            @PathVariable int year,
            @PathVariable String leader,
            @PathVariable String measure,
            Paging paging,
            Model model) {
        Account reader = statistics.reader();
        PageOf<LeaderQuotas.Spent> spent = statistics.outings(year, leader, measure, paging);
        Leader found = statistics.leader(leader);
        addYear(model, year);
        model.addAttribute("measure", measure);
        model.addAttribute("leader", found.name());
        model.addAttribute(
                "records",
                spent.items().stream()
                        .map(one -> new OutingLine(
                                one.day(), one.outing(), plain(one.amount()), readsOuting(reader, one.outing())))
                        .toList());
        model.addAttribute("total", spent.total());
        model.addAttribute("paging", paging);
        return "statistics/outings";
    }

    private static void addYear(Model model, int year) {
        model.addAttribute("year", year);
        // A message would put a comma into the number.
        model.addAttribute("yearText", String.valueOf(year));
    }

    private boolean readsOuting(Account reader, String number) {
        return cases.stream()
                .filter(source -> source.processKey().equals(OutingProcess.KEY))
                .anyMatch(source -> source.mayRead(reader, number));
    }

    private static LeaderLine line(int year, LeaderQuotas.Quotas leader) {
        List<QuotaLine> quotas = leader.byMeasure().entrySet().stream()
                .map(each -> new QuotaLine(
                        each.getKey(),
                        "/statistics/" + year + "/leaders/" + leader.leader() + "/" + each.getKey(),
                        plain(each.getValue().reached()),
                        each.getValue().quota(),
                        each.getValue().planned(),
                        plain(each.getValue().left()),
                        each.getValue().standing()))
                .toList();
        return new LeaderLine(leader.leader(), leader.name(), quotas);
    }

    /** @param dimension the parameter that names the unit or the village; null for all together */
    private static FiguresLine line(int year, ProblemFigures.Rates rates, @Nullable String dimension) {
        Map<String, Figure> figures = rates.counts().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        count -> new Figure(count.getValue(), address(year, rates, count, dimension))));
        return new FiguresLine(
                rates.name(),
                figures,
                List.of(
                        rate(rates.resolved(), Measure.RESOLVED, Measure.DUE),
                        rate(rates.responded(), Measure.CONTACTED, Measure.CONTACT_DUE),
                        rate(rates.handledInTime(), Measure.HANDLED_IN_TIME, Measure.HANDLED),
                        rate(rates.satisfied(), Measure.SATISFIED, Measure.ASKED),
                        rate(rates.overdue(), Measure.OVERDUE, Measure.OPEN)),
                rates.medianAge() == null ? null : plain(BigDecimal.valueOf(rates.medianAge())),
                rates.oldestAge());
    }

    private static String address(
            int year, ProblemFigures.Rates rates, Map.Entry<String, Integer> count, @Nullable String dimension) {
        UriComponentsBuilder address =
                UriComponentsBuilder.fromPath("/statistics/" + year + "/problems/" + count.getKey());
        if (dimension != null) {
            address.queryParam(dimension, rates.code());
        }
        return address.encode().build().toUriString();
    }

    private static RateLine rate(ProblemFigures.Rate rate, Measure numerator, Measure denominator) {
        Double percent = rate.percent();
        return new RateLine(
                percent == null ? null : plain(BigDecimal.valueOf(percent)), numerator.code(), denominator.code());
    }

    /** Without a decimal where there is none. */
    private static String plain(BigDecimal number) {
        return new DecimalFormat("0.#", DecimalFormatSymbols.getInstance(Locale.ROOT)).format(number);
    }

    /** A row of the leaders' table. */
    record LeaderLine(String leader, String name, List<QuotaLine> quotas) {}

    /**
     * One quota of a leader.
     *
     * @param address of the records behind it
     * @param planned what should be reached by today
     * @param standing see {@link LeaderQuotas.Quota#standing}
     */
    record QuotaLine(
            String measure, String address, String reached, int quota, int planned, String left, String standing) {}

    /**
     * A row of the problems' table.
     *
     * @param name of the unit or village; null for all together
     * @param figures by measure
     * @param rates in the order of the columns
     */
    record FiguresLine(
            @Nullable String name,
            Map<String, Figure> figures,
            List<RateLine> rates,
            @Nullable String medianAge,
            @Nullable Integer oldestAge) {}

    /** How many, and the address of which ones. */
    record Figure(int count, String address) {}

    /** A rate; its figures by measure. */
    record RateLine(@Nullable String percent, String numerator, String denominator) {}

    /** A problem that counts; {@code known} is null where the reader may not open it. */
    record ProblemLine(String number, Problems.@Nullable Known known) {}

    /** A day or forum that counts. */
    record OutingLine(LocalDate day, String outing, String amount, boolean readable) {}
}
