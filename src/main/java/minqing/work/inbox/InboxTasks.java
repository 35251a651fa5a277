package minqing.work.inbox;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import minqing.bureau.organization.Account;
import minqing.bureau.web.PageOf;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The tables {@code inbox_task} and {@code inbox_candidate}. Everything joins the transaction of the caller. */
@Component
class InboxTasks {

    /** A task is mine if I have it, or if nobody has it and it is offered to me or a group of mine. */
    private static final String MINE = """
            from inbox_task
            where ended_at is null
              and (assignee = :account
                   or assignee is null and id in (
                      select task from inbox_candidate
                      where offered and (kind = 'user' and name = :account or kind = 'group' and name = any(:groups))))
            """;

    private static final String DONE = " from inbox_task where completed_by = :account ";

    private static final String LIKE_TEXT = """
             and (number ilike :text escape '!' or subject ilike :text escape '!' or place ilike :text escape '!')
            """;

    private static final String MOST_PRESSING_FIRST = """
             order by case when due_at < :now then 0 when yellow_from <= :now then 1 when blue_at <= :now then 2 else 3 end,
                      due_at nulls last, created_at, id
            """;

    private final JdbcClient database;

    InboxTasks(JdbcClient database) {
        this.database = database;
    }

    void insert(TaskRow task, Candidates candidates) {
        database.sql("""
                        insert into inbox_task (id, instance, definition, process_key, element_key, name, number, unit, subject,
                            place, supervised, assignee, due_at, blue_at, yellow_from, created_at)
                        values (:id, :instance, :definition, :processKey, :elementKey, :name, :number, :unit, :subject,
                            :place, :supervised, :assignee, :dueAt, :blueAt, :yellowFrom, :createdAt)
                        """)
                .param("id", task.id())
                .param("instance", task.instance())
                .param("definition", task.definition())
                .param("processKey", task.processKey())
                .param("elementKey", task.elementKey())
                .param("name", task.name())
                .param("number", task.number())
                .param("unit", task.unit())
                .param("subject", task.subject())
                .param("place", task.place())
                .param("supervised", task.supervised())
                .param("assignee", task.assignee())
                .param("dueAt", timestamp(task.dueAt()))
                .param("blueAt", timestamp(task.blueAt()))
                .param("yellowFrom", timestamp(task.yellowFrom()))
                .param("createdAt", timestamp(task.createdAt()))
                .update();
        offer(task.id(), "user", candidates.users(), task.assignee() == null);
        offer(task.id(), "group", candidates.groups(), task.assignee() == null);
    }

    /** Who has the task now, and to whom it is offered. */
    void assign(String id, @Nullable String assignee, Candidates candidates) {
        database.sql("update inbox_task set assignee = :assignee where id = :id and ended_at is null")
                .param("id", id)
                .param("assignee", assignee)
                .update();
        Candidates known = candidates(id);
        withdraw(id, "user", known.users(), candidates.users());
        withdraw(id, "group", known.groups(), candidates.groups());
        offer(id, "user", candidates.users(), assignee == null);
        offer(id, "group", candidates.groups(), assignee == null);
    }

    private void offer(String id, String kind, Collection<String> names, boolean offered) {
        for (String name : names) {
            database.sql("""
                            insert into inbox_candidate (task, kind, name, offered) values (:task, :kind, :name, :offered)
                            on conflict (task, kind, name) do update set offered = excluded.offered
                            where inbox_candidate.offered <> excluded.offered
                            """)
                    .param("task", id)
                    .param("kind", kind)
                    .param("name", name)
                    .param("offered", offered)
                    .update();
        }
    }

    private void withdraw(String id, String kind, Collection<String> known, Collection<String> kept) {
        known.stream()
                .filter(name -> !kept.contains(name))
                .forEach(name -> database.sql(
                                "delete from inbox_candidate where task = :task and kind = :kind and name = :name")
                        .param("task", id)
                        .param("kind", kind)
                        .param("name", name)
                        .update());
    }

