package minqing.activity.summary;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The counting rules D3, D5 and D9 to D13c, each in a case in which doing it wrong gives another number. */
class CountingTest extends SummaryTest {

    @Autowired
    private Counting counting;

    @Autowired
    private Anomalies anomalies;

    @Autowired
    private Verification verification;

    private YearMonth month;
    private LocalDate first;
    private LocalDate last;

    @BeforeEach
    void takeAMonth() {
        month = aMonthOfItsOwnYear();
        first = schedule(month).periodFrom();
        last = schedule(month).cutOff();
        setTime(schedule(month).compileAt());
    }

    @Test
    void aLeaderWithTwoOutingsIsOneLeader() {
        outing(month, "wuzhidong", first);
        outing(month, "wuzhidong", first.plusDays(1));
        outing(month, "zhouwei", first);

        assertThat(period()).containsEntry(Cell.LEADERS, 2);
    }

    @Test
    void labourCountsOncePerLeaderAndEvent() {
        long one = outing(month, "wuzhidong", first);
        labour(one, first);
        labour(one, first);
        labour(outing(month, "zhouwei", first), first);

        assertThat(period()).containsEntry(Cell.LABOUR, 3);
    }

    @Test
    void aGroupOfFiveIsFiveVisitorsAndAJointReceptionCountsOnceUnderItsHost() {
        reception(outing(month, "wuzhidong", first), "wuzhidong", 5, first);
        reception(outing(month, "zhouwei", first), "wuzhidong", 5, first);

        assertThat(period()).containsEntry(Cell.VISITORS, 5);
        assertThat(counted().records())
                .filteredOn(record -> record.cell() == Cell.VISITORS)
                .extracting(CountedRecord::leader, CountedRecord::amount)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("wuzhidong", 5));
    }

    @Test
    void aReceptionEnteredOnlyByAGuestCountsUnderItsHost() {
        reception(outing(month, "xiejiandong", first), "zhouwei", 5, first);

        assertThat(counted().records())
                .filteredOn(record -> record.cell() == Cell.VISITORS)
                .extracting(CountedRecord::leader, CountedRecord::amount)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("zhouwei", 5));
    }

    @Test
    void twoReceptionsOfOneHostAreTwoHoweverManyEnteredThem() {
        long hosts = outing(month, "zhouwei", first);
        long guests = outing(month, "xiejiandong", first);
        for (long entered : new long[] {hosts, guests, hosts, guests}) {
            reception(entered, "zhouwei", 1, first);
        }
        reception(outing(month, "yangyumei", first), "zhouwei", 1, first);

        assertThat(period()).containsEntry(Cell.VISITORS, 2);
    }

    @Test
    void aSecondEntryOfAReceptionInALaterMonthCountsNowhere() {
        YearMonth before = month.minusMonths(1);
        LocalDate day = schedule(before).cutOff();
        reception(outing(before, "xiejiandong", day), "zhouwei", 5, day);
        reception(outing(month, "zhouwei", day), "zhouwei", 5, day);

        assertThat(period()).containsEntry(Cell.VISITORS, 0);
        assertThat(counting.count(scope(before), List.of()).period()).containsEntry(Cell.VISITORS, 5);
        assertThat(counted().year()).containsEntry(Cell.VISITORS, 5);
    }

    @Test
    void aJointForumEnteredByTwoOfThoseWhoHeldItIsOneForum() {
        forum(outing(month, "wuzhidong", first), first, "wuzhidong", "zhouwei");
        forum(outing(month, "zhouwei", first), first, "zhouwei", "wuzhidong");
        forum(outing(month, "yangyumei", first), first, "yangyumei");

        assertThat(period()).containsEntry(Cell.FORUMS, 2);
    }

    @Test
    void entriesThatMayBeOneEventAreShownAndCountedAsEntered() {
        forum(outing(month, "wuzhidong", first), first, "wuzhidong", "zhouwei");
        forum(outing(month, "zhouwei", first), first, "zhouwei");
        reception(outing(month, "yangyumei", first), "yangyumei", 5, first);
        reception(outing(month, "xiejiandong", first), "yangyumei", 6, first);

        assertThat(period()).containsEntry(Cell.FORUMS, 2).containsEntry(Cell.VISITORS, 11);
        assertThat(anomalies.of(scope(month)))
                .filteredOn(anomaly -> anomaly.kind().startsWith("same-"))
                .extracting(Anomaly::kind, Anomaly::leader)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("same-reception", "yangyumei"),
                        org.assertj.core.groups.Tuple.tuple("same-forum", "wuzhidong"));
    }

    @Test
    void whoBecameALeaderSinceChangesNoTable() {
        CountedRecord staff = new CountedRecord(Cell.COLLECTED, "problem", "2026-0001", null, first, 1);
        CountedRecord leader = new CountedRecord(Cell.COLLECTED, "problem", "2026-0001", "wuzhidong", first, 1);

        assertThat(staff.sameAs(leader)).isTrue();
        assertThat(staff.sameAs(new CountedRecord(Cell.COLLECTED, "problem", "2026-0002", null, first, 1)))
                .isFalse();
        assertThat(new CountedRecord(Cell.LABOUR, "labour", "1", "zhouwei", first, 1)
                        .sameAs(new CountedRecord(Cell.LABOUR, "labour", "1", "wuzhidong", first, 1)))
                .isFalse();
    }

    @Test
    void aJointForumOfThreeLeadersIsOneForum() {
        forum(outing(month, "wuzhidong", first), first, "wuzhidong", "zhouwei", "yangyumei");

        assertThat(period()).containsEntry(Cell.FORUMS, 1).containsEntry(Cell.LEADERS, 1);
    }

    @Test
    void diariesCountEach() {
        diary(outing(month, "wuzhidong", first), "看到河道干净了");
        diary(outing(month, "wuzhidong", first.plusDays(1)), "看到垃圾清了");

        assertThat(period()).containsEntry(Cell.DIARIES, 2);
    }

    @Test
    void problemsAreCollectedByRegistrationWithoutMergedDeclinedAndWithdrawnOnes() {
        problem(first, "triage", null);
        problem(last, "referred", last);
        problem(last.plusDays(1), "triage", null);
        problem(first.minusDays(1), "triage", null);
        problem(first, "merged", last);
        problem(first, "declined", last);
        problem(first, "withdrawn", last);

        assertThat(period()).containsEntry(Cell.COLLECTED, 2);
    }

    @Test
    void problemsAreResolvedByTheDayTheyWereClosedAndMayExceedTheCollected() {
        problem(first.minusDays(40), "closed", first);
        problem(first.minusDays(40), "closed", last);
        problem(first, "closed", last);
        problem(first, "referred", last);
        problem(first.minusDays(40), "closed", first.minusDays(1));

        assertThat(period()).containsEntry(Cell.RESOLVED, 3).containsEntry(Cell.COLLECTED, 2);
    }

    @Test
    void whatIsUntriagedAtTheCutOffCountsAndAMergeAfterSealingChangesNothing() {
        String number = problem(first, "triage", null);
        String key = sealed(month);
        assertThat(figures(key)).containsEntry(Cell.COLLECTED, 1);

        database.sql("update problem set status = 'merged', ended_at = :now where number = :number")
                .param("now", clock.instant().atOffset(java.time.ZoneOffset.UTC))
                .param("number", number)
                .update();
        setTime(clock.instant().plusSeconds(3600));
        YearMonth next = month.plusMonths(1);
        setTime(schedule(next).compileAt());
        Counted following = counting.count(scope(next), List.of());
        assertThat(following.period()).containsEntry(Cell.COLLECTED, 0);
        assertThat(following.year()).containsEntry(Cell.COLLECTED, 1);
    }

    /** What was declined when its month was sealed is not in it, and counts once, in the month in which it was taken on again. */
    @Test
    void whatWasDeclinedAndTakenOnAgainCountsOnce() {
        setTime(first.plusDays(1).atTime(12, 0).atZone(clock.getZone()).toInstant());
        String early = problem(first, "triage", null);
        String late = problem(first, "triage", null);
        decline(early);
        reinstate(early);
        decline(late);
        String key = sealed(month);
        assertThat(figures(key)).containsEntry(Cell.COLLECTED, 1);
        Counting.Scope asSealed = new Counting.Scope(
                UNIT,
                month,
                schedule(month).periodFrom(),
                schedule(month).cutOff(),
                summaries.current(summaries.get(key)).compiledAt());

        YearMonth next = month.plusMonths(1);
        setTime(schedule(next)
                .periodFrom()
                .plusDays(6)
                .atTime(12, 0)
                .atZone(clock.getZone())
                .toInstant());
        reinstate(late);
        assertThat(counting.count(asSealed, List.of()).period()).containsEntry(Cell.COLLECTED, 1);
        assertThat(verification
                        .verify(summaries.get(key), summaries.current(summaries.get(key)))
                        .intact())
                .isTrue();
        assertThat(counting.count(scope(next), List.of()).period()).containsEntry(Cell.COLLECTED, 1);
        // Declined once more before its new month is over, it counts nowhere again.
        setTime(clock.instant().plusSeconds(3600));
        decline(late);
        assertThat(counting.count(scope(next), List.of()).period()).containsEntry(Cell.COLLECTED, 0);
        reinstate(late);
        assertThat(counting.count(scope(next), List.of()).period()).containsEntry(Cell.COLLECTED, 1);
        assertThat(counting.count(asSealed, List.of()).period()).containsEntry(Cell.COLLECTED, 1);
    }

    private void decline(String number) {
        database.sql("update problem set status = 'declined', ended_at = :now where number = :number")
                .param("now", clock.instant().atOffset(java.time.ZoneOffset.UTC))
                .param("number", number)
                .update();
        setTime(clock.instant().plusSeconds(60));
    }

    private void reinstate(String number) {
        database.sql("""
                        insert into problem_reinstatement (problem, declined_at, reinstated_at)
                        select id, ended_at, :now from problem where number = :number""")
                .param("now", clock.instant().atOffset(java.time.ZoneOffset.UTC))
                .param("number", number)
                .update();
        database.sql("update problem set status = 'triage', ended_at = null where number = :number")
                .param("number", number)
                .update();
        setTime(clock.instant().plusSeconds(60));
    }

    @Test
    void theYearToDateCountsDistinctLeadersAndSumsTheRest() {
        YearMonth before = month.minusMonths(1);
        LocalDate earlier = schedule(before).periodFrom();
        labour(outing(before, "wuzhidong", earlier), earlier);
        labour(outing(month, "wuzhidong", first), first);
        labour(outing(month, "zhouwei", first), first);

        assertThat(period()).containsEntry(Cell.LEADERS, 2).containsEntry(Cell.LABOUR, 2);
        assertThat(counted().year()).containsEntry(Cell.LEADERS, 2).containsEntry(Cell.LABOUR, 3);
    }

    @Test
    void historyCountsTowardTheYearAndNeverInACell() {
        long old = outing(month, "wuzhidong", first, first, false, true);
        labour(old, first);

        assertThat(period()).containsEntry(Cell.LABOUR, 0).containsEntry(Cell.LEADERS, 0);
        assertThat(counted().year()).containsEntry(Cell.LABOUR, 1).containsEntry(Cell.LEADERS, 1);
    }

    @Test
    void aLateRecordCountsInTheMonthItIsPostedTo() {
        labour(outing(month, "wuzhidong", first.minusDays(5)), first.minusDays(5));

        assertThat(period()).containsEntry(Cell.LABOUR, 1);
    }

    @Test
    void whatAwaitsItsLeadersWordCountsNowhere() {
        long outing = outing(month, "wuzhidong", first);
        database.sql("update outing set state = 'pending', waiting_from = now() where id = :id")
                .param("id", outing)
                .update();

        assertThat(period()).containsEntry(Cell.LEADERS, 0);
        String number = database.sql("select number from outing where id = :id")
                .param("id", outing)
                .query(String.class)
                .single();
        assertThat(counting.missing(UNIT, month))
                .filteredOn(missing -> missing.leader().equals("wuzhidong"))
                .singleElement()
                .satisfies(
                        missing -> assertThat(missing.nothing()).isTrue(),
                        missing -> assertThat(missing.unconfirmed()).contains(number));
        database.sql("update outing set state = 'deleted', waiting_from = null where id = :id")
                .param("id", outing)
                .update();
    }

    @Test
    void everyCellIsTheSumOfItsRecords() {
        long outing = outing(month, "wuzhidong", first);
        reception(outing, "wuzhidong", 4, first);
        forum(outing, first, "wuzhidong");
        problem(first, "triage", null);
        Counted counted = counted();

        for (Cell cell : Cell.values()) {
            assertThat(counted.records().stream()
                            .filter(record -> record.cell() == cell)
                            .mapToInt(CountedRecord::amount)
                            .sum())
                    .as(cell.code())
                    .isEqualTo(counted.period().get(cell));
        }
    }

    @Test
    void whatLooksOddIsListedAndChangesNoFigure() {
        long one = outing(month, "wuzhidong", first);
        long other = outing(month, "wuzhidong", first);
        database.sql("update outing set village = (select max(id) from natural_village) where id = :id")
                .param("id", other)
                .update();
        diary(one, "同一段话" + month);
        diary(other, "同一段话 " + month);
        outing(month, "zhouwei", first, first.plusDays(11), false, false);

        assertThat(anomalies.of(scope(month)))
                .extracting(Anomaly::kind, Anomaly::leader)
                .contains(
                        org.assertj.core.groups.Tuple.tuple("leader-without-records", "xiejiandong"),
                        org.assertj.core.groups.Tuple.tuple("leader-without-records", "xujianyun"),
                        org.assertj.core.groups.Tuple.tuple("leader-without-records", "yangyumei"),
                        org.assertj.core.groups.Tuple.tuple("two-places", "wuzhidong"),
                        org.assertj.core.groups.Tuple.tuple("same-diary", "wuzhidong"),
                        org.assertj.core.groups.Tuple.tuple("late-entry", "zhouwei"));
        assertThat(period()).containsEntry(Cell.DIARIES, 2).containsEntry(Cell.LEADERS, 2);
    }

    private Map<Cell, Integer> period() {
        return counted().period();
    }

    private Counted counted() {
        return counting.count(scope(month), List.of());
    }

    private Counting.Scope scope(YearMonth of) {
        return new Counting.Scope(
                UNIT, of, schedule(of).periodFrom(), schedule(of).cutOff(), clock.instant());
    }
}
