package minqing.activity.summary;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.time.YearMonth;
import minqing.testing.EarlierDatabase;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A month sealed while accusations still stood in the ledger and were counted: it verifies after they have left. */
class SealedBeforeTest extends SummaryTest {

    private static final YearMonth MONTH = YearMonth.of(2026, 1);
    private static final String KEY = Summary.key(UNIT, MONTH);

    @Autowired
    private HikariDataSource application;

    @Autowired
    private Compilation compilation;

    @Autowired
    private Sealing sealing;

    @Autowired
    private Verification verification;

    @Test
    void whatAMonthCountedStaysCountedThoughItHasLeft() {
        try (EarlierDatabase old = new EarlierDatabase(application, EarlierDatabase.WITH_ACCUSATIONS)) {
            problem(old, 1, "closed", false, "null");
            problem(old, 2, "discipline-intake", true, "null");
            problem(old, 3, "referred", true, "'discipline'");
            problem(old, 4, "referred", false, "'petition'");
            String hash = old.inside(() -> {
                summaries.insert(UNIT, MONTH, MONTH.atDay(23), null);
                compilation.compile(KEY);
                sealing.seal(KEY);
                return verify().hash();
            });
            problem(old, 5, "discipline-intake", true, "null");

            old.toLatest();

            Verification.Result result = old.inside(this::verify);
            assertThat(result.difference()).isNull();
            assertThat(result.intact()).isTrue();
            assertThat(result.hash()).isEqualTo(hash);
            assertThat(old.inside(() -> figures(KEY)).get(Cell.COLLECTED)).isEqualTo(4);
            // Of the five, the one that no sealed month has counted left the ledger without a trace.
            assertThat(old.client()
                            .sql("select number from problem order by number")
                            .query(String.class)
                            .list())
                    .containsExactly("2026-0001", "2026-0002", "2026-0003", "2026-0004");
            // The ledger itself is counted again: what had left it would be missed.
            old.sql("update problem set reported_at = reported_at + interval '1 month' where number = '2026-0002'");
            assertThat(old.inside(this::verify).difference())
                    .isEqualTo(new Verification.Difference("registers", "collected", null, "4", "3"));
        }
    }

    private Verification.Result verify() {
        Summary summary = summaries.get(KEY);
        return verification.verify(summary, summaries.current(summary));
    }

    private static void problem(
            EarlierDatabase old, int sequence, String status, boolean accusation, String referredTo) {
        old.client()
                .sql("""
                        insert into problem (year, sequence, number, title, content, village, category, urgency, accusation,
                            reporter, reported_at, status, referred_to, ended_at, answer, answered_on, answer_method)
                        values (2026, :sequence, '2026-000' || :sequence, '标题', '内容', 'v-v', 'noise', 'normal', :accusation,
                            'wuzhidong', timestamptz '2026-01-05 10:00+08', :status, """ + referredTo + """
                            , case when :status <> 'discipline-intake' then timestamptz '2026-01-06 10:00+08' end, '已答复',
                            date '2026-01-06', 'telephone')""")
                .param("sequence", sequence)
                .param("status", status)
                .param("accusation", accusation)
                .update();
    }
}
