package minqing.statistics;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Set;
import minqing.access.CurrentUser;
import minqing.calendar.SubmissionSchedules;
import minqing.fault.Forbidden;
import minqing.fault.InvalidInput;
import minqing.fault.Missing;
import minqing.organization.Account;
import minqing.organization.Organization;
import minqing.web.PageOf;
import minqing.web.Paging;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The figures of a calendar year over REST, each with the records behind it. */
@RestController
@RequestMapping("/api/statistics/{year:[0-9][0-9][0-9][0-9]}")
@Tag(name = "statistics", description = "Rates, ages and quotas of a calendar year, with the records behind them")
class StatisticsApi {

    private static final Set<String> QUOTAS = Set.of("days", "village-days", "forums");

    private final ProblemFigures problems;
    private final LeaderQuotas quotas;
    private final Organization organization;
    private final CurrentUser user;

    StatisticsApi(ProblemFigures problems, LeaderQuotas quotas, Organization organization, CurrentUser user) {
        this.problems = problems;
        this.quotas = quotas;
        this.organization = organization;
        this.user = user;
    }

    @GetMapping("/problems")
    @Operation(
            summary =
                    "Problems registered in the year, whole, by lead unit and by village: rates with numerator and denominator "
                            + "(resolved of due, first contact, handled and approved in time, satisfied of asked, overdue of open) and "
                            + "the ages in days of those open now, from earlier years too. Accusations are in none of it")
    ProblemFigures.Figures problems(@PathVariable int year) {
        requireRead();
        return problems.of(known(year));
    }

    @GetMapping("/problems/{measure}")
    @Operation(summary = "The numbers of the problems behind a figure, the oldest first")
    PageOf<Numbered> problems(
            @PathVariable int year,
            @Parameter(
                            description = "collected due resolved contact-due contacted handled handled-in-time asked "
                                    + "satisfied open overdue")
                    @PathVariable
                    String measure,
            @RequestParam(required = false) @Nullable String unit,
            @RequestParam(required = false) @Nullable String village,
            Paging paging) {
        requireRead();
        Measure asked = Measure.of(measure).orElseThrow(() -> new Missing("statistics.measure", measure));
        return problems.records(known(year), asked, unit, village, paging).map(Numbered::new);
    }

    @GetMapping("/leaders")
    @Operation(
            summary =
                    "What each leader has of the year's quotas, in the order of annex 1: 60 days, 30 of them village days, three "
                            + "forums; what should be reached by today, and who is behind it")
    PageOf<LeaderQuotas.Quotas> leaders(@PathVariable int year) {
        requireRead();
        List<LeaderQuotas.Quotas> all = quotas.of(known(year));
        return new PageOf<>(all, all.size());
    }

    @GetMapping("/leaders/{leader}/{measure}")
    @Operation(summary = "The outings behind a leader's days, village-days or forums, in the order they happened")
    PageOf<LeaderQuotas.Spent> leader(
            @PathVariable int year, @PathVariable String leader, @PathVariable String measure, Paging paging) {
        requireRead();
        if (organization.leader(leader).isEmpty()) {
            throw new Missing("statistics.leader", leader);
        }
        if (!QUOTAS.contains(measure)) {
            throw new Missing("statistics.measure", measure);
        }
        return quotas.records(known(year), leader, measure, paging);
    }

    private void requireRead() {
        Account account = user.get();
        if (!account.readsSummaries()) {
            throw new Forbidden("statistics.forbidden");
        }
    }

    private static int known(int year) {
        int first = SubmissionSchedules.FIRST_MONTH.getYear();
        int last = SubmissionSchedules.LAST_MONTH.getYear();
        if (year < first || year > last) {
            throw InvalidInput.of("year", "statistics.year", String.valueOf(first), String.valueOf(last));
        }
        return year;
    }

    /** A problem of the ledger. */
    record Numbered(String number) {}
}
