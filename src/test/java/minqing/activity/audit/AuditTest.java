package minqing.activity.audit;

import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import minqing.bureau.access.AccessLog;
import minqing.testing.ApplicationTest;
import org.hamcrest.Matchers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;

/** Who did and who read what: found by inspectors and administrators, noted itself. */
class AuditTest extends ApplicationTest {

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
    void whatWasDoneAndReadIsFoundByNumberPersonAndDay() throws Exception {
        String number = report("审计用的噪声问题" + System.nanoTime());
        accessLog.read("office2", "problem", number, "contact");
        String today = LocalDate.now(clock).toString();

        search("inspector", "number", number)
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.items[*].identifier", everyItem(is(number))))
                .andExpect(jsonPath("$.items[*].action", hasItem("read")))
                .andExpect(jsonPath("$.items[*].account", hasItem("wuzhidong")))
                .andExpect(content().string(Matchers.not(Matchers.containsString("审计用的"))));
        search("admin", "number", number, "user", "office2", "from", today, "to", today)
                .andExpect(jsonPath("$.total").value(1))
                .andExpect(jsonPath("$.items[0].subject").value("problem"))
                .andExpect(jsonPath("$.items[0].part").value("contact"));
        search(
                        "admin",
                        "number",
                        number,
                        "to",
                        LocalDate.now(clock).minusDays(1).toString())
                .andExpect(jsonPath("$.total").value(0));
        search("admin", "number", number, "size", "1")
                .andExpect(jsonPath("$.items.length()").value(1));
    }

    @Test
    void changesOfTheOrganizationAreInItWithoutWhatTheySay() throws Exception {
        String name = "审计用的社区" + System.nanoTime();
        http.perform(post("/api/organization/communities")
                        .with(httpBasic("admin", "minqing-demo"))
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{\"name\":\"" + name + "\"}"))
                .andExpect(status().isCreated());

        search("inspector", "user", "admin", "size", "200")
                .andExpect(jsonPath("$.items[*].subject", hasItem("community")))
                .andExpect(content().string(Matchers.not(Matchers.containsString(name))));
    }

    @Test
    void lookingAtItIsPartOfIt() throws Exception {
        search("inspector", "number", "2011-0001").andExpect(status().isOk());

        String today = java.time.LocalDate.now(clock).toString();
        search("admin", "user", "inspector", "from", today, "to", today)
                .andExpect(jsonPath("$.items[0].subject").value("audit"))
                .andExpect(jsonPath("$.items[0].action").value("read"))
                .andExpect(jsonPath("$.items[0].identifier").value("2011-0001"));
        // What was asked for there tells nothing of the record itself, nor that there is one.
        search("admin", "number", "2011-0001").andExpect(jsonPath("$.total").value(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"wuzhidong", "office", "deputy", "supervisor", "jijian", "jiancha", "bieqiao"})
    void nobodyElseReadsIt(String account) throws Exception {
        search(account).andExpect(status().isForbidden());
    }

    @ParameterizedTest
    @CsvSource({"from,x", "to,2026-13-01", "number,张三", "user,a b", "page,-1", "size,1000"})
    void whatIsWrongIsNamed(String field, String value) throws Exception {
        search("inspector", field, value)
                .andExpect(status().isUnprocessableEntity())
                .andExpect(jsonPath("$.errors[0].field").value(field));
    }

    @Test
    void theLastDayIsNotBeforeTheFirst() throws Exception {
        search("inspector", "from", "2026-02-02", "to", "2026-02-01")
                .andExpect(status().isUnprocessableEntity())
                .andExpect(jsonPath("$.errors[0].field").value("to"));
    }

    private String report(String title) throws Exception {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("title", title);
        report.put("content", title + "的内容");
        report.put(
                "village",
                database.sql("select min(id) from natural_village")
                        .query(String.class)
                        .single());
        report.put("category", "noise");
        report.put("urgency", "normal");
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

    private ResultActions search(String account, String... parameters) throws Exception {
        var request = get("/api/audit").with(httpBasic(account, "minqing-demo"));
        for (int index = 0; index < parameters.length; index += 2) {
            request.param(parameters[index], parameters[index + 1]);
        }
        return http.perform(request);
    }
}
