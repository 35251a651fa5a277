package minqing.activity.accusation;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.util.List;
import java.util.Map;
import minqing.testing.EarlierDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A database of the version in which accusations stood in the ledger, with each kind of them, becomes one of today. */
class MovedAccusationsTest extends AccusationTest {

    @Autowired
    private HikariDataSource application;

    private EarlierDatabase earlier;
    private JdbcClient old;

    @BeforeEach
    void anEarlierVersion() {
        earlier = new EarlierDatabase(application, EarlierDatabase.WITH_ACCUSATIONS);
        old = earlier.client();
    }

    @AfterEach
    void takeItAway() {
        earlier.close();
    }

    @Test
    void eachKindMovesAndTheOrdinaryHouseKeepsWhatItCounted() {
        long reported = problem(1, "discipline-intake", true, null, "反映收礼");
        event(reported, "wuzhidong", "report", "report", null);
        accused(reported, "words", "周伟");
        accused(reported, "account", "zhouwei");
        sql("insert into problem_contact (problem, contact) values (" + reported + ", '匿名来信')");
        sql(
                "insert into access_log (at, account, subject, identifier, part) values (now(), 'jijian', 'problem', '2026-0001', 'contact')");
        sql(
                "insert into notice (recipient, kind, process_key, number, sent_at) values ('jijian', 'accusation-referred', 'problem-handling', '2026-0001', now())");
        sql(
                "insert into inbox_task (id, instance, definition, process_key, element_key, name, number, subject, place, supervised, created_at)"
                        + " values ('task-1', 'instance-1', 'definition-1', 'problem-handling', 'discipline-intake', '检举接收', '2026-0001', '反映收礼', '', false, now())");
        sql(
                "insert into idempotent_answer (account, key, call, digest, status, headers, body, created_at) values ('wuzhidong', 'k', 'POST /api/problems', sha256('x'), 201, '{}', convert_to('{\"number\":\"2026-0001\"}', 'UTF8'), now())");
        attach("2026-0001", "证据.txt");

        long ended = problem(2, "referred", true, "discipline", "已移交的检举");
        event(ended, "wuzhidong", "report", "report", null);
        event(ended, "jijian", "discipline-intake", "refer-discipline", "线索具体");

        long ordinaryBefore = problem(3, "referred", true, "discipline", "原是一般问题");
        event(ordinaryBefore, "wuzhidong", "report", "report", null);
        event(ordinaryBefore, "office", "triage", "refer-discipline", "像是检举");
        attach("2026-0003", "照片.txt");
        long merged = problem(4, "merged", true, null, "并入的问题");
        sql("update problem set merged_into = " + ordinaryBefore + " where id = " + merged);

        long counted = problem(5, "discipline-intake", true, null, "已计入封存月份");
        event(counted, "wuzhidong", "report", "report", null);
        sealedMonthCounts("2026-0005");

        long none = problem(6, "triage", false, null, "不是检举");
        event(none, "wuzhidong", "report", "report", null);
        event(none, "jijian", "discipline-intake", "not-an-accusation", "属于噪声");
        long petition = problem(7, "referred", false, "petition", "转信访");
        event(petition, "office", "triage", "refer-petition", "属于信访");
        long usual = problem(8, "triage", false, null, "一般问题");
        event(usual, "wuzhidong", "report", "report", null);

        earlier.toLatest();

        assertThat(old.sql("select number from problem order by number")
                        .query(String.class)
                        .list())
                .containsExactly("2026-0003", "2026-0004", "2026-0005", "2026-0006", "2026-0007", "2026-0008");
        Map<String, Object> moved = accusation("反映收礼");
        String code = (String) moved.get("code");
        assertThat(code).matches("JB(-[2-9A-HJ-NP-Z]{4}){2}");
        assertThat(moved)
                .containsEntry("step", "waiting")
                .containsEntry("accused", "周伟")
                .containsEntry("contact", "匿名来信")
                .containsEntry("reporter", "wuzhidong")
                .containsEntry("origin", "report")
                .containsEntry("problem", null);
        assertThat(texts("select account from accusation_concern where accusation = '" + code + "'"))
                .containsExactly("zhouwei");
        assertThat(texts("select actor || ' ' || action from accusation_event where accusation = '" + code
                        + "' order by at, id"))
                .contains("wuzhidong report", "jijian read");
        assertThat(texts("select name || convert_from(content, 'UTF8') from accusation_file where accusation = '" + code
                        + "'"))
                .containsExactly("证据.txt内容");
        assertThat(accusation("已移交的检举"))
                .containsEntry("step", "ended")
                .containsEntry("result", "refer-upwards")
                .containsEntry("result_words", "线索具体");
        assertThat(accusation("原是一般问题"))
                .containsEntry("step", "ended")
                .containsEntry("origin", "problem")
                .containsEntry("problem", "2026-0003")
                .containsEntry("referred_by", "office")
                .containsEntry("result_words", "像是检举");
        assertThat(accusation("已计入封存月份")).containsEntry("step", "waiting");
        assertThat(texts("select number from accusation_move order by number"))
                .containsExactly("2026-0001", "2026-0002", "2026-0003", "2026-0005");
        assertThat(texts("select title from accusation where title in ('不是检举', '转信访', '一般问题', '并入的问题')"))
                .isEmpty();

        // What the office referred ends like everything referred, whoever it was referred to.
        assertThat(
                        texts(
                                "select distinct status || ' ' || (sealed_at is not null) from problem where number in ('2026-0003', '2026-0005', '2026-0007')"))
                .containsExactly("referred true");
        assertThat(
                        texts(
                                "select distinct action from problem_event join problem on problem.id = problem where number in ('2026-0003', '2026-0005', '2026-0007') and step = 'triage'"))
                .containsExactly("refer");
        assertThat(texts("select (sealed_at is not null)::text from problem where number = '2026-0004'"))
                .containsExactly("true");
        assertThat(texts("select title || content from problem where number = '2026-0005'"))
                .allMatch(words -> !words.contains("封存月份"));
        assertThat(texts("select step from problem_event where step = 'discipline-intake'"))
                .isEmpty();
        assertThat(texts("select name from attachment order by name")).containsExactly("照片.txt");

        // Of those that left, nothing ordinary knows the number.
        for (String table : List.of(
                "select number from notice",
                "select number from inbox_task",
                "select identifier from access_log",
                "select convert_from(body, 'UTF8') from idempotent_answer",
                "select identifier from audit_entry")) {
            assertThat(texts(table)).as(table).noneMatch(row -> row != null && row.contains("2026-0001"));
        }
        // The sealed month still has its record, and the ledger what it counted.
        assertThat(texts("select record.record from summary_record record join problem on number = record.record"))
                .containsExactly("2026-0005");
        assertThat(texts("select last::text from problem_number where year = 2026"))
                .containsExactly("8");
    }

