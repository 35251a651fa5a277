package minqing.activity.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.time.LocalDate;
import java.time.YearMonth;
import minqing.bureau.access.Visitor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/** The monthly tables over REST and as pages. */
class SummaryApiTest extends SummaryTest {

    @Autowired
    private MockMvc http;

    @LocalServerPort
    private int port;

    @Test
    void oneMonthHasItsFiguresHashVersionsAndHistory() throws Exception {
        YearMonth month = aMonth();
        LocalDate day = schedule(month).periodFrom();
        labour(outing(month, "wuzhidong", day), day);
        String key = sealed(month);

        http.perform(as("inspector", get("/api/summaries/" + key)))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.status").value("sealed"))
                .andExpect(jsonPath("$.version").value(1))
                .andExpect(jsonPath("$.hash")
                        .value(summaries.current(summaries.get(key)).hash()))
                .andExpect(jsonPath("$.cutOff").value(schedule(month).cutOff().toString()))
                .andExpect(jsonPath("$.dueOn").value(schedule(month).dueOn().toString()))
                .andExpect(jsonPath("$.compileAt").exists())
                .andExpect(jsonPath("$.figures.labour").value(1))
                .andExpect(jsonPath("$.versions[0].signatures.length()").value(2));
        http.perform(as("inspector", get("/api/summaries/" + key + "/cells/labour")))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.total").value(1))
                .andExpect(jsonPath("$.items[0].kind").value("labour"))
                .andExpect(jsonPath("$.items[0].leader").value("wuzhidong"));
        http.perform(as("inspector", get("/api/summaries/" + key + "/verify")))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.intact").value(true));
        http.perform(as("office", get("/api/summaries").param("year", String.valueOf(month.getYear()))))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.items[0].month").value(month.toString()));
    }

    @Test
    void thePagesShowTheYearTheMonthTheRecordsAndTheSubstitutes() throws Exception {
        YearMonth month = aMonth();
        LocalDate day = schedule(month).periodFrom();
        labour(outing(month, "wuzhidong", day), day);
        String key = submitted(month);

        for (String account : new String[] {"office", "inspector", "wuzhidong", "bieqiao"}) {
            Visitor visitor = loggedIn(account);
            for (String path : new String[] {
                "/summaries?year=" + month.getYear(),
                "/summaries/" + key,
                "/summaries/" + key + "/cells/labour",
                "/summaries/" + key + "/verify",
                "/cases/monthly-summary/" + key
            }) {
                var page = visitor.get(path, "Accept", "text/html");
                assertThat(page.statusCode()).as(account + " " + path).isEqualTo(account.equals("bieqiao") ? 404 : 200);
                assertThat(page.body()).as(account + " " + path).doesNotContain("??");
            }
        }
        assertThat(loggedIn("director").get("/signing", "Accept", "text/html").statusCode())
                .isEqualTo(200);
        assertThat(loggedIn("office").get("/signing", "Accept", "text/html").statusCode())
                .isEqualTo(404);
        assertThat(loggedIn("office")
                        .get("/summaries?year=1999", "Accept", "text/html")
                        .statusCode())
                .isEqualTo(422);
    }

    private Visitor loggedIn(String account) throws Exception {
        Visitor visitor = new Visitor(port);
        visitor.logIn(account, "minqing-demo");
        return visitor;
    }

    @ParameterizedTest
    @CsvSource({
        "docx,application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "xlsx,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "pdf,application/pdf"
    })
    void aSealedMonthsDocumentIsTheOneMadeThen(String format, String type) throws Exception {
        String key = sealed(aMonth());
        byte[] first = http.perform(as("director", get("/api/summaries/" + key + "." + format)))
                .andExpect(status().isOk())
                .andExpect(content().contentType(type))
                .andReturn()
                .getResponse()
                .getContentAsByteArray();
        byte[] second = http.perform(as("wuzhidong", get("/api/summaries/" + key + "." + format)))
                .andReturn()
                .getResponse()
                .getContentAsByteArray();
        assertThat(first).isNotEmpty().isEqualTo(second);
    }

