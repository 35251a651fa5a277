package minqing.activity.summary;

import java.time.Clock;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import minqing.bureau.calendar.Periods;
import minqing.platform.fault.Conflict;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** From the compiled table to the signed one: check, sign or return, telephone who has not signed. */
@Service
class Checking {

    private final SummaryRepository summaries;
    private final SummaryTimes times;
    private final Compilation compilation;
    private final Signing signing;
    private final SummaryNotices notices;
    private final Periods periods;
    private final Clock clock;

    Checking(
            SummaryRepository summaries,
            SummaryTimes times,
            Compilation compilation,
            Signing signing,
            SummaryNotices notices,
            Periods periods,
            Clock clock) {
        this.summaries = summaries;
        this.times = times;
        this.compilation = compilation;
        this.signing = signing;
        this.notices = notices;
        this.periods = periods;
        this.clock = clock;
    }

    void opened(String key) {
        Summary summary = summaries.lock(key);
        summaries.status(summary, Summary.Status.CHECKING);
    }

    /** The office presents the table, with its 备注; figures can't be typed, only compiled anew. */
    @Transactional
    void checked(String key, String actor, Map<String, Object> values) {
        Summary summary = summaries.lock(key);
        String outcome = text(values, "outcome").orElseThrow();
        if (outcome.equals("present")) {
            SummaryVersion version = summaries.current(summary);
            compilation.requireUnchanged(summary, version);
            summaries.checked(version, text(values, "remark").orElse(""), actor);
            summaries.nextRound(summary);
            signing.begin(summaries.get(key), version);
        }
        summaries.event(summary, actor, outcome, null);
    }

    /**
     * A signature or a return. With the last signature the period closes in the same transaction: what was signed is what the
     * registers say.
     *
     * @param principal whose signature it is; {@code actor} may be the substitute
     * @throws Conflict when a record was corrected after the table had been compiled
     */
    @Transactional
    void signed(String key, String principal, String actor, boolean last, Map<String, Object> values) {
        Summary summary = summaries.lock(key);
        SummaryVersion version = summaries.current(summary);
        String decision = text(values, "outcome").orElseThrow();
        String reason = text(values, "reason").or(() -> text(values, "opinion")).orElse(null);
        boolean approved = decision.equals("approve");
        if (approved && last) {
            periods.seal(summary.unit(), summary.month());
            summaries.status(summary, Summary.Status.SEALING);
        }
        if (approved) {
            compilation.requireUnchanged(summary, version);
        }
        signing.sign(summary, version, principal, actor, decision, reason);
        summaries.event(summary, actor, approved ? principal.equals(actor) ? "sign" : "sign-for" : "send-back", reason);
        if (!approved) {
            notices.sentBack(summary);
        }
    }

    void telephoned(String key, String actor, String outcome, @Nullable String note) {
        summaries.event(summaries.get(key), actor, "telephone-" + outcome, note);
    }

    /** The first version is late for good; of a later one only the supervisor hears. */
    @Transactional
    void pastDue(String key) {
        Summary summary = summaries.lock(key);
        if (summary.version() == 1) {
            summaries.red(summary);
        }
        notices.pastDue(summary);
    }

    /** From noon of the due date on: who may sign in the approver's place, and has no part in the table yet. */
    List<String> substitutes(Summary summary, String principal) {
        if (clock.instant().isBefore(times.noonAt(summary))) {
            return List.of();
        }
        SummaryVersion version = summaries.current(summary);
        Set<String> barred = new HashSet<>(signing.signersOf(summary, version));
        barred.addAll(signing.principals(summary, version));
        barred.addAll(summaries.checkers(summary));
        return signing.substitutes(principal, LocalDate.now(clock)).stream()
                .filter(substitute -> !barred.contains(substitute))
                .toList();
    }

    /** Whether an approver's signature can still be had: by themselves, or by a substitute. */
    boolean isAble(Summary summary, String principal) {
        return signing.isApprover(principal) || !substitutes(summary, principal).isEmpty();
    }

    static Optional<String> text(Map<String, Object> values, String key) {
        return Optional.ofNullable(values.get(key)).map(Object::toString).filter(text -> !text.isBlank());
    }

    static Optional<LocalDate> date(Map<String, Object> values, String key) {
        Object value = values.get(key);
        return value instanceof LocalDate date
                ? Optional.of(date)
                : text(values, key).map(LocalDate::parse);
    }
}
