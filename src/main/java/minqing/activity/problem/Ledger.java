package minqing.activity.problem;

import static minqing.platform.database.Columns.containing;
import static minqing.platform.database.Columns.dateOrNull;
import static minqing.platform.database.Columns.instant;
import static minqing.platform.database.Columns.instantOrNull;
import static minqing.platform.database.Columns.timestamp;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import minqing.bureau.access.Visibility;
import minqing.bureau.organization.Account;
import minqing.bureau.web.PageOf;
import minqing.bureau.web.Paging;
import minqing.work.inbox.StartedCase;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Searches the ledger. What a person may not know is not found, not counted and not hinted at. */
@Repository
class Ledger {

    /** From which share of common pairs of characters two problems of one village are offered as alike, and how many. */
    private static final double ALIKE = 0.3;

    private static final int MOST_ALIKE = 5;

    /** Among so many of a village's latest problems those alike are looked for: what is older is a recurrence. */
    private static final int LATEST = 300;

    /**
     * The light of a case at {@code :now}: the worst of its running limits and of what was sent back. A supervisor's demand
     * has its mark (督) apart from the lights, and its own date.
     */
    private static final String LIGHT = """
            case
              when problem.ended_at is not null then 'none'
              when exists (select 1 from problem_deadline d where d.problem = problem.id and d.ended_at is null
                           and d.kind not in ('first-contact', 'reply-supervision') and d.due_at <= :now) then 'red'
              when problem.sent_back_at is not null
                or exists (select 1 from problem_deadline d where d.problem = problem.id and d.ended_at is null
                           and d.kind = 'first-contact' and d.due_at <= :now) then 'yellow'
              when exists (select 1 from problem_deadline d where d.problem = problem.id and d.ended_at is null
                           and d.kind not in ('first-contact', 'reply-supervision') and d.blue_at <= :now) then 'blue'
              else 'none'
            end""";

    /** Open problems to choose from; who looks for an older one writes its number. */
    private static final int MOST_TARGETS = 100;

    private final JdbcClient database;
    /** Which problems the viewer finds, and of which of them the viewer reads what they say. */
    private final String visible;

    private final String readable;
    private final ProblemWords words;
    private final Clock clock;

    Ledger(JdbcClient database, ProblemVisibility visibility, ProblemWords words, Clock clock) {
        this.database = database;
        this.visible = visibility.row().sql();
        this.readable = visibility.content().sql();
        this.words = words;
        this.clock = clock;
    }

    /** One page of what the viewer may know and the filter lets through, newest first; numbers sort as numbers. */
    PageOf<Row> search(Account viewer, Filter filter, int page, int size) {
        Map<String, @Nullable Object> parameters = viewer(viewer);
        parameters.put("status", filter.status());
        parameters.put("unit", filter.unit());
        parameters.put("village", filter.village());
        parameters.put("category", filter.category());
        parameters.put("light", filter.light());
        parameters.put("late", filter.late());
        parameters.put("text", filter.text() == null ? null : containing(filter.text()));
        parameters.put("from", filter.from());
        parameters.put("to", filter.to());
        parameters.put("zone", clock.getZone().getId());
        String conditions = """
                (:status::text is null or problem.status = :status
                  or (:status = 'open' and problem.ended_at is null) or (:status = 'ended' and problem.ended_at is not null))
                and (:unit::text is null or problem.lead_unit = :unit
                  or exists (select 1 from problem_assist a where a.problem = problem.id and a.unit = :unit))
                and (:village::text is null or problem.village = :village)
                and (:category::text is null or problem.category = :category)
                and (:late::boolean is null or problem.handled_late = :late)
                and (:from::date is null or (problem.reported_at at time zone :zone)::date >= :from)
                and (:to::date is null or (problem.reported_at at time zone :zone)::date <= :to)
                and (:text::text is null or problem.number like :text
                  or (problem.title ilike :text or problem.content ilike :text) and """ + " " + readable + ")";
        return page(conditions, "(:light::text is null or light = :light)", parameters, page, size, this::row);
    }

