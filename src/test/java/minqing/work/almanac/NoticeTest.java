package minqing.work.almanac;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;
import static org.hamcrest.Matchers.startsWith;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.put;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import minqing.bureau.access.Visitor;
import minqing.platform.engine.TimeConfiguration;
import minqing.testing.ApplicationTest;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The State Council's notice of a year: entered over REST, on the page and by the task that asks for it. Each test has years
 * of its own, and they are provisional again afterwards.
 */
class NoticeTest extends ApplicationTest {

    private static final int FIRST_YEAR = 2060;

    private static final ObjectMapper JSON = new ObjectMapper();

    @Autowired
    private MockMvc http;

    @Autowired
    private ProcessEngine engine;

    @Autowired
    private JdbcClient database;

    @Autowired
    private TransactionTemplate transaction;

    @LocalServerPort
    private int port;

    @BeforeEach
    void useTheEngine() {
        BpmnAwareTests.init(engine);
    }

    @AfterEach
    void forgetTheNotices() {
        BpmnAwareTests.reset();
        cases().forEach(one -> engine.getRuntimeService().deleteProcessInstance(one.getId(), "test"));
        transaction.executeWithoutResult(status -> {
            database.sql("delete from statutory_day where year >= " + FIRST_YEAR)
                    .update();
            database.sql("delete from statutory_year where year >= " + FIRST_YEAR)
                    .update();
            database.sql("delete from notice_request where year >= " + FIRST_YEAR)
                    .update();
        });
    }

    // ---- REST

    @Test
    void aNoticePublishesItsYearAndMovesTheMonthsThatHaveNotBegun() throws Exception {
        schedule("2062-06")
                .andExpect(jsonPath("$.cutOff").value("2062-06-20"))
                .andExpect(jsonPath("$.provisional").value(true));
        ObjectNode notice = provisional(2062);
        off(notice, LocalDate.of(2062, 6, 19), 6);

        enter("admin", 2062, notice)
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.published").value(true))
                .andExpect(
                        jsonPath("$.exceptions[?(@.date == '2062-06-24')].name").value("长假"));

        // The 18th is a Sunday: the 15th and the 16th are the last working days before the 25th.
        schedule("2062-06")
                .andExpect(jsonPath("$.cutOff").value("2062-06-14"))
                .andExpect(jsonPath("$.dueOn").value("2062-06-16"))
                .andExpect(jsonPath("$.provisional").value(false));
        schedule("2062-07").andExpect(jsonPath("$.periodFrom").value("2062-06-15"));
        schedule("2062-01").andExpect(jsonPath("$.provisional").value(true));
        assertThat(database.sql("select entered_by from statutory_year where year = 2062")
                        .query(String.class)
                        .single())
                .isEqualTo("admin");
    }

    @Test
    void aMonthThatHasBegunDoesNotMoveAndNoGapOpensBehindIt() throws Exception {
        // The period of June runs from May 21st; nobody has posted to it.
        now("2063-06-10T09:00:00");
        ObjectNode notice = provisional(2063);
        off(notice, LocalDate.of(2063, 6, 17), 8);
        off(notice, LocalDate.of(2063, 8, 17), 8);

        enter("admin", 2063, notice).andExpect(status().isOk());

        schedule("2063-06")
                .andExpect(jsonPath("$.cutOff").value("2063-06-20"))
                .andExpect(jsonPath("$.dueOn").value("2063-06-22"))
                .andExpect(jsonPath("$.provisional").value(false));
        schedule("2063-07").andExpect(jsonPath("$.periodFrom").value("2063-06-21"));
        schedule("2063-08").andExpect(jsonPath("$.dueOn").value("2063-08-16"));
    }

