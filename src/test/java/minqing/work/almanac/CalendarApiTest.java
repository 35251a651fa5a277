package minqing.work.almanac;

import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import minqing.testing.ApplicationTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;

/** {@code GET /api/calendar/{year}} through the front door. */
class CalendarApiTest extends ApplicationTest {

    @Autowired
    private MockMvc http;

    @Test
    void aPublishedYearShowsItsNoticeAndItsWorkingDays() throws Exception {
        year(2026)
                .andExpect(status().isOk())
                .andExpect(content().contentTypeCompatibleWith(MediaType.APPLICATION_JSON))
                .andExpect(jsonPath("$.year").value(2026))
                .andExpect(jsonPath("$.published").value(true))
                .andExpect(jsonPath("$.exceptions.length()").value(39))
                .andExpect(jsonPath("$.exceptions[0].date").value("2026-01-01"))
                .andExpect(jsonPath("$.exceptions[0].kind").value("holiday"))
                .andExpect(jsonPath("$.exceptions[0].name").value("元旦"))
                .andExpect(jsonPath("$.exceptions[4].date").value("2026-02-14"))
                .andExpect(jsonPath("$.exceptions[4].kind").value("workday"))
                .andExpect(jsonPath("$.exceptions[4].name").value("春节"))
                .andExpect(jsonPath("$.workingDays").value(248))
                .andExpect(jsonPath("$.months.length()").value(12))
                .andExpect(jsonPath("$.months['2026-02']").value(16))
                .andExpect(jsonPath("$.months['2026-10']").value(18));
    }

    @Test
    void aYearWithoutANoticeIsProvisional() throws Exception {
        year(2029)
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.published").value(false))
                .andExpect(jsonPath("$.workingDays").value(248))
                .andExpect(
                        jsonPath("$.exceptions[?(@.date == '2029-09-24')].kind").value("holiday"))
                .andExpect(
                        jsonPath("$.exceptions[?(@.date == '2029-09-24')].name").value("中秋"));
    }

    @Test
    void theFirstAndTheLastYearAreAnswered() throws Exception {
        year(2011)
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.workingDays").value(250));
        year(2100).andExpect(status().isOk()).andExpect(jsonPath("$.published").value(false));
    }

    @Test
    void nobodyReadsItWithoutLoggingIn() throws Exception {
        http.perform(get("/api/calendar/2026")).andExpect(status().isUnauthorized());
    }

    @ParameterizedTest
    @ValueSource(strings = {"2010", "2101", "0", "-1"})
    void aYearOutOfRangeIsRefusedByNamingTheFieldInChinese(String year) throws Exception {
        year(year)
                .andExpect(status().isUnprocessableEntity())
                .andExpect(content().contentTypeCompatibleWith(MediaType.APPLICATION_PROBLEM_JSON))
                .andExpect(jsonPath("$.errors.length()").value(1))
                .andExpect(jsonPath("$.errors[0].field").value("year"))
                .andExpect(jsonPath("$.errors[0].message").value("年份应在 2011 至 2100 年之间"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"next", "2026.5", "99999999999"})
    void whatIsNoYearAtAllIsNotFound(String year) throws Exception {
        year(year)
                .andExpect(status().isNotFound())
                .andExpect(content().contentTypeCompatibleWith(MediaType.APPLICATION_PROBLEM_JSON));
    }

    private ResultActions year(Object year) throws Exception {
        return http.perform(get("/api/calendar/{year}", year).with(httpBasic("office", "minqing-demo")));
    }
}
