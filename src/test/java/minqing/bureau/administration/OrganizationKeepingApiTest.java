package minqing.bureau.administration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import minqing.bureau.access.Visitor;
import minqing.bureau.administration.Client.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessException;

/** What holds for every kind of entry of the organization over REST. */
class OrganizationKeepingApiTest extends OrganizationKeepingTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "wuzhidong",
                "office",
                "jijian",
                "director",
                "supervisor",
                "inspector",
                "jiancha",
                "jiancha-head",
                "bieqiao"
            })
    void onlyAdministratorsKeepTheOrganization(String account) throws Exception {
        Client client = Client.as(account, port);
        Map<String, Integer> statuses = new java.util.TreeMap<>();
        for (String path : List.of(
                "/units/epb",
                "/leaders/zhouwei",
                "/administrative-villages",
                "/villages/hexing-shangshi",
                "/communities",
                "/contacts",
                "/pairings",
                "/changes",
                "/communities/kunlundongyuan",
                "/administrative-villages/hexing")) {
            statuses.put("GET " + path, client.get(API + path).status());
        }
        for (String path : List.of(
                "/units",
                "/leaders",
                "/administrative-villages",
                "/villages",
                "/communities",
                "/contacts",
                "/pairings")) {
            statuses.put("POST " + path, client.post(API + path, "{}").status());
        }
        for (String path : List.of(
                "/units/epb",
                "/leaders/zhouwei",
                "/villages/hexing-shangshi",
                "/communities/kunlundongyuan",
                "/administrative-villages/hexing",
                "/contacts/1",
                "/pairings/1")) {
            statuses.put("PUT " + path, client.put(API + path, "{}").status());
        }
        statuses.put(
                "import",
                client.upload(API + "/pairings/import", new byte[] {1}).status());
        assertThat(statuses.values()).containsOnly(403);
        assertThat(client.get("/api/pairings").status()).isEqualTo(200);

        Visitor visitor = client.visitor();
        for (String page : List.of(
                "",
                "/units",
                "/leaders",
                "/villages",
                "/communities",
                "/pairings",
                "/import",
                "/accounts",
                "/changes",
                "/units/new",
                "/units/epb",
                "/contacts/hexing",
                "/accounts/new",
                "/accounts/office",
                "/pairings.csv",
                "/pairings/new")) {
            assertThat(visitor.get("/organization" + page, "Accept", "text/html")
                            .statusCode())
                    .as(page)
                    .isEqualTo(403);
        }
        String token = visitor.tokenOn("/pairings");
        for (String page : List.of(
                "/units/new",
                "/leaders/zhouwei",
                "/accounts/new",
                "/accounts/office",
                "/accounts/office/reset",
                "/accounts/office/disable",
                "/accounts/office/unlock",
                "/contacts/hexing")) {
            assertThat(visitor.post("/organization" + page, Map.of("_csrf", token), "Accept", "text/html")
                            .statusCode())
                    .as(page)
                    .isEqualTo(403);
        }
        assertThat(visitor.get("/pairings", "Accept", "text/html").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/units | {} | code,name,sealName,kind",
                "/units | {\"code\":\"Kept\",\"name\":\"x\",\"sealName\":\"x\",\"kind\":\"internal\"} | code",
                "/units | {\"code\":\"jiancha\",\"name\":\"环境监测站\",\"sealName\":\"y\",\"kind\":\"boss\"} | code,name,kind",
                "/units | {\"code\":\"keptbad\",\"name\":\"=1+1\",\"sealName\":\"a\\u0007b\",\"kind\":\"internal\",\"place\":0} | name,sealName,place",
                "/units | {\"code\":\"keptbad\",\"name\":\"a\\u202eb\",\"sealName\":\"c\",\"kind\":\"internal\"} | name",
                "/units | {\"code\":\"keptbad\",\"name\":\"n\",\"sealName\":\"c\",\"kind\":\"internal\",\"surprise\":1} | surprise",
                "/units | {\"code\":\"keptbad\",\"name\":\"n\",\"sealName\":\"c\",\"kind\":\"internal\",\"place\":\"2\"} | place",
                "/leaders | {\"account\":\"nobody-here\",\"name\":\"x\",\"position\":\"y\",\"unit\":\"nowhere\"} | unit,account",
                "/leaders | {\"account\":\"zhouwei\",\"name\":\"x\",\"position\":\"\",\"unit\":\"epb\"} | account,position",
                "/administrative-villages | {\"id\":\"a-b\",\"name\":\"合星村\"} | id,town",
                "/administrative-villages | {\"name\":\"合星村\",\"town\":\"别桥镇\"} | name",
                "/villages | {\"administrativeVillage\":\"nowhere\",\"name\":\"x\"} | administrativeVillage",
                "/communities | {\"name\":\"昆仑东苑社区\"} | name",
                "/contacts | {\"administrativeVillage\":\"hexing\",\"from\":\"1999-01-01\"} | name,from",
                "/pairings | {\"leader\":\"zhouwei\",\"village\":\"hexing-shangshi\",\"community\":\"kunlundongyuan\"} | village",
                "/pairings | {\"leader\":\"nobody\",\"village\":\"nowhere\"} | leader,village",
                "/pairings | {\"leader\":\"zhouwei\",\"village\":\"hexing-shangshi\",\"from\":\"2020-01-01\",\"to\":\"2020-01-01\"} | to",
                "/pairings | {\"leader\":\"zhouwei\",\"village\":\"hexing-shangshi\",\"from\":\"yesterday\"} | from",
            })
    void whatIsWrongIsNamedFieldByFieldAndNothingIsKept(String path, String body, String fields) throws Exception {
        long before = changes();
        Answer refused = admin.post(API + path, body);
        assertThat(refused.status()).as(refused.body()).isEqualTo(422);
        assertThat(refused.fields()).containsExactlyInAnyOrder(fields.split(","));
        assertThat(refused.faults()).allMatch(fault -> fault.contains("“"));
        assertThat(changes()).isEqualTo(before);
    }

    @Test
    void whatDoesNotExistIsNotFound() throws Exception {
        assertThat(admin.get(API + "/units/nowhere").status()).isEqualTo(404);
        assertThat(admin.put(API + "/villages/nowhere", "{\"name\":\"x\",\"version\":0}")
                        .status())
                .isEqualTo(404);
        assertThat(admin.put(API + "/pairings/999999999", "{\"to\":\"2020-01-01\"}")
                        .status())
                .isEqualTo(404);
        assertThat(admin.put(API + "/pairings/x", "{\"to\":\"2020-01-01\"}").status())
                .isEqualTo(404);
        assertThat(admin.get("/api/pairings?on=2026-13-01").fields()).containsExactly("on");
        assertThat(admin.get("/api/pairings?on=+999999-01-01").status()).isEqualTo(422);
        assertThat(admin.get("/api/pairings?on=1000-01-01").fields()).containsExactly("on");
    }

    @Test
    void whatWasNotedOfAChangeIsKept() {
        assertThatThrownBy(() -> database.sql("update organization_change set account = 'x'")
                        .update())
                .isInstanceOf(DataAccessException.class);
        assertThatThrownBy(() -> database.sql("delete from organization_change").update())
                .isInstanceOf(DataAccessException.class);
    }
}