    PageOf<StartedCase> startedBy(Account viewer, @Nullable String text, int page, int size) {
        Map<String, @Nullable Object> parameters = viewer(viewer);
        parameters.put("text", text == null || text.isBlank() ? null : containing(text));
        ProblemWords.Names names = words.names();
        PageOf<Row> rows = page(
                "problem.reporter = :me and (:text::text is null or problem.number like :text or problem.title ilike :text)",
                "true",
                parameters,
                page,
                size,
                this::row);
        return new PageOf<>(
                rows.items().stream()
                        .map(row -> new StartedCase(
                                ProblemProcess.KEY,
                                row.number(),
                                row.title(),
                                names.place(row.village()),
                                words.status(row.status().code()),
                                row.reportedAt(),
                                row.endedAt()))
                        .toList(),
                rows.total());
    }

    /**
     * The register of annex 4; see {@link Problems#register}.
     *
     * @param number of the one problem wanted; null for all
     * @param paging null for the whole register
     */
    PageOf<Problems.RegisterRow> register(
            Account viewer, Problems.RegisterFilter filter, @Nullable String number, @Nullable Paging paging) {
        Map<String, @Nullable Object> parameters = viewer(viewer);
        parameters.put("number", number);
        parameters.put("leader", filter.leader());
        parameters.put("text", filter.text() == null ? null : containing(filter.text()));
        parameters.put("from", filter.from());
        parameters.put("to", filter.to());
        parameters.put("zone", clock.getZone().getId());
        String found = """
                 from problem
                left join leader on leader.account = problem.reporter left join unit on unit.code = leader.unit
                where problem.status not in ('merged', 'declined', 'withdrawn')
                and (:number::text is null or problem.number = :number)
                and (:leader::text is null or problem.reporter = :leader)
                and (:from::date is null or (problem.reported_at at time zone :zone)::date >= :from)
                and (:to::date is null or (problem.reported_at at time zone :zone)::date <= :to)
                and (:text::text is null or problem.number like :text
                  or (problem.title ilike :text or problem.content ilike :text or problem.handling ilike :text)
                     and """ + " " + readable + ") and " + visible;
        ProblemWords.Names names = words.names();
        Map<String, String> people = new HashMap<>();
        List<Problems.RegisterRow> rows = database.sql("""
                        select problem.*, leader.name as leader_name, leader.position, unit.name as unit_name,
                               (problem.reported_at at time zone :zone)::date as reported_on, """ + readable + " as readable" + found + """
                         order by leader.ordinal nulls last, problem.reported_at, problem.id
                        limit :size::bigint offset :offset::bigint""")
                .params(parameters)
                .param("size", paging == null ? null : paging.size())
                .param("offset", paging == null ? null : paging.offset())
                .query((row, index) -> registerRow(row, names, people))
                .list();
        long total = paging == null
                ? rows.size()
                : database.sql("select count(*)" + found)
                        .params(parameters)
                        .query(Long.class)
                        .single();
        return new PageOf<>(rows, total);
    }

    /** {@code people}: the names asked for so far, of those who are no leaders. */
    private Problems.RegisterRow registerRow(ResultSet row, ProblemWords.Names names, Map<String, String> people)
            throws SQLException {
        String leader = row.getString("reporter");
        String name = row.getString("leader_name");
        String unit = row.getString("unit_name");
        String position = row.getString("position");
        String status = row.getString("status");
        String village = row.getString("village");
        return new Problems.RegisterRow(
                row.getString("number"),
                leader,
                name == null ? people.computeIfAbsent(leader, words::person) : name,
                unit == null ? "" : unit,
                position == null ? "" : position,
                row.getObject("reported_on", LocalDate.class),
                title(row),
                isReadable(row) ? row.getString("content") : words.of("problem.sealed"),
                isReadable(row) ? row.getString("handling") : null,
                isReadable(row) ? row.getString("next_step") : null,
                status,
                words.status(status),
                village,
                names.place(village),
                row.getString("outing"));
    }

