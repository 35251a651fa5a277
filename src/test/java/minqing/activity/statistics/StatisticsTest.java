package minqing.activity.statistics;

import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Date;
import java.util.concurrent.atomic.AtomicInteger;
import minqing.testing.ApplicationTest;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;

/** Rates, ages and quotas of years that no other test has; the middle of 2033 is today. */
class StatisticsTest extends ApplicationTest {

    private static final AtomicInteger SEQUENCE = new AtomicInteger(800_000);

    private static final String VILLAGE = "(select max(id) from natural_village)";

    @Autowired
    private MockMvc http;

    @Autowired
    private JdbcClient database;

    @Autowired
    private Clock clock;

    @BeforeEach
    void theMiddleOf2033() {
        ClockUtil.setCurrentTime(Date.from(at(LocalDate.of(2033, 7, 2)).toInstant()));
    }

    @Test
    void ratesNameNumeratorAndDenominatorAndTheRecordsBehindThem() throws Exception {
        LocalDate day = LocalDate.of(2033, 3, 1);
        String kept = problem(day, "closed", day.plusDays(9), "satisfied");
        deadline(kept, "first-contact", day.plusDays(3));
        deadline(kept, "handle", day.plusDays(15));
        String late = problem(day.plusDays(1), "closed", day.plusDays(40), "not-satisfied");
        deadline(late, "first-contact", day.minusDays(1));
        deadline(late, "handle", day.plusDays(10));
        String open = problem(LocalDate.of(2033, 6, 22), "handle", null, null);
        deadline(open, "handle", LocalDate.of(2033, 7, 20));
        String overdue = problem(LocalDate.of(2033, 6, 2), "handle", null, null);
        deadline(overdue, "handle", LocalDate.of(2033, 6, 30));
        problem(day, "declined", day.plusDays(1), null);

        figures("inspector", 2033)
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.all.counts.collected").value(4))
                .andExpect(jsonPath("$.all.resolved.numerator").value(2))
                .andExpect(jsonPath("$.all.resolved.denominator").value(3))
                .andExpect(jsonPath("$.all.resolved.percent").value(66.7))
                .andExpect(jsonPath("$.all.responded.numerator").value(1))
                .andExpect(jsonPath("$.all.responded.denominator").value(2))
                .andExpect(jsonPath("$.all.handledInTime.numerator").value(1))
                .andExpect(jsonPath("$.all.handledInTime.denominator").value(2))
                .andExpect(jsonPath("$.all.satisfied.percent").value(50.0))
                .andExpect(jsonPath("$.units[?(@.code == 'wukong')].counts.collected")
                        .value(4))
                .andExpect(jsonPath("$.villages[*].counts.collected").value(org.hamcrest.Matchers.hasItem(4)));
        records("problems/overdue?unit=wukong")
                .andExpect(jsonPath("$.items[?(@.number == '" + overdue + "')]").exists())
                .andExpect(jsonPath("$.items[?(@.number == '" + open + "')]").doesNotExist());
        records("problems/resolved")
                .andExpect(jsonPath("$.total").value(2))
                .andExpect(jsonPath("$.items[0].number").value(kept))
                .andExpect(jsonPath("$.items[1].number").value(late));
        records("problems/collected?unit=jiance").andExpect(jsonPath("$.total").value(0));
    }

    @Test
    void theAgesAreThoseOfWhatIsOpen() throws Exception {
        problem(LocalDate.of(2032, 6, 30), "waiting", null, null);

        figures("office", 2033)
                .andExpect(jsonPath("$.units[?(@.code == 'wukong')].oldestAge").isNotEmpty())
                .andExpect(jsonPath("$.all.oldestAge").value(org.hamcrest.Matchers.greaterThanOrEqualTo(367)))
                .andExpect(jsonPath("$.all.medianAge").isNumber());
    }

    @Test
    void halfDaysCountHalfTwoOnOneDayOnceAndTheClosingForumNotAtAll() throws Exception {
        long one = outing(LocalDate.of(2033, 2, 1), LocalDate.of(2033, 2, 3), false, true, "counted");
        outing(LocalDate.of(2033, 2, 3), LocalDate.of(2033, 2, 3), false, false, "counted");
        outing(LocalDate.of(2033, 2, 4), LocalDate.of(2033, 2, 4), true, true, "counted");
        outing(LocalDate.of(2033, 2, 5), LocalDate.of(2033, 2, 5), false, true, "deleted");
        outing(LocalDate.of(2032, 12, 31), LocalDate.of(2033, 1, 1), false, false, "counted");
        forum(one, false);
        forum(one, true);

        String leader = "$.items[?(@.leader == 'zhouwei')]";
        http.perform(get("/api/statistics/2033/leaders").with(httpBasic("wuzhidong", "minqing-demo")))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.items[0].leader").value("wuzhidong"))
                .andExpect(jsonPath(leader + ".days.reached").value(4.5))
                .andExpect(jsonPath(leader + ".days.quota").value(60))
                .andExpect(jsonPath(leader + ".days.planned").value(30))
                .andExpect(jsonPath(leader + ".days.behind").value(true))
                .andExpect(jsonPath(leader + ".villageDays.reached").value(3.5))
                .andExpect(jsonPath(leader + ".villageDays.planned").value(15))
                .andExpect(jsonPath(leader + ".forums.reached").value(1.0))
                .andExpect(jsonPath(leader + ".forums.planned").value(1))
                .andExpect(jsonPath(leader + ".forums.behind").value(false));
        records("leaders/zhouwei/days")
                .andExpect(jsonPath("$.total").value(6))
                .andExpect(jsonPath("$.items[0].day").value("2033-01-01"));
        records("leaders/zhouwei/forums").andExpect(jsonPath("$.total").value(1));
    }

