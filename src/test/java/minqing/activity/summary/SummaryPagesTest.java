package minqing.activity.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import minqing.bureau.calendar.Periods;
import minqing.testing.FormToken;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/** What officials read of a month: while it runs, while it is worked on, and beside its tasks. */
class SummaryPagesTest extends SummaryTest {

    @Autowired
    private MockMvc http;

    @Autowired
    private SummaryMessages messages;

    @Autowired
    private Periods periods;

    // ---- the month that runs

    @Test
    void aMonthThatRunsShowsWhatIsCountedByTodayAndKeepsNothing() throws Exception {
        YearMonth month = aMonth();
        LocalDate day = schedule(month).periodFrom();
        setTime(moment(day.plusDays(3), 12));
        labour(outing(month, "wuzhidong", day), day);
        String problem = problem(day, "triage", null);
        String path = "/summaries/" + Summary.key(UNIT, month);

        Document page = page("wuzhidong", path);
        assertThat(page.text()).contains("进行中", "截至今日", "尚未汇总，数字仍会变化", "将于");
        assertThat(figure(page, "labour")).isEqualTo("1");
        assertThat(figure(page, "collected")).isEqualTo("1");
        assertThat(figure(page, "forums")).isEqualTo("0");
        Document records = page("wuzhidong", path + "/cells/labour");
        assertThat(records.text()).contains("截至今日", "生产劳动");
        assertThat(records.select("tbody tr")).hasSize(1);
        assertThat(page("wuzhidong", path + "/cells/collected")
                        .select("tbody a")
                        .text())
                .isEqualTo(problem);
        assertThat(page("wuzhidong", "/summaries?year=" + month.getYear()).select("a[href='" + path + "']"))
                .hasSize(1);

        assertThat(summaries.find(UNIT, month)).isEmpty();
        assertThat(database.sql("select count(*) from period where unit = :unit and month = :month")
                        .param("unit", UNIT)
                        .param("month", month.atDay(1))
                        .query(Long.class)
                        .single())
                .isZero();
        http.perform(as("office", get("/api" + path))).andExpect(status().isNotFound());
        http.perform(as("office", get("/api" + path + "/cells/labour"))).andExpect(status().isNotFound());
    }

    @Test
    void whatIsShownOfARunningMonthIsWhatIsCompiledOfIt() throws Exception {
        YearMonth month = aMonth();
        LocalDate day = schedule(month).periodFrom();
        long outing = outing(month, "wuzhidong", day);
        labour(outing, day);
        reception(outing, "wuzhidong", 4, day);
        forum(outing, day);
        diary(outing, "旱情");
        String key = started(month);
        Document before = page("office", "/summaries/" + key);
        assertThat(before.text()).contains("截至今日", "待汇总");

        fire(key, "compile-time");
        Document after = page("office", "/summaries/" + key);
        assertThat(after.text()).doesNotContain("截至今日");
        for (Cell cell : Cell.values()) {
            assertThat(figure(before, cell.code())).as(cell.code()).isEqualTo(figure(after, cell.code()));
        }
        assertThat(figure(before, "visitors")).isEqualTo("4");
    }

    @Test
    void nothingIsShownOfAMonthThatHasNotBegunNorToAUnitOutside() throws Exception {
        YearMonth month = aMonth();
        LocalDate day = schedule(month).periodFrom();
        String path = "/summaries/" + Summary.key(UNIT, month);
        setTime(moment(day.minusDays(1), 12));
        http.perform(as("office", get(path).accept(MediaType.TEXT_HTML))).andExpect(status().isNotFound());
        setTime(moment(day, 12));
        http.perform(as("bieqiao", get(path).accept(MediaType.TEXT_HTML))).andExpect(status().isNotFound());
        http.perform(as("office", get("/summaries/jiancha/" + month).accept(MediaType.TEXT_HTML)))
                .andExpect(status().isNotFound());
        http.perform(as("office", get(path + "/cells/x").accept(MediaType.TEXT_HTML)))
                .andExpect(status().isNotFound());

        // The figure, the list behind it and the number of its lines agree for everybody.
        String number = problem(day, "triage", null);
        for (String reader : List.of("office", "deputy", "admin")) {
            assertThat(figure(page(reader, path), "collected")).as(reader).isEqualTo("1");
            assertThat(page(reader, path + "/cells/collected").text())
                    .as(reader)
                    .contains(number);
        }
    }

