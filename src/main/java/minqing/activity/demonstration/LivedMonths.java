package minqing.activity.demonstration;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import minqing.activity.demonstration.Script.Case;
import minqing.activity.demonstration.Script.Moment;
import minqing.activity.demonstration.Script.Report;
import minqing.activity.demonstration.Script.Stay;
import minqing.activity.demonstration.Script.Step;
import minqing.activity.demonstration.Script.Visit;
import minqing.activity.demonstration.Timeline.MonthStep;
import minqing.activity.outing.OutingProcess;
import minqing.activity.problem.ProblemProcess;
import minqing.activity.summary.SummaryProcess;
import minqing.bureau.calendar.Periods;
import minqing.bureau.calendar.SubmissionSchedules;
import minqing.bureau.calendar.WorkingCalendar;
import minqing.bureau.organization.Demonstration;
import minqing.platform.engine.Replay;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Plays the months of the demonstration at its first start, before the web server listens and before jobs run by
 * themselves. All of it is one transaction that also notes that it is done: what was killed in the middle has left nothing,
 * and the next start plays from the beginning.
 */
@Component
class LivedMonths implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(LivedMonths.class);

    /** Before the web server, which starts late. */
    private static final int BEFORE_ANYBODY_COMES = 0;

    private static final LocalTime BEFORE_OFFICES_OPEN = LocalTime.of(8, 30);
    private static final LocalTime OFFICES_OPEN = LocalTime.of(9, 0);

    /** How long a stretch of the year is that a leader's one long stay before the told months stands for, in days. */
    private static final int STRETCH = 92;

    /** One day in five: a little more than the sixty days a year that are asked for. */
    private static final int ONE_DAY_IN = 5;

    private final Demonstration demonstration;
    private final ScriptPlayer stage;
    private final Replay replay;
    private final Periods periods;
    private final SubmissionSchedules schedules;
    private final WorkingCalendar calendar;
    private final TransactionTemplate transaction;
    private final Clock clock;

    private boolean running;

    LivedMonths(
            Demonstration demonstration,
            ScriptPlayer stage,
            Replay replay,
            Periods periods,
            SubmissionSchedules schedules,
            WorkingCalendar calendar,
            TransactionTemplate transaction,
            Clock clock) {
        this.demonstration = demonstration;
        this.stage = stage;
        this.replay = replay;
        this.periods = periods;
        this.schedules = schedules;
        this.calendar = calendar;
        this.transaction = transaction;
        this.clock = clock;
    }

    @Override
    public void start() {
        running = true;
        if (!demonstration.lifeDue()) {
            return;
        }
        try {
            transaction.executeWithoutResult(status -> {
                play();
                demonstration.rememberLife(true);
            });
        } catch (RuntimeException failed) {
            // A demonstration without a past is better than none.
            LOG.error("The months of the demonstration could not be played; it starts without them", failed);
            demonstration.rememberLife(false);
        }
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return BEFORE_ANYBODY_COMES;
    }

    private void play() {
        Script script = Script.read();
        Timeline timeline = Timeline.from(LocalDate.now(clock), schedules, calendar, clock.getZone());
        Instant now = clock.instant();
        replay.run(() -> new Performance(script, timeline, now).perform());
    }

    /** The days of a leader in the year before the months that are told in full: one stay in each stretch of it. */
    static List<Days> earlierDays(Timeline timeline, int leader) {
        List<Days> stays = new ArrayList<>();
        LocalDate from = timeline.today().withDayOfYear(1);
        while (from.isBefore(timeline.begin())) {
            LocalDate next = from.plusDays(STRETCH);
            LocalDate end = next.isBefore(timeline.begin()) ? next : timeline.begin();
            long stretch = ChronoUnit.DAYS.between(from, end);
            long days = Math.max(1, stretch / ONE_DAY_IN);
            LocalDate first = from.plusDays(Math.min(leader, stretch - days));
            stays.add(new Days(first, first.plusDays(days - 1)));
            from = end;
        }
        return stays;
    }

    /** From the first day to the last. */
    record Days(LocalDate from, LocalDate to) {}

    /** One thing that happens at a moment. */
    private record Scene(Instant at, Runnable action) {}

    /** A case with the number that it gets when it is reported. */
    private static final class Matter {
        private final String process;
        private String number = "";

        Matter(String process) {
            this.process = process;
        }
    }

    /** The whole play, from the first day to the moment of the start. */
    private final class Performance {

        private final Script script;
        private final Timeline timeline;
        private final Instant now;
        private final String unit;
        private final List<Scene> scenes = new ArrayList<>();
        private final Map<String, Matter> named = new HashMap<>();

        Performance(Script script, Timeline timeline, Instant now) {
            this.script = script;
            this.timeline = timeline;
            this.now = now;
            this.unit = Script.text(script.months(), "unit");
        }

        void perform() {
            periods.goLive(unit, timeline.accepted().month());
            timeline.daysBeforeCutOffs().forEach(days -> {
                AtomicBoolean started = new AtomicBoolean();
                days.forEach(day -> add(timeline.at(day, OFFICES_OPEN), () -> {
                    if (!started.get()) {
                        started.set(!stage.startMonths().isEmpty());
                    }
                }));
            });
            timeline.monthSteps().forEach(step -> add(step.at(), () -> perform(step)));
            script.earlier().forEach(this::addEarlier);
            script.outings().stream().filter(visit -> isTold(visit.at())).forEach(this::add);
            script.reports().stream().filter(report -> isTold(report.at())).forEach(this::add);
            scenes.sort(Comparator.comparing(Scene::at));
            LocalDate day = LocalDate.MIN;
            for (Scene scene : scenes) {
                LocalDate on = LocalDate.ofInstant(scene.at(), timeline.zone());
                if (on.equals(day)) {
                    replay.set(scene.at());
                } else {
                    replay.advance(scene.at());
                    day = on;
                }
                scene.action().run();
            }
            replay.advance(now);
            stage.startMonths();
        }

        private void add(Instant at, Runnable action) {
            scenes.add(new Scene(at, action));
        }

        private boolean isTold(Moment moment) {
            return !timeline.day(moment.day()).isBefore(timeline.begin());
        }

        private Instant instant(Moment moment) {
            return timeline.at(timeline.day(moment.day()), moment.time());
        }

        /** The rest of the year so far, in long stays, entered when the bureau begins to work with the product. */
        private void addEarlier(Stay stay) {
            earlierDays(timeline, script.earlier().indexOf(stay)).forEach(days -> {
                Map<String, Object> outing = Map.of(
                        "leader", stay.leader(),
                        "village", stay.village(),
                        "kind", "households",
                        "date", days.from().toString(),
                        "dateTo", days.to().toString());
                add(timeline.at(timeline.begin(), BEFORE_OFFICES_OPEN), () -> stage.enter(stay.leader(), outing));
            });
        }

        private void add(Visit visit) {
            LocalDate last = timeline.day(visit.at().day());
            Map<String, Object> outing = new LinkedHashMap<>(visit.input());
            outing.put("date", timeline.day(visit.at().day() + visit.days() - 1).toString());
            outing.put("dateTo", last.toString());
            Matter itself = new Matter(OutingProcess.KEY);
            List<Matter> matters = visit.cases().stream().map(this::matter).toList();
            add(instant(visit.at()), () -> {
                itself.number = stage.enter(visit.who(), outing);
                List<String> numbers = matters.isEmpty() ? List.of() : stage.problemsOf(itself.number);
                for (int index = 0; index < matters.size(); index++) {
                    matters.get(index).number = numbers.get(index);
                }
            });
            visit.then().forEach(step -> add(itself, step));
        }

        private void add(Report report) {
            Matter matter = matter(report.matter());
            add(
                    instant(report.at()),
                    () -> matter.number = stage.report(report.who(), new LinkedHashMap<>(report.input())));
        }

        private Matter matter(Case told) {
            Matter matter = new Matter(ProblemProcess.KEY);
            if (told.key() != null) {
                named.put(told.key(), matter);
            }
            told.steps().forEach(step -> add(matter, step));
            return matter;
        }

        private void add(Matter matter, Step step) {
            add(instant(step.at()), () -> {
                Map<String, Object> values = new LinkedHashMap<>(step.values());
                values.computeIfPresent("into", (field, key) -> Objects.requireNonNull(named.get(key)).number);
                values.computeIfPresent(
                        "replyBy",
                        (field, days) -> calendar.plusWorkingDays(timeline.today(), (Integer) days)
                                .toString());
                if (values.containsKey("answer")) {
                    values.put("answeredOn", timeline.day(step.at().day()).toString());
                }
                if (step.task() != null) {
                    stage.complete(step.who(), matter.process, matter.number, step.task(), values);
                } else {
                    stage.send(step.who(), Objects.requireNonNull(step.message()), matter.number, values);
                }
            });
        }

        private void perform(MonthStep step) {
            String key = unit + "/" + step.month();
            switch (step.act()) {
                case CHECK -> complete(key, "check", "check");
                case SIGN_FIRST -> complete(key, "sign", "sign-first");
                case SIGN_LAST -> complete(key, "sign", "sign-last");
                case SUBMIT -> complete(key, "submit", "submit");
                case ACCEPT -> stage.accept(who("accept"), key);
                case RETURN -> stage.sendBack(who("return"), key, Script.text(script.part("return"), "reason"));
            }
        }

        private void complete(String key, String task, String part) {
            Map<String, Object> values = new LinkedHashMap<>(script.part(part));
            values.remove("who");
            if (task.equals("submit")) {
                values.put("stampedOn", LocalDate.now(clock).toString());
                values.put("submittedOn", LocalDate.now(clock).toString());
            }
            stage.complete(who(part), SummaryProcess.KEY, key, task, values);
        }

        private String who(String part) {
            return Script.text(script.part(part), "who");
        }
    }
}