    void describe(String id, TaskCard card) {
        database.sql("""
                        update inbox_task set subject = :subject, place = :place, supervised = :supervised, due_at = :dueAt,
                            blue_at = :blueAt, yellow_from = :yellowFrom
                        where id = :id
                        """)
                .param("id", id)
                .param("subject", card.subject())
                .param("place", card.place())
                .param("supervised", card.supervised())
                .param("dueAt", timestamp(card.dueAt()))
                .param("blueAt", timestamp(card.blueAt()))
                .param("yellowFrom", timestamp(card.yellowFrom()))
                .update();
    }

    /** Replaces the subject of all tasks of a case whose content is sealed. */
    void withhold(String processKey, String number, String subject) {
        database.sql("update inbox_task set subject = :subject where process_key = :processKey and number = :number")
                .param("subject", subject)
                .param("processKey", processKey)
                .param("number", number)
                .update();
    }

    /**
     * @param by who completed it; none: the process ended it
     */
    void end(String id, Instant at, @Nullable String by, @Nullable String outcome, @Nullable String outcomeName) {
        database.sql("""
                        update inbox_task set ended_at = :at, completed_by = :by, outcome = :outcome, outcome_name = :outcomeName
                        where id = :id and ended_at is null
                        """)
                .param("id", id)
                .param("at", timestamp(at))
                .param("by", by)
                .param("outcome", outcome)
                .param("outcomeName", outcomeName)
                .update();
        database.sql("update inbox_candidate set offered = false where task = :id and offered")
                .param("id", id)
                .update();
    }

    Optional<TaskRow> find(String id) {
        return database.sql("select * from inbox_task where id = :id")
                .param("id", id)
                .query(InboxTasks::row)
                .optional();
    }

    /** All tasks of the case so far, the oldest first. */
    List<TaskRow> ofCase(String processKey, String number) {
        return database.sql("""
                        select * from inbox_task where process_key = :processKey and number = :number
                        order by created_at, id
                        """)
                .param("processKey", processKey)
                .param("number", number)
                .query(InboxTasks::row)
                .list();
    }

    List<TaskRow> open(String processKey, String number) {
        return database.sql("""
                        select * from inbox_task where process_key = :processKey and number = :number and ended_at is null
                        order by created_at, id
                        """)
                .param("processKey", processKey)
                .param("number", number)
                .query(InboxTasks::row)
                .list();
    }

    /** The open tasks that wait for the person by name: those he or she has, the oldest first. */
    List<TaskRow> heldBy(String account) {
        return database.sql("""
                        select * from inbox_task where assignee = :account and ended_at is null order by created_at, id
                        """)
                .param("account", account)
                .query(InboxTasks::row)
                .list();
    }

    /** The open tasks that are, or are offered to, the person by name. */
    List<String> waitingFor(String account) {
        return database.sql("""
                        select id from inbox_task where assignee = :account and ended_at is null
                        union
                        select task from inbox_candidate where kind = 'user' and name = :account and offered
                        order by id
                        """).param("account", account).query(String.class).list();
    }

    /** How many open tasks each group is offered, by the name people know; those offered to no group first. */
    List<TasksByGroup.Count> byGroup() {
        return database.sql("""
                        select coalesce(nullif(known.name_, ''), candidate.name) as name, count(*) as tasks
                        from inbox_task task
                        left join inbox_candidate candidate on candidate.task = task.id and candidate.kind = 'group'
                        left join act_id_group known on known.id_ = candidate.name
                        where task.ended_at is null
                        group by candidate.name, known.name_ order by candidate.name nulls first""")
                .query((row, number) -> new TasksByGroup.Count(row.getString("name"), row.getLong("tasks")))
                .list();
    }

