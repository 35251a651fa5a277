package minqing.activity.accusation;

import static minqing.platform.database.Columns.instant;
import static minqing.platform.database.Columns.instantOrNull;
import static minqing.platform.database.Columns.longOrNull;
import static minqing.platform.database.Columns.timestamp;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import minqing.platform.fault.Missing;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The tables of accusations. Every change takes the row's lock first. */
@Repository
class AccusationRepository {

    private final JdbcClient database;

    AccusationRepository(JdbcClient database) {
        this.database = database;
    }

    /** @return whether the code was free */
    boolean insert(New accusation, String code) {
        return database.sql("""
                        insert into accusation (code, title, content, accused, village, named, contact, bypass_discipline,
                            reporter, reported_at, origin, outing, reception, problem, referred_by, step, submission, place)
                        values (:code, :title, :content, :accused, :village, :named, :contact, :bypass,
                            :reporter, :reportedAt, :origin, :outing, :reception, :problem, :referredBy, 'waiting', :submission,
                            :place)
                        on conflict (code) do nothing""")
                        .param("code", code)
                        .param("title", accusation.words().title())
                        .param("content", accusation.words().content())
                        .param("accused", accusation.words().accused())
                        .param("village", accusation.words().village())
                        .param("named", accusation.words().named())
                        .param("contact", accusation.words().contact())
                        .param("bypass", accusation.words().bypassDiscipline())
                        .param("reporter", accusation.reporter())
                        .param("reportedAt", timestamp(accusation.reportedAt()))
                        .param("origin", accusation.origin().code())
                        .param("outing", accusation.outing())
                        .param("reception", accusation.reception())
                        .param("problem", accusation.problem())
                        .param("referredBy", accusation.referredBy())
                        .param("submission", accusation.submission())
                        .param("place", accusation.place())
                        .update()
                == 1;
    }

    /** Replaces the people that it concerns. */
    void saveConcerns(String code, Collection<String> accounts) {
        database.sql("delete from accusation_concern where accusation = :code")
                .param("code", code)
                .update();
        accounts.forEach(account ->
                database.sql("""
                        insert into accusation_concern (accusation, account) values (:code, :account) on conflict do nothing""").param("code", code).param("account", account).update());
    }

    List<String> concerns(String code) {
        return database.sql("select account from accusation_concern where accusation = :code order by account")
                .param("code", code)
                .query(String.class)
                .list();
    }

    /** Of every accusation at once: code → accounts. */
    Map<String, Set<String>> concerns() {
        return byCode("select accusation, account as value from accusation_concern");
    }

    /** Of every accusation at once: code → accounts. */
    Map<String, Set<String>> recused() {
        return byCode("select accusation, account as value from accusation_statement where statement = 'recused'");
    }

