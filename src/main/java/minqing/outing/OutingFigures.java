package minqing.outing;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What outings add to the monthly table (annex 6; requirements, D9 to D11): every record behind its cells, in one reading. */
@Repository
public class OutingFigures {

    private final JdbcClient database;

    OutingFigures(JdbcClient database) {
        this.database = database;
    }

    /**
     * The records counted in a unit's month, by leader in the order of annex 1, then by day. History is in no month. A
     * reception held together is counted once, under its host.
     *
     * @param unit the participating unit, by its code
     */
    public List<Counted> counted(String unit, YearMonth period) {
        return database.sql("""
                        select found.* from (
                            select 'outing' as what, id as record, number, leader, date_from as day, 1 as amount
                            from outing where unit = :unit and period = :period and state = 'counted' and not history
                          union all
                            select 'labour', part.id, number, leader, part.happened_on, 1
                            from outing_labour part join outing on outing.id = part.outing
                            where unit = :unit and period = :period and state = 'counted' and not history
                          union all
                            select 'reception', part.id, number, leader, part.happened_on, part.people
                            from outing_reception part join outing on outing.id = part.outing
                            where unit = :unit and period = :period and state = 'counted' and not history
                              and part.host = outing.leader
                          union all
                            select case when part.closing then 'closing-forum' else 'forum' end, part.id, number, leader,
                                   part.happened_on, 1
                            from outing_forum part join outing on outing.id = part.outing
                            where unit = :unit and period = :period and state = 'counted' and not history
                          union all
                            select 'diary', part.id, number, leader, outing.date_from, 1
                            from outing_diary part join outing on outing.id = part.outing
                            where unit = :unit and period = :period and state = 'counted' and not history) found
                        join leader on leader.account = found.leader
                        order by leader.ordinal, found.day, found.number, found.what, found.record""")
                .param("unit", unit)
                .param("period", period.atDay(1))
                .query(OutingFigures::counted)
                .list();
    }

    private static Counted counted(ResultSet row, int index) throws SQLException {
        return new Counted(
                row.getString("what"),
                row.getLong("record"),
                row.getString("number"),
                row.getString("leader"),
                row.getObject("day", LocalDate.class),
                row.getInt("amount"));
    }

    /**
     * A record that is counted.
     *
     * @param what {@code outing labour reception forum closing-forum diary}; an outing makes its leader one who went
     * @param record its id, unique within {@code what}
     * @param outing the number of the outing it belongs to
     * @param leader the account of the leader it counts for
     * @param amount how much it adds: of a reception the people received, else 1
     */
    public record Counted(String what, long record, String outing, String leader, LocalDate day, int amount) {}
}
