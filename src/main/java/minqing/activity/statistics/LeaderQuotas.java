package minqing.activity.statistics;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.LocalDate;
import java.time.Year;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import minqing.bureau.web.PageOf;
import minqing.bureau.web.Paging;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * What each leader has of the year's quotas: 60 distinct days at the grassroots, at least 30 of them village days (R7, D2), and
 * three forums, the closing one not among them (R8, D3). Half days count half, two activities on one day count once. Days are
 * counted when they happened, whichever month's table they were posted to (D13), those of imported registers too (D13c).
 */
@Repository
class LeaderQuotas {

    /** The codes of the quotas, as clients know them. */
    static final List<String> MEASURES = List.of("days", "village-days", "forums");

    private static final int DAYS = 60;
    private static final int VILLAGE_DAYS = 30;
    private static final int FORUMS = 3;

    private static final String BEHIND = """
            with spent as (
                select outing.leader, outing.number, outing.village_day, day::date as day,
                       case when outing.half_day then 0.5 else 1 end as amount
                from outing cross join generate_series(outing.date_from, outing.date_to, interval '1 day') day
                where outing.state = 'counted' and extract(year from day) = :year
            ), records as (
                select 'days' as measure, leader, number, day, amount from spent
                union all
                select 'village-days', leader, number, day, amount from spent where village_day
                union all
                select 'forums', attending.leader, outing.number, forum.happened_on, 1
                from outing_forum forum join outing on outing.id = forum.outing and outing.state = 'counted'
                join outing_forum_leader attending on attending.forum = forum.id
                where not forum.closing and extract(year from forum.happened_on) = :year
            )
            """;

    private final JdbcClient database;
    private final Clock clock;

    LeaderQuotas(JdbcClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Every leader who took part in the year, in the order of annex 1. */
    List<Quotas> of(int year) {
        return database.sql(BEHIND + """
                        , daily as (
                            select measure, leader, day, least(1, sum(amount)) as amount from records
                            where measure <> 'forums' group by measure, leader, day
                        )
                        select leader.account, leader.name,
                               coalesce((select sum(amount) from daily
                                         where daily.leader = leader.account and measure = 'days'), 0) as days,
                               coalesce((select sum(amount) from daily
                                         where daily.leader = leader.account and measure = 'village-days'), 0) as village_days,
                               (select count(*) from records
                                where records.leader = leader.account and measure = 'forums') as forums
                        from leader
                        where leader.retired_on is null or leader.retired_on > make_date(:year, 1, 1)
                        order by leader.ordinal""")
                .param("year", year)
                .query((row, index) -> new Quotas(
                        row.getString("account"),
                        row.getString("name"),
                        quota(year, row.getBigDecimal("days"), DAYS),
                        quota(year, row.getBigDecimal("village_days"), VILLAGE_DAYS),
                        quota(year, row.getBigDecimal("forums"), FORUMS)))
                .list();
    }

    /**
     * The outings behind a leader's figure, in the order they happened.
     *
     * @param measure one of {@link #MEASURES}
     */
    PageOf<Spent> records(int year, String leader, String measure, Paging paging) {
        List<Spent> all = database.sql(BEHIND + """
                        select number, day, amount from records where leader = :leader and measure = :measure
                        order by day, number""")
                .param("year", year)
                .param("leader", leader)
                .param("measure", measure)
                .query((row, index) -> new Spent(
                        row.getString("number"), row.getObject("day", LocalDate.class), row.getBigDecimal("amount")))
                .list();
        return PageOf.of(all, paging);
    }

    /** What should be reached by today is the share of the year that is over, rounded down: nobody is behind on a fraction. */
    private Quota quota(int year, BigDecimal reached, int quota) {
        LocalDate today = LocalDate.now(clock);
        int over = today.getYear() < year
                ? 0
                : today.getYear() > year ? Year.of(year).length() : today.getDayOfYear();
        int planned = quota * over / Year.of(year).length();
        BigDecimal plain = reached.setScale(1, RoundingMode.HALF_UP);
        return new Quota(plain, quota, planned, plain.compareTo(BigDecimal.valueOf(planned)) < 0);
    }

    /** What one leader has of the year's quotas. */
    record Quotas(String leader, String name, Quota days, Quota villageDays, Quota forums) {

        /** By measure, in the order of {@link #MEASURES}. */
        Map<String, Quota> byMeasure() {
            Map<String, Quota> quotas = new LinkedHashMap<>();
            quotas.put("days", days);
            quotas.put("village-days", villageDays);
            quotas.put("forums", forums);
            return quotas;
        }
    }

    /**
     * One quota.
     *
     * @param reached in the year so far
     * @param quota of the whole year
     * @param planned what should be reached by today
     */
    record Quota(BigDecimal reached, int quota, int planned, boolean behind) {

        /** What is still to be done; never less than nothing. */
        BigDecimal left() {
            return BigDecimal.valueOf(quota).subtract(reached).max(BigDecimal.ZERO);
        }

        /** {@code done}: nothing is left; {@code missed}: it had to be by now; {@code behind} the plan, or {@code on-course}. */
        String standing() {
            if (left().signum() == 0) {
                return "done";
            }
            return planned == quota ? "missed" : behind ? "behind" : "on-course";
        }
    }

    /** A day or forum that counts, by the outing it stands in. */
    record Spent(String outing, LocalDate day, BigDecimal amount) {}
}
