package minqing.calendar;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The notices in the database, and the files they first come from. */
@Repository
class CalendarData {

    private final JdbcClient database;

    CalendarData(JdbcClient database) {
        this.database = database;
    }

    /** Brings in every published year that the database does not have yet; what an administrator entered stays. */
    @Transactional
    void loadPublishedYears() {
        Map<Integer, List<StatutoryDay>> years = published();
        years.forEach((year, days) -> {
            int added = database.sql(
                            "insert into statutory_year (year, published) values (:year, true) on conflict do nothing")
                    .param("year", year)
                    .update();
            if (added == 1) {
                days.forEach(day -> database.sql("""
                                insert into statutory_day (day, year, kind, name) values (:day, :year, :kind, :name)""")
                        .param("day", day.date())
                        .param("year", year)
                        .param("kind", day.kind().code())
                        .param("name", day.name())
                        .update());
            }
        });
    }

    /** The year as its notice has it; empty when there is none. */
    java.util.Optional<CalendarYear> year(int year) {
        return database.sql("select published from statutory_year where year = :year")
                .param("year", year)
                .query(Boolean.class)
                .optional()
                .map(published -> new CalendarYear(year, published, days(year)));
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

    static Map<Integer, List<StatutoryDay>> published() {
        return byYear(lines("data/statutory-days.csv").stream()
                .map(cells -> new StatutoryDay(LocalDate.parse(cells[0]), StatutoryDay.Kind.of(cells[1]), cells[2]))
                .toList());
    }

    static Map<Integer, List<StatutoryDay>> festivals() {
        return byYear(lines("data/festival-days.csv").stream()
                .map(cells -> new StatutoryDay(LocalDate.parse(cells[0]), StatutoryDay.Kind.HOLIDAY, cells[1]))
                .toList());
    }

    private static Map<Integer, List<StatutoryDay>> byYear(List<StatutoryDay> days) {
        return days.stream().collect(Collectors.groupingBy(day -> day.date().getYear()));
    }

    private static List<String[]> lines(String resource) {
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(new ClassPathResource(resource).getInputStream(), StandardCharsets.UTF_8))) {
            return reader.lines().skip(1).map(line -> line.split(",")).toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(resource, unreadable);
        }
    }
}