    @Test
    void aNoticeCanBeCorrected() throws Exception {
        ObjectNode notice = provisional(2061);
        enter("admin", 2061, notice).andExpect(status().isOk());
        JsonNode answered = year(2061);
        off(notice, LocalDate.of(2061, 3, 3), 1);
        enter("admin", 2061, notice)
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.exceptions.length()")
                        .value(answered.get("exceptions").size() + 1));
        assertThat(answered.get("published").asBoolean()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                                                        | exceptions         | 请填写放假安排：没有任何放假日。",
                "{'exceptions': []}                                                        | exceptions         | 请填写放假安排：没有任何放假日。",
                "{'year': 2065, 'exceptions': []}                                          | year               | “年份”（year）与地址中的 2064 年不一致。",
                "{'exceptions': [null]}                                                    | exceptions[0].date | 请填写“日期”（date），形如 2027-01-01。",
                "{'exceptions': [{'date': '2064-01-01', 'kind': 'off', 'name': '元旦'}]}     | exceptions[0].kind | “类别”（kind）应为 holiday（放假）或 workday（调休上班）。",
                "{'exceptions': [{'date': '2065-01-01', 'kind': 'holiday', 'name': '元旦'}]} | exceptions[0]      | 日期 2065-01-01 不在 2064 年内。",
                "{'exceptions': [{'date': '2064-01-02', 'kind': 'workday', 'name': '元旦'}]} | exceptions[0]      | 日期 2064-01-02 不是周末，不能是调休上班日。",
                "{'exceptions': [{'date': '2064-01-01', 'kind': 'holiday', 'name': ' '}]}   | exceptions[0]      | 日期 2064-01-01 的节日名称应为 1 到 20 个字。",
                "{'exceptions': [{'date': '2064-01-01', 'kind': 'holiday', 'name': '元旦'}, {'date': '2064-01-01', 'kind': 'holiday', 'name': '元旦'}]} | exceptions[1] | 日期 2064-01-01 出现了不止一次。",
                "{'exceptions': [{'date': '2064-01-01', 'kind': 'holiday', 'name': '元旦'}]} | exceptions         | 放假安排缺少法定节假日 2064-10-03（国庆节）。"
            })
    void whatCantBeTheNoticeIsRefusedByNamingTheFieldAndNothingIsDone(String body, String field, String message)
            throws Exception {
        enter("admin", 2064, JSON.readTree(body.replace('\'', '"')))
                .andExpect(status().isUnprocessableEntity())
                .andExpect(jsonPath("$.errors[?(@.field == '%s' && @.message == '%s')]".formatted(field, message))
                        .exists());
        assertThat(year(2064).get("published").asBoolean()).isFalse();
    }

    @Test
    void only2011To2100CanBeEntered() throws Exception {
        enter("admin", 2101, provisional(2064))
                .andExpect(status().isUnprocessableEntity())
                .andExpect(jsonPath("$.errors[0].field").value("year"));
    }

    @ParameterizedTest
    @CsvSource({"office", "director", "inspector"})
    void onlyAnAdministratorEntersANoticeOrSeesThePage(String account) throws Exception {
        enter(account, 2064, provisional(2064)).andExpect(status().isForbidden());
        assertThat(visitor(account).get("/calendar").statusCode()).isEqualTo(403);
        assertThat(year(2064).get("published").asBoolean()).isFalse();
    }

    // ---- the page

    @Test
    void thePageSaysThatAYearIsProvisionalAndTakesTheNoticeAsItIsPublished() throws Exception {
        Visitor admin = visitor("admin");
        Document page = Jsoup.parse(admin.get("/calendar?year=2065").body());
        assertThat(page.selectFirst("[data-provisional]").text()).startsWith("2065 年为暂定");
        assertThat(page.select(".almanac-month")).hasSize(12);
        assertThat(page.select("td.almanac-holiday")).isNotEmpty();

        String wrong = "元旦：1月1日";
        HttpResponse<String> refused = admin.post("/calendar/2065", Map.of("notice", wrong, "_csrf", csrf(page)));
        assertThat(refused.statusCode()).isEqualTo(422);
        Document again = Jsoup.parse(refused.body());
        assertThat(again.select("[data-form-faults] li").eachText()).containsExactly("“放假安排”第 1 行有日期没有写明放假还是上班。");
        assertThat(again.selectFirst("textarea[name=notice]").text()).isEqualTo(wrong);

        HttpResponse<String> entered =
                admin.post("/calendar/2065", Map.of("notice", text(provisional(2065)), "_csrf", csrf(again)));
        assertThat(entered.statusCode()).isEqualTo(302);
        Document after = Jsoup.parse(admin.get("/calendar?year=2065").body());
        assertThat(after.selectFirst("[data-provisional]")).isNull();
        assertThat(after.text()).contains("2065 年放假安排已录入。");
    }

    @Test
    void theAdministratorFindsThePageInTheMenu() throws Exception {
        assertThat(Jsoup.parse(visitor("admin").get("/").body())
                        .select(".navigation a[href=/calendar]")
                        .text())
                .isEqualTo("工作日历");
        assertThat(Jsoup.parse(visitor("office").get("/").body()).select(".navigation a[href=/calendar]"))
                .isEmpty();
    }

    // ---- the task

    @Test
    void fromDecemberOnAMissingNoticeIsATaskOnceAndVanishesWithTheNotice() throws Exception {
        enter("admin", 2066, provisional(2066)).andExpect(status().isOk());
        now("2066-11-30T08:00:00");
        aDayPasses();
        assertThat(cases()).isEmpty();

        now("2066-12-01T08:00:00");
        aDayPasses();
        now("2066-12-02T08:00:00");
        aDayPasses();
        assertThat(cases()).hasSize(1);
        ProcessInstance instance = cases().get(0);
        assertThat(instance).hasBusinessKey("2067").isWaitingAt("enter-notice");
        todo(2067)
                .andExpect(jsonPath("$.total").value(1))
                .andExpect(jsonPath("$.items[0].subject").value("录入 2067 年放假安排"))
                .andExpect(jsonPath("$.items[0].dueOn").value("2066-12-31"));

        enter("admin", 2067, provisional(2067)).andExpect(status().isOk());
        assertThat(instance).isEnded().hasPassed("entered-elsewhere", "no-longer-missing");
        todo(2067).andExpect(jsonPath("$.total").value(0));
        now("2066-12-03T08:00:00");
        aDayPasses();
        assertThat(cases()).isEmpty();
    }

    @Test
    void afterADecemberWithoutTheApplicationTheTaskComesLateAndTakesTheNotice() throws Exception {
        now("2069-01-20T10:00:00");
        aDayPasses();
        ProcessInstance instance = cases().get(0);
        assertThat(instance).hasBusinessKey("2069");
        String waiting = JSON.readTree(todo(2069).andReturn().getResponse().getContentAsString(StandardCharsets.UTF_8))
                .at("/items/0/id")
                .asText();
        http.perform(get("/api/tasks/{id}", waiting).with(httpBasic("admin", "minqing-demo")))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.reasons[0].who").value("系统"))
                .andExpect(jsonPath("$.reasons[0].words").value(startsWith("2069 年放假安排尚未录入")));
        String task = JSON.readTree(todo(2069)
                        .andExpect(jsonPath("$.items[0].light").value("red"))
                        .andReturn()
                        .getResponse()
                        .getContentAsString(StandardCharsets.UTF_8))
                .at("/items/0/id")
                .asText();

        complete(task, "元旦：1月1日放假，共1天。")
                .andExpect(status().isUnprocessableEntity())
                .andExpect(jsonPath("$.errors[0].field").value("notice"))
                .andExpect(jsonPath("$.errors[0].message").value(startsWith("放假安排缺少法定节假日 2069-")));
        complete(task, text(provisional(2069))).andExpect(status().isOk());

        assertThat(instance).isEnded().hasPassed("enter-notice", "entered");
        assertThat(year(2069).get("published").asBoolean()).isTrue();
        todo(2069).andExpect(jsonPath("$.total").value(0));
    }

    @Test
    void nobodyStartsTheTaskByHand() throws Exception {
        assertThat(visitor("admin").get("/start/calendar-notice").statusCode()).isEqualTo(404);
    }

    /** The timer of the start event comes due, as it does when the application starts after it should have. */
    private void aDayPasses() {
        Job timer = engine.getManagementService()
                .createJobQuery()
                .processDefinitionKey(CalendarNoticeProcess.KEY)
                .timers()
                .singleResult();
        engine.getManagementService().executeJob(timer.getId());
    }

    private List<ProcessInstance> cases() {
        return engine.getRuntimeService()
                .createProcessInstanceQuery()
                .processDefinitionKey(CalendarNoticeProcess.KEY)
                .list();
    }

    /** Of what waits for the administrator, the tasks of a year's notice. */
    private ResultActions todo(int year) throws Exception {
        return http.perform(get("/api/tasks?box=todo")
                .param("text", "录入 " + year + " 年放假安排")
                .with(httpBasic("admin", "minqing-demo")));
    }

    private ResultActions complete(String task, String notice) throws Exception {
        return http.perform(post("/api/tasks/{id}/complete", task)
                .with(httpBasic("admin", "minqing-demo"))
                .contentType(MediaType.APPLICATION_JSON)
                .content(JSON.writeValueAsString(JSON.createObjectNode().put("notice", notice))));
    }

    private ResultActions enter(String account, int year, JsonNode notice) throws Exception {
        return http.perform(put("/api/calendar/{year}", year)
                .with(httpBasic(account, "minqing-demo"))
                .contentType(MediaType.APPLICATION_JSON)
                .content(JSON.writeValueAsBytes(notice)));
    }

    private ResultActions schedule(String month) throws Exception {
        return http.perform(get("/api/schedule/{month}", month).with(httpBasic("office", "minqing-demo")));
    }

    private JsonNode year(int year) throws Exception {
        return JSON.readTree(http.perform(get("/api/calendar/{year}", year).with(httpBasic("office", "minqing-demo")))
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8));
    }

    /** What the law alone gives the year, as it is answered and may be sent back. */
    private ObjectNode provisional(int year) throws Exception {
        return (ObjectNode) year(year);
    }

    private static void off(ObjectNode notice, LocalDate first, int days) {
        ArrayNode exceptions = (ArrayNode) notice.get("exceptions");
        first.datesUntil(first.plusDays(days))
                .map(LocalDate::toString)
                .filter(date -> exceptions.findValuesAsText("date").stream().noneMatch(date::equals))
                .forEach(date -> exceptions
                        .addObject()
                        .put("date", date)
                        .put("kind", "holiday")
                        .put("name", "长假"));
    }

    /** The days as the State Council writes them. */
    private static String text(JsonNode notice) {
        return StreamSupport.stream(notice.get("exceptions").spliterator(), false)
                .map(day -> {
                    LocalDate date = LocalDate.parse(day.get("date").asText());
                    return "%s：%d月%d日放假，共1天。"
                            .formatted(day.get("name").asText(), date.getMonthValue(), date.getDayOfMonth());
                })
                .collect(Collectors.joining("\r\n"));
    }

    private Visitor visitor(String account) throws Exception {
        Visitor visitor = new Visitor(port);
        visitor.logIn(account, "minqing-demo");
        return visitor;
    }

    private static String csrf(Document page) {
        return page.selectFirst("form[action^=/calendar] input[name=_csrf]").val();
    }

    private static void now(String moment) {
        ClockUtil.setCurrentTime(Date.from(
                LocalDateTime.parse(moment).atZone(TimeConfiguration.ZONE).toInstant()));
    }
}
