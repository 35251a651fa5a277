package minqing.activity.accusation;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import minqing.activity.problem.Problems;
import minqing.bureau.calendar.Deadlines;
import minqing.bureau.calendar.WorkingCalendar;
import minqing.bureau.organization.Account;
import minqing.bureau.organization.Directory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Service;

/** What the model's steps do with an accusation, in the engine's transaction. */
@Service
@EnableConfigurationProperties(AccusationLimits.class)
class AccusationSteps {

    /** What an ordinary report is made of, from the form of a step. */
    private static final Set<String> OF_A_PROBLEM = Set.of("title", "content", "village", "category", "urgency");

    private final AccusationRepository accusations;
    private final Receivers receivers;
    private final Problems problems;
    private final Directory directory;
    private final AccusationLimits limits;
    private final Deadlines deadlines;
    private final WorkingCalendar calendar;
    private final AccusationWords words;
    private final Clock clock;

    AccusationSteps(
            AccusationRepository accusations,
            Receivers receivers,
            Problems problems,
            Directory directory,
            AccusationLimits limits,
            Deadlines deadlines,
            WorkingCalendar calendar,
            AccusationWords words,
            Clock clock) {
        this.accusations = accusations;
        this.receivers = receivers;
        this.problems = problems;
        this.directory = directory;
        this.limits = limits;
        this.deadlines = deadlines;
        this.calendar = calendar;
        this.words = words;
        this.clock = clock;
    }

    /** A task has opened: the accusation stands there, and its clock runs. */
    void opened(String code, Stage stage) {
        accusations.stands(
                code, stage, deadlines.from(clock.instant(), limits.of(stage)).dueAt());
    }

    /** A task has ended: its clock stops. */
    void ended(String code) {
        Accusation accusation = accusations.lock(code);
        if (accusation.open()) {
            accusations.stands(code, accusation.stage(), null);
        }
    }

    boolean named(String code) {
        return accusations.lock(code).named();
    }

    void close(String code) {
        accusations.ended(code, clock.instant());
    }

    /**
     * It is no accusation: a problem is registered as by an ordinary report, with that day's date and the next number. Of the
     * accusation nothing but what the receiver wrote into the form goes along: no names, no files, no words of the log.
     */
    void registerProblem(String code, Map<String, Object> submitted) {
        Accusation accusation = accusations.lock(code);
        Map<String, Object> report = new HashMap<>(submitted);
        report.keySet().retainAll(OF_A_PROBLEM);
        String number = problems.reportFor(reporter(accusation), report);
        Instant now = clock.instant();
        accusations.registeredAs(code, number);
        accusations.told(code, words.of("accusation.told.registered", number), now);
        accusations.ended(code, now);
    }

    /** Who reported it, or who works on it where the reporter's account is gone. */
    private Account reporter(Accusation accusation) {
        return directory
                .usable(accusation.reporter())
                .or(() -> directory.account(Objects.requireNonNull(accusation.holder())))
                .orElseThrow();
    }

    /** Reminds those with whom it lies, if it is late by now: a step taken since the timer was set has moved the day. */
    void remind(String code) {
        Accusation accusation = accusations.lock(code);
        Instant now = clock.instant();
        if (!accusation.atWork() || accusation.dueAt() == null || now.isBefore(nextReminder(accusation))) {
            return;
        }
        lyingWith(accusation).forEach(receiver -> accusations.remind(code, receiver.id(), accusation.stage(), now));
        accusations.reminded(code, now);
        accusations.log(code, now, null, accusation.stage().code(), "remind", null);
    }

    /** The receiver who works on it; all receivers where there is none any more. */
    List<Account> lyingWith(Accusation accusation) {
        List<Account> all = receivers.of(accusation);
        List<Account> holder = all.stream()
                .filter(receiver -> receiver.id().equals(accusation.holder()))
                .toList();
        return holder.isEmpty() ? all : holder;
    }

    Instant nextReminder(String code) {
        return nextReminder(accusations.find(code).orElseThrow());
    }

    /** Nine o'clock of the working day after it was due, then again and again. */
    private Instant nextReminder(Accusation accusation) {
        Instant reminded = accusation.remindedAt();
        if (reminded != null) {
            LocalDate day =
                    calendar.plusWorkingDays(reminded.atZone(clock.getZone()).toLocalDate(), limits.overdueRepeat());
            return deadlines.noticeAt(day.atStartOfDay(clock.getZone()).toInstant());
        }
        Instant due = accusation.dueAt();
        return deadlines.noticeAt(
                due != null
                        ? due
                        : deadlines
                                .from(clock.instant(), limits.of(Stage.RECEIVE))
                                .dueAt());
    }
}
