package minqing.activity.outing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import minqing.testing.Chromium;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;

/** A device without a network says of an outing what the server would say, in the same words at the same fields. */
class DeviceRulesTest extends OutingTest {

    private static final String LEADER = "xujianyun";

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    @LocalServerPort
    private int port;

    @Test
    void theDeviceFindsWhatTheServerFinds() throws Exception {
        Page page = CHROMIUM.login(CHROMIUM.phone(), port, LEADER);
        page.navigate("http://localhost:" + port + "/outings/new");
        int refused = 0;
        for (Map<String, String> outing : outings()) {
            String body = outing.entrySet().stream()
                    .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                    .collect(Collectors.joining("&"));
            Answer answer = send(
                    LEADER,
                    MockMvcRequestBuilders.post("/api/outings")
                            .header("Idempotency-Key", UUID.randomUUID().toString())
                            .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                            .content(body));
            assertThat(answer.status()).isIn(201, 422);
            TreeSet<String> server = new TreeSet<>();
            for (JsonNode error : answer.body().path("errors")) {
                server.add(
                        error.get("field").asText() + " " + error.get("message").asText());
            }
            refused += answer.status() == 422 ? 1 : 0;
            assertThat(onDevice(page, body)).as("the device on %s", outing).isEqualTo(server);
        }
        assertThat(refused).isEqualTo(outings().size() - 2);
    }

    private TreeSet<String> onDevice(Page page, String body) {
        List<?> found = (List<?>) page.evaluate("""
                ([body, today]) => window.minqingOutingRules
                  .faults(new URLSearchParams(body), JSON.parse(document.querySelector("[data-outing-form]").dataset.rules), today)
                  .map((fault) => `${fault.field} ${fault.message}`)""", List.of(body, today().toString()));
        return found.stream().map(String::valueOf).collect(Collectors.toCollection(TreeSet::new));
    }

    private List<Map<String, String>> outings() {
        String long201 = "长".repeat(201);
        String long4001 = "长".repeat(4001);
        return List.of(
                outing(),
                outing("village", "", "labour[0].work", "清沟"),
                outing("date", ""),
                outing("date", today().plusDays(1).toString()),
                outing("dateTo", today().plusDays(1).toString()),
                outing("date", "2011-06-30"),
                outing("dateTo", today().minusDays(1).toString()),
                outing("date", today().minusDays(92).toString(), "dateTo", today().toString()),
                outing("kind", ""),
                outing("village", "", "community", COMMUNITY, "villageDay", "true"),
                outing("labour[0].time", "上午"),
                outing("labour[0].work", "\u3000", "labour[1].remark", "备注"),
                outing("labour[0].work", long4001, "labour[0].place", long201, "labour[0].time", long201),
                outing(
                        "labour[0].work",
                        "清沟",
                        "labour[0].date",
                        today().minusDays(3).toString()),
                outing("labour[0].work", "清\u0007沟"),
                outing("receptions[0].visitor", "王大明"),
                outing("receptions[0].visitor", "王大明", "receptions[0].matter", "河道", "receptions[0].people", "0"),
                outing("receptions[0].visitor", "王大明", "receptions[0].matter", "河道", "receptions[0].people", "两"),
                outing(
                        "receptions[0].visitor",
                        "王大明",
                        "receptions[0].contact",
                        "13912340000",
                        "receptions[0].matter",
                        "河道",
                        "receptions[0].summary",
                        "王大明反映河道",
                        "receptions[0].remark",
                        "电话13912340000"),
                outing(
                        "receptions[0].visitor",
                        "王大明",
                        "receptions[0].matter",
                        "河道",
                        "receptions[0].problem.wanted",
                        "true"),
                outing(
                        "receptions[0].visitor",
                        "王大明",
                        "receptions[0].matter",
                        "河道",
                        "receptions[0].summary",
                        long201,
                        "receptions[0].problem.wanted",
                        "true",
                        "receptions[0].problem.category",
                        "noise"),
                outing("forums[0].topic", long201, "forums[0].text", long4001),
                outing("diary.policySuggestion", "true"),
                outing("diary.seen", long4001),
                outing("problems[0].title", long201),
                outing("problems[0].content", long4001, "village", "", "problems[0].contact", long201),
                outing("problems[0].category", "noise"),
                outing("problems[0].content", "路灯不亮", "village", "", "community", COMMUNITY),
                outing(
                        "receptions[0].visitor",
                        "王大明",
                        "receptions[0].matter",
                        "河道",
                        "receptions[0].summary",
                        "反映河道淤积",
                        "labour[3].work",
                        "清沟",
                        "diary.opinions",
                        "建议",
                        "forums[0].topic",
                        "春耕",
                        "forums[0].attendees",
                        "村民"));
    }

    /** An outing of today with nothing wrong, but for what is said. */
    private Map<String, String> outing(String... fields) {
        Map<String, String> outing = new LinkedHashMap<>();
        outing.put("leader", LEADER);
        outing.put("date", today().toString());
        outing.put("kind", "households");
        outing.put("village", VILLAGE);
        for (int index = 0; index < fields.length; index += 2) {
            outing.put(fields[index], fields[index + 1]);
        }
        return outing;
    }
}
