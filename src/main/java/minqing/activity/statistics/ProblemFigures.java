package minqing.activity.statistics;

import static minqing.platform.database.Columns.timestamp;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import minqing.bureau.web.PageOf;
import minqing.bureau.web.Paging;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Counts the ledger of a year, whole, by unit and by village. */
@Repository
class ProblemFigures {

    /** One row for a problem that counts, with what each {@link Measure} asks of it. */
    private static final String PROBLEMS = """
            with counted as (
                select problem.number, problem.reported_at, problem.lead_unit, problem.village, problem.satisfaction,
                       extract(year from problem.reported_at at time zone :zone) = :year as of_year,
                       problem.ended_at is null as open,
                       problem.status = 'closed' as closed,
                       coalesce(handle.due_at <= :now, false) as due,
                       contact.id is not null and (problem.first_contact_at is not null or contact.due_at <= :now) as contact_due,
                       coalesce(problem.first_contact_at <= contact.due_at, false) as contact_kept,
                       handle.id is not null and (problem.clock_stopped_at is not null or problem.handled_late) as handled,
                       problem.handled_late,
                       problem.clock_stopped_at is not null and not problem.handled_late
                         and problem.status not in ('waiting', 'periodic-review') as handled_in_time,
                       exists (select 1 from problem_deadline running where running.problem = problem.id
                               and running.ended_at is null and running.kind not in ('first-contact', 'reply-supervision')
                               and running.due_at <= :now) as overdue,
                       extract(day from :now - problem.reported_at) as age
                from problem
                left join lateral (select id, due_at from problem_deadline
                                   where problem_deadline.problem = problem.id and kind = 'handle'
                                   order by id desc limit 1) handle on true
                left join lateral (select id, due_at from problem_deadline
                                   where problem_deadline.problem = problem.id and kind = 'first-contact'
                                   order by id limit 1) contact on true
                where problem.status not in ('merged', 'declined', 'withdrawn')
                  and extract(year from problem.reported_at at time zone :zone) <= :year
            )
            """;

    private final JdbcClient database;
    private final Clock clock;

    ProblemFigures(JdbcClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** All together; the units as lists have them; the villages as lists have them. Those without any are left out. */
    Figures of(int year) {
        String counts = Arrays.stream(Measure.values())
                .map(measure -> "count(*) filter (where " + measure.condition() + ") as " + measure.column())
                .collect(Collectors.joining(", "));
        String ages = """
                , percentile_cont(0.5) within group (order by age) filter (where open) as median_age
                , max(age) filter (where open) as oldest_age
                """;
        Rates all = select(year, "select null as code, null as name, " + counts + ages + " from counted")
                .get(0);
        List<Rates> units = select(
                year,
                "select unit.code, unit.name, " + counts + ages
                        + " from counted join unit on unit.code = counted.lead_unit"
                        + " group by unit.code, unit.name, unit.ordinal order by unit.ordinal, unit.code");
        List<Rates> villages = select(
                year,
                "select village.id as code, parent.name || ' ' || village.name as name, " + counts + ages
                        + " from counted join natural_village village on village.id = counted.village"
                        + " join administrative_village parent on parent.id = village.administrative_village"
                        + " group by village.id, village.name, village.ordinal, parent.id, parent.name, parent.ordinal"
                        + " order by parent.ordinal, parent.id, village.ordinal, village.id");
        return new Figures(year, all, units, villages);
    }

    /** The numbers behind a figure, the oldest first. */
    PageOf<String> records(int year, Measure measure, @Nullable String unit, @Nullable String village, Paging paging) {
        String found = " from counted where " + measure.condition()
                + " and (:unit::text is null or lead_unit = :unit) and (:village::text is null or village = :village)";
        List<String> numbers = prepared(
                        year, "select number" + found + " order by reported_at, number limit :size offset :offset")
                .param("unit", unit)
                .param("village", village)
                .param("size", paging.size())
                .param("offset", paging.offset())
                .query(String.class)
                .list();
        long total = prepared(year, "select count(*)" + found)
                .param("unit", unit)
                .param("village", village)
                .query(Long.class)
                .single();
        return new PageOf<>(numbers, total);
    }

    private List<Rates> select(int year, String query) {
        return prepared(year, query).query(ProblemFigures::rates).list();
    }

    private JdbcClient.StatementSpec prepared(int year, String query) {
        return database.sql(PROBLEMS + query)
                .param("year", year)
                .param("zone", clock.getZone().getId())
                .param("now", timestamp(clock.instant()));
    }

    private static Rates rates(ResultSet row, int index) throws SQLException {
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (Measure measure : Measure.values()) {
            counts.put(measure.code(), row.getInt(measure.column()));
        }
        double median = row.getDouble("median_age");
        Double medianAge = row.wasNull() ? null : median;
        int oldest = row.getInt("oldest_age");
        Integer oldestAge = row.wasNull() ? null : oldest;
        return new Rates(
                row.getString("code"),
                row.getString("name"),
                counts,
                rate(counts, Measure.RESOLVED, Measure.DUE),
                rate(counts, Measure.CONTACTED, Measure.CONTACT_DUE),
                rate(counts, Measure.HANDLED_IN_TIME, Measure.HANDLED),
                rate(counts, Measure.SATISFIED, Measure.ASKED),
                rate(counts, Measure.OVERDUE, Measure.OPEN),
                medianAge,
                oldestAge);
    }

    private static Rate rate(Map<String, Integer> counts, Measure numerator, Measure denominator) {
        int of = counts.getOrDefault(denominator.code(), 0);
        int reached = counts.getOrDefault(numerator.code(), 0);
        return new Rate(reached, of, of == 0 ? null : Math.round(1000.0 * reached / of) / 10.0);
    }

    /** The figures of a year. */
    record Figures(int year, Rates all, List<Rates> units, List<Rates> villages) {}

    /**
     * The figures of a unit, a village or all.
     *
     * @param code of the unit or village; null for all together
     * @param counts by measure
     * @param medianAge of the open ones, in whole days since they were registered; null where none is open
     */
    record Rates(
            @Nullable String code,
            @Nullable String name,
            Map<String, Integer> counts,
            Rate resolved,
            Rate responded,
            Rate handledInTime,
            Rate satisfied,
            Rate overdue,
            @Nullable Double medianAge,
            @Nullable Integer oldestAge) {}

    /**
     * A rate with what it is made of.
     *
     * @param percent to one decimal; null where there is nothing to divide by
     */
    record Rate(int numerator, int denominator, @Nullable Double percent) {}
}
