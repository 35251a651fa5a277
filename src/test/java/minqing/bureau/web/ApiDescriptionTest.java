package minqing.bureau.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

class ApiDescriptionTest extends WebTest {

    @Test
    void everyCallSaysWhatCanGoWrongAndHowToLogIn() throws Exception {
        JsonNode api = Caller.json(as("office").get("/v3/api-docs"));
        assertThat(api.at("/info/title").asText()).isEqualTo("民情接口");
        assertThat(api.at("/components/securitySchemes/basic/scheme").asText()).isEqualTo("basic");
        assertThat(api.at("/components/securitySchemes/token/name").asText()).isEqualTo("X-CSRF-TOKEN");
        assertThat(api.at("/components/schemas/Problem/properties/errors/items/properties"))
                .hasSize(2);
        JsonNode paths = api.get("paths");
        assertThat(paths.has("/api/me")).isTrue();
        paths.fields().forEachRemaining(path -> {
            assertThat(path.getKey()).startsWith("/api/");
            path.getValue().fields().forEachRemaining(call -> {
                String name = call.getKey() + " " + path.getKey();
                JsonNode responses = call.getValue().get("responses");
                assertThat(responses.at("/401/content").has("application/problem+json"))
                        .as(name)
                        .isTrue();
                assertThat(call.getValue().get("security")).as(name).hasSize(2);
                assertThat(names(call.getValue()).contains("Idempotency-Key"))
                        .as(name)
                        .isEqualTo(call.getKey().equals("post"));
                assertThat(responses.has("404"))
                        .as(name)
                        .isEqualTo(path.getKey().contains("{"));
            });
        });
    }

    @Test
    void anInstantIsWrittenInTheTimeOfTheBureau() throws Exception {
        assertThat(Caller.json(as("office").get("/api/trial/instant")).get("at").asText())
                .isEqualTo("2026-07-05T08:30:00.123+08:00");
    }

    @Test
    void aListTakesPageAndSize() throws Exception {
        JsonNode list = Caller.json(as("office").get("/v3/api-docs")).at("/paths/~1api~1trial~1list/get");
        assertThat(names(list)).contains("page", "size").doesNotContain("paging");
        assertThat(list.get("parameters").toString()).contains("\"maximum\":200");
    }

    @Test
    void theDescriptionCanBeBrowsedAndFetchesNothingFromElsewhere() throws Exception {
        Caller office = as("office");
        HttpResponse<String> entrance = office.get("/swagger-ui.html");
        assertThat(entrance.statusCode()).isEqualTo(302);
        HttpResponse<String> page = office.get("/swagger-ui/index.html");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains("swagger-ui-bundle.js", "name=\"viewport\"")
                .doesNotContain("https://", "http://");
        assertThat(office.get("/swagger-ui/swagger-initializer.js").body())
                .contains("/v3/api-docs", "MINQING-CSRF")
                .doesNotContain("petstore", "validator.swagger");
    }

    @Test
    void withoutALoginNothingIsDescribed() throws Exception {
        assertThat(Caller.nobody(port).get("/v3/api-docs").statusCode()).isEqualTo(401);
    }

    private static String names(JsonNode call) {
        return call.has("parameters")
                ? call.get("parameters").findValuesAsText("name").toString()
                : "";
    }
}
