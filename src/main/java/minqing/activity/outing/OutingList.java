package minqing.activity.outing;

import static minqing.platform.database.Columns.containing;

import io.swagger.v3.oas.annotations.media.Schema;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.Map;
import minqing.bureau.access.Visibility;
import minqing.bureau.organization.Account;
import minqing.bureau.web.PageOf;
import minqing.bureau.web.Paging;
import minqing.work.inbox.StartedCase;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Searches outings; what a person may not read is not found and not counted. */
@Repository
class OutingList {

    private final JdbcClient database;
    private final String visible;
    private final OutingWords words;

    OutingList(JdbcClient database, OutingVisibility visibility, OutingWords words) {
        this.database = database;
        this.visible = visibility.outing().sql();
        this.words = words;
    }

    /** The latest first; deleted ones only where they are asked for. */
    PageOf<Line> search(Account viewer, Filter filter, Paging paging) {
        Map<String, @Nullable Object> parameters = Visibility.parameters(viewer);
        parameters.put("leader", filter.leader());
        parameters.put("village", filter.village());
        parameters.put("community", filter.community());
        parameters.put("kind", filter.kind());
        parameters.put("theme", filter.theme());
        parameters.put("state", filter.state());
        parameters.put("from", filter.from());
        parameters.put("to", filter.to());
        parameters.put(
                "period", filter.period() == null ? null : filter.period().atDay(1));
        parameters.put("text", filter.text() == null ? null : containing(filter.text()));
        String found = " from outing where " + visible + """
                 and (:leader::text is null or outing.leader = :leader)
                and (:village::text is null or outing.village = :village)
                and (:community::text is null or outing.community = :community)
                and (:kind::text is null or outing.kind = :kind)
                and (:theme::text is null or outing.theme = :theme)
                and (case when :state::text is null then outing.state <> 'deleted' else outing.state = :state end)
                and (:from::date is null or outing.date_to >= :from)
                and (:to::date is null or outing.date_from <= :to)
                and (:period::date is null or (outing.period = :period and not outing.history))
                and (:text::text is null or outing.number like :text
                  or exists (select 1 from outing_labour part where part.outing = outing.id
                             and (part.place ilike :text or part.work ilike :text))
                  or exists (select 1 from outing_reception part where part.outing = outing.id
                             and (part.place ilike :text or part.summary ilike :text))
                  or exists (select 1 from outing_forum part where part.outing = outing.id
                             and (part.place ilike :text or part.topic ilike :text))
                  or exists (select 1 from outing_diary part where part.outing = outing.id
                             and (part.seen ilike :text or part.opinions ilike :text)))""";
        return page(found, parameters, paging.size(), paging.offset());
    }

    /**
     * What the person entered, the latest first.
     *
     * @param size of any length: the inbox asks for all pages up to the one that is looked at
     */
    PageOf<StartedCase> enteredBy(Account viewer, @Nullable String text, int page, int size) {
        Map<String, @Nullable Object> parameters = Visibility.parameters(viewer);
        parameters.put("text", text == null || text.isBlank() ? null : containing(text));
        return page("""
                 from outing where outing.entered_by = :me and outing.leader <> :me
                and (:text::text is null or outing.number like :text)""", parameters, size, (long) page * size)
                .map(line -> new StartedCase(
                        OutingProcess.KEY,
                        line.outing().number(),
                        words.subject(line.outing()),
                        words.place(line.outing()),
                        words.state(line.outing().state().code()),
                        line.outing().enteredAt(),
                        line.outing().state().unconfirmed()
                                ? null
                                : line.outing().countedAt() == null
                                        ? line.outing().changedAt()
                                        : line.outing().countedAt()));
    }

    /** The day each village was last visited, as far as the viewer may know. */
    Map<String, LocalDate> lastVisits(Account viewer) {
        Map<String, LocalDate> visits = new HashMap<>();
        database.sql("select outing.village, max(outing.date_to) as latest from outing where outing.village is not null"
                        + " and outing.state = 'counted' and " + visible + " group by outing.village")
                .params(Visibility.parameters(viewer))
                .query((row, index) -> visits.put(row.getString("village"), row.getObject("latest", LocalDate.class)))
                .list();
        return visits;
    }

    /** What the people of a village proposed, as the diaries have it, the latest first. */
    PageOf<Suggestion> suggestions(Account viewer, String village, Paging paging) {
        Map<String, @Nullable Object> parameters = Visibility.parameters(viewer);
        parameters.put("village", village);
        String found = " from outing_diary part join outing on outing.id = part.outing where " + visible
                + " and outing.state = 'counted' and outing.village = :village and part.opinions is not null";
        return new PageOf<>(
                database.sql(
                                "select outing.number, outing.date_from, outing.leader, part.opinions, part.policy_suggestion"
                                        + found
                                        + " order by outing.date_from desc, outing.id desc limit :size offset :offset")
                        .params(parameters)
                        .param("size", paging.size())
                        .param("offset", paging.offset())
                        .query((row, index) -> new Suggestion(
                                row.getString("number"),
                                row.getObject("date_from", LocalDate.class),
                                row.getString("leader"),
                                words.person(row.getString("leader")),
                                row.getString("opinions"),
                                row.getBoolean("policy_suggestion")))
                        .list(),
                database.sql("select count(*)" + found)
                        .params(parameters)
                        .query(Long.class)
                        .single());
    }

    private PageOf<Line> page(String found, Map<String, @Nullable Object> parameters, int size, long offset) {
        return new PageOf<>(
                database.sql("""
                                select outing.*,
                                       (select count(*) from outing_labour part where part.outing = outing.id) as labour,
                                       (select count(*) from outing_reception part where part.outing = outing.id) as receptions,
                                       (select count(*) from outing_forum part where part.outing = outing.id) as forums,
                                       (select count(*) from outing_diary part where part.outing = outing.id) as diaries,
                                       (select count(*) from outing_problem part where part.outing = outing.id) as problems""" + found + """
                                 order by outing.date_from desc, outing.id desc limit :size offset :offset""")
                        .params(parameters)
                        .param("size", size)
                        .param("offset", offset)
                        .query(OutingList::line)
                        .list(),
                database.sql("select count(*)" + found)
                        .params(parameters)
                        .query(Long.class)
                        .single());
    }

    private static Line line(ResultSet row, int index) throws SQLException {
        return new Line(
                OutingRepository.read(row, index),
                row.getInt("labour"),
                row.getInt("receptions"),
                row.getInt("forums"),
                row.getInt("diaries"),
                row.getInt("problems"));
    }

    /** An outing and how many of each part it has. */
    record Line(Outing outing, int labour, int receptions, int forums, int diaries, int problems) {}

    /** What people proposed to a leader on an outing. */
    @Schema(name = "VillageSuggestion")
    record Suggestion(
            String outing, LocalDate date, String leader, String name, String text, boolean policySuggestion) {}

    /**
     * What to look for; null lets everything through.
     *
     * @param period the month it is counted in
     * @param from a day from which on it lasted, {@code to} a day up to which it began
     */
    record Filter(
            @Nullable String leader,
            @Nullable String village,
            @Nullable String community,
            @Nullable String kind,
            @Nullable String theme,
            @Nullable String state,
            @Nullable YearMonth period,
            @Nullable String text,
            @Nullable LocalDate from,
            @Nullable LocalDate to) {}
}
