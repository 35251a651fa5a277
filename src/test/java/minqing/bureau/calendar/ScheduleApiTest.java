package minqing.bureau.calendar;

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

/** {@code GET /api/schedule/{month}} through the front door. */
class ScheduleApiTest extends ApplicationTest {

    @Autowired
    private MockMvc http;

    @Test
    void aMonthSaysWhenItIsCutOffCompiledAndDue() throws Exception {
        schedule("2026-02")
                .andExpect(status().isOk())
                .andExpect(content().contentTypeCompatibleWith(MediaType.APPLICATION_JSON))
                .andExpect(content().json("""
                        {"month": "2026-02", "periodFrom": "2026-01-21", "cutOff": "2026-02-13",
                         "compileAt": "2026-02-14T00:00:00+08:00", "dueOn": "2026-02-24", "provisional": false}
                        """, true));
    }

    @Test
    void theFirstAndTheLastMonthAreAnswered() throws Exception {
        schedule("2011-07")
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.periodFrom").value("2011-07-01"));
        schedule("2100-12")
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.provisional").value(true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"2011-06", "2101-01", "2026-13", "2026-00", "2026-2", "2026", "2026-02-01", "soon", "-2026-02"})
    void whatIsNoMonthOfTheActivityIsRefusedByNamingTheFieldInChinese(String month) throws Exception {
        schedule(month)
                .andExpect(status().isUnprocessableEntity())
                .andExpect(content().contentTypeCompatibleWith(MediaType.APPLICATION_PROBLEM_JSON))
                .andExpect(jsonPath("$.errors.length()").value(1))
                .andExpect(jsonPath("$.errors[0].field").value("month"))
                .andExpect(jsonPath("$.errors[0].message").value("“月份”应为 2011-07 至 2100-12 之间的一个月，形如 2026-02。"));
    }

    @Test
    void nobodyReadsItWithoutLoggingIn() throws Exception {
        http.perform(get("/api/schedule/2026-02")).andExpect(status().isUnauthorized());
    }

    private ResultActions schedule(String month) throws Exception {
        return http.perform(get("/api/schedule/{month}", month).with(httpBasic("office", "minqing-demo")));
    }
}
