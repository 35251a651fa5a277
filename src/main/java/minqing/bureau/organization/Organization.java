package minqing.bureau.organization;

import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The units, leaders and villages of the activity. Every list is in the order of annex 1 and holds those of today; one
 * asked for by its key is found even when it was retired, for records go on naming it.
 */
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

    /** The units there are today. */
    public List<Unit> units() {
        return database.sql(UNITS + " where retired_on is null or retired_on > :today order by ordinal, code")
                .param("today", today())
                .query(Unit.class)
                .list();
    }

    /** Every unit there ever was, for whatever looks at old records as well. */
    public List<Unit> everyUnit() {
        return database.sql(UNITS + " order by ordinal, code").query(Unit.class).list();
    }

    /** Whether the person is of the bureau's own staff: of any unit of it, which the people of a town are not. */
    public boolean employs(Account account) {
        return !account.units().isEmpty()
                && everyUnit().stream()
                        .filter(unit -> unit.kind() != UnitKind.EXTERNAL)
                        .map(Unit::code)
                        .anyMatch(account.units()::contains);
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

    /** The leaders who take part today. */
    public List<Leader> leaders() {
        return database.sql(LEADERS + " where retired_on is null or retired_on > :today order by ordinal")
                .param("today", today())
                .query(Leader.class)
                .list();
    }

    /** Every leader who ever took part. */
    public List<Leader> everyLeader() {
        return database.sql(LEADERS + " order by ordinal").query(Leader.class).list();
    }

    public Optional<Leader> leader(String account) {
        return database.sql(LEADERS + " where account = :account")
                .param("account", account)
                .query(Leader.class)
                .optional();
    }

    /** The natural villages there are today. */
    public List<Village> villages() {
        return database.sql(VILLAGES + """
                         where village.retired_on is null or village.retired_on > :today
                        order by parent.ordinal, parent.id, village.ordinal, village.id
                        """)
                .param("today", today())
                .query(Village.class)
                .list();
    }

    /** Every natural village there ever was. */
    public List<Village> everyVillage() {
        return database.sql(VILLAGES + " order by parent.ordinal, parent.id, village.ordinal, village.id")
                .query(Village.class)
                .list();
    }

    public Optional<Village> village(String id) {
        return database.sql(VILLAGES + " where village.id = :id")
                .param("id", id)
                .query(Village.class)
                .optional();
    }

    /** The communities there are today. */
    public List<Community> communities() {
        return database.sql("""
                        select id, name from community
                        where retired_on is null or retired_on > :today order by ordinal, id
                        """).param("today", today()).query(Community.class).list();
    }

    /** Every community there ever was. */
    public List<Community> everyCommunity() {
        return database.sql("select id, name from community order by ordinal, id")
                .query(Community.class)
                .list();
    }

    /** From which day on a natural village is no more, of each that was retired, by its key. */
    public Map<String, LocalDate> retiredVillages() {
        return retired("natural_village");
    }

    /** From which day on a community is no more, of each that was retired, by its key. */
    public Map<String, LocalDate> retiredCommunities() {
        return retired("community");
    }

    private Map<String, LocalDate> retired(String table) {
        Map<String, LocalDate> retired = new HashMap<>();
        database.sql("select id, retired_on from " + table + " where retired_on is not null")
                .query((row, index) -> retired.put(row.getString("id"), row.getObject("retired_on", LocalDate.class)))
                .list();
        return retired;
    }

    public Optional<Community> community(String id) {
        return database.sql("select id, name from community where id = :id")
                .param("id", id)
                .query(Community.class)
                .optional();
    }

    /** Who speaks for a natural village on a day: the contact of its administrative village. */
    public Optional<String> contact(String villageId, LocalDate day) {
        return database.sql("""
                        select contact.name from village_contact contact
                        join natural_village village on village.administrative_village = contact.administrative_village
                        where village.id = :village
                          and contact.valid_from <= :day and (contact.valid_to is null or contact.valid_to > :day)
                        """)
                .param("village", villageId)
                .param("day", day)
                .query(String.class)
                .optional();
    }

    /** The leaders paired with a natural village today. */
    public List<Leader> pairedLeaders(String villageId) {
        return pairedLeaders(villageId, today());
    }

    /** The leaders who were, are or will be paired with a natural village on a day. */
    public List<Leader> pairedLeaders(String villageId, LocalDate day) {
        return database.sql(LEADERS + """
                         where account in (
                            select leader from village_pairing
                            where natural_village = :village and valid_from <= :day and (valid_to is null or valid_to > :day))
                        order by ordinal
                        """)
                .param("village", villageId)
                .param("day", day)
                .query(Leader.class)
                .list();
    }

    /** The natural villages a leader is paired with on a day. */
    public List<Village> pairedVillages(String leader, LocalDate day) {
        return database.sql(VILLAGES + """
                         where village.id in (
                            select natural_village from village_pairing
                            where leader = :leader and valid_from <= :day and (valid_to is null or valid_to > :day))
                        order by parent.ordinal, parent.id, village.ordinal, village.id
                        """)
                .param("leader", leader)
                .param("day", day)
                .query(Village.class)
                .list();
    }

    /** The communities a leader is paired with on a day. */
    public List<Community> pairedCommunities(String leader, LocalDate day) {
        return database.sql("""
                        select id, name from community
                        where id in (
                            select community from community_pairing
                            where leader = :leader and valid_from <= :day and (valid_to is null or valid_to > :day))
                        order by ordinal, id
                        """)
                .param("leader", leader)
                .param("day", day)
                .query(Community.class)
                .list();
    }

    private LocalDate today() {
        return LocalDate.now(clock);
    }
}
