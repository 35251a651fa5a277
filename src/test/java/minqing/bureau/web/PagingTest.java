package minqing.bureau.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PagingTest extends WebTest {

    @Test
    void withoutParametersItIsTheFirstTwentyAndTheTotal() throws Exception {
        JsonNode page = Caller.json(as("office").get("/api/trial/list"));
        assertThat(page.get("items")).hasSize(20);
        assertThat(page.get("items").get(0).asInt()).isZero();
        assertThat(page.get("total").asInt()).isEqualTo(45);
    }

    @Test
    void pagesFollowEachOtherAndThePageBehindTheLastIsEmpty() throws Exception {
        Caller office = as("office");
        JsonNode third = Caller.json(office.get("/api/trial/list?page=2&size=20"));
        assertThat(third.get("items")).hasSize(5);
        assertThat(third.get("items").get(0).asInt()).isEqualTo(40);
        assertThat(Caller.json(office.get("/api/trial/list?page=2147483647&size=200"))
                        .get("items"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "page=-1, page",
        "page=x, page",
        "page=1.0, page",
        "page=2147483648, page",
        "page=99999999999999999999, page",
        "page=0x1, page",
        "page=%EF%BC%91, page",
        "page=1&page=2, page",
        "size=0, size",
        "size=201, size",
        "size=-5, size",
        "size=ten, size"
    })
    void whatIsNoPageIsRefusedByItsName(String query, String field) throws Exception {
        HttpResponse<String> answer = as("office").get("/api/trial/list?" + query);
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(Caller.json(answer).get("errors")).hasSize(1);
        assertThat(Caller.json(answer).get("errors").get(0).get("field").asText())
                .isEqualTo(field);
    }

    @Test
    void bothFaultsAreNamedAtOnce() throws Exception {
        assertThat(Caller.json(as("office").get("/api/trial/list?page=a&size=b"))
                        .get("errors"))
                .hasSize(2);
    }
}