    private long problem(int sequence, String status, boolean accusation, String referredTo, String title) {
        sql("insert into problem_number (year, last) values (2026, " + sequence
                + ") on conflict (year) do update set last = excluded.last");
        return old.sql("""
                        insert into problem (year, sequence, number, title, content, village, category, urgency, accusation,
                            reporter, reported_at, status, referred_to, ended_at, merged_into)
                        values (2026, :sequence, :number, :title, '内容', 'v-v', 'noise', 'normal', :accusation, 'wuzhidong',
                            timestamptz '2026-01-05 10:00+08', :status, :referredTo,
                            case when :status in ('referred', 'merged') then timestamptz '2026-01-06 10:00+08' end,
                            case when :status = 'merged' then 3 end)
                        returning id""")
                .param("sequence", sequence)
                .param("number", "2026-%04d".formatted(sequence))
                .param("title", title)
                .param("accusation", accusation)
                .param("status", status)
                .param("referredTo", referredTo)
                .query(Long.class)
                .single();
    }

    private void event(long problem, String actor, String step, String action, String reason) {
        old.sql("""
                        insert into problem_event (problem, at, actor, step, action, reason)
                        values (:problem, timestamptz '2026-01-05 11:00+08', :actor, :step, :action, :reason)""")
                .param("problem", problem)
                .param("actor", actor)
                .param("step", step)
                .param("action", action)
                .param("reason", reason)
                .update();
    }

    private void accused(long problem, String kind, String value) {
        sql("insert into problem_accused (problem, kind, value) values (" + problem + ", '" + kind + "', '" + value
                + "')");
    }

    private void attach(String number, String name) {
        sql(
                "with file as (insert into attachment (owner_kind, owner, name, media_type, size, sha256, attached_by, attached_at, personal)"
                        + " values ('problems', '" + number + "', '" + name
                        + "', 'text/plain', 6, sha256('内容'), 'wuzhidong', now(), false) returning id)"
                        + " insert into attachment_content (attachment, content) select id, convert_to('内容', 'UTF8') from file");
    }

    private void sealedMonthCounts(String number) {
        sql("insert into summary (unit, month, status, due_on, started_at)"
                + " values ('epb', date '2026-01-01', 'checking', date '2026-01-23', now())");
        sql("insert into summary_version (summary, version, period_from, cut_off, due_on, compiled_at)"
                + " values (1, 1, date '2025-12-21', date '2026-01-20', date '2026-01-23', now())");
        sql("insert into summary_figure (version, sheet, cell, value) values (1, 'period', 'collected', 1)");
        sql("insert into summary_record (version, cell, kind, record, amount) values (1, 'collected', 'problem', '"
                + number + "', 1)");
        sql(
                "update summary_version set sealed_at = now(), link = 1, hash = repeat('a', 64), canonical = 'x' where id = 1");
    }

    private Map<String, Object> accusation(String title) {
        return old.sql("select * from accusation where title = :title")
                .param("title", title)
                .query()
                .singleRow();
    }

    private List<String> texts(String query) {
        return old.sql(query).query(String.class).list();
    }

    private void sql(String statement) {
        old.sql(statement).update();
    }
}
