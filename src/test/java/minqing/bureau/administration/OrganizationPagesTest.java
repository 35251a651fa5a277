package minqing.bureau.administration;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import minqing.bureau.access.Visitor;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages on which an administrator keeps the organization. */
class OrganizationPagesTest extends OrganizationKeepingTest {

    @Test
    void thePagesWorkWithoutScriptAndShowFaultsBesideTheField() throws Exception {
        Visitor visitor = administrator();
        String token = visitor.tokenOn("/organization/communities/new");
        HttpResponse<String> refused = visitor.post(
                "/organization/communities/new", Map.of("_csrf", token, "name", "昆仑东苑社区", "id", "Kept!", "place", "x"));
        assertThat(refused.statusCode()).isEqualTo(422);
        Document page = Jsoup.parse(refused.body());
        assertThat(page.select("#entry-place-error").text()).isEqualTo("“排序”应为整数。");
        assertThat(page.select("#entry-name").attr("value")).isEqualTo("昆仑东苑社区");
        refused =
                visitor.post("/organization/communities/new", Map.of("_csrf", token, "name", "昆仑东苑社区", "id", "Kept!"));
        page = Jsoup.parse(refused.body());
        assertThat(page.select("#entry-name-error").text()).contains("“社区名称”已被使用");
        assertThat(page.select("#entry-id-error").text()).contains("“代码”");
        HttpResponse<String> done = visitor.post(
                "/organization/communities/new", Map.of("_csrf", token, "name", "网页社区", "id", "keptpage", "place", ""));
        assertThat(done.statusCode()).isEqualTo(302);
        assertThat(visitor.get("/organization/communities").body())
                .contains("已保存", "网页社区")
                .doesNotContain("??");
        Document form =
                Jsoup.parse(visitor.get("/organization/communities/keptpage").body());
        assertThat(form.select("input[name=version]").attr("value")).isEqualTo("0");
        HttpResponse<String> overtaken = visitor.post(
                "/organization/communities/keptpage", Map.of("_csrf", token, "name", "网页二社区", "version", "7"));
        assertThat(overtaken.statusCode()).isEqualTo(409);
        assertThat(overtaken.body()).contains("刚刚被他人更改");
        assertThat(visitor.post("/organization/communities/keptpage", Map.of("name", "x"))
                        .statusCode())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/organization/units",
                "/organization/leaders",
                "/organization/villages",
                "/organization/communities",
                "/organization/pairings?all=true",
                "/organization/import",
                "/organization/accounts",
                "/organization/changes",
                "/organization/units/new",
                "/organization/units/jiancha",
                "/organization/leaders/new",
                "/organization/leaders/zhouwei",
                "/organization/administrative-villages/new",
                "/organization/administrative-villages/hexing",
                "/organization/villages/new?administrativeVillage=hexing",
                "/organization/villages/hexing-shangshi",
                "/organization/communities/new",
                "/organization/pairings/new",
                "/organization/pairings/1",
                "/organization/contacts/hexing",
                "/organization/accounts/new",
                "/organization/accounts/office",
                "/pairings",
                "/pairings?on=2000-01-01",
                "/password"
            })
    void everyPageStandsInTheFrameWithItsWords(String path) throws Exception {
        HttpResponse<String> answer = administrator().get(path, "Accept", "text/html");
        assertThat(answer.statusCode()).isEqualTo(200);
        Document page = Jsoup.parse(answer.body());
        assertThat(page.select("main h1")).hasSize(1);
        assertThat(page.text()).doesNotContain("??", "organization.", "administration.", "access.password");
        assertThat(page.select("main input:not([type=hidden]):not([type=checkbox]), main select"))
                .allMatch(field -> !page.select("label[for=" + field.id() + "]").isEmpty());
    }

    @Test
    void aListSaysOfEachThingWhatItsFormHolds() throws Exception {
        Document units = Jsoup.parse(administrator().get("/organization/units").body());
        assertThat(units.select("thead th").eachText()).containsExactly("排序", "单位名称", "印章全称", "类型", "单位代码", "修改");
        assertThat(cells(units, "jiancha")).startsWith("2").endsWith("科室、直属单位（可交办）", "jiancha", "修改");
        Document leaders =
                Jsoup.parse(administrator().get("/organization/leaders").body());
        assertThat(leaders.select("thead th").eachText()).containsExactly("排序", "姓名", "职务", "单位", "账户", "修改");
        assertThat(cells(leaders, "zhouwei")).contains("周伟", "市环境保护局", "zhouwei");
        Document communities =
                Jsoup.parse(administrator().get("/organization/communities").body());
        assertThat(communities.select("thead th").eachText()).containsExactly("排序", "社区名称", "代码", "修改");
        assertThat(cells(communities, "kunlundongyuan")).contains("昆仑东苑社区", "kunlundongyuan");
        assertThat(communities.select("main p > a").attr("href")).isEqualTo("/organization/communities/new");
    }

    private static List<String> cells(Document page, String id) {
        return page.select("tbody tr:has(a[href$=/" + id + "]) td").eachText();
    }
}
