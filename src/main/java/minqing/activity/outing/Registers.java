package minqing.activity.outing;

import static minqing.platform.database.Columns.containing;
import static minqing.platform.database.Columns.texts;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import minqing.activity.problem.Problems;
import minqing.bureau.access.People;
import minqing.bureau.access.Visibility;
import minqing.bureau.organization.Account;
import minqing.bureau.web.PageOf;
import minqing.bureau.web.Paging;
import minqing.platform.fault.Forbidden;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * The registers of labour (annex 2), receptions (annex 3), forums (annex 5) and diaries: what counts, by leader in the order of
 * annex 1, then by day. Who came to a reception is shown to those who must know, each reading logged, and masked for all
 * others, who can't find anybody by searching either.
 */
@Repository
class Registers {

    private static final String HEAD = """
            select part.*, outing.number, outing.leader as outing_leader, outing.period, outing.late, outing.history,
                   outing.date_from, outing.date_to, leader.name as leader_name, leader.position, unit.name as unit_name""";

    /** Where the rows of a register come from. */
    private static final String OF_OUTINGS = """
             join outing on outing.id = part.outing
            join leader on leader.account = outing.leader join unit on unit.code = outing.unit
            where outing.state = 'counted'
              and (:id::bigint is null or part.id = :id)""";

    private static final String OF_LEADER = "outing.leader = :leader";

    /** A forum stands in the register of everybody who attended. */
    private static final String ATTENDED_BY_LEADER = OF_LEADER
            + " or exists (select 1 from outing_forum_leader attended"
            + " where attended.forum = part.id and attended.leader = :leader)";

    private final JdbcClient database;
    private final OutingSecrecy secrecy;
    private final People people;
    private final Problems problems;

    /** Whoever may read an outing finds its rows. */
    private final String visible;

    /** Whether the viewer may learn who came. */
    private final String knows;

    Registers(
            JdbcClient database, OutingVisibility visibility, OutingSecrecy secrecy, People people, Problems problems) {
        this.database = database;
        this.visible = visibility.outing().sql();
        this.knows = visibility.visitor().sql();
        this.secrecy = secrecy;
        this.people = people;
        this.problems = problems;
    }

    /** The whole register where no paging is given, as in the others. */
    PageOf<LabourRow> labour(Account viewer, Filter filter, @Nullable Paging paging) {
        return page(
                HEAD,
                " from outing_labour part",
                "part.happened_on",
                OF_LEADER,
                "part.place ilike :text or part.work ilike :text or part.remark ilike :text",
                viewer,
                filter,
                paging,
                (row, index) -> new LabourRow(
                        head(row, row.getObject("happened_on", LocalDate.class)),
                        row.getString("time"),
                        row.getString("place"),
                        row.getString("work"),
                        row.getString("remark")));
    }

    /** Whoever reads the rows from here has been noted for each that is not masked. */
    @Transactional
    public PageOf<ReceptionRow> receptions(Account viewer, Filter filter, Paging paging) {
        PageOf<ReceptionRow> rows = receptions(viewer, filter, paging, true);
        shown(rows.items())
                .forEach(row -> people.shown(true)
                        .noted(
                                viewer,
                                "outing",
                                row.head().outing(),
                                "reception/" + row.head().id()));
        return rows;
    }

    /**
     * The whole register to be taken out of the house: masked, unless the viewer asks for what he or she may know and is
     * noted for each.
     *
     * @throws Forbidden when it is asked for in full and the viewer may know none of those who came
     */
    @Transactional
    public List<ReceptionRow> receptionsToTakeOut(Account viewer, Filter filter, boolean unmasked) {
        List<ReceptionRow> rows = receptions(viewer, filter, null, unmasked).items();
        if (unmasked && !rows.isEmpty() && shown(rows).isEmpty()) {
            throw new Forbidden("outing.document.masked");
        }
        shown(rows)
                .forEach(row ->
                        secrecy.takenOut(viewer, row.head().outing(), row.head().id()));
        return rows;
    }

    private static List<ReceptionRow> shown(List<ReceptionRow> rows) {
        return rows.stream().filter(row -> !row.masked()).toList();
    }

    private PageOf<ReceptionRow> receptions(Account viewer, Filter filter, @Nullable Paging paging, boolean inFull) {
        return page(
                HEAD + ", visitor.name as visitor, visitor.contact, visitor.matter, visitor.text, became.problem, "
                        + knows + " as knows",
                " from outing_reception part join outing_visitor visitor on visitor.reception = part.id"
                        + " left join outing_problem became on became.reception = part.id",
                "part.happened_on",
                OF_LEADER,
                "part.place ilike :text or part.summary ilike :text or part.remark ilike :text or " + knows
                        + " and (visitor.name ilike :text or visitor.matter ilike :text or visitor.text ilike :text)",
                viewer,
                filter,
                paging,
                (row, index) -> reception(viewer, row, inFull));
    }

    private ReceptionRow reception(Account viewer, ResultSet row, boolean inFull) throws SQLException {
        String problem = row.getString("problem");
        People.Shown shown = people.shown(inFull && row.getBoolean("knows"));
        return new ReceptionRow(
                head(row, row.getObject("happened_on", LocalDate.class)),
                row.getString("time"),
                row.getString("place"),
                shown.name(row.getString("visitor")),
                shown.words(row.getString("contact")),
                shown.words(row.getString("matter")),
                shown.words(row.getString("text")),
                !shown.inFull(),
                row.getInt("people"),
                row.getBoolean("collective"),
                row.getString("summary"),
                row.getString("host"),
                row.getString("remark"),
                problem == null
                        ? null
                        : problems.known(viewer, List.of(problem)).stream()
                                .map(Problems.Known::number)
                                .findFirst()
                                .orElse(null));
    }