    @Test
    void monthsBeforeTheFirstOneTakeOneLineAndNobodyIsChosenToSignBeforehand() throws Exception {
        int year = periods.firstPeriod(UNIT).orElseThrow().getYear();
        Document before = page("office", "/summaries?year=" + (year - 1));
        assertThat(before.text()).contains((year - 1) + "年1月至" + (year - 1) + "年12月在首个汇总月份以前，不参与");
        assertThat(before.select(".summary-month")).isEmpty();
        assertThat(page("deputy", "/signing")
                        .select("select[name=substitute] option")
                        .first()
                        .val())
                .isEmpty();
    }

    // ---- empty, and at work

    @Test
    void anEmptyListOfRecordsAndAYearWithoutAMonthSaySo() throws Exception {
        YearMonth month = aMonthOfItsOwnYear();
        assertThat(page("office", "/summaries?year=" + month.getYear()).text()).contains("还没有月份汇总");
        String key = checking(month);

        Document records = page("office", "/summaries/" + key + "/cells/forums");
        assertThat(records.text()).contains("没有记录");
        assertThat(records.select("table")).isEmpty();
        assertThat(page("office", "/summaries?year=" + month.getYear()).text()).doesNotContain("还没有月份汇总");
    }

    @Test
    void aMonthStartedLateSaysThatItIsBeingCompiledAndLooksAgainByItself() throws Exception {
        YearMonth month = aMonth();
        String key = Summary.key(UNIT, month);
        setTime(moment(month.atDay(28), 10));
        http.perform(as("office", post("/summaries/" + key)).with(FormToken.formToken()))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("确认补启动")));
        assertThat(summaries.find(UNIT, month)).isEmpty();
        http.perform(as("office", post("/summaries/" + key).param("_confirmed", "yes"))
                        .with(FormToken.formToken()))
                .andExpect(redirectedUrl("/summaries/" + key));
        Document started = page("office", "/summaries/" + key);
        assertThat(started.text()).contains("正在汇总").doesNotContain("将于", "截至今日");
        assertThat(started.select("meta[http-equiv=refresh]")).hasSize(1);

        fire(key, "compile-time");
        assertThat(page("office", "/summaries/" + key).select("meta[http-equiv=refresh]"))
                .isEmpty();
        engine.getTaskService().claim(task(key, "check").getId(), "office");
        as("office", () -> {
            engine.getTaskService().complete(task(key, "check").getId(), fields("outcome", "recompile"));
            return true;
        });
        Document again = page("office", "/summaries/" + key);
        assertThat(again.text()).contains("正在汇总");
        assertThat(again.select("meta[http-equiv=refresh]")).hasSize(1);
        continueSteps(key);
        assertThat(page("office", "/summaries/" + key).text()).doesNotContain("正在汇总");
    }

    @Test
    void whatAMonthDoesNotAllowIsRefusedBeforeAnybodyIsAsked() throws Exception {
        String key = sealed(aMonth());
        for (String act : List.of("accept", "return")) {
            http.perform(act(key, act))
                    .andExpect(status().isConflict())
                    .andExpect(content().string(not(containsString("_confirmed"))));
        }
        complete("office", key, "submit", "outcome", "submitted", "stampedOn", today());
        http.perform(as("office", post("/summaries/" + key + "/return")).with(FormToken.formToken()))
                .andExpect(status().isUnprocessableEntity());
        for (String act : List.of("return", "accept")) {
            http.perform(act(key, act))
                    .andExpect(status().isOk())
                    .andExpect(content().string(containsString("_confirmed")));
            assertThat(statusOf(key)).isEqualTo("submitted");
        }
        http.perform(act(key, "accept").param("_confirmed", "yes")).andExpect(redirectedUrl("/summaries/" + key));
        continueSteps(key);
        assertThat(statusOf(key)).isEqualTo("accepted");
        http.perform(act(key, "accept")).andExpect(status().isConflict());
    }

    private MockHttpServletRequestBuilder act(String key, String act) {
        return as("office", post("/summaries/" + key + "/" + act).param("reason", "数字有误"))
                .with(FormToken.formToken());
    }

    // ---- lights

    @Test
    void theMonthAndItsTasksShowTheSameLight() throws Exception {
        YearMonth month = aMonth();
        String key = checking(month);
        setTime(times.dueSoonAt(summaries.get(key)).minusSeconds(1));
        assertSameLight(key, "none");
        setTime(times.dueSoonAt(summaries.get(key)));
        assertSameLight(key, "blue");
        setTime(moment(schedule(month).dueOn().plusDays(1), 1));
        assertSameLight(key, "red");

        String sentBack = submitted(aMonth());
        messages.sendBack(directory.account("office").orElseThrow(), sentBack, "数字有误");
        continueSteps(sentBack);
        assertSameLight(sentBack, "yellow");
        assertThat(page("office", "/summaries/" + sentBack).text()).contains("预警");
        setTime(times.pastDueAt(summaries.get(sentBack)).plusSeconds(1));
        assertLights(sentBack, "yellow", "red");
        assertThat(summaries.get(sentBack).redAt()).isNull();
    }

    private void assertSameLight(String key, String light) throws Exception {
        assertLights(key, light, light);
    }

    private void assertLights(String key, String ofTheMonth, String ofTheTask) throws Exception {
        http.perform(as("office", get("/api/summaries/" + key)))
                .andExpect(jsonPath("$.light").value(ofTheMonth));
        http.perform(as("office", get("/api/tasks/" + task(key, "check").getId())))
                .andExpect(jsonPath("$.light").value(ofTheTask));
    }

    @Test
    void aMonthThatWasLateAndIsOutIsNotCalledInTime() throws Exception {
        YearMonth month = aMonth();
        String key = sealed(month);
        setTime(moment(month.atDay(26), 10));
        complete("office", key, "submit", "outcome", "submitted", "stampedOn", today());

        Document page = page("office", "/summaries/" + key);
        assertThat(page.select(".inbox-summary").text()).contains("曾逾期").doesNotContain("正常");
        Document year = page("office", "/summaries?year=" + month.getYear());
        assertThat(year.select(".summary-month:has(a[href='/summaries/" + key + "']) .summary-month-status")
                        .text())
                .contains("曾逾期")
                .doesNotContain("正常");
    }

    // ---- beside the tasks

    @Test
    void theTasksOfAMonthHaveItsDocumentsAndWhatLooksOddUnderOneHeading() throws Exception {
        YearMonth month = aMonth();
        String key = signing(month);
        Document sign = page("deputy", "/tasks/" + task(key, "sign").getId());
        assertThat(sign.select("h2, h3, dt").eachText().stream().filter("需要留意"::equals))
                .hasSize(1);
        assertThat(sign.select("[aria-labelledby=summary-case-title] li").size())
                .isGreaterThan(1);
        assertDocuments(sign, key);

        assertThat(sign.select("input[name=outcome]")).hasSize(2);
        assertThat(sign.select("input[name=outcome][checked]")).isEmpty();
        complete("deputy", key, "sign", "outcome", "approve");
        complete("director", key, "sign", "outcome", "approve");
        String submit = task(key, "submit").getId();
        as("office", () -> {
            engine.getTaskService().claim(submit, "office");
            return true;
        });
        Document page = page("office", "/tasks/" + submit);
        assertDocuments(page, key);
        assertThat(page.select("section.attachments input[type=file]")).isNotEmpty();
        assertThat(page.select("input[name=outcome][value=submitted][checked]")).hasSize(1);
    }

    private static void assertDocuments(Document page, String key) {
        for (String format : List.of("docx", "xlsx", "pdf")) {
            assertThat(page.select("a[href='/api/summaries/" + key + "." + format + "']"))
                    .as(format)
                    .hasSize(1);
        }
    }

    @Test
    void whatHappenedInTheMonthAndIsCountedLaterIsSaidAndChangesNothing() throws Exception {
        YearMonth month = aMonth();
        LocalDate day = schedule(month).periodFrom();
        String key = sealed(month);
        assertThat(page("office", "/summaries/" + key).text()).doesNotContain("补报");
        String hash = summaries.current(summaries.get(key)).hash();
        YearMonth next = month.plusMonths(1);
        outing(next, "xiejiandong", day, schedule(month).dueOn(), false, false);
        outing(next, "xiejiandong", day.plusDays(1), schedule(month).dueOn(), false, false);

        String told = "另有 " + directory.nameOf("xiejiandong") + " 2 条下基层记录发生在本期";
        Document page = page("office", "/summaries/" + key);
        assertThat(page.text()).contains(told, "（补报）");
        assertThat(figure(page, "leaders")).isEqualTo("0");
        assertThat(page("office", "/tasks/" + task(key, "submit").getId()).text())
                .contains(told);
        http.perform(as("office", get("/api/summaries/" + key)))
                .andExpect(jsonPath("$.hash").value(hash));
        http.perform(as("office", get("/api/summaries/" + key + "/verify")))
                .andExpect(jsonPath("$.intact").value(true));
    }

    // ---- words

    @Test
    void aMonthIsCalledByItsUnitAndMonthWhereverItIsShownAndByItsKeyOverRest() throws Exception {
        YearMonth month = aMonth();
        String key = checking(month);
        String words = unitName() + " " + month.getYear() + "年" + month.getMonthValue() + "月";
        String id = task(key, "check").getId();

        Document todo = page("office", "/?text=" + key);
        assertThat(todo.select("table").text()).contains(words).doesNotContain(key);
        assertThat(page("office", "/tasks/" + id)
                        .select("h1, .inbox-summary, title")
                        .text())
                .contains(words)
                .doesNotContain(key);
        assertThat(page("office", "/cases/monthly-summary/" + key)
                        .select(".inbox-summary, title")
                        .text())
                .contains(words)
                .doesNotContain(key);
        assertThat(page("office", "/informed?text=" + key).select("table").text())
                .contains(words)
                .doesNotContain(key);
        http.perform(as("office", get("/api/tasks").param("box", "todo").param("text", key)))
                .andExpect(status().isOk());
        http.perform(as("office", get("/api/tasks/" + id)))
                .andExpect(jsonPath("$.businessKey").value(key));
        http.perform(as("office", get("/api/tasks").param("box", "todo").param("size", "200")))
                .andExpect(jsonPath("$.items[*].businessKey").value(hasItem(key)));
    }

    @Test
    void whatWasToldOfTheFirstVersionIsNotSaidOfTheSecond() throws Exception {
        String key = submitted(aMonth());
        String before = page("office", "/informed?text=" + key).select("table").text();
        messages.sendBack(directory.account("office").orElseThrow(), key, "数字有误");
        continueSteps(key);

        assertThat(page("office", "/informed?text=" + key).select("table").text())
                .isEqualTo(before)
                .doesNotContain("第2版");
        assertThat(page("office", "/?text=" + key).select("table").text()).contains("第2版");
    }

    @Test
    void signersAreChosenByName() throws Exception {
        Document page = page("admin", "/organization/units/" + UNIT + "/summary");
        assertThat(page.select("#participation-signer-1 option[value=deputy]").text())
                .isEqualTo(directory.nameOf("deputy"));
        String name = directory.nameOf("director");
        String other = directory.nameOf("deputy");
        rename("deputy", name);
        try {
            assertThat(page("admin", "/organization/units/" + UNIT + "/summary")
                            .select("#participation-signer-1 option[value=deputy]")
                            .text())
                    .isEqualTo(name + "（deputy）");
        } finally {
            rename("deputy", other);
        }
    }

    private void rename(String account, String name) {
        var user = engine.getIdentityService().createUserQuery().userId(account).singleResult();
        user.setFirstName("");
        user.setLastName(name);
        engine.getIdentityService().saveUser(user);
    }

    private String unitName() {
        return database.sql("select name from unit where code = :unit")
                .param("unit", UNIT)
                .query(String.class)
                .single();
    }

    private static String figure(Document page, String cell) {
        return page.select(".summary-table a[href$='/cells/" + cell + "']").text();
    }

    private Document page(String account, String path) throws Exception {
        return Jsoup.parse(
                http.perform(as(account, get(java.net.URI.create(path)).accept(MediaType.TEXT_HTML)))
                        .andExpect(status().isOk())
                        .andReturn()
                        .getResponse()
                        .getContentAsString(java.nio.charset.StandardCharsets.UTF_8));
    }

    private static org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder as(
            String account, org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder request) {
        return request.with(user(account));
    }
}
