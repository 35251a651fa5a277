package minqing.activity.statistics;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import minqing.bureau.web.PageOf;
import minqing.bureau.web.Paging;
import minqing.platform.document.DocumentFile;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
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

    private final Statistics statistics;
    private final StatisticsDocuments documents;

    StatisticsApi(Statistics statistics, StatisticsDocuments documents) {
        this.statistics = statistics;
        this.documents = documents;
    }

    @GetMapping("/problems")
    @Operation(
            summary =
                    "Problems registered in the year, whole, by lead unit and by village: rates with numerator and denominator "
                            + "(resolved of due, first contact, handled and approved in time, satisfied of asked, overdue of open) and "
                            + "the ages in days of those open now, from earlier years too")
    ProblemFigures.Figures problems(@PathVariable int year) {
        return statistics.problems(year);
    }

    @GetMapping("/problems/{measure}")
    @Operation(summary = "The numbers of the problems behind a figure, the oldest first")
    PageOf<Numbered> problems(
            @PathVariable int year,
            @Parameter(
                            description =
                                    "collected due resolved contact-due contacted handled handled-in-time handled-late asked "
                                            + "satisfied open overdue")
                    @PathVariable
                    String measure,
            @RequestParam(required = false) @Nullable String unit,
            @RequestParam(required = false) @Nullable String village,
            Paging paging) {
        return statistics.problems(year, measure, unit, village, paging).map(Numbered::new);
    }

    @GetMapping("/leaders")
    @Operation(
            summary =
                    "What each leader has of the year's quotas, in the order of annex 1: 60 days, 30 of them village days, three "
                            + "forums; what should be reached by today, and who is behind it")
    PageOf<LeaderQuotas.Quotas> leaders(@PathVariable int year) {
        List<LeaderQuotas.Quotas> all = statistics.leaders(year);
        return new PageOf<>(all, all.size());
    }

    @GetMapping("/leaders.xlsx")
    @Operation(
            summary =
                    "The same as a table for Excel: of each quota what is reached, required and left, and how it stands")
    ResponseEntity<byte[]> leadersDocument(@PathVariable int year) {
        DocumentFile file = documents.leaders(year, statistics.leaders(year));
        return ResponseEntity.ok()
                .header(HttpHeaders.CONTENT_TYPE, file.mediaType())
                .header(HttpHeaders.CONTENT_DISPOSITION, file.contentDisposition())
                .header(HttpHeaders.CACHE_CONTROL, "private, no-store")
                .body(file.content());
    }

    @GetMapping("/leaders/{leader}/{measure}")
    @Operation(summary = "The outings behind a leader's days, village-days or forums, in the order they happened")
    PageOf<LeaderQuotas.Spent> leader(
            @PathVariable int year, @PathVariable String leader, @PathVariable String measure, Paging paging) {
        return statistics.outings(year, leader, measure, paging);
    }

    /** A problem of the ledger. */
    record Numbered(String number) {}
}
