package minqing.activity.summary;

import static minqing.platform.database.Columns.dateOrNull;
import static minqing.platform.database.Columns.textArray;
import static minqing.platform.database.Columns.texts;
import static minqing.platform.database.Columns.timestamp;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import minqing.bureau.calendar.SubmissionSchedule;
import minqing.bureau.calendar.SubmissionSchedules;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Counts the registers of a year's months in one pass, by requirements D9 to D13c: every record with the month in whose table
 * it is counted, whose it is and what it adds. The month asked for makes the official cells, all together the year to date.
 */
@Repository
class Counting {

    /**
     * Outings and their parts are counted in the month they were posted to, and only once the leader stands behind them.
     * A reception held together is counted once, under its host, whoever entered it (D11): entries of the same host, day and
     * number of people are one, as often as the one leader who has most of them has them. A forum held together is one
     * likewise, by day and by the leaders who attended (D3). Of several entries of one event the one posted first counts, so
     * that a later one changes no earlier month.
     * Problems are counted by the day they were registered, and by the day they were closed. One that a sealed month left out
     * because it was declined then, and that was taken on again, is counted by the day of that. What became of a problem after
     * its month had been compiled for sealing changes nothing in that month (D12, D13b): {@code as_of} is that moment, and for
     * a month that is not sealed the present one.
     */
    private static final String REGISTERS = """
            with month as (
                select * from unnest(cast(:months as date[]), cast(:froms as date[]), cast(:cutOffs as date[]))
                    as month (month, period_from, cut_off)
            ), dated as (
                select month.*, coalesce((
                    select version.compiled_at from summary join summary_version version on version.summary = summary.id
                    where summary.unit = :unit and summary.month = month.month and month.month <> :month
                      and version.sealed_at <= :asOf
                    order by version.version desc limit 1), :asOf) as as_of
                from month
            ), counted as (
                select outing.* from outing
                where outing.unit = :unit and outing.state = 'counted' and outing.period = any(cast(:months as date[]))
            ), reception as (
                select entered.*, outing.period, outing.history,
                       row_number() over (partition by entered.host, entered.happened_on, entered.people, outing.leader
                                          order by outing.history, outing.period, entered.id) as nth
                from outing_reception entered
                join outing on outing.id = entered.outing and outing.unit = :unit and outing.state = 'counted'
                join leader on leader.account = entered.host and leader.unit = :unit
                where entered.happened_on in (select happened_on from outing_reception
                                              where outing in (select id from counted))
            ), received as (
                select reception.*, row_number() over (partition by host, happened_on, people, nth
                                                       order by history, period, id) as entry
                from reception
            ), attended as (
                select entered.id, entered.happened_on, outing.period, outing.history, outing.leader,
                       (select string_agg(leader, ' ' order by leader)
                        from (select leader from outing_forum_leader where forum = entered.id
                              union select outing.leader) as attending) as leaders
                from outing_forum entered
                join outing on outing.id = entered.outing and outing.unit = :unit and outing.state = 'counted'
                where entered.happened_on in (select happened_on from outing_forum where outing in (select id from counted))
            ), forum as (
                select attended.*, row_number() over (partition by happened_on, leaders, leader
                                                      order by history, period, id) as nth
                from attended
            ), held as (
                select forum.*, row_number() over (partition by happened_on, leaders, nth order by history, period, id) as entry
                from forum
            ), ledger as (
                select problem.*, coalesce(origin.leader, reporting.account) as leader,
                       (coalesce(late.reinstated_at, problem.reported_at) at time zone :zone)::date as reported_on,
                       (problem.ended_at at time zone :zone)::date as ended_on
                from problem
                left join outing origin on origin.number = problem.outing
                left join leader reporting on reporting.account = problem.reporter
                left join lateral (
                    select min(back.reinstated_at) as reinstated_at from problem_reinstatement back
                    join summary_version version on version.sealed_at <= :asOf
                     and version.compiled_at >= back.declined_at and version.compiled_at < back.reinstated_at
                     and (problem.reported_at at time zone :zone)::date between version.period_from and version.cut_off
                    join summary on summary.id = version.summary and summary.unit = :unit
                    where back.problem = problem.id) late on true
                where coalesce(origin.unit, reporting.unit,
                               (select code from unit where kind = 'bureau' order by ordinal, code limit 1)) = :unit
            )
            select counted.period as month, counted.history, 'leaders' as cell, 'leader' as kind, counted.leader as record,
                   counted.leader, null::date as day, 1 as amount
            from counted group by counted.period, counted.history, counted.leader
            union all
            select counted.period, counted.history, 'labour', 'labour', labour.id::text, counted.leader, labour.happened_on, 1
            from counted join outing_labour labour on labour.outing = counted.id
            union all
            select period, history, 'visitors', 'reception', id::text, host, happened_on, people
            from received where entry = 1 and period = any(cast(:months as date[]))
            union all
            select counted.period, counted.history, 'diaries', 'diary', diary.id::text, counted.leader, counted.date_from, 1
            from counted join outing_diary diary on diary.outing = counted.id
            union all
            select period, history, 'forums', 'forum', id::text, leader, happened_on, 1
            from held where entry = 1 and period = any(cast(:months as date[]))
            union all
            select dated.month, false, 'collected', 'problem', ledger.number, ledger.leader, ledger.reported_on, 1
            from ledger join dated on ledger.reported_on between dated.period_from and dated.cut_off
            where not (ledger.status in ('merged', 'declined', 'withdrawn') and ledger.ended_at <= dated.as_of)
              and ledger.reported_at <= dated.as_of
              and not exists (select 1 from problem_reinstatement back where back.problem = ledger.id
                              and back.declined_at <= dated.as_of and back.reinstated_at > dated.as_of)
            union all
            select dated.month, false, 'resolved', 'problem', ledger.number, ledger.leader, ledger.ended_on, 1
            from ledger join dated on ledger.ended_on between dated.period_from and dated.cut_off
            where ledger.status = 'closed' and ledger.ended_at <= dated.as_of
            union all
            select correction.posted_to, false, correction.cell, 'correction', correction.id::text, null,
                   (correction.at at time zone :zone)::date, correction.difference
            from summary_correction correction join summary on summary.id = correction.summary
            where summary.unit = :unit and correction.posted_to = any(cast(:months as date[])) and correction.at <= :asOf
            """;

