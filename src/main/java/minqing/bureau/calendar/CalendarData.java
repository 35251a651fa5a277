package minqing.bureau.calendar;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import minqing.platform.database.Columns;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The notices in the database, and the file they first come from. */
@Repository
class CalendarData {

    private static final Resource NOTICES = new ClassPathResource("data/statutory-days.csv");

    private final JdbcClient database;

    CalendarData(JdbcClient database) {
        this.database = database;
    }

    /**
     * Brings in, all or nothing, the notice of every year the database has none of yet; what an administrator entered
     * stays. Of several nodes that start together one stores a year, the others wait for it and go on.
     *
     * @return the years brought in
     */
    @Transactional
    List<Integer> loadPublishedYears() {
        return load(NOTICES);
    }

    /** {@link #loadPublishedYears()} from another file. */
    @Transactional
    List<Integer> load(Resource notices) {
        return byYear(read(notices)).entrySet().stream()
                .filter(notice -> publish(notice.getKey(), notice.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The year as the database has it; empty when nobody has entered it. */
    Optional<CalendarYear> year(int year) {
        return database.sql("select published from statutory_year where year = :year")
                .param("year", year)
                .query(Boolean.class)
                .optional()
                .map(published -> new CalendarYear(year, published, days(year)));
    }

    /** The notices that come with the application. */
    static Map<Integer, List<StatutoryDay>> published() {
        return byYear(read(NOTICES));
    }

    private boolean publish(int year, List<StatutoryDay> days) {
        int stored = database.sql("""
                        insert into statutory_year (year, published) values (:year, true)
                        on conflict (year) do update set published = true where not statutory_year.published
                        """).param("year", year).update();
        if (stored == 0) {
            return false;
        }
        store(year, days);
        return true;
    }

    /** The notice an administrator entered, in place of whatever the year had. */
    @Transactional
    void replace(int year, List<StatutoryDay> days, String account, Instant at) {
        database.sql("""
                        insert into statutory_year (year, published, entered_by, entered_at)
                        values (:year, true, :account, :at)
                        on conflict (year) do update set published = true, entered_by = excluded.entered_by,
                            entered_at = excluded.entered_at
                        """)
                .param("year", year)
                .param("account", account)
                .param("at", Columns.timestamp(at))
                .update();
        store(year, days);
    }

    /** Remembers that the notice of the year was asked for; false when it was before. */
    @Transactional
    boolean ask(int year, Instant at) {
        return database.sql(
                                "insert into notice_request (year, asked_at) values (:year, :at) on conflict (year) do nothing")
                        .param("year", year)
                        .param("at", Columns.timestamp(at))
                        .update()
                > 0;
    }

    private void store(int year, List<StatutoryDay> days) {
        database.sql("delete from statutory_day where year = :year")
                .param("year", year)
                .update();
        database.sql("""
                        insert into statutory_day (day, year, kind, name)
                        select day, :year, kind, name
                        from unnest(cast(:days as date[]), :kinds, :names) as notice (day, kind, name)
                        """)
                .param("year", year)
                .param("days", column(days, day -> day.date().toString()))
                .param("kinds", column(days, day -> day.kind().code()))
                .param("names", column(days, StatutoryDay::name))
                .update();
    }

    private List<StatutoryDay> days(int year) {
        return database.sql("select day, kind, name from statutory_day where year = :year order by day")
                .param("year", year)
                .query((row, index) -> new StatutoryDay(
                        row.getObject("day", LocalDate.class),
                        StatutoryDay.Kind.of(row.getString("kind")),
                        row.getString("name")))
                .list();
    }

    private static List<StatutoryDay> read(Resource notices) {
        return DataFile.read(
                notices,
                values -> new StatutoryDay(LocalDate.parse(values[0]), StatutoryDay.Kind.of(values[1]), values[2]));
    }

    private static TreeMap<Integer, List<StatutoryDay>> byYear(List<StatutoryDay> days) {
        return days.stream()
                .collect(Collectors.groupingBy(day -> day.date().getYear(), TreeMap::new, Collectors.toList()));
    }

    private static String[] column(List<StatutoryDay> days, Function<StatutoryDay, String> value) {
        return Columns.textArray(days.stream().map(value).toList());
    }
}