    /** The open tasks that nobody has and that are offered to one of the groups, the oldest first. */
    List<String> offeredTo(Collection<String> groups) {
        return database.sql("""
                        select distinct task.id, task.created_at from inbox_task task
                        join inbox_candidate candidate on candidate.task = task.id
                        where task.ended_at is null and task.assignee is null
                          and candidate.offered and candidate.kind = 'group' and candidate.name = any(:groups)
                        order by task.created_at, task.id""")
                .param("groups", groups.toArray(String[]::new))
                .query((row, number) -> row.getString("id"))
                .list();
    }

    /** Of the open tasks those that nobody has and that are offered to nobody who could log in, the oldest first. */
    List<String> offeredToNobody(Collection<String> accounts, Collection<String> groups) {
        return database.sql("""
                        select id from inbox_task task
                        where ended_at is null and assignee is null and not exists (
                            select 1 from inbox_candidate candidate where candidate.task = task.id and candidate.offered
                              and (candidate.kind = 'user' and candidate.name = any(:accounts)
                                   or candidate.kind = 'group' and candidate.name = any(:groups)))
                        order by created_at, id""")
                .param("accounts", accounts.toArray(String[]::new))
                .param("groups", groups.toArray(String[]::new))
                .query(String.class)
                .list();
    }

    /** Those who have an open task, besides the accounts given. */
    List<String> holdersBeside(Collection<String> accounts) {
        return database.sql("""
                        select distinct assignee from inbox_task
                        where ended_at is null and assignee is not null and assignee <> all(:accounts) order by assignee""")
                .param("accounts", accounts.toArray(String[]::new))
                .query(String.class)
                .list();
    }

    /**
     * Lets nobody else who comes through the inbox touch the case's tasks until this transaction ends. Always taken first
     * and in one order, so that two people who complete tasks of the same case wait instead of blocking each other.
     */
    void lockCaseOf(String id) {
        database.sql("""
                        select task.id from inbox_task task
                        where task.id = :id
                           or task.instance = (select instance from inbox_task where id = :id) and task.ended_at is null
                        order by task.id for update
                        """).param("id", id).query(String.class).list();
    }

    Candidates candidates(String id) {
        Set<String> users = new TreeSet<>();
        Set<String> groups = new TreeSet<>();
        database.sql("select kind, name from inbox_candidate where task = :id")
                .param("id", id)
                .query((row, number) ->
                        (row.getString("kind").equals("user") ? users : groups).add(row.getString("name")))
                .list();
        return Candidates.of(users, groups);
    }

    /** Candidate groups of several tasks, by task. */
    Map<String, Set<String>> groups(Collection<String> ids) {
        Map<String, Set<String>> groups = new HashMap<>();
        if (!ids.isEmpty()) {
            database.sql("select task, name from inbox_candidate where kind = 'group' and task in (:ids)")
                    .param("ids", ids)
                    .query((row, number) -> groups.computeIfAbsent(row.getString("task"), key -> new TreeSet<>())
                            .add(row.getString("name")))
                    .list();
        }
        return groups;
    }

    /** What the person can do now, the most pressing first. */
    PageOf<TaskRow> todo(Account account, @Nullable String text, int page, int size, Instant now) {
        String[] groups = account.groups().toArray(String[]::new);
        String searched = text == null ? "" : LIKE_TEXT;
        List<TaskRow> items = database.sql(
                        "select * " + MINE + searched + MOST_PRESSING_FIRST + " limit :size offset :offset")
                .param("account", account.id())
                .param("groups", groups)
                .param("text", pattern(text))
                .param("now", timestamp(now))
                .param("size", size)
                .param("offset", (long) page * size)
                .query(InboxTasks::row)
                .list();
        return new PageOf<>(
                items,
                total(
                        items.size(),
                        page,
                        size,
                        () -> database.sql("select count(*) " + MINE + searched)
                                .param("account", account.id())
                                .param("groups", groups)
                                .param("text", pattern(text))
                                .query(Long.class)
                                .single()));
    }

