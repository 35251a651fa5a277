package minqing.activity.summary;

import static minqing.platform.database.Columns.dateOrNull;
import static minqing.platform.database.Columns.texts;

import java.time.Clock;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What looks odd about a month's records: to be looked at by who checks and signs, without changing a figure. */
@Repository
class Anomalies {

    /** Days between an outing and its entry from which on it is worth a look. */
    private static final int LATE = 10;

    private static final String SQL = """
            with counted as (
                select * from outing where unit = :unit and state = 'counted' and period = :month and not history
            ), diary as (
                select counted.number, counted.leader, counted.date_from, outing_diary.id, outing_diary.outing,
                       md5(regexp_replace(coalesce(seen, '') || '|' || coalesce(opinions, '') || '|' || coalesce(reflections, ''),
                                          '[[:space:]]', '', 'g')) as words
                from outing_diary join counted on counted.id = outing_diary.outing
            ), reception as (
                select entered.*, counted.number, counted.leader
                from outing_reception entered join counted on counted.id = entered.outing
            ), forum as (
                select entered.*, counted.number, counted.leader,
                       (select string_agg(leader, ' ' order by leader)
                        from (select leader from outing_forum_leader where forum = entered.id
                              union select counted.leader) as attending) as leaders
                from outing_forum entered join counted on counted.id = entered.outing
            ), odd as (
            select 1 as ordinal, 'leader-without-records' as kind, leader.account as leader, null::date as day,
                   array[]::text[] as records
            from leader
            where leader.unit = :unit and (leader.retired_on is null or leader.retired_on > :month)
              and not exists (select 1 from counted where counted.leader = leader.account)
            union all
            select 2, 'two-places', one.leader, greatest(one.date_from, other.date_from), array[one.number, other.number]
            from counted one join counted other on other.leader = one.leader and other.id > one.id
              and one.date_from <= other.date_to and other.date_from <= one.date_to
              and (one.village, one.community) is distinct from (other.village, other.community)
              and not (one.half_day and other.half_day)
            union all
            select 3, 'same-diary', diary.leader, diary.date_from, array[diary.number, earlier.number]
            from diary
            join outing_diary twin on twin.id < diary.id
              and md5(regexp_replace(coalesce(twin.seen, '') || '|' || coalesce(twin.opinions, '') || '|'
                                     || coalesce(twin.reflections, ''), '[[:space:]]', '', 'g')) = diary.words
            join outing earlier on earlier.id = twin.outing and earlier.state = 'counted'
            union all
            select 4, 'late-entry', counted.leader, counted.date_from, array[counted.number]
            from counted where (counted.entered_at at time zone :zone)::date > counted.date_to + :late
            union all
            select 5, 'same-reception', one.host, one.happened_on, array[one.number, other.number]
            from reception one join reception other on other.host = one.host and other.happened_on = one.happened_on
              and other.id > one.id and other.leader <> one.leader and other.people <> one.people
            union all
            select 6, 'same-forum', one.leader, one.happened_on, array[one.number, other.number]
            from forum one join forum other on other.happened_on = one.happened_on and other.id > one.id
              and other.leader <> one.leader and other.leaders <> one.leaders
              and (other.place = one.place or other.topic = one.topic)
            )
            select odd.* from odd join leader on leader.account = odd.leader
            order by odd.ordinal, leader.ordinal, odd.day, odd.records
            """;

    private final JdbcClient database;
    private final Clock clock;

    Anomalies(JdbcClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    List<Anomaly> of(Counting.Scope scope) {
        return database.sql(SQL)
                .param("unit", scope.unit())
                .param("month", scope.month().atDay(1))
                .param("zone", clock.getZone().getId())
                .param("late", LATE)
                .query((row, index) -> new Anomaly(
                        row.getString("kind"), row.getString("leader"), dateOrNull(row, "day"), texts(row, "records")))
                .list();
    }
}
