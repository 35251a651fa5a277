package minqing.activity.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import minqing.testing.ApplicationTest;
import org.apache.poi.ss.usermodel.DataFormatter;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;

/** The pages of the figures say what REST says, and lead to the same records; the middle of 2035, which no other test has. */
class StatisticsPagesTest extends ApplicationTest {

    private static final AtomicInteger SEQUENCE = new AtomicInteger(810_000);

    @Autowired
    private MockMvc http;

    @Autowired
    private JdbcClient database;

    @Autowired
    private Clock clock;

    private final ObjectMapper json = new ObjectMapper();

    @BeforeEach
    void theMiddleOf2035() {
        ClockUtil.setCurrentTime(Date.from(
                LocalDate.of(2035, 7, 2).atTime(12, 0).atZone(clock.getZone()).toInstant()));
    }

    @Test
    void eachFigureIsThatOfRestAndLeadsToTheSameRecords() throws Exception {
        problem(2035, "handle");
        problem(2035, "handle");
        Document page = page("inspector", "/statistics/2035");
        JsonNode all = json("/api/statistics/2035/problems").get("all");

        Element whole = page.select(".statistics-problems tbody tr").first();
        assertThat(whole.select("td").get(1).text())
                .isEqualTo(all.at("/counts/collected").asText());
        List<Element> figures = page.select(".statistics-problems tbody a");
        assertThat(figures).hasSizeGreaterThan(4);
        for (Element figure : figures) {
            String address = figure.attr("href");
            Document records = page("inspector", address + (address.contains("?") ? "&" : "?") + "size=200");
            JsonNode same = json("/api" + address + (address.contains("?") ? "&" : "?") + "size=200");
            List<String> numbers = new ArrayList<>();
            same.get("items").forEach(item -> numbers.add(item.get("number").asText()));
            assertThat(figure.text()).as(address).isEqualTo(same.get("total").asText());
            assertThat(records.select("tbody td:first-child").eachText())
                    .as(address)
                    .isEqualTo(numbers);
        }
        assertThat(page.text()).doesNotContain("statistics.", "??");
        assertThat(page.select("script:not([src]), [style], [onclick]")).isEmpty();
    }

    @Test
    void whoMayNotOpenARecordSeesItsNumberAlone() throws Exception {
        String number = problem(2037, "handle");
        Document records = page("admin", "/statistics/2037/problems/collected");
        assertThat(records.select("tbody").text()).contains(number, "无权").doesNotContain("页面统计");
        assertThat(records.select("tbody a")).isEmpty();
        assertThat(page("inspector", "/statistics/2037/problems/collected")
                        .select("tbody a")
                        .eachAttr("href"))
                .containsExactly("/problems/" + number);
    }

    @Test
    void aLeaderSeesTheOwnQuotasFirstAndEverybodyInTheOrderOfAnnexOne() throws Exception {
        outing(LocalDate.of(2035, 2, 1), LocalDate.of(2035, 2, 3), false, true);
        outing(LocalDate.of(2035, 2, 3), LocalDate.of(2035, 2, 3), false, false);
        outing(LocalDate.of(2035, 2, 4), LocalDate.of(2035, 2, 4), true, false);

        Document own = page("zhouwei", "/statistics/2035");
        assertThat(own.select("main section").first().select("h2").text()).isEqualTo("我的完成情况");
        assertThat(own.select(".statistics-own .quota").eachText())
                .containsExactly(
                        "3.5 / 60 落后进度 还差 56.5 天 按进度应有 30",
                        "3 / 30 落后进度 还差 27 天 按进度应有 15",
                        "0 / 3 落后进度 还差 3 次 按进度应有 1");
        assertThat(own.select(".statistics-own progress").first().attr("value")).isEqualTo("3.5");
        assertThat(own.select(".statistics-mine .statistics-name").eachText()).containsExactly("周伟");
        Document office = page("office", "/statistics/2035");
        assertThat(office.select(".statistics-own")).isEmpty();
        assertThat(office.select(".statistics-leaders .statistics-name").eachText())
                .isEqualTo(own.select(".statistics-leaders .statistics-name").eachText())
                .startsWith("吴志东");

        Document records =
                page("office", own.select(".statistics-own a").first().attr("href"));
        assertThat(records.select("tbody tr")).hasSize(5);
        assertThat(records.select("tbody tr").last().text())
                .contains("2035-02-04")
                .endsWith("0.5");
        assertThat(records.select("tbody a")).hasSize(5);
    }

