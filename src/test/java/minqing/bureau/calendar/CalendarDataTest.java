package minqing.bureau.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import minqing.testing.ApplicationTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.Resource;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** What the start brings into the database, and what it leaves alone. Every change here is rolled back. */
class CalendarDataTest extends ApplicationTest {

    @Autowired
    private CalendarData data;

    @Autowired
    private WorkingCalendar calendar;

    @Autowired
    private JdbcClient database;

    @Autowired
    private TransactionTemplate transaction;

    @Test
    void theStartHasBroughtInEveryNoticeDayByDay() {
        assertThat(database.sql("select year from statutory_year where published order by year")
                        .query(Integer.class)
                        .list())
                .isEqualTo(IntStream.rangeClosed(2011, 2026).boxed().toList());
        CalendarData.published()
                .forEach((year, days) ->
                        assertThat(data.year(year).orElseThrow().exceptions()).isEqualTo(days));
        assertThat(data.year(2027)).isEmpty();
    }

    @Test
    void anotherStartChangesNothing() {
        rolledBack(() -> {
            database.sql("update statutory_day set name = '改过' where day = '2026-02-14'")
                    .update();
            assertThat(data.loadPublishedYears()).isEmpty();
            assertThat(data.year(2026).orElseThrow().exceptions())
                    .extracting(StatutoryDay::name)
                    .contains("改过");
        });
    }

    @Test
    void aMissingYearIsBroughtInAgainAloneAndWhole() {
        rolledBack(() -> {
            List<StatutoryDay> before = data.year(2013).orElseThrow().exceptions();
            database.sql("delete from statutory_day where year = 2013").update();
            database.sql("delete from statutory_year where year = 2013").update();
            assertThat(data.loadPublishedYears()).containsExactly(2013);
            assertThat(data.year(2013).orElseThrow().exceptions()).isEqualTo(before);
        });
    }

    @Test
    void theNoticeOfALaterVersionLeavesAnAdministratorsNoticeAlone() {
        rolledBack(() -> {
            enter(2027, true, "2027-02-12");
            assertThat(data.load(notice("2027-02-05,holiday,春节"))).isEmpty();
            assertThat(data.year(2027).orElseThrow().exceptions())
                    .extracting(StatutoryDay::date)
                    .containsExactly(LocalDate.of(2027, 2, 12));
        });
    }

    @Test
    void aNoticeReplacesWhatWasEnteredBeforeItWasOut() {
        rolledBack(() -> {
            enter(2027, false, "2027-02-12");
            assertThat(data.load(notice("2027-02-05,holiday,春节\n2027-02-20,workday,春节")))
                    .containsExactly(2027);
            CalendarYear year = data.year(2027).orElseThrow();
            assertThat(year.published()).isTrue();
            assertThat(year.exceptions())
                    .containsExactly(
                            new StatutoryDay(LocalDate.of(2027, 2, 5), StatutoryDay.Kind.HOLIDAY, "春节"),
                            new StatutoryDay(LocalDate.of(2027, 2, 20), StatutoryDay.Kind.WORKDAY, "春节"));
        });
    }

    @Test
    void aYearEnteredIsReckonedWithOnceItsTransactionHasEndedAndForgottenWhenItIsRolledBack() {
        LocalDate friday = LocalDate.of(2098, 3, 14);
        assertThat(calendar.isWorkingDay(friday)).isTrue();
        rolledBack(() -> {
            enter(2098, true, friday.toString());
            calendar.changed(2098);
            assertThat(calendar.isWorkingDay(friday)).isFalse();
        });
        assertThat(calendar.isWorkingDay(friday)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // A make-up day on a Friday, an unknown kind, no name, another year's day, a day twice, an early year.
                "insert into statutory_day values ('2026-03-06', 2026, 'workday', '春节')",
                "insert into statutory_day values ('2026-03-07', 2026, 'bridge', '春节')",
                "insert into statutory_day values ('2026-03-06', 2026, 'holiday', '')",
                "insert into statutory_day values ('2026-03-06', 2025, 'holiday', '春节')",
                "insert into statutory_day values ('2026-01-01', 2026, 'holiday', '元旦')",
                "insert into statutory_year values (2010, true)",
            })
    void theDatabaseRefusesWhatNoNoticeCanSay(String insert) {
        rolledBack(() -> assertThatThrownBy(() -> database.sql(insert).update())
                .isInstanceOf(DataIntegrityViolationException.class));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2027-02-30,holiday,春节", "2027-02-05,bridge,春节", "2027-02-05,holiday"})
    void aFileThatCanNotBeReadIsRefusedWithItsLine(String line) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> data.load(notice("2027-01-01,holiday,元旦\n" + line)))
                .withMessageContaining("notice of a later version")
                .withMessageContaining("line 3");
        assertThat(data.year(2027)).isEmpty();
    }

    private void enter(int year, boolean published, String holiday) {
        database.sql("insert into statutory_year values (:year, :published)")
                .param("year", year)
                .param("published", published)
                .update();
        database.sql("insert into statutory_day values (cast(:day as date), :year, 'holiday', '试验')")
                .param("day", holiday)
                .param("year", year)
                .update();
    }

    private static Resource notice(String lines) {
        return new ByteArrayResource(
                ("date,kind,name\n" + lines + "\n").getBytes(StandardCharsets.UTF_8), "notice of a later version");
    }

    private void rolledBack(Runnable steps) {
        transaction.executeWithoutResult(status -> {
            status.setRollbackOnly();
            steps.run();
        });
    }
}
