package minqing.activity.demonstration;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import minqing.activity.demonstration.Script.Visit;
import minqing.activity.demonstration.Timeline.Act;
import minqing.activity.demonstration.Timeline.MonthStep;
import minqing.bureau.calendar.SubmissionSchedule;
import minqing.bureau.calendar.SubmissionSchedules;
import minqing.bureau.calendar.WorkingCalendar;
import minqing.testing.ApplicationTest;
import minqing.testing.Drill;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Whatever the day of the first start, the script fits the calendar. */
class TimelineTest extends ApplicationTest {

    private static final List<String> LEADERS =
            List.of("wuzhidong", "xiejiandong", "yangyumei", "zhouwei", "xujianyun");

    @Autowired
    private SubmissionSchedules schedules;

    @Autowired
    private WorkingCalendar calendar;

    @Autowired
    private Clock clock;

    private final Script script = Script.read();

    @Test
    void onWhateverDayItStartsTheMonthsAreInTimeAndFullAndNobodyIsReproached() {
        SoftAssertions softly = new SoftAssertions();
        for (LocalDate today = LocalDate.of(2026, 1, 1);
                today.isBefore(LocalDate.of(2028, 3, 15));
                today = today.plusDays(Drill.times(9, 1))) {
            Timeline timeline = Timeline.from(today, schedules, calendar, clock.getZone());
            check(softly, timeline);
        }
        softly.assertAll();
    }

    private void check(SoftAssertions softly, Timeline timeline) {
        String day = timeline.today().toString();
        checkMonths(softly.assertThat(timeline.monthSteps()).as(day), timeline);
        List<Visit> told = script.outings().stream()
                .filter(visit -> !timeline.day(visit.at().day()).isBefore(timeline.begin()))
                .toList();
        for (SubmissionSchedule month : List.of(timeline.accepted(), timeline.current())) {
            List<Visit> counted = told.stream()
                    .filter(visit -> month.contains(timeline.day(visit.at().day())))
                    .filter(visit -> visit.who().equals(visit.input().get("leader")))
                    .toList();
            for (String part : List.of("labour", "receptions", "forums", "diary")) {
                softly.assertThat(counted)
                        .as("%s: %s of %s", day, part, month.month())
                        .anyMatch(visit -> visit.input().containsKey(part));
            }
            softly.assertThat(counted.stream().map(visit -> visit.input().get("leader")))
                    .as("%s: leaders of %s", day, month.month())
                    .containsAll(LEADERS);
        }
        for (String leader : LEADERS) {
            checkLeader(softly, timeline, told, leader);
        }
    }

    private void checkMonths(org.assertj.core.api.ListAssert<MonthStep> asserted, Timeline timeline) {
        asserted.allSatisfy(step -> {
            LocalDate on = LocalDate.ofInstant(step.at(), clock.getZone());
            SubmissionSchedule month = schedules.of(step.month());
            assertThat(on).isBefore(timeline.today()).isAfter(month.cutOff()).matches(calendar::isWorkingDay);
            assertThat(step.at()).isAfter(month.compileAt());
        });
        List<MonthStep> steps = timeline.monthSteps();
        Map<Object, LocalDate> submitted = new HashMap<>();
        for (MonthStep step : steps) {
            LocalDate on = LocalDate.ofInstant(step.at(), clock.getZone());
            if (step.act() == Act.SUBMIT && submitted.put(step.month(), on) == null) {
                assertThat(on).isBeforeOrEqualTo(schedules.of(step.month()).dueOn());
            }
            if (step.act() == Act.RETURN || step.act() == Act.ACCEPT) {
                assertThat(calendar.workingDaysBetween(submitted.get(step.month()), on))
                        .isBetween(0, 9);
            }
        }
        assertThat(steps)
                .isSortedAccordingTo((one, other) -> one.month().equals(other.month())
                        ? one.at().compareTo(other.at())
                        : one.month().compareTo(other.month()));
    }

    /** Real people stand in annex 1: none of them is in two places at once or behind the year's plan. */
    private void checkLeader(SoftAssertions softly, Timeline timeline, List<Visit> told, String leader) {
        String of = timeline.today() + " " + leader;
        List<LocalDate> days = new ArrayList<>();
        long forums = 0;
        for (Visit visit : told) {
            LocalDate last = timeline.day(visit.at().day());
            if (visit.input().get("leader").equals(leader)) {
                LocalDate first = timeline.day(visit.at().day() + visit.days() - 1);
                first.datesUntil(last.plusDays(1)).forEach(days::add);
            }
            boolean thisYear = last.getYear() == timeline.today().getYear();
            if (thisYear
                    && visit.input().get("forums") != null
                    && (visit.input().get("leader").equals(leader)
                            || Script.maps(visit.input().get("forums")).stream()
                                    .anyMatch(forum ->
                                            String.valueOf(forum.get("leaders")).contains(leader)))) {
                forums++;
            }
        }
        Set<LocalDate> distinct = new HashSet<>(days);
        softly.assertThat(days).as(of + " is in one place").hasSameSizeAs(distinct);
        LivedMonths.earlierDays(
                        timeline,
                        script.earlier().stream()
                                .map(Script.Stay::leader)
                                .toList()
                                .indexOf(leader))
                .forEach(stay -> stay.from().datesUntil(stay.to().plusDays(1)).forEach(distinct::add));
        double share =
                (double) timeline.today().getDayOfYear() / timeline.today().lengthOfYear();
        long reached = distinct.stream()
                .filter(day -> day.getYear() == timeline.today().getYear())
                .count();
        softly.assertThat(reached).as(of + " days").isGreaterThanOrEqualTo((long) Math.floor(60 * share));
        softly.assertThat(forums).as(of + " forums").isGreaterThanOrEqualTo((long) Math.floor(3 * share));
    }

    @Test
    void everybodyWhoIsLateOrComplainsIsInvented() {
        List<String> contacts = new ArrayList<>();
        for (Visit visit : script.outings()) {
            Script.maps(visit.input().get("problems")).forEach(one -> contacts.add(String.valueOf(one.get("contact"))));
            Script.maps(visit.input().get("receptions")).forEach(one -> {
                contacts.add(String.valueOf(one.get("visitor")));
                assertThat(one.get("contact").toString()).startsWith("0519-0000");
            });
        }
        assertThat(contacts).allMatch(contact -> contact.contains("化名"));
        assertThat(script.reports().stream()
                        .map(report -> report.input().get("contact"))
                        .filter(contact -> contact != null))
                .allMatch(contact -> contact.toString().contains("化名"));
    }

    @Test
    void nothingHappensBeforeOfficesOpen() {
        assertThat(script.outings().stream()
                        .flatMap(visit -> visit.cases().stream())
                        .flatMap(one -> one.steps().stream()))
                .allMatch(step -> step.at().time().isAfter(LocalTime.of(9, 0))
                        && step.at().day() > 0);
    }
}