    @Test
    void aDraftHasDocumentsTooAndAMonthThatIsNotCompiledHasNone() throws Exception {
        YearMonth month = aMonth();
        String key = started(month);
        http.perform(as("office", get("/api/summaries/" + key + ".pdf"))).andExpect(status().isNotFound());

        fire(key, "compile-time");
        http.perform(as("office", get("/api/summaries/" + key + ".pdf"))).andExpect(status().isOk());
        http.perform(as("office", get("/api/summaries/" + key + "/verify"))).andExpect(status().isConflict());
    }

    @Test
    void theOfficeStartsAcceptsSendsBackAndCorrectsAndNobodyElse() throws Exception {
        YearMonth month = aMonth();
        setTime(schedule(month).compileAt());
        String path = "/api/summaries/epb/" + month;
        http.perform(as("deputy", post(path))).andExpect(status().isForbidden());
        http.perform(as("office", post(path)))
                .andExpect(status().isCreated())
                .andExpect(jsonPath("$.status").value("waiting"));
        http.perform(as("office", post(path))).andExpect(status().isConflict());
        http.perform(as("office", post(path + "/accept"))).andExpect(status().isConflict());

        String key = Summary.key(UNIT, month);
        fire(key, "compile-time");
        complete("office", key, "check", "outcome", "present");
        complete("deputy", key, "sign", "outcome", "approve");
        complete("director", key, "sign", "outcome", "approve");
        complete("office", key, "submit", "outcome", "submitted", "stampedOn", today());
        http.perform(as("office", json(post(path + "/return"), "{}")))
                .andExpect(status().isUnprocessableEntity())
                .andExpect(jsonPath("$.errors[0].field").value("reason"));
        http.perform(as("director", json(post(path + "/return"), "{\"reason\":\"数字有误\"}")))
                .andExpect(status().isForbidden());
        http.perform(as("office", json(post(path + "/accept"), "{}")))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.status").value("accepted"));
        http.perform(as("office", json(post(path + "/correct"), "{\"cell\":\"x\",\"difference\":0}")))
                .andExpect(status().isUnprocessableEntity());
        http.perform(as(
                        "office",
                        json(post(path + "/correct"), "{\"cell\":\"forums\",\"difference\":0,\"reason\":\"x\"}")))
                .andExpect(status().isUnprocessableEntity())
                .andExpect(jsonPath("$.errors[0].field").value("difference"));
        http.perform(as(
                        "office",
                        json(post(path + "/correct"), "{\"cell\":\"forums\",\"difference\":-1,\"reason\":\"重复登记\"}")))
                .andExpect(status().isUnprocessableEntity())
                .andExpect(jsonPath("$.errors[0].field").value("difference"));
        http.perform(as(
                        "office",
                        json(post(path + "/correct"), "{\"cell\":\"forums\",\"difference\":1,\"reason\":\"漏登\"}")))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.corrections[0].difference").value(1));
    }

    @ParameterizedTest
    @CsvSource({
        "/api/summaries/epb/2039-13,422",
        "/api/summaries/epb/1999-01,422",
        "/api/summaries/epb/2039-01,404",
        "/api/summaries/nobody/2039-01,404",
        "/api/summaries/epb/2039-01/cells/x,404",
        "/api/summaries/epb/2039-01.exe,404"
    })
    void whatIsNotThereOrWrongIsAnsweredSo(String path, int expected) throws Exception {
        http.perform(as("office", get(path))).andExpect(status().is(expected));
    }

    @Test
    void aUnitOutsideHasNoPartInTheMonthlyTable() throws Exception {
        String key = checking(aMonth());

        http.perform(as("bieqiao", get("/api/summaries/" + key))).andExpect(status().isNotFound());
        http.perform(as("bieqiao", get("/api/summaries")))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.total").value(0));
        http.perform(as("bieqiao", get("/api/summaries/" + key + ".pdf"))).andExpect(status().isNotFound());
    }

    private static MockHttpServletRequestBuilder as(String account, MockHttpServletRequestBuilder request) {
        return request.with(httpBasic(account, "minqing-demo")).accept(MediaType.ALL);
    }

    private static MockHttpServletRequestBuilder json(MockHttpServletRequestBuilder request, String body) {
        return request.contentType(MediaType.APPLICATION_JSON).content(body);
    }
}