    private final JdbcClient database;
    private final SubmissionSchedules schedules;
    private final Clock clock;

    Counting(JdbcClient database, SubmissionSchedules schedules, Clock clock) {
        this.database = database;
        this.schedules = schedules;
        this.clock = clock;
    }

    /** Counts the month and the year up to it. */
    Counted count(Scope scope, List<Anomaly> anomalies) {
        List<Posted> year = registers(scope);
        List<CountedRecord> period = year.stream()
                .filter(posted -> posted.month().equals(scope.month()) && !posted.history())
                .map(Posted::record)
                .toList();
        return new Counted(sums(period), yearSums(year), period, anomalies);
    }

    private List<Posted> registers(Scope scope) {
        List<SubmissionSchedule> months = new ArrayList<>();
        YearMonth first = YearMonth.of(scope.month().getYear(), 1);
        for (YearMonth month =
                        first.isBefore(SubmissionSchedules.FIRST_MONTH) ? SubmissionSchedules.FIRST_MONTH : first;
                !month.isAfter(scope.month());
                month = month.plusMonths(1)) {
            months.add(schedules.of(month));
        }
        return database.sql(REGISTERS)
                .param("unit", scope.unit())
                .param("month", scope.month().atDay(1))
                .param("asOf", timestamp(scope.asOf()))
                .param("zone", clock.getZone().getId())
                .param(
                        "months",
                        dates(months.stream().map(one -> one.month().atDay(1)).toList()))
                .param(
                        "froms",
                        dates(months.stream()
                                .map(SubmissionSchedule::periodFrom)
                                .toList()))
                .param(
                        "cutOffs",
                        dates(months.stream().map(SubmissionSchedule::cutOff).toList()))
                .query((row, index) -> new Posted(
                        YearMonth.from(row.getObject("month", LocalDate.class)),
                        row.getBoolean("history"),
                        new CountedRecord(
                                Cell.of(row.getString("cell")).orElseThrow(),
                                row.getString("kind"),
                                row.getString("record"),
                                row.getString("leader"),
                                dateOrNull(row, "day"),
                                row.getInt("amount"))))
                .list();
    }