    /** The problems of a village, open or ended, newest first; see {@link Problems#openIn} and {@link Problems#endedIn}. */
    PageOf<Problems.Standing> ofVillage(Account viewer, String village, boolean ended, Paging paging) {
        Map<String, @Nullable Object> parameters = viewer(viewer);
        parameters.put("village", village);
        parameters.put("ended", ended);
        ProblemWords.Names names = words.names();
        return page(
                "problem.village = :village and (problem.ended_at is not null) = :ended"
                        + " and problem.status not in ('merged', 'declined', 'withdrawn')",
                "true",
                parameters,
                paging.page(),
                paging.size(),
                (row, index) -> standing(row, names));
    }

    private Problems.Standing standing(ResultSet row, ProblemWords.Names names) throws SQLException {
        String category = row.getString("category");
        String status = row.getString("status");
        return new Problems.Standing(
                row.getString("number"),
                title(row),
                category,
                names.category(category),
                status,
                words.status(status),
                row.getString("lead_unit"),
                names.unit(row.getString("lead_unit")),
                row.getString("light"),
                dayOrNull(instantOrNull(row, "due_at")),
                row.getTimestamp("supervised_at") != null,
                instant(row, "reported_at").atZone(clock.getZone()).toLocalDate(),
                dayOrNull(instantOrNull(row, "ended_at")),
                isReadable(row) ? row.getString("next_step") : null,
                isReadable(row) ? row.getString("answer") : null,
                isReadable(row) ? dateOrNull(row, "answered_on") : null);
    }

    private String title(ResultSet row) throws SQLException {
        return isReadable(row) ? row.getString("title") : words.of("problem.sealed");
    }

    private static boolean isReadable(ResultSet row) throws SQLException {
        return row.getBoolean("readable");
    }

    private @Nullable LocalDate dayOrNull(@Nullable Instant instant) {
        return instant == null ? null : instant.atZone(clock.getZone()).toLocalDate();
    }

    /** How many open problems each village has, as far as the viewer may know. */
    Map<String, Long> openByVillage(Account viewer) {
        Map<String, Long> open = new HashMap<>();
        database.sql("select village, count(*) as problems from problem where ended_at is null and " + visible
                        + " group by village")
                .params(viewer(viewer))
                .query((row, index) -> open.put(row.getString("village"), row.getLong("problems")))
                .list();
        return open;
    }

    /** See {@link Problems#recurringIn}. */
    List<Problems.Recurring> recurring(Account viewer, String village) {
        ProblemWords.Names names = words.names();
        return database.sql("""
                        select category, count(*) as problems, count(recurrence_of) as again,
                               max((reported_at at time zone :zone)::date) as latest
                        from problem
                        where village = :village and status not in ('merged', 'declined', 'withdrawn')
                        and """ + " " + visible + """
                         group by category having count(*) > 1 order by count(*) desc, latest desc, category""")
                .params(viewer(viewer))
                .param("village", village)
                .param("zone", clock.getZone().getId())
                .query((row, index) -> new Problems.Recurring(
                        row.getString("category"),
                        names.category(row.getString("category")),
                        row.getInt("problems"),
                        row.getInt("again"),
                        row.getObject("latest", LocalDate.class)))
                .list();
    }

    /**
     * Until a problem is triaged: those of the latest of its village whose words are alike and which the viewer may know of,
     * the likest first; what is sealed is never among them.
     */
    List<Alike> alike(Account viewer, Problem than) {
        boolean untriaged = than.status() == Status.TRIAGE || than.status() == Status.REGISTERED;
        if (!untriaged) {
            return List.of();
        }
        return database.sql("""
                        select problem.number, problem.title, problem.status, likeness(one.pairs, problem.pairs) as likeness
                        from problem one cross join lateral (
                          select * from problem latest
                          where latest.village = one.village and latest.id <> one.id and latest.sealed_at is null
                          order by latest.year desc, latest.sequence desc limit :latest) problem
                        where one.id = :id and likeness(one.pairs, problem.pairs) >= :atLeast
                        and """ + " " + visible + """
                         order by likeness desc, problem.year desc, problem.sequence desc limit :atMost""")
                .params(viewer(viewer))
                .param("id", than.id())
                .param("atLeast", ALIKE)
                .param("latest", LATEST)
                .param("atMost", MOST_ALIKE)
                .query((row, index) -> new Alike(
                        row.getString("number"),
                        row.getString("title"),
                        Status.of(row.getString("status")),
                        row.getDouble("likeness")))
                .list();
    }

