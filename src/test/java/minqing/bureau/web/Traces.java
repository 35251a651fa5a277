package minqing.bureau.web;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What a request left in the tables. PostgreSQL counts transactions that write: where none did, nothing has changed, and
 * only where one did, every row of every table is looked at.
 */
final class Traces {

    /** What a refused request may leave: that somebody read, what it was answered, and the engine's lock on an account. */
    private static final String NOTED = "'access_log', 'idempotent_answer', 'trial_deed'";

    private static final Map<String, String> CONTRADICTIONS = Map.of(
            "cases without a process",
            "select count(*) from problem p where not exists"
                    + " (select 1 from act_hi_procinst i where i.business_key_ = p.number)",
            "processes without a case",
            "select count(*) from act_hi_procinst i where i.proc_def_key_ = 'problem-handling' and not exists"
                    + " (select 1 from problem p where p.number = i.business_key_)",
            "numbers missing in the series of problems",
            "select coalesce(sum(most - many), 0) from"
                    + " (select max(sequence) most, count(*) many from problem group by year) y",
            "counters that are not the last number",
            "select count(*) from problem_number n where n.last <> (select max(sequence) from problem where year = n.year)",
            "cases without a history",
            "select count(*) from problem p where not exists (select 1 from problem_event e where e.problem = p.id)",
            "outings without a history",
            "select count(*) from outing o where not exists (select 1 from outing_event e where e.outing = o.id)",
            "inbox entries without a task",
            "select count(*) from inbox_task t where t.ended_at is null"
                    + " and not exists (select 1 from act_ru_task r where r.id_ = t.id)",
            "tasks without an inbox entry",
            "select count(*) from act_ru_task r where not exists (select 1 from inbox_task t where t.id = r.id_)");

    private final JdbcClient database;
    private final List<String> tables;
    private Map<String, String> seen = new HashMap<>();
    private long transaction = -1;

    Traces(JdbcClient database) {
        this.database = database;
        this.tables = database.sql("select relname from pg_class where relnamespace = 'public'::regnamespace"
                        + " and relkind = 'r' and relname not in (" + NOTED + ") and (relname not like 'act\\_%'"
                        + " or relname in ('act_ru_task', 'act_ru_execution', 'act_ru_variable', 'act_hi_procinst',"
                        + " 'act_hi_taskinst', 'act_hi_comment', 'act_re_deployment', 'act_id_membership'))")
                .query(String.class)
                .list();
    }

    /** Remembers how things stand. */
    void look() {
        if (transaction != next()) {
            seen = rows();
            transaction = next();
        }
    }

    /** The tables that have changed since, in words; empty if none. */
    String changed() {
        if (transaction == next()) {
            return "";
        }
        Map<String, String> before = seen;
        Map<String, String> now = rows();
        seen = now;
        transaction = next();
        List<String> changed = new ArrayList<>();
        now.forEach((table, rows) -> {
            if (!rows.equals(before.get(table))) {
                changed.add(table);
            }
        });
        return String.join(", ", changed);
    }

    /** How often something does not fit together. */
    Map<String, Long> contradictions() {
        Map<String, Long> found = new TreeMap<>();
        CONTRADICTIONS.forEach((name, sql) ->
                found.put(name, database.sql(sql).query(Long.class).single()));
        return found;
    }

    private long next() {
        return database.sql("select pg_snapshot_xmax(pg_current_snapshot())::text::bigint")
                .query(Long.class)
                .single();
    }

    private Map<String, String> rows() {
        StringBuilder sql = new StringBuilder();
        for (String table : tables) {
            String rows = "attachment_content".equals(table)
                    ? "count(*)::text"
                    : "count(*) || ' ' || coalesce(sum(hashtext(t::text)), 0)";
            sql.append(sql.isEmpty() ? "" : " union all ")
                    .append("select '" + table + "' as name, " + rows + " as rows from " + table + " t");
        }
        Map<String, String> rows = new HashMap<>();
        database.sql(sql.toString())
                .query((row, at) -> rows.put(row.getString(1), row.getString(2)))
                .list();
        return rows;
    }
}