    /** What the person did, the latest first. */
    PageOf<TaskRow> done(Account account, @Nullable String text, int page, int size) {
        String searched = text == null ? "" : LIKE_TEXT;
        List<TaskRow> items = database.sql(
                        "select * " + DONE + searched + " order by ended_at desc, id desc limit :size offset :offset")
                .param("account", account.id())
                .param("text", pattern(text))
                .param("size", size)
                .param("offset", (long) page * size)
                .query(InboxTasks::row)
                .list();
        return new PageOf<>(
                items,
                total(
                        items.size(),
                        page,
                        size,
                        () -> database.sql("select count(*) " + DONE + searched)
                                .param("account", account.id())
                                .param("text", pattern(text))
                                .query(Long.class)
                                .single()));
    }

    /** Notes that a task went from one to another, and what was said to it. */
    void transferred(
            String task,
            Instant at,
            String actor,
            @Nullable String giver,
            @Nullable String recipient,
            @Nullable String reason) {
        database.sql("""
                        insert into inbox_transfer (task, at, actor, giver, recipient, reason)
                        values (:task, :at, :actor, :giver, :recipient, :reason)""")
                .param("task", task)
                .param("at", timestamp(at))
                .param("actor", actor)
                .param("giver", giver)
                .param("recipient", recipient)
                .param("reason", reason)
                .update();
    }

    /** The last transfer of a task. */
    Optional<Transfer> lastTransfer(String task) {
        return database.sql(
                        "select at, actor, giver, recipient, reason from inbox_transfer where task = :task order by id desc limit 1")
                .param("task", task)
                .query((row, index) -> new Transfer(
                        row.getTimestamp("at").toInstant(),
                        row.getString("actor"),
                        row.getString("giver"),
                        row.getString("recipient"),
                        row.getString("reason")))
                .optional();
    }

    /**
     * That a task went from one to another.
     *
     * @param giver who had it; none where it was only offered
     * @param recipient who has it since; none where it is offered again
     */
    record Transfer(
            Instant at,
            String actor,
            @Nullable String giver,
            @Nullable String recipient,
            @Nullable String reason) {}

    /** How many tasks the person can do now. */
    long countTodo(Account account) {
        return database.sql("select count(*) " + MINE)
                .param("account", account.id())
                .param("groups", account.groups().toArray(String[]::new))
                .query(Long.class)
                .single();
    }

    /** A last page tells the total without another query. */
    static long total(int found, int page, int size, java.util.function.LongSupplier count) {
        boolean last = found < size && (found > 0 || page == 0);
        return last ? (long) page * size + found : count.getAsLong();
    }

    static @Nullable String pattern(@Nullable String text) {
        return text == null
                ? null
                : "%" + text.replace("!", "!!").replace("%", "!%").replace("_", "!_") + "%";
    }

    static @Nullable Timestamp timestamp(@Nullable Instant instant) {
        return instant == null ? null : Timestamp.from(instant);
    }

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp timestamp = row.getTimestamp(column);
        return timestamp == null ? null : timestamp.toInstant();
    }

    private static TaskRow row(ResultSet row, int number) throws SQLException {
        return new TaskRow(
                row.getString("id"),
                row.getString("instance"),
                row.getString("definition"),
                row.getString("process_key"),
                row.getString("element_key"),
                row.getString("name"),
                row.getString("number"),
                row.getString("unit"),
                row.getString("subject"),
                row.getString("place"),
                row.getBoolean("supervised"),
                row.getString("assignee"),
                instant(row, "due_at"),
                instant(row, "blue_at"),
                instant(row, "yellow_from"),
                row.getTimestamp("created_at").toInstant(),
                instant(row, "ended_at"),
                row.getString("completed_by"),
                row.getString("outcome"),
                row.getString("outcome_name"));
    }
}
