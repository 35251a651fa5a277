package minqing.activity.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.delete;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.fasterxml.jackson.databind.ObjectMapper;
import minqing.bureau.access.Visitor;
import minqing.testing.SampleFiles;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/** The scan of the stamped print, per sealed version: added by the office, read by whoever may read the month, kept for good. */
class SummaryScansTest extends SummaryTest {

    @Autowired
    private MockMvc http;

    @Autowired
    private SummaryMessages messages;

    @Autowired
    private Verification verification;

    @LocalServerPort
    private int port;

    private int picture;

    @Test
    void aScanHangsOnTheSealedVersionItIsOf() throws Exception {
        String key = signing(aMonth());
        String month = key.replace('/', '-');
        attach("office", month, null).andExpect(status().isNotFound());
        complete("deputy", key, "sign", "outcome", "approve");
        complete("director", key, "sign", "outcome", "approve");
        attach("office", month, null).andExpect(status().isCreated());
        complete("office", key, "submit", "outcome", "submitted", "stampedOn", today());
        messages.sendBack(directory.account("office").orElseThrow(), key, "漏登");
        continueSteps(key);
        complete("office", key, "check", "outcome", "present");
        complete("deputy", key, "sign", "outcome", "approve");
        complete("director", key, "sign", "outcome", "approve");

        attach("office", month + "-2", null).andExpect(status().isCreated());
        attach("office", month + "-3", null).andExpect(status().isNotFound());
        for (String version : new String[] {month + "-1", month + "-2", month}) {
            http.perform(as("wuzhidong", get("/api/summaries/" + version + "/attachments")))
                    .andExpect(status().isOk())
                    .andExpect(jsonPath("$.total").value(1));
        }
        Visitor office = new Visitor(port);
        office.logIn("office", "minqing-demo");
        assertThat(office.get("/summaries/" + key, "Accept", "text/html").body())
                .contains("attachments-" + month + "-1", "attachments-" + month + "-2", "盖章扫描件", "扫描2.jpg", "扫描3.jpg");
        assertThat(office.get("/tasks/" + task(key, "submit").getId(), "Accept", "text/html")
                        .body())
                .contains("扫描3.jpg")
                .doesNotContain("扫描2.jpg");
        for (int version = 1; version <= 2; version++) {
            assertThat(verification
                            .verify(
                                    summaries.get(key),
                                    summaries
                                            .version(summaries.get(key), version)
                                            .orElseThrow())
                            .intact())
                    .isTrue();
        }
    }

    @Test
    void anotherScanSaysWhyAndNoneIsTakenOff() throws Exception {
        String key = submitted(aMonth());
        messages.accept(directory.account("office").orElseThrow(), key);
        String month = key.replace('/', '-');
        String first = attach("office", month, null)
                .andExpect(status().isCreated())
                .andReturn()
                .getResponse()
                .getContentAsString();
        long id = new ObjectMapper().readTree(first).at("/items/0/id").asLong();

        attach("office2", month, null)
                .andExpect(status().isUnprocessableEntity())
                .andExpect(jsonPath("$.errors[0].field").value("reason"));
        attach("office2", month, "x".repeat(201)).andExpect(status().isUnprocessableEntity());
        attach("office2", month, "原件缺一页").andExpect(status().isCreated());
        http.perform(as("office", delete("/api/attachments/" + id))
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{\"reason\":\"传错\"}"))
                .andExpect(status().isConflict());
        http.perform(as("inspector", get("/api/summaries/" + month + "/attachments")))
                .andExpect(jsonPath("$.total").value(2))
                .andExpect(jsonPath("$.items[1].reason").value("原件缺一页"));
        assertThatThrownBy(() -> database.sql("""
                                update attachment set removed_by = 'office', removed_at = now(), removal_reason = 'x'
                                where id = :id""").param("id", id).update())
                .hasMessageContaining("kept as they were written");
    }

    @Test
    void onlyTheOfficeAddsAndOnlyWhoReadsTheMonthReads() throws Exception {
        String month = sealed(aMonth()).replace('/', '-');
        for (String account : new String[] {"wuzhidong", "deputy", "supervisor", "inspector"}) {
            attach(account, month, null).andExpect(status().isForbidden());
        }
        attach("bieqiao", month, null).andExpect(status().isNotFound());
        String attached =
                attach("office", month, null).andReturn().getResponse().getContentAsString();
        long id = new ObjectMapper().readTree(attached).at("/items/0/id").asLong();

        http.perform(as("deputy", get("/api/attachments/" + id))).andExpect(status().isOk());
        http.perform(as("inspector", get("/api/attachments/" + id))).andExpect(status().isOk());
        http.perform(as("bieqiao", get("/api/attachments/" + id))).andExpect(status().isNotFound());
        http.perform(as("bieqiao", get("/api/summaries/" + month + "/attachments")))
                .andExpect(status().isNotFound());
    }

    private ResultActions attach(String account, String id, @org.jspecify.annotations.Nullable String reason)
            throws Exception {
        picture++;
        MockMultipartFile scan = new MockMultipartFile(
                "files", "扫描" + picture + ".jpg", "image/jpeg", SampleFiles.photo(100 + picture, 80, 1));
        var request = multipart("/api/summaries/" + id + "/attachments").file(scan);
        if (reason != null) {
            request.param("reason", reason);
        }
        return http.perform(request.with(httpBasic(account, "minqing-demo")));
    }

    private static MockHttpServletRequestBuilder as(String account, MockHttpServletRequestBuilder request) {
        return request.with(httpBasic(account, "minqing-demo")).accept(MediaType.ALL);
    }
}
