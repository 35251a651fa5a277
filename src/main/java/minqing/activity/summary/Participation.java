package minqing.activity.summary;

import java.time.DateTimeException;
import java.time.YearMonth;
import java.util.List;
import java.util.Objects;
import minqing.bureau.calendar.Periods;
import minqing.bureau.calendar.SubmissionSchedules;
import minqing.bureau.organization.Organization;
import minqing.bureau.organization.OrganizationChanges;
import minqing.bureau.organization.Unit;
import minqing.bureau.organization.UnitKind;
import minqing.platform.fault.Conflict;
import minqing.platform.fault.InvalidInput;
import minqing.platform.fault.Missing;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Since when a unit sends a monthly table and who signs it, one after another: kept by an administrator, every change noted. */
@Service
public class Participation {

    private final Organization organization;
    private final OrganizationChanges changes;
    private final Periods periods;
    private final Signing signing;
    private final SummaryRepository summaries;

    Participation(
            Organization organization,
            OrganizationChanges changes,
            Periods periods,
            Signing signing,
            SummaryRepository summaries) {
        this.organization = organization;
        this.changes = changes;
        this.periods = periods;
        this.signing = signing;
        this.summaries = summaries;
    }

    /** @throws Missing when there is no such unit, or it takes no part in the activity */
    public Setting of(String code) {
        Unit unit = unit(code);
        return new Setting(
                unit.code(),
                periods.firstPeriod(unit.code()).map(YearMonth::toString).orElse(null),
                signing.order(unit.code()),
                summaries.all(null, unit.code()).isEmpty());
    }

    /**
     * Sets what is given; what is left out stays.
     *
     * @param actor the administrator's login name
     * @param firstPeriod a month, {@code 2026-11}
     * @throws InvalidInput when the month is none or the signers are not approvers, each once
     * @throws Conflict when a month has started already, or is being signed in the order of before
     */
    @Transactional
    public Setting change(String actor, String code, @Nullable String firstPeriod, @Nullable List<String> signers) {
        changes.oneAtATime();
        Unit unit = unit(code);
        if (firstPeriod != null) {
            goLive(actor, unit, month(firstPeriod));
        }
        if (signers != null) {
            order(actor, unit, signers);
        }
        return of(code);
    }

    private void goLive(String actor, Unit unit, YearMonth first) {
        YearMonth before = periods.firstPeriod(unit.code()).orElse(null);
        if (first.equals(before)) {
            return;
        }
        if (!summaries.all(null, unit.code()).isEmpty()) {
            throw new Conflict("summary.participation.started");
        }
        periods.goLive(unit.code(), first);
        changes.note(actor, "unit", unit.code(), "change", "firstPeriod", before, first);
    }

    private void order(String actor, Unit unit, List<String> signers) {
        if (signers.stream().anyMatch(Objects::isNull)) {
            throw InvalidInput.of("signers", "summary.signing.order");
        }
        List<String> before = signing.order(unit.code());
        if (signers.equals(before) && signing.hasOrder(unit.code())) {
            return;
        }
        if (summaries.all(null, unit.code()).stream().anyMatch(summary -> summary.status() == Summary.Status.SIGNING)) {
            throw new Conflict("summary.participation.signing");
        }
        signing.setOrder(unit.code(), signers);
        changes.note(
                actor, "unit", unit.code(), "change", "signers", String.join(" ", before), String.join(" ", signers));
    }

    private static YearMonth month(String written) {
        try {
            YearMonth month = YearMonth.parse(written.strip());
            if (SubmissionSchedules.knows(month)) {
                return month;
            }
        } catch (DateTimeException wrong) {
            // Answered below like a month nobody knows.
        }
        throw InvalidInput.of(
                "firstPeriod",
                "summary.participation.firstPeriod",
                SubmissionSchedules.FIRST_MONTH.toString(),
                SubmissionSchedules.LAST_MONTH.toString());
    }

    private Unit unit(String code) {
        return organization
                .unit(code)
                .filter(unit -> unit.kind() == UnitKind.BUREAU)
                .orElseThrow(() -> new Missing("summary.participation.unit"));
    }

    /**
     * What is set for a unit.
     *
     * @param firstPeriod the first month it sends a table of, {@code 2026-11}; none until that is decided
     * @param signers login names in the order in which they sign; every approver by login name until that is decided
     * @param movable whether the first month may still be changed: no month has started
     */
    public record Setting(String unit, @Nullable String firstPeriod, List<String> signers, boolean movable) {

        public Setting {
            signers = List.copyOf(signers);
        }
    }
}
