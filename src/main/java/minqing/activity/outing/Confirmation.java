package minqing.activity.outing;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;
import java.util.stream.Collectors;
import minqing.bureau.calendar.Deadline;
import minqing.bureau.calendar.Deadlines;
import minqing.bureau.calendar.LimitUnit;
import minqing.bureau.calendar.Periods;
import minqing.bureau.calendar.TimeLimit;
import minqing.bureau.calendar.WorkingCalendar;
import minqing.bureau.organization.Account;
import minqing.bureau.organization.Directory;
import minqing.bureau.organization.Role;
import minqing.platform.fault.Conflict;
import minqing.work.inbox.Notices;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What becomes of an outing entered on a leader's behalf: confirmed and counted, sent back, handed in again, given up. */
@Service
class Confirmation {

    /** After so many working days whoever's turn it is gets a reminder, and again after as many. */
    private static final TimeLimit PATIENCE = new TimeLimit(3, LimitUnit.WORKING_DAYS);

    private final OutingRepository outings;
    private final PartRepository partRows;
    private final OutingHistory history;
    private final Periods periods;
    private final Deadlines deadlines;
    private final WorkingCalendar calendar;
    private final Notices notices;
    private final Directory directory;
    private final ConfidedWords confided;
    private final OutingWords words;
    private final Clock clock;

    Confirmation(
            OutingRepository outings,
            PartRepository partRows,
            OutingHistory history,
            Periods periods,
            Deadlines deadlines,
            WorkingCalendar calendar,
            Notices notices,
            Directory directory,
            ConfidedWords confided,
            OutingWords words,
            Clock clock) {
        this.outings = outings;
        this.partRows = partRows;
        this.history = history;
        this.periods = periods;
        this.deadlines = deadlines;
        this.calendar = calendar;
        this.notices = notices;
        this.directory = directory;
        this.confided = confided;
        this.words = words;
        this.clock = clock;
    }

    /**
     * From now on it counts. Its month may have been closed while it waited: then it is posted to the next open one and marked
     * 补报 (requirements, D13).
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void count(String number, String by) {
        Outing outing = waiting(number, State.PENDING);
        outings.counted(outing, periods.postingFor(outing.unit(), outing.dateTo()), clock.instant());
        confided.confirmed(number);
        history.record(outing, by, "confirm", by.equals(outing.leader()) ? null : words.of("outing.confirmed-for"));
        notices.send("outing-confirmed", OutingProcess.KEY, number, Set.of(outing.enteredBy()));
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public void sendBack(String number, String leader, String reason) {
        Outing outing = waiting(number, State.PENDING);
        outings.waits(outing, State.CORRECTING, clock.instant());
        history.record(outing, leader, "correct", reason);
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public void handInAgain(String number, String by) {
        Outing outing = waiting(number, State.CORRECTING);
        outings.waits(outing, State.PENDING, clock.instant());
        history.record(outing, by, "resubmit", null);
    }

    /** Whoever entered it finds that there is nothing to enter; the problems it brought home go on by themselves. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void giveUp(String number, String by, String reason) {
        Outing outing = waiting(number, State.CORRECTING);
        history.keep(outing, partRows.of(outing.id()), partRows.visitors(outing.id()), by, "delete", reason);
        outings.deleted(outing, by, clock.instant());
        confided.dropped(number);
        notices.send("outing-deleted", OutingProcess.KEY, number, Set.of(outing.leader()));
    }

    /** Whose turn it is, if a reminder is due by now: what was done since the timer was set moves it on. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void remind(String number) {
        Outing outing = outings.lock(number);
        Instant now = clock.instant();
        if (!outing.state().unconfirmed() || now.isBefore(nextReminder(outing))) {
            return;
        }
        boolean pending = outing.state() == State.PENDING;
        notices.send(
                pending ? "outing-unconfirmed" : "outing-uncorrected",
                OutingProcess.KEY,
                number,
                turn(pending ? outing.leader() : outing.enteredBy()));
        outings.reminded(outing, now);
    }

    /** Whose turn it is: the person's, or that of the office where the person is gone. */
    private Set<String> turn(String person) {
        return directory.usable(person).isPresent()
                ? Set.of(person)
                : directory.members(Role.OFFICE.group()).stream()
                        .map(Account::id)
                        .collect(Collectors.toSet());
    }

    /** Nine o'clock of the third working day after it began to wait, or after the last reminder. */
    Instant nextReminder(Outing outing) {
        Instant since = outing.remindedAt() != null ? outing.remindedAt() : outing.waitingFrom();
        LocalDate from = (since == null ? clock.instant() : since)
                .atZone(clock.getZone())
                .toLocalDate();
        LocalDate day = calendar.plusWorkingDays(from, PATIENCE.amount());
        return deadlines.noticeAt(day.atStartOfDay(clock.getZone()).toInstant());
    }

    /** Until when whoever's turn it is should have acted; none once it counts. */
    @Nullable
    Deadline deadline(Outing outing) {
        return outing.waitingFrom() == null ? null : deadlines.from(outing.waitingFrom(), PATIENCE);
    }

    private Outing waiting(String number, State expected) {
        Outing outing = outings.lock(number);
        if (outing.state() != expected) {
            throw new Conflict("outing.not-" + expected.code(), number);
        }
        return outing;
    }
}