    PageOf<ForumRow> forums(Account viewer, Filter filter, @Nullable Paging paging) {
        return page(
                HEAD + """
                        , array(select attended.leader from outing_forum_leader attended
                                join leader other on other.account = attended.leader
                                where attended.forum = part.id order by other.ordinal) as leaders""",
                " from outing_forum part",
                "part.happened_on",
                ATTENDED_BY_LEADER,
                "part.place ilike :text or part.topic ilike :text or part.text ilike :text or part.remark ilike :text",
                viewer,
                filter,
                paging,
                (row, index) -> new ForumRow(
                        head(row, row.getObject("happened_on", LocalDate.class)),
                        row.getString("time"),
                        row.getString("place"),
                        row.getString("attendees"),
                        texts(row, "leaders"),
                        row.getString("topic"),
                        row.getString("text"),
                        row.getBoolean("closing"),
                        row.getString("remark")));
    }

    PageOf<DiaryRow> diaries(Account viewer, Filter filter, @Nullable Paging paging) {
        return page(
                HEAD + ", outing.village, outing.community",
                " from outing_diary part",
                "outing.date_from",
                OF_LEADER,
                "part.seen ilike :text or part.opinions ilike :text or part.reflections ilike :text",
                viewer,
                filter,
                paging,
                (row, index) -> new DiaryRow(
                        head(row, row.getObject("date_from", LocalDate.class)),
                        row.getObject("date_to", LocalDate.class),
                        row.getString("village"),
                        row.getString("community"),
                        row.getString("seen"),
                        row.getString("opinions"),
                        row.getString("reflections"),
                        row.getBoolean("policy_suggestion")));
    }

    private <T> PageOf<T> page(
            String columns,
            String tables,
            String day,
            String whose,
            String search,
            Account viewer,
            Filter filter,
            @Nullable Paging paging,
            RowMapper<T> shape) {
        Map<String, @Nullable Object> parameters = Visibility.parameters(viewer);
        parameters.put("leader", filter.leader());
        parameters.put("text", filter.text() == null ? null : containing(filter.text()));
        parameters.put("from", filter.from());
        parameters.put("to", filter.to());
        parameters.put("id", filter.id());
        String found = tables + OF_OUTINGS + " and " + visible + " and (:leader::text is null or " + whose
                + ") and (:from::date is null or " + day + " >= :from) and (:to::date is null or " + day
                + " <= :to) and (:text::text is null or outing.number like :text or " + search + ")";
        List<T> rows = database.sql(columns + found + " order by leader.ordinal, " + day
                        + ", part.id limit :size::bigint offset :offset::bigint")
                .params(parameters)
                .param("size", paging == null ? null : paging.size())
                .param("offset", paging == null ? null : paging.offset())
                .query(shape)
                .list();
        return new PageOf<>(
                rows,
                paging == null
                        ? rows.size()
                        : database.sql("select count(*)" + found)
                                .params(parameters)
                                .query(Long.class)
                                .single());
    }

    private static Head head(ResultSet row, LocalDate date) throws SQLException {
        return new Head(
                row.getLong("id"),
                row.getString("number"),
                row.getString("outing_leader"),
                row.getString("leader_name"),
                row.getString("unit_name"),
                row.getString("position"),
                date,
                YearMonth.from(row.getObject("period", LocalDate.class)),
                row.getBoolean("late"),
                row.getBoolean("history"));
    }

    /**
     * What to look for; null lets everything through.
     *
     * @param leader the account of the leader who went
     * @param from the first day, {@code to} the last
     * @param id of the one row
     */
    record Filter(
            @Nullable String leader,
            @Nullable String text,
            @Nullable LocalDate from,
            @Nullable LocalDate to,
            @Nullable Long id) {

        /** Lets one row through. */
        static Filter only(long id) {
            return new Filter(null, null, null, null, id);
        }

        /** The same for the register of problems. */
        Problems.RegisterFilter ofProblems() {
            return new Problems.RegisterFilter(leader, text, from, to);
        }
    }

    /**
     * What every row of a register begins with.
     *
     * @param id of the row
     * @param outing the number of the outing it belongs to
     * @param leader the account, {@code name} as in annex 1
     * @param period the month in whose table it is counted; {@code late} marks 补报
     */
    record Head(
            long id,
            String outing,
            String leader,
            String name,
            String unit,
            String position,
            LocalDate date,
            YearMonth period,
            boolean late,
            boolean history) {}

    /** A row of annex 2. */
    record LabourRow(
            @JsonUnwrapped Head head,
            @Nullable String time,
            String place,
            String work,
            @Nullable String remark) {}

    /** A row of annex 3, for this viewer. */
    record ReceptionRow(
            @JsonUnwrapped Head head,
            @Nullable String time,
            String place,
            String visitor,
            @Nullable String contact,
            @Nullable String matter,
            @Nullable String text,
            boolean masked,
            int people,
            boolean group,
            @Nullable String summary,
            String host,
            @Nullable String remark,
            @Nullable String problem) {}

    /** A row of annex 5. */
    record ForumRow(
            @JsonUnwrapped Head head,
            @Nullable String time,
            String place,
            String attendees,
            List<String> leaders,
            String topic,
            @Nullable String text,
            boolean closing,
            @Nullable String remark) {}

    /** A diary entry in its register. */
    record DiaryRow(
            @JsonUnwrapped Head head,
            LocalDate dateTo,
            @Nullable String village,
            @Nullable String community,
            @Nullable String seen,
            @Nullable String opinions,
            @Nullable String reflections,
            boolean policySuggestion) {}
}
