package minqing.organization;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The units, leaders and villages of the activity. Every list is in the order of annex 1. */
@Component
public class Organization {

    private static final String UNITS = "select code, name, upper(kind) as kind from unit";

    private static final String LEADERS = "select account, name, position, ordinal, unit from leader";

    private static final String VILLAGES = """
            select village.id, village.name, parent.name as administrative_village, parent.town
            from natural_village village join administrative_village parent on parent.id = village.administrative_village
            """;

    private final JdbcClient database;
    private final Clock clock;

    Organization(JdbcClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    public List<Unit> units() {
        return database.sql(UNITS + " order by ordinal").query(Unit.class).list();
    }

    public Optional<Unit> unit(String code) {
        return database.sql(UNITS + " where code = :code")
                .param("code", code)
                .query(Unit.class)
                .optional();
    }

    /** The full name on the unit's seal, which official tables bear (requirements D8). */
    public Optional<String> sealName(String code) {
        return database.sql("select seal_name from unit where code = :code")
                .param("code", code)
                .query(String.class)
                .optional();
    }

    public List<Leader> leaders() {
        return database.sql(LEADERS + " order by ordinal").query(Leader.class).list();
    }

    public List<Village> villages() {
        return database.sql(VILLAGES + " order by parent.ordinal, village.ordinal")
                .query(Village.class)
                .list();
    }

    public Optional<Village> village(String id) {
        return database.sql(VILLAGES + " where village.id = :id")
                .param("id", id)
                .query(Village.class)
                .optional();
    }

    /** The leaders paired with a natural village today. */
    public List<Leader> pairedLeaders(String villageId) {
        return database.sql(LEADERS + """
                         where account in (
                            select leader from village_pairing
                            where natural_village = :village and valid_from <= :today and (valid_to is null or valid_to > :today))
                        order by ordinal
                        """)
                .param("village", villageId)
                .param("today", LocalDate.now(clock))
                .query(Leader.class)
                .list();
    }
}