    /**
     * The open problems of the same village or category that the viewer may know of, those that agree in both first, then
     * those of the village.
     */
    List<MergeTarget> mergeTargets(Account viewer, Problem from) {
        return database.sql("""
                        select number, title, village from problem
                        where id <> :id and ended_at is null
                        and (village = :village or category = :category)
                        and """ + " " + visible + """
                         order by village = :village desc, category = :category desc, year desc, sequence desc
                        limit :atMost""")
                .params(viewer(viewer))
                .param("id", from.id())
                .param("village", from.village())
                .param("category", from.category())
                .param("atMost", MOST_TARGETS)
                .query((row, index) ->
                        new MergeTarget(row.getString("number"), row.getString("title"), row.getString("village")))
                .list();
    }

    /** The light of one case now. */
    String light(Problem problem) {
        return database.sql("select " + LIGHT + " from problem where id = :id")
                .param("now", timestamp(clock.instant()))
                .param("id", problem.id())
                .query(String.class)
                .single();
    }

    private <T> PageOf<T> page(
            String conditions,
            String outer,
            Map<String, @Nullable Object> parameters,
            int page,
            int size,
            RowMapper<T> shape) {
        String found = "select problem.*, " + readable + " as readable, " + LIGHT
                + " as light, (select min(d.due_at) from problem_deadline d where d.problem = problem.id"
                + " and d.ended_at is null and d.kind not in ('first-contact', 'reply-supervision')) as due_at from problem where "
                + visible + " and " + conditions;
        List<T> rows = database.sql("select * from (" + found + ") found where " + outer
                        + " order by year desc, sequence desc limit :size offset :offset")
                .params(parameters)
                .param("size", size)
                .param("offset", (long) page * size)
                .query(shape)
                .list();
        long total = database.sql("select count(*) from (" + found + ") found where " + outer)
                .params(parameters)
                .query(Long.class)
                .single();
        return new PageOf<>(rows, total);
    }

    private Map<String, @Nullable Object> viewer(Account viewer) {
        Map<String, @Nullable Object> parameters = Visibility.parameters(viewer);
        parameters.put("now", timestamp(clock.instant()));
        return parameters;
    }

    private Row row(ResultSet row, int index) throws SQLException {
        return new Row(
                row.getString("number"),
                title(row),
                row.getString("village"),
                row.getString("category"),
                row.getString("urgency"),
                Status.of(row.getString("status")),
                row.getString("lead_unit"),
                row.getString("light"),
                instantOrNull(row, "due_at"),
                row.getTimestamp("supervised_at") != null,
                row.getBoolean("handled_late"),
                row.getString("reporter"),
                instant(row, "reported_at"),
                instantOrNull(row, "ended_at"));
    }

    /**
     * A problem that may be the same.
     *
     * @param likeness shared pairs of characters to all of them, 0 to 1
     */
    record Alike(String number, String title, Status status, double likeness) {}

    /** An open problem another can be merged into; {@code village} is its id. */
    record MergeTarget(String number, String title, String village) {}

    /** One line of the ledger; codes and ids, no personal data. */
    record Row(
            String number,
            String title,
            String village,
            String category,
            String urgency,
            Status status,
            @Nullable String leadUnit,
            String light,
            @Nullable Instant dueAt,
            boolean supervised,
            boolean late,
            String reporter,
            Instant reportedAt,
            @Nullable Instant endedAt) {}

    /**
     * What to look for; null lets everything through.
     *
     * @param status a status code, or {@code open} or {@code ended} for all of either kind
     * @param late whether the handling was late at any approval
     * @param from the first day of the report, {@code to} the last
     */
    record Filter(
            @Nullable String status,
            @Nullable String unit,
            @Nullable String village,
            @Nullable String category,
            @Nullable String light,
            @Nullable Boolean late,
            @Nullable String text,
            @Nullable LocalDate from,
            @Nullable LocalDate to) {}
}