    @ParameterizedTest
    @CsvSource({
        "/api/statistics/1999/problems,422",
        "/api/statistics/999999999/leaders,404",
        "/api/statistics/2033/problems/x,404",
        "/api/statistics/2033/leaders/nobody/days,404",
        "/api/statistics/2033/leaders/zhouwei/x,404",
        "/api/statistics/x/leaders,404",
        "/api/statistics/2033/problems/open?size=0,422"
    })
    void whatIsNotThereOrWrongIsAnsweredSo(String path, int expected) throws Exception {
        http.perform(get(path).with(httpBasic("inspector", "minqing-demo"))).andExpect(status().is(expected));
    }

    @ParameterizedTest
    @ValueSource(strings = {"jiancha", "jiancha-head", "bieqiao"})
    void theHandlersAndTheTownReadNone(String account) throws Exception {
        figures(account, 2033).andExpect(status().isForbidden());
    }

    private ResultActions figures(String account, int year) throws Exception {
        return http.perform(get("/api/statistics/" + year + "/problems").with(httpBasic(account, "minqing-demo")));
    }

    private ResultActions records(String path) throws Exception {
        return http.perform(get("/api/statistics/2033/" + path).with(httpBasic("inspector", "minqing-demo")))
                .andExpect(status().isOk());
    }

    private OffsetDateTime at(LocalDate day) {
        return day.atTime(12, 0).atZone(clock.getZone()).toOffsetDateTime();
    }

    private String problem(
            LocalDate reported,
            String status,
            @org.jspecify.annotations.Nullable LocalDate ended,
            @org.jspecify.annotations.Nullable String satisfaction) {
        int sequence = SEQUENCE.incrementAndGet();
        String number = reported.getYear() + "-" + sequence;
        database.sql("""
                        insert into problem (year, sequence, number, title, content, village, category, urgency,
                            reporter, reported_at, status, lead_unit, first_contact_at, clock_stopped_at, ended_at, answer,
                            answered_on, answer_method, satisfaction)
                        select :year, :sequence, :number, '统计' || :number, '统计' || :number, """ + " " + VILLAGE + """
                            , 'noise', 'normal', 'zhouwei', :reported, :status, 'wukong', :contact,
                            cast(:ended as timestamptz), cast(:ended as timestamptz), '已答复', :day, 'telephone',
                            :satisfaction""")
                .param("year", reported.getYear())
                .param("sequence", sequence)
                .param("number", number)
                .param("reported", at(reported))
                .param("status", status)
                .param(
                        "contact",
                        ended == null ? null : at(reported.plusDays(1)),
                        java.sql.Types.TIMESTAMP_WITH_TIMEZONE)
                .param("ended", ended == null ? null : at(ended), java.sql.Types.TIMESTAMP_WITH_TIMEZONE)
                .param("day", reported)
                .param("satisfaction", satisfaction)
                .update();
        return number;
    }

    private void deadline(String number, String kind, LocalDate due) {
        database.sql("""
                        insert into problem_deadline (problem, kind, limit_amount, limit_unit, started_at, due_at, blue_at)
                        select id, :kind, 15, 'WORKING_DAYS', reported_at, :due, :due from problem where number = :number""")
                .param("kind", kind)
                .param("due", at(due))
                .param("number", number)
                .update();
        if (kind.equals("handle")) {
            // As the head's approval writes it.
            database.sql(
                            "update problem set handled_late = clock_stopped_at > :due where number = :number and clock_stopped_at is not null")
                    .param("due", at(due))
                    .param("number", number)
                    .update();
        }
    }

    private long outing(LocalDate from, LocalDate to, boolean half, boolean villageDay, String state) {
        int sequence = SEQUENCE.incrementAndGet();
        return database.sql("""
                        insert into outing (year, sequence, number, leader, unit, entered_by, entered_at, date_from, date_to,
                            half_day, theme, kind, village, village_day, state, counted_at, period, late, history, changed_by,
                            changed_at)
                        select :year, :sequence, 'O' || :year || '-' || :sequence, 'zhouwei', 'epb', 'zhouwei', now(), :from,
                            :to, :half, 'conditions', 'households', """ + " " + VILLAGE + """
                            , :village, :state, now(), date '2033-02-01', false, false, 'zhouwei', now()
                        returning id""")
                .param("year", from.getYear())
                .param("sequence", sequence)
                .param("from", from)
                .param("to", to)
                .param("half", half)
                .param("village", villageDay)
                .param("state", state)
                .query(Long.class)
                .single();
    }

    private void forum(long outing, boolean closing) {
        long forum = database.sql("""
                        insert into outing_forum (outing, ordinal, happened_on, place, attendees, topic, closing)
                        values (:outing, 1, date '2033-02-02', '村委会', '村民代表', '环境整治', :closing) returning id""")
                .param("outing", outing)
                .param("closing", closing)
                .query(Long.class)
                .single();
        database.sql("insert into outing_forum_leader (forum, leader) values (:forum, 'zhouwei')")
                .param("forum", forum)
                .update();
    }
}