    private Map<String, Set<String>> byCode(String query) {
        return database
                .sql(query)
                .query((row, index) -> Map.entry(row.getString("accusation"), row.getString("value")))
                .list()
                .stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toSet())));
    }

    Optional<Accusation> find(String code) {
        return database.sql("select * from accusation where code = :code")
                .param("code", code)
                .query(AccusationRepository::read)
                .optional();
    }

    /** The row, locked until the transaction ends. */
    Accusation lock(String code) {
        return database.sql("select * from accusation where code = :code for update")
                .param("code", code)
                .query(AccusationRepository::read)
                .optional()
                .orElseThrow(() -> new Missing("accusation.missing"));
    }

    void rewrite(String code, Words words) {
        database.sql("""
                        update accusation set title = :title, content = :content, accused = :accused, village = :village,
                            named = :named, contact = :contact, bypass_discipline = :bypass
                        where code = :code""")
                .param("code", code)
                .param("title", words.title())
                .param("content", words.content())
                .param("accused", words.accused())
                .param("village", words.village())
                .param("named", words.named())
                .param("contact", words.contact())
                .param("bypass", words.bypassDiscipline())
                .update();
    }

    Optional<String> sentBefore(String reporter, UUID submission) {
        return database.sql("select code from accusation where reporter = :reporter and submission = :submission")
                .param("reporter", reporter)
                .param("submission", submission)
                .query(String.class)
                .optional();
    }

    /** Those on which receivers work, the oldest first. */
    List<Accusation> atWork() {
        return database.sql("""
                        select * from accusation where ended_at is null and step <> 'waiting' order by reported_at, code""").query(AccusationRepository::read).list();
    }

    /** Those that have ended, the latest first. */
    List<Accusation> ended() {
        return database.sql(
                        "select * from accusation where ended_at is not null and result <> 'dropped' order by ended_at desc, code")
                .query(AccusationRepository::read)
                .list();
    }

    List<Accusation> reportedBy(String account) {
        return database.sql("""
                        select * from accusation where reporter = :account order by reported_at desc, place, code""")
                .param("account", account)
                .query(AccusationRepository::read)
                .list();
    }

    /** What waits for the confirmation of an outing, in the order in which it was entered, locked. */
    List<Accusation> lockWaiting(String outing) {
        return database.sql("""
                        select * from accusation where outing = :outing and step = 'waiting' order by place, code
                        for update""")
                .param("outing", outing)
                .query(AccusationRepository::read)
                .list();
    }

    /** How much of what the account entered waits for the confirmation of an outing. */
    int waiting(String outing, String reporter) {
        return database.sql("""
                        select count(*) from accusation
                        where outing = :outing and reporter = :reporter and step = 'waiting'""")
                .param("outing", outing)
                .param("reporter", reporter)
                .query(Integer.class)
                .single();
    }

    /** How many an outing has brought so far; what comes next is placed behind them. */
    int places(String outing) {
        return database.sql("select coalesce(max(place), 0) from accusation where outing = :outing")
                .param("outing", outing)
                .query(Integer.class)
                .single();
    }

    void stands(String code, Stage stage, @Nullable Instant dueAt) {
        database.sql("update accusation set step = :step, due_at = :dueAt, reminded_at = null where code = :code")
                .param("step", stage.code())
                .param("dueAt", timestamp(dueAt))
                .param("code", code)
                .update();
    }

    void held(String code, @Nullable String holder) {
        database.sql("update accusation set holder = :holder where code = :code")
                .param("holder", holder)
                .param("code", code)
                .update();
    }

    void result(String code, String result, @Nullable String words) {
        database.sql("update accusation set result = :result, result_words = :words where code = :code")
                .param("result", result)
                .param("words", words)
                .param("code", code)
                .update();
    }

    void told(String code, String told, Instant at) {
        database.sql("update accusation set told = :told, told_at = :at where code = :code")
                .param("told", told)
                .param("at", timestamp(at))
                .param("code", code)
                .update();
    }

    void registeredAs(String code, String number) {
        database.sql("update accusation set registered_as = :number where code = :code")
                .param("number", number)
                .param("code", code)
                .update();
    }

    void ended(String code, Instant at) {
        database.sql("""
                        update accusation set step = 'ended', due_at = null, ended_at = :at where code = :code""").param("at", timestamp(at)).param("code", code).update();
    }

    /** What somebody said of an accusation: {@code opened} or {@code recused}; the last word counts. */
    void state(String code, String account, String statement, Instant at) {
        database.sql("""
                        insert into accusation_statement (accusation, account, statement, at)
                        values (:code, :account, :statement, :at)
                        on conflict (accusation, account) do update set statement = excluded.statement, at = excluded.at""")
                .param("code", code)
                .param("account", account)
                .param("statement", statement)
                .param("at", timestamp(at))
                .update();
    }

    boolean hasStated(String code, String account, String statement) {
        return database.sql("""
                        select exists (select 1 from accusation_statement
                                       where accusation = :code and account = :account and statement = :statement)""")
                .param("code", code)
                .param("account", account)
                .param("statement", statement)
                .query(Boolean.class)
                .single();
    }

    Set<String> recused(String code) {
        return Set.copyOf(
                database.sql("""
                        select account from accusation_statement where accusation = :code and statement = 'recused'""").param("code", code).query(String.class).list());
    }

    // ---- reminders

    void remind(String code, String account, Stage stage, Instant at) {
        database.sql("""
                        insert into accusation_reminder (accusation, account, step, at) values (:code, :account, :step, :at)""")
                .param("code", code)
                .param("account", account)
                .param("step", stage.code())
                .param("at", timestamp(at))
                .update();
    }

    void reminded(String code, Instant at) {
        database.sql("update accusation set reminded_at = :at where code = :code")
                .param("at", timestamp(at))
                .param("code", code)
                .update();
    }

    /** The codes of which somebody was reminded and has not looked since. */
    Set<String> unseenReminders(String account) {
        return Set.copyOf(
                database.sql("""
                        select distinct accusation from accusation_reminder where account = :account and seen_at is null""").param("account", account).query(String.class).list());
    }

    void remindersSeen(String code, String account, Instant at) {
        database.sql("""
                        update accusation_reminder set seen_at = :at
                        where accusation = :code and account = :account and seen_at is null""")
                .param("at", timestamp(at))
                .param("code", code)
                .param("account", account)
                .update();
    }

    // ---- the log

    void log(String code, Instant at, @Nullable String actor, String step, String action, @Nullable String words) {
        database.sql("""
                        insert into accusation_event (accusation, at, actor, step, action, words)
                        values (:code, :at, :actor, :step, :action, :words)""")
                .param("code", code)
                .param("at", timestamp(at))
                .param("actor", actor)
                .param("step", step)
                .param("action", action)
                .param("words", words)
                .update();
    }

    List<Event> events(String code) {
        return database.sql("select * from accusation_event where accusation = :code order by id")
                .param("code", code)
                .query((row, index) -> new Event(
                        instant(row, "at"),
                        row.getString("actor"),
                        row.getString("step"),
                        row.getString("action"),
                        row.getString("words")))
                .list();
    }

    private static Accusation read(ResultSet row, int index) throws SQLException {
        return new Accusation(
                row.getString("code"),
                row.getString("title"),
                row.getString("content"),
                row.getString("accused"),
                row.getString("village"),
                row.getBoolean("named"),
                row.getString("contact"),
                row.getBoolean("bypass_discipline"),
                row.getString("reporter"),
                instant(row, "reported_at"),
                Origin.of(row.getString("origin")),
                row.getString("outing"),
                longOrNull(row, "reception"),
                row.getString("problem"),
                row.getString("referred_by"),
                Stage.of(row.getString("step")),
                instantOrNull(row, "due_at"),
                instantOrNull(row, "reminded_at"),
                row.getString("holder"),
                row.getString("result"),
                row.getString("result_words"),
                row.getString("told"),
                instantOrNull(row, "told_at"),
                row.getString("registered_as"),
                instantOrNull(row, "ended_at"));
    }

    /** What was written. */
    record Words(
            String title,
            String content,
            @Nullable String accused,
            @Nullable String village,
            boolean named,
            @Nullable String contact,
            boolean bypassDiscipline) {

        @Override
        public String toString() {
            return "Words";
        }
    }

    /** An accusation about to be stored. */
    record New(
            Words words,
            String reporter,
            Instant reportedAt,
            Origin origin,
            @Nullable String outing,
            @Nullable Long reception,
            @Nullable String problem,
            @Nullable String referredBy,
            @Nullable UUID submission,
            int place) {}

    /** One entry of the log. */
    record Event(
            Instant at,
            @Nullable String actor,
            String step,
            String action,
            @Nullable String words) {}
}