    @Test
    void theLeadersTableIsTakenAlongAsAnExcelFile() throws Exception {
        byte[] file = http.perform(get("/api/statistics/2038/leaders.xlsx").with(httpBasic("office", "minqing-demo")))
                .andExpect(status().isOk())
                .andExpect(header().string("Content-Disposition", containsString("xlsx")))
                .andReturn()
                .getResponse()
                .getContentAsByteArray();
        List<String> texts = new ArrayList<>();
        try (XSSFWorkbook book = new XSSFWorkbook(new ByteArrayInputStream(file))) {
            for (Row row : book.getSheetAt(0)) {
                row.forEach(cell -> texts.add(new DataFormatter().formatCellValue(cell)));
            }
        }
        assertThat(texts).contains("2038年领导干部完成情况（截至 2035-07-02）", "下基层天数：还差", "吴志东", "60", "进度正常");
    }

    @Test
    void theAddressWithoutAYearLeadsToThisOne() throws Exception {
        ask("office", "/statistics").andExpect(status().isFound()).andExpect(redirectedUrl("/statistics/2035"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"jiancha", "jiancha-head", "bieqiao"})
    void theHandlersAndTheTownReadNone(String account) throws Exception {
        for (String path : List.of(
                "/statistics",
                "/statistics/2035",
                "/statistics/2035/problems/open",
                "/statistics/2035/leaders/zhouwei/days",
                "/api/statistics/2035/leaders.xlsx")) {
            ask(account, path).andExpect(status().isForbidden());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/statistics/1999,422,年度应在",
        "/statistics/9999/problems/open,422,年度应在",
        "/statistics/x,404,没有找到",
        "/statistics/20350,404,没有找到",
        "/statistics/2035/problems/x,404,没有这项统计",
        "/statistics/2035/leaders/nobody/days,404,没有这位领导干部",
        "/statistics/2035/leaders/zhouwei/x,404,没有这项统计",
        "/statistics/2035/problems/open?size=0,422,每页条数"
    })
    void whatIsNotThereOrWrongIsSaidInChinese(String path, int expected, String words) throws Exception {
        String body = ask("inspector", path)
                .andExpect(status().is(expected))
                .andReturn()
                .getResponse()
                .getContentAsString();
        assertThat(Jsoup.parse(body).text()).contains(words);
    }

    private Document page(String account, String path) throws Exception {
        return Jsoup.parse(ask(account, path)
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString());
    }

    private JsonNode json(String path) throws Exception {
        return json.readTree(http.perform(get(java.net.URI.create(path)).with(httpBasic("inspector", "minqing-demo")))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString());
    }

    private ResultActions ask(String account, String path) throws Exception {
        return http.perform(get(java.net.URI.create(path))
                .accept(MediaType.TEXT_HTML, MediaType.ALL)
                .with(path.startsWith("/api/") ? httpBasic(account, "minqing-demo") : user(account)));
    }

    private String problem(int year, String status) {
        int sequence = SEQUENCE.incrementAndGet();
        String number = year + "-" + sequence;
        database.sql("""
                        insert into problem (year, sequence, number, title, content, village, category, urgency,
                            reporter, reported_at, status, lead_unit)
                        select :year, :sequence, :number, '页面统计', '页面统计', (select max(id) from natural_village), 'noise',
                            'normal', 'zhouwei', :reported, :status, 'wukong'""")
                .param("year", year)
                .param("sequence", sequence)
                .param("number", number)
                .param("status", status)
                .param(
                        "reported",
                        LocalDate.of(year, 3, 1)
                                .atTime(12, 0)
                                .atZone(clock.getZone())
                                .toOffsetDateTime())
                .update();
        return number;
    }

    private void outing(LocalDate from, LocalDate to, boolean half, boolean villageDay) {
        int sequence = SEQUENCE.incrementAndGet();
        database.sql("""
                        insert into outing (year, sequence, number, leader, unit, entered_by, entered_at, date_from, date_to,
                            half_day, theme, kind, village, village_day, state, counted_at, period, late, history, changed_by,
                            changed_at)
                        select :year, :sequence, 'O' || :year || '-' || :sequence, 'zhouwei', 'epb', 'zhouwei', now(), :from,
                            :to, :half, 'conditions', 'households', (select max(id) from natural_village), :village, 'counted',
                            now(), date '2035-02-01', false, false, 'zhouwei', now()""")
                .param("year", from.getYear())
                .param("sequence", sequence)
                .param("from", from)
                .param("to", to)
                .param("half", half)
                .param("village", villageDay)
                .update();
    }
}
