package minqing.activity.statistics;

import java.util.List;
import minqing.bureau.access.CurrentUser;
import minqing.bureau.calendar.SubmissionSchedules;
import minqing.bureau.organization.Account;
import minqing.bureau.organization.Leader;
import minqing.bureau.organization.Organization;
import minqing.bureau.web.PageOf;
import minqing.bureau.web.Paging;
import minqing.platform.fault.Forbidden;
import minqing.platform.fault.InvalidInput;
import minqing.platform.fault.Missing;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The figures of a year for whoever may read them: REST, pages and documents ask here, and nobody gets past it. */
@Component
class Statistics {

    private final ProblemFigures problems;
    private final LeaderQuotas quotas;
    private final Organization organization;
    private final CurrentUser user;

    Statistics(ProblemFigures problems, LeaderQuotas quotas, Organization organization, CurrentUser user) {
        this.problems = problems;
        this.quotas = quotas;
        this.organization = organization;
        this.user = user;
    }

    /**
     * Who is asking.
     *
     * @throws Forbidden where the person may not read the monthly tables either
     */
    Account reader() {
        Account account = user.get();
        if (!account.readsSummaries()) {
            throw new Forbidden("statistics.forbidden");
        }
        return account;
    }

    /** @throws InvalidInput naming {@code year} where it has no figures */
    ProblemFigures.Figures problems(int year) {
        Account unused = reader();
        return problems.of(known(year));
    }

    /**
     * The numbers of the problems behind a figure, the oldest first.
     *
     * @param unit the code of the lead unit, {@code village} the id of the natural village; null for all
     * @throws Missing where there is no such figure
     */
    PageOf<String> problems(int year, String measure, @Nullable String unit, @Nullable String village, Paging paging) {
        Account unused = reader();
        Measure asked = Measure.of(measure).orElseThrow(() -> new Missing("statistics.measure", measure));
        return problems.records(known(year), asked, unit, village, paging);
    }

    /** What each leader has of the year's quotas, in the order of annex 1. */
    List<LeaderQuotas.Quotas> leaders(int year) {
        Account unused = reader();
        return quotas.of(known(year));
    }

    /** @throws Missing where there is no such leader */
    Leader leader(String account) {
        return organization.leader(account).orElseThrow(() -> new Missing("statistics.leader", account));
    }

    /**
     * The outings behind a leader's figure, in the order they happened.
     *
     * @throws Missing where there is no such leader or figure
     */
    PageOf<LeaderQuotas.Spent> outings(int year, String leader, String measure, Paging paging) {
        Account unused = reader();
        Leader found = leader(leader);
        if (!LeaderQuotas.MEASURES.contains(measure)) {
            throw new Missing("statistics.measure", measure);
        }
        return quotas.records(known(year), found.account(), measure, paging);
    }

    static int firstYear() {
        return SubmissionSchedules.FIRST_MONTH.getYear();
    }

    static int lastYear() {
        return SubmissionSchedules.LAST_MONTH.getYear();
    }

    private static int known(int year) {
        if (year < firstYear() || year > lastYear()) {
            throw InvalidInput.of("year", "statistics.year", String.valueOf(firstYear()), String.valueOf(lastYear()));
        }
        return year;
    }
}
