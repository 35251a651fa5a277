package minqing.activity.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;

/** The task of a month shows who sent it and what they wrote: reasons of a return, opinions of signers. */
class ReturnedSummaryTest extends SummaryTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Autowired
    private MockMvc http;

    @Test
    void theReasonOfAReturnAndTheOpinionsOfASignatureGoWithTheTable() throws Exception {
        String key = checking(aMonth());
        assertThat(reasons("office", key, "check")).containsExactly("汇总");
        complete("office", key, "check", "outcome", "present", "remark", "含补报一件");
        assertThat(reasons("deputy", key, "sign")).containsExactly("核对无误，提请审签 " + name("office"));

        complete("deputy", key, "sign", "outcome", "return", "reason", "座谈会少一个");
        assertThat(reasons("office", key, "check")).containsExactly("退回核对 " + name("deputy") + " 退回理由：座谈会少一个");
        JsonNode data = one("office", key, "check").get("data");
        assertThat(data.get("remark").asText()).isEqualTo("含补报一件");

        complete("office", key, "check", "outcome", "present", "remark", "含补报一件");
        assertThat(reasons("deputy", key, "sign"))
                .containsExactly("核对无误，提请审签 " + name("office"), "退回核对 " + name("deputy") + " 退回理由：座谈会少一个");
        complete("deputy", key, "sign", "outcome", "approve", "opinion", "数字已核，同意");
        assertThat(reasons("director", key, "sign")).contains("审签同意 " + name("deputy") + " 审签意见：数字已核，同意");
        complete("director", key, "sign", "outcome", "approve");
        assertThat(reasons("office", key, "submit"))
                .containsExactly("成文锁定", "审签同意 " + name("director"), "审签同意 " + name("deputy") + " 审签意见：数字已核，同意");
        assertThat(page("office", "/summaries/" + key)).contains("数字已核，同意");
    }

    private String name(String account) {
        return directory.nameOf(account);
    }

    /** What REST says, having seen that the page says the same. */
    private List<String> reasons(String account, String key, String step) throws Exception {
        List<String> said = new ArrayList<>();
        String page = page(account, "/tasks/" + task(key, step).getId());
        for (JsonNode reason : one(account, key, step).get("reasons")) {
            String what = reason.get("what").asText();
            String who = reason.get("who").asText();
            String words = reason.hasNonNull("words")
                    ? " " + reason.get("label").asText() + "："
                            + reason.get("words").asText()
                    : "";
            assertThat(page).contains(what + " " + who);
            assertThat(page).contains(words.strip());
            said.add(what + (who.equals("系统") ? "" : " " + who) + words);
        }
        return said;
    }

    private JsonNode one(String account, String key, String step) throws Exception {
        return JSON.readTree(get(account, "/api/tasks/" + task(key, step).getId(), MediaType.APPLICATION_JSON));
    }

    private String page(String account, String path) throws Exception {
        return Jsoup.parse(get(account, path, MediaType.TEXT_HTML)).text();
    }

    private String get(String account, String path, MediaType type) throws Exception {
        var response = http.perform(MockMvcRequestBuilders.get(path)
                        .accept(type)
                        .with(
                                type == MediaType.TEXT_HTML
                                        ? org.springframework.security.test.web.servlet.request
                                                .SecurityMockMvcRequestPostProcessors.user(account)
                                                .roles("USER")
                                        : httpBasic(account, "minqing-demo")))
                .andReturn()
                .getResponse();
        assertThat(response.getStatus()).isEqualTo(200);
        return response.getContentAsString(StandardCharsets.UTF_8);
    }
}