    /** Leaders of the unit who have nothing in the month yet, and those of whom something waits for their word; as in annex 1. */
    List<Missing> missing(String unit, YearMonth month) {
        return database.sql("""
                        select * from (
                            select leader.ordinal, leader.account as leader,
                                   not exists (select 1 from outing where outing.leader = leader.account
                                       and outing.state = 'counted' and outing.period = :month and not outing.history) as nothing,
                                   array(select outing.number from outing where outing.leader = leader.account
                                       and outing.state in ('pending', 'correcting') order by outing.id) as unconfirmed
                            from leader
                            where leader.unit = :unit and (leader.retired_on is null or leader.retired_on > :month)) leader
                        where nothing or unconfirmed <> '{}'
                        order by ordinal""")
                .param("unit", unit)
                .param("month", month.atDay(1))
                .query((row, index) ->
                        new Missing(row.getString("leader"), row.getBoolean("nothing"), texts(row, "unconfirmed")))
                .list();
    }

    /** Outings of a period that are counted in a later month, because they were entered after the cut-off (补报, D13). */
    List<PostedLater> postedLater(String unit, YearMonth month, LocalDate from, LocalDate cutOff) {
        return database.sql("""
                        select outing.leader, outing.period, count(*) as outings
                        from outing left join leader on leader.account = outing.leader
                        where outing.unit = :unit and outing.state = 'counted' and not outing.history
                          and outing.date_to between :from and :cutOff and outing.period > :month
                        group by outing.leader, outing.period, leader.ordinal
                        order by leader.ordinal, outing.leader, outing.period""")
                .param("unit", unit)
                .param("from", from)
                .param("cutOff", cutOff)
                .param("month", month.atDay(1))
                .query((row, index) -> new PostedLater(
                        row.getString("leader"),
                        YearMonth.from(row.getObject("period", LocalDate.class)),
                        row.getInt("outings")))
                .list();
    }

    private static Map<Cell, Integer> sums(List<CountedRecord> records) {
        Map<Cell, Integer> sums = new EnumMap<>(Cell.class);
        Arrays.stream(Cell.values()).forEach(cell -> sums.put(cell, 0));
        records.forEach(record -> sums.merge(record.cell(), record.amount(), Integer::sum));
        return sums;
    }

    /** Over the year leaders are distinct, not a sum (D5); a correction of their number counts as it stands. */
    private static Map<Cell, Integer> yearSums(List<Posted> year) {
        Set<String> leaders = new HashSet<>();
        return sums(year.stream()
                .map(Posted::record)
                .filter(record -> !record.kind().equals("leader") || leaders.add(record.record()))
                .toList());
    }

    private static String[] dates(List<LocalDate> dates) {
        return textArray(dates.stream().map(LocalDate::toString).toList());
    }

    /**
     * What is counted.
     *
     * @param asOf the moment as of which the ledger is read
     */
    record Scope(String unit, YearMonth month, LocalDate from, LocalDate cutOff, Instant asOf) {}

    /**
     * What of a leader is missing before the cut-off.
     *
     * @param nothing whether nothing of the leader is counted in the month yet
     * @param unconfirmed the outings that wait for the leader's word
     */
    record Missing(String leader, boolean nothing, List<String> unconfirmed) {

        Missing {
            unconfirmed = List.copyOf(unconfirmed);
        }
    }

    /**
     * Outings of a leader that happened in a period and are counted in a later month.
     *
     * @param outings how many
     */
    record PostedLater(String leader, YearMonth postedTo, int outings) {}

    private record Posted(YearMonth month, boolean history, CountedRecord record) {}
}
