package minqing.activity.summary;

import static minqing.platform.database.Columns.dateOrNull;
import static minqing.platform.database.Columns.instant;
import static minqing.platform.database.Columns.instantOrNull;
import static minqing.platform.database.Columns.integerOrNull;
import static minqing.platform.database.Columns.timestamp;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import minqing.platform.fault.Missing;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of the summaries. Every change of one takes its row's lock first, so that two changes never cross. */
@Repository
class SummaryRepository {

    /** The tables of the parts of an outing that cells count, by the kind of record. */
    private static final Map<String, String> PARTS = Map.of(
            "labour",
            "outing_labour",
            "reception",
            "outing_reception",
            "diary",
            "outing_diary",
            "forum",
            "outing_forum");

    private static final String SUMMARIES = "select * from summary ";

    private final JdbcClient database;
    private final Clock clock;

    SummaryRepository(JdbcClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Makes the row of a unit's month.
     *
     * @return false when there is one already: whoever made it starts its case
     */
    boolean insert(String unit, YearMonth month, LocalDate dueOn, @Nullable String startedBy) {
        return database.sql("""
                        insert into summary (unit, month, status, due_on, started_at, started_by)
                        values (:unit, :month, 'waiting', :dueOn, :now, :by) on conflict (unit, month) do nothing""")
                        .param("unit", unit)
                        .param("month", month.atDay(1))
                        .param("dueOn", dueOn)
                        .param("now", timestamp(clock.instant()))
                        .param("by", startedBy)
                        .update()
                == 1;
    }

    Optional<Summary> find(String unit, YearMonth month) {
        return database.sql(SUMMARIES + "where unit = :unit and month = :month")
                .param("unit", unit)
                .param("month", month.atDay(1))
                .query(SummaryRepository::summary)
                .optional();
    }

    /** By business key; empty for anything that is none. */
    Optional<Summary> find(String key) {
        int slash = key.indexOf('/');
        if (slash < 0 || !key.substring(slash + 1).matches("\\d{4}-(0[1-9]|1[0-2])")) {
            return Optional.empty();
        }
        return find(key.substring(0, slash), YearMonth.parse(key.substring(slash + 1)));
    }

    /** @throws Missing when there is none */
    Summary get(String key) {
        return find(key).orElseThrow(() -> new Missing("summary.missing", key));
    }

    /** The row, locked until the transaction ends. */
    Summary lock(String key) {
        Summary found = get(key);
        return database.sql(SUMMARIES + "where id = :id for update")
                .param("id", found.id())
                .query(SummaryRepository::summary)
                .single();
    }

    /** All of a year, or of all years, the latest month first. */
    List<Summary> all(@Nullable Integer year, @Nullable String unit) {
        return database.sql(SUMMARIES + """
                         where (:year::integer is null or extract(year from month) = :year)
                           and (:unit::text is null or unit = :unit)
                         order by month desc, unit""")
                .param("year", year)
                .param("unit", unit)
                .query(SummaryRepository::summary)
                .list();
    }

    /** All that wait for a signature. */
    List<Summary> signing() {
        return database.sql(SUMMARIES + "where status = 'signing' order by month, unit")
                .query(SummaryRepository::summary)
                .list();
    }

    void status(Summary summary, Summary.Status status) {
        database.sql("update summary set status = :status where id = :id")
                .param("status", status.code())
                .param("id", summary.id())
                .update();
    }

    void nextRound(Summary summary) {
        database.sql("update summary set round = round + 1, status = 'signing' where id = :id")
                .param("id", summary.id())
                .update();
    }

    void nextVersion(Summary summary, LocalDate dueOn) {
        database.sql("""
                        update summary set version = version + 1, round = 0, status = 'returned', due_on = :dueOn
                        where id = :id""").param("dueOn", dueOn).param("id", summary.id()).update();
    }

    /** The month is late, once and for good. */
    void red(Summary summary) {
        int changed = database.sql("update summary set red_at = :now where id = :id and red_at is null")
                .param("now", timestamp(clock.instant()))
                .param("id", summary.id())
                .update();
        if (changed == 1) {
            event(summary, null, "red", null);
        }
    }

    // ---- versions

    Optional<SummaryVersion> version(Summary summary, int version) {
        return database.sql("select * from summary_version where summary = :summary and version = :version")
                .param("summary", summary.id())
                .param("version", version)
                .query(SummaryRepository::version)
                .optional();
    }

    /** The version at work, once it has been compiled; else the one before it. */
    Optional<SummaryVersion> latest(Summary summary) {
        return database.sql("select * from summary_version where summary = :summary order by version desc limit 1")
                .param("summary", summary.id())
                .query(SummaryRepository::version)
                .optional();
    }

    SummaryVersion current(Summary summary) {
        return version(summary, summary.version())
                .orElseThrow(() -> new Missing("summary.not-compiled", summary.key()));
    }

    List<SummaryVersion> versions(Summary summary) {
        return database.sql("select * from summary_version where summary = :summary order by version desc")
                .param("summary", summary.id())
                .query(SummaryRepository::version)
                .list();
    }

    /** The sealed versions of a unit in the order of its chain. */
    List<SummaryVersion> chain(String unit) {
        return database.sql("""
                        select v.* from summary_version v join summary s on s.id = v.summary
                        where s.unit = :unit and v.sealed_at is not null order by v.link""")
                .param("unit", unit)
                .query(SummaryRepository::version)
                .list();
    }

    /** Writes what was compiled over what was compiled before: as often as need be, until the version is sealed. */
    SummaryVersion compiled(
            Summary summary, LocalDate periodFrom, LocalDate cutOff, Instant at, String addedRemark, Counted counted) {
        long id = database.sql("""
                        insert into summary_version (summary, version, period_from, cut_off, due_on, compiled_at, added_remark)
                        values (:summary, :version, :from, :cutOff, :dueOn, :at, :added)
                        on conflict (summary, version) do update set compiled_at = excluded.compiled_at,
                            added_remark = excluded.added_remark, checked_by = null, checked_at = null
                        returning id""")
                .param("summary", summary.id())
                .param("version", summary.version())
                .param("from", periodFrom)
                .param("cutOff", cutOff)
                .param("dueOn", summary.dueOn())
                .param("at", timestamp(at))
                .param("added", addedRemark)
                .query(Long.class)
                .single();
        for (String table : List.of("summary_record", "summary_figure", "summary_anomaly")) {
            database.sql("delete from " + table + " where version = :version")
                    .param("version", id)
                    .update();
        }
        counted.period().forEach((cell, value) -> figure(id, "period", cell, value));
        counted.year().forEach((cell, value) -> figure(id, "year", cell, value));
        counted.records().forEach(record -> record(id, record));
        counted.anomalies().forEach(anomaly -> anomaly(id, anomaly));
        return version(summary, summary.version()).orElseThrow();
    }

    private void figure(long version, String sheet, Cell cell, int value) {
        database.sql(
                        "insert into summary_figure (version, sheet, cell, value) values (:version, :sheet, :cell, :value)")
                .param("version", version)
                .param("sheet", sheet)
                .param("cell", cell.code())
                .param("value", value)
                .update();
    }

    private void record(long version, CountedRecord record) {
        database.sql("""
                        insert into summary_record (version, cell, kind, record, leader, day, amount)
                        values (:version, :cell, :kind, :record, :leader, :day, :amount)""")
                .param("version", version)
                .param("cell", record.cell().code())
                .param("kind", record.kind())
                .param("record", record.record())
                .param("leader", record.leader())
                .param("day", record.day())
                .param("amount", record.amount())
                .update();
    }

    private void anomaly(long version, Anomaly anomaly) {
        database.sql("""
                        insert into summary_anomaly (version, kind, leader, day, records)
                        values (:version, :kind, :leader, :day, :records)""")
                .param("version", version)
                .param("kind", anomaly.kind())
                .param("leader", anomaly.leader())
                .param("day", anomaly.day())
                .param("records", minqing.platform.database.Columns.textArray(anomaly.records()))
                .update();
    }

    void checked(SummaryVersion version, String remark, String by) {
        database.sql("""
                        update summary_version set remark = :remark, checked_by = :by, checked_at = :now
                        where id = :id""")
                .param("remark", remark)
                .param("by", by)
                .param("now", timestamp(clock.instant()))
                .param("id", version.id())
                .update();
    }

    /** The figures of a sheet, {@code period} or {@code year}, in the order of the columns. */
    Map<Cell, Integer> figures(SummaryVersion version, String sheet) {
        Map<Cell, Integer> figures = new EnumMap<>(Cell.class);
        database.sql("select cell, value from summary_figure where version = :version and sheet = :sheet")
                .param("version", version.id())
                .param("sheet", sheet)
                .query((row, index) ->
                        figures.put(Cell.of(row.getString("cell")).orElseThrow(), row.getInt("value")))
                .list();
        return figures;
    }

    /** The records behind a cell, or behind all of them; by cell, leader in annex 1's order, day and identifier. */
    List<CountedRecord> records(SummaryVersion version, @Nullable Cell cell) {
        return database.sql("""
                        select cell, kind, record, behind.leader, day, amount from summary_record behind
                        left join leader on leader.account = behind.leader
                        where behind.version = :version and (:cell::text is null or cell = :cell)
                        order by cell, leader.ordinal nulls last, day nulls first, kind, record""")
                .param("version", version.id())
                .param("cell", cell == null ? null : cell.code())
                .query((row, index) -> new CountedRecord(
                        Cell.of(row.getString("cell")).orElseThrow(),
                        row.getString("kind"),
                        row.getString("record"),
                        row.getString("leader"),
                        dateOrNull(row, "day"),
                        row.getInt("amount")))
                .list();
    }

    /** The numbers of the outings that the records are parts of, by kind and identifier; other kinds are parts of none. */
    Map<String, String> outings(List<CountedRecord> records) {
        Map<String, String> numbers = new HashMap<>();
        PARTS.forEach((kind, table) -> {
            List<String> ids = records.stream()
                    .filter(record -> record.kind().equals(kind))
                    .map(CountedRecord::record)
                    .toList();
            if (!ids.isEmpty()) {
                database.sql("select part.id, outing.number from " + table
                                + " part join outing on outing.id = part.outing"
                                + " where part.id = any(cast(:ids as bigint[]))")
                        .param("ids", minqing.platform.database.Columns.textArray(ids))
                        .query((row, index) -> numbers.put(kind + row.getLong("id"), row.getString("number")))
                        .list();
            }
        });
        return numbers;
    }

    List<Anomaly> anomalies(SummaryVersion version) {
        return database.sql(
                        "select kind, leader, day, records from summary_anomaly where version = :version order by id")
                .param("version", version.id())
                .query((row, index) -> new Anomaly(
                        row.getString("kind"),
                        row.getString("leader"),
                        dateOrNull(row, "day"),
                        minqing.platform.database.Columns.texts(row, "records")))
                .list();
    }

    // ---- history

    void event(Summary summary, @Nullable String actor, String action, @Nullable String reason) {
        database.sql("""
                        insert into summary_event (summary, version, at, actor, action, reason)
                        values (:summary, :version, :at, :actor, :action, :reason)""")
                .param("summary", summary.id())
                .param("version", summary.version())
                .param("at", timestamp(clock.instant()))
                .param("actor", actor)
                .param("action", action)
                .param("reason", reason)
                .update();
    }

    /** Who presented the table or had it compiled anew, in any round of any version: nobody signs what they checked. */
    Set<String> checkers(Summary summary) {
        return Set.copyOf(
                database.sql("""
                        select distinct actor from summary_event
                        where summary = :id and action in ('present', 'recompile') and actor is not null""").param("id", summary.id()).query(String.class).list());
    }

    /** Who signed in any round of any version. */
    Set<String> signers(Summary summary) {
        return Set.copyOf(
                database.sql("""
                        select distinct signer from summary_signature signature
                        join summary_version version on version.id = signature.version
                        where version.summary = :id and signature.decision = 'approve'""").param("id", summary.id()).query(String.class).list());
    }

    List<Event> events(Summary summary) {
        return database.sql(
                        "select version, at, actor, action, reason from summary_event where summary = :id order by id")
                .param("id", summary.id())
                .query((row, index) -> new Event(
                        row.getInt("version"),
                        instant(row, "at"),
                        row.getString("actor"),
                        row.getString("action"),
                        row.getString("reason")))
                .list();
    }

    private static Summary summary(ResultSet row, int index) throws SQLException {
        return new Summary(
                row.getLong("id"),
                row.getString("unit"),
                YearMonth.from(row.getObject("month", LocalDate.class)),
                Summary.Status.of(row.getString("status")),
                row.getInt("version"),
                row.getInt("round"),
                row.getObject("due_on", LocalDate.class),
                instant(row, "started_at"),
                row.getString("started_by"),
                instantOrNull(row, "red_at"));
    }

    private static SummaryVersion version(ResultSet row, int index) throws SQLException {
        return new SummaryVersion(
                row.getLong("id"),
                row.getLong("summary"),
                row.getInt("version"),
                row.getObject("period_from", LocalDate.class),
                row.getObject("cut_off", LocalDate.class),
                row.getObject("due_on", LocalDate.class),
                instant(row, "compiled_at"),
                row.getString("remark"),
                row.getString("added_remark"),
                row.getString("checked_by"),
                instantOrNull(row, "checked_at"),
                instantOrNull(row, "sealed_at"),
                integerOrNull(row, "link"),
                row.getString("previous_hash"),
                row.getString("hash"),
                row.getString("canonical"));
    }

    /** An entry of the history; account ids, the words for the action are in the message bundle. */
    record Event(
            int version,
            Instant at,
            @Nullable String actor,
            String action,
            @Nullable String reason) {}
}
