package minqing.problem;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.util.UUID;
import minqing.testing.ApplicationTest;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A ledger of the version before: what had been referred is sealed, and no row says any more to whom it went. */
class SealedMigrationTest extends ApplicationTest {

    private static final String BEFORE = "24";

    @Autowired
    private HikariDataSource pool;

    @Autowired
    private JdbcClient database;

    private final String name = "before_" + UUID.randomUUID().toString().replace("-", "");
    private final PGSimpleDataSource source = new PGSimpleDataSource();
    private JdbcClient ledger;

    @BeforeEach
    void createDatabase() {
        database.sql("create database " + name).update();
        source.setUrl(pool.getJdbcUrl().replaceFirst("/[^/?]+(\\?|$)", "/" + name + "$1"));
        source.setUser(pool.getUsername());
        source.setPassword(pool.getPassword());
        ledger = JdbcClient.create(source);
        migrate(BEFORE);
        ledger.sql("insert into administrative_village (id, name, town, ordinal) values ('hexing', '合星村', '别桥镇', 1)")
                .update();
        ledger.sql("""
                        insert into natural_village (id, administrative_village, name, ordinal)
                        values ('hexing-a', 'hexing', '上市村', 1)""").update();
    }

    @AfterEach
    void dropDatabase() {
        database.sql("drop database " + name + " with (force)").update();
    }

    @Test
    void whatWasReferredIsSealedWithWhatWasMergedIntoIt() {
        problem(1, "closed", "null", "null");
        problem(2, "referred", "'petition'", "null");
        problem(3, "referred", "'discipline'", "null");
        problem(4, "merged", "null", "3");
        problem(5, "merged", "null", "4");
        problem(6, "triage", "null", "null");
        event(2, "refer-petition");
        event(3, "refer-discipline");
        event(1, "assign");

        migrate("33");

        assertThat(ledger.sql("select sequence from problem where sealed_at is not null order by sequence")
                        .query(Integer.class)
                        .list())
                .containsExactly(2, 3, 4, 5);
        assertThat(ledger.sql("select action from problem_event order by id")
                        .query(String.class)
                        .list())
                .containsExactly("refer", "refer", "assign");
        assertThat(ledger.sql("""
                        select column_name from information_schema.columns
                        where table_name = 'problem' and column_name in ('accusation', 'referred_to')""").query(String.class).list())
                .isEmpty();
    }

    private void migrate(String target) {
        Flyway.configure()
                .dataSource(source)
                .locations("classpath:db/migration")
                .target(target)
                .load()
                .migrate();
    }

    private void problem(int sequence, String status, String referredTo, String mergedInto) {
        boolean ended = !status.equals("triage") && !status.equals("discipline-intake");
        ledger.sql("""
                        insert into problem (year, sequence, number, title, content, village, category, urgency, accusation,
                            reporter, reported_at, status, ended_at, answer, answered_on, answer_method, referred_to, merged_into)
                        select 2026, :sequence, '2026-000' || :sequence, '标题', '内容', (select min(id) from natural_village),
                            'noise', 'normal', false, 'wuzhidong', now(), :status, case when :ended then now() end, '已答复',
                            current_date, 'telephone', """ + " " + referredTo + """
                            , (select id from problem where sequence = """ + " " + mergedInto + ")")
                .param("sequence", sequence)
                .param("status", status)
                .param("ended", ended)
                .update();
    }

    private void event(int sequence, String action) {
        ledger.sql("""
                        insert into problem_event (problem, at, actor, step, action)
                        select id, now(), 'office', 'triage', :action from problem where sequence = :sequence""")
                .param("action", action)
                .param("sequence", sequence)
                .update();
    }
}
