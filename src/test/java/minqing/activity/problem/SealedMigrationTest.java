package minqing.activity.problem;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import minqing.testing.ApplicationTest;
import minqing.testing.EarlierDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A ledger of the version before: what had been referred is sealed, and no row says any more to whom it went. */
class SealedMigrationTest extends ApplicationTest {

    @Autowired
    private HikariDataSource application;

    private EarlierDatabase earlier;
    private JdbcClient ledger;

    @BeforeEach
    void createDatabase() {
        earlier = new EarlierDatabase(application, EarlierDatabase.WITH_ACCUSATIONS);
        ledger = earlier.client();
    }

    @AfterEach
    void dropDatabase() {
        earlier.close();
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

        earlier.toLatest();

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
                        where table_name = 'problem' and column_name in ('accusation', 'referred_to')""").query(String.class).list()).isEmpty();
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
                        select id, now(), 'office', 'triage', :action from problem where sequence = :sequence""").param("action", action).param("sequence", sequence).update();
    }
}
