package minqing.activity.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import minqing.bureau.access.AccessLog;
import minqing.testing.ApplicationTest;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/** The audit trail as officials read it: in words, filtered, with the way to what they may open. */
class AuditPagesTest extends ApplicationTest {

    @Autowired
    private MockMvc http;

    @Autowired
    private JdbcClient database;

    @Autowired
    private AccessLog accessLog;

    @Autowired
    private Clock clock;

    private final ObjectMapper json = new ObjectMapper();

    @Test
    void whatHappenedIsSaidInWordsTheNewestFirst() throws Exception {
        String number = report();
        accessLog.read("office2", "problem", number, "contact");

        Document page = page("inspector", "number", number);
        List<String> rows = page.select("tbody tr").eachText();
        assertThat(rows.get(0))
                .contains("查阅", "问题", number, "反映人的姓名和联系方式")
                .startsWith(LocalDate.now(clock).toString());
        assertThat(rows.get(rows.size() - 1)).contains("吴志东 wuzhidong", "反映问题", "反映");
        assertThat(page.select("tbody a[href='/problems/" + number + "']")).hasSize(rows.size());
        assertThat(page.text()).doesNotContain("audit.", "problem.", "??", "审计页面");
        // An administrator may not open the ledger's records.
        assertThat(page("admin", "number", number).select("tbody a")).isEmpty();
    }

    @Test
    void everyKindOfEntryHasItsWords() throws Exception {
        Document page = page("admin", "size", "200");
        List<String> columns = page.select("tbody td").eachText();
        assertThat(columns)
                .noneMatch(text -> text.matches("(audit|problem|outing|summary|administration|organization)\\..*"));
        for (String subject : AuditTrail.SUBJECTS) {
            Document of = page("admin", "subject", subject, "size", "200");
            assertThat(of.select("#audit-subject option[selected]").val()).isEqualTo(subject);
            assertThat(of.text()).as(subject).doesNotContain("audit.", "administration.", "organization.field", "??");
            List<String> kinds = of.select("tbody tr td:nth-child(4)").eachText();
            assertThat(kinds)
                    .as(subject)
                    .allMatch(kind -> kind.equals(
                            of.select("#audit-subject option[selected]").text()));
        }
    }

    @Test
    void thePersonTheKindAndTheDayNarrowIt() throws Exception {
        String number = report();
        accessLog.read("office2", "problem", number, "contact");
        String today = LocalDate.now(clock).toString();
        String yesterday = LocalDate.now(clock).minusDays(1).toString();

        assertThat(page("inspector", "number", number, "action", "read").select("tbody tr"))
                .hasSize(1);
        assertThat(page("inspector", "number", number, "action", "done")
                        .select("tbody td:nth-child(3)")
                        .eachText())
                .isNotEmpty()
                .doesNotContain("查阅");
        assertThat(page("inspector", "number", number, "user", "office2", "from", today, "to", today)
                        .select("tbody tr"))
                .hasSize(1);
        assertThat(page("inspector", "number", number, "subject", "outing").select("tbody tr"))
                .isEmpty();
        assertThat(page("inspector", "number", number, "to", yesterday).text()).contains("没有符合条件的记录");
        // As a form sends it whose fields were left empty.
        assertThat(page("inspector", "number", number, "user", "", "action", "", "subject", "", "from", "", "to", "")
                        .select("tbody tr"))
                .hasSizeGreaterThan(1);
        Document second = page("inspector", "number", number, "size", "1", "page", "1");
        assertThat(second.select(".pages a[rel=prev]").attr("href")).contains("number=" + number, "page=0");
    }

    @Test
    void lookingIsNoted() throws Exception {
        Document unused = page("inspector", "number", "2011-0002");
        Document page = page("admin", "user", "inspector", "subject", "audit", "size", "1");
        assertThat(page.select("tbody tr").text()).contains("查阅", "审计记录", "2011-0002", "第 1 页");
    }

    @ParameterizedTest
    @ValueSource(strings = {"wuzhidong", "office", "deputy", "supervisor", "jijian", "jiancha", "bieqiao"})
    void nobodyElseReadsIt(String account) throws Exception {
        ask(account).andExpect(status().isForbidden());
    }

    @ParameterizedTest
    @CsvSource({"from,x,from", "number,张三,编号", "user,a b,用户名", "action,x,行为", "subject,x,记录种类", "page,-1,页码"})
    void whatIsWrongIsSaidInChinese(String field, String value, String words) throws Exception {
        String body = ask("inspector", field, value)
                .andExpect(status().isUnprocessableEntity())
                .andReturn()
                .getResponse()
                .getContentAsString();
        assertThat(Jsoup.parse(body).select("main").text()).contains("填写有误", words);
    }

    private Document page(String account, String... parameters) throws Exception {
        return Jsoup.parse(ask(account, parameters)
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString());
    }

    private ResultActions ask(String account, String... parameters) throws Exception {
        MockHttpServletRequestBuilder request =
                get("/audit").accept(MediaType.TEXT_HTML).with(user(account));
        for (int index = 0; index < parameters.length; index += 2) {
            request.queryParam(parameters[index], parameters[index + 1]);
        }
        return http.perform(request);
    }

    private String report() throws Exception {
        Map<String, Object> report = new HashMap<>(Map.of(
                "title",
                "审计页面" + System.nanoTime(),
                "content",
                "审计页面的内容" + System.nanoTime(),
                "village",
                database.sql("select min(id) from natural_village")
                        .query(String.class)
                        .single(),
                "category",
                "noise",
                "urgency",
                "normal"));
        String answer = http.perform(post("/api/problems")
                        .with(httpBasic("wuzhidong", "minqing-demo"))
                        .contentType(MediaType.APPLICATION_JSON)
                        .content(json.writeValueAsString(report)))
                .andExpect(status().isCreated())
                .andReturn()
                .getResponse()
                .getContentAsString();
        return json.readTree(answer).get("number").asText();
    }
}
